// Package seg cuts English text into Universal Dependencies words and into sentences.
//
// Words follow the English Web Treebank: contractions and possessives are words of
// their own (do + n't, Putin + 's), hyphenated compounds are three words unless the
// first part is a prefix, numbers lose their units and signs of currency. Offsets are
// bytes of the text; the words cut it exactly, in order, and cover all that is not blank.
// Time and memory are linear in the text, whatever it holds.
package seg

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"rapporteur/english/internal/gapnet"
)

// maxToken bounds the bytes of a word; longer runs of letters are cut.
const maxToken = 1024

// Token is a word.
type Token struct {
	Start, End int
	Part       uint8 // 0, or the 1-based place in a multiword token
	Last       bool  // the last word of its sentence
	Bound      bool  // to the next word, whatever a second look may say: no sentence ends here
	kind       kind  // of the abbreviation whose stop is part of the word
}

// Segmenter holds the buffers of a run; it is not safe for concurrent use, and may be used again and again.
type Segmenter struct {
	lists  *lists
	model  *gapnet.Model
	text   string
	toks   []Token
	at     int // position of the first '@' at or after the word being read, len(text) if none
	quotes int // single quotation marks opened and not yet closed
	state
}

// New returns a segmenter.
func New() *Segmenter {
	return &Segmenter{lists: loadLists(), model: loadModel()}
}

// Segment returns the words of text[start:end]. The slice is valid until the next call.
func (s *Segmenter) Segment(text string, start, end int) []Token {
	return s.SegmentBy(text, start, end, s.ends)
}

// SegmentBy is Segment with the open cases left to decide, which reports whether a sentence ends at a gap; the
// training of the model listens here.
func (s *Segmenter) SegmentBy(text string, start, end int, decide func(*Gap) bool) []Token {
	const bytesPerWord = 5 // with its blank; news has a word to 5.4 bytes
	s.text, s.toks, s.quotes, s.at = text[:end], slices.Grow(s.toks[:0], (end-start)/bytesPerWord), 0, start-1
	for i := start; i < end; {
		if n := blankLen(text, i); n > 0 {
			i += n
			continue
		}
		j := i + 1
		for j < end && blankLen(text, j) == 0 {
			j++
		}
		s.chunk(i, j)
		i = j
	}
	s.sentences(start, decide)
	return s.toks
}

// Likely is the built-in model's word on a gap.
func (s *Segmenter) Likely(g *Gap) bool { return s.ends(g) }

var loadModel = sync.OnceValue(func() *gapnet.Model { return gapnet.Embedded("sentences.bin") })

// lean is added to the model's scores. Texts it has not seen look less sure to it than those it learnt from, so that it missed
// four ends for each false one. With weights of the train sets alone, the dev sets have the fewest errors between 0.3 and 1.2 (EWT
// 268 to 271 instead of 277, GUM 37 to 40 instead of 39); this is the middle on the side of edited text.
const lean = 0.6

// ends decides on a gap by the model.
func (s *Segmenter) ends(g *Gap) bool { return s.model.Score(g.Features)+lean > 0 }

// chunk cuts the run of non-blanks text[i:end].
func (s *Segmenter) chunk(i, end int) {
	begin := i
	for i < end {
		c := s.text[i]
		n := len(s.toks)
		switch {
		case c < utf8.RuneSelf && isDigit(c):
			s.number(i, end, i == begin)
		case letterLen(s.text, i, end) > 0:
			s.word(i, end)
		default:
			s.sign(i, begin, end)
		}
		if len(s.toks) == n || s.toks[len(s.toks)-1].End <= i { // each case reads on by at least a byte
			s.add(i, i+1)
		}
		i = s.toks[len(s.toks)-1].End
	}
}

// add appends the word text[i:j].
func (s *Segmenter) add(i, j int) {
	s.toks = append(s.toks, Token{Start: i, End: j})
}

// addParts appends a multiword token cut at the given places.
func (s *Segmenter) addParts(cuts ...int) {
	for k := 0; k+1 < len(cuts); k++ {
		s.toks = append(s.toks, Token{Start: cuts[k], End: cuts[k+1], Part: uint8(k + 1)})
	}
}

// clip bounds a word that would run from i to j, on a rune's border.
func (s *Segmenter) clip(i, j int) int {
	if j-i <= maxToken {
		return j
	}
	j = i + maxToken
	for j > i+maxToken-utf8.UTFMax && !utf8.RuneStart(s.text[j]) {
		j--
	}
	return j
}

// nextAt is the position of the first '@' at or after i.
func (s *Segmenter) nextAt(i int) int {
	if s.at < i {
		if k := strings.IndexByte(s.text[i:], '@'); k >= 0 {
			s.at = i + k
		} else {
			s.at = len(s.text)
		}
	}
	return s.at
}
