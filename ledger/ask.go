package ledger

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
)

// Encounters gives the encounters that f asks for, in the order of their days; with a limit, the latest.
func (l *Ledger) Encounters(ctx context.Context, f Filter) iter.Seq2[*Encounter, error] {
	return func(yield func(*Encounter, error) bool) {
		rows, err := l.encounterRows(ctx, f)
		if err != nil {
			yield(nil, err)
			return
		}
		for chunk := range slices.Chunk(rows, 200) {
			list, err := l.loadEncounters(ctx, chunk, f.Evidence)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// Timeline is the list of encounters that f asks for.
func (l *Ledger) Timeline(ctx context.Context, f Filter) ([]*Encounter, error) {
	out := []*Encounter{}
	for e, err := range l.Encounters(ctx, f) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

type encounterRow struct {
	n  int64
	id string
}

func (l *Ledger) encounterRows(ctx context.Context, f Filter) ([]encounterRow, error) {
	var w where
	if err := l.actorConds(ctx, f, &w, `n IN (SELECT encounter FROM encounter_actor WHERE key IN %s)`, `n IN (SELECT encounter FROM encounter_actor WHERE key IN %s)`); err != nil {
		return nil, err
	}
	lo, hi, err := f.days()
	if err != nil {
		return nil, err
	}
	if f.Since != "" {
		w.and(`hi >= ?`, lo)
	}
	if f.Until != "" {
		w.and(`lo <= ?`, hi)
	}
	if f.Place != "" {
		w.and(`place LIKE ?`, "%"+f.Place+"%")
	}
	if f.Status != "" {
		w.and(`status = ?`, f.Status)
	}
	if f.Text != "" {
		w.and(`n IN (SELECT r.encounter FROM report r WHERE r.story IN (SELECT rowid / 4096 FROM passage_text WHERE passage_text MATCH ?))`, match(f.Text))
	}
	rows, err := l.read.QueryContext(ctx, `SELECT n, id FROM encounter WHERE `+w.String()+` ORDER BY lo DESC, id DESC LIMIT ?`, append(w.args, f.limit())...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	var out []encounterRow
	for rows.Next() {
		var r encounterRow
		if err := rows.Scan(&r.n, &r.id); err != nil {
			return nil, l.asking(err)
		}
		out = append(out, r)
	}
	slices.Reverse(out)
	return out, l.asking(rows.Err())
}

// actorConds adds the conditions on party and person; where the name is unknown, nothing matches.
func (l *Ledger) actorConds(ctx context.Context, f Filter, w *where, party, person string) error {
	for _, c := range []struct{ kind, name, cond string }{{"party", f.Party, party}, {"person", f.Person, person}} {
		if c.name == "" {
			continue
		}
		keys, err := l.keys(ctx, c.kind, c.name)
		if err != nil {
			return err
		}
		in, args := marks(keys)
		w.and(fmt.Sprintf(c.cond, in), args...)
	}
	return nil
}

func (l *Ledger) loadEncounters(ctx context.Context, rows []encounterRow, evidence bool) ([]*Encounter, error) {
	out := make([]*Encounter, 0, len(rows))
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = fmt.Sprint(r.n)
	}
	byRow := map[int64][]account{}
	accounts, owners, err := loadGrouped(ctx, l.read, `r.encounter IN (`+strings.Join(ids, ",")+`)`)
	if err != nil {
		return nil, l.asking(err)
	}
	for i, a := range accounts {
		byRow[owners[i]] = append(byRow[owners[i]], a)
	}
	for _, r := range rows {
		if len(byRow[r.n]) == 0 {
			continue // it was regrouped between the two questions
		}
		e := assemble(r.id, byRow[r.n])
		if evidence {
			e.cite(byRow[r.n])
		}
		out = append(out, e)
	}
	return out, nil
}

// cite adds the sentences behind an encounter, those of each story in its order.
func (e *Encounter) cite(accounts []account) {
	for _, a := range accounts {
		for _, s := range a.Evidence {
			e.Evidence = append(e.Evidence, SourceSentence{a.source, s.Start, s.End, s.Quote})
		}
	}
}

// Statement is something said, as one story reports it.
type Statement struct {
	Source   string          `json:"source"`
	ID       string          `json:"id"`
	Day      *string         `json:"day"`
	Speaker  string          `json:"speaker"`
	For      string          `json:"for,omitempty"`
	Cue      string          `json:"cue"`
	Mode     string          `json:"mode"`
	Content  string          `json:"content"`
	Evidence *SourceSentence `json:"evidence,omitempty"`
}

// Statements gives what was said, by the filter's words, speaker, party and days, in the order of the days.
func (l *Ledger) Statements(ctx context.Context, f Filter) ([]Statement, error) {
	var w where
	if err := l.actorConds(ctx, f, &w, `t.party IN %s`, `t.person IN %s`); err != nil {
		return nil, err
	}
	if err := f.dayConds(&w, "t.day"); err != nil {
		return nil, err
	}
	if f.Text != "" {
		w.and(`t.n IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)`, match(f.Text))
	}
	rows, err := l.read.QueryContext(ctx, `SELECT s.id, t.sid, t.day, t.speaker, t.party, t.cue, t.mode, t.content FROM statement t JOIN story s ON s.n = t.story
		WHERE `+w.String()+` ORDER BY t.day DESC, s.id DESC, s.key DESC, t.n DESC LIMIT ?`, append(w.args, f.limit())...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	out := []Statement{}
	for rows.Next() {
		var t Statement
		var d *int
		if err := rows.Scan(&t.Source, &t.ID, &d, &t.Speaker, &t.For, &t.Cue, &t.Mode, &t.Content); err != nil {
			return nil, l.asking(err)
		}
		t.Day = dateOf(d)
		out = append(out, t)
	}
	slices.Reverse(out)
	return out, l.asking(rows.Err())
}

func dateOf(day *int) *string {
	if day == nil {
		return nil
	}
	s := merge.Date(*day)
	return &s
}

// dayConds adds the conditions on a column of days.
func (f *Filter) dayConds(w *where, column string) error {
	lo, hi, err := f.days()
	if err != nil {
		return err
	}
	if f.Since != "" {
		w.and(column+` >= ?`, lo)
	}
	if f.Until != "" {
		w.and(column+` <= ?`, hi)
	}
	return nil
}

// Position is what a party wants, refuses, offers or accepts, as one story reports it.
type Position struct {
	Source   string          `json:"source"`
	ID       string          `json:"id"`
	Day      *string         `json:"day"`
	Party    string          `json:"party"`
	Stance   string          `json:"stance"`
	Issue    string          `json:"issue"`
	Content  string          `json:"content"`
	Evidence *SourceSentence `json:"evidence,omitempty"`
}

// Positions gives the positions that f asks for, by party, issue and day.
func (l *Ledger) Positions(ctx context.Context, f Filter) ([]Position, error) {
	var w where
	if err := l.actorConds(ctx, Filter{Party: f.Party}, &w, `q.key IN %s`, ``); err != nil {
		return nil, err
	}
	if err := f.dayConds(&w, "q.day"); err != nil {
		return nil, err
	}
	if f.Issue != "" {
		w.and(`q.issue = ?`, strings.ReplaceAll(f.Issue, " ", "_"))
	}
	rows, err := l.read.QueryContext(ctx, `SELECT s.id, q.qid, q.day, q.party, q.stance, q.issue, q.content FROM position q JOIN story s ON s.n = q.story
		WHERE `+w.String()+` ORDER BY q.day DESC, s.id DESC, s.key DESC, q.n DESC LIMIT ?`, append(w.args, f.limit())...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	out := []Position{}
	for rows.Next() {
		var q Position
		var d *int
		if err := rows.Scan(&q.Source, &q.ID, &d, &q.Party, &q.Stance, &q.Issue, &q.Content); err != nil {
			return nil, l.asking(err)
		}
		q.Day = dateOf(d)
		out = append(out, q)
	}
	slices.Reverse(out)
	return out, l.asking(rows.Err())
}
