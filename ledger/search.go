package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Hit is a passage of a story that holds the words searched for.
type Hit struct {
	Source   string  `json:"source"`
	Headline string  `json:"headline"`
	Day      *string `json:"day"`
	Start    int     `json:"start"`
	End      int     `json:"end"`
	Quote    string  `json:"quote"`
}

// Search gives the passages that hold all words of f.Text, and its phrases, the latest first.
func (l *Ledger) Search(ctx context.Context, f Filter) ([]Hit, error) {
	q, exact := match(f.Text), phrases(f.Text)
	if q == "" {
		return nil, errors.New("there is nothing to search for; give words, or a phrase in quotation marks")
	}
	w := where{}
	w.and(`passage_text MATCH ?`, q)
	if err := f.dayConds(&w, "s.told"); err != nil {
		return nil, err
	}
	if err := l.actorConds(ctx, f, &w, `s.n IN (SELECT story FROM party WHERE key IN %s)`, `s.n IN (SELECT story FROM person WHERE key IN %s)`); err != nil {
		return nil, err
	}
	rows, err := l.read.QueryContext(ctx, `SELECT s.n, s.headline, s.told, p.rowid % 4096 FROM passage_text p JOIN story s ON s.n = p.rowid / 4096
		WHERE `+w.String()+` ORDER BY s.told DESC, s.key, p.rowid`, w.args...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	out := []Hit{}
	var r *record.Record
	story := int64(0)
	for rows.Next() && (f.limit() < 0 || len(out) < f.limit()) {
		var h Hit
		var n int64
		var told *int
		var block int
		if err := rows.Scan(&n, &h.Headline, &told, &block); err != nil {
			return nil, l.asking(err)
		}
		if n != story {
			if r, err = l.recordShared(ctx, `s.n = ?`, n); err != nil {
				return nil, err
			}
			story = n
		}
		if r == nil || block >= len(r.Story.Blocks) {
			continue // read anew between the two questions
		}
		b := r.Story.Blocks[block]
		h.Source, h.Start, h.End, h.Quote, h.Day = r.Source.ID, b.Start, b.End, r.Text[b.Start:b.End], dateOf(told)
		if holds(h.Quote, exact) {
			out = append(out, h)
		}
	}
	return out, l.asking(rows.Err())
}

// Status counts what the ledger holds.
type Status struct {
	Path       string  `json:"path"`
	Bytes      int64   `json:"bytes"`
	Items      int     `json:"items"`
	Stories    int     `json:"stories"`
	Words      int64   `json:"words"`
	First      *string `json:"first"` // days of the first and last story
	Last       *string `json:"last"`
	Reports    int     `json:"reports"`
	Encounters int     `json:"encounters"`
	Statements int     `json:"statements"`
	Positions  int     `json:"positions"`
	People     int     `json:"people"`
	Readers    []Count `json:"readers"`
}

// Count is a name and how often it occurs.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Status tells what the ledger holds.
func (l *Ledger) Status(ctx context.Context) (*Status, error) {
	s := &Status{Path: l.path, Readers: []Count{}}
	var first, last *int
	err := l.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM story), (SELECT coalesce(sum(words), 0) FROM story), (SELECT min(told) FROM story), (SELECT max(told) FROM story),
		(SELECT count(*) FROM report), (SELECT count(*) FROM encounter), (SELECT count(*) FROM statement), (SELECT count(*) FROM position), (SELECT count(DISTINCT key) FROM actor_name WHERE kind = 'person')`).
		Scan(&s.Items, &s.Stories, &s.Words, &first, &last, &s.Reports, &s.Encounters, &s.Statements, &s.Positions, &s.People)
	if err != nil {
		return nil, l.asking(err)
	}
	s.First, s.Last = dateOf(first), dateOf(last)
	for _, ending := range []string{"", "-wal"} {
		if info, err := os.Stat(l.path + ending); err == nil {
			s.Bytes += info.Size()
		}
	}
	rows, err := l.read.QueryContext(ctx, `SELECT trim(reader), count(*) FROM story GROUP BY 1 ORDER BY 1`)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c Count
		if err := rows.Scan(&c.Name, &c.Count); err != nil {
			return nil, l.asking(err)
		}
		s.Readers = append(s.Readers, c)
	}
	return s, l.asking(rows.Err())
}

// Shown is one thing of the ledger with all its evidence; one field is set.
type Shown struct {
	Encounter *Encounter     `json:"encounter,omitempty"`
	Record    *record.Record `json:"record,omitempty"`
	Statement *Statement     `json:"statement,omitempty"`
	Position  *Position      `json:"position,omitempty"`
	Person    *Person        `json:"person,omitempty"`
}

// Show gives what an id names: an encounter (E…, any unique beginning of it), a story by its id, a report, statement or
// position of a story ("story/e1", "story/s2", "story/q1"), or a person by name.
func (l *Ledger) Show(ctx context.Context, id string) (*Shown, error) {
	if e, err := l.showEncounter(ctx, id); e != nil || err != nil {
		return &Shown{Encounter: e}, err
	}
	r, err := l.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	if r != nil {
		return &Shown{Record: r}, nil
	}
	if story, part, ok := cutLast(id, "/"); ok {
		if r, err = l.Record(ctx, story); err != nil {
			return nil, err
		}
		if r != nil {
			return l.showPart(ctx, r, story, part)
		}
	}
	keys, err := l.keys(ctx, "person", id)
	if err != nil {
		return nil, err
	}
	if len(keys) > 0 {
		people, err := l.People(ctx, Filter{Person: id, Limit: 1})
		if err != nil || len(people) == 0 {
			return nil, err
		}
		return &Shown{Person: &people[0]}, nil
	}
	return nil, fmt.Errorf("the ledger %s has nothing by the id %q; ids stand in timeline, statements and positions", l.path, id)
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func (l *Ledger) showEncounter(ctx context.Context, id string) (*Encounter, error) {
	if len(id) < 4 || id[0] != 'E' && id[0] != 'e' {
		return nil, nil
	}
	rows, err := l.read.QueryContext(ctx, `SELECT n, id FROM encounter WHERE id >= ? AND id < ? ORDER BY id LIMIT 2`, "E"+id[1:], "E"+id[1:]+"~")
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	var found []encounterRow
	for rows.Next() {
		var r encounterRow
		if err := rows.Scan(&r.n, &r.id); err != nil {
			return nil, l.asking(err)
		}
		found = append(found, r)
	}
	if err := rows.Err(); err != nil {
		return nil, l.asking(err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	if len(found) > 1 && found[0].id != id {
		return nil, fmt.Errorf("the id %q is the beginning of several; give more of it", id)
	}
	return l.encounterAt(ctx, found[0])
}

func (l *Ledger) encounterAt(ctx context.Context, r encounterRow) (*Encounter, error) {
	list, err := l.loadEncounters(ctx, []encounterRow{r}, true)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// Record gives the record of a story by its id, nil if there is none. Of several stories by one id, the first by content counts.
func (l *Ledger) Record(ctx context.Context, id string) (*record.Record, error) {
	return l.recordOf(ctx, `s.id = ?`, id)
}

// recordOf gives the first record whose story (table s) meets a condition.
func (l *Ledger) recordOf(ctx context.Context, cond string, args ...any) (*record.Record, error) {
	id, data, place, err := l.packedOf(ctx, cond, args...)
	if err != nil || data == nil {
		return nil, err
	}
	return l.recordAt(data, place, id)
}

// packedOf finds the packed item of the first story that meets a condition, and where the story's record is in it; data is nil
// where there is none.
func (l *Ledger) packedOf(ctx context.Context, cond string, args ...any) (id string, data []byte, place int, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT s.id, s.place, i.data FROM story s JOIN item i ON i.n = s.item WHERE `+cond+` ORDER BY s.key LIMIT 1`, args...).Scan(&id, &place, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, 0, nil
	}
	return id, data, place, l.asking(err)
}

