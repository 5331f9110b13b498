package flat

import "rapporteur/page/flat/internal/judge"

// What the marks of Markdown add to a line's log-odds, in thousandths.
const (
	linkedOdds  = -3000
	pictureOdds = -8000
	topOdds     = 4000 // a heading of the first level is likely the headline
	secondOdds  = 500
)

// marked adds what the marks of Markdown say to the scores.
func (r *reader) marked(scores []int32) {
	for i := range r.units {
		switch m := &r.units[i].mark; {
		case m.image:
			scores[i] += pictureOdds
		case m.linked:
			scores[i] += linkedOdds
		}
	}
}

// headings keeps the headings of Markdown that stand within the article, before a
// kept line.
func (r *reader) headings() {
	r.bounds()
	for i := r.last - 1; i > r.first; i-- {
		if r.units[i].mark.level > 0 && r.keep[i+1] && !r.units[i].mark.linked {
			r.keep[i] = true
		}
	}
}

// pick chooses the headline.
func (r *reader) pick(judges *judge.Judges, h *judge.Headlines) int {
	best, top := -1, int32(judge.Never)
	for i, odds := range judges.HeadlineScores(h) {
		i += h.From
		switch r.units[i].mark.level {
		case 1:
			odds += topOdds
		case 2:
			odds += secondOdds
		}
		if odds > top {
			best, top = i, odds
		}
	}
	return best
}
