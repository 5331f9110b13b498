package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// buckets are the upper bounds of the histogram of durations, in seconds.
var buckets = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10}

// metrics counts requests, for Prometheus (text format 0.0.4).
type metrics struct {
	mu       sync.Mutex
	requests map[served]int
	counts   []int // by bucket, the last one without bound
	seconds  float64
}

type served struct {
	route string
	code  int
}

func newMetrics() *metrics {
	return &metrics{requests: map[served]int{}, counts: make([]int, len(buckets)+1)}
}

// count notes a request. Its route is the pattern that it met, so that what users ask for doesn't make series without end.
func (m *metrics) count(route string, code int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[served{route, code}]++
	i, _ := slices.BinarySearch(buckets, took.Seconds())
	m.counts[i]++
	m.seconds += took.Seconds()
}

func (s *server) serveMetrics(w http.ResponseWriter, r *http.Request) {
	st, err := s.l.Status(r.Context())
	if err != nil {
		code := status(err)
		http.Error(w, s.told(r, code, err), code)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m := s.metrics
	m.mu.Lock()
	defer m.mu.Unlock()
	fmt.Fprint(w, "# HELP rapporteur_requests_total Requests answered.\n# TYPE rapporteur_requests_total counter\n")
	for _, k := range slices.SortedFunc(maps.Keys(m.requests), func(a, b served) int { return cmp.Or(cmp.Compare(a.route, b.route), a.code-b.code) }) {
		fmt.Fprintf(w, "rapporteur_requests_total{route=\"%s\",code=\"%d\"} %d\n", strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(k.route), k.code, m.requests[k])
	}
	fmt.Fprint(w, "# HELP rapporteur_request_seconds How long answers took.\n# TYPE rapporteur_request_seconds histogram\n")
	sum := 0
	for i, b := range buckets {
		sum += m.counts[i]
		fmt.Fprintf(w, "rapporteur_request_seconds_bucket{le=\"%g\"} %d\n", b, sum)
	}
	sum += m.counts[len(buckets)]
	fmt.Fprintf(w, "rapporteur_request_seconds_bucket{le=\"+Inf\"} %d\nrapporteur_request_seconds_sum %g\nrapporteur_request_seconds_count %d\n", sum, m.seconds, sum)
	for _, g := range []struct {
		name string
		n    int64
	}{{"stories", int64(st.Stories)}, {"encounters", int64(st.Encounters)}, {"statements", int64(st.Statements)}, {"positions", int64(st.Positions)}, {"people", int64(st.People)}, {"bytes", st.Bytes}} {
		fmt.Fprintf(w, "# HELP rapporteur_ledger_%s What the ledger holds.\n# TYPE rapporteur_ledger_%s gauge\nrapporteur_ledger_%s %d\n", g.name, g.name, g.name, g.n)
	}
}

// healthz tells whether the ledger answers.
func (s *server) healthz(w http.ResponseWriter, r *http.Request) {
	if _, err := s.l.Processes(r.Context()); err != nil {
		http.Error(w, s.told(r, http.StatusServiceUnavailable, err), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}
