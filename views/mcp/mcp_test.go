package mcp

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"rapporteur"
	"rapporteur/examples"
	"rapporteur/intake"
	"rapporteur/ledger"
)

// exampleServer answers from a ledger of the examples.
func exampleServer(t *testing.T) *sdk.Server {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	reader, err := rapporteur.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyExamples(t, dir)
	var batch []ledger.Entry
	for item, err := range intake.Items(t.Context(), []string{dir}, intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		recs, err := reader.Read(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, ledger.Entry{Item: item, Records: recs})
	}
	if _, err := l.Add(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveProcess(t.Context(), ledger.Process{Name: "The talks", Words: "talks"}); err != nil {
		t.Fatal(err)
	}
	return New(l, reader, Options{Version: "test"})
}

// connect gives a client of the server, over one transport.
func connect(t *testing.T, transport sdk.Transport) *sdk.ClientSession {
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

func inMemory(t *testing.T, m *sdk.Server) *sdk.ClientSession {
	here, there := sdk.NewInMemoryTransports()
	if _, err := m.Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	return connect(t, here)
}

// call calls a tool and gives its text, and whether it was an error.
func call(t *testing.T, c *sdk.ClientSession, name string, args any) (string, bool) {
	t.Helper()
	res, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: name, Arguments: args})
	if err != nil {
		t.Fatalf("%s(%v): %v", name, args, err)
	}
	text := res.Content[0].(*sdk.TextContent).Text
	if !res.IsError {
		structured, err := json.Marshal(res.StructuredContent)
		if err != nil || !json.Valid([]byte(text)) || len(structured) < 3 {
			t.Errorf("%s(%v): structured %.100s, text %.100s, %v", name, args, structured, text, err)
		}
	}
	return text, res.IsError
}

type args map[string]any

const page = "Envoys meet in Harsk\n\nHARSK, 4 May 2026 - Foreign Minister Anna Berg of Norway met her Finnish counterpart Ivo Krall in Harsk on Monday.\n\n\"We agreed on nothing,\" Berg said after the meeting, which lasted two hours.\n"

// Every tool, with an answer that only the examples' ledger gives.
var questions = map[string][]struct {
	args args
	want string
}{
	readPage:     {{args{"text": page, "published": "2026-05-04"}, `"mode":"direct"`}},
	"timeline":   {{args{"party": "Karvenia", "limit": 3}, `"evidence":[{"source":`}, {args{"status": "held"}, `"status":"held"`}},
	"statements": {{args{"words": "progress"}, "progress"}, {args{"person": "Haugland", "limit": 2}, "Erik Haugland"}},
	"positions":  {{args{"party": "Karvenia"}, `"stance":`}},
	"people":     {{args{"limit": 5}, "Erik Haugland"}},
	"search":     {{args{"words": "ceasefire"}, "ceasefire"}},
	"show":       {{args{"id": "04-geneva-first-round"}, `"text":`}, {args{"id": "Erik Haugland"}, `"roles":`}},
	"brief":      {{args{"process": "The talks"}, "# The talks"}},
	"trends":     {{args{}, `"lines":`}},
	"status":     {{args{}, `"name":"The talks"`}},
}

func TestEveryTool(t *testing.T) {
	m := exampleServer(t)
	web := httptest.NewServer(Handler(m))
	t.Cleanup(web.Close)
	for name, c := range map[string]*sdk.ClientSession{"in memory": inMemory(t, m), "over HTTP": connect(t, &sdk.StreamableClientTransport{Endpoint: web.URL, DisableStandaloneSSE: true})} {
		t.Run(name, func(t *testing.T) {
			seen := 0
			for tool, err := range c.Tools(t.Context(), nil) {
				if err != nil {
					t.Fatal(err)
				}
				seen++
				if !tool.Annotations.ReadOnlyHint || tool.Description == "" || len(questions[tool.Name]) == 0 {
					t.Errorf("the tool %s: %+v", tool.Name, tool)
				}
				for _, q := range questions[tool.Name] {
					if text, failed := call(t, c, tool.Name, q.args); failed || !strings.Contains(text, q.want) {
						t.Errorf("%s(%v): %.300s (error: %v), want %s", tool.Name, q.args, text, failed, q.want)
					}
				}
			}
			if seen != len(questions) {
				t.Errorf("%d tools, want %d", seen, len(questions))
			}
		})
	}
}

func TestMistakesAreToldToTheModel(t *testing.T) {
	c := inMemory(t, exampleServer(t))
	for _, q := range []struct {
		tool string
		args args
		want string
	}{
		{readPage, args{}, "give the address"},
		{readPage, args{"address": "/etc/passwd"}, "http or https"},
		{readPage, args{"address": "file:///etc/passwd"}, "http or https"},
		{readPage, args{"address": "http://127.0.0.1:1/"}, "private"},
		{readPage, args{"address": "https://news.example/", "text": "a"}, "not both"},
		{readPage, args{"text": "a", "published": "soon"}, "2025-12-02"},
		{"timeline", args{"limit": 5000}, "1 to 100"},
		{"timeline", args{"since": "soon"}, "soon"},
		{"timeline", args{"colour": "red"}, "colour"},
		{"search", args{"words": " "}, "words"},
		{"show", args{"id": "Enothing"}, "Enothing"},
		{"brief", args{"process": "no such"}, "no such"},
	} {
		if text, failed := call(t, c, q.tool, q.args); !failed || !strings.Contains(text, q.want) {
			t.Errorf("%s(%v): %q (error: %v), want %q", q.tool, q.args, text, failed, q.want)
		}
	}
}

func TestAnswersAreBounded(t *testing.T) {
	m := sdk.NewServer(&sdk.Implementation{Name: "x", Version: "1"}, nil)
	tool(&server{o: Options{Log: discard}}, m, "long", "Long", "Too long.", func(context.Context, struct{}) (Lines[string], error) {
		return Lines[string]{slices.Repeat([]string{"word"}, maxAnswer/4)}, nil
	})
	if text, failed := call(t, inMemory(t, m), "long", args{}); !failed || !strings.Contains(text, "narrow the question") {
		t.Errorf("%.200q (error: %v)", text, failed)
	}
}

func TestRequestsAreBounded(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"`+strings.Repeat("x", 2<<20)+`"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	Handler(exampleServer(t)).ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d: %.100s", w.Code, w.Body)
	}
}

var discard = slog.New(slog.DiscardHandler)

func copyExamples(t *testing.T, dir string) {
	if err := os.CopyFS(dir, examples.Files); err != nil {
		t.Fatal(err)
	}
}
