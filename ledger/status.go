package ledger

import (
	"cmp"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// precedence orders the statuses that stories of one day give: what happened outweighs what was planned.
var precedence = []string{record.Proposed, record.Scheduled, record.Refused, record.Cancelled, record.Denied, record.Ongoing, record.Held}

// shownStatus: once told as held, an encounter stays held unless more later stories deny it; else the last day's stories decide.
func shownStatus(accounts []account) string {
	held, denied := 0, 0
	last := accounts[len(accounts)-1].told
	best := -1
	for _, a := range accounts {
		switch a.Status {
		case record.Held, record.Ongoing:
			held++
			denied = 0
		case record.Denied:
			denied++
		}
		if a.told == last {
			best = max(best, slices.Index(precedence, a.Status))
		}
	}
	if held > 0 && denied <= held {
		for i := len(accounts) - 1; i >= 0; i-- {
			if s := accounts[i].Status; s == record.Held || s == record.Ongoing {
				return s
			}
		}
	}
	return precedence[best]
}

// chain lists the statuses in the order in which they were first told.
func chain(accounts []account) []Step {
	var out []Step
	ordered := slices.Clone(accounts)
	slices.SortStableFunc(ordered, func(a, b account) int {
		return cmp.Or(cmp.Compare(a.told, b.told), cmp.Compare(slices.Index(precedence, a.Status), slices.Index(precedence, b.Status)))
	})
	for _, a := range ordered {
		at := slices.IndexFunc(out, func(s Step) bool { return s.Status == a.Status })
		if at < 0 {
			s := Step{Status: a.Status}
			if a.told != merge.Never {
				d := merge.Date(a.told)
				s.Told = &d
			}
			at = len(out)
			out = append(out, s)
		}
		if !slices.Contains(out[at].Sources, a.source) {
			out[at].Sources = append(out[at].Sources, a.source)
		}
	}
	return out
}
