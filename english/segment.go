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
	s := segmenters.Get().(*seg.Segmenter)
	defer segmenters.Put(s)
	d := &Doc{Text: text}
	at := 0
	for k, span := range spans {
		start, end := max(at, span[0]), min(span[1], len(text))
		if start >= end {
			continue
		}
		at = end
		toks := s.Segment(text, start, end)
		first := len(d.Tokens)
		d.Tokens = slices.Grow(d.Tokens, len(toks))
		for i, t := range toks {
			glued := i+1 < len(toks) && toks[i+1].Start == t.End
			d.Tokens = append(d.Tokens, Token{Start: t.Start, End: t.End, Head: -1, Glued: glued, Part: t.Part, bound: t.Bound})
			if t.Last {
				d.Sentences = append(d.Sentences, Sentence{First: first, Last: len(d.Tokens), Span: k})
				first = len(d.Tokens)
			}
		}
	}
	return d
}
