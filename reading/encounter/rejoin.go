package encounter

import (
	"slices"

	"rapporteur/reading/mention"
	"rapporteur/record"
)

// rejoin joins encounters that turn out, once day and place are settled, to be one: of one day at one place, of kinds that go together,
// where the people and parties of one are among those of the other.
func (m *Models) rejoin(w *mention.Web, groups []*group, list []moment) []*group {
	for i := 0; i < len(groups); i++ {
		for j := i + 1; j < len(groups); {
			a, b := groups[i], groups[j]
			if !mayBeOne(a, b) || !m.oneDayAndPlace(w, a, b, list, groups) {
				j++
				continue
			}
			for _, c := range b.cands {
				a.add(c)
			}
			if slices.Index(worse, b.outcome) > slices.Index(worse, a.outcome) {
				a.outcome = b.outcome
			}
			a.status = a.likeliest(m.Status.Classes)
			groups = slices.Delete(groups, j, j+1)
		}
	}
	return groups
}

// mayBeOne tells whether two encounters may be one by kind, status, people and parties.
func mayBeOne(a, b *group) bool {
	if !kin(a.kind, b.kind) || done(a.status) != done(b.status) || ahead(a.status) != ahead(b.status) {
		return false
	}
	return within(a.parties, b.parties) && within(a.people, b.people) &&
		(len(a.parties) > 0 && len(b.parties) > 0 || len(a.people) > 0 && len(b.people) > 0)
}

// within tells whether one of two lists holds all of the other.
func within[T comparable](a, b []T) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}

func (m *Models) oneDayAndPlace(w *mention.Web, a, b *group, list []moment, groups []*group) bool {
	var x, y record.Encounter
	x.Status, y.Status = a.status, b.status
	a.settle(&x, w, list, groups)
	b.settle(&y, w, list, groups)
	return x.Date != nil && y.Date != nil && *x.Date == *y.Date && len(*x.Date) == len("2025-01-02") &&
		x.Place != nil && y.Place != nil && x.Place.Name == y.Place.Name
}
