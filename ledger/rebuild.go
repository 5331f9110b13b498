package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// rebuildItems is how many items one transaction makes anew: a process that is killed goes on where it was.
const rebuildItems = 64

// rebuild makes the rows that questions are answered from anew, for the items that a change of the schema has left without.
func (l *Ledger) rebuild(ctx context.Context) error {
	for {
		var left int
		if err := l.write.QueryRowContext(ctx, `SELECT count(*) FROM pending`).Scan(&left); err != nil {
			return fmt.Errorf("bringing the ledger %s up to date: %w", l.path, err)
		}
		if left == 0 {
			return nil
		}
		err := l.update(ctx, func(w *writer) error {
			items, err := w.ints(`SELECT item FROM pending ORDER BY item LIMIT ?`, rebuildItems)
			if err != nil {
				return err
			}
			for _, n := range items {
				if err := w.readBack(n); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// readBack keeps the records of an item again, as they stand in it.
func (w *writer) readBack(n int64) error {
	var e Entry
	var key string
	var data []byte
	if err := w.tx.QueryRowContext(w.ctx, `SELECT key, data FROM item WHERE n = ?`, n).Scan(&key, &data); err != nil {
		return err
	}
	p, err := w.l.unpack(data)
	if err != nil {
		return err
	}
	ids, err := w.strings(`SELECT id FROM origin WHERE item = ? ORDER BY id`, n)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return errors.New("the ledger is damaged: an item has no id")
	}
	e.Item.ID = ids[0]
	for i := range p.records {
		r, err := p.record(i)
		if err != nil {
			return err
		}
		// The record goes by the id under which it was read; the item may have come under a lesser one since.
		for _, id := range slices.Backward(ids) {
			if part, ok := strings.CutPrefix(r.Source.ID, id); ok {
				r.Source.ID = ids[0] + part
				break
			}
		}
		e.Records = append(e.Records, r)
	}
	if err := w.stories(key, n, &e); err != nil {
		return err
	}
	_, err = w.exec(`DELETE FROM pending WHERE item = ?`, n)
	return err
}
