package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// placed is a report with its row and where it was settled before.
type placed struct {
	merge.Report
	source    string // the report as people name it: "story/e1"
	n         int64
	component int64
	encounter int64 // row of the encounter, 0 if none
}

// report keeps what a record says of one encounter; settle finds out which encounter that is.
func (w *writer) report(story int64, key string, r *record.Record, e *record.Encounter) error {
	p := &placed{Report: merge.NewReport(key, r, e), source: r.Source.ID + "/" + e.ID}
	if w.decided.drop[p.source] {
		return nil
	}
	features, err := json.Marshal(&p.Report)
	if err != nil {
		return err
	}
	account, err := json.Marshal(lean(e))
	if err != nil {
		return err
	}
	p.n, err = w.exec(`INSERT INTO report(story, eid, told, features, account) VALUES(?,?,?,?,?)`, story, e.ID, p.Told, string(features), string(account))
	if err != nil {
		return err
	}
	for _, l := range p.Links() {
		if _, err := w.exec(`INSERT INTO report_link(link, report) VALUES(?,?)`, l, p.n); err != nil {
			return err
		}
	}
	w.fresh = append(w.fresh, p)
	return nil
}

// settle places the fresh reports. Reports that may belong together form a component; only the components that the fresh
// reports touch are grouped anew, which gives the same as grouping everything.
func (w *writer) settle() error {
	known := map[int64]*placed{}
	for _, p := range w.fresh {
		known[p.n] = p
	}
	touched := w.redo
	for _, p := range w.fresh {
		if err := w.join(p, known); err != nil {
			return err
		}
	}
	for _, p := range w.fresh {
		touched = append(touched, p.component)
	}
	slices.Sort(touched)
	for _, c := range slices.Compact(touched) {
		if err := w.regroup(c); err != nil {
			return err
		}
	}
	w.fresh, w.redo = nil, nil
	return w.refresh()
}

// scatter removes an encounter; its reports are to be grouped anew.
func (w *writer) scatter(encounter int64) error {
	for _, q := range []string{`UPDATE report SET encounter = NULL WHERE encounter = ?`, `DELETE FROM encounter_actor WHERE encounter = ?`, `DELETE FROM encounter WHERE n = ?`} {
		if _, err := w.exec(q, encounter); err != nil {
			return err
		}
	}
	return nil
}

