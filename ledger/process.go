package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Process is a named view: the parties, people, issues and words by which the stories of one negotiation are known.
type Process struct {
	Name    string   `json:"name"`
	Parties []string `json:"parties,omitempty"`
	People  []string `json:"people,omitempty"`
	Issues  []string `json:"issues,omitempty"`
	Words   string   `json:"words,omitempty"`
	Since   string   `json:"since,omitempty"`
}

// SaveProcess keeps a process; one of the same name is replaced.
func (l *Ledger) SaveProcess(ctx context.Context, p Process) error {
	if strings.TrimSpace(p.Name) == "" {
		return errors.New("a process needs a name")
	}
	if len(p.Parties)+len(p.People) == 0 && p.Words == "" {
		return errors.New("a process needs parties, people or words to be known by")
	}
	f := Filter{Since: p.Since}
	if _, _, err := f.days(); err != nil {
		return err
	}
	doc, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return l.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO process(name, filter) VALUES(?,?) ON CONFLICT DO UPDATE SET filter = excluded.filter`, p.Name, string(doc))
		return err
	})
}

// DropProcess removes a process; what it showed stays.
func (l *Ledger) DropProcess(ctx context.Context, name string) error {
	return l.tx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM process WHERE name = ?`, name)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("there is no process %q; process list names them", name))
		}
		return nil
	})
}

// Processes gives all processes by name.
func (l *Ledger) Processes(ctx context.Context) ([]Process, error) {
	docs, err := l.strings(ctx, `SELECT filter FROM process ORDER BY name`)
	if err != nil {
		return nil, err
	}
	out := []Process{}
	for _, d := range docs {
		var p Process
		if err := json.Unmarshal([]byte(d), &p); err != nil {
			return nil, l.asking(err)
		}
		out = append(out, p)
	}
	return out, nil
}

// Process gives the process of a name.
func (l *Ledger) Process(ctx context.Context, name string) (*Process, error) {
	all, err := l.Processes(ctx)
	if err != nil {
		return nil, err
	}
	for i, p := range all {
		if strings.EqualFold(p.Name, name) {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("there is no process %q; make it with: rapporteur process set %q --party …", name, name)
}

// circle are the keys of a process's parties and people, each list the names of one.
type circle struct {
	parties, people [][]string
	words           string
}

func (l *Ledger) circle(ctx context.Context, p *Process) (*circle, error) {
	c := &circle{words: match(p.Words)}
	for _, name := range p.Parties {
		keys, err := l.keys(ctx, "party", name)
		if err != nil {
			return nil, err
		}
		c.parties = append(c.parties, keys)
	}
	for _, name := range p.People {
		keys, err := l.keys(ctx, "person", name)
		if err != nil {
			return nil, err
		}
		c.people = append(c.people, keys)
	}
	return c, nil
}

// encounters adds the condition that an encounter belongs to the process: two of its parties and people take part (or the one
// that it has), or one does and a story that tells of it holds the words; where it has words alone, the words.
func (c *circle) encounters(w *where) {
	var sum []string
	var args []any
	for _, keys := range append(append([][]string{}, c.parties...), c.people...) {
		in, a := marks(keys)
		sum = append(sum, `(n IN (SELECT encounter FROM encounter_actor WHERE key IN `+in+`))`)
		args = append(args, a...)
	}
	words := `n IN (SELECT r.encounter FROM report r WHERE r.story IN (SELECT rowid / 4096 FROM passage_text WHERE passage_text MATCH ?))`
	switch total := strings.Join(sum, " + "); {
	case len(sum) == 0:
		w.and(words, c.words)
	case c.words == "":
		w.and(`(`+total+`) >= ?`, append(args, min(2, len(sum)))...)
	default:
		w.and(`((`+total+`) >= ? OR (`+total+`) >= 1 AND `+words+`)`, append(append(append(append([]any{}, args...), 2), args...), c.words)...)
	}
}

// stories is the condition, on a column of story rows, that a story belongs to the process: it names two of the parties and
// people (or the one), or one and the words.
func (c *circle) stories(w *where, column string) {
	var sum []string
	var args []any
	for i, keys := range append(append([][]string{}, c.parties...), c.people...) {
		table := "party"
		if i >= len(c.parties) {
			table = "person"
		}
		in, a := marks(keys)
		sum = append(sum, `(`+column+` IN (SELECT story FROM `+table+` WHERE key IN `+in+`))`)
		args = append(args, a...)
	}
	words := column + ` IN (SELECT rowid / 4096 FROM passage_text WHERE passage_text MATCH ?)`
	switch total := strings.Join(sum, " + "); {
	case len(sum) == 0:
		w.and(words, c.words)
	case c.words == "":
		w.and(`(`+total+`) >= ?`, append(args, min(2, len(sum)))...)
	default:
		w.and(`((`+total+`) >= 1 AND `+words+`)`, append(args, c.words)...)
	}
}

// processConds narrows a query to the stories of the filter's process, and positions to its issues and parties.
func (l *Ledger) processConds(ctx context.Context, f *Filter, w *where, column string) error {
	if f.Process == "" {
		return nil
	}
	p, err := l.Process(ctx, f.Process)
	if err != nil {
		return err
	}
	c, err := l.circle(ctx, p)
	if err != nil {
		return err
	}
	c.stories(w, column)
	if f.Since == "" {
		f.Since = p.Since
	}
	if column == "q.story" && len(c.parties) > 0 {
		in, args := marks(c.partyKeys())
		w.and(`q.key IN `+in, args...)
	}
	if column == "q.story" && len(p.Issues) > 0 {
		in, args := marks(p.Issues)
		w.and(`q.issue IN `+in, args...)
	}
	return nil
}

// partyKeys are all keys of the process's parties.
func (c *circle) partyKeys() (out []string) {
	for _, k := range c.parties {
		out = append(out, k...)
	}
	return out
}
