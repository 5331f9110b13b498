package ledger

import (
	"context"
	"iter"

	"rapporteur/record"
)

// Records gives the records that f asks for (by days, party, person, process), in the order of their stories' ids and contents.
func (l *Ledger) Records(ctx context.Context, f Filter) iter.Seq2[*record.Record, error] {
	return func(yield func(*record.Record, error) bool) {
		w, err := l.storyConds(ctx, f)
		if err != nil {
			yield(nil, err)
			return
		}
		id, key := "", ""
		for {
			list, lastID, lastKey, err := l.recordsAfter(ctx, w, id, key)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range list {
				if !yield(r, nil) {
					return
				}
			}
			if len(list) == 0 {
				return
			}
			id, key = lastID, lastKey
		}
	}
}

func (l *Ledger) storyConds(ctx context.Context, f Filter) (*where, error) {
	w := &where{}
	if err := l.actorConds(ctx, f, w, `s.n IN (SELECT story FROM party WHERE key IN %s)`, `s.n IN (SELECT story FROM person WHERE key IN %s)`); err != nil {
		return nil, err
	}
	if err := l.processConds(ctx, &f, w, "s.n"); err != nil {
		return nil, err
	}
	return w, f.dayConds(w, "s.told")
}

// recordsAfter reads a few records at a time, so that no read lasts while they are worked on.
func (l *Ledger) recordsAfter(ctx context.Context, w *where, id, key string) (out []*record.Record, lastID, lastKey string, err error) {
	rows, err := l.read.QueryContext(ctx, `SELECT s.id, s.key, s.place, i.data FROM story s JOIN item i ON i.n = s.item WHERE (s.id, s.key) > (?, ?) AND `+w.String()+` ORDER BY s.id, s.key LIMIT 64`,
		append([]any{id, key}, w.args...)...)
	if err != nil {
		return nil, "", "", l.asking(err)
	}
	defer rows.Close()
	for rows.Next() {
		var place int
		var data []byte
		if err := rows.Scan(&lastID, &lastKey, &place, &data); err != nil {
			return nil, "", "", l.asking(err)
		}
		r, err := l.recordAt(data, place, lastID)
		if err != nil {
			return nil, "", "", err
		}
		out = append(out, r)
	}
	return out, lastID, lastKey, l.asking(rows.Err())
}
