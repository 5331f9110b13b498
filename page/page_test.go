package page

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"rapporteur/record"
)

// kinds are the texts of a page's blocks of one kind.
func kinds(p Page, kind string) (out []string) {
	for _, b := range p.Story.Blocks {
		if b.Kind == kind {
			out = append(out, p.Text[b.Start:b.End])
		}
	}
	return
}

func TestCharacterSets(t *testing.T) {
	const german = `<html><head>META<title>Gespräche über die Brücke</title></head><body><h1>Gespräche über die Brücke</h1>
<p>Die Minister sprachen am Montag über die Brücke, sagte ein Sprecher, und trafen sich danach noch zu einem Essen.</p>
<p>„Wir müssen reden“, sagte der Außenminister, und fügte hinzu, man werde sich im März wieder treffen.</p></body></html>`
	const russian = `<html><head>META<title>Переговоры о мосте</title></head><body><h1>Переговоры о мосте</h1>
<p>Министры говорили в понедельник о мосте через реку, сообщил представитель правительства, и договорились о встрече.</p></body></html>`
	const japanesePage = `<html><head>META<title>橋をめぐる協議</title></head><body><h1>橋をめぐる協議</h1><p>両国の外相は月曜日、川にかかる橋について協議し、来月また会うことで合意したと、報道官が述べた。</p></body></html>`
	for _, c := range []struct {
		name, page, meta, contentType string
		enc                           encoding.Encoding
	}{
		{"UTF-8 undeclared", german, "", "", encoding.Nop},
		{"UTF-8 declared as Latin-1", german, `<meta charset="iso-8859-1">`, "text/html; charset=ISO-8859-1", encoding.Nop},
		{"UTF-8 with mark", "\uFEFF" + german, "", "", encoding.Nop},
		{"windows-1252 by header", german, "", "text/html; charset=windows-1252", charmap.Windows1252},
		{"windows-1252 by meta", german, `<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">`, "", charmap.Windows1252},
		{"windows-1252 undeclared", german, "", "text/html", charmap.Windows1252},
		{"windows-1251 by meta", russian, `<meta charset=windows-1251>`, "", charmap.Windows1251},
		{"KOI8-R by header", russian, "", `text/html; charset="koi8-r"`, charmap.KOI8R},
		{"UTF-16 little", russian, "", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"UTF-16 big", german, "", "", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		{"UTF-16 without mark", german, "", "", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"Shift_JIS by meta", japanesePage, `<meta charset="Shift_JIS">`, "", japanese.ShiftJIS},
		{"ISO-2022-JP by meta", japanesePage, `<meta charset="iso-2022-jp">`, "", japanese.ISO2022JP},
		{"EUC-JP by header", japanesePage, "", "text/html;charset=euc-jp", japanese.EUCJP},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain := strings.TrimPrefix(strings.Replace(c.page, "META", c.meta, 1), "\uFEFF")
			data, err := c.enc.NewEncoder().Bytes([]byte(strings.Replace(c.page, "META", c.meta, 1)))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(data, Options{ContentType: c.contentType})
			if err != nil {
				t.Fatal(err)
			}
			want, err := Read([]byte(plain), Options{Format: HTML})
			if err != nil {
				t.Fatal(err)
			}
			if got[0].Text != want[0].Text {
				t.Errorf("got %q, want %q", got[0].Text, want[0].Text)
			}
			if !strings.Contains(plain, got[0].Story.Headline) || got[0].Story.Headline == "" {
				t.Errorf("headline %q", got[0].Story.Headline)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct{ name, data, contentType, want string }{
		{"document type", "\n <!DOCTYPE html><p>x", "", HTML},
		{"fragment", "<div><p>A</p></div>", "", HTML},
		{"XHTML", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>`, "", HTML},
		{"header", "plain words", "text/html", HTML},
		{"text", "A headline\n\nA paragraph of plain words, with 3 < 4 and 5 > 4.", "", Text},
		{"Markdown with a tag", "# A headline\n\nWords <div> and more words.", "", Text},
		{"Markdown by header", "<p>x</p>", "text/markdown", Text},
		{"empty", "", "", Text},
	} {
		if got := sniff([]byte(c.data), c.contentType); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestGivenTitleAndDate(t *testing.T) {
	for _, c := range []struct{ format, data string }{
		{HTML, article},
		{Text, "The foreign ministers of the two islands met on Monday for the first time in three years, officials said.\nThey spoke for two hours about fishing grounds, and agreed to meet again before the end of the month."},
	} {
		pages, err := Read([]byte(c.data), Options{Format: c.format, Title: "Islands  talk at last", Published: "2026-02-03", URL: "https://news.example/a"})
		if err != nil {
			t.Fatal(err)
		}
		valid(t, pages)
		s := pages[0].Story
		if s.Headline != "Islands talk at last" || s.Published == nil || *s.Published != (record.Published{Date: "2026-02-03", Basis: record.BasisGiven}) {
			t.Errorf("%s: headline %q, published %v", c.format, s.Headline, s.Published)
		}
		if got := kinds(pages[0], record.Headline); len(got) != 1 || got[0] != "Islands talk at last" {
			t.Errorf("%s: headline blocks %q", c.format, got)
		}
	}
}

func TestErrorsNameThePage(t *testing.T) {
	_, err := Read([]byte("x"), Options{Format: "pdf", URL: "https://news.example/a"})
	if !errors.Is(err, ErrFormat) || !strings.HasPrefix(err.Error(), "https://news.example/a: ") {
		t.Errorf("got %v", err)
	}
	_, err = Read([]byte("%PDF-1.7\x00\x01\x02\x03\x04\x05\x06\x07"), Options{ID: "a.pdf"})
	if !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), "application/pdf") {
		t.Errorf("got %v", err)
	}
}

func TestGzip(t *testing.T) {
	packed, err := Read(zipped([]byte(article)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Read([]byte(article), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if packed[0].Text != plain[0].Text {
		t.Errorf("got %q, want %q", packed[0].Text, plain[0].Text)
	}
}

func TestLimits(t *testing.T) {
	if _, err := Read([]byte(article), Options{Limits: Limits{MaxBytes: 100}}); !errors.Is(err, ErrLimit) {
		t.Errorf("MaxBytes: got %v", err)
	}
	if _, err := Read([]byte(article), Options{Limits: Limits{MaxElements: 5}}); !errors.Is(err, ErrLimit) {
		t.Errorf("MaxElements: got %v", err)
	}
	pages, err := Read([]byte(article), Options{Limits: Limits{MaxBlocks: 3}})
	if err != nil || len(pages[0].Story.Blocks) != 3 {
		t.Errorf("MaxBlocks: got %v, %v", pages, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(article), "", true)
	f.Add([]byte("Headline\n\nBy A. Writer\n\nA paragraph, and nothing else."), "text/plain", false)
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "", true)
	f.Add(zipped([]byte(article)), "text/html; charset=koi8-r", true)
	f.Add([]byte(`<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[{"articleBody":"a"},{"articleBody":"b\nc"}]}</script>`), "", true)
	f.Add([]byte("<h1><span>a</span><span>b</span></h1><figure><img alt=x><figcaption>c (Photo: D E/F)</figcaption></figure><time>1</time>"), "", true)
	f.Fuzz(func(t *testing.T, data []byte, contentType string, html bool) {
		o := Options{ContentType: contentType, Format: Text, Limits: Limits{MaxBytes: 1 << 20, MaxElements: 5000, MaxBlocks: 500, MaxLines: 2000}}
		if html {
			o.Format = HTML
		}
		pages, err := Read(data, o)
		if err != nil {
			return
		}
		if len(pages) == 0 {
			t.Error("no page and no error")
		}
		valid(t, pages)
		again, err := Read(data, o)
		if err != nil || len(again) != len(pages) || again[0].Text != pages[0].Text {
			t.Error("read differently the second time")
		}
	})
}
