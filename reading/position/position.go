// Package position reads who wants what: what parties demand, reject, offer, accept,
// commit to and threaten, from their statements and from the narrative. Words of stance and
// of issue stand in knowledge/words; classifiers trained on annotated articles decide
// which of the candidates are positions.
package position

import (
	_ "embed"
	"slices"
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

//go:embed found.weights
var foundWeights []byte

//go:embed stance.weights
var stanceWeights []byte

//go:embed issue.weights
var issueWeights []byte

// Models decide which candidates are positions, their stance and their issue.
type Models struct {
	Found, Stance, Issue *weigh.Model
	Threshold            float64 // log-odds from which a candidate counts as a position
}

// models are those of the product. The threshold lies below even odds, as most of what
// parties say takes no position.
var models = &Models{weigh.Must(foundWeights), weigh.Must(stanceWeights), weigh.Must(issueWeights), -1.0}

// scored is a candidate with its stance and its log-odds.
type scored struct {
	*Candidate
	stance string
	odds   float64
}

// Read returns the positions of a story in the order of its text.
func Read(w *mention.Web, statements []record.Statement) []record.Position {
	return models.Read(w, statements)
}

// Read is the Read of the package with these models.
func (m *Models) Read(w *mention.Web, statements []record.Statement) []record.Position {
	r := newReader(w, statements)
	var all []scored
	for _, c := range r.candidates() {
		if odds := m.Found.Margin(r.features(c)); odds >= m.Threshold && r.holds(c) {
			stance, _ := m.Stance.Best(r.stanceFeatures(c))
			all = append(all, scored{c, stance, odds})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		switch {
		case a.odds > b.odds:
			return -1
		case a.odds < b.odds:
			return 1
		}
		return a.First - b.First
	})
	var kept []scored
	for _, c := range all {
		if !slices.ContainsFunc(kept, func(k scored) bool {
			return k.Party.Name == c.Party.Name && (k.First < c.Last && c.First < k.Last || r.again(k.Candidate, c.Candidate))
		}) {
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, func(a, b scored) int { return a.First - b.First })
	var out []record.Position
	for i, c := range kept {
		p := r.record(c, m.Issue)
		p.ID = "q" + strconv.Itoa(i+1)
		out = append(out, p)
	}
	return out
}

// holds tells whether the content is more than a lone name: nobody demands or accepts "Friday".
func (r *reader) holds(c *Candidate) bool {
	return c.Last-c.First > 1 || r.t.Tokens[c.First].UPOS != "PROPN"
}

// again tells whether a candidate says with mostly the same words what the other says.
func (r *reader) again(a, b *Candidate) bool {
	words := map[string]bool{}
	for i := a.First; i < a.Last; i++ {
		if r.carries(i) {
			words[r.t.Low[i]] = true
		}
	}
	all, both := len(words), 0
	for i := b.First; i < b.Last; i++ {
		if !r.carries(i) {
			continue
		}
		all++
		if words[r.t.Low[i]] {
			both++
		}
	}
	return 2*both > all-both
}

// carries tells whether token i is a word that carries meaning.
func (r *reader) carries(i int) bool {
	switch r.t.Tokens[i].UPOS {
	case "NOUN", "VERB", "ADJ", "PROPN", "NUM":
		return true
	}
	return false
}

func (r *reader) record(c scored, issue *weigh.Model) record.Position {
	t := r.t
	p := record.Position{Party: c.Party, Stance: c.stance}
	p.Issue, _ = issue.Best(r.issueFeatures(c.Candidate))
	p.Content = record.Cut(t.Text, t.Tokens[c.First].Start, t.Tokens[c.Last-1].End)
	start, _ := t.SentenceBytes(t.Sent[c.First])
	_, end := t.SentenceBytes(t.Sent[c.Last-1])
	p.Evidence = record.Cut(t.Text, start, end)
	if c.statement >= 0 && c.own {
		id := r.said[c.statement].ID
		p.Statement = &id
		p.Evidence = r.said[c.statement].Evidence
	}
	return p
}

// Example is a candidate as the training sees it.
type Example struct {
	Party                record.Actor
	Content              record.Span
	Found, Stance, Issue weigh.Features
}

// Examples returns the candidates of a story.
func Examples(w *mention.Web, statements []record.Statement) []Example {
	r := newReader(w, statements)
	var out []Example
	for _, c := range r.candidates() {
		out = append(out, Example{c.Party, record.Cut(w.T.Text, w.T.Tokens[c.First].Start, w.T.Tokens[c.Last-1].End), r.features(c), r.stanceFeatures(c), r.issueFeatures(c)})
	}
	return out
}
