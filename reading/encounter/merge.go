package encounter

import (
	"slices"

	"rapporteur/reading/mention"
	"rapporteur/record"
)

// group is one encounter with the candidates that report it.
type group struct {
	cands   []*Candidate
	people  []int
	parties []record.Actor
	kind    string
	outcome string // what came of it; empty where the story does not tell
}

// merge joins the candidates that report one encounter.
func merge(w *mention.Web, cs []*Candidate) []*group {
	var out []*group
	for _, c := range cs {
		best, score := -1, 0.0
		for k, g := range out {
			if s := g.fit(w, c); s > score {
				best, score = k, s
			}
		}
		if best < 0 {
			out = append(out, &group{kind: c.Kind})
			best = len(out) - 1
		}
		out[best].add(c)
	}
	return out
}

func (g *group) add(c *Candidate) {
	g.cands = append(g.cands, c)
	for _, k := range c.People {
		if !slices.Contains(g.people, k) {
			g.people = append(g.people, k)
		}
	}
	for _, a := range c.Parties {
		if !slices.Contains(g.parties, a) {
			g.parties = append(g.parties, a)
		}
	}
	if rank[c.Kind] > rank[g.kind] {
		g.kind = c.Kind
	}
}

// rank tells which kind names an encounter best where its mentions differ.
var rank = map[string]int{record.Meeting: 1, record.Talks: 2, record.Call: 3, record.Visit: 4, record.Summit: 5, record.Signing: 6}

// fit tells how well a candidate fits an encounter; nought or less where it is another one.
func (g *group) fit(w *mention.Web, c *Candidate) float64 {
	if !kin(g.kind, c.Kind) || !near2(g, c) {
		return 0
	}
	s := 0.1
	shared, apart := 0, 0
	for _, k := range c.People {
		if slices.Contains(g.people, k) {
			shared++
		} else {
			apart++
		}
	}
	if len(c.People) > 0 && len(g.people) > 0 {
		if shared == 0 {
			return 0
		}
		s += float64(shared) - 0.3*float64(apart)
	}
	shared, apart = 0, 0
	for _, a := range c.Parties {
		if slices.Contains(g.parties, a) {
			shared++
		} else {
			apart++
		}
	}
	if len(c.Parties) > 0 && len(g.parties) > 0 {
		if shared == 0 {
			return 0
		}
		s += float64(shared)*0.5 - 0.5*float64(apart)
	}
	return s
}

// kin tells whether two kinds may name one encounter.
func kin(a, b string) bool {
	if a == b {
		return true
	}
	room := func(k string) bool { return k == record.Meeting || k == record.Talks || k == record.Summit }
	return room(a) && room(b)
}

// near2 keeps encounters of different status apart: what was held is not what is planned.
func near2(g *group, c *Candidate) bool {
	x := g.cands[len(g.cands)-1].Status
	return x == c.Status || done(x) == done(c.Status)
}

func done(s string) bool { return s == record.Held || s == record.Ongoing }
