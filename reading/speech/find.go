package speech

import (
	"slices"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
)

// Candidate is a cue with the content that may belong to it and the noun phrase that may
// be its speaker, in tokens.
type Candidate struct {
	Verb          int // the cue's main word
	First, Last   int // the cue with its auxiliaries
	Content       [][2]int
	Frame         string // where the content stands: clause, quote, infinitive, object, phrase, head
	Speaker, Stop int    // tokens of the speaker's noun phrase; equal for none
	Head          int    // its noun
	cue           *cue
	noun          bool
	within        bool  // the cue stands in the content of another candidate
	quotes        []int // quotations that the content takes
}

// finder looks for candidates in a document.
type finder struct {
	w      *mention.Web
	t      *tree.Tree
	quotes []Quote
	span   [][2]int // tokens of each quotation, with its marks
	in     []int    // token -> quotation it lies in, -1 for none
	// what the network's heads propose, nil where it has none
	cueTag, speakerTag []string
	drafts             []*draft
}

func newFinder(w *mention.Web, quotes []Quote) *finder {
	t := w.T
	f := &finder{w: w, t: t, quotes: quotes, in: make([]int, len(t.Tokens)), cueTag: t.Labels["cue"], speakerTag: t.Labels["speaker"]}
	for i := range f.in {
		f.in[i] = -1
	}
	f.quotes = f.quotes[:0:0]
	for _, x := range quotes {
		a, b := t.At(x.Start), t.At(x.End-1)
		if b < len(t.Tokens) && t.Tokens[b].Start < x.End {
			b++
		}
		if a >= b {
			continue // marks without a word, or outside the blocks that are read
		}
		for i := a; i < b; i++ {
			f.in[i] = len(f.quotes)
		}
		f.quotes, f.span = append(f.quotes, x), append(f.span, [2]int{a, b})
	}
	return f
}

// candidates returns those of the whole document in the order of their cues.
func (f *finder) candidates() []*Candidate {
	var out []*Candidate
	for i := range f.t.Tokens {
		var c *Candidate
		switch {
		case f.t.Low[i] == "according" && i+1 < len(f.t.Low) && f.t.Low[i+1] == "to":
			c = f.according(i)
		case f.t.Tokens[i].UPOS == "VERB":
			c = f.verb(i)
		case f.t.Tokens[i].UPOS == "NOUN":
			c = f.noun(i)
		}
		if c != nil && len(c.Content) > 0 {
			out = append(out, c)
		}
	}
	const near = 20 // candidates on either side, among which the one around it stands
	for k, c := range out {
		for _, e := range out[max(0, k-near):min(len(out), k+near)] {
			c.within = c.within || e != c && f.holds(e, c.Verb) && !f.holds(c, e.Verb)
		}
	}
	return out
}

// generic is the cue of a verb that only the network proposes.
var generic = &cue{base: "?", class: "says", clause: true, quote: true, object: true, inf: true}

func (f *finder) verb(v int) *Candidate {
	k, second := f.pair(v)
	if k == nil {
		k = cues[f.t.Low[v]]
	}
	if k == nil {
		if f.cueTag == nil || f.cueTag[v] == "" || f.cueTag[v] == "O" {
			return nil
		}
		k = generic
	}
	if h := f.t.Tokens[v].Head; h >= 0 && f.quotedAs(h) == v {
		return nil
	}
	c := &Candidate{Verb: v, cue: k}
	c.First, c.Last = f.verbGroup(v)
	c.Last = max(c.Last, second+1)
	if q := f.quotedAs(v); q >= 0 {
		c.Last = q + 1
		c.cue = cues["says"]
	}
	f.content(c)
	f.speaker(c)
	if k.text && (c.Speaker >= c.Stop || !texts[f.t.Low[c.Head]]) {
		return nil
	}
	return c
}

// pair returns the verb of two words that begins at token v, and the token of the second; nil
// and -1 for none.
func (f *finder) pair(v int) (*cue, int) {
	for _, c := range pairs[f.t.Low[v]] {
		for i := v + 1; i < min(v+4, len(f.t.Low)); i++ {
			if f.t.Low[i] == c.second && f.t.Tokens[i].Head == v {
				return c, i
			}
		}
	}
	return nil, -1
}

// quotedAs returns the verb of speech in "was quoted as saying", given the first verb; -1
// for none.
func (f *finder) quotedAs(v int) int {
	if cues[f.t.Low[v]] == nil {
		return -1
	}
	for _, k := range f.t.Kids[v] {
		if k > v && k-v < 5 && f.t.Low[k] == "saying" && f.t.Is(k, "advcl", "xcomp", "ccomp", "obl") {
			return k
		}
	}
	return -1
}

