package seg

import (
	"unicode"
	"unicode/utf8"
)

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlpha(c byte) bool { return isLower(c | 0x20) }

// blankLen is the length of the blank at text[i], 0 if there is none.
func blankLen(text string, i int) int {
	c := text[i]
	if c < utf8.RuneSelf {
		if c == ' ' || '\t' <= c && c <= '\r' {
			return 1
		}
		return 0
	}
	if c < 0xC2 || c > 0xE3 || c > 0xC2 && c < 0xE1 { // no blank of Unicode starts otherwise
		return 0
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	if unicode.IsSpace(r) {
		return n
	}
	return 0
}

// letterLen is the length of the letter, mark or digit at text[i], 0 if there is none.
func letterLen(text string, i, end int) int {
	if i >= end {
		return 0
	}
	c := text[i]
	if c < utf8.RuneSelf {
		if isAlpha(c) || isDigit(c) {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(text[i:end])
	if r == utf8.RuneError {
		return 0
	}
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.Nd, r) {
		return n
	}
	return 0
}

// apostropheLen is the length of the apostrophe at text[i] (straight, typographic or grave), 0 if there is none.
func apostropheLen(text string, i, end int) int {
	if i >= end {
		return 0
	}
	switch text[i] {
	case '\'', '`':
		return 1
	case 0xE2:
		if i+3 <= end && text[i+1] == 0x80 && text[i+2] == 0x99 {
			return 3
		}
	}
	return 0
}

// joinerLen is the length of a sign at text[i] that shows nothing and may stand inside a word (soft hyphen, word
// joiner, zero-width space), 0 if there is none.
func joinerLen(text string, i, end int) int {
	if i >= end || text[i] != 0xC2 && text[i] != 0xE2 && text[i] != 0xEF {
		return 0
	}
	switch r, n := utf8.DecodeRuneInString(text[i:end]); r {
	case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return n
	}
	return 0
}

// runEnd is where the letters, marks and digits that start at i end; it looks no further than a word may
// reach, lest a text without blanks be read over and over.
func runEnd(text string, i, end int) int {
	end = reach(i, end)
	for {
		n := letterLen(text, i, end)
		if n == 0 {
			return i
		}
		i += n
	}
}

func reach(i, end int) int { return min(end, i+maxToken+utf8.UTFMax) }

// digitsEnd is where the ASCII digits that start at i end, as far as a word may reach.
func digitsEnd(text string, i, end int) int {
	end = reach(i, end)
	for i < end && isDigit(text[i]) {
		i++
	}
	return i
}

// lettersEnd is where the ASCII letters that start at i end, as far as a word may reach.
func lettersEnd(text string, i, end int) int {
	end = reach(i, end)
	for i < end && isAlpha(text[i]) {
		i++
	}
	return i
}
