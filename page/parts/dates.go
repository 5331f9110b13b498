package parts

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Day is a full date in a text: bytes [Start, End), and its ISO 8601 form, with the
// time of day (RFC 3339) where the text gives time and zone.
type Day struct {
	Start, End int
	Date       string
}

// maxDateLine bounds the work on one line; publication lines are short.
const maxDateLine = 4000

var months = func() map[string]int {
	m := map[string]int{}
	eachRow("months.tsv", func(f []string) {
		for k, forms := range f[1:] {
			for _, w := range strings.Fields(forms) {
				m[w] = k + 1
			}
		}
	})
	return m
}()

type token struct {
	start, end int
	kind       byte // 'n' number, 'w' word, else the character itself; '?' a character that is not ASCII
	n          int
	text       string
}

// tokens appends the tokens of s to out.
func tokens(out []token, s string) []token {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		t := token{start: i, end: i + n, kind: '?'}
		switch {
		case '0' <= r && r <= '9':
			for t.end < len(s) && '0' <= s[t.end] && s[t.end] <= '9' {
				t.end++
			}
			t.kind = 'n'
			t.n, _ = strconv.Atoi(s[i:min(t.end, i+9)])
		case unicode.IsLetter(r) && !spaceless(r):
			small := unicode.IsLower(r)
			for t.end < len(s) {
				r, n := utf8.DecodeRuneInString(s[t.end:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) || spaceless(r) || small && unicode.IsUpper(r) {
					break // also where two words lost the space between them: "readApril"
				}
				small = unicode.IsLower(r)
				t.end += n
			}
			t.kind = 'w'
		case r < utf8.RuneSelf:
			t.kind = byte(r)
		}
		t.text = s[t.start:t.end]
		out = append(out, t)
		i = t.end
	}
	return out
}

// FindDates returns the full dates (day, month, year) of a line, in order.
// A date of numbers alone is taken only where its order is beyond doubt: the year
// first, full stops between (day first), or a day above twelve.
func FindDates(s string) []Day { return findDates(s, false) }

// findDates finds dates; dayFirst tells that the text's language writes the day
// before the month in numbers too.
func findDates(s string, dayFirst bool) []Day {
	if len(s) > maxDateLine {
		s = s[:maxDateLine]
	}
	if !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	var room [64]token
	ts := tokens(room[:0], s)
	var out []Day
	for i := 0; i < len(ts); i++ {
		if y, m, d, n := dateAt(ts[i:], dayFirst); n > 0 {
			if iso, ok := calendar(y, m, d); ok {
				day := Day{ts[i].start, ts[i+n-1].end, iso}
				day.clock(ts[i+n:])
				out = append(out, day)
				i += n - 1
			}
		}
	}
	return out
}

func calendar(y, m, d int) (string, bool) {
	if y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1 || d > 31 {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d), true
}

// shape tells whether the tokens begin with these kinds: n a number, w a word, any
// other byte itself.
func shape(ts []token, kinds string) bool {
	if len(ts) < len(kinds) {
		return false
	}
	for i := range len(kinds) {
		if ts[i].kind != kinds[i] {
			return false
		}
	}
	return true
}

func (t token) month() int { return months[strings.ToLower(t.text)] }

func (t token) year() bool { return t.kind == 'n' && t.end-t.start == 4 && t.n >= 1900 && t.n < 2200 }

func (t token) day() bool { return t.kind == 'n' && t.end-t.start <= 2 && t.n >= 1 && t.n <= 31 }

// dateAt reads a date at the first token, and the number of tokens it takes.
func dateAt(ts []token, european bool) (y, m, d, n int) {
	switch {
	case shape(ts, "n-n-n") || shape(ts, "n/n/n") || shape(ts, "n.n.n"):
		return numeric(ts, european)
	case shape(ts, "n?n?n?") && ts[1].text == "年" && ts[3].text == "月" && ts[5].text == "日" && ts[0].year():
		return ts[0].n, ts[2].n, ts[4].n, 6
	case ts[0].kind == 'n' && ts[0].day():
		return dayFirst(ts)
	case ts[0].kind == 'w':
		return monthFirst(ts)
	}
	return
}

