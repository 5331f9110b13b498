package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	OpUndo   = "undo"   // the corrections whose ids are Refs are taken back; an undo may be undone like any other
)

// Correction is one correction by a person. The list of corrections only grows; it is kept apart from what was read and
// applied after every reading. Things are named by the stories' words for them, so that a list can be shared between ledgers.
type Correction struct {
	ID     string   `json:"id,omitempty"` // names it in every ledger: given by Corrections, not needed by Correct
	At     string   `json:"at"`           // RFC 3339
	Author string   `json:"author"`
	Reason string   `json:"reason"`
	Op     string   `json:"op"`
	Refs   []string `json:"refs"`
	Field  string   `json:"field,omitempty"`
	Value  string   `json:"value,omitempty"`
	Undone string   `json:"undone,omitempty"` // the correction that takes it back, where one does: given by Corrections
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

// check tells what a correction lacks; known are the ids of those that it may undo.
func (c *Correction) check(known map[string]bool) error {
	if _, err := time.Parse(time.RFC3339, c.At); err != nil {
		return fmt.Errorf("a correction's time %q is not of the form 2026-03-02T10:00:00Z", c.At)
	}
	if c.Author == "" || c.Reason == "" {
		return errors.New("a correction needs its author and a reason (--author, --reason)")
	}
	least := map[string]int{OpMerge: 2, OpSplit: 2, OpSet: 1, OpRename: 1, OpDrop: 1, OpUndo: 1}
	n, ok := least[c.Op]
	if !ok {
		return fmt.Errorf("%q is no correction; there are merge, split, set, rename, drop and undo", c.Op)
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
	if c.Op == OpUndo {
		for _, ref := range c.Refs {
			if !known[ref] {
				return fmt.Errorf("there is no correction %q; correct list names them", ref)
			}
		}
	}
	if c.Op == OpRename && merge.PersonKey(c.Value) == "" {
		return errors.New("rename needs the name of the person")
	}
	return nil
}

// Correct adds corrections and applies them. Encounters may be named by their id in the ledger; they are kept by their reports.
// A correction that is in the ledger already is passed over, so that a shared list may be taken over again.
func (l *Ledger) Correct(ctx context.Context, list ...Correction) error {
	history, err := loadCorrections(ctx, l.read)
	if err != nil {
		return l.asking(err)
	}
	known := map[string]bool{}
	for _, c := range history {
		known[c.ID] = true
	}
	list = slices.Clone(list)
	for i := range list {
		c := &list[i]
		if err := l.byReports(ctx, c); err != nil {
			return err
		}
		if err := c.check(known); err != nil {
			return err
		}
		if c.ID, err = c.id(); err != nil {
			return err
		}
		known[c.ID] = true
	}
	return l.update(ctx, func(w *writer) error {
		for _, c := range list {
			args, err := c.args()
			if err != nil {
				return err
			}
			if _, err := w.exec(`INSERT OR IGNORE INTO correction(at, author, reason, op, args) VALUES(?,?,?,?,?)`, c.At, c.Author, c.Reason, c.Op, args); err != nil {
				return err
			}
		}
		all, err := loadCorrections(ctx, w.tx)
		if err != nil {
			return err
		}
		w.decided = decide(all)
		return w.apply(named(list, all))
	})
}

// Undo takes a correction back. The list of corrections keeps both it and the undoing, which may be undone like any other.
func (l *Ledger) Undo(ctx context.Context, id, at, author, reason string) error {
	return l.Correct(ctx, Correction{At: at, Author: author, Reason: reason, Op: OpUndo, Refs: []string{id}})
}

// args is what a correction does, in the form in which it is kept.
func (c *Correction) args() (string, error) {
	b, err := json.Marshal(map[string]any{"refs": c.Refs, "field": c.Field, "value": c.Value})
	return string(b), err
}

// id names a correction by its content, so that it is the same in every ledger.
func (c *Correction) id() (string, error) {
	args, err := c.args()
	if err != nil {
		return "", err
	}
	h := sha256.Sum256([]byte(strings.Join([]string{c.At, c.Author, c.Op, args}, "\x00")))
	return "C" + hex.EncodeToString(h[:5]), nil
}

// byReports turns ids of encounters into reports of theirs. A split takes a report out of its encounter: the others stay apart from it.
func (l *Ledger) byReports(ctx context.Context, c *Correction) error {
	if c.Op == OpRename || c.Op == OpUndo {
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

// Corrections gives all corrections in the order of their times, those that were taken back with what undid them.
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
		if c.ID, err = c.id(); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	markUndone(out)
	return out, rows.Err()
}

// markUndone notes for each correction which undoing is in force on it: one that is undone itself is not.
func markUndone(list []Correction) {
	undoings := map[string][]*Correction{} // by the id of what they undo
	for i := range list {
		if list[i].Op == OpUndo {
			for _, ref := range list[i].Refs {
				undoings[ref] = append(undoings[ref], &list[i])
			}
		}
	}
	done := map[string]bool{}
	var mark func(c *Correction)
	mark = func(c *Correction) {
		if done[c.ID] {
			return
		}
		done[c.ID] = true
		for _, u := range undoings[c.ID] {
			if mark(u); u.Undone == "" && c.Undone == "" {
				c.Undone = u.ID
			}
		}
	}
	for i := range list {
		mark(&list[i])
	}
}

// named are the corrections of a list, and the ones that its undoings are about, which come into force or out of it.
func named(list, all []Correction) (out []Correction) {
	byID := map[string]Correction{}
	for _, c := range all {
		byID[c.ID] = c
	}
	seen := map[string]bool{}
	for len(list) > 0 {
		c := list[0]
		list = list[1:]
		if seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		if c.Op != OpUndo {
			out = append(out, c)
			continue
		}
		for _, ref := range c.Refs {
			list = append(list, byID[ref])
		}
	}
	return out
}
