package ledger

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
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
	if f.Process != "" {
		p, err := l.Process(ctx, f.Process)
		if err != nil {
			return nil, err
		}
		c, err := l.circle(ctx, p)
		if err != nil {
			return nil, err
		}
		c.encounters(&w)
		if f.Since == "" {
			f.Since = p.Since
		}
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
	if f.Issue != "" {
		w.and(`n IN (SELECT r.encounter FROM report r WHERE r.story IN (SELECT story FROM position WHERE issue = ?))`, strings.ReplaceAll(f.Issue, " ", "_"))
	}
	if f.toldSince != 0 {
		w.and(`told >= ?`, f.toldSince)
	}
	if f.past {
		w.and(`status NOT IN ('scheduled', 'proposed')`)
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
	decided, err := loadDecisions(ctx, l.read)
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
		e := assemble(r.id, byRow[r.n], decided.set)
		if evidence {
			if err := l.cite(ctx, e, byRow[r.n]); err != nil {
				return nil, err
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// cite adds the sentences behind an encounter, those of each story in its order.
func (l *Ledger) cite(ctx context.Context, e *Encounter, accounts []account) error {
	for _, a := range accounts {
		r, err := l.recordShared(ctx, `s.key = ?`, a.report.Story)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		for _, x := range r.Encounters {
			if x.ID != a.ID {
				continue
			}
			for _, s := range x.Evidence {
				e.Evidence = append(e.Evidence, SourceSentence{a.source, s.Start, s.End, s.Quote})
			}
		}
	}
	return nil
}
