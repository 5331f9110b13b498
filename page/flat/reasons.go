package flat

import "rapporteur/page/parts"

// why names what a unit of furniture is, by its cues, else by where it stands.
func (r *reader) why(i int) string {
	c := &r.line(i).Shape.Cues
	best, count := parts.Classes, uint8(0)
	for k := range parts.Classes {
		if k == parts.BylineCue || k == parts.Author && r.line(i).Prose == 0 {
			continue
		}
		if c[k] > count || c[k] == count && best == parts.Navigation {
			best, count = k, c[k]
		}
	}
	switch {
	case r.dates.lines[i]:
		return "date"
	case best < parts.Classes:
		return best.String()
	case r.first >= 0 && i > r.first && i < r.last:
		return "aside"
	case r.last >= 0 && i > r.last && r.line(i).Shape.Words >= 4:
		return "related"
	}
	return "navigation"
}
