package instrument

import (
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/reading/weigh"
)

// Features are what the classifiers see of a candidate.
func (c *Candidate) Features(w *mention.Web) weigh.Features {
	t, i := w.T, c.Head
	var f weigh.Features
	noun := t.Low[i]
	f.Add("bias")
	f.Add("noun", noun)
	f.Add("kind", c.Kind)
	long := strconv.FormatBool(c.Last > i+1)
	f.Add("long", long)
	f.Add("long", noun, long)
	f.Add("length", strconv.Itoa(min(c.Last-c.First, 12)))
	if c.Last < len(t.Low) {
		f.Add("next", long, t.Low[c.Last])
	}
	if c.Head+1 < len(t.Low) {
		f.Add("behind noun", long, t.Low[c.Head+1])
		f.Add("behind noun", noun, long, t.Low[c.Head+1])
	}
	f.Flag("title", t.Para[i] == 0)
	f.Add("para", strconv.Itoa(min(t.Para[i], 5)))
	f.Add("first", t.Low[c.First])
	f.Add("first", noun, t.Low[c.First])
	f.Add("rel", t.Tokens[i].Rel)
	f.Add("rel", noun, t.Tokens[i].Rel)
	party := false
	for k := c.First; k < c.Last; k++ {
		if k < i {
			f.Add("before", t.Low[k])
			f.Add("before", noun, t.Low[k])
		} else if k > i {
			f.Add("behind", t.Low[k])
		}
		party = party || w.PartyAt(k) != nil
	}
	f.Add("party", strconv.FormatBool(party))
	f.Add("party", noun, strconv.FormatBool(party))
	f.Flag("cap", t.Cap(i) && i > t.Sentences[t.Sent[i]].First)
	earlier, all, title := 0, 0, false
	for k := range t.Low {
		if t.Low[k] != noun {
			continue
		}
		all++
		title = title || t.Para[k] == 0
		if k < i {
			earlier++
		}
	}
	f.Add("all", strconv.Itoa(min(all, 6)))
	f.Add("all", c.Kind, strconv.Itoa(min(all, 4)))
	f.Flag("noun in title", title)
	f.Add("article", t.Tokens[c.First].UPOS, strconv.FormatBool(earlier == 0))
	f.Add("marks", strconv.Itoa(min(len(marks(w, c)), 3)))
	f.Add("earlier", strconv.Itoa(min(earlier, 3)))
	f.Add("earlier", noun, strconv.Itoa(min(earlier, 2)))
	if h := t.Tokens[i].Head; h >= 0 {
		f.Add("up", t.Tokens[h].Lemma)
		f.Add("up", noun, t.Tokens[h].Lemma)
		f.Add("up", t.Tokens[h].UPOS, t.Tokens[i].Rel)
		for _, k := range t.Kids[h] {
			if t.Is(k, "aux", "advmod", "mark") {
				f.Add("upkid", t.Low[k])
			}
		}
	}
	for _, k := range t.Kids[i] {
		f.Add("kid", t.Tokens[k].Rel)
		if x := t.Kid(k, "case", "mark"); x >= 0 {
			f.Add("kid", t.Low[x])
			f.Add("kid", noun, t.Low[x])
		}
	}
	s := t.Sentences[t.Sent[i]]
	for k := max(s.First, i-8); k < min(s.Last, i+8); k++ {
		if p := statusWords.At(t, k, s.Last); p != nil {
			f.Add("status", p.Class)
			f.Add("status", p.Class, strconv.FormatBool(k < i))
		}
	}
	return f
}
