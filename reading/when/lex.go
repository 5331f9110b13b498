package when

import (
	"strings"
	"unicode/utf8"
)

// class is a set of classes of tokens, a bit each.
type class uint32

const (
	cMonth class = 1 << iota
	cWeekday
	cNum
	cFew
	cOrd
	cUnit
	cUnits
	cPart
	cSeason
	cRel
	cTens
	cOnes
	cQuarter
	cAmpm
	cZone
	cBce
	cDecade
	cDay     // digits 1 to 31
	cYear    // digits 1000 to 2099, or an apostrophe and two digits
	cYY      // two digits
	cISO     // 2025-12-03
	cSlash   // 12/3/2025
	cClock   // 10:57
	cHHMM    // 0800
	cHyphen  // a hyphen or dash
	cHoliday // a phrase of holidays.tsv begins here
)

var classNames = map[string]class{
	"month": cMonth, "weekday": cWeekday, "num": cNum, "few": cFew, "ord": cOrd, "unit": cUnit, "units": cUnits,
	"part": cPart, "season": cSeason, "rel": cRel, "tens": cTens, "ones": cOnes, "quarter": cQuarter, "ampm": cAmpm,
	"zone": cZone, "bce": cBce, "decade": cDecade, "day": cDay, "year": cYear, "yy": cYY, "iso": cISO,
	"slash": cSlash, "clock": cClock, "hhmm": cHHMM, "hyphen": cHyphen, "holiday": cHoliday,
}

// token is a word, number or mark of the text, bytes [start, end).
type token struct {
	start, end int
	word       *word // nil for a word that no file knows
	classes    class
	num        float64 // of a number or ordinal
	y, mo, d   int     // of a date in digits
	glued      bool    // no white space before it
	upper      bool    // begins with a capital
	line       bool    // first of its line
}

// val returns the token's value in a class of words.tsv.
func (t *token) val(c class) string {
	if t.word != nil {
		for _, v := range t.word.vals {
			if v.class == c {
				return v.text
			}
		}
	}
	return ""
}

// is tells whether the token is that word.
func (t *token) is(w string) bool { return t.word != nil && t.word.text == w }

// lex cuts text[from:to] into tokens, appended to out.
func lex(out []token, text string, from, to int) []token {
	v := vocabulary()
	line, glued := true, false
	for i := from; i < to; {
		c := text[i]
		switch {
		case c == '\n':
			line, glued = true, false
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			glued = false
			i++
			continue
		}
		if end := address(text[i:to]); end > 0 {
			i, glued = i+end, false
			continue
		}
		t := token{start: i, glued: glued, line: line}
		switch {
		case c >= '0' && c <= '9':
			lexNumber(&t, text, to)
		case isLetter(c):
			lexWord(&t, v, text, to)
		case c == '\'':
			if !quotedYear(&t, text, i+1, to) {
				t.end = i + 1
				possessive(&t, v, text, to)
			}
		case c < utf8.RuneSelf:
			t.end = i + 1
			t.word = v.get(text[i:t.end])
			if c == '-' {
				t.classes |= cHyphen
			}
		default:
			lexRune(&t, v, text, to)
		}
		out = mergeNumber(append(out, t))
		i, glued, line = t.end, true, false
	}
	return out
}

