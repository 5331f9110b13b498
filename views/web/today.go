package web

import (
	"fmt"
	"net/http"
	"slices"

	"rapporteur/ledger"
	"rapporteur/ledger/merge"
	"rapporteur/record"
	"rapporteur/views/brief"
)

// How much the page of news shows, and how far back encounters may lie of which something new is told.
const (
	todayDays  = 7
	todayBack  = 120
	todayMost  = 1500
	todayShown = 25
)

type todayData struct {
	Since, Last                          string
	Held, Announced, CalledOff, Disputed []*ledger.Encounter
	Moved                                []ledger.Position
	From, To                             string
	Rising                               []ledger.Trend
	Unshown                              int
}

// today shows what is new since a day: the one asked for, or a week before the last day told of.
func (s *server) today(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	if f.Since == "" {
		if f.Since, err = s.daysBack(r, todayDays-1); err != nil {
			return nil, err
		}
	}
	d := todayData{Since: f.Since}
	since := merge.Never
	if f.Since != "" {
		lo, _, ok := merge.Bounds(f.Since)
		if !ok || lo <= merge.Never {
			return nil, fmt.Errorf("%q is no day; write it as 2025-12-02", f.Since)
		}
		since = lo
	}
	q := ledger.Filter{Process: f.Process, Limit: todayMost}
	if since > merge.Never {
		q.Since = merge.Date(since - todayBack)
	}
	all, err := s.l.Timeline(r.Context(), q)
	if err != nil {
		return nil, err
	}
	d.sort(all, since)
	moved, err := s.l.Positions(r.Context(), ledger.Filter{Process: f.Process, Since: f.Since, Limit: todayMost})
	if err != nil {
		return nil, err
	}
	for _, p := range slices.Backward(moved) {
		if p.Change == ledger.Softened || p.Change == ledger.Hardened {
			d.Moved = append(d.Moved, p)
		}
	}
	d.Moved = d.Moved[:min(len(d.Moved), todayShown)]
	if d.From, d.To, d.Rising, err = s.l.Trends(r.Context(), ledger.Filter{Limit: 12}); err != nil {
		return nil, err
	}
	return &view{Title: "What is new", Nav: "today", F: f, Data: d}, nil
}

// sort puts the encounters whose status is new since the day by what it is now, the latest first.
func (d *todayData) sort(all []*ledger.Encounter, since int) {
	for _, e := range slices.Backward(all) {
		fresh := false
		for _, c := range e.Chain {
			if n, ok := merge.DayOf(deref(c.Told)); ok && n >= since {
				fresh = true
			}
		}
		if !fresh {
			continue
		}
		to := &d.Held
		switch e.Status {
		case record.Scheduled, record.Proposed:
			to = &d.Announced
		case record.Cancelled, record.Refused, record.Denied:
			to = &d.CalledOff
		}
		if len(*to) < todayShown {
			*to = append(*to, e)
		} else {
			d.Unshown++
		}
		if slices.ContainsFunc(e.Disagreements, func(x ledger.Disagreement) bool {
			return x.Field == "date" || x.Field == "outcome" || x.Field == "place"
		}) && len(d.Disputed) < todayShown {
			d.Disputed = append(d.Disputed, e)
		}
	}
}

type briefData struct{ B *ledger.Brief }

// Number is a story's number in the list of sources, 0 if it isn't there.
func (d briefData) Number(story string) int {
	return 1 + slices.IndexFunc(d.B.Citations, func(c ledger.StoryOfList) bool { return c.ID == story })
}

// briefCites is how many sources one line names.
const briefCites = 5

// Cite gives the numbers of the stories that an encounter rests on.
func (d briefData) Cite(e *ledger.Encounter) []int {
	var out []int
	for _, r := range e.Reports {
		if n := d.Number(r.Source); n > 0 && !slices.Contains(out, n) && len(out) < briefCites {
			out = append(out, n)
		}
	}
	return out
}

// Cites gives the numbers of the stories of positions.
func (d briefData) Cites(list []ledger.Position) []int {
	var out []int
	for _, q := range list {
		if n := d.Number(q.Source); n > 0 && !slices.Contains(out, n) && len(out) < briefCites {
			out = append(out, n)
		}
	}
	return out
}

// briefLines bounds each section of a briefing's page.
const briefLines = 40

// getBrief puts the briefing together, each section bounded.
func (s *server) getBrief(r *http.Request, process, since string) (*ledger.Brief, error) {
	if process == "" {
		return nil, missing("Name the process that the briefing is on.")
	}
	if _, err := s.l.Process(r.Context(), process); err != nil {
		if status(err) == http.StatusBadRequest {
			return nil, missing("There is no process " + process + ".")
		}
		return nil, err
	}
	b, err := s.l.Brief(r.Context(), process, since)
	if err != nil {
		return nil, err
	}
	b.Coming, b.Changed, b.Open = b.Coming[max(0, len(b.Coming)-briefLines):], b.Changed[max(0, len(b.Changed)-briefLines):], b.Open[max(0, len(b.Open)-briefLines):]
	b.Stands, b.Moved = b.Stands[:min(len(b.Stands), 2*briefLines)], b.Moved[max(0, len(b.Moved)-briefLines):]
	return b, nil
}

func (s *server) brief(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	v := &view{Title: "Briefing", Nav: "brief", F: f, Data: briefData{}}
	if f.Process == "" {
		return v, nil
	}
	b, err := s.getBrief(r, f.Process, f.Since)
	if err != nil {
		return nil, err
	}
	v.Title, v.Data = "Briefing: "+clip(80, b.Process.Name), briefData{b}
	return v, nil
}

func (s *server) briefMarkdown(w http.ResponseWriter, r *http.Request) {
	b, err := s.getBrief(r, field(r, "process"), field(r, "since"))
	if err != nil {
		code := status(err)
		http.Error(w, s.told(r, code, err), code)
		return
	}
	w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="briefing.md"`)
	if err := brief.Markdown(w, b); err != nil {
		s.o.Log.Error("a briefing could not be written", "error", err)
	}
}
