package parts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations are words whose full stop ends no sentence; a single capital is one too.
var abbreviations = func() map[string]bool {
	m := map[string]bool{}
	eachRow("abbreviations.tsv", func(f []string) {
		for _, w := range strings.Fields(f[1]) {
			m[w] = true
		}
	})
	return m
}()

// breakTable holds the phrases of breaks.tsv by their first byte.
var breakTable = func() (t [256][]brk) {
	eachRow("breaks.tsv", func(f []string) {
		t[f[1][0]] = append(t[f[1][0]], brk{f[1], f[0] != "after", f[0] != "before"})
	})
	return
}()

type brk struct {
	text          string
	before, after bool
}

// Breaks returns where a long line without line breaks may be cut, in bytes and in
// order: after sentences, and before and after words that begin or end furniture.
func Breaks(s string) []int {
	var cuts []int
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '.' || c == '!' || c == '?' {
			if end := sentenceEnd(s, i); end > 0 {
				cuts = append(cuts, end)
			}
			continue
		}
		if i > 0 && s[i-1] != ' ' && s[i-1] != '.' {
			continue
		}
		if c == 'B' && i > 0 && strings.HasPrefix(s[i:], "By ") && names(s[i+3:]) {
			cuts = append(cuts, i)
			continue
		}
		for _, b := range breakTable[c] {
			if !strings.HasPrefix(s[i:], b.text) || followedByLetter(s[i+len(b.text):]) {
				continue
			}
			if b.before && i > 0 {
				cuts = append(cuts, i)
			}
			if b.after {
				cuts = append(cuts, i+len(b.text))
			}
			i += len(b.text) - 1
			break
		}
	}
	for i := strings.IndexAny(s, "。！？"); i >= 0 && i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
		for strings.HasPrefix(s[i:], "」") || strings.HasPrefix(s[i:], "』") || strings.HasPrefix(s[i:], "）") {
			i += 3
		}
		cuts = append(cuts, i)
		next := strings.IndexAny(s[i:], "。！？")
		if next < 0 {
			break
		}
		i += next
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// names tells whether s begins with two capitalised words.
func names(s string) bool {
	a, rest, ok := strings.Cut(s[:min(len(s), 60)], " ")
	b, _, _ := strings.Cut(rest, " ")
	return ok && isName(a+" "+strings.TrimRight(b, ",.;"))
}

func followedByLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// sentenceEnd returns where the sentence whose mark stands at i ends, 0 where the
// mark ends none: what follows must be white space and no small letter, and what
// goes before no abbreviation.
func sentenceEnd(s string, i int) int {
	end := i + 1
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune("\"”’'»)]“", r) {
			break
		}
		end += n
	}
	if end >= len(s) || s[end] != ' ' {
		return 0
	}
	next := strings.TrimLeft(s[end:min(len(s), end+8)], " ")
	r, _ := utf8.DecodeRuneInString(next)
	if unicode.IsLower(r) || strings.ContainsRune(",;:–—-", r) {
		return 0
	}
	if s[i] == '.' && end == i+1 {
		w := s[max(0, i-12):i]
		w = w[strings.LastIndexAny(w, " .(\"'")+1:]
		r, n := utf8.DecodeRuneInString(w)
		if n == len(w) && unicode.IsUpper(r) || abbreviations[strings.ToLower(w)] || unicode.IsDigit(r) && unicode.IsDigit([]rune(next + " ")[0]) {
			return 0
		}
	}
	return end
}