// showPart gives one report, statement or position of a record.
func (l *Ledger) showPart(ctx context.Context, r *record.Record, story, part string) (*Shown, error) {
	day := publishedDay(r)
	for i, s := range r.Statements {
		if s.ID == part {
			t := newStatement(r, i)
			t.Day = day
			t.Evidence = &SourceSentence{story, s.Evidence.Start, s.Evidence.End, s.Evidence.Quote}
			return &Shown{Statement: &t}, nil
		}
	}
	for _, q := range r.Positions {
		if q.ID == part {
			return &Shown{Position: &Position{Source: story, ID: part, Day: day, Party: q.Party.Name, Stance: q.Stance, Issue: q.Issue, Content: q.Content.Quote,
				Evidence: &SourceSentence{story, q.Evidence.Start, q.Evidence.End, q.Evidence.Quote}}}, nil
		}
	}
	var row encounterRow
	err := l.read.QueryRowContext(ctx, `SELECT e.n, e.id FROM report r JOIN encounter e ON e.n = r.encounter JOIN story s ON s.n = r.story WHERE s.id = ? AND r.eid = ? ORDER BY s.key LIMIT 1`, story, part).Scan(&row.n, &row.id)
	if err != nil {
		return nil, fmt.Errorf("the story %q has nothing by the id %q", story, part)
	}
	e, err := l.encounterAt(ctx, row)
	return &Shown{Encounter: e}, err
}

func publishedDay(r *record.Record) *string {
	if d, ok := toldOn(r).(int); ok {
		s := merge.Date(d)
		return &s
	}
	return nil
}
