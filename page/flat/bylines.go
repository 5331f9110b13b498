package flat

import (
	"rapporteur/page/parts"
	"rapporteur/record"
)

// bylines finds the lines that name the authors: next to the headline, or right
// after the article.
func (r *reader) bylines() {
	r.findDates()
	from, to := r.zone(3, 2)
	seen := map[string]bool{}
	for i := from; i < to; i++ {
		if r.kind[i] != "" || r.line(i).Prose > 0 || r.line(i).Shape.Words > 24 {
			continue
		}
		near := r.title >= 0 && i > r.title && i <= r.title+8 && (r.first < 0 || i < r.first+3) || i == r.title-1
		if !near && i < r.last && i > r.first {
			continue
		}
		b, ok := parts.ParseByline(r.units[i].plain)
		if !ok || !b.Lead && (!near || r.keep[i] && b.Authors[0].Place == nil) {
			continue
		}
		if len(r.story.Bylines) > 0 && !b.Lead {
			continue
		}
		r.kind[i], r.keep[i] = record.Byline, false
		for _, a := range b.Authors {
			if !seen[a.Name] {
				seen[a.Name] = true
				r.story.Bylines = append(r.story.Bylines, a)
			}
		}
		if b.Agency != "" && r.story.Agency == "" {
			r.story.Agency = b.Agency
		}
	}
	r.bounds()
}
