package flat

import (
	"strings"

	"rapporteur/page/parts"
	"rapporteur/record"
)

// How far after the headline, in lines, its byline and date are looked for.
const smallPrint = 16

// bylines finds the lines that name the authors: those with a word such as "By" near
// the headline or right after the article; else a name and a place; else, where
// nothing says "By", a name alone under the headline, next to the date or told twice.
func (r *reader) bylines() {
	r.findDates()
	from, to := r.zone(3, 3)
	if r.title >= 0 {
		from = max(from, r.title-2)
	}
	found := make([]parts.Byline, to-from)
	var lead, placed, bare []int
	for i := from; i < to; i++ {
		l := r.line(i)
		if r.kind[i] != "" || l.Prose > 0 && !r.dates.lines[i] || l.Shape.Words > 24 || l.Shape.Words < 1 {
			continue
		}
		if i > r.first && i < r.last && (r.title < 0 || i > r.title+smallPrint) {
			continue
		}
		under := i > r.title && (r.title < 0 || i <= r.title+smallPrint) && i <= r.last
		s := &l.Shape
		if s.Cues[parts.BylineCue] == 0 && (!under && i != r.title-1 || !named(s)) && !r.dates.lines[i] && (i == 0 || r.line(i-1).Shape.Words != 1) {
			continue
		}
		b, ok := parts.ParseByline(r.units[i].plain)
		if !ok && under && r.dates.lines[i] {
			b.Authors = parts.NamesAmid(r.units[i].plain)
			ok = len(b.Authors) > 0
		}
		if !ok {
			continue
		}
		b.Lead = b.Lead || i > 0 && parts.IsLead(r.units[i-1].plain)
		found[i-from] = b
		switch {
		case b.Lead:
			lead = append(lead, i)
		case b.Authors[0].Place != nil && (under || i == r.title-1):
			placed = append(placed, i)
		case under && !r.keep[i] && r.signed(i, b):
			bare = append(bare, i)
		}
	}
	for _, lines := range [][]int{lead, placed, bare} {
		if len(lines) > 0 {
			r.sign(found, from, lines)
			break
		}
	}
	r.bounds()
}

// named tells whether a line may be names alone: short, with capitals, or in a
// script without them.
func named(s *parts.Shape) bool {
	return s.Words <= 14 && (2*s.Capitals+2 >= s.Words && s.Capitals > 0 || s.Spaceless > 0)
}

// signed tells whether a line of names alone stands where a byline does: right under
// the headline, next to the date, twice on the page, or alone above the article's first
// line; not among the words of menus, and not where the article speaks of the one that it names.
func (r *reader) signed(i int, b parts.Byline) bool {
	s := &r.line(i).Shape
	for _, k := range []parts.Class{parts.Share, parts.Navigation, parts.Related, parts.Access, parts.Player, parts.Widget, parts.Comments, parts.Newsletter} {
		if s.Cues[k] > 0 {
			return false
		}
	}
	for _, a := range b.Authors {
		if r.spokenOf(a.Name) {
			return false
		}
	}
	for k := i - 2; k <= i+3; k++ {
		if r.dates.lines[k] && k > r.title {
			return true
		}
	}
	return r.line(i).Times > 1 || i+1 == r.first || i == r.title+1 || i < r.first && s.Digits == 0
}

// spokenOf tells whether a kept line holds the last word of a name.
func (r *reader) spokenOf(name string) bool {
	last := name[strings.LastIndexByte(name, ' ')+1:]
	for i, k := range r.keep {
		if k && strings.Contains(r.units[i].plain, last) {
			return true
		}
	}
	return false
}

// sign takes the authors out of the lines; lines after the first count while they
// follow closely.
func (r *reader) sign(found []parts.Byline, from int, lines []int) {
	seen := map[string]bool{}
	last := lines[0]
	for _, i := range lines {
		if i > last+3 && i < r.last {
			break
		}
		last = i
		b := found[i-from]
		r.kind[i], r.keep[i] = record.Byline, false
		for _, a := range b.Authors {
			if !seen[a.Name] {
				seen[a.Name] = true
				r.story.Bylines = append(r.story.Bylines, a)
			}
		}
		if r.story.Agency == "" {
			r.story.Agency = b.Agency
		}
	}
}
