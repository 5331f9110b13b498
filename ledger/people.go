package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// names counts the names of a record's people; settlePeople finds out whose they are.
func (w *writer) names(r *record.Record) error {
	for _, p := range r.People {
		if err := w.count(merge.PersonKey(p.Name), p.Roles, 1); err != nil {
			return err
		}
	}
	return nil
}

// forgetNames takes the names of a story's people out of the count.
func (w *writer) forgetNames(story int64) error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT key, roles FROM person WHERE story = ?`, story)
	if err != nil {
		return err
	}
	defer rows.Close()
	var keys []string
	var offices [][]record.Role
	for rows.Next() {
		var key string
		var doc []byte
		var roles []record.Role
		if err := rows.Scan(&key, &doc); err != nil {
			return err
		}
		if err := json.Unmarshal(doc, &roles); err != nil {
			return err
		}
		keys, offices = append(keys, key), append(offices, roles)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if w.resum == nil {
		w.resum = map[string]bool{}
	}
	for i, key := range keys {
		w.resum[key] = true
		if err := w.count(key, offices[i], -1); err != nil {
			return err
		}
	}
	_, err = w.exec(`DELETE FROM person_name WHERE stories <= 0`)
	return err
}

// count adds a story to the count of a name, once for each party that its offices are with.
func (w *writer) count(key string, roles []record.Role, by int) error {
	tail := merge.Tail(key)
	offices := []string{}
	for _, role := range roles {
		if role.Of != nil {
			offices = append(offices, merge.Fold(*role.Of))
		}
	}
	slices.Sort(offices)
	if offices = slices.Compact(offices); len(offices) == 0 {
		offices = []string{""}
	}
	for _, of := range offices {
		if _, err := w.exec(`INSERT INTO person_name(tail, key, of, stories) VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET stories = stories + excluded.stories`, tail, key, of, by); err != nil {
			return err
		}
	}
	w.tail(key)
	return nil
}

// tail notes that the names of a last sound are to be decided anew.
func (w *writer) tail(key string) {
	if w.tails == nil {
		w.tails = map[string]bool{}
	}
	w.tails[merge.Tail(key)] = true
}

// settlePeople decides anew for the names of the last sounds that the batch brought.
func (w *writer) settlePeople() error {
	for tail := range w.tails {
		uses, err := w.uses(tail)
		if err != nil {
			return err
		}
		for key, id := range merge.People(uses) {
			if to, ok := w.decided.rename[key]; ok {
				id = to
			}
			if _, err := w.exec(`INSERT INTO person_is(key, id) VALUES(?,?) ON CONFLICT DO UPDATE SET id = excluded.id`, key, id); err != nil {
				return err
			}
		}
	}
	w.tails = nil
	return nil
}

func (w *writer) uses(tail string) ([]merge.NameUse, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT key, of, stories FROM person_name WHERE tail = ? ORDER BY key, of`, tail)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []merge.NameUse
	for rows.Next() {
		var key, of string
		var n int
		if err := rows.Scan(&key, &of, &n); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].Key != key {
			out = append(out, merge.NameUse{Key: key, Of: map[string]int{}})
		}
		u := &out[len(out)-1]
		u.Stories += n
		if of != "" {
			u.Of[of] += n
		}
	}
	return out, rows.Err()
}

// personKeys are all the names of the people whom the user may mean by a name: a full name in any of its spellings, or a surname.
func (l *Ledger) personKeys(ctx context.Context, name string) ([]string, error) {
	folded := merge.PersonKey(name)
	keys, err := l.strings(ctx, `SELECT DISTINCT key FROM actor_name WHERE kind = 'person' AND (key = ? OR tail = ?) ORDER BY key`, folded, folded)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		near, err := l.strings(ctx, `SELECT DISTINCT key FROM person_name WHERE tail = ? ORDER BY key`, merge.Tail(folded))
		if err != nil {
			return nil, err
		}
		for _, k := range near {
			if merge.SamePerson(k, folded) {
				keys = append(keys, k)
			}
		}
	}
	in, args := marks(keys)
	return l.strings(ctx, `SELECT DISTINCT b.key FROM person_is a JOIN person_is b ON b.id = a.id WHERE a.key IN `+in+` ORDER BY 1`, args...)
}

