package english

import (
	"slices"
	"sync"

	"rapporteur/english/internal/seg"
)

var segmenters = sync.Pool{New: func() any { return seg.New() }}

// Segment cuts a text into words and sentences. The words carry offsets and form,
// nothing of the network's: tags, heads and names are empty, heads are -1.
func Segment(text string) *Doc {
	return SegmentSpans(text, [][2]int{{0, len(text)}})
}

// SegmentSpans cuts spans of a text, byte offsets [start, end) in ascending order that don't
// overlap, e.g. the blocks of a story. A sentence never crosses a span; Sentence.Span tells which one it
// lies in. Spans that reach beyond the text are clipped.
func SegmentSpans(text string, spans [][2]int) *Doc {
	d, _ := segment(text, spans, false)
	return d
}

// segment is SegmentSpans; deferring, it leaves ends without a stop to a second look. It returns the odds that
// a sentence ends behind each word where there is doubt, zero elsewhere.
func segment(text string, spans [][2]int, deferring bool) (*Doc, []float32) {
	s := segmenters.Get().(*seg.Segmenter)
	defer segmenters.Put(s)
	s.Deferring = deferring
	d := &Doc{Text: text}
	var odds []float32
	at := 0
	for k, span := range spans {
		start, end := max(at, span[0]), min(span[1], len(text))
		if start >= end {
			continue
		}
		at = end
		toks := s.Segment(text, start, end)
		first := len(d.Tokens)
		d.Tokens, odds = slices.Grow(d.Tokens, len(toks)), slices.Grow(odds, len(toks))
		for i, t := range toks {
			glued := i+1 < len(toks) && toks[i+1].Start == t.End
			d.Tokens = append(d.Tokens, Token{Start: t.Start, End: t.End, Head: -1, Glued: glued, Part: t.Part})
			odds = append(odds, t.Odds)
			if t.Last {
				d.Sentences = append(d.Sentences, Sentence{First: first, Last: len(d.Tokens), Span: k})
				first = len(d.Tokens)
			}
		}
	}
	return d, odds
}
