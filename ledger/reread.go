package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"rapporteur/intake"
	"rapporteur/record"
)

// Sources gives all items of the ledger as they came, to be read again: in the order of their keys.
func (l *Ledger) Sources(ctx context.Context) iter.Seq2[intake.Item, error] {
	return func(yield func(intake.Item, error) bool) {
		after := ""
		for {
			items, last, err := l.sourcesAfter(ctx, after)
			if err != nil {
				yield(intake.Item{}, err)
				return
			}
			for _, it := range items {
				if !yield(it, nil) {
					return
				}
			}
			if last == "" {
				return
			}
			after = last
		}
	}
}

// sourcesAfter reads a few items at a time, so that no read lasts while they are worked on.
func (l *Ledger) sourcesAfter(ctx context.Context, after string) (out []intake.Item, last string, err error) {
	rows, err := l.read.QueryContext(ctx, `SELECT i.key, hex(i.sha256), i.meta, i.data, min(o.id), (SELECT min(uri) FROM origin u WHERE u.item = i.n AND u.id = min(o.id))
		FROM item i JOIN origin o ON o.item = i.n WHERE i.key > ? GROUP BY i.n ORDER BY i.key LIMIT 32`, after)
	if err != nil {
		return nil, "", l.asking(err)
	}
	defer rows.Close()
	for rows.Next() {
		var it intake.Item
		var m meta
		var about, data []byte
		if err := rows.Scan(&last, &it.SHA256, &about, &data, &it.ID, &it.URI); err != nil {
			return nil, "", l.asking(err)
		}
		if err := json.Unmarshal(about, &m); err != nil {
			return nil, "", l.asking(err)
		}
		p, err := l.unpack(data)
		if err != nil {
			return nil, "", err
		}
		it.Data = p.source
		it.SHA256 = string(bytes.ToLower([]byte(it.SHA256)))
		it.Origin = it.ID
		it.Format, it.MediaType, it.Charset, it.Title, it.Published, it.Retrieved, it.Notes = m.Format, m.MediaType, m.Charset, m.Title, m.Published, m.Retrieved, m.Notes
		out = append(out, it)
	}
	return out, last, l.asking(rows.Err())
}

// Changed counts what a reading anew has changed.
type Changed struct {
	Items   int            `json:"items"`   // read anew
	Changed int            `json:"changed"` // of these, with another record than before
	Layers  map[string]int `json:"layers"`  // by layer, how many items more (or fewer) there are
	Stories []string       `json:"stories"` // ids of the changed ones, the first hundred
}

const changedNamed = 100

// Replace puts new records in the place of the ones that were read from the same items before, in one transaction, and adds
// what has changed to c. Corrections are applied again.
func (l *Ledger) Replace(ctx context.Context, batch []Entry, c *Changed) error {
	return l.update(ctx, func(w *writer) error {
		for i := range batch {
			if err := w.replace(&batch[i], c); err != nil {
				return fmt.Errorf("%s: %w", batch[i].Item.Origin, err)
			}
		}
		return nil
	})
}

func (w *writer) replace(e *Entry, c *Changed) error {
	key := e.Item.Key()
	var n int64
	var data []byte
	if err := w.tx.QueryRowContext(w.ctx, `SELECT n, data FROM item WHERE key = ?`, key).Scan(&n, &data); err != nil {
		return err
	}
	before, err := w.l.unpack(data)
	if err != nil {
		return err
	}
	c.Items++
	if same, err := before.same(e.Records); err != nil || same {
		return err
	}
	if err := c.compare(e.Item.ID, before, e.Records); err != nil {
		return err
	}
	if err := w.remove(n, before); err != nil {
		return err
	}
	if data, err = w.l.pack(e.Item.Data, e.Records); err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE item SET data = ? WHERE n = ?`, data, n); err != nil {
		return err
	}
	return w.stories(key, n, e)
}

// compare counts the differences of an item's records.
func (c *Changed) compare(id string, before *packed, after []*record.Record) error {
	if c.Layers == nil {
		c.Layers = map[string]int{}
	}
	c.Changed++
	if len(c.Stories) < changedNamed {
		c.Stories = append(c.Stories, id)
	}
	count := func(r *record.Record, sign int) {
		for layer, n := range map[string]int{"people": len(r.People), "parties": len(r.Parties), "places": len(r.Places), "dates": len(r.Dates), "encounters": len(r.Encounters),
			"statements": len(r.Statements), "positions": len(r.Positions), "instruments": len(r.Instruments), "events": len(r.Events), "stories": 1} {
			c.Layers[layer] += sign * n
		}
	}
	for i := range before.records {
		r, err := before.record(i)
		if err != nil {
			return err
		}
		count(r, -1)
	}
	for _, r := range after {
		count(r, 1)
	}
	return nil
}

// remove takes the stories of an item out of the ledger, with all that was read from them.
func (w *writer) remove(item int64, before *packed) error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT n, place FROM story WHERE item = ?`, item)
	if err != nil {
		return err
	}
	defer rows.Close()
	stories := map[int64]int{}
	for rows.Next() {
		var n int64
		var place int
		if err := rows.Scan(&n, &place); err != nil {
			return err
		}
		stories[n] = place
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for n, place := range stories {
		r, err := before.record(place)
		if err != nil {
			return err
		}
		if err := w.removeStory(n, r); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) removeStory(n int64, r *record.Record) error {
	reports, err := w.reports(`SELECT n FROM report WHERE story = ?`, n)
	if err != nil {
		return err
	}
	for _, p := range reports {
		if err := w.removeReport(p); err != nil {
			return err
		}
	}
	if err := w.forgetNames(n); err != nil {
		return err
	}
	if err := w.unfile(n, r); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM statement_text WHERE rowid IN (SELECT n FROM statement WHERE story = ?)`,
		`DELETE FROM statement WHERE story = ?`,
		`DELETE FROM position WHERE story = ?`,
		`DELETE FROM person WHERE story = ?`,
		`DELETE FROM party WHERE story = ?`,
		`DELETE FROM instrument WHERE story = ?`,
	} {
		if _, err := w.exec(q, n); err != nil {
			return err
		}
	}
	if _, err := w.exec(`DELETE FROM passage_text WHERE rowid >= ? AND rowid < ?`, n*blocksPerStory, (n+1)*blocksPerStory); err != nil {
		return err
	}
	_, err = w.exec(`DELETE FROM story WHERE n = ?`, n)
	return err
}
