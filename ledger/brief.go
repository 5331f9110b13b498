package ledger

import (
	"context"
	"maps"
	"slices"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Brief is the state of a process: what a briefing shows, each line with its sources.
type Brief struct {
	Process   Process       `json:"process"`
	AsOf      *string       `json:"as_of"` // the last day told of
	Since     *string       `json:"since"` // the day from which on things count as changed
	Stories   int           `json:"stories"`
	Coming    []*Encounter  `json:"coming"` // scheduled and proposed, not yet past
	Last      []*Encounter  `json:"last"`   // held, called off or refused, the latest first
	Changed   []*Encounter  `json:"changed"`
	Stands    []Stand       `json:"stands"` // positions by party and issue
	Moved     []Position    `json:"moved"`  // positions that softened or hardened since
	Open      []*Encounter  `json:"open"`   // encounters on which the stories disagree
	Claims    []ClaimedBy   `json:"claims"` // counts that stories claim, beside what the ledger holds
	Said      []Statement   `json:"said"`   // the latest statements
	Citations []StoryOfList `json:"citations"`
}

// ClaimedBy is a claimed count with the encounter that it is claimed of.
type ClaimedBy struct {
	Encounter string `json:"encounter"`
	ClaimedCount
}

// StoryOfList is a story that a briefing cites.
type StoryOfList struct {
	ID        string  `json:"id"`
	Headline  string  `json:"headline"`
	Publisher string  `json:"publisher,omitempty"`
	URI       string  `json:"uri,omitempty"`
	Day       *string `json:"day"`
}

// How much a briefing shows.
const (
	briefEncounters = 12
	briefStatements = 12
	briefRecent     = 300 // encounters and positions of the recent days that are looked through
	briefClaims     = 20
	briefDays       = 7 // what counts as changed, where the user names no day
	recentDays      = 90
)

// Brief puts a briefing on a process together; since is the day from which on things count as changed (a week before the last day told of, if empty).
func (l *Ledger) Brief(ctx context.Context, name, since string) (*Brief, error) {
	p, err := l.Process(ctx, name)
	if err != nil {
		return nil, err
	}
	b := &Brief{Process: *p, Coming: []*Encounter{}, Last: []*Encounter{}, Changed: []*Encounter{}, Moved: []Position{}, Open: []*Encounter{}, Claims: []ClaimedBy{}}
	c, err := l.circle(ctx, p)
	if err != nil {
		return nil, err
	}
	var w where
	c.stories(&w, "n")
	if lo, _, ok := merge.Bounds(p.Since); ok {
		w.and("told >= ?", lo)
	}
	var last *int
	if err := l.read.QueryRowContext(ctx, `SELECT count(*), max(told) FROM story WHERE `+w.String(), w.args...).Scan(&b.Stories, &last); err != nil {
		return nil, l.asking(err)
	}
	if last == nil {
		return b, nil
	}
	b.AsOf = dateOf(last)
	changed := *last - briefDays + 1
	if since != "" {
		f := Filter{Since: since}
		if changed, _, err = f.days(); err != nil {
			return nil, err
		}
	}
	b.Since = dateOf(&changed)
	if err := l.briefEncounters(ctx, b, *last, changed); err != nil {
		return nil, err
	}
	positions, err := l.Positions(ctx, Filter{Process: name, Since: merge.Date(max(*last-recentDays, merge.Never+1)), Limit: briefRecent})
	if err != nil {
		return nil, err
	}
	b.Stands = Stands(positions)
	for _, q := range positions {
		if q.day >= changed && (q.Change == Softened || q.Change == Hardened) {
			b.Moved = append(b.Moved, q)
		}
	}
	if b.Said, err = l.Statements(ctx, Filter{Process: name, Limit: briefStatements}); err != nil {
		return nil, err
	}
	return b, l.citations(ctx, b)
}

func (l *Ledger) briefEncounters(ctx context.Context, b *Brief, last, changed int) error {
	var err error
	if b.Last, err = l.Timeline(ctx, Filter{Process: b.Process.Name, past: true, Limit: briefEncounters}); err != nil {
		return err
	}
	slices.Reverse(b.Last)
	var counted []*Encounter
	for e, err := range l.Encounters(ctx, Filter{Process: b.Process.Name, toldSince: min(changed, last-recentDays), Limit: briefRecent}) {
		if err != nil {
			return err
		}
		if (e.Status == record.Scheduled || e.Status == record.Proposed) && (e.hi >= last || e.Date == nil) {
			b.Coming = append(b.Coming, e)
		}
		if e.lastStep() >= changed {
			b.Changed = append(b.Changed, e)
		}
		if slices.ContainsFunc(e.Disagreements, func(d Disagreement) bool { return d.Field == "date" || d.Field == "outcome" || d.Field == "place" }) {
			b.Open = append(b.Open, e)
		}
		if e.Ordinal != nil {
			counted = append(counted, e)
		}
	}
	for _, e := range counted[max(0, len(counted)-briefClaims):] {
		c, err := l.CheckCount(ctx, e)
		if err != nil {
			return err
		}
		if c != nil {
			b.Claims = append(b.Claims, ClaimedBy{e.ID, *c})
		}
	}
	return nil
}

// lastStep is the day on which an encounter's status last changed.
func (e *Encounter) lastStep() int {
	last := merge.Never
	for _, s := range e.Chain {
		if s.Told != nil {
			if d, ok := merge.DayOf(*s.Told); ok {
				last = max(last, d)
			}
		}
	}
	return last
}

// citations lists the stories that the briefing's lines rest on, by day.
func (l *Ledger) citations(ctx context.Context, b *Brief) error {
	ids := map[string]bool{}
	for _, list := range [][]*Encounter{b.Coming, b.Last, b.Changed, b.Open} {
		for _, e := range list {
			for _, r := range e.Reports {
				ids[r.Source] = true
			}
		}
	}
	for _, s := range b.Stands {
		for _, q := range s.Told {
			ids[q.Source] = true
		}
	}
	for _, s := range b.Said {
		ids[s.Source] = true
	}
	b.Citations = []StoryOfList{}
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(ids)), 500) {
		in, args := marks(chunk)
		rows, err := l.read.QueryContext(ctx, `SELECT s.id, s.headline, s.publisher, (SELECT min(uri) FROM origin o WHERE o.item = s.item), s.told FROM story s WHERE s.id IN `+in+` ORDER BY s.told, s.id, s.key`, args...)
		if err != nil {
			return l.asking(err)
		}
		for rows.Next() {
			var c StoryOfList
			var told *int
			if err := rows.Scan(&c.ID, &c.Headline, &c.Publisher, &c.URI, &told); err != nil {
				rows.Close()
				return l.asking(err)
			}
			c.Day = dateOf(told)
			b.Citations = append(b.Citations, c)
		}
		if err := rows.Err(); err != nil {
			return l.asking(err)
		}
		rows.Close()
	}
	return nil
}
