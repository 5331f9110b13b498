package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hasFolded tells whether the small form of s, a word or a few, is in the set. Words of
// ASCII letters are folded in place.
func hasFolded(set map[string]bool, s string) bool {
	var room [32]byte
	if len(s) > len(room) {
		return set[strings.ToLower(s)]
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return set[strings.ToLower(s)]
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		}
		room[i] = c
	}
	return set[string(room[:len(s)])]
}

// nextWord finds the first word of s[at:], as [start, end) of s; it is empty where none is left.
func nextWord(s string, at int) (start, end int) {
	rest := strings.TrimLeftFunc(s[at:], unicode.IsSpace)
	start = len(s) - len(rest)
	if end = strings.IndexFunc(rest, unicode.IsSpace); end < 0 {
		return start, len(s)
	}
	return start, start + end
}

// oneSpaced is s with one space between its words and none around.
func oneSpaced(s string) string {
	s = strings.TrimSpace(s)
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && s[i+1] == ' ' {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// lastFolded is where small, in small ASCII letters, stands last in s, whatever its case; -1 where it doesn't.
func lastFolded(s, small string) int {
	for i := len(s) - len(small); i >= 0; i-- {
		if strings.EqualFold(s[i:i+len(small)], small) {
			return i
		}
	}
	return -1
}
