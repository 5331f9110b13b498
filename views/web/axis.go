package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"rapporteur/ledger"
	"rapporteur/ledger/merge"
	"rapporteur/record"
	"rapporteur/views/term"
)

// axis is the timeline as a picture: a lane for each group of statuses, a mark for each encounter at its day.
type axis struct {
	Width, Height int
	Bottom        int // where the lanes end
	Ticks         []tick
	Lanes         []lane
	Marks         []spot
	From, To      string
	Zoom          *zoom
	Outside       int // encounters far from the others, left out so that the others have room
}

// zoom are the addresses of the periods about the one that is shown.
type zoom struct{ Earlier, Later, In, Out, All string }

type tick struct {
	X        int
	Label    string
	Href     string // the timeline of that period alone
	LabelEnd bool
}

type lane struct {
	Name        string
	Y, TextY, H int
	Odd         bool
	Count       int
}

// spot is one mark: its shape is a class of the status, so that colour is not all that tells them apart.
type spot struct {
	X, Y   int
	Status string
	Told   bool // the day is the story's, the encounter's own is not known
	Href   string
	Label  string
	Path   string
}

// Measures of the picture, in its own units.
const (
	axisWidth = 960
	axisLeft  = 116 // room for the names of the lanes
	axisRight = 20
	axisRow   = 16 // height of one row of marks
	axisRows  = 7  // most rows of a lane; what is more lies on the last
	axisTop   = 26
)

// lanes are the groups of statuses, from above.
var lanes = []struct {
	name     string
	statuses []string
}{
	{"Held", []string{record.Held, record.Ongoing}},
	{"Scheduled", []string{record.Scheduled}},
	{"Proposed", []string{record.Proposed}},
	{"Called off", []string{record.Cancelled, record.Refused, record.Denied}},
}

// shapes are the marks' outlines around (0, 0): a disc, a half disc, a square, a diamond, and crosses for what did not take place.
var shapes = map[string]string{
	record.Held:      "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
	record.Ongoing:   "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0zM0-2.5v5",
	record.Scheduled: "M-4.5-4.5h9v9h-9z",
	record.Proposed:  "M0-6L6 0L0 6L-6 0z",
	record.Cancelled: "M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5",
	record.Refused:   "M-5 0H5M-4.5-4.5L4.5 4.5",
	record.Denied:    "M0-6L5.5 4.5H-5.5z",
}

// newAxis lays the encounters out; nil where there is nothing to show.
func newAxis(list []*ledger.Encounter, f form, most int) *axis {
	type placed struct {
		e    *ledger.Encounter
		day  int
		told bool
	}
	var all []placed
	var days []int
	for _, e := range list {
		if d, told, ok := dayOf(e); ok {
			all = append(all, placed{e, d, told})
			days = append(days, d)
		}
	}
	lo, hi, ok := f.period(days, len(list) >= most)
	if !ok {
		return nil
	}
	all = slices.DeleteFunc(all, func(p placed) bool { return p.day < lo || p.day > hi })
	a := &axis{Width: axisWidth, From: merge.Date(lo), To: merge.Date(hi), Outside: len(days) - len(all)}
	pad := max(1, (hi-lo)/40)
	lo, hi = lo-pad, hi+pad
	x := func(day int) int { return axisLeft + (day-lo)*(axisWidth-axisLeft-axisRight)/(hi-lo) }
	y := axisTop
	for i, l := range lanes {
		rows := 1
		taken := map[int]int{} // column of the picture: marks in it
		var marks []spot
		for _, p := range all {
			if !contains(l.statuses, p.e.Status) {
				continue
			}
			at := x(p.day)
			row := min(taken[at/12], axisRows-1)
			taken[at/12]++
			rows = max(rows, row+1)
			marks = append(marks, spot{X: at, Y: row, Status: p.e.Status, Told: p.told, Href: "/encounter?id=" + url.QueryEscape(p.e.ID), Label: label(p.e), Path: shapes[p.e.Status]})
		}
		h := rows*axisRow + 12
		for _, m := range marks {
			m.Y = y + h - 6 - axisRow/2 - m.Y*axisRow
			a.Marks = append(a.Marks, m)
		}
		a.Lanes = append(a.Lanes, lane{Name: l.name, Y: y, TextY: y + h/2 + 4, H: h, Odd: i%2 == 1, Count: len(marks)})
		y += h
	}
	a.Bottom, a.Height = y, y+6
	a.ticks(lo, hi, x, f)
	a.zoom(lo+pad, hi-pad, f)
	return a
}

