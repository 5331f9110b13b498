package flat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of the width that a dump is wrapped at, in characters.
const (
	narrowest = 32
	widest    = 140
)

// wrapWidth returns the width that a text is wrapped at, 0 where it is not: lines
// that nearly fill the width break off within a sentence and go on in small letters.
func wrapWidth(text string, lines []span) int {
	var width [widest + 1]int // lines of each width that go on in small letters
	long, broken, over := 0, 0, 0
	for i := range lines {
		s := text[lines[i].start:lines[i].end]
		if len(s) < narrowest {
			continue
		}
		n := len(s)
		if n > widest && (n > 4*widest || utf8.RuneCountInString(s) > widest) {
			over++
			continue
		}
		long++
		if i+1 < len(lines) && opens(s) && goesOn(text[lines[i+1].start:lines[i+1].end]) {
			broken++
			width[utf8.RuneCountInString(s)]++
		}
	}
	if broken < 4 || broken*3 < long || over*4 > long {
		return 0
	}
	// the width is the greatest that a line reaches, but for a few strays
	for n, left := widest, broken/50; n >= narrowest; n-- {
		if left -= width[n]; left < 0 {
			return n
		}
	}
	return 0
}

// opens tells whether a line ends within a sentence.
func opens(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, unicode.IsSpace))
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(",-–—;'’\"”", r)
}

// goesOn tells whether a line begins in small letters.
func goesOn(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	return unicode.IsLower(r)
}

// maxJoined bounds the lines of one unit.
const maxJoined = 200

// unwrap joins the lines that were broken only because the next word did not fit.
func unwrap(units []unit, text string, lines []span, width int) []unit {
	for i := 0; i < len(lines); {
		from, count := i, 1
		for i+1 < len(lines) && count < maxJoined && wraps(text, lines[i], lines[i+1], width) {
			i++
			count++
		}
		i++
		if u, ok := join(text, lines[from:i]); ok {
			units = append(units, u)
		}
	}
	return units
}

// wraps tells whether the first word of b would not have fitted on line a, or plainly
// goes on with its sentence.
func wraps(text string, a, b span, width int) bool {
	s, t := text[a.start:a.end], strings.TrimLeftFunc(text[b.start:b.end], unicode.IsSpace)
	if strings.TrimSpace(s) == "" || t == "" {
		return false
	}
	if r, n := utf8.DecodeRuneInString(t); strings.ContainsRune("•*+·▪", r) || r == '[' && n < len(t) && '0' <= t[n] && t[n] <= '9' && strings.HasSuffix(strings.TrimSpace(s), ".") {
		return false
	}
	word := strings.IndexFunc(t, unicode.IsSpace)
	if word < 0 {
		word = len(t)
	}
	if n := utf8.RuneCountInString(s); n*3 > width*2 && opens(s) && goesOn(t) {
		return true
	}
	room := width - utf8.RuneCountInString(strings.TrimRightFunc(s, unicode.IsSpace))
	return room < 1+utf8.RuneCountInString(t[:word])
}

// join makes one unit of lines, whose plain text has a space for each line break.
// The numbers that lynx puts before links ("[12]") are left out of it.
func join(text string, lines []span) (unit, bool) {
	var u unit
	var b strings.Builder
	for _, l := range lines {
		t, ok := trim(text, l.start, l.end)
		if !ok {
			continue
		}
		if b.Len() == 0 {
			u.start = t.start
		} else {
			b.WriteByte(' ')
		}
		u.end = t.end
		for at := t.start; at < t.end; {
			next := t.end
			mark := strings.IndexByte(text[at:t.end], '[')
			skip := 0
			if mark >= 0 {
				if skip = linkNumber(text[at+mark : t.end]); skip == 0 {
					skip = -1
				}
				next = at + mark
				if skip < 0 {
					next++
				}
			}
			u.pieces = append(u.pieces, piece{b.Len(), at})
			b.WriteString(text[at:next])
			at = next + max(skip, 0)
		}
	}
	u.plain = strings.TrimSpace(b.String())
	if u.plain == text[u.start:u.end] {
		u.pieces = nil
	}
	return u, u.end > u.start
}

// linkNumber is the length of "[12]" at the start of s, 0 where there is none.
func linkNumber(s string) int {
	k := 1
	for k < len(s) && k < 6 && '0' <= s[k] && s[k] <= '9' {
		k++
	}
	if k > 1 && k < len(s) && s[k] == ']' {
		return k + 1
	}
	return 0
}
