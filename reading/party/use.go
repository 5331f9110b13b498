package party

import (
	_ "embed"
	"strings"
	"sync"

	"rapporteur/knowledge/words"
	"rapporteur/reading/weigh"
)

//go:embed use.weights
var weights []byte

var model = sync.OnceValue(func() *weigh.Model { return weigh.Must(weights) })

// Classes are the classes of the model, in its order.
var Classes = []string{"party", "place"}

// decide sets the use of every mention: those that can be both by the model, the others by
// what they are.
func (w *Web) decide() {
	for k := range w.Mentions {
		m := &w.Mentions[k]
		if !m.Open() {
			continue
		}
		m.Margin = model().Margin(w.Features(m))
		m.Use = AsParty
		if m.Margin < 0 || m.Party == nil {
			m.Use = AsPlace
		}
	}
}

// Open tells whether the mention may be a party or a place; its use is then the model's.
func (m *Mention) Open() bool {
	switch m.Kind {
	case "people", "org", "short":
		return false
	}
	return true
}

var speechVerbs = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, r := range words.Table("speech.tsv", 4) {
		for _, f := range words.Forms(r[0], r[3]) {
			out[f] = true
		}
	}
	return out
})

// Features describes a mention to the model: what it is, the words around it, and where the
// text is parsed how it hangs in its sentence.
func (w *Web) Features(m *Mention) weigh.Features {
	var f weigh.Features
	t := w.t
	word := func(i int) string {
		if i < 0 || i >= len(t.Low) || t.Para[i] != t.Para[m.First] {
			return "|"
		}
		return t.Low[i]
	}
	f.Add("bias")
	f.Add("kind", m.Kind)
	f.Add("form", strings.ToLower(t.Text[m.Start:m.End]))
	p1, p2, n1, n2 := word(m.First-1), word(m.First-2), word(m.Last), word(m.Last+1)
	f.Add("p1", p1)
	f.Add("p1k", p1, m.Kind)
	f.Add("p2", p2)
	f.Add("p21", p2, p1)
	f.Add("n1", n1)
	f.Add("n1k", n1, m.Kind)
	f.Add("n2", n2)
	f.Add("n12", n1, n2)
	f.Add("p1n1", p1, n1)
	f.Add("p3", word(m.First-3))
	f.Add("n3", word(m.Last+2))
	if n1 == "'s" || n1 == "'" {
		f.Add("owner", n2)
		f.Add("ownerk", m.Kind)
	}
	f.Flag("says", speechVerbs()[n1])
	f.Flag("saysk"+m.Kind, speechVerbs()[n1])
	f.Add("prep", w.prep(m))
	f.Add("prepk", w.prep(m), m.Kind)
	f.Flag("first", t.Sent[m.First] >= 0 && t.Sentences[t.Sent[m.First]].First == m.First)
	f.Flag("head", t.Para[m.First] == 0)
	f.Flag("headk"+m.Kind, t.Para[m.First] == 0)
	f.Flag("capitals", strings.ToUpper(t.Text[m.Start:m.End]) == t.Text[m.Start:m.End] && m.End-m.Start > 4)
	f.Flag("between", p1 == "between" || p1 == "and" && w.betweenBefore(m))
	if m.Party != nil {
		f.Add("pkind", m.Party.Kind)
	}
	w.treeFeatures(&f, m)
	return f
}

// prep is the nearest preposition before the mention, over determiners and adjectives.
func (w *Web) prep(m *Mention) string {
	for i := m.First - 1; i >= 0 && i >= m.First-4 && w.t.Para[i] == w.t.Para[m.First]; i-- {
		switch x := w.t.Low[i]; {
		case placePreps[x], otherPreps[x]:
			return x
		case w.t.Punct(i) && x != "-", speechVerbs()[x]:
			return ""
		}
	}
	return ""
}

var otherPreps = map[string]bool{"with": true, "by": true, "for": true, "on": true, "against": true, "between": true, "over": true, "with.": true,
	"between.": true, "than": true, "like": true, "about": true, "within": true, "throughout": true, "under": true, "before": true, "after": true}

// betweenBefore tells whether "between" opens the pair that the mention closes.
func (w *Web) betweenBefore(m *Mention) bool {
	for i := m.First - 2; i >= 0 && i > m.First-7; i-- {
		if w.t.Low[i] == "between" {
			return true
		}
	}
	return false
}

// treeFeatures adds how the mention hangs in its sentence.
func (w *Web) treeFeatures(f *weigh.Features, m *Mention) {
	t := w.t
	if !t.Parsed(m.First) {
		f.Add("unparsed")
		return
	}
	h := m.First
	for i := m.First; i < m.Last; i++ {
		if x := t.Tokens[i].Head; x < m.First || x >= m.Last {
			h = i
			break
		}
	}
	rel := t.Tokens[h].Rel
	top := h
	for steps := 0; rel == "conj" && t.Tokens[top].Head >= 0 && steps < 6; steps++ {
		top = t.Tokens[top].Head
		rel = t.Tokens[top].Rel
	}
	prep := ""
	if c := t.Kid(top, "case"); c >= 0 {
		prep = t.Low[c]
	}
	f.Add("rel", rel)
	f.Add("relk", rel, m.Kind)
	f.Add("relprep", rel, prep)
	f.Add("relprepk", rel, prep, m.Kind)
	g := t.Tokens[top].Head
	if g < 0 {
		f.Add("root")
		return
	}
	lemma := t.Tokens[g].Lemma
	if lemma == "" || lemma == "_" {
		lemma = t.Low[g]
	}
	f.Add("head", lemma)
	f.Add("relhead", rel, lemma)
	f.Add("prephead", prep, lemma)
	f.Add("relpos", rel, t.Tokens[g].UPOS, prep)
	f.Flag("subject of speech", strings.HasPrefix(rel, "nsubj") && speechVerbs()[t.Low[g]])
}