// verbGroup is the verb with its auxiliaries, its particle and the words between them.
func (f *finder) verbGroup(v int) (first, last int) {
	first, last = v, v+1
	for _, k := range f.t.Kids[v] {
		switch {
		case f.t.Is(k, "aux") && k < v && v-k < 5:
			first = min(first, k)
		case f.t.Is(k, "compound:prt") && k > v:
			last = max(last, k+1)
		}
	}
	return first, last
}

// noun makes a candidate of a noun of speech that has a clause or phrase of content.
func (f *finder) noun(n int) *Candidate {
	k := nouns[f.t.Low[n]]
	if k == nil {
		return nil
	}
	c := &Candidate{Verb: n, First: n, Last: n + 1, cue: k, noun: true}
	for _, x := range f.t.Kids[n] {
		if x < n {
			continue
		}
		switch {
		case k.clause && f.t.Is(x, "acl", "ccomp") && f.marked(x, "that"):
			f.take(c, x, "clause")
		case k.inf && f.t.Is(x, "acl") && f.marked(x, "to"):
			f.take(c, x, "infinitive")
		case f.t.Is(x, "nmod") && slices.Contains(k.preps, f.w.Prep(x)):
			f.take(c, x, "phrase")
			c.Last = max(c.Last, f.t.Kid(x, "case")+1)
		}
	}
	f.speaker(c)
	return c
}

// marked tells whether a clause begins with the word.
func (f *finder) marked(x int, word string) bool {
	k := f.t.Kid(x, "mark")
	return k >= 0 && f.t.Low[k] == word
}

// according makes a candidate of "according to X".
func (f *finder) according(i int) *Candidate {
	x := f.t.Tokens[i].Head
	if x <= i+1 || f.t.Sent[x] != f.t.Sent[i] {
		return nil
	}
	first, last := f.t.Span(x)
	first = max(first, i)
	_, stop := f.t.Trim(i+2, last)
	c := &Candidate{Verb: i, First: i, Last: i + 2, Speaker: i + 2, Stop: stop, Head: x, cue: cues["says"], Frame: "head"}
	h := f.t.Tokens[x].Head
	if h < 0 {
		return nil
	}
	for steps := 0; steps < 4 && f.t.Tokens[h].UPOS != "VERB" && f.t.Tokens[h].Head >= 0 && !f.t.Is(h, "root", "ccomp", "parataxis"); steps++ {
		h = f.t.Tokens[h].Head
	}
	f.around(c, h, first, last)
	f.stretch(c)
	return c
}

// take adds what token x governs to the content, without the word that marks the clause.
func (f *finder) take(c *Candidate, x int, frame string) {
	a, b := f.t.Span(x)
	if m := f.t.Kid(x, "mark"); m == a && f.t.Low[m] == "that" {
		a++
	}
	if m := f.t.Kid(x, "case"); m == a && frame == "phrase" {
		a++
	}
	if c.Verb < a || c.Verb >= b {
		f.piece(c, a, b)
	} else {
		f.runs(c, x, a, b)
	}
	if c.Frame == "" {
		c.Frame = frame
	}
}

// runs adds what token x governs of tokens [a, b), run by run, where the cue stands within:
// "The talks, he said, were over."
func (f *finder) runs(c *Candidate, x, a, b int) {
	for i := a; i < b; {
		if !f.t.Under(i, x) {
			i++
			continue
		}
		j := i
		for j < b && f.t.Under(j, x) {
			j++
		}
		f.piece(c, i, j)
		i = j
	}
}

// around adds what token h governs but for the tokens [first, last).
func (f *finder) around(c *Candidate, h, first, last int) {
	a, b := f.t.Span(h)
	f.piece(c, a, min(b, first))
	f.piece(c, max(a, last), b)
}

// piece adds tokens [a, b) to the content, without the punctuation at its ends.
func (f *finder) piece(c *Candidate, a, b int) {
	a, b = f.t.Trim(a, b)
	for a < b && (f.t.Low[a] == "and" || f.t.Low[a] == "but") && f.t.Is(a, "cc") {
		a, b = f.t.Trim(a+1, b)
	}
	if a < b && !(b-a == 1 && f.t.Punct(a)) {
		c.Content = append(c.Content, [2]int{a, b})
	}
}
