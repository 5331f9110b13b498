package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// write lays files in a new folder and returns its path.
func write(t testing.TB, files map[string]string) string {
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func collect(t testing.TB, o Options, args ...string) (items []Item, faults []*Error) {
	for it, err := range Items(t.Context(), args, o) {
		var e *Error
		if errors.As(err, &e) {
			faults = append(faults, e)
		} else if err != nil {
			t.Fatalf("an error of another type: %v", err)
		} else {
			items = append(items, it)
		}
	}
	return items, faults
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

func TestFolderIsWalkedInOrderAndMixed(t *testing.T) {
	dir := write(t, map[string]string{
		"b.txt": "Second", "a.html": "<html><p>First</p>", "c/d.txt.gz": zipped("Third"), "c/e": "<!doctype html><p>Fourth", ".hidden": "no", ".git/x.txt": "no",
		"z.png": "\x89PNG\r\n\x1a\n\x00\x00", "y.pdf": "%PDF-1.7\n", "x.jsonl": `{"id":7,"title":"T","text":"Fifth"}`, "w.txt": "",
	})
	items, faults := collect(t, Options{}, dir)
	var got []string
	for _, it := range items {
		got = append(got, it.ID+" "+it.Format+" "+string(it.Data))
	}
	want := []string{"a html <html><p>First</p>", "b text Second", "d text Third", "e html <!doctype html><p>Fourth", "7 text Fifth"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if len(faults) != 3 {
		t.Fatalf("want three faults, got %v", faults)
	}
	for i, want := range []string{"w.txt: is empty", "y.pdf: skipped: is a PDF document", "z.png: skipped: is a picture"} {
		if !strings.Contains(faults[i].Error(), want) || faults[i].Remedy == "" {
			t.Errorf("fault %d: %v", i, faults[i])
		}
	}
}

func TestLines(t *testing.T) {
	dir := write(t, map[string]string{"news.jsonl": "\xef\xbb\xbf" + `{"key":{"n":"a1"},"head":"Talks held","lines":"They talked.","day":"Mon, 02 Mar 2026 10:00:00 +0100","at":"https://x.example/1"}` + "\r\n\n" +
		`{"key":{"n":"a2"},"lines":"They left.","day":"soon"}` + "\n" + `{"key":{"n":"a3"},"lines":"cut ha` + "\n" + `["x"]` + "\n{\"other\":1}\n" + "{\"lines\":\"bad \xff byte\"}"})
	file := filepath.Join(dir, "news.jsonl")
	items, faults := collect(t, Options{Published: "2026-01-01", Map: map[string]string{"id": "key.n", "title": "head", "text": "lines", "published": "day", "url": "at"}}, file)
	if len(items) != 2 {
		t.Fatalf("items %v, faults %v", items, faults)
	}
	a, b := items[0], items[1]
	if a.ID != "a1" || a.Title != "Talks held" || string(a.Data) != "They talked." || a.Published != "2026-03-02T10:00:00+01:00" || a.URI != "https://x.example/1" || len(a.SHA256) != 64 {
		t.Errorf("%+v", a)
	}
	if b.Origin != file+":3" || b.Published != "2026-01-01" || len(b.Notes) != 1 {
		t.Errorf("%+v", b)
	}
	want := []string{file + ":4: the JSON ends too early", file + ":5: is a JSON array", file + ":6: has no field for the text (looked for lines)", file + ":7: is not valid UTF-8 at byte 14"}
	for i, w := range want {
		if i >= len(faults) || !strings.HasPrefix(faults[i].Error(), w) {
			t.Errorf("fault %d: want %q, got %v", i, w, faults)
		}
	}
}

func TestLineBoundHoldsForThatLineAlone(t *testing.T) {
	dir := write(t, map[string]string{"a.jsonl": `{"id":"1","text":"x"}` + "\n" + strings.Repeat("y", 200<<10) + "\n" + `{"id":"2","text":"z"}`})
	items, faults := collect(t, Options{MaxItem: 100 << 10}, dir)
	if len(items) != 2 || len(faults) != 1 || !strings.Contains(faults[0].Error(), "a.jsonl:2: the line is longer than") {
		t.Errorf("items %v, faults %v", items, faults)
	}
}

func TestJSONOverSeveralLinesIsNamed(t *testing.T) {
	dir := write(t, map[string]string{"a.json": "[\n{\"text\":\"x\"}\n]\n", "b.txt": "goes on"})
	items, faults := collect(t, Options{}, dir)
	if len(items) != 1 || len(faults) != 1 || !strings.Contains(faults[0].Error(), "jq -c") {
		t.Errorf("items %v, faults %v", items, faults)
	}
}

func TestRows(t *testing.T) {
	for name, data := range map[string]string{
		"a.csv": "Id,Title,Text,Date\n1,T,\"two\nlines, \"\"quoted\"\"\",2026-03-02\n2,short\n3,U,v,\n",
		"b.csv": "id;title;text;date\n1;T;\"two\nlines, \"\"quoted\"\"\";2026/03/02\n2;short\n3;U;v;\n",
		"c.tsv": "id\ttitle\ttext\tdate\n1\tT\t\"two\nlines, \"\"quoted\"\"\"\t2 March 2026\n2\tshort\n3\tU\tv\t\n",
	} {
		file := filepath.Join(write(t, map[string]string{name: data}), name)
		items, faults := collect(t, Options{}, file)
		if len(items) != 2 || items[0].ID != "1" || items[0].Title != "T" || string(items[0].Data) != "two\nlines, \"quoted\"" || items[0].Published != "2026-03-02" || items[1].ID != "3" {
			t.Errorf("%s: %+v", name, items)
		}
		if len(faults) != 1 || !strings.HasPrefix(faults[0].Error(), file+":4: the row has 2 fields, the header 4") {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestOpenQuotationMarkIsBounded(t *testing.T) {
	dir := write(t, map[string]string{"a.csv": "id,text\n1,\"" + strings.Repeat("x\n", 100<<10), "b.txt": "goes on"})
	items, faults := collect(t, Options{MaxItem: 50 << 10}, dir)
	if len(items) != 1 || len(faults) != 1 || !strings.Contains(faults[0].Error(), "a row is longer than") {
		t.Errorf("items %v, faults %v", items, faults)
	}
}

func TestPagesAreBoundedAfterDecompression(t *testing.T) {
	dir := write(t, map[string]string{"bomb.html.gz": zipped(strings.Repeat(" ", 8<<20)), "cut.txt.gz": zipped(strings.Repeat("news ", 9999))[:60], "ok.txt": "fine", "bad.txt": "line\nbad \xff byte", "blank.txt": " \n"})
	items, faults := collect(t, Options{MaxItem: 1 << 20}, dir)
	if len(items) != 1 || items[0].ID != "ok" || len(faults) != 4 {
		t.Fatalf("items %v, faults %v", items, faults)
	}
	for i, want := range []string{"bad.txt:2: is not valid UTF-8 at byte 9", "blank.txt: holds nothing", "bomb.html.gz: is larger than 1 MB", "cut.txt.gz: the compressed data is cut off"} {
		if !strings.Contains(faults[i].Error(), want) {
			t.Errorf("fault %d: want %q, got %v", i, want, faults[i])
		}
	}
}

func TestStandardInputIsSniffed(t *testing.T) {
	for in, want := range map[string]string{"{\"text\":\"x\"}\n{\"text\":\"y\"}": "text text", "<!DOCTYPE html><p>x": "html", "Plain words": "text"} {
		items, faults := collect(t, Options{Stdin: strings.NewReader(in)}, "-")
		var got []string
		for _, it := range items {
			got = append(got, it.Format)
		}
		if strings.Join(got, " ") != want || len(faults) > 0 {
			t.Errorf("%q: %v %v", in, got, faults)
		}
	}
}

func TestMissingFileDoesNotStopTheRest(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "x"})
	items, faults := collect(t, Options{}, filepath.Join(dir, "nowhere.txt"), filepath.Join(dir, "a.txt"))
	if len(items) != 1 || len(faults) != 1 || !errors.Is(faults[0], os.ErrNotExist) {
		t.Errorf("items %v, faults %v", items, faults)
	}
}

func TestFetch(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/story", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		fmt.Fprint(w, "<p>caf\xe9")
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/story", http.StatusFound) })
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(bytes.Repeat([]byte("a "), 1<<20)) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	})
	s := httptest.NewServer(mux)
	defer s.Close()

	items, faults := collect(t, Options{AllowPrivate: true}, s.URL+"/moved")
	if len(faults) > 0 || len(items) != 1 {
		t.Fatalf("items %v, faults %v", items, faults)
	}
	if it := items[0]; it.URI != s.URL+"/story" || it.ID != s.URL+"/moved" || it.Charset != "iso-8859-1" || it.Format != HTML || it.Retrieved == "" {
		t.Errorf("%+v", it)
	}
	for path, want := range map[string]string{"/none": "404", "/round": "redirects", "/big": "larger than", "/slow": "no full answer within"} {
		_, faults := collect(t, Options{AllowPrivate: true, MaxItem: 1 << 20, Timeout: 200 * time.Millisecond}, s.URL+path)
		if len(faults) != 1 || !strings.Contains(faults[0].Error(), want) {
			t.Errorf("%s: %v", path, faults)
		}
	}
	if _, faults := collect(t, Options{}, s.URL+"/story"); len(faults) != 1 || !strings.Contains(faults[0].Error(), "private address") {
		t.Errorf("a private address was fetched: %v", faults)
	}
}

func TestIsPrivate(t *testing.T) {
	for a, want := range map[string]bool{"127.0.0.1": true, "10.1.2.3": true, "169.254.169.254": true, "100.64.0.1": true, "0.0.0.0": true, "::1": true, "fe80::1%eth0": true, "fd00::1": true,
		"::ffff:10.0.0.1": true, "64:ff9b::a00:1": true, "2002:a00:1::": true, "8.8.8.8": false, "2606:4700::1111": false} {
		if IsPrivate(netip.MustParseAddr(a)) != want {
			t.Errorf("%s: private is %v", a, !want)
		}
	}
}

func TestNormalDate(t *testing.T) {
	for in, want := range map[string]string{"2020-06-22": "2020-06-22", "2020-06": "2020-06", "2020-06-22 00:00:00": "2020-06-22", "June 22, 2020": "2020-06-22", "1592821800": "2020-06-22T10:30:00Z",
		"2020-06-22T10:30:00.000Z": "2020-06-22T10:30:00Z", "22/06/2020": "", "": "", "12345": ""} {
		if got := normalDate(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestStopEndsTheRun(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "x", "b.txt": "y"})
	n := 0
	for range Items(t.Context(), []string{dir, dir}, Options{}) {
		n++
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range Items(ctx, []string{dir}, Options{}) {
		n++
	}
	if n != 1 {
		t.Errorf("%d items", n)
	}
}

func FuzzItems(f *testing.F) {
	f.Add([]byte(`{"text":"x"}`), byte(0))
	f.Add([]byte("id,text\n1,\"x"), byte(1))
	f.Add([]byte("<p>x"), byte(2))
	f.Add([]byte(zipped("text")), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, how byte) {
		o := Options{Format: []string{JSONL, CSV, Auto}[how%3], MaxItem: 1 << 12, Stdin: bytes.NewReader(data)}
		for it, err := range Items(t.Context(), []string{"-"}, o) {
			if err == nil && (len(it.Data) == 0 || it.ID == "" || int64(len(it.Data)) > 2*o.MaxItem+8) {
				t.Fatalf("a bad item: %+v", it)
			}
		}
	})
}
