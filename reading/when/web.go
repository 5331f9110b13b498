package when

import (
	"strings"
)

// finish joins the ends of intervals, gives each sentence its time and writes the notes.
func (w *Web) finish(r *reader) {
	for i := 0; i+1 < len(w.times); i++ {
		a, b := &w.times[i], &w.times[i+1]
		if a.EDTF == "" || b.EDTF == "" || a.Until != "" {
			continue
		}
		between := strings.TrimSpace(w.doc.Text[a.End:b.Start])
		before := strings.ToLower(w.doc.Text[max(0, a.Start-9):a.Start])
		switch {
		case between == "to" || between == "until" || between == "through" || between == "till":
			if strings.HasSuffix(before, "from ") || between == "through" {
				a.Until = b.EDTF
			}
		case between == "and" && strings.HasSuffix(before, "between "):
			a.Until = b.EDTF
		case between == "-" || between == "–" || between == "—":
			a.Until = b.EDTF
		}
		b.tail = b.tail || a.Until != ""
	}
	open := 0
	for i := range w.times {
		if w.times[i].Value == "" {
			open++
		}
	}
	if open > 0 && !r.pub.known() {
		w.Notes = append(w.Notes, "no publication date was found; weekdays and other relative times are left unresolved")
	}
	w.bySen = make([]int, len(w.doc.Sentences))
	k := 0
	for s := range w.doc.Sentences {
		w.bySen[s] = -1
		start, end := w.doc.SentenceBytes(s)
		for k < len(w.times) && w.times[k].Start < start {
			k++
		}
		for j := k; j < len(w.times) && w.times[j].Start < end; j++ {
			if w.times[j].EDTF != "" {
				w.bySen[s] = j
				break
			}
		}
	}
}

// In returns the times whose expressions lie in bytes [start, end).
func (w *Web) In(start, end int) []Time {
	lo := 0
	for lo < len(w.times) && w.times[lo].Start < start {
		lo++
	}
	hi := lo
	for hi < len(w.times) && w.times[hi].End <= end {
		hi++
	}
	return w.times[lo:hi]
}

// SentenceDate returns the time of sentence i: the first date that it holds, or the one it
// inherits from the sentence before it in the same paragraph. The second value tells
// whether the sentence holds it itself; nil where there is none.
func (w *Web) SentenceDate(i int) (*Time, bool) {
	if i < 0 || i >= len(w.bySen) {
		return nil, false
	}
	for s := i; s >= 0 && w.sameBlock(s, i); s-- {
		if k := w.bySen[s]; k >= 0 {
			return &w.times[k], s == i
		}
	}
	return nil, false
}

// sameBlock tells whether sentences a <= b stand in one paragraph.
func (w *Web) sameBlock(a, b int) bool {
	_, end := w.doc.SentenceBytes(a)
	start, _ := w.doc.SentenceBytes(b)
	return a == b || start >= end && w.doc.Sentences[a].Span == w.doc.Sentences[b].Span && !strings.Contains(w.doc.Text[end:start], "\n")
}

// At returns the time of what stands at a byte of the text, such as a verb: the date
// that hangs on it in the tree, else the nearest one of its clause, else that of its
// sentence; nil where the sentence has and inherits none.
func (w *Web) At(at int) *Time {
	i := tokenAt(w.doc, at)
	if i < 0 {
		return nil
	}
	s := w.doc.SentenceOf(i)
	if s < 0 {
		return nil
	}
	start, end := w.doc.SentenceBytes(s)
	var best *Time
	bestCost := 0
	times := w.In(start, end)
	for k := range times {
		t := &times[k]
		if t.EDTF == "" || t.tail {
			continue
		}
		if c := w.distance(i, t); best == nil || c < bestCost {
			best, bestCost = t, c
		}
	}
	if best != nil {
		return best
	}
	t, _ := w.SentenceDate(s)
	return t
}

// far is the cost of a date that hangs on another clause.
const far = 1000

// distance is how far a date stands from token i: steps up the tree from the date to i
// where it hangs on it, else tokens between, with a clause's edge counted dearly.
func (w *Web) distance(i int, t *Time) int {
	d := w.doc
	k := tokenAt(d, t.Start)
	if k < 0 {
		return far
	}
	if d.Tokens[i].UPOS != "" {
		for h, steps := k, 0; h >= 0 && steps < 12; h, steps = d.Tokens[h].Head, steps+1 {
			if h == i {
				return steps
			}
			if u := d.Tokens[h].UPOS; steps > 0 && u == "VERB" && h != i {
				return far + between(i, k)
			}
		}
		return far/2 + between(i, k)
	}
	cost := between(i, k)
	lo, hi := min(i, k), max(i, k)
	for x := lo; x < hi; x++ {
		switch strings.ToLower(d.Form(x)) {
		case "that", "which", "who", "after", "before", "when", "while", ";", "because":
			cost += 20
		}
	}
	return cost
}

func between(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}
