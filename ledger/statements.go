package ledger

import (
	"context"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Statement is something said: one utterance, by the story that gives most of it; Also names the stories that give it too.
type Statement struct {
	Source   string          `json:"source"`
	ID       string          `json:"id"`
	Day      *string         `json:"day"`
	Speaker  string          `json:"speaker"`
	For      string          `json:"for,omitempty"`
	Cue      string          `json:"cue"`
	Mode     string          `json:"mode"`
	Content  string          `json:"content"`
	Also     []string        `json:"also"` // "story/s1"
	Evidence *SourceSentence `json:"evidence,omitempty"`

	day     int
	speaker string // id of the speaker
	words   []string
}

// When two statements are one utterance: by one speaker, told within so many days, and the shorter one's runs of words
// stand for the most part in the longer.
const (
	utteranceDays  = 7
	utteranceLike  = 0.7
	utteranceWords = 4 // fewer are said again and again ("no comment")
	utteranceRuns  = 3
)

// Statements gives what was said, by the filter's words, speaker, party and days, in the order of the days; the same
// utterance in several stories is given once.
func (l *Ledger) Statements(ctx context.Context, f Filter) ([]Statement, error) {
	var w where
	if err := l.actorConds(ctx, f, &w, `t.party IN %s`, `t.person IN %s`); err != nil {
		return nil, err
	}
	if err := l.processConds(ctx, &f, &w, "t.story"); err != nil {
		return nil, err
	}
	if err := f.dayConds(&w, "t.day"); err != nil {
		return nil, err
	}
	if f.Text != "" {
		w.and(`t.n IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)`, match(f.Text))
	}
	// Utterances told several times take more rows than they give lines.
	fetch := f.limit()
	if fetch > 0 {
		fetch = 3*fetch + 20
	}
	if len(phrases(f.Text)) > 0 {
		fetch = -1 // which rows hold the phrase shows only in the text
	}
	if err := l.latest(ctx, &w, "statement t", "t.day", fetch); err != nil {
		return nil, err
	}
	rows, err := l.read.QueryContext(ctx, `SELECT t.story, t.at, t.day, coalesce(i.id, t.person) FROM statement t JOIN story s ON s.n = t.story
		LEFT JOIN person_is i ON i.key = t.person WHERE `+w.String()+` ORDER BY t.day DESC, s.id DESC, s.key DESC, t.n DESC LIMIT ?`, append(w.args, fetch)...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	list := []Statement{}
	exact := phrases(f.Text)
	var r *record.Record
	story := int64(0)
	for rows.Next() {
		var n int64
		var at int
		var d *int
		var speaker string
		if err := rows.Scan(&n, &at, &d, &speaker); err != nil {
			return nil, l.asking(err)
		}
		// The statements of one story stand together: its record is put together once.
		if n != story {
			if r, err = l.recordShared(ctx, `s.n = ?`, n); err != nil {
				return nil, err
			}
			story = n
		}
		if r == nil || at >= len(r.Statements) {
			continue // read anew between the two questions
		}
		t := newStatement(r, at)
		if !holds(t.Content, exact) {
			continue
		}
		t.speaker, t.Day = speaker, dateOf(d)
		if d != nil {
			t.day = *d
		}
		if f.Evidence {
			e := r.Statements[at].Evidence
			t.Evidence = &SourceSentence{t.Source, e.Start, e.End, e.Quote}
		}
		list = append(list, t)
	}
	if err := rows.Err(); err != nil {
		return nil, l.asking(err)
	}
	slices.Reverse(list)
	list = utterances(list)
	if n := f.limit(); n > 0 && len(list) > n {
		list = list[len(list)-n:]
	}
	return list, nil
}

// newStatement is statement i of a record.
func newStatement(r *record.Record, i int) Statement {
	s := r.Statements[i]
	t := Statement{Source: r.Source.ID, ID: s.ID, Mode: s.Mode, Content: joined(s.Content), Also: []string{}, day: merge.Never}
	if s.Speaker != nil {
		t.Speaker = s.Speaker.Name
	}
	if s.For != nil {
		t.For = s.For.Name
	}
	if s.Cue != nil {
		t.Cue = s.Cue.Quote
	}
	t.words = merge.Words(t.Content)
	return t
}

// utterances brings the statements of one utterance together. The list is in the order of the days.
func utterances(list []Statement) []Statement {
	out := list[:0]
	recent := map[string][]int{} // speaker: indexes in out
	for _, t := range list {
		at := -1
		if t.speaker != "" && len(t.words) >= utteranceWords {
			keep := recent[t.speaker][:0]
			for _, i := range recent[t.speaker] {
				if out[i].day < t.day-utteranceDays {
					continue
				}
				keep = append(keep, i)
				if at < 0 && merge.Likeness(out[i].words, t.words, utteranceRuns) >= utteranceLike {
					at = i
				}
			}
			recent[t.speaker] = keep
		}
		if at < 0 {
			recent[t.speaker] = append(recent[t.speaker], len(out))
			out = append(out, t)
			continue
		}
		o := &out[at]
		ref := t.Source + "/" + t.ID
		if len(t.words) > len(o.words) {
			// The fuller account is shown, on the day of the first.
			ref = o.Source + "/" + o.ID
			o.Source, o.ID, o.Content, o.Mode, o.Cue, o.words, o.Evidence = t.Source, t.ID, t.Content, t.Mode, t.Cue, t.words, t.Evidence
		}
		o.Also = append(o.Also, ref)
	}
	return out
}
