package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// capitalised tells whether every word but particles begins with a capital.
func capitalised(s string) bool {
	ws := strings.Fields(s)
	for _, w := range ws {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !hasFolded(bylineWords["particle"], w) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	return len(ws) > 0 && unicode.IsUpper(first)
}

// isName tells whether s looks like a person's name: two to five capitalised words.
func isName(s string) bool {
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 5 || !capitalised(s) || hasRole(s) {
		return false
	}
	for _, w := range ws {
		small, glued := false, 0
		for _, r := range w {
			if small && unicode.IsUpper(r) {
				glued++ // "McDonald" has one; menu entries without spaces have more
			}
			small = unicode.IsLower(r)
			if glued > 1 || !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(".-'’‘", r) {
				return false
			}
		}
	}
	if strings.HasSuffix(ws[0], ".") {
		return true
	}
	e := words.find(wordHashes(ws[0])[0])
	return e == nil || e.langs&articles == 0 || hasFolded(bylineWords["particle"], ws[0])
}

// articles are the languages whose function words begin no name: elsewhere some are
// names too ("Per", "Ana").
var articles = func() (bits uint32) {
	for k, l := range Languages {
		if l == "en" || l == "de" {
			bits |= 1 << k
		}
	}
	return
}()

// hasRole tells whether a word of s is that of a role: "reporter".
func hasRole(s string) bool {
	roles := bylineWords["role"]
	from := -1
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			if from < 0 {
				from = i
			}
		case from >= 0:
			if hasFolded(roles, s[from:i]) {
				return true
			}
			from = -1
		}
	}
	return from >= 0 && hasFolded(roles, s[from:])
}

// Title writes words of capitals only as names are written: "KYIV" as "Kyiv";
// others stay as they are.
func Title(s string) string {
	if strings.ToUpper(s) != s || utf8.RuneCountInString(s) < 3 {
		return s
	}
	start := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			start = r != '\'' && r != '’'
			return r
		}
		if start {
			start = false
			return r
		}
		return unicode.ToLower(r)
	}, s)
}
