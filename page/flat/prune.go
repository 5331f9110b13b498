package flat

import "rapporteur/page/parts"

const (
	// farLines is the number of other lines after which kept lines make a stretch of their own.
	farLines = 20
	// smallShare is the share of the main stretch's words, in hundredths, up to which
	// another stretch is not the article's.
	smallShare = 25
	// leadWords is the longest line that leads elsewhere ("Read more: …").
	leadWords = 30
)

// prune takes out of the article what stands far from its main stretch and is small
// beside it (comments, descriptions of cookies, teasers), and the lines within it
// that lead elsewhere.
func (r *reader) prune() {
	type stretch struct {
		from, to int // units [from, to)
		words    int32
	}
	var all []stretch
	main := -1
	for i, k := range r.keep {
		if !k {
			continue
		}
		if reason, ok := r.leads(i); ok {
			r.furniture(i, reason)
			continue
		}
		n := len(all)
		if n == 0 || i-all[n-1].to >= farLines {
			all = append(all, stretch{from: i})
			n++
		}
		s := &all[n-1]
		s.to = i + 1
		s.words += r.line(i).Shape.Words
		if main < 0 || s.words > all[main].words {
			main = n - 1
		}
	}
	for k, s := range all {
		if k == main || s.words*100 > all[main].words*smallShare || r.given {
			continue
		}
		for i := s.from; i < s.to; i++ {
			r.keep[i] = false
		}
	}
}

// leads tells whether a kept line begins with words that lead elsewhere, and why it
// is set apart.
func (r *reader) leads(i int) (string, bool) {
	s := &r.line(i).Shape
	if s.Words > leadWords || s.Final == parts.EndsStop && s.Words > 6 || s.Final == parts.EndsQuote {
		return "", false
	}
	return parts.Leads(r.units[i].plain)
}
