// Package encounter reads who met whom: meetings, calls, visits, talks, summits, signings,
// each once a story with its status, its people and parties, place, time and outcome. Words
// of meeting and of status stand in knowledge/words; classifiers trained on annotated
// articles decide whether a word reports an encounter and how far it has come.
package encounter

import (
	_ "embed"
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

var (
	found  = weigh.Must(foundWeights)
	status = weigh.Must(statusWeights)
)

// threshold is the log-odds from which a candidate counts as an encounter.
const threshold = -0.3

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

// decide chooses the status of a candidate.
func (c *Candidate) decide(t *tree.Tree, f weigh.Features, label string) string {
	s := status.Score(f)
	c.guard(t, status.Classes, s)
	best := 0
	for k, name := range status.Classes {
		if name == label {
			s[k] += netStatus
		}
	}
	for k := range s {
		if s[k] > s[best] {
			best = k
		}
	}
	return status.Classes[best]
}

// Read returns the encounters of a story in the order of their first mention.
func Read(w *mention.Web, at *Ground) []record.Encounter {
	var cs, rest []*Candidate
	net := w.T.Labels["encounter"]
	for _, c := range Candidates(w, at) {
		f := c.Features(w)
		label := ""
		if net != nil {
			label = net[c.Sent]
		}
		odds := found.Margin(f)
		switch label {
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
		if c.told(w.T) {
			label = record.Held
		}
		c.Status = c.decide(w.T, f, label)
		cs = append(cs, c)
	}
	var out []record.Encounter
	groups := merge(w, cs)
	outcomes(w, groups, rest)
	for _, g := range groups {
		if len(g.people)+len(g.parties) == 0 {
			continue
		}
		e := g.record(w)
		e.ID = "e" + strconv.Itoa(len(out)+1)
		out = append(out, e)
	}
	return out
}

// record writes an encounter.
func (g *group) record(w *mention.Web) record.Encounter {
	e := record.Encounter{Kind: g.kind, Participants: []record.Actor{}, Parties: g.parties, Mediators: []record.Actor{},
		Outcome: record.NoneReported, Evidence: []record.Span{}}
	if e.Parties == nil {
		e.Parties = []record.Actor{}
	}
	for _, k := range g.people {
		e.Participants = append(e.Participants, w.OfPerson(k).Actor())
	}
	e.Status = g.status()
	g.fill(&e)
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

// status is the one that most candidates give, the earliest on a tie; where grammar speaks
// for a status, it counts for several that only sound like another.
func (g *group) status() string {
	best, n := "", 0
	for _, c := range g.cands {
		k := 0
		for _, d := range g.cands {
			if d.Status != c.Status {
				continue
			}
			k++
			if d.sure {
				k += 2
			}
		}
		if k > n {
			best, n = c.Status, k
		}
	}
	return best
}

// ahead tells whether an encounter of that status lies ahead.
func ahead(status string) bool { return status == record.Scheduled || status == record.Proposed }

// months tells whether a date is a month without a day.
func months(date string) bool { return len(date) == 7 && date[4] == '-' && date[5] <= '1' }

// fill sets the fields from the candidates: of dates and places those that stand nearest to
// the word that reports the encounter.
func (g *group) fill(e *record.Encounter) {
	var date, duration, place, venue string
	dateCost, placeCost := 1<<20, 1<<20
	for _, c := range g.cands {
		if c.date != "" {
			// "proposed a meeting in May", told in June: the May that comes.
			if ahead(e.Status) && c.when == "before" && c.nextYear && months(c.date) {
				c.date, c.when = later(c.date), "after"
			}
			cost := c.dateCost
			// What is planned lies ahead of the day of publication, and what was held behind it:
			// a day to come that stands beside it is another's.
			if c.when == "before" && !done(e.Status) {
				cost += apart
			}
			if cost < dateCost && !(c.when == "after" && done(e.Status)) {
				date, dateCost = c.date, cost
			}
		}
		if c.place != "" && c.placeCost < placeCost {
			place, placeCost = c.place, c.placeCost
		}
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
	set := func(to **string, s string) {
		if s != "" {
			*to = &s
		}
	}
	set(&e.Date, date)
	set(&e.Duration, duration)
	set(&e.Venue, venue)
	if place != "" {
		e.Place = &record.PlaceRef{Name: place}
	}
}
