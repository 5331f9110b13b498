package flat

import (
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
		if r.kind[i] != "" || l.Prose > 0 || l.Shape.Words > 24 || l.Shape.Words < 1 {
			continue
		}
		if i > r.first && i < r.last && (r.title < 0 || i > r.title+smallPrint) {
			continue
		}
		under := i > r.title && (r.title < 0 || i <= r.title+smallPrint) && i <= r.last
		s := &l.Shape
		if s.Cues[parts.BylineCue] == 0 && (s.Capitals < 2 && s.Spaceless == 0 && s.First != parts.CapitalFirst || !under && i != r.title-1) {
			continue
		}
		b, ok := parts.ParseByline(r.units[i].plain)
		if !ok {
			continue
		}
		found[i-from] = b
		switch {
		case b.Lead:
			lead = append(lead, i)
		case b.Authors[0].Place != nil && (under || i == r.title-1):
			placed = append(placed, i)
		case under && !r.keep[i] && r.signed(i):
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

// signed tells whether a line of names alone stands where a byline does: next to the
// date, or twice on the page, and not among the words of menus.
func (r *reader) signed(i int) bool {
	c := &r.line(i).Shape.Cues
	if c[parts.Share] > 0 || c[parts.Navigation] > 0 || c[parts.Related] > 0 {
		return false
	}
	for k := i - 3; k <= i+3; k++ {
		if r.dates.lines[k] && k > r.title {
			return true
		}
	}
	return r.line(i).Times > 1 || i+1 == r.first
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
