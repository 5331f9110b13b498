package encounter

import (
	"slices"

	"rapporteur/record"
)

// rejoin joins encounters that turn out, once day and place are settled, to be one: of one day at one place, of kinds that go together,
// where the people and parties of one are among those of the other. It tells whether any were.
func (m *Models) rejoin(s *scene) (joined bool) {
	for i := 0; i < len(s.groups); i++ {
		for j := i + 1; j < len(s.groups); {
			a, b := s.groups[i], s.groups[j]
			if !mayBeOne(a, b) || !s.oneDayAndPlace(a, b) {
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
			delete(s.settled, a)
			s.groups = slices.Delete(s.groups, j, j+1)
			joined = true
		}
	}
	return joined
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

func (s *scene) oneDayAndPlace(a, b *group) bool {
	x, y := s.dayAndPlace(a), s.dayAndPlace(b)
	return x.Date != nil && y.Date != nil && *x.Date == *y.Date && len(*x.Date) == len("2025-01-02") &&
		x.Place != nil && y.Place != nil && x.Place.Name == y.Place.Name
}

// dayAndPlace settles date and place of an encounter once.
func (s *scene) dayAndPlace(g *group) record.Encounter {
	e, known := s.settled[g]
	if !known {
		e.Status = g.status
		g.settle(&e, s)
		s.settled[g] = e
	}
	return e
}
