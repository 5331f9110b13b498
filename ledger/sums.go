package ledger

import (
	"maps"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// sum names a row of person_sum: kind, key, what and of.
type sum [4]string

// sums adds a story's people to the sums.
func (w *writer) sums(r *record.Record, day any) error {
	rows := map[sum]bool{}
	for _, p := range r.People {
		key := merge.PersonKey(p.Name)
		rows[sum{"all", key}], rows[sum{"form", key, p.Name}] = true, true
		for _, role := range p.Roles {
			rows[sum{"role", key, role.Title, deref(role.Of)}] = true
		}
	}
	for _, s := range slices.SortedFunc(maps.Keys(rows), func(a, b sum) int { return slices.Compare(a[:], b[:]) }) {
		if _, err := w.exec(`INSERT INTO person_sum(kind, key, what, of, stories, first, last) VALUES(?1,?2,?3,?4,1,?5,?5)
			ON CONFLICT DO UPDATE SET stories = stories + 1, first = min(coalesce(first, ?5), coalesce(?5, first)), last = max(coalesce(last, ?5), coalesce(?5, last))`, s[0], s[1], s[2], s[3], day); err != nil {
			return err
		}
	}
	return nil
}

// sumAgain makes the sums of the names anew that stories which were taken out had.
func (w *writer) sumAgain() error {
	for key := range w.resum {
		for _, q := range []string{
			`DELETE FROM person_sum WHERE kind IN ('all', 'form', 'role') AND key = ?`,
			`INSERT INTO person_sum SELECT 'all', key, '', '', count(DISTINCT story), min(day), max(day) FROM person WHERE key = ? GROUP BY key`,
			`INSERT INTO person_sum SELECT 'form', key, name, '', count(DISTINCT story), min(day), max(day) FROM person WHERE key = ? GROUP BY name`,
			`INSERT INTO person_sum SELECT 'role', p.key, r.value ->> 'title', coalesce(r.value ->> 'of', ''), count(DISTINCT p.story), min(p.day), max(p.day)
				FROM person p, json_each(p.roles) r WHERE p.key = ? GROUP BY 3, 4`,
		} {
			if _, err := w.exec(q, key); err != nil {
				return err
			}
		}
	}
	w.resum = nil
	return nil
}
