package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote is a stretch in quotation marks: bytes [Start, End) with the marks.
type Quote struct {
	Start, End int
	Open       bool // no closing mark: the quotation goes on in the next paragraph, or the page lost the mark
	Goes       bool // goes on where the quotation before it was left open
}

// Quotes finds the quotations of a text. A quotation ends with its paragraph (a line of the
// text); where the closing mark is missing and the next paragraph opens with a mark, it
// goes on there. Marks inside a quotation (single in double) are no quotations of their own.
func Quotes(text string) []Quote {
	var out []Quote
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		qs := doubles(text, start, end)
		if len(qs) == 0 {
			qs = singles(text, start, end)
		}
		if len(out) > 0 && len(qs) > 0 && out[len(out)-1].Open && strings.TrimSpace(text[out[len(out)-1].End:qs[0].Start]) == "" {
			qs[0].Goes = true
		}
		out = append(out, qs...)
		start = end + 1
	}
	return out
}

// mark is the first rune of a text and its bytes; two apostrophes or two grave accents, as
// typewriters and some wires have them, are one mark.
func mark(s string) (rune, int) {
	switch {
	case strings.HasPrefix(s, "''"):
		return '"', 2
	case strings.HasPrefix(s, "``"):
		return '“', 2
	}
	return utf8.DecodeRuneInString(s)
}

// doubles finds the quotations in double marks of the paragraph [start, end).
func doubles(text string, start, end int) []Quote {
	var out []Quote
	open, first := -1, rune(0)
	inner := 0 // quotations open within the one that is
	nests := strings.Count(text[start:end], "“") == strings.Count(text[start:end], "”")
	for i := start; i < end; {
		r, n := mark(text[i:end])
		switch {
		case !strings.ContainsRune("\"“”„«»", r):
		case open < 0:
			if r != '”' && r != '»' || opens(text, i, n, start, end) {
				if r != '"' || opens(text, i, n, start, end) || !closes(text, i, n, start, end) {
					open, first, inner = i, r, 0
				}
			}
		case r == '“' && nests && (first == '“' || first == '"' && strings.Contains(text[i+n:end], `"`)):
			inner++
		case r == '”' && inner > 0:
			inner--
		case r == '“' || r == '„' || r == '«':
			// A mark that opens again: the one before was never closed.
			if strings.TrimSpace(text[open:i]) != "" && opens(text, i, n, start, end) {
				out = append(out, Quote{Start: open, End: trimRight(text, open, i)})
				open, first = i, r
			} else {
				out = append(out, Quote{Start: open, End: i + n})
				open = -1
			}
		case r == '"' && opens(text, i, n, start, end) && !closes(text, i, n, start, end):
			out = append(out, Quote{Start: open, End: trimRight(text, open, i)})
			open, first = i, r
		default:
			out = append(out, Quote{Start: open, End: i + n})
			open = -1
		}
		i += n
	}
	if open >= 0 {
		out = append(out, Quote{Start: open, End: trimRight(text, open, end), Open: true})
	}
	return out
}

func trimRight(text string, from, to int) int {
	return from + len(strings.TrimRight(text[from:to], " \t\r\u00a0"))
}

func before(text string, i, start int) rune {
	if i <= start {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return r
}

func after(text string, i, end int) rune {
	if i >= end {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

// opens tells whether a mark of n bytes at i may open a quotation: space or a bracket
// before it, a word after it.
func opens(text string, i, n, start, end int) bool {
	b, a := before(text, i, start), after(text, i+n, end)
	return (unicode.IsSpace(b) || strings.ContainsRune("([{—–-:\"”", b)) && !unicode.IsSpace(a)
}

// closes tells whether the mark may close one: a word or stop before it, none after it.
func closes(text string, i, n, start, end int) bool {
	b, a := before(text, i, start), after(text, i+n, end)
	return !unicode.IsSpace(b) && !unicode.IsLetter(a) && !unicode.IsDigit(a)
}

// singles finds the quotations in single marks of a paragraph that has no double ones.
func singles(text string, start, end int) []Quote {
	var out []Quote
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r != '‘' && r != '\'' || !opens(text, i, n, start, end) || unicode.IsDigit(after(text, i+n, end)) {
			i += n
			continue
		}
		stop := closing(text, i+n, start, end)
		if stop < 0 {
			i += n
			continue
		}
		out = append(out, Quote{Start: i, End: stop})
		i = stop
	}
	return out
}

// closing finds the end of a quotation in single marks that begins before byte i: the first
// mark behind a stop, or else the first that no letter follows and that is no possessive.
func closing(text string, i, start, end int) int {
	loose := -1
	for i < end {
		r, n := utf8.DecodeRuneInString(text[i:])
		if (r == '’' || r == '\'') && closes(text, i, n, start, end) {
			b := before(text, i, start)
			if strings.ContainsRune(",.?!…", b) {
				return i + n
			}
			if loose < 0 && b != 's' {
				loose = i + n
			}
			if loose < 0 && b == 's' && !unicode.IsSpace(after(text, i+n, end)) {
				loose = i + n
			}
			if loose == i+n && !unicode.IsSpace(after(text, i+n, end)) {
				return loose
			}
		}
		if loose >= 0 && (r == '‘' || strings.ContainsRune(".?!", r) && unicode.IsSpace(after(text, i+n, end))) {
			return loose
		}
		i += n
	}
	return loose
}
