package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"rapporteur/ledger/merge"
)

// knownMost bounds how many reports are kept in memory from one transaction to the next.
const knownMost = 50_000

// remember readies the reports that are kept in memory for a transaction: they hold as long as no other process has written.
func (w *writer) remember() error {
	var version int64
	if err := w.tx.QueryRowContext(w.ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return err
	}
	if w.l.forget.Swap(false) || w.l.known == nil || version != w.l.version || len(w.l.known) > knownMost {
		w.l.known, w.l.version = map[int64]*placed{}, version
	}
	return nil
}

// QueryContext asks by a statement that is prepared once a transaction.
func (w *writer) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := w.prepare(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// ints gives a column of numbers.
func (w *writer) ints(query string, args ...any) ([]int64, error) {
	return column[int64](w.ctx, w, query, args...)
}

// strings gives a column of text.
func (w *writer) strings(query string, args ...any) ([]string, error) {
	return column[string](w.ctx, w, query, args...)
}

// column gives the values of a query's one column.
func column[T any](ctx context.Context, q querier, query string, args ...any) (out []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// named are the reports that go by a ref.
func (w *writer) named(ref string) ([]*placed, error) {
	story, eid, ok := cutLast(ref, "/")
	if !ok {
		return nil, nil
	}
	return w.reports(`SELECT r.n FROM report r JOIN story s ON s.n = r.story WHERE s.id = ? AND r.eid = ? ORDER BY r.n`, story, eid)
}

// reports are those whose rows a query gives.
func (w *writer) reports(query string, args ...any) ([]*placed, error) {
	list, err := w.ints(query, args...)
	if err != nil {
		return nil, err
	}
	return w.load(list)
}

// load gives reports by their rows.
func (w *writer) load(list []int64) ([]*placed, error) {
	var missing []int64
	for _, n := range list {
		if w.l.known[n] == nil {
			missing = append(missing, n)
		}
	}
	if len(missing) > 0 {
		if err := w.fetch(missing); err != nil {
			return nil, err
		}
	}
	out := make([]*placed, len(list))
	for i, n := range list {
		if out[i] = w.l.known[n]; out[i] == nil {
			return nil, fmt.Errorf("the ledger is damaged: report %d is missing", n)
		}
	}
	return out, nil
}

// fetch reads reports into memory.
func (w *writer) fetch(list []int64) error {
	doc, err := json.Marshal(list)
	if err != nil {
		return err
	}
	rows, err := w.QueryContext(w.ctx, `SELECT r.n, r.features, coalesce(r.encounter, 0), r.pinned, s.id || '/' || r.eid, s.key, r.eid
		FROM report r JOIN story s ON s.n = r.story WHERE r.n IN (SELECT value FROM json_each(?))`, string(doc))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p := &placed{}
		var features []byte
		var key, eid string
		if err := rows.Scan(&p.n, &features, &p.encounter, &p.Pinned, &p.source, &key, &eid); err != nil {
			return err
		}
		if err := json.Unmarshal(features, &p.Report); err != nil {
			return fmt.Errorf("report %d: %w", p.n, err)
		}
		p.Name(key, eid)
		w.l.known[p.n] = p
	}
	return rows.Err()
}

// pin finds out which reports people have put together and which of them leads each group, and lets those choose anew that
// this concerns: the reports themselves, and where one was not pinned before, or is no more, those near it.
func (w *writer) pin() error {
	before, err := w.reports(`SELECT n FROM report WHERE pinned`)
	if err != nil {
		return err
	}
	w.pinned = map[int64]int64{}
	groups, err := w.together()
	if err != nil {
		return err
	}
	turned := map[*placed]bool{}
	for _, g := range groups {
		for _, p := range g {
			turned[p] = !p.Pinned
			p.Pinned = true
		}
		lead := slices.MinFunc(g, func(a, b *placed) int { return merge.Order(&a.Report, &b.Report) })
		for _, p := range g {
			w.pinned[p.n] = lead.n
		}
	}
	for _, p := range before {
		if w.pinned[p.n] == 0 {
			p.Pinned, turned[p] = false, true
		}
	}
	var again []*placed
	for p, was := range turned {
		again = append(again, p)
		if !was {
			continue
		}
		if _, err := w.exec(`UPDATE report SET pinned = ? WHERE n = ?`, p.Pinned, p.n); err != nil {
			return err
		}
		near, err := w.near(p)
		if err != nil {
			return err
		}
		again = append(again, near...)
	}
	w.again(again...)
	w.order()
	return nil
}

// together are the groups of reports that people have put together.
func (w *writer) together() (out [][]*placed, err error) {
	group := map[*placed]int{}
	for _, pair := range w.decided.together {
		var all []*placed
		for i, ref := range pair {
			list, err := w.named(ref)
			if err != nil {
				return nil, err
			}
			if len(list) == 0 {
				all = nil
				break
			}
			if all = append(all, list...); i == 1 && len(all) < 2 {
				all = nil
			}
		}
		if len(all) == 0 {
			continue
		}
		var joined []*placed
		at := len(out)
		for _, p := range all {
			if g, ok := group[p]; ok {
				joined = append(joined, out[g]...)
				out[g] = nil
			} else if !slices.Contains(joined, p) {
				joined = append(joined, p)
			}
		}
		for _, p := range joined {
			group[p] = at
		}
		out = append(out, joined)
	}
	return slices.DeleteFunc(out, func(g []*placed) bool { return len(g) == 0 }), nil
}
