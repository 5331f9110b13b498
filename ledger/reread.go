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
		if it.Data, _, err = l.unpack(data); err != nil {
			return nil, "", err
		}
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
	var packed []byte
	if err := w.tx.QueryRowContext(w.ctx, `SELECT n, data FROM item WHERE key = ?`, key).Scan(&n, &packed); err != nil {
		return err
	}
	_, before, err := w.l.unpack(packed)
	if err != nil {
		return err
	}
	after := make([][]byte, len(e.Records))
	for i, r := range e.Records {
		var b bytes.Buffer
		if err := record.Encode(&b, r); err != nil {
			return err
		}
		after[i] = bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
	}
	c.Items++
	if changed, err := c.compare(e.Item.ID, before, after); err != nil || !changed {
		return err
	}
	if err := w.remove(n); err != nil {
		return err
	}
	data, err := w.l.pack(e.Item.Data, e.Records)
	if err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE item SET data = ? WHERE n = ?`, data, n); err != nil {
		return err
	}
	return w.stories(key, n, e)
}

// compare counts the differences; false where the records are the same to the byte.
func (c *Changed) compare(id string, before, after [][]byte) (bool, error) {
	same := len(before) == len(after)
	for i := range after {
		same = same && bytes.Equal(before[i], after[i])
	}
	if same {
		return false, nil
	}
	if c.Layers == nil {
		c.Layers = map[string]int{}
	}
	c.Changed++
	if len(c.Stories) < changedNamed {
		c.Stories = append(c.Stories, id)
	}
	for sign, list := range map[int][][]byte{-1: before, 1: after} {
		for _, b := range list {
			var r record.Record
			if err := json.Unmarshal(b, &r); err != nil {
				return false, err
			}
			for layer, n := range map[string]int{"people": len(r.People), "parties": len(r.Parties), "places": len(r.Places), "dates": len(r.Dates), "encounters": len(r.Encounters),
				"statements": len(r.Statements), "positions": len(r.Positions), "instruments": len(r.Instruments), "events": len(r.Events), "stories": 1} {
				c.Layers[layer] += sign * n
			}
		}
	}
	return true, nil
}

// remove takes the stories of an item out of the ledger, with all that was read from them.
func (w *writer) remove(item int64) error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT n FROM story WHERE item = ?`, item)
	if err != nil {
		return err
	}
	defer rows.Close()
	var stories []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		stories = append(stories, n)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, n := range stories {
		if err := w.removeStory(n); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) removeStory(n int64) error {
	reports, err := w.reports(`r.story = ?`, n)
	if err != nil {
		return err
	}
	for _, p := range reports {
		w.redo = append(w.redo, p.component)
		if p.encounter != 0 {
			if err := w.scatter(p.encounter); err != nil {
				return err
			}
		}
	}
	if err := w.forgetNames(n); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM report_link WHERE report IN (SELECT n FROM report WHERE story = ?)`,
		`DELETE FROM report WHERE story = ?`,
		`DELETE FROM statement_text WHERE rowid IN (SELECT n FROM statement WHERE story = ?)`,
		`DELETE FROM statement WHERE story = ?`,
		`DELETE FROM position WHERE story = ?`,
		`DELETE FROM person WHERE story = ?`,
		`DELETE FROM party WHERE story = ?`,
		`DELETE FROM instrument WHERE story = ?`,
		`DELETE FROM shingle WHERE story = ?`,
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
