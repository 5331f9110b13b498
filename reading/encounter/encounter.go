// Package encounter reads who met whom: meetings, calls, visits, talks, summits, signings,
// each once a story with its status, its people and parties, place, time and outcome. Words
// of meeting and of status stand in knowledge/words; classifiers trained on annotated
// articles decide whether a word reports an encounter and how far it has come.
package encounter

import (
	_ "embed"
	"math"
	"slices"
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

//go:embed found.weights
var foundWeights []byte

//go:embed status.weights
var statusWeights []byte

//go:embed same.weights
var sameWeights []byte

// Models are the classifiers of reading: is a word of meeting the report of an encounter,
// with which status, and do two of them report the same one.
type Models struct {
	Found, Status, Same *weigh.Model
}

var own = &Models{weigh.Must(foundWeights), weigh.Must(statusWeights), weigh.Must(sameWeights)}

// threshold is the log-odds from which a candidate counts as an encounter.
const threshold = -0.1

// What the network's label of a sentence adds to the log-odds that a candidate in it is an
// encounter, and to the score of the status that it gives: what labels of that quality are
// worth beside features that see the same words.
const (
	netYes    = 0.9
	netNo     = 0.5
	netStatus = 0.8
)

// told tells whether the trigger points back to an encounter that something followed:
// "after the meeting". The sentence's own label then speaks of something else.
func (c *Candidate) told(t *tree.Tree) bool {
	k := t.Kid(c.Tok, "case")
	return k >= 0 && (t.Low[k] == "after" || t.Low[k] == "following" || t.Low[k] == "since")
}

// label is what the network says of the candidate's sentence: a status, "none", or empty
// where it has no say.
func (c *Candidate) label(t *tree.Tree) string {
	if net := t.Labels["encounter"]; net != nil {
		return net[c.Sent]
	}
	return ""
}

// Decide chooses the status of a candidate by a classifier, the network's label of its
// sentence, and the evidence of grammar.
func (c *Candidate) Decide(t *tree.Tree, m *weigh.Model, f weigh.Features) {
	label := c.label(t)
	if c.told(t) {
		label = record.Held
	}
	s := m.Score(f)
	c.guard(m.Classes, s)
	best := 0
	for k, name := range m.Classes {
		if name == label {
			s[k] += netStatus
		}
	}
	for k := range s {
		if s[k] > s[best] {
			best = k
		}
	}
	c.Status = m.Classes[best]
	c.belief = beliefs(s)
}

// beliefs turns scores into the logarithms of the probabilities that they stand for, in
// thousandths: whole numbers, so that processors whose last bits differ judge alike.
func beliefs(scores []float64) []int {
	top, sum := slices.Max(scores), 0.0
	for _, x := range scores {
		sum += math.Exp(x - top)
	}
	out := make([]int, len(scores))
	for k, x := range scores {
		out[k] = int(math.Round(1000 * (x - top - math.Log(sum))))
	}
	return out
}

// Read returns the encounters of a story in the order of their first mention.
func Read(w *mention.Web, at *Ground) []record.Encounter { return own.Read(w, at) }

// Read reads by the classifiers given.
func (m *Models) Read(w *mention.Web, at *Ground) []record.Encounter {
	var out []record.Encounter
	s := m.scene(w, at)
	lists := s.rounds()
	for _, g := range s.groups {
		out = append(out, g.record(s))
		if r := lists[g]; r != nil {
			r.series(&out[len(out)-1])
			out = append(out, r.records(s, g)...)
		}
	}
	for k := range out {
		out[k].ID = "e" + strconv.Itoa(k+1)
	}
	return out
}

// groups finds the encounters with all the words that report them.
func (m *Models) groups(w *mention.Web, at *Ground) []*group {
	var cs, rest []*Candidate
	for _, c := range Candidates(w, at) {
		f := c.Features(w)
		odds := m.Found.Margin(f)
		switch c.label(w.T) {
		case "":
		case "none":
			odds -= netNo
		default:
			odds += netYes
		}
		if odds < threshold {
			rest = append(rest, c)
			continue
		}
		c.Decide(w.T, m.Status, f)
		cs = append(cs, c)
	}
	all := m.merge(w, cs)
	for _, g := range all {
		g.status = g.likeliest(m.Status.Classes)
	}
	outcomes(w, all, rest)
	return slices.DeleteFunc(all, func(g *group) bool { return len(g.people)+len(g.parties) == 0 })
}

// record writes an encounter.
func (g *group) record(s *scene) record.Encounter {
	w := s.w
	e := record.Encounter{Kind: g.kind, Participants: []record.Actor{}, Parties: g.parties, Mediators: []record.Actor{},
		Outcome: record.NoneReported, Evidence: []record.Span{}}
	if e.Parties == nil {
		e.Parties = []record.Actor{}
	}
	for _, k := range g.people {
		e.Participants = append(e.Participants, w.OfPerson(k).Actor())
	}
	e.Status = g.status
	g.fill(&e)
	settled := s.dayAndPlace(g)
	e.Date, e.Place = settled.Date, settled.Place
	var sents []int
	for _, c := range g.cands {
		if !slices.Contains(sents, c.Sent) && len(sents) < 4 {
			sents = append(sents, c.Sent)
			start, end := w.T.SentenceBytes(c.Sent)
			e.Evidence = append(e.Evidence, record.Cut(w.T.Text, start, end))
		}
	}
	return e
}

// likeliest is the status that all candidates together hold most likely; the classes are those of
// the classifier.
func (g *group) likeliest(classes []string) string {
	best, top := "", math.MinInt
	for k, name := range classes {
		sum := 0
		for _, c := range g.cands {
			sum += c.belief[k]
		}
		if sum > top {
			best, top = name, sum
		}
	}
	return best
}

// ahead tells whether an encounter of that status lies ahead.
func ahead(status string) bool { return status == record.Scheduled || status == record.Proposed }

// months tells whether a date is a month without a day.
func months(date string) bool { return len(date) == 7 && date[4] == '-' && date[5] <= '1' }

// fill sets the fields that the first of the candidates to tell them gives.
func (g *group) fill(e *record.Encounter) {
	var duration, venue string
	for _, c := range g.cands {
		if venue == "" {
			venue = c.venue
		}
		if duration == "" {
			duration = c.duration
		}
		if e.Ordinal == nil {
			e.Ordinal = c.ordinal
		}
	}
	if g.outcome != "" {
		e.Outcome = g.outcome
	}
	set(&e.Duration, duration)
	set(&e.Venue, venue)
}