func numeric(ts []token, european bool) (y, m, d, n int) {
	a, b, c := ts[0], ts[2], ts[4]
	glued := a.end == ts[1].start && ts[3].end == c.start
	sep := ts[1].kind
	if sep == '.' && !a.year() && c.end-c.start == 2 && c.n < 50 {
		c.n, c.end = 2000+c.n, c.start+4 // "25.04.24"
	} else {
		c = c.cutYear()
	}
	switch {
	case a.year() && b.day() && c.day():
		return a.n, b.n, c.n, 5
	case !c.year() || !a.day() || !b.day() || !glued && sep != '.':
	case sep == '.' || european || a.n > 12 || a.n == b.n || lateHour(ts[5:]):
		return c.n, b.n, a.n, 5
	case b.n > 12:
		return c.n, a.n, b.n, 5
	}
	return
}

// lateHour tells whether a time of the clock of 24 hours follows, which goes with the
// day before the month.
func lateHour(ts []token) bool {
	for k := 0; k < len(ts) && k < 3; k++ {
		if shape(ts[k:], "n:n") {
			return ts[k].n > 12
		}
	}
	return false
}

// cutYear cuts a year loose from digits that were glued to it: "20233 years".
func (t token) cutYear() token {
	if width := t.end - t.start; t.kind == 'n' && width > 4 && width <= 9 {
		if y, _ := strconv.Atoi(t.text[:4]); y >= 1990 && y < 2040 {
			t.n, t.end = y, t.start+4
		}
	}
	return t
}

// dayFirst reads "3 December 2025", "3. Dezember 2025", "3rd of December, 2025", "3 de diciembre de 2025", "3-Dec-2025".
func dayFirst(ts []token) (y, m, d, n int) {
	k := 1
	if k < len(ts) && ts[k].kind == 'w' && ts[k].start == ts[0].end && ts[k].month() == 0 {
		k++ // the ending of an ordinal
	}
	for k < len(ts) && k < 3 && (ts[k].kind == '.' || ts[k].kind == '-' || ts[k].kind == '/' || of(ts[k])) {
		k++
	}
	if k >= len(ts) || ts[k].month() == 0 {
		return
	}
	m = ts[k].month()
	k++
	for k < len(ts) && k < 6 && (ts[k].kind == '.' || ts[k].kind == ',' || ts[k].kind == '-' || ts[k].kind == '/' || of(ts[k])) {
		k++
	}
	if k < len(ts) && ts[k].cutYear().year() {
		return ts[k].cutYear().n, m, ts[0].n, k + 1
	}
	return 0, 0, 0, 0
}

func of(t token) bool { return t.text == "of" || t.text == "de" || t.text == "del" }

// monthFirst reads "December 3, 2025", "Dec. 3rd 2025".
func monthFirst(ts []token) (y, m, d, n int) {
	if m = ts[0].month(); m == 0 {
		return
	}
	k := 1
	if k < len(ts) && ts[k].kind == '.' {
		k++
	}
	if k >= len(ts) || !ts[k].day() {
		return 0, 0, 0, 0
	}
	d = ts[k].n
	k++
	for k < len(ts) && k < 5 && (ts[k].kind == ',' || ts[k].kind == '.' || ts[k].kind == 'w' && ts[k].start == ts[k-1].end) {
		k++
	}
	if k < len(ts) && ts[k].cutYear().year() {
		return ts[k].cutYear().n, m, d, k + 1
	}
	return 0, 0, 0, 0
}

// zones are the abbreviations that mean one offset wherever they are used, in minutes.
var zones = map[string]int{"GMT": 0, "UTC": 0, "Z": 0, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120,
	"EDT": -240, "EST": -300, "CDT": -300, "PDT": -420, "PST": -480, "MSK": 180, "JST": 540, "KST": 540, "SAST": 120, "AEST": 600, "AEDT": 660}

