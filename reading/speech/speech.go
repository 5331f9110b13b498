// Package speech reads attributed speech: who said what, in which words, for whom. Cues and
// what they take stand in knowledge/words; the speaker is asked of the web of mentions.
package speech

import (
	_ "embed"
	"slices"
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/reading/weigh"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

//go:embed statement.weights
var weights []byte

var model = weigh.Must(weights)

// threshold is the log-odds from which a candidate counts as a statement.
const threshold = -0.1

// muteCost is taken off the log-odds of a candidate whose speaker is a thing and whose
// content is no quotation: "the meeting underscored the divide".
const muteCost = 2.0

// withinCost is taken off where the cue stands in what another reports: such a cue more often
// goes without saying.
const withinCost = 1.0

// quoteGain is added where somebody's words stand in quotation marks.
const quoteGain = 0.3

// Read returns the statements of a story in the order of its text. times and places, from
// which the day and place of an utterance are taken, may be nil.
func Read(w *mention.Web, times *when.Web, places *where.Web) []record.Statement {
	f := newFinder(w, Quotes(w.T.Text))
	var ds []*draft
	for _, c := range f.candidates() {
		m := model.Margin(f.features(c))
		if f.mute(c) {
			if thingsDo[c.cue.base] {
				continue
			}
			m -= muteCost
		}
		if c.within {
			m -= withinCost
		}
		if c.Speaker < c.Stop && slices.ContainsFunc(c.Content, f.anyQuoted) {
			m += quoteGain
		}
		if m >= threshold {
			ds = append(ds, &draft{Candidate: c, margin: m, content: c.Content})
		}
	}
	var out []record.Statement
	f.drafts = f.continued(append(f.withoutAsides(ds), f.turns()...))
	for i, d := range f.drafts {
		s := f.record(d)
		if times != nil && places != nil {
			f.setting(d, &s, times, places)
		}
		s.ID = "s" + strconv.Itoa(i+1)
		out = append(out, s)
	}
	return out
}

// Example is a candidate as the training sees it: its features and the bytes of its content.
type Example struct {
	Features weigh.Features
	Content  []record.Span
}

// Examples returns the candidates of a story.
func Examples(w *mention.Web) []Example {
	f := newFinder(w, Quotes(w.T.Text))
	var out []Example
	for _, c := range f.candidates() {
		s := f.record(&draft{Candidate: c, content: c.Content})
		out = append(out, Example{Features: f.features(c), Content: s.Content})
	}
	return out
}

// finish sets what follows from a statement's content: its mode and its quotations.
func finish(s *record.Statement, quotes []Quote, text string) {
	s.Quotes = []record.Span{}
	inside, outside := 0, 0
	for _, c := range s.Content {
		at := c.Start
		for _, q := range quotes {
			a, b := max(q.Start, c.Start), min(q.End, c.End)
			if a >= b {
				continue
			}
			s.Quotes = append(s.Quotes, record.Cut(text, a, b))
			outside += letters(text[at:max(at, a)])
			inside += letters(text[a:b])
			at = max(at, b)
		}
		outside += letters(text[at:c.End])
	}
	switch {
	case inside == 0:
		s.Mode = record.Indirect
	case outside == 0:
		s.Mode = record.Direct
	default:
		s.Mode = record.Mixed
	}
}

func letters(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
			n++
		}
	}
	return n
}
