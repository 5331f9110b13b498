// Package instrument reads what lies on the table between parties: proposals, agreements,
// resolutions, letters, sanctions and the like, with their makers and how far they have
// come. Their nouns and the words of status stand in knowledge/words; a classifier trained
// on annotated articles decides which mentions are instruments.
package instrument

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

//go:embed found.weights
var foundWeights []byte

//go:embed status.weights
var statusWeights []byte

var (
	found       = weigh.Must(foundWeights)
	status      = weigh.Must(statusWeights)
	statusWords = tree.ReadPhrases("instrument-status.tsv")
)

// kinds are the nouns of instruments, singular and plural.
var kinds = func() map[string]string {
	out := map[string]string{}
	for _, r := range words.Table("instruments.tsv", 2) {
		for _, f := range words.Forms(r[0], "")[:2] {
			out[f] = r[1]
		}
	}
	return out
}()

// threshold is the log-odds from which a candidate counts.
const threshold = -1.0

// Candidate is a noun phrase that may name an instrument: tokens [First, Last), its noun.
type Candidate struct {
	First, Last, Head int
	Kind              string
	form              string // core, phrases (with those behind the noun), clauses (with those too)
}

// Candidates returns those of a document: each noun of instruments with what stands before
// it, and once more with the phrases behind it.
func Candidates(w *mention.Web) []*Candidate {
	t := w.T
	var out []*Candidate
	for i := range t.Tokens {
		kind := kinds[t.Low[i]]
		if u := t.Tokens[i].UPOS; kind == "" || u != "NOUN" && u != "PROPN" {
			continue
		}
		if t.Is(i, "compound") && kinds[t.Low[max(t.Tokens[i].Head, 0)]] != "" {
			continue // "sanctions deal": the deal is the instrument
		}
		a, b := t.Span(i)
		for a < i && (t.Punct(a) && !strings.Contains("\"“”'‘’", t.Form(a)) || t.Is(a, "case", "mark", "cc", "advmod", "cop")) {
			a++
		}
		core := i + 1
		for core < b && t.Punct(core) && strings.Contains("\"”’'", t.Form(core)) {
			core++
		}
		out = append(out, &Candidate{First: a, Last: core, Head: i, Kind: kind, form: "core"})
		end := behind(t, i, b, "nmod")
		if end > core {
			out = append(out, &Candidate{First: a, Last: end, Head: i, Kind: kind, form: "phrases"})
		}
		if long := behind(t, i, b, "nmod", "acl"); long > max(end, core) {
			out = append(out, &Candidate{First: a, Last: long, Head: i, Kind: kind, form: "clauses"})
		}
	}
	return out
}

// behind is the end of the phrases that belong to the noun's name by one of the relations.
func behind(t *tree.Tree, i, b int, rels ...string) int {
	end := i + 1
	for _, k := range t.Kids[i] {
		if k < i || !t.Is(k, rels...) || t.Low[max(k-1, 0)] == "," {
			continue
		}
		if _, l := t.Span(k); l > end && l <= b {
			end = l
		}
	}
	_, end = t.Trim(i, end)
	return end
}

// Read returns the instruments of a story, each once, in the order of the text.
func Read(w *mention.Web) []record.Instrument {
	type scored struct {
		*Candidate
		odds float64
	}
	var all []scored
	for _, c := range Candidates(w) {
		if m := found.Margin(c.Features(w)); m >= threshold {
			all = append(all, scored{c, m})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		switch {
		case a.odds > b.odds:
			return -1
		case a.odds < b.odds:
			return 1
		}
		return 0
	})
	var kept []*Candidate
	for _, c := range all {
		if !slices.ContainsFunc(kept, func(k *Candidate) bool { return same(w, k, c.Candidate) }) {
			kept = append(kept, c.Candidate)
		}
	}
	slices.SortFunc(kept, func(a, b *Candidate) int { return a.First - b.First })
	var out []record.Instrument
	for i, c := range kept {
		x := c.record(w)
		x.ID = "i" + strconv.Itoa(i+1)
		out = append(out, x)
	}
	return out
}

// same tells whether two candidates name one instrument: the same noun, and neither is told
// apart from the other by a party or a name of its own.
func same(w *mention.Web, a, b *Candidate) bool {
	if a.Head == b.Head {
		return true
	}
	t := w.T
	if kinds[t.Low[a.Head]] != kinds[t.Low[b.Head]] {
		return false
	}
	x, y := marks(w, a), marks(w, b)
	if len(x) == 0 || len(y) == 0 {
		return strings.TrimSuffix(t.Low[a.Head], "s") == strings.TrimSuffix(t.Low[b.Head], "s") || len(x)+len(y) == 0
	}
	for k := range x {
		if y[k] {
			return true
		}
	}
	return false
}

// marks are the words that tell an instrument from others: names, parties, qualities.
func marks(w *mention.Web, c *Candidate) map[string]bool {
	t := w.T
	out := map[string]bool{}
	for i := c.First; i < c.Last; i++ {
		if i == c.Head {
			continue
		}
		if m := w.PartyAt(i); m != nil {
			out[m.Name] = true
		} else if u := t.Tokens[i].UPOS; u == "PROPN" || u == "ADJ" || u == "NOUN" {
			out[t.Low[i]] = true
		}
	}
	for _, s := range []string{"new", "current", "latest", "proposed", "own", "such", "same", "other"} {
		delete(out, s)
	}
	return out
}

// record writes an instrument.
func (c *Candidate) record(w *mention.Web) record.Instrument {
	t := w.T
	x := record.Instrument{Kind: c.Kind, By: []record.Actor{}}
	x.Name = record.Cut(t.Text, t.Tokens[c.First].Start, t.Tokens[c.Last-1].End)
	x.Status, _ = status.Best(c.Features(w))
	start, end := t.SentenceBytes(t.Sent[c.Head])
	x.Evidence = record.Cut(t.Text, start, end)
	add := func(a *record.Actor) {
		if a != nil && a.ID != "" && !slices.Contains(x.By, *a) {
			x.By = append(x.By, *a)
		}
	}
	for i := c.First; i < c.Last; i++ {
		if m := w.PartyAt(i); m != nil && m.First == i && (i < c.Head || c.Kind == record.Agreement || c.Kind == "agreement") && m.How != knowledge.ByCapital {
			add(w.OfParty(m).For)
		}
	}
	if len(x.By) == 0 && c.Kind != "agreement" {
		if a, b, h := w.Agent(c.Head); a < b {
			who := w.Resolve(a, b, h)
			for _, p := range who.Actors {
				if k := w.PersonByID(p.ID); k >= 0 {
					add(w.ForPerson(k))
				} else {
					add(w.Side(p))
				}
			}
		}
	}
	return x
}
