package encounter

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// elsewhere is the cost from which a place of the sentence is not the encounter's.
const elsewhere = 14

// where finds the place, a city before a country, and the venue: what stands behind "in",
// "at", "to" nearest to the trigger in the tree, or qualifies it.
func (c *Candidate) where(w *mention.Web, at *Ground) (place, venue string, cost int) {
	t := w.T
	cost = elsewhere
	for k := range at.Parties.Mentions {
		m := &at.Parties.Mentions[k]
		if t.Sent[m.First] != c.Sent {
			continue
		}
		d := c.distance(t, m)
		if d >= elsewhere {
			continue
		}
		if m.Kind == "site" || m.Kind == "seat" {
			if venue == "" && m.Use == party.AsPlace {
				venue = strings.Join(strings.Fields(t.Cut(m.First, m.Last)), " ")
			}
			continue
		}
		name := m.Place
		if p := at.Places.At(m.First); p != nil {
			name = p.Name
		} else if m.Use == party.AsParty && m.Kind == "state" && m.Party != nil {
			name = m.Party.Name
		}
		if wide(m.Kind) {
			d += 4
		}
		if d < cost && name != "" {
			place, cost = name, d
		}
	}
	if name, d := c.capital(t, at); d < cost {
		place, cost = name, d
	}
	return place, venue, cost
}

// wide tells whether a kind of place is larger than a city.
func wide(kind string) bool {
	return kind == "state" || kind == "region" || kind == "world" || kind == "sea"
}

// capital reads "in the Swedish capital", "in Sweden's capital".
func (c *Candidate) capital(t *tree.Tree, at *Ground) (string, int) {
	s := t.Sentences[c.Sent]
	best, cost := "", elsewhere
	for i := s.First; i < s.Last; i++ {
		if t.Low[i] != "capital" {
			continue
		}
		var p *knowledge.Party
		for k := range at.Parties.Mentions {
			m := &at.Parties.Mentions[k]
			if m.First >= s.First && m.Last <= i && i-m.Last <= 1 && m.Party != nil && m.Party.Kind == record.State {
				p = m.Party
			}
		}
		if p == nil || len(p.Capitals) == 0 {
			continue
		}
		if d := c.reach(t, i, i); d < cost {
			best, cost = p.Capitals[0], d
		}
	}
	return best, cost
}

// distance tells how far the place that m names stands from the trigger as the place where
// it happens; elsewhere and more where it is none.
func (c *Candidate) distance(t *tree.Tree, m *party.Mention) int {
	i := c.Tok
	first, last := m.First, m.Last
	goal := c.trigger.base == "visit" || c.trigger.base == "tour"
	if m.Use != party.AsPlace {
		// "to visit Oslo": what is visited is a place, whoever it stands for elsewhere.
		if goal && t.Is(first, "obj") && t.Tokens[first].Head == i {
			return 1
		}
		return elsewhere
	}
	if last == i || last+1 == i && t.Low[last] == "-" { // "the Geneva talks"
		return 1
	}
	if goal {
		if h := t.Tokens[last-1].Head; h == i || t.Tokens[first].Head == i {
			return 2
		}
	}
	return c.reach(t, first, last-1)
}

// moves tells whether token i is a verb that brings somebody somewhere: "went to Oslo for a meeting".
func moves(t *tree.Tree, i int) bool {
	for _, x := range triggers[t.Low[i]] {
		if x.verb && x.kind == record.Visit {
			return true
		}
	}
	switch t.Tokens[i].Lemma {
	case "go", "come", "send", "dispatch", "invite":
		return true
	}
	return false
}

// reach is the way over the tree from the trigger to the place in tokens [first, last],
// by the preposition that governs it.
func (c *Candidate) reach(t *tree.Tree, first, last int) int {
	i := c.Tok
	head := last
	for steps := 0; steps < 4 && t.Is(head, "compound", "flat", "appos", "nmod:poss", "fixed") && t.Tokens[head].Head >= 0 && t.Tokens[head].Head != i; steps++ {
		head = t.Tokens[head].Head
	}
	prep := ""
	for _, k := range []int{last, head} {
		if p := t.Kid(k, "case"); p >= 0 && p < k {
			prep = t.Low[p]
			break
		}
	}
	if prep == "" {
		if p := first - 1; p >= 0 && t.Sent[p] == t.Sent[first] {
			prep = t.Low[p]
		}
	}
	switch prep {
	case "in", "at", "near", "outside":
	case "to", "into", "towards":
		if h := t.Tokens[head].Head; c.trigger.kind != record.Visit && (h < 0 || !moves(t, h)) {
			return elsewhere
		}
	case "of", "across", "through":
		if c.trigger.base != "tour" {
			return elsewhere
		}
	default:
		return elsewhere
	}
	if !t.Parsed(i) {
		return 6
	}
	return path(t, i, head)
}
