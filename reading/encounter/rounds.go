package encounter

import (
	"slices"

	"rapporteur/reading/party"
	"rapporteur/record"
)

// rounds is a list of the rounds of a series, with a day each: "The first round was held in Oslo on May 3; the second, in Geneva on
// May 9." It tells as many encounters of the parties of the series, though a word of meeting stands for the first at most.
type rounds struct {
	sents []int // the sentences of the list
	nth   []int // tokens that say which round it is
	days  []moment
	sites []string // of each day, empty where the list gives none
}

// listed reads the list of rounds that a sentence opens, nil for none: ordinals from the first on, as many days in their order, all of
// them past. The list may run on in the next sentence.
func (s *scene) listed(sent int) *rounds {
	r := &rounds{}
	for k := sent; k < min(sent+2, len(s.t.Sentences)); k++ {
		nth := s.counts(k, len(r.nth)+1)
		if len(nth) == 0 {
			break
		}
		r.sents, r.nth = append(r.sents, k), append(r.nth, nth...)
	}
	if len(r.nth) < 2 {
		return nil
	}
	for _, m := range s.list {
		if slices.Contains(r.sents, m.sent) && m.tok > r.nth[0] && m.form == "" {
			r.days = append(r.days, m)
		}
	}
	if len(r.days) != len(r.nth) {
		return nil
	}
	for i, m := range r.days {
		if len(m.date) != len("2025-01-02") || against(m.date, s.at.Published) != "before" || i > 0 && m.date <= r.days[i-1].date {
			return nil
		}
	}
	r.places(s)
	return r
}

// counts are the ordinals from n on that a sentence says in order, of rounds: "the first round", "the second,", "the third and fourth".
func (s *scene) counts(sent, n int) []int {
	var out []int
	x := s.t.Sentences[sent]
	for i := x.First + 1; i+1 < x.Last; i++ {
		if ordinals[s.t.Low[i]] != n+len(out) || s.t.Low[i-1] != "the" && s.t.Low[i-1] != "and" {
			continue
		}
		switch next := s.t.Low[i+1]; {
		case next == "round" || next == "session" || next == "meeting" || next == "of" || next == "one" || next == "ones" || next == "took" || next == "was" || next == "were":
		case n+len(out) > 1 && (next == "," || next == "and" || next == "in" || next == "on"):
		default:
			continue
		}
		out = append(out, i)
	}
	return out
}

// places gives each day its place: the one told before it, or else that of the round before; where the list tells places behind the
// days, the next one told.
func (r *rounds) places(s *scene) {
	type site struct {
		tok  int
		name string
	}
	var sites []site
	add := func(m *party.Mention, name string) {
		if m.Use == party.AsPlace && name != "" && m.First > r.nth[0] && slices.Contains(r.sents, s.t.Sent[m.First]) {
			sites = append(sites, site{m.First, name})
		}
	}
	for k := range s.capitals {
		add(&s.capitals[k], s.capitals[k].Place)
	}
	for k := range s.at.Parties.Mentions {
		if m := &s.at.Parties.Mentions[k]; m.Kind != "people" && m.Kind != "site" && m.Kind != "seat" {
			add(m, siteName(s.at, m))
		}
	}
	// A capital called by its country stands where the country does, and goes before it.
	slices.SortStableFunc(sites, func(a, b site) int { return a.tok - b.tok })
	sites = slices.CompactFunc(sites, func(a, b site) bool { return a.tok == b.tok })
	r.sites = make([]string, len(r.days))
	if len(sites) == 0 {
		return
	}
	before := sites[0].tok < r.days[0].tok
	for i, m := range r.days {
		for _, x := range sites {
			if before && x.tok < m.tok {
				r.sites[i] = x.name
			} else if !before && x.tok > m.tok {
				r.sites[i] = x.name
				break
			}
		}
	}
}

// rounds finds the lists of rounds and the series that each belongs to, which stands in the list or up to two sentences before it and
// names the parties. Encounters told by words of the list alone yield to it.
func (s *scene) rounds() map[*group]*rounds {
	out := map[*group]*rounds{}
	for k := range s.t.Sentences {
		r := s.listed(k)
		if r == nil {
			continue
		}
		var series *group
		for _, g := range s.groups {
			if g.kind != record.Talks && g.kind != record.Meeting || len(g.parties) < 2 {
				continue
			}
			for _, c := range g.cands {
				if c.Sent <= k && c.Sent >= k-2 {
					series = g
				}
			}
		}
		if series == nil || out[series] != nil {
			continue
		}
		out[series] = r
		s.groups = slices.DeleteFunc(s.groups, func(g *group) bool {
			return g != series && !slices.ContainsFunc(g.cands, func(c *Candidate) bool { return !slices.Contains(r.sents, c.Sent) })
		})
	}
	if len(out) > 0 {
		s.index()
	}
	return out
}

// leaders are the people who lead the delegations of the parties of g, as a sentence of the list or one of the two after it tells:
// "The Norwegian delegation was headed by Espen Dahl".
func (s *scene) leaders(g *group, r *rounds) []record.Actor {
	var out []record.Actor
	last := min(r.sents[len(r.sents)-1]+2, len(s.t.Sentences)-1)
	for i := s.t.Sentences[r.sents[0]].First; i+1 < s.t.Sentences[last].Last; i++ {
		if l := s.t.Tokens[i].Lemma; l != "head" && l != "lead" || s.t.Low[i+1] != "by" {
			continue
		}
		for k := i + 2; k < s.t.Sentences[s.t.Sent[i]].Last && s.t.Tokens[k].UPOS != "VERB"; k++ {
			m := s.w.PersonAt(k)
			if m == nil {
				continue
			}
			side := s.w.ForPerson(m.Person)
			if side != nil && slices.ContainsFunc(g.parties, func(a record.Actor) bool { return a.Name == side.Name }) {
				if a := s.w.OfPerson(m.Person).Actor(); !slices.Contains(out, a) {
					out = append(out, a)
				}
			}
			break
		}
	}
	return out
}

// series corrects the record of a series by the list of its rounds: it is none of them, lasted from the first day to the
// last, and has a place only where all of them share it.
func (r *rounds) series(e *record.Encounter) {
	if e.Ordinal != nil && e.Ordinal.N > len(r.days) {
		return
	}
	e.Ordinal = nil
	set(&e.Date, r.days[0].date+"/"+r.days[len(r.days)-1].date)
	if slices.ContainsFunc(r.sites, func(x string) bool { return x != r.sites[0] }) {
		e.Place = nil
	}
}

// records are the encounters of a list, of the parties of the series.
func (r *rounds) records(s *scene, g *group) []record.Encounter {
	var out []record.Encounter
	people := s.leaders(g, r)
	for i, m := range r.days {
		e := record.Encounter{Kind: g.kind, Status: record.Held, Participants: append([]record.Actor{}, people...), Parties: slices.Clone(g.parties),
			Mediators: []record.Actor{}, Outcome: record.NoneReported, Ordinal: &record.Ordinal{N: i + 1, Of: "round"}}
		set(&e.Date, m.date)
		if r.sites[i] != "" {
			e.Place = &record.PlaceRef{Name: r.sites[i]}
		}
		sents := append([]int{g.cands[0].Sent}, r.sents...)
		slices.Sort(sents)
		for _, k := range slices.Compact(sents) {
			start, end := s.t.SentenceBytes(k)
			e.Evidence = append(e.Evidence, record.Cut(s.t.Text, start, end))
		}
		out = append(out, e)
	}
	return out
}
