package flat

import (
	"strings"
	"unicode"
)

// narrow replaces a headline that carries more than itself (a breadcrumb before it,
// the site's name after it) by the line next to it that holds nothing else.
func (r *reader) narrow(title int) int {
	long := r.units[title].plain
	best := title
	for i := max(0, title-6); i < min(len(r.units), title+7); i++ {
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

// kicker returns how much of a headline is a kicker that the page shows apart from
// it: "Kicker: Headline", where another line says the same without the colon, or the
// kicker alone.
func (r *reader) kicker(title int) int {
	s := r.units[title].plain
	for _, mark := range []string{": ", " - ", " – ", " : "} {
		i := strings.Index(s, mark)
		if i < 3 || i > 60 || len(s)-i < 14+len(mark) {
			continue
		}
		before, after := s[:i], s[i+len(mark):]
		for k := max(0, title-6); k < min(len(r.units), title+7); k++ {
			o := r.units[k].plain
			if k != title && len(o) > len(after) && len(o) < len(s) && strings.HasPrefix(o, before) && strings.HasSuffix(o, after) &&
				strings.TrimSpace(o[len(before):len(o)-len(after)]) == "" {
				return i + len(mark)
			}
			if k != title && len(o) == len(before) && strings.EqualFold(o, before) && first(after) {
				return i + len(mark)
			}
		}
	}
	return 0
}

// first tells whether a headline can begin with s.
func first(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r) || !unicode.IsLetter(r)
	}
	return false
}
