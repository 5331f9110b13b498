// Package term shows records and answers of the ledger on a terminal, made to be read: wrapped to the width, in colour
// where wanted, plain otherwise. Text of pages is hostile: control and direction characters never reach the terminal.
package term

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/rivo/uniseg"

	"rapporteur/record"
)

// Printer writes to W; Width is in columns (no wrapping below 20), Color turns on ANSI colours.
type Printer struct {
	W        io.Writer
	Width    int
	Color    bool
	Evidence bool // the sentences behind each line
	All      bool // furniture too, dimmed, with the reason why it was set apart
}

// Style is an ANSI code.
type Style string

// Styles of the view.
const (
	Plain  Style = ""
	Bold   Style = "1"
	Dim    Style = "2"
	Bright Style = "1;97"
	Red    Style = "31"
	Green  Style = "32"
	Yellow Style = "33"
	Blue   Style = "34"
	Cyan   Style = "36"
)

var statusStyle = map[string]Style{
	record.Held: Green, record.Ongoing: Yellow, record.Scheduled: Cyan, record.Proposed: Blue,
	record.Cancelled: Red, record.Refused: Red, record.Denied: Red,
}

func (p *Printer) style(st Style, s string) string {
	if !p.Color || st == Plain || s == "" {
		return s
	}
	return "\x1b[" + string(st) + "m" + s + "\x1b[0m"
}

// Clean makes text safe for a terminal and one line of it: control characters, escape sequences' openers and
// characters that turn the direction of writing are shown as �, white space as one blank.
func Clean(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = true
			continue
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c, r == 0xfeff:
			r = unicode.ReplacementChar
		}
		if blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}

// piece is a stretch of text in one style.
type piece struct {
	st   Style
	text string
}

// line writes pieces as one paragraph, wrapped, first at indent first, then at indent rest.
func (p *Printer) line(first, rest int, pieces ...piece) {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", first))
	col, fresh, trail := first, true, false
	for _, pc := range pieces {
		text := Clean(pc.text)
		lead := trail || len(pc.text) > 0 && unicode.IsSpace(rune(pc.text[0]))
		trail = strings.HasSuffix(pc.text, " ")
		for i, word := range strings.Fields(text) {
			w := uniseg.StringWidth(word)
			blank := !fresh && (i > 0 || lead)
			if p.Width >= 20 && !fresh && col+w+1 > p.Width && (blank || i > 0) {
				b.WriteString("\n" + strings.Repeat(" ", rest))
				col, blank = rest, false
			}
			if blank {
				b.WriteByte(' ')
				col++
			}
			b.WriteString(p.style(pc.st, word))
			col, fresh = col+w, false
		}
	}
	fmt.Fprintln(p.W, b.String())
}

func (p *Printer) heading(s string) { fmt.Fprintf(p.W, "\n%s\n", p.style(Bold, s)) }

// quote shows evidence: the sentence, dimmed, behind a bar.
func (p *Printer) quote(indent int, text, source string) {
	pieces := []piece{{Dim, "│"}, {Dim, " " + text}}
	if source != "" {
		pieces = append(pieces, piece{Dim, " — " + source})
	}
	p.line(indent, indent+2, pieces...)
}

// Day shows an EDTF date in words: "2 December 2025", "December 2025", "4–5 February 2026", "about December 2025".
func Day(d string) string {
	a, b, interval := strings.Cut(d, "/")
	if !interval {
		return point(a)
	}
	switch {
	case a == "" || a == "..":
		return "until " + point(b)
	case b == "" || b == "..":
		return "from " + point(a)
	}
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX == nil && errY == nil && x.Year() == y.Year() {
		if x.Month() == y.Month() {
			return fmt.Sprintf("%d–%d %s", x.Day(), y.Day(), y.Format("January 2006"))
		}
		return x.Format("2 January") + " – " + y.Format("2 January 2006")
	}
	return point(a) + " – " + point(b)
}

// seasons are those of EDTF level 1.
var seasons = map[string]string{"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

func point(d string) string {
	bare := strings.TrimRight(d, "~?%")
	about := ""
	if bare != d {
		about = "about "
	}
	for layout, show := range map[string]string{"2006-01-02": "2 January 2006", "2006-01": "January 2006"} {
		if len(bare) == len(layout) {
			if t, err := time.Parse(layout, bare); err == nil {
				return about + t.Format(show)
			}
		}
	}
	if len(bare) == 7 && bare[4] == '-' {
		if season := seasons[bare[5:]]; season != "" {
			return about + season + " " + bare[:4]
		}
	}
	if len(bare) > 10 && bare[10] == 'T' {
		return about + point(bare[:10])
	}
	return about + bare
}

// Span of time in words: "5 h", "90 min", "2 days".
func duration(d string) string {
	var out []string
	n, clock := "", false
	for _, c := range strings.TrimPrefix(d, "P") {
		unit := ""
		switch {
		case c == 'T':
			clock = true
			continue
		case c >= '0' && c <= '9' || c == '.':
			n += string(c)
			continue
		case c == 'Y':
			unit = "year"
		case c == 'M' && !clock:
			unit = "month"
		case c == 'W':
			unit = "week"
		case c == 'D':
			unit = "day"
		case c == 'H':
			unit = "h"
		case c == 'M':
			unit = "min"
		case c == 'S':
			unit = "s"
		default:
			return d
		}
		if len(unit) > 3 || unit == "day" {
			if n != "1" {
				unit += "s"
			}
		}
		out = append(out, n+" "+unit)
		n = ""
	}
	return strings.Join(out, " ")
}
