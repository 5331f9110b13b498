// Package web is the reading room: pages, an API, feeds and metrics over a ledger, as one http.Handler.
//
// The pages are rendered on the server and need no script; where there is one, htmx swaps the contents in place and room.js
// helps with what is added and read. They set no cookie and load nothing from elsewhere; a strict
// Content-Security-Policy holds them to it. Text of stories is hostile: it is escaped by html/template, control characters and
// characters that turn the direction of writing never leave the server in a page, lengths are bounded so that a page stays
// below 200 KB, and only http and https addresses become links.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"rapporteur/ledger"
)

//go:generate go run ./internal/assets

//go:embed templates/*.html static/*
var files embed.FS

// Options of the reading room.
type Options struct {
	Token   string           // asked of every request but /healthz, where it is set: as a bearer token or as the password of basic authentication
	Hosts   []string         // names by which the server may be addressed, beside localhost and addresses in numbers
	Version string           // of the program, shown by the API
	Now     func() time.Time // the time of a correction; time.Now if nil
	Log     *slog.Logger     // where failures go; nowhere if nil
	Reader  ledger.Reader    // reads the pages that users add; none can be added if nil
	Private bool             // fetches pages from private and local addresses, too
	MCP     http.Handler     // answers assistants at /mcp, behind the same guard; nothing is there if nil
}

type server struct {
	l       *ledger.Ledger
	o       Options
	pages   map[string]*template.Template
	metrics *metrics
	mux     *http.ServeMux
	// speakers are names with the time until which they count as no person's, zero for those of people; remembered counts them.
	speakers   sync.Map
	remembered atomic.Int64
	cache      *cache
	wrote      atomic.Int64 // changes that users made through this server
	reading    chan struct{}
	// operations are the API's, for its human page.
	operations []operation
}

// slow bounds the work on one request.
const slow = 30 * time.Second

// New makes the reading room of a ledger.
func New(l *ledger.Ledger, o Options) (http.Handler, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{l: l, o: o, pages: map[string]*template.Template{}, metrics: newMetrics(), mux: http.NewServeMux(), cache: newCache(max(2, runtime.GOMAXPROCS(0))), reading: make(chan struct{}, atOnce)}
	for _, name := range []string{"timeline", "encounter", "story", "statements", "positions", "position", "people", "person", "today", "places", "corrections", "correct", "brief", "search", "api", "met", "add", "error"} {
		t, err := template.New("layout.html").Funcs(functions).ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("the page %s: %w", name, err)
		}
		s.pages[name] = t
	}
	s.routes()
	s.api()
	return s.guard(http.HandlerFunc(s.route)), nil
}

func (s *server) routes() {
	for path, p := range map[string]struct {
		name string
		show handler
	}{
		"GET /{$}": {"timeline", s.timeline}, "GET /encounter": {"encounter", s.encounter}, "GET /story": {"story", s.story},
		"GET /statements": {"statements", s.statements}, "GET /positions": {"positions", s.positions}, "GET /position": {"position", s.position},
		"GET /people": {"people", s.people}, "GET /person": {"person", s.person}, "GET /today": {"today", s.today}, "GET /places": {"places", s.places},
		"GET /corrections": {"corrections", s.corrections}, "GET /correct": {"correct", s.correctPage}, "GET /met": {"met", s.met}, "GET /add": {"add", s.addPage}, "GET /brief": {"brief", s.brief}, "GET /search": {"search", s.search}, "GET /api": {"api", s.apiPage},
		"GET /": {"error", func(*http.Request) (*view, error) { return nil, missing("There is no such page.") }},
	} {
		s.mux.HandleFunc(path, s.page(p.name, p.show))
	}
	s.mux.HandleFunc("POST /corrections", s.correct)
	s.mux.HandleFunc("POST /add", s.add)
	s.mux.HandleFunc("GET /brief.md", s.briefMarkdown)
	s.mux.HandleFunc("GET /feed.atom", s.atom)
	s.mux.HandleFunc("GET /calendar.ics", s.calendar)
	if s.o.MCP != nil {
		for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodDelete} {
			s.mux.Handle(method+" /mcp", s.o.MCP)
		}
	}
	s.mux.HandleFunc("GET /healthz", s.healthz)
	s.mux.HandleFunc("GET /metrics", s.serveMetrics)
	s.mux.HandleFunc("GET /static/{name}", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, files, "static/"+r.PathValue("name"))
	})
}

// route finds the handler, and notes for the metrics which it was.
func (s *server) route(w http.ResponseWriter, r *http.Request) {
	if h, ok := w.(*held); ok {
		if keeps(r) {
			s.serveKept(h, r)
			return
		}
		defer func() { h.route = r.Pattern }()
	}
	s.serve(w, r)
}

// view is what a page shows.
type view struct {
	Title string
	Nav   string // the page of the menu that this one belongs to
	F     form
	Data  any
}

type handler func(*http.Request) (*view, error)

// missing is an error of what is not there, told to the user.
type missing string

func (m missing) Error() string { return string(m) }

// status tells a failure of the ledger from a mistake of the user: the ledger's own errors wrap what went wrong below, what it
// says of a question (no such process, no date) stands alone.
func status(err error) int {
	var none missing
	switch {
	case errors.As(err, &none):
		return http.StatusNotFound
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	case errors.Unwrap(err) != nil:
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

// told is what the user is told of an error; what went wrong below stays in the log.
func (s *server) told(r *http.Request, code int, err error) string {
	if code < http.StatusInternalServerError {
		return err.Error()
	}
	s.o.Log.Error("a request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	if code == http.StatusServiceUnavailable {
		return "The ledger took too long to answer. Narrow the question by days or names, or try again."
	}
	return "The ledger could not be asked. The server's log says why."
}

// page serves what a handler gives, or the error in its place.
func (s *server) page(name string, show handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := show(r)
		if err != nil {
			code := status(err)
			s.render(w, "error", code, &view{Title: http.StatusText(code), Data: s.told(r, code, err)})
			return
		}
		s.render(w, name, http.StatusOK, v)
	}
}

func (s *server) render(w http.ResponseWriter, name string, code int, v *view) {
	var b bytes.Buffer
	if err := s.pages[name].Execute(&b, v); err != nil {
		s.o.Log.Error("a page could not be written", "page", name, "error", err)
		http.Error(w, "The page could not be written; the server's log says why.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	w.Write(neutral(b.Bytes()))
}

// etag is a strong validator of a response's bytes.
func etag(b []byte) string {
	sum := sha256.Sum256(b)
	return fmt.Sprintf(`"%x"`, sum[:12])
}

// matches tells whether an If-None-Match header names the tag.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimPrefix(strings.TrimSpace(part), "W/"); part == tag || part == "*" {
			return true
		}
	}
	return false
}
