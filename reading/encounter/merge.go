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
	status  string
	outcome string // what came of it; empty where the story does not tell
}

// join is the log-odds, on the mean over a group's candidates, from which one more joins it.
const join = -0.8

// How many encounters told last, and how many of the last mentions of each, a mention is
// compared with: long texts must not cost the square of their length.
const (
	recent   = 40
	mentions = 8
)

// merge joins the candidates that report one encounter.
func (m *Models) merge(w *mention.Web, cs []*Candidate) []*group {
	var out []*group
	for _, c := range cs {
		var best *group
		top := join
		for _, g := range out[max(0, len(out)-recent):] {
			if s := m.fit(w, g, c); s > top {
				best, top = g, s
			}
		}
		if best == nil {
			best = &group{kind: c.Kind}
			out = append(out, best)
		}
		best.add(c)
	}
	return out
}

// fit is how well a candidate fits a group: the mean log-odds that it reports the same
// encounter as the group's.
func (m *Models) fit(w *mention.Web, g *group, c *Candidate) float64 {
	sum := 0.0
	last := g.cands[max(0, len(g.cands)-mentions):]
	for _, x := range last {
		if parted(x, c) {
			return join - 1
		}
		sum += m.Same.Margin(Same(w, x, c))
	}
	return sum / float64(len(last))
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
	// The kind is the one that most candidates give, the earliest on a tie.
	n := 0
	for _, c := range g.cands {
		k := 0
		for _, d := range g.cands {
			if d.Kind == c.Kind {
				k++
			}
		}
		if k > n {
			g.kind, n = c.Kind, k
		}
	}
}

// parted tells whether grammar itself says that one of two candidates took place and the
// other is only planned or wished for, or that they are two rounds of a count.
func parted(a, b *Candidate) bool {
	if a.ordinal != nil && b.ordinal != nil && a.ordinal.N != b.ordinal.N {
		return true
	}
	x, y := a.says, b.says
	return x == "past" && toCome[y] && a.Status == record.Held || y == "past" && toCome[x] && b.Status == record.Held
}

// toCome are the words of says for what has not taken place.
var toCome = map[string]bool{"wish": true, "plan": true, "will": true, "may": true, "after": true}

// kin tells whether two kinds may name one encounter.
func kin(a, b string) bool {
	if a == b {
		return true
	}
	room := func(k string) bool { return k == record.Meeting || k == record.Talks || k == record.Summit }
	return room(a) && room(b)
}

func done(s string) bool { return s == record.Held || s == record.Ongoing }