// Person is a person by all the names that stories give them.
type Person struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`    // the commonest full form
	Aliases []string     `json:"aliases"` // the other forms and spellings
	Stories int          `json:"stories"`
	First   *string      `json:"first"` // first and last day on which a story names them
	Last    *string      `json:"last"`
	Roles   []PersonRole `json:"roles"`
}

// PersonRole is an office that stories give a person, with the first and last day.
type PersonRole struct {
	Title   string  `json:"title"`
	Of      *string `json:"of"`
	First   *string `json:"first"`
	Last    *string `json:"last"`
	Stories int     `json:"stories"`
}

// People gives the people that stories name, those of most stories first.
func (l *Ledger) People(ctx context.Context, f Filter) ([]Person, error) {
	w := where{}
	if err := l.actorConds(ctx, f, &w, `p.story IN (SELECT story FROM party WHERE key IN %s)`, `p.key IN %s`); err != nil {
		return nil, err
	}
	keys, err := l.keys(ctx, "party", f.Party)
	if err != nil {
		return nil, err
	}
	many := f.Party != "" && f.Since+f.Until+f.Person == "" && f.Limit > 0
	if many {
		many, err = l.many(ctx, keys)
	}
	if err != nil {
		return nil, err
	}
	count, from := `count(DISTINCT p.story), min(p.day), max(p.day)`, `person p JOIN person_is i ON i.key = p.key`
	switch {
	case f.Since != "" || f.Until != "":
		// The stories of the days asked for are few beside all: their people are found by way of them.
		from = `story s JOIN person p ON p.story = s.n JOIN person_is i ON i.key = p.key`
		if err := f.dayConds(&w, "s.told"); err != nil {
			return nil, err
		}
	case f.Party == "":
		count, from = `sum(p.stories), min(p.first), max(p.last)`, `person_sum p JOIN person_is i ON i.key = p.key`
		w.and(`p.kind = 'all'`)
	}
	var out []Person
	if many {
		out, err = l.besideParty(ctx, keys, f.Limit)
	} else {
		out, err = l.people(ctx, `SELECT i.id, `+count+` FROM `+from+` WHERE `+w.String()+` GROUP BY i.id ORDER BY 2 DESC, 1 LIMIT ?`, append(w.args, f.limit())...)
	}
	if err != nil {
		return nil, err
	}
	for i := range out {
		if err := l.rolesOf(ctx, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// people reads the ids of people, in how many stories they stand, and from which day to which.
func (l *Ledger) people(ctx context.Context, query string, args ...any) ([]Person, error) {
	rows, err := l.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	out := []Person{}
	for rows.Next() {
		var p Person
		var first, last *int
		if err := rows.Scan(&p.ID, &p.Stories, &first, &last); err != nil {
			return nil, l.asking(err)
		}
		p.First, p.Last = dateOf(first), dateOf(last)
		out = append(out, p)
	}
	return out, l.asking(rows.Err())
}

// A party that so many stories name is asked for its people by way of the people of most stories, so many at a time: by
// way of its stories all people of all of them would be counted.
const (
	manyStories = 2000
	peopleStep  = 100
)

// many tells whether a party is named by many stories.
func (l *Ledger) many(ctx context.Context, keys []string) (bool, error) {
	in, args := marks(keys)
	n, err := column[int](ctx, l.read, `SELECT count(*) FROM (SELECT 1 FROM party WHERE key IN `+in+` LIMIT ?)`, append(args, manyStories)...)
	return err == nil && n[0] == manyStories, l.asking(err)
}

// besideParty gives the people whom most of the stories name that name a party of many stories: of all people, those of most
// stories are counted, until the next can stand in no more stories with the party than the last of the answer does.
func (l *Ledger) besideParty(ctx context.Context, keys []string, limit int) (out []Person, err error) {
	in, args := marks(keys)
	for from := 0; ; from += peopleStep {
		likely, err := l.people(ctx, `SELECT i.id, sum(p.stories), NULL, NULL FROM person_sum p JOIN person_is i ON i.key = p.key WHERE p.kind = 'all' GROUP BY i.id ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?`, peopleStep, from)
		if err != nil {
			return nil, err
		}
		if len(likely) == 0 || len(out) == limit && likely[0].Stories < out[limit-1].Stories {
			return out, nil
		}
		ids := make([]string, len(likely))
		for i, p := range likely {
			ids[i] = p.ID
		}
		who, whoArgs := marks(ids)
		// The plus keeps the database from seeking every story of the party for each name.
		found, err := l.people(ctx, `SELECT i.id, count(DISTINCT p.story), min(p.day), max(p.day) FROM person_is i CROSS JOIN person p ON p.key = i.key
			WHERE i.id IN `+who+` AND +p.story IN (SELECT story FROM party WHERE key IN `+in+`) GROUP BY i.id`, append(whoArgs, args...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		slices.SortFunc(out, func(a, b Person) int { return cmp.Or(b.Stories-a.Stories, cmp.Compare(a.ID, b.ID)) })
		out = out[:min(len(out), limit)]
	}
}

// rolesOf adds the forms of a person's name, the commonest first, and the offices over time.
func (l *Ledger) rolesOf(ctx context.Context, p *Person) error {
	forms, err := l.strings(ctx, `SELECT s.what FROM person_is i CROSS JOIN person_sum s ON s.kind = 'form' AND s.key = i.key WHERE i.id = ? GROUP BY s.what ORDER BY min(s.key <> i.id), sum(s.stories) DESC, s.what`, p.ID)
	if err != nil {
		return err
	}
	p.Roles = []PersonRole{}
	if len(forms) == 0 {
		return nil // read anew between the two questions
	}
	p.Name, p.Aliases = forms[0], forms[1:]
	rows, err := l.read.QueryContext(ctx, `SELECT s.what, nullif(s.of, ''), min(s.first), max(s.last), sum(s.stories) FROM person_is i CROSS JOIN person_sum s ON s.kind = 'role' AND s.key = i.key
		WHERE i.id = ? GROUP BY 1, 2 ORDER BY 5 DESC, 1, 2 LIMIT 12`, p.ID)
	if err != nil {
		return l.asking(err)
	}
	defer rows.Close()
	for rows.Next() {
		var r PersonRole
		var first, last *int
		if err := rows.Scan(&r.Title, &r.Of, &first, &last, &r.Stories); err != nil {
			return l.asking(err)
		}
		r.First, r.Last = dateOf(first), dateOf(last)
		p.Roles = append(p.Roles, r)
	}
	return l.asking(rows.Err())
}
