// Package tree gives the reading stages a quick way about a parsed document: folded
// forms, the children of each token, the stretch a token governs, the paragraph and the
// sentence it stands in. It holds no knowledge of its own.
package tree

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/english"
)

// Tree is a document with its indexes. It is read-only once built.
type Tree struct {
	*english.Doc
	Low  []string // forms in lower case, typographic apostrophes made straight
	Kids [][]int  // children of each token, in order
	Sent []int    // sentence of each token
	Para []int    // paragraph of each token: lines of the text
	lo   []int    // first token each token governs
	hi   []int    // one past the last
}

// New indexes a document.
func New(doc *english.Doc) *Tree {
	n := len(doc.Tokens)
	t := &Tree{Doc: doc, Low: make([]string, n), Kids: make([][]int, n), Sent: make([]int, n), Para: make([]int, n),
		lo: make([]int, n), hi: make([]int, n)}
	para := 0
	for i := range doc.Tokens {
		f := strings.ToLower(doc.Form(i))
		if strings.Contains(f, "’") {
			f = strings.ReplaceAll(f, "’", "'")
		}
		t.Low[i] = f
		if i > 0 && strings.Contains(doc.Text[doc.Tokens[i-1].End:doc.Tokens[i].Start], "\n") {
			para++
		}
		t.Para[i] = para
		t.lo[i], t.hi[i] = i, i+1
	}
	for s, x := range doc.Sentences {
		for i := x.First; i < x.Last; i++ {
			t.Sent[i] = s
			if h := doc.Tokens[i].Head; h >= x.First && h < x.Last && h != i {
				t.Kids[h] = append(t.Kids[h], i)
			}
		}
		t.spread(x.First, x.Last)
	}
	return t
}

// spread carries each token's position up to its ancestors. A tree is never deeper than
// its sentence is long, so that a cycle in bad input ends too.
func (t *Tree) spread(first, last int) {
	for i := first; i < last; i++ {
		h := t.Tokens[i].Head
		for steps := 0; h >= first && h < last && steps < last-first; steps++ {
			if t.lo[h] <= i && i < t.hi[h] {
				break
			}
			t.lo[h], t.hi[h] = min(t.lo[h], i), max(t.hi[h], i+1)
			h = t.Tokens[h].Head
		}
	}
}

// Parsed tells whether the sentence of token i has a tree.
func (t *Tree) Parsed(i int) bool { return t.Tokens[i].Rel != "" }

// Span returns the tokens [first, last) that token i governs, itself included.
func (t *Tree) Span(i int) (first, last int) { return t.lo[i], t.hi[i] }

// Is tells whether token i hangs on its head by one of the relations; a relation given
// without subtype covers its subtypes.
func (t *Tree) Is(i int, rels ...string) bool { return relIs(t.Tokens[i].Rel, rels) }

func relIs(rel string, rels []string) bool {
	for _, r := range rels {
		if rel == r || len(rel) > len(r) && rel[len(r)] == ':' && rel[:len(r)] == r {
			return true
		}
	}
	return false
}

// Kid returns the first child of i that hangs on it by one of the relations, or -1.
func (t *Tree) Kid(i int, rels ...string) int {
	for _, k := range t.Kids[i] {
		if relIs(t.Tokens[k].Rel, rels) {
			return k
		}
	}
	return -1
}

// Under tells whether token i is governed by token h, or is h.
func (t *Tree) Under(i, h int) bool {
	for steps := 0; steps < 200; steps++ {
		if i == h {
			return true
		}
		if i < 0 || i >= len(t.Tokens) {
			return false
		}
		i = t.Tokens[i].Head
	}
	return false
}

// Cap tells whether token i begins with a capital letter.
func (t *Tree) Cap(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.Text[t.Tokens[i].Start:])
	return unicode.IsUpper(r)
}

// Punct tells whether token i holds neither letter nor digit.
func (t *Tree) Punct(i int) bool {
	for _, r := range t.Form(i) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// Cut is the text of tokens [first, last).
func (t *Tree) Cut(first, last int) string {
	if first >= last {
		return ""
	}
	return t.Text[t.Tokens[first].Start:t.Tokens[last-1].End]
}

// At returns the index of the token that covers or follows byte b; len(Tokens) at the end.
func (t *Tree) At(b int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if t.Tokens[m].End <= b {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Trim narrows tokens [first, last) by the punctuation at both ends, brackets and
// quotation marks left alone.
func (t *Tree) Trim(first, last int) (int, int) {
	for first < last && strings.Contains(",;:.-–—", t.Form(first)) {
		first++
	}
	for last > first && strings.Contains(",;:.-–—", t.Form(last-1)) {
		last--
	}
	return first, last
}
