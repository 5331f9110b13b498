package flat

import "strings"

// How far, in lines, a headline's plain form stands from one that carries more: a
// player repeats the headline far below it.
const (
	narrowBefore = 60
	narrowAfter  = 6
)

// narrow replaces a headline that carries more than itself (a breadcrumb before it,
// the site's name after it) by the line near it that holds nothing else.
func (r *reader) narrow(title int) int {
	long := r.units[title].plain
	best := title
	for i := max(0, title-narrowBefore); i < min(len(r.units), title+narrowAfter+1); i++ {
		s := r.units[i].plain
		if len(s) >= len(r.units[best].plain) || len(s)*2 < len(long) || len(s) < 14 {
			continue
		}
		if strings.HasSuffix(long, s) && glued(long[:len(long)-len(s)]) || strings.HasPrefix(long, s) && strings.ContainsAny(long[len(s):], "|-–—») ") {
			best = i
		}
	}
	return best
}

// glued tells whether what stands before a headline is a breadcrumb's end.
func glued(before string) bool {
	return before != "" && !strings.HasSuffix(strings.TrimRight(before, " "), ":")
}
