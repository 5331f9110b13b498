package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/ledger"
	"rapporteur/record"
)

// newServer is a reading room whose inside a test may see.
func newServer(t testing.TB, l *ledger.Ledger) *server {
	return &server{l: l, o: Options{Now: time.Now}, mux: http.NewServeMux(), cache: newCache(2), metrics: newMetrics()}
}

func (s *server) ask(target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", target, nil)
	h := &held{w: w, r: r, code: http.StatusOK}
	s.route(h, r)
	h.send()
	return w
}

func TestPagesAreMadeOnceForAChange(t *testing.T) {
	l := openLedger(t)
	s := newServer(t, l)
	made := 0
	var mu sync.Mutex
	s.mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		made++
		http.Error(w, r.URL.RawQuery, map[bool]int{true: 404, false: 200}[r.URL.Query().Has("missing")])
	})
	want := func(n int, what string) {
		t.Helper()
		if made != n {
			t.Errorf("%s: made %d times, want %d", what, made, n)
		}
	}
	first := s.ask("/x?a=1&b=")
	s.ask("/x?b=&a=1")
	want(1, "the same question")
	if again := s.ask("/x?a=1"); again.Body.String() != first.Body.String() || again.Header().Get("ETag") != first.Header().Get("ETag") {
		t.Error("the kept page is another one")
	}
	s.ask("/x?a=2")
	want(2, "another question")
	s.ask("/x?missing=1")
	s.ask("/x?missing=1")
	want(4, "what is not there")
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""))
	s.ask("/x?a=1")
	want(5, "after a change")
	s.ask("/x?a=1")
	want(5, "again")
}

func TestABusyServerShowsThePastForAWhile(t *testing.T) {
	l := openLedger(t)
	s := newServer(t, l)
	s.mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		st, err := l.Status(r.Context())
		if err != nil {
			t.Error(err)
			return
		}
		if st.Stories > 0 {
			w.Write([]byte("new"))
			return
		}
		w.Write([]byte("old"))
	})
	s.ask("/")
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""))
	for range cap(s.cache.slots) {
		s.cache.slots <- struct{}{}
	}
	if got := s.ask("/").Body.String(); got != "old" {
		t.Errorf("busy: %q", got)
	}
	// What a user has changed here is seen by the user at once, even where that takes its time.
	s.wrote.Add(1)
	answer := make(chan string)
	go func() { answer <- s.ask("/").Body.String() }()
	for range cap(s.cache.slots) {
		<-s.cache.slots
	}
	if got := <-answer; got != "new" {
		t.Errorf("after a change of its own: %q", got)
	}
}

func TestKeptPagesAreBounded(t *testing.T) {
	c := newCache(1)
	for i := range 300 {
		c.put(&keptPage{key: strings.Repeat("k", i), body: make([]byte, 1<<20)})
	}
	if c.bytes > keepBytes || len(c.pages) != c.order.Len() || len(c.pages) < 50 {
		t.Errorf("%d pages of %d bytes", len(c.pages), c.bytes)
	}
	if c.get(strings.Repeat("k", 299)) == nil || c.get("") != nil {
		t.Error("the wrong ones were let go")
	}
}

// One who gives up doesn't take the page away from the others.
func TestWhoGivesUpIsAlone(t *testing.T) {
	l := openLedger(t)
	s := newServer(t, l)
	began, goOn := make(chan struct{}), make(chan struct{})
	s.mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		close(began)
		<-goOn
		if r.Context().Err() != nil {
			t.Error("the page was given up")
		}
		w.Write([]byte("whole"))
	})
	ctx, stop := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/", nil).WithContext(ctx)
		s.route(&held{w: w, r: r, code: 200}, r)
		close(gone)
	}()
	<-began
	stop()
	<-gone
	other := make(chan string)
	go func() { other <- s.ask("/").Body.String() }()
	close(goOn)
	if got := <-other; got != "whole" {
		t.Errorf("the other got %q", got)
	}
}

func TestABrokenPageIsToldOf(t *testing.T) {
	s := newServer(t, openLedger(t))
	s.o.Log = slog.New(slog.DiscardHandler)
	s.mux.HandleFunc("GET /", func(http.ResponseWriter, *http.Request) { panic("broken") })
	if w := s.ask("/"); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "broken") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}
