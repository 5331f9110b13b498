package web

import (
	"cmp"
	"net/http"
	"slices"

	"rapporteur/ledger"
	"rapporteur/ledger/merge"
)

// How much the page of positions shows: the last so many, of the last so many days unless the user asks for others.
const (
	stanceDays  = 180
	stanceMost  = 600
	stanceShown = 8 // parties on one page
	stripWidth  = 240
)

// cell is where a party stands on an issue now.
type cell struct {
	Issue, Stance, Content, Change, Source, ID string
	Day                                        *string
	Told                                       int
	Dropped                                    bool
	Strip                                      []stripMark
	Href                                       string
}

// stripMark is one telling on the strip of a position's course.
type stripMark struct {
	X      int
	Stance string
	Change string
	Label  string // what was told on which day
}

type partyRow struct {
	Party string
	Cells []cell
	By    map[string]*cell
}

type positionsData struct {
	Parties  []partyRow
	Issues   []string // columns of the overview
	From, To string   // the days of the strips
	Bounded  bool     // older days are left out, unasked
	Width    int
	Unshown  int
}

func (s *server) positions(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	d := positionsData{Width: stripWidth}
	q := f.filter(stanceMost)
	if q.Since == "" && q.Until == "" {
		if q.Since, err = s.daysBack(r, stanceDays); err != nil {
			return nil, err
		}
		d.Bounded = q.Since != ""
	}
	list, err := s.l.Positions(r.Context(), q)
	if err != nil {
		return nil, err
	}
	d.fill(list, &f)
	return &view{Title: "Positions", Nav: "positions", F: f, Data: d}, nil
}

// daysBack is the day so many days before the ledger's last (or before the present one, where a story claims to come from the
// future), "" in a ledger without days.
func (s *server) daysBack(r *http.Request, n int) (string, error) {
	st, err := s.l.Status(r.Context())
	if err != nil || st.Last == nil {
		return "", err
	}
	d, ok := merge.DayOf(*st.Last)
	if !ok {
		return "", nil
	}
	return merge.Date(min(d, dayNumber(s.o.Now())) - n), nil
}

// fill brings the positions together by party and issue.
func (d *positionsData) fill(list []ledger.Position, f *form) {
	lo, hi := merge.Open, merge.Never
	told := map[string]int{}
	type key struct{ party, issue string }
	at := map[key][]ledger.Position{}
	for _, q := range list {
		told[q.Party]++
		at[key{q.Party, q.Issue}] = append(at[key{q.Party, q.Issue}], q)
		if n, ok := merge.DayOf(deref(q.Day)); ok {
			lo, hi = min(lo, n), max(hi, n)
		}
	}
	dropped := map[string]bool{}
	for _, st := range ledger.Stands(list) {
		last := st.Told[len(st.Told)-1]
		dropped[last.Source+"/"+last.ID] = st.Dropped
	}
	if lo <= hi {
		d.From, d.To = merge.Date(lo), merge.Date(hi)
	}
	var parties []string
	issues := map[string]int{}
	for p := range told {
		parties = append(parties, p)
	}
	slices.SortFunc(parties, func(a, b string) int { return cmp.Or(told[b]-told[a], cmp.Compare(a, b)) })
	parties = cut(f, parties, stanceShown)
	for _, p := range parties {
		row := partyRow{Party: p, By: map[string]*cell{}}
		for k, qs := range at {
			if k.party == p {
				c := newCell(qs, lo, hi)
				last := qs[len(qs)-1]
				c.Dropped = dropped[last.Source+"/"+last.ID]
				row.Cells = append(row.Cells, c)
				issues[k.issue] += len(qs)
			}
		}
		slices.SortFunc(row.Cells, func(a, b cell) int { return cmp.Or(b.Told-a.Told, cmp.Compare(a.Issue, b.Issue)) })
		for i := range row.Cells {
			row.By[row.Cells[i].Issue] = &row.Cells[i]
		}
		d.Parties = append(d.Parties, row)
	}
	for i := range issues {
		d.Issues = append(d.Issues, i)
	}
	slices.SortFunc(d.Issues, func(a, b string) int { return cmp.Or(issues[b]-issues[a], cmp.Compare(a, b)) })
}

func newCell(qs []ledger.Position, lo, hi int) cell {
	last := qs[len(qs)-1]
	c := cell{Issue: last.Issue, Stance: last.Stance, Content: last.Content, Change: last.Change, Source: last.Source, ID: last.ID, Day: last.Day, Told: len(qs),
		Href: askLink("/position", "party", last.Party, "issue", last.Issue)}
	const edge = 6
	for _, q := range qs[max(0, len(qs)-40):] {
		n, ok := merge.DayOf(deref(q.Day))
		if !ok {
			continue
		}
		x := stripWidth / 2
		if hi > lo {
			x = edge + (n-lo)*(stripWidth-2*edge)/(hi-lo)
		}
		c.Strip = append(c.Strip, stripMark{x, q.Stance, q.Change, dayOr(q.Day) + ": " + q.Stance})
	}
	return c
}

type positionData struct {
	Party, Issue string
	List         []ledger.Position
}

// position shows the chain of evidence of a party's position on an issue, the latest first.
func (s *server) position(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	if f.Party == "" {
		return nil, missing("The page of a position needs its party.")
	}
	q := f.filter(f.Page*perPage + 1)
	q.Evidence = true
	list, err := s.l.Positions(r.Context(), q)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, missing("The ledger holds no such position.")
	}
	list = turn(&f, list, perPage)
	return &view{Title: clip(60, f.Party) + " on " + words(f.Issue), Nav: "positions", F: f, Data: positionData{f.Party, f.Issue, list}}, nil
}
