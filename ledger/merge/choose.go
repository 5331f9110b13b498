package merge

import (
	"cmp"
	"slices"

	"rapporteur/record"
)

// Placed is a report that has its place: in the group that Leader, its most exact member, stands for.
type Placed struct {
	*Report
	Leader *Report
}

// strays in among: of so many members of a group that speak for or against it, a report may contradict so many. Readers err: one
// member with a day misread must not part the others, nor a weak account of a meeting draw the fit down, which is why the
// median counts and not the mean.
const strays, among = 2, 5

// Choose finds the group that a report belongs to, among those of the reports near it: those that share a link with it, come
// before it in Order and have their places, in that order. It is the group whose members it fits best, by the median, and does
// not contradict; nil where there is none. Apart tells whether people have ruled that x and a report near it tell of two encounters.
func Choose(x *Report, near []Placed, apart func(*Report) bool) *Report {
	var groups []*grouped
	at := map[string]*grouped{}
	for _, m := range near {
		g := at[m.Leader.Ref]
		if g == nil {
			g = &grouped{leader: m.Leader}
			at[m.Leader.Ref] = g
			groups = append(groups, g)
		}
		g.barred = g.barred || apart(m.Report)
		g.led = g.led || m.Ref == m.Leader.Ref
		g.scores = append(g.scores, Score(m.Report, x))
	}
	var best *grouped
	most := 0.0
	for _, g := range groups {
		if !g.led {
			g.scores = append(g.scores, Score(g.leader, x))
		}
		if s := g.fit(); s >= Threshold && (best == nil || s > most || s == most && Order(g.leader, best.leader) < 0) {
			best, most = g, s
		}
	}
	if best == nil {
		return nil
	}
	return best.leader
}

// grouped are the fits of a report with the members of one group.
type grouped struct {
	leader *Report
	scores []float64
	barred bool
	led    bool // the leader is among the scores
}

func (g *grouped) fit() float64 {
	against, pro := 0, 0
	for _, s := range g.scores {
		switch {
		case s < 0:
			against++
		case s >= Threshold:
			pro++
		}
	}
	if g.barred || against*among > (pro+against)*strays {
		return -1
	}
	slices.Sort(g.scores)
	return g.scores[len(g.scores)/2]
}

// Order is the order in which reports find their places: those that people have put together first, then from the most exact to the vaguest.
func Order(a, b *Report) int {
	if a.Pinned != b.Pinned {
		if a.Pinned {
			return -1
		}
		return 1
	}
	return exactness(a, b)
}

func exactness(a, b *Report) int {
	rank := func(x *Report) int {
		switch {
		case !x.Dated:
			return 3
		case x.Hi-x.Lo <= 1:
			return 0
		case x.Hi-x.Lo <= 7:
			return 1
		}
		return 2
	}
	// Of undated ones, what goes on is better known than what is over: the talks of this spring before those of a decade ago.
	over := func(x *Report) int {
		if x.Dated || x.Status == record.Ongoing {
			return 0
		}
		return 1
	}
	return cmp.Or(rank(a)-rank(b), cmp.Compare(b.N, a.N), over(a)-over(b), cmp.Compare(len(b.Parties)+len(b.People), len(a.Parties)+len(a.People)), cmp.Compare(a.Lo, b.Lo), cmp.Compare(a.Ref, b.Ref))
}
