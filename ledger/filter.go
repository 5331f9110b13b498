package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
)

// Filter narrows a question. The zero value asks for everything.
type Filter struct {
	Since, Until string // days (EDTF), both included; a month or a year stands for all of its days
	Party        string // name or key: "Russia", "RUS"
	Person       string // full name or surname
	Place        string
	Issue        string // of positions; of encounters: those told of by stories that hold positions on it
	Text         string // words, for full-text search
	Status       string // of encounters
	Process      string // name of a process
	Limit        int    // the latest so many; 0: no limit
	Evidence     bool   // with the sentences behind each line

	toldSince int  // of encounters: some story told of it on this day or later; 0: whenever
	past      bool // of encounters: neither scheduled nor proposed
}

// DefaultLimit is how many lines an answer has where the user does not say.
const DefaultLimit = 50

// where gathers the conditions of a query.
type where struct {
	conds []string
	args  []any
}

func (w *where) and(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return "1"
	}
	return strings.Join(w.conds, " AND ")
}

// days gives the first and last day asked for.
func (f *Filter) days() (lo, hi int, err error) {
	lo, hi = merge.Never, merge.Open
	if f.Since != "" {
		l, _, ok := merge.Bounds(f.Since)
		if !ok {
			return 0, 0, fmt.Errorf("--since %q is no date; write it as 2025-12-02, 2025-12 or 2025", f.Since)
		}
		lo = l
	}
	if f.Until != "" {
		_, h, ok := merge.Bounds(f.Until)
		if !ok {
			return 0, 0, fmt.Errorf("--until %q is no date; write it as 2025-12-02, 2025-12 or 2025", f.Until)
		}
		hi = h
	}
	return lo, hi, nil
}

func (f *Filter) limit() int {
	if f.Limit <= 0 {
		return -1
	}
	return f.Limit
}

// keys are the keys of the people or parties that the user may mean by a name.
func (l *Ledger) keys(ctx context.Context, kind, name string) ([]string, error) {
	if kind == "person" {
		return l.personKeys(ctx, name)
	}
	folded := merge.Fold(strings.TrimPrefix(strings.ToLower(name), "the "))
	return l.strings(ctx, `SELECT DISTINCT key FROM actor_name WHERE kind = ? AND (key = ? OR key = ? OR lower(name) = lower(?)) ORDER BY key`, kind, folded, name, name)
}

func (l *Ledger) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	out, err := column[string](ctx, l.read, query, args...)
	return out, l.asking(err)
}

func (l *Ledger) asking(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("asking the ledger %s: %w", l.path, err)
}

// marks are the placeholders and arguments for a list of values.
func marks(values []string) (string, []any) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return "(" + strings.TrimSuffix(strings.Repeat("?,", len(values)), ",") + ")", args
}

// match makes a full-text query of a user's words: every word must occur. What stands in quotation marks is to be found as a
// phrase besides, which the index does not know: see phrases.
func match(text string) string {
	var out []string
	for _, w := range merge.Words(text) {
		out = append(out, `"`+w+`"`)
	}
	return strings.Join(out, " ")
}

// phrases are the phrases of a user's words, as their words.
func phrases(text string) (out [][]string) {
	for i, part := range strings.Split(text, `"`) {
		if w := merge.Words(part); i%2 == 1 && len(w) > 1 {
			out = append(out, w)
		}
	}
	return out
}

// holds tells whether a text holds all the phrases.
func holds(text string, phrases [][]string) bool {
	if len(phrases) == 0 {
		return true
	}
	words := merge.Words(text)
	for _, p := range phrases {
		found := false
		for i := 0; i+len(p) <= len(words) && !found; i++ {
			found = slices.Equal(words[i:i+len(p)], p)
		}
		if !found {
			return false
		}
	}
	return true
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

// latest narrows a query on rows of a table to the days of the latest n that meet its conditions, so that no more need sorting;
// day is the table's column of days.
func (l *Ledger) latest(ctx context.Context, w *where, table, day string, n int) error {
	if n <= 0 {
		return nil
	}
	days, err := column[*int](ctx, l.read, `SELECT `+day+` FROM `+table+` WHERE `+w.String()+` ORDER BY `+day+` DESC LIMIT 1 OFFSET ?`, append(slices.Clone(w.args), n-1)...)
	if err != nil {
		return l.asking(err)
	}
	if len(days) > 0 && days[0] != nil {
		w.and(day+` >= ?`, *days[0])
	}
	return nil
}

func dateOf(day *int) *string {
	if day == nil {
		return nil
	}
	s := merge.Date(*day)
	return &s
}