// clock adds the time of day after the date, where the text gives its zone too.
func (d *Day) clock(ts []token) {
	k := 0
	for k < len(ts) && k < 4 && !shape(ts[k:], "n:n") {
		if !strings.ContainsRune(",-–—|·•@T", rune(ts[k].text[0])) && ts[k].kind != '?' && !strings.EqualFold(ts[k].text, "at") && !strings.EqualFold(ts[k].text, "um") {
			return
		}
		k++
	}
	if !shape(ts[min(k, len(ts)):], "n:n") {
		return
	}
	h, m := ts[k].n, ts[k+2].n
	k += 3
	sec := 0
	if shape(ts[k:], ":n") && ts[k].start == ts[k-1].end {
		sec, k = ts[k+1].n, k+2
	}
	if k < len(ts) && ts[k].kind == 'w' {
		switch strings.ToLower(ts[k].text) {
		case "am":
			h %= 12
			k++
		case "pm":
			h = h%12 + 12
			k++
		}
	}
	if shape(ts[min(k, len(ts)):], ".n") { // fractions of a second
		k += 2
	}
	offset, ok := zone(ts[min(k, len(ts)):])
	if !ok || h > 23 || m > 59 || sec > 59 {
		return
	}
	day, err := time.Parse(time.DateOnly, d.Date)
	if err != nil {
		return
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), h, m, sec, 0, time.FixedZone("", offset*60))
	d.Date = at.Format(time.RFC3339)
}

func zone(ts []token) (minutes int, ok bool) {
	k := 0
	if len(ts) > 0 && ts[0].kind == 'w' {
		if minutes, ok = zones[ts[0].text]; !ok {
			return
		}
		k = 1
	}
	if k+1 >= len(ts) || ts[k].kind != '+' && ts[k].kind != '-' || ts[k+1].kind != 'n' || ts[k+1].start != ts[k].end {
		return
	}
	n := ts[k+1].n
	switch width := ts[k+1].end - ts[k+1].start; {
	case width == 4:
		n = n/100*60 + n%100
	case width <= 2 && n <= 14:
		n *= 60
		if shape(ts[k+2:], ":n") {
			n += ts[k+3].n
		}
	default:
		return
	}
	if ts[k].kind == '-' {
		n = -n
	}
	return minutes + n, true
}

// Role tells what a date line says of its date.
type Role uint8

// The roles of a date line.
const (
	NoRole    Role = iota // a date stands there, and nothing says what for
	Published             // "Published 3 December 2025"
	Updated               // "Last updated: Dec. 2, 2025"
	apart                 // "Available until 2 December 2026": no day of the page's own
)

var dateCues = func() (t [3][][]uint64) {
	eachRow("date-cues.tsv", func(f []string) {
		k := map[string]int{"published": 0, "updated": 1, "apart": 2}[f[0]]
		t[k] = append(t[k], wordHashes(f[1]))
	})
	return
}()

// DateLine reads a line that gives the day of publication: the date, its role, and
// whether the line is little else than that.
func DateLine(s string) (date string, role Role, ok bool) { return DateLineIn(s, false) }

// DateLineIn is DateLine for a page whose language is known to put the day before the
// month, or not: there "02/12/2025" is the 2nd of December.
func DateLineIn(s string, dayFirst bool) (date string, role Role, ok bool) {
	if len(s) > 300 {
		return
	}
	days := findDates(s, dayFirst)
	if len(days) == 0 {
		return
	}
	date, role = days[0].Date, roleOf(s[:days[0].Start])
	if role == apart {
		return "", NoRole, false
	}
	for k := 1; k < len(days) && role == Updated; k++ {
		if roleOf(s[days[k-1].End:days[k].Start]) == Published {
			date, role = days[k].Date, Published
		}
	}
	rest := 0
	for _, r := range s[:days[0].Start] + s[days[len(days)-1].End:] {
		if unicode.IsLetter(r) {
			rest++
		}
	}
	return date, role, rest <= 40 || role != NoRole && rest <= 90
}

func roleOf(before string) Role {
	hs := wordHashes(before)
	for k, set := range dateCues {
		for _, cue := range set {
			for i := range hs {
				if i+len(cue) <= len(hs) && equal(hs[i:i+len(cue)], cue) {
					return Role(k + 1)
				}
			}
		}
	}
	return NoRole
}

func equal(a, b []uint64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
