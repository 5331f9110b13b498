// Package english turns English text into tokens, sentences, tags, trees and
// names: the language core that everything Rapporteur reads rests on.
//
// Tokens are UD syntactic words; offsets are UTF-8 byte offsets into Doc.Text and
// always cut the source exactly. Tags, features and relations follow Universal
// Dependencies 2 (English Web Treebank); name types are PER, ORG, LOC, FAC, NORP, EVENT, LAW.
package english

// Token is one syntactic word. Label strings are interned: comparing or keeping
// them allocates nothing.
type Token struct {
	Start, End int    // bytes of Doc.Text
	UPOS       string // universal part of speech: NOUN, VERB…; empty before tagging
	XPOS       string // Penn Treebank tag
	Feats      string // CoNLL-U FEATS, "_" for none
	Lemma      string
	Head       int    // index into Doc.Tokens; -1 for the root of a sentence
	Rel        string // relation to the head: nsubj, obj, root…
	Name       string // IOB2 tag of the name that covers it: O, B-PER, I-PER…
	Glued      bool   // no blank between this token and the next (SpaceAfter=No)
	Part       uint8  // 0, or the 1-based place in a multiword token ("do" 1, "n't" 2)
	bound      bool   // a rule of the splitter says that no sentence ends behind it
}

// Sentence is a run of tokens: indexes [First, Last) into Doc.Tokens.
type Sentence struct {
	First, Last int
	Span        int // index of the span of the text (block of the story) it lies in
}

// Name is a named entity: tokens [First, Last).
type Name struct {
	First, Last int
	Type        string
}

// Doc is a parsed text.
type Doc struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Names     []Name
	// Labels holds, for each further head of the model (speech cue, content,
	// encounter trigger…), one label a token, or one a sentence where the head is at that
	// level (see Heads); nil where the model has no such head.
	Labels map[string][]string
	// Scores holds, for each label in Labels, the scores of all labels of the head in
	// their order, not normalised.
	Scores map[string][]float32
}

// Form is the text of token i.
func (d *Doc) Form(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// SentenceOf returns the index of the sentence that holds token i, or -1.
func (d *Doc) SentenceOf(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Sentences[m].Last <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(d.Sentences) && d.Sentences[lo].First <= i {
		return lo
	}
	return -1
}

// SentenceBytes returns the bytes [start, end) that sentence s covers.
func (d *Doc) SentenceBytes(s int) (start, end int) {
	x := d.Sentences[s]
	if x.First >= x.Last {
		return 0, 0
	}
	return d.Tokens[x.First].Start, d.Tokens[x.Last-1].End
}
