// Package flat reads a news page that a crawler flattened to lines of text, with
// everything kept: consent notices, menus, a caption told three times, related
// headlines, the article, widgets. It says what each line is.
//
// In: UTF-8 text in one of the forms that crawlers leave: a line a block; text
// wrapped hard at a width (w3m, lynx); Markdown (readers, crawlers for language
// models); no line breaks at all. Out: the normalised text, and a record.Story whose
// blocks, in order and disjoint, cover every byte of it that is not white space.
// Offsets are byte offsets into the normalised text. The reading is a pure function
// of its input: no clock, no network, no randomness, integers only.
package flat

import (
	"fmt"

	"rapporteur/record"
)

// Options say what is known of a page beside its text.
type Options struct {
	// Title is the article's title, where the source gives one apart from the text.
	// The result's text is then title, blank line, text.
	Title string
	// Published is the day or instant of publication, EDTF or RFC 3339, where the source gives one.
	Published string
	// URL is the page's address; it becomes the story's canonical address.
	URL    string
	Limits Limits
}

// Limits bound the work on one page; zero stands for the default.
type Limits struct {
	MaxBytes int // of text, default 16 MiB
	MaxLines int // default 200,000; lines without breaks are cut into so many sentences at most
}

// Defaults of Limits.
const (
	DefaultMaxBytes = 16 << 20
	DefaultMaxLines = 200_000
)

// Result is a page read.
type Result struct {
	// Text is the normalised text that the story's offsets refer to.
	Text  string
	Story record.Story
}

// LimitError says that a text exceeds one of the Limits.
type LimitError struct {
	What     string // "bytes" or "lines"
	Got, Max int
	Option   string // the field of Limits to raise
}

// Error names the limit and the remedy.
func (e *LimitError) Error() string {
	return fmt.Sprintf("flattened text has %d %s, more than the %d allowed for one page: split it, or raise Limits.%s", e.Got, e.What, e.Max, e.Option)
}

// Read reads one page. The only error is a *LimitError.
func Read(text string, o Options) (Result, error) {
	if o.Limits.MaxBytes == 0 {
		o.Limits.MaxBytes = DefaultMaxBytes
	}
	if o.Limits.MaxLines == 0 {
		o.Limits.MaxLines = DefaultMaxLines
	}
	if len(text) > o.Limits.MaxBytes {
		return Result{}, &LimitError{"bytes", len(text), o.Limits.MaxBytes, "MaxBytes"}
	}
	text = Normalise(text)
	given := 0
	if o.Title != "" {
		title := oneLine(o.Title)
		text = title + "\n\n" + text
		given = len(title)
	}
	m := rooms.Get().(*room)
	defer m.release()
	units, err := m.split(text, given, o.Limits.MaxLines)
	if err != nil {
		return Result{}, err
	}
	m.units = units
	m.prepare(len(units))
	r := reader{text: text, units: units, kind: m.kind, reason: m.reason, given: given > 0, options: o}
	r.read(m.texts)
	return Result{Text: text, Story: r.story}, nil
}
