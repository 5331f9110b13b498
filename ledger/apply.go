package ledger

import (
	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// apply marks what the corrections touch to be settled anew; they may have come into force or out of it.
func (w *writer) apply(list []Correction) error {
	entered := map[string]bool{}
	for _, c := range list {
		for _, ref := range c.Refs {
			switch c.Op {
			case OpRename:
				w.tail(merge.PersonKey(ref))
				w.tail(merge.PersonKey(c.Value))
			case OpDrop:
				if story, _, ok := cutLast(ref, "/"); ok && !entered[story] {
					entered[story] = true
					if err := w.enterAnew(story); err != nil {
						return err
					}
				}
			default:
				reports, err := w.named(ref)
				if err != nil {
					return err
				}
				w.again(reports...)
				for _, p := range reports {
					w.touch(p.encounter)
				}
			}
		}
	}
	return nil
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
