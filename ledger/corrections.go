package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Operations of corrections.
const (
	OpMerge  = "merge"  // Refs are reports ("story/e1") of one encounter
	OpSplit  = "split"  // the first of Refs is a report of another encounter than the others
	OpSet    = "set"    // Field of the encounter that the report Refs[0] tells of is Value
	OpRename = "rename" // the person named Refs[0] is the one named Value
	OpDrop   = "drop"   // the reports, statements or positions of Refs ("story/s2") are wrong and left out
)

// Correction is one correction by a person. The list of corrections only grows; it is kept apart from what was read and
// applied after every reading. Things are named by the stories' words for them, so that a list can be shared between ledgers.
type Correction struct {
	At     string   `json:"at"` // RFC 3339
	Author string   `json:"author"`
	Reason string   `json:"reason"`
	Op     string   `json:"op"`
	Refs   []string `json:"refs"`
	Field  string   `json:"field,omitempty"`
	Value  string   `json:"value,omitempty"`
}

// settable are the fields of an encounter that can be set, with what they may hold.
var settable = map[string]func(string) bool{
	"kind":     func(v string) bool { return slices.Contains(record.EncounterKinds(), v) },
	"status":   func(v string) bool { return slices.Contains(record.EncounterStatuses(), v) },
	"outcome":  func(v string) bool { return slices.Contains(record.EncounterOutcomes(), v) },
	"date":     record.IsEDTF,
	"duration": record.IsDuration,
	"place":    func(v string) bool { return v != "" },
	"venue":    func(v string) bool { return v != "" },
}

func (c *Correction) check() error {
	if _, err := time.Parse(time.RFC3339, c.At); err != nil {
		return fmt.Errorf("a correction's time %q is not of the form 2026-03-02T10:00:00Z", c.At)
	}
	if c.Author == "" || c.Reason == "" {
		return errors.New("a correction needs its author and a reason (--author, --reason)")
	}
	least := map[string]int{OpMerge: 2, OpSplit: 2, OpSet: 1, OpRename: 1, OpDrop: 1}
	n, known := least[c.Op]
	if !known {
		return fmt.Errorf("%q is no correction; there are merge, split, set, rename and drop", c.Op)
	}
	if len(c.Refs) < n || slices.Contains(c.Refs, "") {
		return fmt.Errorf("%s needs %d or more things to work on", c.Op, n)
	}
	if c.Op == OpSet {
		ok := settable[c.Field]
		if ok == nil {
			return fmt.Errorf("the field %q can't be set; there are kind, status, outcome, date, duration, place and venue", c.Field)
		}
		if !ok(c.Value) {
			return fmt.Errorf("%q is no %s of an encounter", c.Value, c.Field)
		}
	}
	if c.Op == OpRename && merge.PersonKey(c.Value) == "" {
		return errors.New("rename needs the name of the person")
	}
	return nil
}

// Correct adds corrections and applies them. Encounters may be named by their id in the ledger; they are kept by their reports.
func (l *Ledger) Correct(ctx context.Context, list ...Correction) error {
	for i := range list {
		c := &list[i]
		if err := l.byReports(ctx, c); err != nil {
			return err
		}
		if err := c.check(); err != nil {
			return err
		}
	}
	return l.update(ctx, func(w *writer) error {
		for _, c := range list {
			args, err := json.Marshal(map[string]any{"refs": c.Refs, "field": c.Field, "value": c.Value})
			if err != nil {
				return err
			}
			if _, err := w.exec(`INSERT OR IGNORE INTO correction(at, author, reason, op, args) VALUES(?,?,?,?,?)`, c.At, c.Author, c.Reason, c.Op, string(args)); err != nil {
				return err
			}
		}
		var err error
		if w.decided, err = loadDecisions(ctx, w.tx); err != nil {
			return err
		}
		return w.apply(list)
	})
}

// byReports turns ids of encounters into reports of theirs. A split takes a report out of its encounter: the others stay apart from it.
func (l *Ledger) byReports(ctx context.Context, c *Correction) error {
	if c.Op == OpRename {
		return nil
	}
	var out []string
	for _, ref := range c.Refs {
		e, err := l.showEncounter(ctx, ref)
		if err != nil {
			return err
		}
		switch {
		case e == nil:
			out = append(out, ref)
		case c.Op == OpDrop:
			for _, r := range e.Reports {
				out = append(out, r.Source+"/"+r.Encounter)
			}
		default:
			out = append(out, e.Reports[0].Source+"/"+e.Reports[0].Encounter)
		}
	}
	if c.Op == OpSplit && len(out) == 1 {
		s, err := l.Show(ctx, out[0])
		if err != nil {
			return err
		}
		if s.Encounter == nil || len(s.Encounter.Reports) < 2 {
			return fmt.Errorf("%s stands alone already", out[0])
		}
		for _, r := range s.Encounter.Reports {
			if ref := r.Source + "/" + r.Encounter; ref != out[0] {
				out = append(out, ref)
			}
		}
	}
	c.Refs = out
	return nil
}

