package flat

import "rapporteur/page/parts"

const (
	// lumpBytes is the length from which a line is cut at sentences where such lines
	// hold most of the page.
	lumpBytes = 1500
	// fewLines and aloneBytes say the same of a page of few lines.
	fewLines   = 3
	aloneBytes = 400
)

// lumped returns the length from which lines are to be cut, 0 where the page has its
// line breaks.
func lumped(text string, lines []span) int {
	long, filled := 0, 0
	for _, l := range lines {
		n := l.end - l.start
		if n >= lumpBytes {
			long += n
		}
		if n > 0 {
			filled++
		}
	}
	switch {
	case filled <= fewLines:
		return aloneBytes
	case long*2 > len(text):
		return lumpBytes
	}
	return 0
}

// sentences cuts the long lines at sentence ends and at words that begin or end
// furniture, into at most most units or so.
func sentences(units []unit, text string, lines []span, least, most int) []unit {
	for n, l := range lines {
		if l.end-l.start < least {
			if u, ok := trim(text, l.start, l.end); ok {
				units = append(units, u)
			}
			continue
		}
		cuts := parts.Breaks(text[l.start:l.end])
		at := l.start
		if room := max(0, most-len(units)); len(cuts) > room {
			cuts = cuts[:room]
		}
		for _, c := range append(cuts, l.end-l.start) {
			if u, ok := trim(text, at, l.start+c); ok {
				u.line = int32(n + 1)
				units = append(units, u)
			}
			at = l.start + c
		}
	}
	return units
}
