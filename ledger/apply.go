package ledger

import (
	"encoding/json"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// apply marks what the corrections touch to be settled anew; they may have come into force or out of it.
func (w *writer) apply(list []Correction) error {
	touched := map[int64]bool{}
	entered := map[string]bool{}
	for _, c := range list {
		if c.Op == OpRename {
			w.tail(merge.PersonKey(c.Refs[0]))
			w.tail(merge.PersonKey(c.Value))
			continue
		}
		if c.Op == OpDrop {
			for _, ref := range c.Refs {
				if story, _, ok := cutLast(ref, "/"); ok && !entered[story] {
					entered[story] = true
					if err := w.enterAnew(story); err != nil {
						return err
					}
				}
			}
			continue
		}
		var parts []*placed
		for _, ref := range c.Refs {
			ps, err := w.named(ref)
			if err != nil {
				return err
			}
			parts = append(parts, ps...)
		}
		for _, p := range parts {
			if p.component == 0 {
				continue // entered anew in this transaction: it is settled with the rest
			}
			touched[p.component] = true
			if p.encounter != 0 {
				if err := w.scatter(p.encounter); err != nil {
					return err
				}
			}
			if c.Op != OpMerge || parts[0].component == 0 || p.component == parts[0].component {
				continue
			}
			if _, err := w.exec(`UPDATE report SET component = ? WHERE component = ?`, parts[0].component, p.component); err != nil {
				return err
			}
			touched[parts[0].component] = true
		}
	}
	for c := range touched {
		w.redo = append(w.redo, c)
	}
	slices.Sort(w.redo)
	return nil
}

// named are the reports that go by a ref.
func (w *writer) named(ref string) ([]*placed, error) {
	story, eid, ok := cutLast(ref, "/")
	if !ok {
		return nil, nil
	}
	return w.reports(`s.id = ? AND r.eid = ?`, story, eid)
}

// enterAnew takes the stories of an id out of the ledger and puts them in again, by the decisions that are now in force.
func (w *writer) enterAnew(id string) error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT s.n, s.key, s.item, s.place, s.part, i.data FROM story s JOIN item i ON i.n = s.item WHERE s.id = ? ORDER BY s.key`, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	type kept struct {
		n, item   int64
		key, part string
		place     int
		r         *record.Record
	}
	var all []kept
	for rows.Next() {
		var k kept
		var data []byte
		if err := rows.Scan(&k.n, &k.key, &k.item, &k.place, &k.part, &data); err != nil {
			return err
		}
		if k.r, err = w.l.recordAt(data, k.place, id); err != nil {
			return err
		}
		all = append(all, k)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, k := range all {
		if err := w.removeStory(k.n, k.r); err != nil {
			return err
		}
		if err := w.story(k.key, k.item, k.place, k.part, k.r); err != nil {
			return err
		}
	}
	return nil
}

// removeReport takes a report out, with what it is filed under.
func (w *writer) removeReport(p *placed) error {
	list, err := json.Marshal(p.Links())
	if err != nil {
		return err
	}
	if _, err := w.exec(`DELETE FROM report_link WHERE report = ? AND link IN (SELECT value FROM json_each(?))`, p.n, string(list)); err != nil {
		return err
	}
	_, err = w.exec(`DELETE FROM report WHERE n = ?`, p.n)
	return err
}

// ordered joins the components of reports that people have put together with p.
func (w *writer) ordered(p *placed, join map[int64]bool) error {
	for _, pair := range w.decided.together {
		other := ""
		switch p.source {
		case pair[0]:
			other = pair[1]
		case pair[1]:
			other = pair[0]
		default:
			continue
		}
		ps, err := w.named(other)
		if err != nil {
			return err
		}
		for _, q := range ps {
			if q.component != 0 {
				join[q.component] = true
			}
		}
	}
	return nil
}
