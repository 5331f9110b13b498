package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapporteur/record"
)

// article is a small page that any reader should understand.
const article = `<!doctype html><html lang="en"><head><title>Ministers meet in Arbor</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ministers meet in Arbor</h1>
<p>The foreign ministers of the two islands met on Monday for the first time in three years, officials said.</p>
<p>They spoke for two hours about fishing grounds, and agreed to meet again before the end of the month.</p>
<p>Neither side gave details of the talks, which were held at the old customs house by the harbour.</p></article></body></html>`

// valid fails the test if a page's story does not hold to its text.
func valid(t *testing.T, pages []Page) {
	t.Helper()
	for _, p := range pages {
		rec := record.New(p.Text)
		rec.Source.ID, rec.Story = "test", p.Story
		if err := record.Validate(rec); err != nil {
			t.Error(err)
		}
	}
}

func zipped(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

func TestHostile(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name string
		data []byte
		want error // nil: must be read
	}{
		{"200 MB", bytes.Repeat([]byte("<p>All work and no play.</p>"), 200<<20/28), ErrLimit},
		{"million nested", []byte(strings.Repeat("<div>", 1_000_000)), ErrLimit},
		{"hundred thousand nested", []byte("<html>" + strings.Repeat("<div>", 100_000) + "x"), ErrLimit},
		{"open formatting", []byte(many(400, "<b id=%d>") + many(30_000, "<p>word %d")), nil},
		{"open formatting of all names", []byte(strings.Repeat("<a><b><i><u><tt><em><font><strong>", 1000) + many(20_000, "<p>word %d")), nil},
		{"attributes", []byte("<html><p " + many(100_000, "a%d=1 ") + ">" + "text</p>" + article), nil},
		{"attributes of one name", []byte("<b " + strings.Repeat("class=x ", 100_000) + ">text</b>" + article), nil},
		{"attribute of 4 MB", []byte("<p class='" + strings.Repeat("x ", 2<<20) + "'>text" + article), nil},
		{"nested tables", []byte(strings.Repeat("<table><tr><td>", 5000)), ErrLimit},
		{"nested links", []byte(strings.Repeat("<a href=x>y", 100_000)), nil},
		{"unclosed comment", []byte(article + "<!--" + strings.Repeat("-", 10<<20)), nil},
		{"angles", []byte("<html>" + strings.Repeat("<", 4<<20)), nil},
		{"tags without end", []byte("<html>" + strings.Repeat("<p ", 200_000)), nil},
		{"end tags", []byte("<html>" + strings.Repeat("</b></p></div>", 200_000)), nil},
		{"scripts", []byte("<html>" + strings.Repeat("<script>", 200_000)), nil},
		{"binary", append([]byte("\x7fELF\x02\x01\x01"), bytes.Repeat([]byte{0, 1, 2, 3, 200, 255}, 10_000)...), ErrBinary},
		{"zeros", make([]byte, 1<<20), ErrBinary},
		{"zeros within", []byte(strings.ReplaceAll(article, "ministers", "min\x00isters")), nil},
		{"broken UTF-8", []byte(strings.ReplaceAll(article, "harbour", "har\xff\xfe\xc3bour")), nil},
		{"odd UTF-16", append([]byte{0xff, 0xfe}, bytes.Repeat([]byte{'<', 0, 0xd8, 'p'}, 1001)...), nil},
		{"half a UTF-16 unit", []byte{0xff, 0xfe, '<'}, nil},
		{"gzip bomb", zipped(make([]byte, 100<<20)), ErrLimit},
		{"gzip cut off", zipped([]byte(article))[:200], nil},
		{"gzip broken", []byte("\x1f\x8b\x08junkjunkjunk"), ErrBroken},
		{"50 MB line", bytes.Repeat([]byte("word "), 10<<20), ErrLimit},
		{"5 MB line", append([]byte("<html><p>"), bytes.Repeat([]byte("word "), 1<<20)...), nil},
		{"JSON nested", []byte(`<script type="application/ld+json">` + strings.Repeat("[", 1<<20) + strings.Repeat(`{"a":`, 1<<18) + "</script>" + article), nil},
		{"JSON lists", []byte(`<script type="application/ld+json">[` + strings.Repeat(`{"@type":"NewsArticle","@id":"x","headline":"y"},`, 50_000) + "</script>" + article), nil},
		{"headings", []byte("<html>" + strings.Repeat("<h1>Ministers meet</h1>", 50_000)), nil},
		{"empty", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages, err := Read(c.data, Options{ID: "x.html", Format: HTML})
			if !errors.Is(err, c.want) {
				t.Fatalf("got error %v, want %v", err, c.want)
			}
			if err != nil && !strings.HasPrefix(err.Error(), "x.html: ") {
				t.Errorf("error %q does not name the page", err)
			}
			valid(t, pages)
		})
	}
}
