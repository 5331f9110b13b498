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
}

// Candidates returns those of a document: each noun of instruments with what stands before
// it and the phrases behind it that belong to its name.
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
		for a < i && (t.Punct(a) && !strings.Contains("\"“”'‘’", t.Form(a)) || t.Tokens[a].UPOS == "ADP" || t.Is(a, "case", "mark", "cc", "advmod", "cop")) {
			a++
		}
		for k := i - 1; k >= a; k-- {
			if t.Is(k, "nsubj", "aux", "cop", "mark", "punct") && t.Tokens[k].Head == i && !strings.Contains("\"“”'‘’-", t.Form(k)) {
				a = k + 1 // a noun that is its clause's predicate: its subject is no part of the name
				break
			}
		}
		if t.Low[a] == "no" {
			continue // what there is not
		}
		out = append(out, &Candidate{First: a, Last: end(t, i, b), Head: i, Kind: kind})
	}
	return out
}

// end is the end of the name whose noun is token i: behind it belong what it is on, of, for,
// between, with or against, and what it is to do; not where or when it was made, and no
// clause that says more about it.
func end(t *tree.Tree, i, b int) int {
	end := i + 1
	for end < b && t.Punct(end) && strings.Contains("\"”’'", t.Form(end)) {
		end++
	}
	for _, k := range t.Kids[i] {
		first, last := t.Span(k)
		if k < i || first > end+1 || last > b {
			continue
		}
		switch {
		case t.Is(k, "nmod") && belongs[t.Low[max(t.Kid(k, "case"), 0)]]:
		case t.Is(k, "acl") && t.Kid(k, "mark") >= 0 && t.Low[t.Kid(k, "mark")] == "to":
		case t.Is(k, "acl") && t.Tokens[k].XPOS == "VBN" && last-first <= shortClause:
		case t.Is(k, "flat", "nummod", "compound", "fixed"):
		default:
			return end
		}
		for x := k; x < last; x++ {
			if t.Is(x, "acl:relcl") && x > k {
				last, _ = t.Span(x)
				break
			}
		}
		_, end = t.Trim(i, last)
	}
	return end
}

// shortClause is how long a participle with its words may be to count as part of a name:
// "the sanctions imposed on Oslo".
const shortClause = 6

var belongs = map[string]bool{"on": true, "of": true, "for": true, "with": true, "between": true, "against": true, "from": true, "to": true}

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