// zoom gives the ways to half, twice and the neighbouring periods.
func (a *axis) zoom(lo, hi int, f form) {
	f.Page = 1
	to := func(lo, hi int) string { return f.With("since", merge.Date(lo), "until", merge.Date(hi)) }
	long := max(hi-lo, 2)
	a.Zoom = &zoom{Earlier: to(lo-long*2/3, hi-long*2/3), Later: to(lo+long*2/3, hi+long*2/3), In: to(lo+long/4, hi-long/4), Out: to(lo-long/2, hi+long/2)}
	if f.Since+f.Until != "" {
		f.Since, f.Until = "", ""
		a.Zoom.All = f.With()
	}
}

// period is what the axis covers: the days asked for, as far as the user names them (and the marks reach back so far), else those
// of the marks.
func (f *form) period(days []int, more bool) (lo, hi int, ok bool) {
	since, until := merge.Never, merge.Open
	if lo, _, ok := merge.Bounds(f.Since); ok {
		since = lo
	}
	if _, hi, ok := merge.Bounds(f.Until); ok {
		until = hi
	}
	if len(days) == 0 {
		return since, until, since > merge.Never && until < merge.Open && since <= until
	}
	lo, hi = period(days, f.Since == "", f.Until == "")
	if since > merge.Never && (!more || lo < since) {
		lo = since
	}
	if until < merge.Open {
		hi = until
	}
	return lo, max(lo, hi), true
}

// period is what marks of these days cover: all of the days or, where a few of them lie far from the others and the user has not asked for
// that end, the others.
func period(days []int, cutStart, cutEnd bool) (lo, hi int) {
	slices.Sort(days)
	n := len(days)
	lo, hi = days[0], days[n-1]
	a, b := days[n/5], days[n-1-n/10]
	far := 2*(b-a) + 14
	if cutStart && a-lo > far {
		lo = a - (b-a)/4
	}
	if cutEnd && hi-b > far {
		hi = b + (b-a)/4
	}
	return lo, hi
}

// dayOf is where an encounter stands on the axis: the first day of its date, else the day on which it was first told.
func dayOf(e *ledger.Encounter) (day int, told, ok bool) {
	if e.Date != nil {
		if lo, hi, ok := merge.Bounds(*e.Date); ok {
			if lo <= merge.Never {
				lo = hi
			}
			if lo < merge.Open {
				return lo, false, true
			}
		}
	}
	for _, c := range e.Chain {
		if c.Told != nil {
			if d, ok := merge.DayOf(*c.Told); ok {
				return d, true, true
			}
		}
	}
	return 0, false, false
}

// ticks are the beginnings of days, weeks, months, quarters or years, whichever gives a handful; each leads to its period.
func (a *axis) ticks(lo, hi int, x func(int) int, f form) {
	step, format := func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }, "2006"
	start := time.Date(date(lo).Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	switch span := hi - lo; {
	case span <= 16:
		step, format, start = func(t time.Time) time.Time { return t.AddDate(0, 0, 2) }, "2 Jan", date(lo)
	case span <= 80:
		step, format, start = func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }, "2 Jan", date(lo-(int(date(lo).Weekday())+6)%7)
	case span <= 400:
		step, format = func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }, "Jan 2006"
	case span <= 1400:
		step, format = func(t time.Time) time.Time { return t.AddDate(0, 3, 0) }, "Jan 2006"
	}
	f.Page = 1
	for t := start; ; t = step(t) {
		day, next := dayNumber(t), dayNumber(step(t))
		if day > hi || len(a.Ticks) > 40 {
			return
		}
		if day < lo {
			continue
		}
		a.Ticks = append(a.Ticks, tick{X: x(day), Label: t.Format(format), Href: f.With("since", merge.Date(day), "until", merge.Date(next-1)), LabelEnd: x(day) > axisWidth-70})
	}
}

func date(day int) time.Time    { return time.Unix(int64(day)*86400, 0).UTC() }
func dayNumber(t time.Time) int { return int(t.Unix() / 86400) }
func contains(l []string, s string) bool {
	for _, v := range l {
		if v == s {
			return true
		}
	}
	return false
}

// label names an encounter in one line.
func label(e *ledger.Encounter) string {
	s := title(e.Kind) + ", " + e.Status
	if e.Date != nil {
		s += ", " + term.Day(clip(40, *e.Date))
	}
	if e.Place != nil {
		s += ", " + clip(40, *e.Place)
	}
	if len(e.Parties) > 0 {
		s += fmt.Sprintf(": %s", clip(90, strings.Join(e.Parties, ", ")))
	}
	return s
}