// apply marks what the corrections touch to be settled anew.
func (w *writer) apply(list []Correction) error {
	touched := map[int64]bool{}
	for _, c := range list {
		if c.Op == OpRename {
			w.tails = map[string]bool{merge.Tail(merge.PersonKey(c.Refs[0])): true, merge.Tail(merge.PersonKey(c.Value)): true}
			continue
		}
		var parts []*placed
		for _, ref := range c.Refs {
			ps, err := w.named(ref)
			if err != nil {
				return err
			}
			if c.Op == OpDrop {
				if err := w.drop(ref, ps); err != nil {
					return err
				}
			}
			parts = append(parts, ps...)
		}
		for _, p := range parts {
			touched[p.component] = true
			if c.Op != OpMerge || p.component == parts[0].component {
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

// drop takes a report, statement or position out of the ledger; the record keeps it.
func (w *writer) drop(ref string, reports []*placed) error {
	for _, p := range reports {
		if p.encounter != 0 {
			if err := w.scatter(p.encounter); err != nil {
				return err
			}
		}
		if err := w.removeReport(p); err != nil {
			return err
		}
	}
	story, id, ok := cutLast(ref, "/")
	if !ok {
		return nil
	}
	r, err := w.l.Record(w.ctx, story)
	if err != nil || r == nil {
		return err
	}
	for i, q := range r.Positions {
		if q.ID == id {
			if _, err := w.exec(`DELETE FROM position WHERE n IN (SELECT q.n FROM position q JOIN story s ON s.n = q.story WHERE s.id = ? AND q.at = ?)`, story, i); err != nil {
				return err
			}
		}
	}
	for i, s := range r.Statements {
		if s.ID != id {
			continue
		}
		for _, q := range []string{
			`DELETE FROM statement_text WHERE rowid IN (SELECT t.n FROM statement t JOIN story s ON s.n = t.story WHERE s.id = ? AND t.at = ?)`,
			`DELETE FROM statement WHERE n IN (SELECT t.n FROM statement t JOIN story s ON s.n = t.story WHERE s.id = ? AND t.at = ?)`,
		} {
			if _, err := w.exec(q, story, i); err != nil {
				return err
			}
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

// Corrections gives all corrections in the order of their times.
func (l *Ledger) Corrections(ctx context.Context) iter.Seq2[Correction, error] {
	return func(yield func(Correction, error) bool) {
		list, err := loadCorrections(ctx, l.read)
		if err != nil {
			yield(Correction{}, l.asking(err))
			return
		}
		for _, c := range list {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func loadCorrections(ctx context.Context, q querier) ([]Correction, error) {
	rows, err := q.QueryContext(ctx, `SELECT at, author, reason, op, args FROM correction ORDER BY at, author, op, args`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Correction
	for rows.Next() {
		var c Correction
		var args []byte
		if err := rows.Scan(&c.At, &c.Author, &c.Reason, &c.Op, &args); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(args, &c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// fixes are fields that people have set: by report, by field.
type fixes map[string]map[string]string

// decisions are all corrections, by what they work on.
type decisions struct {
	together [][2]string // pairs of reports
	apart    [][2]string
	set      fixes
	rename   map[string]string // key of a name: key of the person
	drop     map[string]bool
}

func loadDecisions(ctx context.Context, q querier) (*decisions, error) {
	list, err := loadCorrections(ctx, q)
	if err != nil {
		return nil, err
	}
	d := &decisions{set: fixes{}, rename: map[string]string{}, drop: map[string]bool{}}
	for _, c := range list {
		switch c.Op {
		case OpMerge, OpSplit:
			for _, r := range c.Refs[1:] {
				pair := [2]string{c.Refs[0], r}
				// The later word counts: what was put together may be taken apart, and the other way round.
				d.together = without(d.together, pair)
				d.apart = without(d.apart, pair)
				if c.Op == OpMerge {
					d.together = append(d.together, pair)
				} else {
					d.apart = append(d.apart, pair)
				}
			}
		case OpSet:
			if d.set[c.Refs[0]] == nil {
				d.set[c.Refs[0]] = map[string]string{}
			}
			d.set[c.Refs[0]][c.Field] = c.Value
		case OpRename:
			d.rename[merge.PersonKey(c.Refs[0])] = merge.PersonKey(c.Value)
		case OpDrop:
			for _, r := range c.Refs {
				d.drop[r] = true
			}
		}
	}
	return d, nil
}

func without(list [][2]string, pair [2]string) [][2]string {
	return slices.DeleteFunc(list, func(p [2]string) bool { return p == pair || p == [2]string{pair[1], pair[0]} })
}

// orders are the decisions on the reports of one component, by their indexes.
func (d *decisions) orders(all []*placed) merge.Orders {
	var o merge.Orders
	if len(d.together)+len(d.apart) == 0 {
		return o
	}
	at := map[string]int{}
	for i, p := range all {
		at[p.source] = i
	}
	pick := func(pairs [][2]string) (out [][2]int) {
		for _, p := range pairs {
			a, okA := at[p[0]]
			b, okB := at[p[1]]
			if okA && okB && a != b {
				out = append(out, [2]int{min(a, b), max(a, b)})
			}
		}
		slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
		return out
	}
	o.Together, o.Apart = pick(d.together), pick(d.apart)
	return o
}

// fix sets the fields that people have set for one of the accounts.
func (e *Encounter) fix(accounts []account, fixed fixes) {
	for _, a := range accounts {
		for field, value := range fixed[a.source+"/"+a.ID] {
			switch field {
			case "kind":
				e.Kind = value
			case "status":
				e.Status = value
			case "outcome":
				e.Outcome = value
			case "date":
				e.Date = &value
			case "duration":
				e.Duration = &value
			case "place":
				e.Place = &value
			case "venue":
				e.Venue = &value
			}
			e.Corrected = append(e.Corrected, field)
		}
	}
	slices.Sort(e.Corrected)
	e.Corrected = slices.Compact(e.Corrected)
	e.Disagreements = slices.DeleteFunc(e.Disagreements, func(d Disagreement) bool { return slices.Contains(e.Corrected, strings.ToLower(d.Field)) })
}
