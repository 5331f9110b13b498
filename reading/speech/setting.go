package speech

import (
	"strings"

	"rapporteur/knowledge/words"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

// media are nouns and names of the means of speech.
var media = words.Set("media.txt")

// setting fills to whom, when, where and by what medium a statement was made, from what
// hangs on its cue: "told reporters in Oslo on Tuesday", "in an interview", "Speaking in
// Oslo, he said".
func (f *finder) setting(d *draft, s *record.Statement, times *when.Web, places *where.Web) {
	v := d.Verb
	if v < 0 || d.noun {
		return
	}
	t := f.t
	for _, k := range t.Kids[v] {
		if f.holds(d.Candidate, k) {
			continue
		}
		if s.Medium == nil && t.Is(k, "obl") && media[t.Low[k]] {
			switch f.w.Prep(k) {
			case "in", "on", "at", "via", "during", "through":
				s.Medium = f.phraseOf(k)
			}
		}
		if s.Addressee == nil && (d.cue.hearer && t.Is(k, "obj", "iobj") || t.Is(k, "obl") && f.w.Prep(k) == "to" && f.w.Human(k)) {
			first, last, head := f.w.Phrase(k)
			if name := f.w.Resolve(first, last, head).Name; name != "" {
				s.Addressee = &name
			}
		}
	}
	x := t.Sentences[t.Sent[v]]
	for i := x.First; i < x.Last; i++ {
		if f.holds(d.Candidate, i) || !f.hangs(i, v) {
			continue
		}
		if p := places.At(i); p != nil && s.Place == nil && f.stands(i) {
			s.Place = &record.PlaceRef{ID: p.ID, Name: p.Name}
		}
		if s.Date == nil {
			for _, y := range times.In(t.Tokens[i].Start, t.Tokens[x.Last-1].End) {
				if y.Start == t.Tokens[i].Start && y.EDTF != "" {
					date := when.EDTF(y.Interval())
					s.Date = &date
				}
				break
			}
		}
	}
}

// phraseOf is the phrase of token k, cut short before its clauses.
func (f *finder) phraseOf(k int) *string {
	first, last, _ := f.w.Phrase(k)
	out := strings.Join(strings.Fields(f.t.Cut(first, last)), " ")
	return &out
}

// hangs tells whether token i hangs on verb v, or on a verb of speaking joined to it, with no
// other clause between.
func (f *finder) hangs(i, v int) bool {
	t := f.t
	for steps := 0; steps < 4 && i >= 0; steps++ {
		if i == v {
			return true
		}
		if t.Is(i, "ccomp", "acl", "parataxis", "nsubj", "conj", "appos") || t.Is(i, "advcl") && t.Low[i] != "speaking" && t.Low[i] != "addressing" && t.Low[i] != "talking" && t.Low[i] != "writing" {
			return false
		}
		i = t.Tokens[i].Head
	}
	return false
}

// stands tells whether "in" or "at" stands before the place that begins at token i.
func (f *finder) stands(i int) bool {
	k := i - 1
	for k > 0 && (f.t.Low[k] == "the" || f.t.Tokens[k].UPOS == "ADJ") {
		k--
	}
	return k >= 0 && (f.t.Low[k] == "in" || f.t.Low[k] == "at")
}
