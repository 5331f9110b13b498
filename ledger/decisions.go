package ledger

import (
	"context"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
)

// fixes are fields that people have set: by report, by field.
type fixes map[string]map[string]string

// decisions are the corrections in force, by what they work on.
type decisions struct {
	together [][2]string // pairs of reports
	apart    [][2]string
	set      fixes
	rename   map[string]string // key of a name: key of the person
	drop     map[string]bool
}

func loadDecisions(ctx context.Context, q querier) (*decisions, error) {
	list, err := loadCorrections(ctx, q)
	if err != nil {
		return nil, err
	}
	return decide(list), nil
}

// decide brings the corrections that are in force together, in the order of their times.
func decide(list []Correction) *decisions {
	d := &decisions{set: fixes{}, rename: map[string]string{}, drop: map[string]bool{}}
	for _, c := range list {
		if c.Undone != "" {
			continue
		}
		switch c.Op {
		case OpMerge, OpSplit:
			for _, r := range c.Refs[1:] {
				pair := [2]string{c.Refs[0], r}
				// The later word counts: what was put together may be taken apart, and the other way round.
				d.together = less(d.together, pair)
				d.apart = less(d.apart, pair)
				if c.Op == OpMerge {
					d.together = append(d.together, pair)
				} else {
					d.apart = append(d.apart, pair)
				}
			}
		case OpSet:
			if d.set[c.Refs[0]] == nil {
				d.set[c.Refs[0]] = map[string]string{}
			}
			d.set[c.Refs[0]][c.Field] = c.Value
		case OpRename:
			d.rename[merge.PersonKey(c.Refs[0])] = merge.PersonKey(c.Value)
		case OpDrop:
			for _, r := range c.Refs {
				d.drop[r] = true
			}
		}
	}
	return d
}

func less(list [][2]string, pair [2]string) [][2]string {
	return slices.DeleteFunc(list, func(p [2]string) bool { return p == pair || p == [2]string{pair[1], pair[0]} })
}

// fix sets the fields that people have set for one of the accounts.
func (e *Encounter) fix(accounts []account, fixed fixes) {
	for _, a := range accounts {
		for field, value := range fixed[a.source+"/"+a.ID] {
			switch field {
			case "kind":
				e.Kind = value
			case "status":
				e.Status = value
			case "outcome":
				e.Outcome = value
			case "date":
				e.Date = &value
			case "duration":
				e.Duration = &value
			case "place":
				e.Place = &value
			case "venue":
				e.Venue = &value
			}
			e.Corrected = append(e.Corrected, field)
		}
	}
	slices.Sort(e.Corrected)
	e.Corrected = slices.Compact(e.Corrected)
	e.Disagreements = slices.DeleteFunc(e.Disagreements, func(d Disagreement) bool { return slices.Contains(e.Corrected, strings.ToLower(d.Field)) })
}
