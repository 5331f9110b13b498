package flat

import (
	"strings"
	"unicode"
)

// unit is a stretch of the text that is judged as one line: bytes [start, end),
// without white space at its ends. plain is what it says: the same bytes, or the text
// without the marks of Markdown and with wrapped lines joined.
type unit struct {
	start, end int
	plain      string
}

// split cuts the text into units.
func split(text string, given, maxLines int) ([]unit, error) {
	if n := strings.Count(text, "\n") + 1; n > maxLines {
		return nil, &LimitError{"lines", n, maxLines, "MaxLines"}
	}
	units := make([]unit, 0, len(text)/64+1)
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		if u, ok := trim(text, at, at+end); ok {
			units = append(units, u)
		}
		at += end + 1
	}
	return units, nil
}

// trim makes a unit of bytes [start, end) without the white space around; ok is false where nothing is left.
func trim(text string, start, end int) (unit, bool) {
	s := strings.TrimRightFunc(text[start:end], unicode.IsSpace)
	end = start + len(s)
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	start = end - len(s)
	return unit{start, end, s}, s != ""
}
