package parts

import (
	"strings"
	"unicode/utf8"
)

var agencies = func() map[string]string {
	m := map[string]string{}
	eachRow("agencies.tsv", func(f []string) {
		for _, form := range strings.Split(f[1], "|") {
			m[foldName(form)] = f[0]
		}
	})
	return m
}()

// pictureAgencies are the shown names of agencies that give pictures alone.
var pictureAgencies = func() map[string]bool {
	m := map[string]bool{}
	eachRow("agencies.tsv", func(f []string) {
		if len(f) > 2 && f[2] == "pictures" {
			m[f[0]] = true
		}
	})
	return m
}()

// foldName folds case and punctuation.
func foldName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) }), " ")
}

// maxAgency is the longest name of an agency in bytes.
const maxAgency = 60

// Agency returns the shown name of a news or picture agency, in whatever form it is written.
func Agency(s string) (string, bool) {
	var room [maxAgency]byte
	if len(s) > len(room) {
		return "", false
	}
	n, gap := 0, false
	for i := range len(s) { // foldName in place, for most names are ASCII
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			a, ok := agencies[foldName(s)]
			return a, ok
		case !wordRune(rune(c)):
			gap = n > 0
			continue
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		}
		if gap {
			room[n] = ' '
			n, gap = n+1, false
		}
		room[n] = c
		n++
	}
	a, ok := agencies[string(room[:n])]
	return a, ok
}
