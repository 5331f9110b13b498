package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

const maxRedirects = 10

// fetch gets one address: http or https, no private network unless allowed, bounded in size, time and redirects.
func (w *walker) fetch(address string) bool {
	ctx, cancel := context.WithTimeout(w.ctx, w.o.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || req.URL.Hostname() == "" {
		return w.fail(address, fmt.Errorf("is no address: %w", errors.Join(err)), "write it as https://host/path")
	}
	if w.client == nil {
		w.client = newClient(w.o)
	}
	req.Header.Set("User-Agent", first(w.o.Agent, "rapporteur"))
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain,application/x-ndjson,text/csv;q=0.9,*/*;q=0.1")
	resp, err := w.client.Do(req)
	if err != nil {
		if w.ctx.Err() != nil {
			return false
		}
		remedy, err := fetchFault(err, w.o.Timeout)
		return w.fail(address, err, remedy)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return w.fail(address, fmt.Errorf("the server answered %s", resp.Status), "open it in a browser; if it shows there, save the page and read the file")
	}
	media, params, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	final := resp.Request.URL
	return w.stream(source{
		origin: address, id: address, name: final.Path, uri: final.String(), mediaType: media, charset: params["charset"],
		retrieved: time.Now().UTC().Format(time.RFC3339), r: &boundedBody{r: resp.Body, left: w.o.MaxItem, most: w.o.MaxItem},
	})
}

// boundedBody ends a body with an error past its bound: a page cut off silently would be read as if it were whole.
type boundedBody struct {
	r          io.Reader
	left, most int64
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("the answer is larger than %s", size(b.most))
	}
	return n, err
}

func fetchFault(err error, timeout time.Duration) (remedy string, fault error) {
	var private *privateError
	var dns *net.DNSError
	var in *url.Error
	switch {
	case errors.As(err, &private):
		return "if the address is yours, allow it with --allow-private", private
	case errors.Is(err, context.DeadlineExceeded):
		return "try again, or give it longer with --timeout", fmt.Errorf("no full answer within %s", timeout)
	case errors.As(err, &dns):
		return "check the address and the connection", fmt.Errorf("the host %q was not found", dns.Name)
	case errors.As(err, &in):
		err = in.Err
	}
	return "check the address and the connection", fmt.Errorf("fetching: %w", err)
}

// newClient takes no proxy from the environment: behind one, the check of addresses would look at the proxy alone.
func newClient(o Options) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !o.AllowPrivate {
		// Checked when the connection is made, after the name was resolved: so redirects and changing names are covered too.
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(address)
			if err != nil || IsPrivate(ap.Addr()) {
				return &privateError{address}
			}
			return nil
		}
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: 1 << 20,
			ResponseHeaderTimeout: o.Timeout, ForceAttemptHTTP2: true, MaxIdleConns: 4, IdleConnTimeout: 30 * time.Second,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return fmt.Errorf("more than %d redirects", maxRedirects)
			}
			if s := req.URL.Scheme; s != "http" && s != "https" {
				return fmt.Errorf("redirected to the scheme %q", s)
			}
			return nil
		},
	}
}

type privateError struct{ address string }

func (e *privateError) Error() string {
	return "leads to the private address " + strings.TrimSuffix(e.address, ":0")
}

// Ranges that netip's own tests do not cover: shared, protocol, benchmark and reserved space, and IPv6 that wraps IPv4.
var specialRanges = func() []netip.Prefix {
	var out []netip.Prefix
	for _, p := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10"} {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

// IsPrivate tells whether an address lies outside the public internet.
func IsPrivate(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return true
	}
	for _, p := range specialRanges {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
