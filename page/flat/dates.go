package flat

import (
	"rapporteur/page/parts"
	"rapporteur/record"
)

// datesFound are the lines that give a date, near the headline.
type datesFound struct {
	lines              map[int]bool
	published, updated string
	plain              string
	rank               int // how sure plain is
}

// published finds the day of publication: given, or told by a line near the
// headline, by the dateline, or by a caption.
func (r *reader) published() {
	d := &r.dates
	if r.options.Published != "" {
		r.story.Published = &record.Published{Date: r.options.Published, Basis: record.BasisGiven}
		return
	}
	date, basis := d.published, record.BasisText
	if date == "" {
		date = d.plain
	}
	if date == "" {
		date = d.updated
	}
	if date == "" {
		date = r.datelineDate()
	}
	for i := 0; date == "" && i < len(r.story.Images); i++ {
		if at := r.story.Images[i].Date; at != nil {
			date, basis = *at, record.BasisCaption
		}
	}
	if date != "" {
		r.story.Published = &record.Published{Date: date, Basis: basis}
	}
	if d.updated != "" && d.updated != date {
		r.story.Modified = d.updated
	}
}

// datelineDate is the full date of the dateline that opens the article.
func (r *reader) datelineDate() string {
	for i := range r.units {
		if r.kind[i] == record.Paragraph {
			d, _ := parts.ParseDateline(r.units[i].plain)
			return d.Date
		}
	}
	return ""
}

// findDates looks for publication lines around the headline: under it first, then
// above it, then after the article where the line says what the date is of.
func (r *reader) findDates() {
	d := &r.dates
	d.lines = map[int]bool{}
	from, to := r.zone(8, 12)
	european := r.page.Language != "" && r.page.Language != "en"
	nearest := -1
	for i := from; i < to; i++ {
		s := &r.line(i).Shape
		if r.keep[i] && !pure(s) || r.kind[i] == record.Caption || r.kind[i] == record.Headline || s.Digits < 3 || s.Words > 40 {
			continue
		}
		under := i > r.title && i <= max(r.title, r.first)+smallPrint
		date, role, ok := parts.DateLineIn(r.units[i].plain, european)
		if !ok || role == parts.NoRole && !under && (i > r.title || i < r.title-6) {
			continue
		}
		d.lines[i], r.keep[i] = true, false
		switch {
		case role == parts.Published && (d.published == "" || i > r.title && nearest < r.title):
			d.published, nearest = date, i
		case role == parts.Updated && d.updated == "":
			d.updated = date
		case role == parts.NoRole && rank(s, under) > d.rank:
			d.plain, d.rank = date, rank(s, under)
		}
	}
}

// pure tells whether a line is nothing but a date and perhaps a time of day.
func pure(s *parts.Shape) bool {
	return s.Letters <= pureLetters && s.Words <= 8 && s.Digits >= 5 && 2*s.Digits >= s.Letters
}

// pureLetters is the number of letters that a line of nothing but a date has at most.
const pureLetters = 24

// rank orders dates that no word says the meaning of: alone on a line before
// others, under the headline before above it.
func rank(s *parts.Shape, under bool) int {
	n := 1
	if under {
		n++
	}
	if s.Letters <= pureLetters {
		n += 2
	}
	return n
}
