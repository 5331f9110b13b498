package web

import (
	lru "container/list"
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Bounds on the kept pages: their bytes all together; and how long one waits for a page of the present before a kept one of the
// past is shown, for how long after it became one.
const (
	keepBytes = 64 << 20
	patience  = 60 * time.Millisecond
	staleFor  = time.Minute
)

// moment is what a page is a function of, beside its address: the ledger, the writing by this server itself and the day.
type moment struct {
	generation, wrote int64
	day               int
}

// keptPage is a page as it was sent, and the moment it is of.
type keptPage struct {
	key    string
	of     moment
	since  time.Time // when it was first found to be of the past
	header http.Header
	body   []byte
	tag    string
	route  string
}

// cache keeps the pages of the present state of the ledger, those asked for last.
type cache struct {
	mu      sync.Mutex
	pages   map[string]*lru.Element
	order   *lru.List // of *keptPage, the one asked for last in front
	bytes   int
	flights map[string]*flight
	slots   chan struct{} // a page that is being made holds one
}

// flight is a page that is being made, for all who ask for it meanwhile: before it has started, whatever changes is in it.
type flight struct {
	done    chan struct{}
	started bool
	of      moment
	page    *answer
}

func newCache(slots int) *cache {
	return &cache{pages: map[string]*lru.Element{}, order: lru.New(), flights: map[string]*flight{}, slots: make(chan struct{}, slots)}
}

// keeps tells whether the answer to a request is a function of its address and the moment alone.
func keeps(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	switch r.URL.Path {
	case "/metrics", "/healthz", "/mcp":
		return false
	}
	return len(r.URL.Path)+len(r.URL.RawQuery) < 2000 && !strings.HasPrefix(r.URL.Path, "/static/")
}

// key names the page that a request asks for; fields that a form left empty change nothing.
func key(r *http.Request) string {
	q := r.URL.Query()
	for name, values := range q {
		if len(values) == 1 && values[0] == "" {
			delete(q, name)
		}
	}
	// The feed names its server, and the API answers in the form that is asked for.
	as := r.Host
	if strings.HasPrefix(r.URL.Path, "/api/") {
		as += " " + r.Header.Get("Accept")
	}
	return as + " " + (&url.URL{Path: r.URL.Path}).EscapedPath() + "?" + q.Encode()
}

// now is the present moment.
func (s *server) now(ctx context.Context) (moment, error) {
	n, err := s.l.Generation(ctx)
	return moment{n, s.wrote.Load(), dayNumber(s.o.Now())}, err
}

// serveKept answers from the kept pages, or makes the page once for all who ask for it.
func (s *server) serveKept(w *held, r *http.Request) {
	at, err := s.now(r.Context())
	if err != nil {
		s.serve(w, r) // it tells in its own form that the ledger can't be asked
		w.route = r.Pattern
		return
	}
	c, k := s.cache, key(r)
	c.mu.Lock()
	kept := c.get(k)
	if kept != nil && kept.of == at {
		c.mu.Unlock()
		w.take(kept)
		return
	}
	old := kept != nil && kept.passable(at)
	if old && len(c.slots) == cap(c.slots) {
		c.mu.Unlock()
		w.take(kept) // its successor is made when there is room for it
		return
	}
	f := c.flights[k]
	if f == nil || f.started && f.of != at {
		f = &flight{done: make(chan struct{})}
		c.flights[k] = f
		go s.make(f, k, r.Clone(context.WithoutCancel(r.Context())))
	}
	c.mu.Unlock()
	var late <-chan time.Time
	if old {
		late = time.After(patience)
	}
	select {
	case <-f.done:
		f.page.copyTo(w)
	case <-late:
		w.take(kept)
	case <-r.Context().Done():
		http.Error(w, "The ledger took too long to answer. Narrow the question by days or names, or try again.", http.StatusServiceUnavailable)
	}
}

// passable tells whether a page of the past may be shown for a while: what this server's own users changed must be seen at once,
// what comes from elsewhere need not. The caller holds the cache's lock.
func (p *keptPage) passable(at moment) bool {
	if p.of.wrote != at.wrote || p.of.day != at.day {
		return false
	}
	if p.since.IsZero() {
		p.since = time.Now()
	}
	return time.Since(p.since) < staleFor
}

// make makes a page as soon as there is a slot, and keeps it if it is one.
func (s *server) make(f *flight, k string, r *http.Request) {
	c, a := s.cache, newAnswer()
	c.slots <- struct{}{}
	at, err := s.now(r.Context())
	c.mu.Lock()
	f.started, f.of, f.page = true, at, a
	c.mu.Unlock()
	s.answer(a, r)
	<-c.slots
	c.mu.Lock()
	if c.flights[k] == f {
		delete(c.flights, k)
	}
	if a.code == http.StatusOK && err == nil {
		c.put(&keptPage{key: k, of: at, header: a.header, body: a.body, tag: etag(a.body), route: a.route})
	}
	c.mu.Unlock()
	close(f.done)
}

// answer lets the handler of a request's page write it.
func (s *server) answer(a *answer, r *http.Request) {
	ctx, stop := context.WithTimeout(r.Context(), slow)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			*a = *newAnswer()
			http.Error(a, s.broke(r, p), http.StatusInternalServerError)
		}
	}()
	own := r.WithContext(ctx)
	own.Method = http.MethodGet
	s.serve(a, own)
	a.route = own.Pattern
}

// get gives the page of a key, nil if there is none. The caller holds the lock.
func (c *cache) get(k string) *keptPage {
	e := c.pages[k]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*keptPage)
}

// put keeps a page, and lets go of those that nobody has asked for the longest. The caller holds the lock.
func (c *cache) put(p *keptPage) {
	if e := c.pages[p.key]; e != nil {
		c.drop(e)
	}
	c.pages[p.key] = c.order.PushFront(p)
	c.bytes += p.size()
	for c.bytes > keepBytes {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(e *lru.Element) {
	p := c.order.Remove(e).(*keptPage)
	c.bytes -= p.size()
	delete(c.pages, p.key)
}

func (p *keptPage) size() int { return len(p.body) + len(p.key) + 512 }

// answer gathers what a handler writes.
type answer struct {
	header http.Header
	code   int
	body   []byte
	route  string
}

func newAnswer() *answer { return &answer{header: http.Header{}, code: http.StatusOK} }

func (a *answer) Header() http.Header  { return a.header }
func (a *answer) WriteHeader(code int) { a.code = code }
func (a *answer) Write(b []byte) (int, error) {
	a.body = append(a.body, b...)
	return len(b), nil
}

func (a *answer) copyTo(w *held) {
	put(w.Header(), a.header)
	w.route = a.route
	w.code, w.whole = a.code, a.body
}

func put(to, from http.Header) {
	for name, values := range from {
		to[name] = values
	}
}

// take answers with a kept page.
func (h *held) take(p *keptPage) {
	put(h.Header(), p.header)
	h.route, h.whole, h.tag = p.route, p.body, p.tag
}
