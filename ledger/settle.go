package ledger

import (
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// placed is a report with its row and its place.
type placed struct {
	merge.Report
	source    string // the report as people name it: "story/e1"
	n         int64
	encounter int64 // row of the encounter, which is the row of the report that leads it; 0 while unplaced
}

// settling finds out which encounter each report tells of, as merge.Cluster would from all reports at once: a report chooses
// among the groups of the reports that come before it in merge.Order, so that what a new report changes is found by
// going down that order from it. Queue holds the reports that are to choose anew.
type settling struct {
	queue   []*placed
	queued  map[int64]bool
	changed map[int64]bool // encounters to be put together anew
}

func (s *settling) Len() int { return len(s.queue) }
func (s *settling) Less(i, j int) bool {
	return merge.Order(&s.queue[i].Report, &s.queue[j].Report) < 0
}
func (s *settling) Swap(i, j int) { s.queue[i], s.queue[j] = s.queue[j], s.queue[i] }
func (s *settling) Push(x any)    { s.queue = append(s.queue, x.(*placed)) }
func (s *settling) Pop() any {
	p := s.queue[len(s.queue)-1]
	s.queue = s.queue[:len(s.queue)-1]
	return p
}

// order puts the queue in order again where reports in it have changed their places in the order.
func (s *settling) order() { heap.Init(s) }

// again lets reports choose anew.
func (s *settling) again(list ...*placed) {
	if s.queued == nil {
		s.queued = map[int64]bool{}
	}
	for _, p := range list {
		if !s.queued[p.n] {
			s.queued[p.n] = true
			heap.Push(s, p)
		}
	}
}

// touch lets an encounter be put together anew.
func (s *settling) touch(encounters ...int64) {
	if s.changed == nil {
		s.changed = map[int64]bool{}
	}
	for _, n := range encounters {
		if n != 0 {
			s.changed[n] = true
		}
	}
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
	w.l.known[p.n] = p
	w.again(p)
	return nil
}

// settle gives the reports that are to choose their places, and puts the encounters together that this changes.
func (w *writer) settle() error {
	if err := w.pin(); err != nil {
		return err
	}
	for w.Len() > 0 {
		p := heap.Pop(w).(*placed)
		delete(w.queued, p.n)
		if err := w.place(p); err != nil {
			return err
		}
	}
	if err := w.refresh(); err != nil {
		return err
	}
	changed := make([]int64, 0, len(w.changed))
	for n := range w.changed {
		changed = append(changed, n)
	}
	slices.Sort(changed)
	// An encounter's id may pass to another: all that change are taken away before any is written.
	for _, n := range changed {
		for _, q := range []string{`DELETE FROM encounter_actor WHERE encounter = ?`, `DELETE FROM encounter WHERE n = ?`} {
			if _, err := w.exec(q, n); err != nil {
				return err
			}
		}
	}
	for _, n := range changed {
		if err := w.encounter(n); err != nil {
			return err
		}
	}
	w.changed = nil
	return nil
}

// place lets a report choose, and tells those after it that may choose otherwise now.
func (w *writer) place(p *placed) error {
	near, err := w.near(p)
	if err != nil {
		return err
	}
	to := p.n
	if lead := w.pinned[p.n]; lead != 0 {
		to = lead
	} else {
		var before []merge.Placed
		leaders := map[string]int64{}
		for _, q := range near {
			if q.encounter == 0 || merge.Order(&q.Report, &p.Report) > 0 {
				continue
			}
			lead, err := w.load([]int64{q.encounter})
			if err != nil {
				return err
			}
			leaders[lead[0].Ref] = q.encounter
			before = append(before, merge.Placed{Report: &q.Report, Leader: &lead[0].Report})
		}
		slices.SortFunc(before, func(a, b merge.Placed) int { return merge.Order(a.Report, b.Report) })
		apart, err := w.apart(p)
		if err != nil {
			return err
		}
		lead := merge.Choose(&p.Report, before, func(r *merge.Report) bool {
			return slices.ContainsFunc(apart, func(q *placed) bool { return &q.Report == r })
		})
		if lead != nil {
			to = leaders[lead.Ref]
		}
	}
	return w.move(p, to, near)
}

// move puts a report into a group, 0 for none, and queues the reports after it that this may move.
func (w *writer) move(p *placed, to int64, near []*placed) error {
	from := p.encounter
	if from == to {
		return nil
	}
	if from == p.n { // the group goes by another leader now, or there is none
		members, err := w.reports(`SELECT n FROM report WHERE encounter = ?`, p.n)
		if err != nil {
			return err
		}
		w.again(without(members, p)...)
	}
	p.encounter = to
	w.touch(from, to)
	if _, err := w.exec(`UPDATE report SET encounter = ? WHERE n = ?`, to, p.n); err != nil {
		return err
	}
	for _, q := range near {
		if q.encounter == 0 || merge.Order(&q.Report, &p.Report) < 0 {
			continue
		}
		// A member more can draw others to a group where it fits them, and send its members away; a member less, anything.
		if from != 0 || q.encounter == to || merge.Score(&p.Report, &q.Report) >= merge.Threshold {
			w.again(q)
		}
	}
	return nil
}

func without(list []*placed, p *placed) []*placed {
	return slices.DeleteFunc(list, func(q *placed) bool { return q == p })
}

// removeReport takes a report out of its group and of the ledger, with what it is filed under.
func (w *writer) removeReport(p *placed) error {
	near, err := w.near(p)
	if err != nil {
		return err
	}
	if err := w.move(p, 0, near); err != nil {
		return err
	}
	list, err := json.Marshal(p.Links())
	if err != nil {
		return err
	}
	if _, err := w.exec(`DELETE FROM report_link WHERE report = ? AND link IN (SELECT value FROM json_each(?))`, p.n, string(list)); err != nil {
		return err
	}
	_, err = w.exec(`DELETE FROM report WHERE n = ?`, p.n)
	delete(w.l.known, p.n)
	if w.queued[p.n] {
		delete(w.queued, p.n)
		w.queue = without(w.queue, p)
		w.order()
	}
	return err
}

// near are the reports that share a link with p, and those that people keep apart from it.
func (w *writer) near(p *placed) ([]*placed, error) {
	list, err := json.Marshal(p.Links())
	if err != nil {
		return nil, err
	}
	near, err := w.reports(`SELECT DISTINCT report FROM report_link WHERE link IN (SELECT value FROM json_each(?)) AND report <> ?`, string(list), p.n)
	if err != nil {
		return nil, err
	}
	apart, err := w.apart(p)
	if err != nil {
		return nil, err
	}
	for _, q := range apart {
		if !slices.Contains(near, q) {
			near = append(near, q)
		}
	}
	return near, nil
}

// apart are the reports that people keep apart from p.
func (w *writer) apart(p *placed) (out []*placed, err error) {
	for _, pair := range w.decided.apart {
		for i, ref := range pair {
			if ref != p.source {
				continue
			}
			others, err := w.named(pair[1-i])
			if err != nil {
				return nil, err
			}
			out = append(out, without(others, p)...)
		}
	}
	return out, nil
}

// refresh puts encounters together anew whose stories turned out to be copies of each other.
func (w *writer) refresh() error {
	for _, group := range w.regrouped {
		list, err := w.ints(`SELECT DISTINCT r.encounter FROM report r JOIN story s ON s.n = r.story WHERE s.copies = ? AND r.encounter IS NOT NULL`, group)
		if err != nil {
			return err
		}
		w.touch(list...)
	}
	w.regrouped = nil
	return nil
}

// encounterID names an encounter by the least of its reports, so that the id depends on the set of reports alone.
func encounterID(ref string) string {
	h := sha256.Sum256([]byte(ref))
	return "E" + hex.EncodeToString(h[:5])
}

// encounter writes the encounter that a report leads, where any report is left to it.
func (w *writer) encounter(n int64) error {
	accounts, err := loadAccounts(w.ctx, w, `r.encounter = ?`, n)
	if err != nil || len(accounts) == 0 {
		return err
	}
	first := slices.MinFunc(accounts, func(a, b account) int { return cmp.Compare(a.report.Ref, b.report.Ref) })
	e := assemble(encounterID(first.report.Ref), accounts, w.decided.set)
	if _, err := w.exec(`INSERT INTO encounter(n, id, kind, status, lo, hi, dated, place, told) VALUES(?,?,?,?,?,?,?,?,?)`, n, e.ID, e.Kind, e.Status, e.lo, e.hi, e.Date != nil, e.placeName(), e.told); err != nil {
		return err
	}
	var keys []string
	for i := range accounts {
		keys = append(append(keys, accounts[i].report.Parties...), accounts[i].report.People...)
	}
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		if _, err := w.exec(`INSERT INTO encounter_actor(key, encounter) VALUES(?,?)`, k, n); err != nil {
			return err
		}
	}
	return nil
}
