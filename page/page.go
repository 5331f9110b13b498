// Package page turns the bytes of a news page into stories: headline, standfirst, byline,
// dates, paragraphs, pictures with captions and credits, and everything else set
// apart as furniture with the reason.
//
// In: a page as HTML, or flattened to text or Markdown by a crawler, in any character set,
// gzipped or not. Out: our own rendering of the page as UTF-8, and a record.Story whose
// blocks, in order and disjoint, cover every byte of it that is not white space.
// Offsets are byte offsets into that rendering. Reading uses no clock, no network and no
// randomness; time and memory are bounded by Limits.
package page

import (
	"errors"
	"fmt"
	"net/http"

	"rapporteur/page/flat"
	"rapporteur/page/markup"
	"rapporteur/record"
)

// Formats of pages.
const (
	Auto = "auto"
	HTML = "html"
	Text = "text"
)

// Options say what is known of a page beside its bytes. All fields may be empty.
type Options struct {
	Format      string // Auto (or ""), HTML or Text
	URL         string // the page's address
	ContentType string // as the server gave it: "text/html; charset=utf-8"
	ID          string // the name by which errors call the page; else its URL
	Published   string // EDTF or RFC 3339, where the source gives it apart from the page
	Title       string // where the source gives it apart from the page; it is then the headline
	Limits      Limits
}

// Page is a story read. A live blog gives several.
type Page struct {
	Text  string // the rendering that the story's offsets refer to
	Story record.Story
}

// Errors that those of Read wrap.
var (
	ErrLimit  = errors.New("page beyond a limit")
	ErrBinary = errors.New("not a text")
	ErrFormat = errors.New("unknown format")
	ErrBroken = errors.New("broken compression")
)

// Read reads a page. An error says which page, what is wrong with it and what to do, and
// wraps one of the errors above. A page that holds no article is no error:
// its story says so in NotArticle.
func Read(data []byte, o Options) ([]Page, error) {
	pages, err := read(data, o)
	if err == nil {
		return pages, nil
	}
	name := o.ID
	if name == "" {
		name = o.URL
	}
	if name == "" {
		return nil, err
	}
	return nil, fmt.Errorf("%s: %w", name, err)
}

func read(data []byte, o Options) ([]Page, error) {
	l := o.Limits.orDefault()
	data, err := inflate(data, l)
	if err != nil {
		return nil, err
	}
	if len(data) > l.MaxBytes {
		return nil, fmt.Errorf("%w: %d bytes, more than the %d allowed for one page; raise Limits.MaxBytes to read it", ErrLimit, len(data), l.MaxBytes)
	}
	utf8, err := decode(data, o.ContentType)
	if err != nil {
		return nil, err
	}
	format := o.Format
	if format == "" || format == Auto {
		format = sniff(utf8, o.ContentType)
	}
	switch format {
	case HTML:
		return readHTML(utf8, o, l)
	case Text:
		return readText(utf8, o, l)
	}
	return nil, fmt.Errorf("%w %q: want auto, html or text", ErrFormat, o.Format)
}

func readHTML(src []byte, o Options, l Limits) ([]Page, error) {
	rs, err := markup.Read(src, markup.Options{URL: o.URL, Title: o.Title, Published: o.Published,
		Limits: markup.Limits{MaxBytes: 4 * l.MaxBytes, MaxElements: l.MaxElements, MaxBlocks: l.MaxBlocks}})
	if err != nil {
		return nil, limit(err, errors.Is(err, markup.ErrLimit))
	}
	out := make([]Page, len(rs))
	for i, r := range rs {
		out[i] = Page(r)
	}
	return out, nil
}

func readText(src []byte, o Options, l Limits) ([]Page, error) {
	r, err := flat.Read(string(src), flat.Options{Title: o.Title, Published: o.Published, URL: o.URL,
		Limits: flat.Limits{MaxBytes: 4 * l.MaxBytes, MaxLines: l.MaxLines}})
	if err != nil {
		var le *flat.LimitError
		return nil, limit(err, errors.As(err, &le))
	}
	return []Page{{Text: r.Text, Story: r.Story}}, nil
}

// limit marks an error of a format's reader as one of a limit.
func limit(err error, is bool) error {
	if is {
		return fmt.Errorf("%w: %w", ErrLimit, err)
	}
	return err
}

// binary names what data is, if it is no text; "" if it is.
func binary(data []byte) string {
	head := data[:min(len(data), 4096)]
	control, nul := 0, 0
	for _, b := range head {
		switch {
		case b == 0:
			nul++
		case b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b:
			control++
		}
	}
	if control*20 <= len(head) && nul*10 <= len(head) {
		return ""
	}
	return http.DetectContentType(head)
}