// address returns the length of the web address that s begins with: its numbers are no dates.
func address(s string) int {
	if !strings.HasPrefix(s, "http") || !strings.HasPrefix(strings.TrimPrefix(s[4:], "s"), "://") {
		return 0
	}
	if n := strings.IndexAny(s, " \n\t"); n > 0 {
		return n
	}
	return len(s)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// lexRune reads what is not ASCII: dashes and apostrophes as such, letters as a word.
func lexRune(t *token, v *vocab, text string, to int) {
	r, n := utf8.DecodeRuneInString(text[t.start:to])
	t.end = t.start + n
	switch r {
	case '–', '—', '‑', '‐', '−':
		t.classes |= cHyphen
		t.word = v.get("-")
	case '’', '‘':
		if !quotedYear(t, text, t.end, to) {
			possessive(t, v, text, to)
		}
	case '\u00a0', '\u2009', '\u202f':
	default:
		if r >= 0xC0 && r < 0x2000 || r > 0x2E80 {
			for t.end < to && (isLetter(text[t.end]) || text[t.end] >= utf8.RuneSelf) {
				if r, n := utf8.DecodeRuneInString(text[t.end:to]); r >= 0x2000 && r < 0x2100 {
					break
				} else {
					t.end += n
				}
			}
		}
	}
}

// possessive reads 's and a lone apostrophe.
func possessive(t *token, v *vocab, text string, to int) {
	if t.end < to && text[t.end] == 's' && (t.end+1 == to || !isLetter(text[t.end+1])) {
		t.end++
		t.word = v.get("'s")
		return
	}
	t.word = v.get("'")
}

// quotedYear reads the '82 of a year and the '80s of a decade; at is behind the apostrophe.
func quotedYear(t *token, text string, at, to int) bool {
	if at+2 > to || !isDigit(text[at]) || !isDigit(text[at+1]) || at+2 < to && isDigit(text[at+2]) {
		return false
	}
	n := int(text[at]-'0')*10 + int(text[at+1]-'0')
	t.y, t.end = 1900+n, at+2
	if n < 30 {
		t.y = 2000 + n
	}
	t.classes = cYear
	if n%10 == 0 && t.end < to && text[t.end] == 's' {
		t.end++
		t.classes, t.num = cDecade, float64(t.y/10)
	}
	return true
}

// lexWord reads letters; with the full stops of an abbreviation where the files know it so.
func lexWord(t *token, v *vocab, text string, to int) {
	i := t.start
	for i < to && (isLetter(text[i]) || isDigit(text[i])) {
		i++
	}
	t.end = i
	t.upper = text[t.start] < 'a'
	if i < to && text[i] == '.' {
		j := i
		for j < to && (isLetter(text[j]) || text[j] == '.') {
			j++
		}
		for _, end := range [...]int{j, i + 1} {
			if w := v.get(text[t.start:end]); w != nil {
				t.word, t.end = w, end
				break
			}
		}
	}
	if t.word == nil {
		t.word = v.get(text[t.start:t.end])
	}
	if t.word == nil {
		return
	}
	t.classes = t.word.classes
	t.num = t.word.num
	if !t.upper {
		t.classes &^= cMonth | cWeekday
	}
}

// lexNumber reads digits and what makes one token with them: 1,200, 2.5, 10:57, 1st, 1990s, 2025-12-03.
func lexNumber(t *token, text string, to int) {
	i := t.start
	n, digits := 0, 0
	for i < to && isDigit(text[i]) && digits < 9 {
		n = n*10 + int(text[i]-'0')
		i, digits = i+1, digits+1
	}
	t.end, t.num = i, float64(n)
	if i < to && text[i] == '.' && slashDate(t, text, to, '.') || longNumber(t, text, to, digits) {
		return
	}
	rest := text[i:to]
	next := func(k int) byte {
		if k < len(rest) {
			return rest[k]
		}
		return ' '
	}
	switch {
	case digits == 4 && next(0) == '-' && isoDate(t, text, to):
		return
	case (next(0) == '/' || next(0) == '-') && slashDate(t, text, to, next(0)):
		return
	case digits <= 2 && n < 25 && next(0) == ':' && isDigit(next(1)) && isDigit(next(2)) && !isDigit(next(3)):
		t.classes, t.mo, t.d, t.end = cClock, n, int(next(1)-'0')*10+int(next(2)-'0'), i+3
		if next(3) == ':' && isDigit(next(4)) && isDigit(next(5)) {
			t.end += 3
		}
		if t.d > 59 {
			t.classes = 0
		}
		return
	case next(0) == 's' && !isLetter(next(1)) && n%10 == 0 && (digits == 4 && n >= 1000 && n < 2100 || digits == 2 && n >= 20):
		if digits == 2 {
			n += 1900
		}
		t.classes, t.num, t.end = cDecade, float64(n/10), i+1
		return
	case isLetter(next(0)) && isLetter(next(1)) && !isLetter(next(2)) && n < 100:
		switch rest[:2] {
		case "st", "nd", "rd", "th":
			t.classes, t.end = cOrd, i+2
		}
		return
	}
	if c := next(0); c >= 'a' && c <= 'z' && !meridiem(rest) {
		return // "2016ers"
	}
	t.classes = digitClasses(n, digits)
	if t.classes&cYear != 0 {
		t.y = n
	}
}

// meridiem tells whether am or pm begins s ("5pm").
func meridiem(s string) bool {
	return len(s) > 1 && (s[0]|0x20 == 'a' || s[0]|0x20 == 'p') && (s[1]|0x20 == 'm' || s[1] == '.')
}

func digitClasses(n, digits int) class {
	c := cNum
	if digits <= 2 && n >= 1 && n <= 31 {
		c |= cDay
	}
	if digits == 2 {
		c |= cYY
	}
	if digits == 4 && n >= 1000 && n <= 2100 {
		c |= cYear
	}
	if digits == 4 && n/100 < 25 && n%100 < 60 {
		c |= cHHMM
	}
	return c
}

// longNumber reads 1,200,000 and 2.5, which are amounts and nothing else.
func longNumber(t *token, text string, to, digits int) bool {
	i := t.end
	for digits <= 3 && i+4 <= to && text[i] == ',' && isDigit(text[i+1]) && isDigit(text[i+2]) && isDigit(text[i+3]) && (i+4 == to || !isDigit(text[i+4])) {
		t.num = t.num*1000 + float64(int(text[i+1]-'0')*100+int(text[i+2]-'0')*10+int(text[i+3]-'0'))
		i += 4
	}
	if i == t.end && i+1 < to && text[i] == '.' && isDigit(text[i+1]) {
		scale := 0.1
		for i++; i < to && isDigit(text[i]); i++ {
			t.num += scale * float64(text[i]-'0')
			scale /= 10
		}
	}
	if i == t.end {
		return false
	}
	t.end, t.classes = i, cNum
	return true
}

// isoDate reads the rest of 2025-12-03 (and a time behind it, which is dropped).
func isoDate(t *token, text string, to int) bool {
	s := text[t.start:to]
	if len(s) < 10 || s[7] != '-' || !twoDigits(s[5:7]) || !twoDigits(s[8:10]) || len(s) > 10 && isDigit(s[10]) {
		return false
	}
	m, d := int(s[5]-'0')*10+int(s[6]-'0'), int(s[8]-'0')*10+int(s[9]-'0')
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	t.classes, t.y, t.mo, t.d, t.end = cISO, int(t.num), m, d, t.start+10
	return true
}

func twoDigits(s string) bool { return isDigit(s[0]) && isDigit(s[1]) }

// slashDate reads 12/3/2025, 3.12.2025, 3-12-2025 and 2025/12/03: behind a slash the month
// comes first, unless that is no month; behind other marks the day.
func slashDate(t *token, text string, to int, mark byte) bool {
	var part [3]int
	i := t.start
	for k := range part {
		n, digits := 0, 0
		for i < to && isDigit(text[i]) && digits < 5 {
			n, i, digits = n*10+int(text[i]-'0'), i+1, digits+1
		}
		ok := digits > 0 && (k == 2 || i < to && text[i] == mark)
		switch {
		case k == 0 && digits == 4:
			ok = ok && mark == '/'
		case k < 2, part[0] > 31:
			ok = ok && digits <= 2
		default:
			ok = ok && (digits == 4 || digits == 2 && mark == '/')
		}
		if !ok {
			return false
		}
		part[k] = n
		if k < 2 {
			i++
		}
	}
	m, d, y := part[0], part[1], part[2]
	switch {
	case part[0] > 31:
		y, m, d = part[0], part[1], part[2]
	case m > 12 || mark != '/' && d <= 12:
		m, d = d, m
	}
	if y < 100 {
		y += 2000
	}
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	t.classes, t.y, t.mo, t.d, t.end = cSlash, y, m, d, i
	return true
}

// mergeNumber joins "twenty" "-" "five" and "twenty five" (also with an ordinal) into one token.
func mergeNumber(ts []token) []token {
	n := len(ts)
	last := ts[n-1]
	if last.classes&(cOnes|cOrd) == 0 || last.num > 9 || n < 2 {
		return ts
	}
	k := n - 2
	if ts[k].is("-") && ts[k].glued && last.glued {
		k--
	}
	if k < 0 || ts[k].classes&cTens == 0 {
		return ts
	}
	ts[k].end = last.end
	ts[k].num += last.num
	ts[k].classes = cNum
	if last.classes&cOrd != 0 {
		ts[k].classes = cOrd
	}
	return ts[:k+1]
}
