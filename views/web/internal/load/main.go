// Command load reads a served ledger as many readers at once do, and tells how long each kind of page took and what it weighed.
//
//	rapporteur --ledger big.db serve --listen 127.0.0.1:9000 &
//	rapporteur --ledger big.db add more/ &
//	go run ./views/web/internal/load -readers 50 -for 30s http://127.0.0.1:9000
//
// It first walks the pages to gather addresses. Then each reader opens one after another, chosen at random by a fixed seed, and
// looks at it for a while. It ends with 1 where a kind of page is beyond the bars.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// start are the pages that the walk begins with.
var start = []string{"/", "/today", "/positions", "/statements", "/people", "/places", "/met", "/met?by=parties", "/brief", "/corrections", "/search?q=ceasefire", "/search?q=talks+envoy", "/statements?q=ceasefire", "/feed.atom",
	"/api/v1/encounters", "/api/v1/statements", "/api/v1/positions", "/api/v1/people", "/api/v1/status"}

var hrefs = regexp.MustCompile(`href="(/[^"]*)`)

type taken struct {
	kind  string
	took  time.Duration
	bytes int
	fault string
}

type options struct {
	base    string
	readers int
	long    time.Duration
	think   time.Duration
	most    int
}

func main() {
	var o options
	flag.IntVar(&o.readers, "readers", 50, "readers at once")
	flag.DurationVar(&o.long, "for", 30*time.Second, "how long they read")
	flag.DurationVar(&o.think, "think", time.Second, "how long a reader looks at a page, on average; 0: asks on at once")
	flag.IntVar(&o.most, "addresses", 400, "addresses that are read")
	bar := flag.Duration("bar", 150*time.Millisecond, "bar of the 95th percentile")
	weight := flag.Int("weight", 200_000, "bar of a page's bytes")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "load: name the server: load http://127.0.0.1:8417")
		os.Exit(2)
	}
	o.base = strings.TrimSuffix(flag.Arg(0), "/")
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: o.readers, DisableCompression: true}}
	addresses, err := walk(client, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
	if !report(read(client, o, addresses), *bar, *weight) {
		os.Exit(1)
	}
}

// walk gathers addresses of pages, those of each kind in turn so that no kind is alone.
func walk(client *http.Client, o options) ([]string, error) {
	byKind, seen := map[string][]string{}, map[string]bool{}
	queue := slices.Clone(start)
	for i := 0; i < len(queue) && i < 60; i++ {
		t := fetch(client, o.base, queue[i])
		if t.fault != "" {
			return nil, fmt.Errorf("%s: %s", queue[i], t.fault)
		}
		for _, a := range append([]string{queue[i]}, t.links...) {
			if !seen[a] {
				seen[a] = true
				byKind[kind(a)] = append(byKind[kind(a)], a)
				queue = append(queue, a)
			}
		}
	}
	var out []string
	for n := 0; len(out) < o.most; n++ {
		before := len(out)
		for _, k := range slices.Sorted(func(yield func(string) bool) {
			for k := range byKind {
				if !yield(k) {
					return
				}
			}
		}) {
			if n < len(byKind[k]) {
				out = append(out, byKind[k][n])
			}
		}
		if len(out) == before {
			break
		}
	}
	return out, nil
}

type fetched struct {
	taken
	links []string
}

func fetch(client *http.Client, base, address string) fetched {
	f := fetched{taken: taken{kind: kind(address)}}
	begin := time.Now()
	resp, err := client.Get(base + address)
	if err != nil {
		f.fault = err.Error()
		return f
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	f.took, f.bytes = time.Since(begin), len(body)
	switch {
	case err != nil:
		f.fault = err.Error()
	case resp.StatusCode != http.StatusOK:
		f.fault = resp.Status
	case strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html"):
		for _, m := range hrefs.FindAllSubmatch(body, -1) {
			if a, _, _ := strings.Cut(html.UnescapeString(string(m[1])), "#"); !strings.HasPrefix(a, "/static/") {
				f.links = append(f.links, a)
			}
		}
	}
	return f
}

// kind is an address without what it asks for.
func kind(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "?"
	}
	return u.Path
}

func read(client *http.Client, o options, addresses []string) []taken {
	var mu sync.Mutex
	var all []taken
	var wg sync.WaitGroup
	end := time.Now().Add(o.long)
	for i := range o.readers {
		wg.Go(func() {
			choose := rand.New(rand.NewPCG(1, uint64(i)))
			for time.Now().Before(end) {
				if o.think > 0 {
					time.Sleep(time.Duration(choose.Int64N(2 * int64(o.think))))
				}
				t := fetch(client, o.base, addresses[choose.IntN(len(addresses))]).taken
				mu.Lock()
				all = append(all, t)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return all
}

// report prints a line a kind, and tells whether all are within the bars.
func report(all []taken, bar time.Duration, weight int) bool {
	byKind := map[string][]taken{"all": all}
	var kinds []string
	for _, t := range all {
		if byKind[t.kind] == nil {
			kinds = append(kinds, t.kind)
		}
		byKind[t.kind] = append(byKind[t.kind], t)
	}
	slices.Sort(kinds)
	good := true
	fmt.Printf("%-24s %6s %8s %8s %8s %9s %s\n", "page", "asked", "p50 ms", "p95 ms", "max ms", "most B", "faults")
	for _, k := range append(kinds, "all") {
		list := byKind[k]
		slices.SortFunc(list, func(a, b taken) int { return cmp.Compare(a.took, b.took) })
		at := func(share float64) time.Duration { return list[int(share*float64(len(list)-1))].took }
		most, faults := 0, map[string]int{}
		for _, t := range list {
			most = max(most, t.bytes)
			if t.fault != "" {
				faults[t.fault]++
			}
		}
		mark := ""
		if at(0.95) > bar || most > weight || len(faults) > 0 {
			good, mark = false, " <- beyond the bars"
		}
		fmt.Printf("%-24s %6d %8.1f %8.1f %8.1f %9d %v%s\n", k, len(list), ms(at(0.5)), ms(at(0.95)), ms(list[len(list)-1].took), most, faults, mark)
	}
	return good
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
