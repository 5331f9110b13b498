package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// policy lets a page load this server's style, pictures and two scripts, ask this server alone, and be framed by nobody.
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxBody bounds what a request may carry.
const maxBody = 1 << 20

// guard stands before every handler: who may ask, under which name, from which page, for how long.
func (s *server) guard(next http.Handler) http.Handler {
	// A form of another site can't change anything here: its Origin or Sec-Fetch-Site gives it away.
	origin := http.NewCrossOriginProtection()
	inner := origin.Handler(next)
	small, large := http.MaxBytesHandler(inner, maxBody), http.MaxBytesHandler(inner, maxAdd)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "private, no-cache")
		out := &held{w: w, r: r, code: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				out.body.Reset()
				h.Del("Content-Type")
				http.Error(out, s.broke(r, p), http.StatusInternalServerError)
			}
			out.send()
			s.metrics.count(out.route, out.code, time.Since(start))
		}()
		switch {
		case !s.known(r.Host):
			http.Error(out, fmt.Sprintf("This server doesn't answer to the name %q; start it with --host to allow one.", clip(80, r.Host)), http.StatusMisdirectedRequest)
		case r.URL.Path != "/healthz" && !s.allowed(r):
			h.Set("WWW-Authenticate", `Basic realm="Rapporteur", charset="UTF-8"`)
			http.Error(out, "This reading room asks for its token: as a bearer token, or as the password (any user name).", http.StatusUnauthorized)
		default:
			next, most := small, slow
			if r.URL.Path == "/add" {
				next, most = large, addTime
			}
			ctx, stop := context.WithTimeout(r.Context(), most)
			defer stop()
			next.ServeHTTP(out, r.WithContext(ctx))
		}
	})
}

// broke notes a panic in the log, and gives what the user is told of it.
func (s *server) broke(r *http.Request, p any) string {
	s.o.Log.Error("a request broke", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
	return "The server failed on this request; its log says why."
}

// known tells whether a request was addressed to this server by a name of its own. A page of another site can bring the
// browser here under that site's name (DNS rebinding), never under an address in numbers.
func (s *server) known(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.TrimSuffix(strings.ToLower(strings.Trim(name, "[]")), ".")
	if _, err := netip.ParseAddr(name); err == nil || name == "localhost" {
		return true
	}
	return slices.ContainsFunc(s.o.Hosts, func(h string) bool { return strings.EqualFold(h, name) })
}

// allowed tells whether a request carries the token, in a time that doesn't depend on how much of it is right.
func (s *server) allowed(r *http.Request) bool {
	if s.o.Token == "" {
		return true
	}
	_, given, ok := r.BasicAuth()
	if !ok {
		given, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.o.Token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// held keeps a response until it is whole, so that it gets its validator, and a failure halfway leaves no half page.
type held struct {
	w     http.ResponseWriter
	r     *http.Request
	code  int
	body  bytes.Buffer
	whole []byte // a kept page in the place of body
	tag   string // of the whole
	route string // the pattern that the request met
}

func (h *held) Header() http.Header         { return h.w.Header() }
func (h *held) WriteHeader(code int)        { h.code = code }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }

func (h *held) send() {
	b, tag := h.whole, h.tag
	if b == nil {
		b = h.body.Bytes()
	}
	if h.code == http.StatusOK && (h.r.Method == http.MethodGet || h.r.Method == http.MethodHead) && h.r.URL.Path != "/metrics" {
		if tag == "" {
			tag = etag(b)
		}
		h.Header().Set("ETag", tag)
		if matches(h.r.Header.Get("If-None-Match"), tag) {
			h.Header().Del("Content-Type")
			h.Header().Del("Content-Length")
			h.code = http.StatusNotModified
			h.w.WriteHeader(h.code)
			return
		}
	}
	if h.code != http.StatusNotModified && h.code != http.StatusNoContent {
		h.Header().Set("Content-Length", fmt.Sprint(len(b)))
	}
	h.w.WriteHeader(h.code)
	if h.r.Method != http.MethodHead {
		h.w.Write(b)
	}
}
