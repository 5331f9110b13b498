package encounter

import (
	"strconv"
	"strings"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
)

// Features are what the classifiers see of a candidate: the trigger, its words around, the
// verb that governs it with tense and modality, words of status, and who takes part.
func (c *Candidate) Features(w *mention.Web) weigh.Features {
	t := w.T
	var f weigh.Features
	f.Add("bias")
	s := t.Sentences[c.Sent]
	i := c.Tok
	b := c.trigger.base
	f.Add("base", b)
	f.Add("form", t.Low[i])
	f.Add("kind", c.Kind)
	f.Flag("cap", t.Cap(i) && i > s.First)
	f.Add("people", strconv.Itoa(min(len(c.People), 3)))
	f.Add("parties", strconv.Itoa(min(len(c.Parties), 3)))
	f.Add("who", b, strconv.Itoa(min(len(c.People), 2)), strconv.Itoa(min(len(c.Parties), 2)))
	f.Flag("tied", c.tied)
	f.Add("when", c.when)
	f.Add("when", c.Kind, c.when)
	f.Add("ago", c.ago)
	f.Add("ago", c.Kind, c.ago)
	f.Flag("title", t.Para[i] == 0)
	f.Add("para", strconv.Itoa(min(t.Para[i], 4)))
	for k := -4; k <= 4; k++ {
		if j := i + k; k != 0 && j >= s.First && j < s.Last {
			f.Add("w", sign(k), t.Low[j])
			if k >= -2 && k <= 2 {
				f.Add("at", strconv.Itoa(k), t.Low[j])
				f.Add("at", b, strconv.Itoa(k), t.Low[j])
			}
		}
	}
	c.statusFeatures(t, &f, s.First, s.Last)
	c.treeFeatures(t, &f)
	return f
}

func sign(k int) string {
	if k < 0 {
		return "-"
	}
	return "+"
}

// statusFeatures adds the classes of the words of status in the sentence, by nearness and side.
func (c *Candidate) statusFeatures(t *tree.Tree, f *weigh.Features, first, last int) {
	for j := first; j < last; j++ {
		if p := statusWords.At(t, j, last); p != nil {
			d := j - c.Tok
			far := "far"
			if d >= -6 && d <= 6 {
				far = "near"
			}
			f.Add("status", p.Class)
			f.Add("status", p.Class, far, sign(d))
			f.Add("status", p.Class, c.trigger.base, far)
		}
		if p := outcomeWords.At(t, j, last); p != nil {
			f.Add("outcome", p.Class)
		}
		switch t.Low[j] {
		case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "year", "today", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december":
			f.Add("time")
			if j > first {
				f.Add("time", t.Low[j-1])
			}
		}
	}
}

// treeFeatures adds the governing verb with its auxiliaries, its tense and the path to it.
func (c *Candidate) treeFeatures(t *tree.Tree, f *weigh.Features) {
	i := c.Tok
	if !t.Parsed(i) {
		return
	}
	tok := t.Tokens[i]
	m := modality(t, i)
	says := c.says
	f.Add("says", says)
	f.Add("says", says, c.Kind)
	f.Add("says", says, c.when)
	f.Add("says", says, c.ago)
	f.Add("mode", m)
	f.Add("mode", m, c.Kind)
	f.Add("mode", m, c.when)
	for _, x := range strings.Fields(m) {
		f.Add("mode part", x)
	}
	f.Add("rel", tok.Rel)
	f.Add("rel", c.trigger.base, tok.Rel)
	f.Add("xpos", tok.XPOS)
	f.Add("xpos", c.trigger.base, tok.XPOS)
	for _, k := range t.Kids[i] {
		r := t.Tokens[k].Rel
		switch {
		case t.Is(k, "det", "case", "mark", "amod", "compound", "aux", "advmod", "nmod:poss", "cop", "nummod"):
			f.Add("kid", r, t.Low[k])
		default:
			f.Add("kid", r)
			if x := t.Kid(k, "case"); x >= 0 {
				f.Add("kid", r, t.Low[x])
			}
		}
	}
	h := tok.Head
	for steps := 0; h >= 0 && steps < 4; steps++ {
		at := strconv.Itoa(steps)
		f.Add("up", at, t.Tokens[h].Lemma)
		f.Add("up", at, t.Tokens[h].XPOS)
		for _, k := range t.Kids[h] {
			if t.Is(k, "aux", "advmod", "mark", "cop") {
				f.Add("upkid", at, t.Low[k])
			}
		}
		if t.Tokens[h].UPOS == "VERB" && steps == 0 {
			f.Add("gov", t.Tokens[h].Lemma, tok.Rel)
		}
		h = t.Tokens[h].Head
	}
}
