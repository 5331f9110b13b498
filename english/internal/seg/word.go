package seg

import (
	"strings"
	"unicode/utf8"
)

// word reads the word that starts with the letter at i.
func (s *Segmenter) word(i, end int) {
	if j := s.address(i, end); j > i {
		s.add(i, s.clip(i, j))
		return
	}
	if j := s.exception(i, end); j > i {
		s.add(i, j)
		return
	}
	j := s.body(i, end)
	if j-i > maxToken {
		s.add(i, s.clip(i, j))
		return
	}
	if s.text[j-1] != '.' && j < end && s.text[j] == '.' {
		if s.dotted(i, j, end) {
			return
		}
	}
	s.contract(i, j, end)
}

// body is the end of the run of letters that starts at i, with the apostrophes, hyphens and
// ampersands that belong inside a word.
func (s *Segmenter) body(i, end int) int {
	j := runEnd(s.text, i, end)
	for j < end && j-i <= maxToken {
		n := s.inner(i, j, end)
		if n == 0 {
			break
		}
		if s.text[j] == '$' {
			return j + 1
		}
		j = runEnd(s.text, j+n, end)
	}
	return j
}

// inner is the length of the sign at j that belongs inside the word that began at i, 0 if the word ends there.
func (s *Segmenter) inner(i, j, end int) int {
	c := s.text[j]
	switch {
	case c == '_':
		for n := 1; j+n < end; n++ {
			if letterLen(s.text, j+n, end) > 0 {
				return n
			}
			if s.text[j+n] != '_' || n > 3 {
				return 0
			}
		}
	case c == '&':
		if j+1 < end && j-i <= 3 && isAlpha(s.text[j+1]) && allUpper(s.text[i:j]) == isUpper(s.text[j+1]) &&
			(isUpper(s.text[j+1]) || j-i == 1 && letterLen(s.text, j+2, end) == 0) {
			return 1
		}
	case c == 0xC2 && j-i == 1 && s.text[i]|0x20 == 'n' && j+1 < end && s.text[j+1] == 0xB0: // N°
		return 2
	case c == '$' && j-i <= 3 && allUpper(s.text[i:j]):
		return 1
	case c == '-':
		if s.prefix(i, j, j+1, end) {
			return 1
		}
	case c == 0xE2 && (strings.HasPrefix(s.text[j:end], "\u2010") || strings.HasPrefix(s.text[j:end], "\u2011")):
		if s.prefix(i, j, j+3, end) {
			return 3
		}
	default:
		if n := joinerLen(s.text, j, end); n > 0 && letterLen(s.text, j+n, end) > 0 {
			return n
		}
		if n := apostropheLen(s.text, j, end); n > 0 && letterLen(s.text, j+n, end) > 0 {
			return n
		}
	}
	return 0
}

// prefix reports whether text[i:j], with a hyphen that ends at k behind it, is a prefix of the word there: not in the
// midst of a chain (Lashkar-e-Taiba), nor before a word of a phrase (over-the-counter).
func (s *Segmenter) prefix(i, j, k, end int) bool {
	if letterLen(s.text, k, end) == 0 || i > 0 && s.text[i-1] == '-' || !has(s.lists.prefixes, s.text[i:j]) {
		return false
	}
	switch s.text[k:lettersEnd(s.text, k, end)] {
	case "the", "a", "an", "and", "to", "of", "in", "on":
		return false
	}
	return true
}

func allUpper(w string) bool {
	for k := 0; k < len(w); k++ {
		if !isUpper(w[k]) {
			return false
		}
	}
	return len(w) > 0
}

// exception is the end of a listed word with a sign in it that starts at i, i if there is none.
func (s *Segmenter) exception(i, end int) int {
	const longest = 12
	j := lettersEnd(s.text, i, end)
	if j >= end || j-i > longest {
		return i
	}
	switch s.text[j] {
	case '/', '!', '*', '.', '-', '\'', 0xE2:
	default:
		return i
	}
	for k := min(end, i+longest); k > j; k-- {
		if (k == end || letterLen(s.text, k, end) == 0) && has(s.lists.exceptions, s.text[i:k]) {
			return k
		}
	}
	return i
}

// contract adds the word text[i:j], cutting contractions and possessives from its end.
func (s *Segmenter) contract(i, j, end int) {
	w := s.text[i:j]
	if len(w) <= 10 {
		var buf [16]byte
		if lens := s.lists.contractions[string(lowerTo(buf[:0], w))]; lens != nil {
			cuts := [5]int{i}
			for k, n := range lens {
				cuts[k+1] = cuts[k] + int(n)
			}
			s.addParts(cuts[:len(lens)+1]...)
			return
		}
	}
	if len(w) == 3 && strings.EqualFold(w, "its") && has(s.lists.its, nextWord(s.text, j)) {
		s.addParts(i, j-1, j)
		return
	}
	if !hasApostrophe(w) && apostropheLen(s.text, j, end) == 0 {
		s.add(i, j)
		return
	}
	var cuts [6]int
	n := len(cuts) - 1
	cuts[n] = j
	if p := s.bareApostrophe(i, j, end); p > j {
		cuts[n], cuts[n-1] = p, j
		n--
	}
	for n > 1 {
		c := cliticStart(s.text, i, cuts[n])
		if c <= i {
			break
		}
		n--
		cuts[n] = c
	}
	if n == len(cuts)-1 {
		s.add(i, j)
		return
	}
	n--
	cuts[n] = i
	s.addParts(cuts[n:]...)
}

