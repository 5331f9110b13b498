package merge

import (
	"cmp"
	"slices"
	"strings"
)

// NameUse is a folded name as stories use it.
type NameUse struct {
	Key     string
	Of      map[string]int // countries and organisations of the offices given with the name, folded, with the number of stories
	Stories int
}

// dominance is how many times more stories must name the likeliest bearer of a surname than the next.
const dominance = 4

// People tells which names are of one person: for each key the id, the key of the fullest common name. Names come with
// the same last sound (Tail). Rules: full names that differ only in spelling, initials or middle names are one, unless
// every office of one is with another party than every office of the other; a surname alone stands for the full name
// that most stories give, where the offices allow it and no other bearer is named nearly as often.
func People(uses []NameUse) map[string]string {
	uses = slices.Clone(uses)
	slices.SortFunc(uses, func(a, b NameUse) int {
		return cmp.Or(cmp.Compare(b.Stories, a.Stories), cmp.Compare(len(b.Key), len(a.Key)), cmp.Compare(a.Key, b.Key))
	})
	ids := map[string]string{}
	type bearer struct {
		id      string
		names   []NameUse
		stories int
	}
	var bearers []*bearer
	for _, u := range uses {
		if len(nameWords(u.Key)) < 2 {
			continue
		}
		var at *bearer
		for _, b := range bearers {
			if slices.ContainsFunc(b.names, func(n NameUse) bool { return SamePerson(n.Key, u.Key) }) && !slices.ContainsFunc(b.names, func(n NameUse) bool { return apart(n, u) }) {
				at = b
				break
			}
		}
		if at == nil {
			at = &bearer{id: u.Key}
			bearers = append(bearers, at)
		}
		at.names = append(at.names, u)
		at.stories += u.Stories
		ids[u.Key] = at.id
	}
	for _, u := range uses {
		if len(nameWords(u.Key)) >= 2 {
			continue
		}
		ids[u.Key] = u.Key
		best, next := (*bearer)(nil), 0
		for _, b := range bearers {
			if slices.ContainsFunc(b.names, func(n NameUse) bool { return apart(n, u) }) {
				continue
			}
			switch {
			case best == nil || b.stories > best.stories:
				if best != nil {
					next = best.stories
				}
				best = b
			case b.stories > next:
				next = b.stories
			}
		}
		if best != nil && best.stories >= dominance*next {
			ids[u.Key] = best.id
		}
	}
	return ids
}

// apart tells whether the offices of two names are all with different parties.
func apart(a, b NameUse) bool {
	if len(a.Of) == 0 || len(b.Of) == 0 {
		return false
	}
	for of := range a.Of {
		if b.Of[of] > 0 {
			return false
		}
		// "United States" and "US State Department", "Russia" and "Russian foreign ministry" are no contradiction.
		for other := range b.Of {
			if strings.Contains(of, other) || strings.Contains(other, of) {
				return false
			}
		}
	}
	// One stray office proves nothing against a name told many times.
	return total(a.Of) > 1 && total(b.Of) > 1
}

func total(m map[string]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}