// refresh puts encounters together anew whose stories turned out to be copies of each other.
func (w *writer) refresh() error {
	for _, group := range w.regrouped {
		rows, err := w.tx.QueryContext(w.ctx, `SELECT DISTINCT r.encounter FROM report r JOIN story s ON s.n = r.story WHERE s.copies = ? AND r.encounter IS NOT NULL`, group)
		if err != nil {
			return err
		}
		var list []int64
		for rows.Next() {
			var n int64
			if err := rows.Scan(&n); err != nil {
				rows.Close()
				return err
			}
			list = append(list, n)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for _, n := range list {
			accounts, err := loadAccounts(w.ctx, w.tx, `r.encounter = ?`, n)
			if err != nil {
				return err
			}
			e := assemble("", accounts, w.decided.set)
			if _, err := w.exec(`UPDATE encounter SET kind = ?, status = ?, lo = ?, hi = ?, dated = ?, place = ?, told = ? WHERE n = ?`, e.Kind, e.Status, e.lo, e.hi, e.Date != nil, e.placeName(), e.told, n); err != nil {
				return err
			}
		}
	}
	w.regrouped = nil
	return nil
}

// join finds the reports that fit p and makes one component of theirs and p's.
func (w *writer) join(p *placed, known map[int64]*placed) error {
	near, err := w.candidates(p, known)
	if err != nil {
		return err
	}
	join := map[int64]bool{}
	for _, q := range near {
		if q.component != 0 && !join[q.component] && merge.Score(&p.Report, &q.Report) >= merge.Threshold {
			join[q.component] = true
		}
	}
	if err := w.ordered(p, join); err != nil {
		return err
	}
	p.component = p.n
	for c := range join {
		p.component = min(p.component, c)
	}
	if _, err := w.exec(`UPDATE report SET component = ? WHERE n = ?`, p.component, p.n); err != nil {
		return err
	}
	for _, q := range known {
		if join[q.component] {
			q.component = p.component
		}
	}
	for c := range join {
		if c == p.component {
			continue
		}
		if _, err := w.exec(`UPDATE report SET component = ? WHERE component = ?`, p.component, c); err != nil {
			return err
		}
	}
	return nil
}

// candidates are the reports that share a link with p.
func (w *writer) candidates(p *placed, known map[int64]*placed) ([]*placed, error) {
	links := p.Links()
	if len(links) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(links)
	if err != nil {
		return nil, err
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT DISTINCT report FROM report_link WHERE link IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*placed
	var missing []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		if q := known[n]; q != nil {
			out = append(out, q)
		} else {
			missing = append(missing, n)
		}
	}
	if err := rows.Err(); err != nil || len(missing) == 0 {
		return out, err
	}
	if list, err = json.Marshal(missing); err != nil {
		return nil, err
	}
	more, err := w.reports(`r.n IN (SELECT value FROM json_each(?))`, string(list))
	for _, q := range more {
		known[q.n] = q
	}
	return append(out, more...), err
}

func (w *writer) reports(where string, args ...any) ([]*placed, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT r.n, r.features, coalesce(r.component, 0), coalesce(r.encounter, 0), s.id || '/' || r.eid, s.key, r.eid FROM report r JOIN story s ON s.n = r.story WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*placed
	for rows.Next() {
		p := &placed{}
		var features []byte
		var key, eid string
		if err := rows.Scan(&p.n, &features, &p.component, &p.encounter, &p.source, &key, &eid); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(features, &p.Report); err != nil {
			return nil, fmt.Errorf("report %d: %w", p.n, err)
		}
		p.Name(key, eid)
		out = append(out, p)
	}
	return out, rows.Err()
}

// regroup groups the reports of one component and writes what changed.
func (w *writer) regroup(component int64) error {
	all, err := w.reports(`r.component = ?`, component)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b *placed) int { return cmp.Compare(a.Ref, b.Ref) })
	features := make([]merge.Report, len(all))
	before := map[int64][]string{} // encounter: refs
	for i, p := range all {
		features[i] = p.Report
		if p.encounter != 0 {
			before[p.encounter] = append(before[p.encounter], p.Ref)
		}
	}
	groups := merge.Cluster(features, w.decided.orders(all))
	keep := map[int64]bool{}
	var changed [][]*placed
	for _, g := range groups {
		slices.Sort(g)
		members, refs := make([]*placed, len(g)), make([]string, len(g))
		for i, m := range g {
			members[i], refs[i] = all[m], all[m].Ref
		}
		if old := members[0].encounter; old != 0 && slices.Equal(before[old], refs) {
			keep[old] = true
			continue
		}
		changed = append(changed, members)
	}
	for old := range before {
		if keep[old] {
			continue
		}
		if err := w.scatter(old); err != nil {
			return err
		}
	}
	for _, members := range changed {
		if err := w.encounter(members); err != nil {
			return err
		}
	}
	return nil
}

// encounterID names an encounter by the least of its reports, so that the id depends on the set of reports alone.
func encounterID(ref string) string {
	h := sha256.Sum256([]byte(ref))
	return "E" + hex.EncodeToString(h[:5])
}

// encounter writes one group of reports (sorted by ref) as an encounter.
func (w *writer) encounter(members []*placed) error {
	rows := make([]string, len(members))
	for i, m := range members {
		rows[i] = fmt.Sprint(m.n)
	}
	in := strings.Join(rows, ",")
	accounts, err := loadAccounts(w.ctx, w.tx, `r.n IN (`+in+`)`)
	if err != nil {
		return err
	}
	e := assemble(encounterID(members[0].Ref), accounts, w.decided.set)
	n, err := w.exec(`INSERT INTO encounter(id, kind, status, lo, hi, dated, place, told) VALUES(?,?,?,?,?,?,?,?)`, e.ID, e.Kind, e.Status, e.lo, e.hi, e.Date != nil, e.placeName(), e.told)
	if err != nil {
		return err
	}
	var keys []string
	for _, m := range members {
		keys = append(append(keys, m.Parties...), m.People...)
	}
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		if _, err := w.exec(`INSERT INTO encounter_actor(key, encounter) VALUES(?,?)`, k, n); err != nil {
			return err
		}
	}
	for _, m := range members {
		if _, err := w.exec(`UPDATE report SET encounter = ? WHERE n = ?`, n, m.n); err != nil {
			return err
		}
	}
	return nil
}
