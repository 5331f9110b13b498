package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dateline is what stands before the first sentence of a report: "KYIV, Feb 5 (Reuters) -".
type Dateline struct {
	Place  string
	Agency string
	Date   string // ISO 8601, where the dateline gives a full date
	End    int    // where the report's text begins, in bytes
}

// maxDateline is the longest dateline in bytes.
const maxDateline = 120

// ParseDateline reads the dateline at the start of a paragraph: place in capitals or
// with an agency, an optional date, the agency in brackets or slashes, a dash or a stop.
func ParseDateline(s string) (d Dateline, ok bool) {
	head := s[:min(len(s), maxDateline)]
	for end := range datelineEnds(head) {
		before := strings.TrimSpace(head[:end[0]])
		if d, ok = datelineOf(before, s[end[0]:end[1]]); ok {
			d.End = end[1]
			for d.End < len(s) && s[d.End] == ' ' {
				d.End++
			}
			return d, true
		}
	}
	return Dateline{}, false
}

// datelineEnds yields the places where a dateline may end, each as [start of the mark, end of it].
func datelineEnds(head string) func(func([2]int) bool) {
	return func(yield func([2]int) bool) {
		for _, mark := range []string{" — ", " – ", " - ", " -- ", "—", "– ", "/. ", "/ -", ") ", ": "} {
			i := strings.Index(head, mark)
			if i < 0 {
				continue
			}
			end := i + len(mark)
			if mark == "/. " || mark == ") " || mark == "/ -" {
				i++
			}
			if !yield([2]int{i, end}) {
				return
			}
		}
	}
}

func datelineOf(before, mark string) (d Dateline, ok bool) {
	rest := before
	slashed := false
	// the agency in brackets or slashes at the end
	for _, b := range [][2]string{{"(", ")"}, {"/", "/"}, {"[", "]"}} {
		if r, cut := strings.CutSuffix(rest, b[1]); cut {
			if i := strings.LastIndex(r, b[0]); i >= 0 {
				a := strings.TrimSpace(r[i+len(b[0]):])
				if name, known := Agency(a); known {
					d.Agency = name
				} else if len(a) > 30 || a == "" || strings.ToUpper(a) != a && !capitalised(a) {
					return d, false
				} else {
					d.Agency = a
				}
				rest, slashed = strings.TrimRight(r[:i], " ,.;"), true
			}
			break
		}
	}
	if !slashed && (mark == ") " || strings.HasPrefix(mark, "/")) {
		return d, false
	}
	if days := FindDates(rest); len(days) > 0 {
		d.Date = days[0].Date[:10]
		rest = strings.TrimRight(rest[:days[0].Start], " ,.;")
	} else {
		rest = cutMonthDay(rest)
	}
	shouted := strings.ToUpper(rest) == rest
	if mark == ": " && !(shouted && d.Date != "") {
		return d, false
	}
	if !shouted && d.Agency == "" || !isPlace(rest) || notPlaces[strings.ToLower(rest)] {
		return d, false
	}
	place, _, _ := strings.Cut(rest, ",")
	d.Place = Title(strings.TrimSpace(place))
	return d, d.Place != ""
}

// notPlaces are words written in capitals that open sentences and name no place.
var notPlaces = func() map[string]bool {
	m := map[string]bool{}
	eachRow("not-places.tsv", func(f []string) { m[f[1]] = true })
	return m
}()

// cutMonthDay cuts a day without a year, "Feb 5" or "21 May", off the end.
func cutMonthDay(s string) string {
	i := strings.LastIndexByte(s, ',')
	if i < 0 {
		return s
	}
	ts := tokens(nil, s[i+1:])
	month, day := false, false
	for _, t := range ts {
		switch {
		case t.kind == 'w' && t.month() > 0 && !month:
			month = true
		case t.day() && !day:
			day = true
		case t.kind == '.' || t.kind == ',':
		default:
			return s
		}
	}
	if !month || !day {
		return s
	}
	return strings.TrimRight(s[:i], " ,.;")
}

// isPlace tells whether s can name the place of a dateline: up to five capitalised
// words, commas, slashes, full stops and hyphens between.
func isPlace(s string) bool {
	n, letters := 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,/", r) }) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !bylineWords["particle"][strings.ToLower(w)] {
			return false
		}
		for _, r := range w {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(".-'’", r) {
				return false
			}
			letters++
		}
		n++
	}
	return n > 0 && n <= 6 && letters >= 3
}
