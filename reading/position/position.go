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

//go:embed stance.weights
var stanceWeights []byte

//go:embed issue.weights
var issueWeights []byte

var (
	stances = weigh.Must(stanceWeights)
	issue   = weigh.Must(issueWeights)
)

// None is the class of candidates that are no position.
const None = "none"

// threshold is how far the best stance must lead before "none" for a candidate to count.
const threshold = 0.0

// scored is a candidate with its best stance and how far that leads.
type scored struct {
	*Candidate
	stance string
	lead   float64
}

// Read returns the positions of a story in the order of its text.
func Read(w *mention.Web, statements []record.Statement) []record.Position {
	r := newReader(w, statements)
	var all []scored
	for _, c := range r.candidates() {
		s := stances.Score(r.features(c))
		best, none := -1, 0.0
		for k, name := range stances.Classes {
			if name == None {
				none = s[k]
			} else if best < 0 || s[k] > s[best] {
				best = k
			}
		}
		if lead := s[best] - none; lead >= threshold {
			all = append(all, scored{c, stances.Classes[best], lead})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		switch {
		case a.lead > b.lead:
			return -1
		case a.lead < b.lead:
			return 1
		}
		return a.First - b.First
	})
	var kept []scored
	for _, c := range all {
		if !slices.ContainsFunc(kept, func(k scored) bool {
			return k.Party.Name == c.Party.Name && k.First < c.Last && c.First < k.Last
		}) {
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, func(a, b scored) int { return a.First - b.First })
	var out []record.Position
	for i, c := range kept {
		p := r.record(c)
		p.ID = "q" + strconv.Itoa(i+1)
		out = append(out, p)
	}
	return out
}

func (r *reader) record(c scored) record.Position {
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
	Party         record.Actor
	Content       record.Span
	Stance, Issue weigh.Features
}

// Examples returns the candidates of a story.
func Examples(w *mention.Web, statements []record.Statement) []Example {
	r := newReader(w, statements)
	var out []Example
	for _, c := range r.candidates() {
		out = append(out, Example{c.Party, record.Cut(w.T.Text, w.T.Tokens[c.First].Start, w.T.Tokens[c.Last-1].End), r.features(c), r.issueFeatures(c)})
	}
	return out
}
