// Package markup reads a news page in HTML: what it says of itself in metadata, and
// which of its blocks of text are the story.
//
// In: a page, UTF-8. Out: our own rendering of the page, block by block, a blank line
// between them, and a record.Story whose blocks cover all of it that is not white space:
// headline, standfirst, byline, paragraphs, captions, and everything else as furniture with
// the reason why it was set apart. Offsets are byte offsets into the rendering. A live blog
// gives a result an entry. The reading is a pure function of its input.
package markup

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/judge"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/record"
)

// Options say what is known of a page beside its bytes.
type Options struct {
	URL       string // the page's address
	Title     string // where the source gives one apart from the page; it is then the headline
	Published string // EDTF or RFC 3339, where the source gives one
	Limits    Limits
}

// Limits bound the work on one page; zero stands for the default.
type Limits struct {
	MaxBytes    int // of HTML, default 32 MiB
	MaxElements int // start tags, default 300,000
	MaxBlocks   int // blocks of text, default 20,000; a page that has more is read up to there
}

// Defaults of Limits.
const (
	DefaultMaxBytes    = 32 << 20
	DefaultMaxElements = 300_000
	DefaultMaxBlocks   = 20_000
)

// Result is a story read.
type Result struct {
	Text  string // the rendering that the story's offsets refer to
	Story record.Story
}

// ErrLimit is wrapped by the errors that tell that a page is beyond a limit.
var ErrLimit = errors.New("page beyond a limit")

// Read reads a page in UTF-8; bytes that are none become U+FFFD. Errors wrap ErrLimit, save those of a broken installation.
func Read(src []byte, o Options) ([]Result, error) {
	models, err := judge.Default()
	if err != nil {
		return nil, fmt.Errorf("the block judge's weights do not load: %w", err)
	}
	return read(src, o, models)
}

func read(src []byte, o Options, models *judge.Models) ([]Result, error) {
	l := o.Limits.orDefault()
	if len(src) > l.MaxBytes {
		return nil, fmt.Errorf("%w: %d bytes of HTML, more than the %d allowed for one page; raise Limits.MaxBytes to read it", ErrLimit, len(src), l.MaxBytes)
	}
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	lim := dom.Limits{Elements: l.MaxElements, Blocks: l.MaxBlocks}
	doc, err := dom.Parse(src, lim)
	switch {
	case errors.Is(err, dom.ErrTooLarge):
		return nil, fmt.Errorf("%w: %w; raise Limits.MaxElements to read it", ErrLimit, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w; such a page is broken or made to do harm", ErrLimit, err)
	}
	p := judge.NewPage(dom.Cut(doc, lim), meta.Read(doc))
	c := &composer{page: p, meta: p.Meta, chances: models.Judge(p), options: o}
	if updates := c.updates(); len(updates) > 0 {
		return updates, nil
	}
	return []Result{c.compose()}, nil
}

func (l Limits) orDefault() Limits {
	if l.MaxBytes == 0 {
		l.MaxBytes = DefaultMaxBytes
	}
	if l.MaxElements == 0 {
		l.MaxElements = DefaultMaxElements
	}
	if l.MaxBlocks == 0 {
		l.MaxBlocks = DefaultMaxBlocks
	}
	return l
}
