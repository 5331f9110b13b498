package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"rapporteur/ledger/merge"
)

// Trend is who or what is told of in one week against the weeks before.
type Trend struct {
	Kind   string  `json:"kind"` // person, party or issue
	Name   string  `json:"name"`
	Now    int     `json:"now"`    // stories of the week
	Before float64 `json:"before"` // stories a week, the mean of the weeks before
	Rise   float64 `json:"rise"`   // how many times more, both counted one more so that a first mention is no infinite rise
}

// trendWeeks is how many weeks a week is measured against.
const trendWeeks = 4

// Trends gives what rises in the week that ends with day until (the last day of the ledger, if empty) against the four weeks before.
func (l *Ledger) Trends(ctx context.Context, f Filter) (from, to string, out []Trend, err error) {
	var last *int
	if f.Until != "" {
		_, hi, err := f.days()
		if err != nil {
			return "", "", nil, err
		}
		last = &hi
	} else if err := l.read.QueryRowContext(ctx, `SELECT max(told) FROM story`).Scan(&last); err != nil {
		return "", "", nil, l.asking(err)
	}
	out = []Trend{}
	if last == nil {
		return "", "", out, nil
	}
	start := *last - 6
	for kind, q := range map[string]string{
		"person": `SELECT (SELECT p2.name FROM person p2 WHERE p2.key = i.id ORDER BY p2.name LIMIT 1), count(DISTINCT CASE WHEN s.told >= ?1 THEN s.n END), count(DISTINCT CASE WHEN s.told < ?1 THEN s.n END) FROM story s JOIN person p ON p.story = s.n JOIN person_is i ON i.key = p.key WHERE s.told BETWEEN ?2 AND ?3 GROUP BY i.id`,
		"party":  `SELECT min(p.name), count(DISTINCT CASE WHEN s.told >= ?1 THEN s.n END), count(DISTINCT CASE WHEN s.told < ?1 THEN s.n END) FROM story s JOIN party p ON p.story = s.n WHERE s.told BETWEEN ?2 AND ?3 GROUP BY p.key`,
		"issue":  `SELECT q.issue, count(DISTINCT CASE WHEN q.day >= ?1 THEN q.story END), count(DISTINCT CASE WHEN q.day < ?1 THEN q.story END) FROM position q WHERE q.day BETWEEN ?2 AND ?3 GROUP BY q.issue`,
	} {
		list, err := l.trend(ctx, kind, q, start, *last)
		if err != nil {
			return "", "", nil, err
		}
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b Trend) int {
		return cmp.Or(cmp.Compare(b.Rise, a.Rise), cmp.Compare(b.Now, a.Now), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	if n := f.limit(); n > 0 && len(out) > n {
		out = out[:n]
	}
	return merge.Date(start), merge.Date(*last), out, nil
}

func (l *Ledger) trend(ctx context.Context, kind, query string, start, last int) ([]Trend, error) {
	rows, err := l.read.QueryContext(ctx, query, start, start-7*trendWeeks, last)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	var out []Trend
	for rows.Next() {
		t := Trend{Kind: kind}
		var name *string
		var before int
		if err := rows.Scan(&name, &t.Now, &before); err != nil {
			return nil, l.asking(err)
		}
		t.Name, t.Before = deref(name), float64(before)/trendWeeks
		t.Rise = (float64(t.Now) + 1) / (t.Before + 1)
		// Two stories are no trend.
		if t.Now >= 3 && t.Rise > 1 && t.Name != "" {
			out = append(out, t)
		}
	}
	return out, l.asking(rows.Err())
}

// ClaimedCount sets a count that a story claims ("his sixth trip to Moscow this year") beside what the ledger holds.
type ClaimedCount struct {
	Source   string   `json:"source"`
	Report   string   `json:"report"`
	Claim    string   `json:"claim"`
	N        int      `json:"n"`
	Known    int      `json:"known"` // encounters of the kind, people and place that the ledger holds up to that day of the year
	KnownIDs []string `json:"known_ids"`
	Comment  string   `json:"comment"`
}

// CheckCount looks in the ledger for the encounters that a claimed count counts: of the same kind, with one of the same people (or
// all of the same parties, where none is named), at the same place, in the same year up to the encounter's day.
func (l *Ledger) CheckCount(ctx context.Context, e *Encounter) (*ClaimedCount, error) {
	if e.Ordinal == nil || e.lo <= merge.Never {
		return nil, nil
	}
	first, _, _ := merge.Bounds(merge.Date(e.lo)[:4])
	w := where{}
	w.and(`hi >= ? AND lo <= ? AND kind = ? AND (status IN ('held', 'ongoing') OR id = ?)`, first, e.lo, e.Kind, e.ID)
	if e.Place != nil {
		w.and(`place LIKE ?`, "%"+*e.Place+"%")
	}
	kind, names := "party", e.Parties
	if len(e.Participants) > 0 {
		kind, names = "person", e.Participants[:1]
	}
	for _, name := range names {
		keys, err := l.keys(ctx, kind, name)
		if err != nil {
			return nil, err
		}
		in, args := marks(keys)
		w.and(`n IN (SELECT encounter FROM encounter_actor WHERE key IN `+in+`)`, args...)
	}
	c := &ClaimedCount{Source: e.Reports[0].Source, Report: e.Reports[0].Encounter, Claim: e.Ordinal.Of, N: e.Ordinal.N}
	var err error
	if c.KnownIDs, err = l.strings(ctx, `SELECT id FROM encounter WHERE `+w.String()+` ORDER BY lo, id`, w.args...); err != nil {
		return nil, err
	}
	c.Known = len(c.KnownIDs)
	switch {
	case c.Known == c.N:
		c.Comment = fmt.Sprintf("the ledger holds %d, as claimed", c.Known)
	case c.Known < c.N:
		c.Comment = fmt.Sprintf("the ledger holds %d of the %d claimed", c.Known, c.N)
	default:
		c.Comment = fmt.Sprintf("the ledger holds %d, more than the %d claimed", c.Known, c.N)
	}
	return c, nil
}