// nextWord is the word of ASCII letters behind the one blank at j, if there is one.
func nextWord(text string, j int) string {
	if j >= len(text) || text[j] != ' ' {
		return ""
	}
	return text[j+1 : lettersEnd(text, j+1, len(text))]
}

// hasApostrophe reports whether w may hold an apostrophe of any kind.
func hasApostrophe(w string) bool {
	for k := 0; k < len(w); k++ {
		if c := w[k]; c == '\'' || c == '`' || c == 0xE2 {
			return true
		}
	}
	return false
}

// bareApostrophe is the end of the apostrophe at j that makes text[i:j] a possessive plural
// (the players' union) or a clipped word, 0 if it is none or closes a quotation.
func (s *Segmenter) bareApostrophe(i, j, end int) int {
	n := apostropheLen(s.text, j, end)
	if n == 0 || s.text[j] == '`' || j-i < 2 || s.text[j-1]|0x20 != 's' && s.text[j-1]|0x20 != 'z' && s.text[j-1]|0x20 != 'x' {
		return 0
	}
	if s.quotes > 0 || letterLen(s.text, j+n, end) > 0 || apostropheLen(s.text, j+n, end) > 0 {
		return 0
	}
	return j + n
}

// cliticStart is where the clitic at the end of text[i:j] starts ('s, 'm, 're, n't…), i if it has none.
func cliticStart(text string, i, j int) int {
	k := j - 1
	for k > i && j-k <= 3 && isAlpha(text[k]) {
		k--
	}
	a := k // the last byte of an apostrophe
	switch {
	case text[a] == '\'' || text[a] == '`':
	case text[a] == 0x99 && a-2 > i && text[a-1] == 0x80 && text[a-2] == 0xE2:
		a -= 2
	default:
		return i
	}
	tail := text[k+1 : j]
	switch len(tail) {
	case 1:
		switch tail[0] | 0x20 {
		case 's', 'm', 'd':
			return a
		case 't':
			if a-1 > i && text[a-1]|0x20 == 'n' {
				return a - 1
			}
		}
	case 2:
		if strings.EqualFold(tail, "re") || strings.EqualFold(tail, "ve") || strings.EqualFold(tail, "ll") {
			return a
		}
	}
	return i
}

// dotted handles a word text[i:j] with a full stop behind it: initials, abbreviations, host and
// file names. It reports whether it added the word.
func (s *Segmenter) dotted(i, j, end int) bool {
	if k := s.hostOrFile(i, end); k > 0 {
		s.contract(i, k, end)
		return true
	}
	if k := s.innerDotted(i, j, end); k > 0 {
		s.abbreviation(i, k, end, kindEnd)
		return true
	}
	if k := s.letterChain(i, j, end); k > 0 {
		kd := kindDotted
		switch {
		case k == i+2:
			kd = kindInitial
		case s.text[k-1] != '.':
			kd = kindNone
		default:
			if listed := s.lists.abbreviationKind(s.text[i:k-1], s.text[k:]); listed != kindNone {
				kd = listed
			}
		}
		s.abbreviation(i, k, end, kd)
		return true
	}
	if kd := s.lists.abbreviationKind(s.text[i:j], s.text[j+1:]); kd != kindNone && s.stopIsLast(j+1, end) {
		s.abbreviation(i, j+1, end, kd)
		return true
	}
	return false
}

// stopIsLast reports that the stop before j is an abbreviation's own: none follows it, or just the one that ends the
// sentence; more are an ellipsis.
func (s *Segmenter) stopIsLast(j, end int) bool {
	return j >= end || s.text[j] != '.' || j+1 >= end || s.text[j+1] != '.'
}

// abbreviation adds text[i:k] as a word of the given kind, with a possessive behind it.
func (s *Segmenter) abbreviation(i, k, end int, kd kind) {
	if n := apostropheLen(s.text, k, end); n > 0 && k+n < end && s.text[k+n]|0x20 == 's' && letterLen(s.text, k+n+1, end) == 0 {
		s.addParts(i, k, k+n+1)
		return
	}
	s.toks = append(s.toks, Token{Start: i, End: k, kind: kd})
}

// letterChain is the end of initials such as "J.", "U.S.", "p.m", that start at i, 0 if they are none.
// A lone small letter counts only where it is a listed abbreviation.
func (s *Segmenter) letterChain(i, j, end int) int {
	if j-i > utf8.UTFMax || utf8.RuneCountInString(s.text[i:j]) != 1 {
		return 0
	}
	letters, k := 0, i
	for letters < 12 {
		n := letterLen(s.text, k, end)
		if n == 0 || n == 1 && isDigit(s.text[k]) {
			break
		}
		if k+n >= end || s.text[k+n] != '.' {
			if letters > 0 && (k+n >= end || letterLen(s.text, k+n, end) == 0) {
				return k + n // "U.S" without the last stop
			}
			break
		}
		letters++
		k += n + 1
	}
	if letters == 0 || !s.stopIsLast(k, end) {
		return 0
	}
	if letters == 1 && isLower(s.text[i]) && s.lists.abbreviationKind(s.text[i:j], s.text[k:]) == kindNone {
		return 0
	}
	return k
}

// innerDotted is the end of a listed abbreviation with stops inside (Ph.D.), 0 if there is none at i.
func (s *Segmenter) innerDotted(i, j, end int) int {
	k := lettersEnd(s.text, j+1, end)
	if j == i+1 && k == j+2 { // U.S.A. is a chain of letters
		return 0
	}
	if k == j+1 || k-i > 8 || s.lists.abbreviationKind(s.text[i:k], "") == kindNone {
		return 0
	}
	if k < end && s.text[k] == '.' && s.stopIsLast(k+1, end) {
		k++
	}
	return k
}
