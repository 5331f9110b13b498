package when

import (
	"strings"

	"rapporteur/english"
)

type tense uint8

const (
	unknown tense = iota
	past
	future
)

func (v *vocab) loadTenses() {
	for _, r := range table("tenses.tsv") {
		w := v.add(r[0])
		w.tense = past
		if r[1] == "future" {
			w.tense = future
		}
	}
}

// window is how many tokens on either side of an expression are looked at for its tense.
const window = 14

// tenseAt tells the tense of the clause that holds tokens [first, last): by the tree where
// the text is parsed, else by the nearest word before it, then behind it, that shows one.
func (r *reader) tenseAt(first, last int) tense {
	if t := r.treeTense(r.ts[first].start); t != unknown {
		return t
	}
	for i := first - 1; i >= 0 && i >= first-window; i-- {
		if r.stops(i) || r.ts[i+1].line || r.bounds(i) {
			break
		}
		if t := r.tokenTense(i); t != unknown {
			if r.ts[i].is("to") && i < first-toReach {
				continue
			}
			switch {
			case t == past && r.modalBefore(i):
				return future
			case t == future && i > 1 && r.lower(i-1) == "been" && r.lower(i-2) == "had":
				return past
			}
			return t
		}
	}
	for i := last; i < len(r.ts) && i < last+window; i++ {
		if r.stops(i) || r.ts[i].line {
			break
		}
		if t := r.tokenTense(i); t != unknown {
			return t
		}
	}
	return unknown
}

// modalBefore tells whether an auxiliary of the future stands right before participle i
// ("may be signed").
func (r *reader) modalBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3 && !r.stops(k) && !r.ts[k+1].line; k-- {
		if w := r.ts[k].word; w != nil && w.tense == future && (!w.isTo() || r.lower(k+1) == "be") {
			return true
		}
	}
	return false
}

// toReach is how far an infinitive reaches to a date behind it.
const toReach = 8

// bounds tells whether token i opens a phrase whose date is not the verb's: "during a visit
// on Thursday".
func (r *reader) bounds(i int) bool {
	t := &r.ts[i]
	return t.is("during") || t.is("after") || t.is("following") || t.is("since")
}

func (w *word) isTo() bool { return w.text == "to" }

// stops tells whether token i ends a sentence.
func (r *reader) stops(i int) bool {
	t := &r.ts[i]
	if t.end != t.start+1 || strings.IndexByte(".!?;", r.text[t.start]) < 0 {
		return false
	}
	return len(r.sent) == 0 || r.text[t.start] == ';' || i+1 >= len(r.ts) || r.sent[i+1] != r.sent[i]
}

// tokenTense tells what a token alone shows.
func (r *reader) tokenTense(i int) tense {
	t := &r.ts[i]
	if t.is("to") {
		if i+1 < len(r.ts) && r.ts[i+1].classes == 0 && !r.ts[i+1].upper && !r.ts[i+1].is("the") {
			return future
		}
		return unknown
	}
	if t.word != nil {
		if t.is("may") && t.upper {
			return unknown
		}
		if t.word.tense != unknown {
			return t.word.tense
		}
	}
	if s := r.text[t.start:t.end]; len(s) > 4 && !t.upper && strings.HasSuffix(s, "ed") {
		return past
	}
	return unknown
}

// treeTense climbs from the token at a byte to its verb and reads the verb's auxiliaries;
// unknown where the text has no trees.
func (r *reader) treeTense(at int) tense {
	d := r.doc
	i := tokenAt(d, at)
	if i < 0 || d.Tokens[i].UPOS == "" {
		return unknown
	}
	for k := 0; k < maxClimb && i >= 0; k++ {
		switch u := d.Tokens[i].UPOS; {
		case u == "VERB" || u == "AUX":
			if w := vocabulary().get(d.Form(i)); w != nil && w.tense == future && !hadBefore(d, i) {
				return future // "set for Friday"
			}
			return verbTense(d, i)
		case k > 0 && r.boundedBy(i):
			return past
		}
		i = d.Tokens[i].Head
	}
	return unknown
}

// hadBefore tells whether "had" hangs on verb i: "had been planned" is past.
func hadBefore(d *english.Doc, i int) bool {
	for k := max(i-4, 0); k < i; k++ {
		if c := &d.Tokens[k]; c.Head == i && c.UPOS == "AUX" && strings.EqualFold(d.Form(k), "had") {
			return true
		}
	}
	return false
}

// maxClimb bounds the way up a tree.
const maxClimb = 12

// boundedBy tells whether noun i hangs on "during", "after" and the like.
func (r *reader) boundedBy(i int) bool {
	for k := max(i-6, 0); k < i; k++ {
		if c := &r.doc.Tokens[k]; c.Head == i && (c.Rel == "case" || c.Rel == "mark") {
			switch c.Lemma {
			case "during", "after", "following", "since":
				return true
			}
		}
	}
	return false
}

// verbTense reads the tense of verb i from its tag and the auxiliaries that hang on it.
func verbTense(d *english.Doc, i int) tense {
	t := &d.Tokens[i]
	s := d.SentenceOf(i)
	if s < 0 {
		return unknown
	}
	infinitive := false
	for k := d.Sentences[s].First; k < d.Sentences[s].Last; k++ {
		c := &d.Tokens[k]
		if c.Head != i {
			continue
		}
		switch c.UPOS {
		case "AUX":
			switch c.Lemma {
			case "will", "shall", "would", "'ll":
				return future
			case "have":
				return past
			}
			if c.XPOS == "VBD" {
				return past
			}
		case "PART":
			infinitive = infinitive || c.Lemma == "to" && k < i
		}
	}
	switch {
	case infinitive:
		return future
	case t.XPOS == "VBD":
		return past
	case t.XPOS == "VBN" && t.Rel != "acl":
		return past
	}
	return unknown
}

// tokenAt returns the index of the token of d that covers a byte, or -1.
func tokenAt(d *english.Doc, at int) int {
	if d == nil {
		return -1
	}
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Tokens[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(d.Tokens) && d.Tokens[lo].Start <= at {
		return lo
	}
	return -1
}
