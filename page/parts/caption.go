package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/record"
)

// Caption is a picture's caption, taken apart: bytes [Start, End) are the caption
// without its credit.
type Caption struct {
	Start, End int
	Credit     *record.Credit
	Date       string // ISO 8601, "" where the caption gives none
	Place      string
}

type label struct {
	kind, text string
}

var creditLabels = func() (t []label) {
	eachRow("credit-labels.tsv", func(f []string) { t = append(t, label{f[0], f[1]}) })
	return
}()

// labelsBy are the labels of kind "label" by their first byte, in small letters.
var labelsBy = func() (t [256][]string) {
	for _, l := range creditLabels {
		if l.kind == "label" {
			t[l.text[0]] = append(t[l.text[0]], l.text)
		}
	}
	return
}()

// ParseCaption takes a caption apart: what it says, the chain of its credit
// ("/Photographer/Agency/Pool via Distributor", "(AP Photo/Name)", "Photo: Name/Agency",
// "REUTERS/Name"), its date and, where it says "in Place" just before the date or a
// weekday, its place.
func ParseCaption(s string) Caption {
	c := Caption{End: len(s)}
	c.Start = cutLabels(s, "lead")
	end := cutTrails(s)
	if at, from, to := creditAt(s[c.Start:end]); at >= 0 {
		if credit := ParseCredit(s[c.Start+from : c.Start+to]); credit != nil {
			c.Credit = credit
			c.End = c.Start + at
		}
	}
	for c.End > c.Start && (s[c.End-1] == ' ' || s[c.End-1] == '|') {
		c.End--
	}
	if days := FindDates(s[c.Start:c.End]); len(days) > 0 {
		c.Date = days[len(days)-1].Date[:10]
		c.Place = placeBefore(s[c.Start : c.Start+days[len(days)-1].Start])
		if c.Place == "" {
			c.Place = placeAhead(s[c.Start:c.End], days[0])
		}
	} else if t := cutWeekday(s[c.Start:c.End]); len(t) < c.End-c.Start {
		c.Place = placeBefore(t)
	}
	return c
}

// cutLabels returns where the text begins after words of one kind.
func cutLabels(s, kind string) int {
	for _, l := range creditLabels {
		if l.kind == kind && len(s) > len(l.text) && strings.EqualFold(s[:len(l.text)], l.text) && strings.ContainsRune(" ,:", rune(s[len(l.text)])) {
			i := len(l.text)
			for i < len(s) && (s[i] == ' ' || s[i] == ',' || s[i] == ':') {
				i++
			}
			return i
		}
	}
	return 0
}

// cutTrails returns where the line ends without words that are said after a credit.
func cutTrails(s string) int {
	end := len(s)
	for again := true; again; {
		again = false
		t := strings.TrimRight(s[:end], " .,|")
		for _, l := range creditLabels {
			if l.kind == "trail" && len(t) > len(l.text)+4 && strings.EqualFold(t[len(t)-len(l.text):], l.text) && t[len(t)-len(l.text)-1] == ' ' {
				end, again = len(strings.TrimRight(t[:len(t)-len(l.text)], " .,|")), true
				if s[end] == '.' {
					end++
				}
				break
			}
		}
	}
	return end
}

// creditAt finds the credit at the end of a caption: where it begins with its
// brackets and label, and the stretch of names within. at is -1 where there is none.
func creditAt(s string) (at, from, to int) {
	t := strings.TrimRight(s, " .")
	if at, from, to = bracketed(t); at >= 0 {
		return
	}
	if at, from, to = labelled(s); at >= 0 {
		return
	}
	return trailing(s)
}

// bracketed finds "(Photo: …)", "(AP Photo/Name)", "[Name/Agency]" at the end.
func bracketed(t string) (int, int, int) {
	if t == "" {
		return -1, 0, 0
	}
	var open byte
	switch t[len(t)-1] {
	case ')':
		open = '('
	case ']':
		open = '['
	default:
		return -1, 0, 0
	}
	i := strings.LastIndexByte(t, open)
	if i < 0 || len(t)-i > 160 {
		return -1, 0, 0
	}
	inner := t[i+1 : len(t)-1]
	k := labelEnd(inner)
	if k == 0 && !strings.ContainsAny(inner, "/") {
		if _, ok := Agency(inner); !ok && ParseCredit(inner) == nil {
			return -1, 0, 0
		}
	}
	return i, i + 1 + k, len(t) - 1
}

// labelEnd returns where the credit begins after a label, 0 where none begins s.
func labelEnd(s string) int {
	if s == "" {
		return 0
	}
	first, best := s[0], 0
	if 'A' <= first && first <= 'Z' {
		first += 'a' - 'A'
	}
	for _, l := range labelsBy[first] {
		if len(l) <= best || len(s) <= len(l) || !strings.EqualFold(s[:len(l)], l) {
			continue
		}
		if strings.IndexByte(" :,/", s[len(l)]) >= 0 {
			best = len(l)
		}
	}
	if best == 0 {
		return 0
	}
	for best < len(s) && strings.IndexByte(" :,", s[best]) >= 0 {
		best++
	}
	return best
}

// labelled finds "Photograph: Name/Agency", "Foto: …", "© …", "Image source, …" in the
// last sentence.
func labelled(s string) (int, int, int) {
	for i := len(s); i > 0 && len(s)-i < 160; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		if r == '©' {
			return i, i + n, len(s)
		}
		if !unicode.IsLetter(r) || i > 0 && !strings.ContainsRune(" .)|\"”/([", lastRune(s[:i])) {
			continue
		}
		k := labelEnd(s[i:])
		if k == 0 || strings.IndexByte(s[i:i+k], ':') < 0 && !strings.HasSuffix(strings.TrimRight(s[i:i+k], " "), "by") && !strings.HasSuffix(s[i:i+k], ", ") && !strings.HasSuffix(s[i:i+k], "of ") {
			continue
		}
		if j := labelled2(s[:i]); j >= 0 {
			i = j
		}
		return i, labelledFrom(s, i), len(s)
	}
	return -1, 0, 0
}

// labelled2 steps back over a first word of a label of two words ("Photo credit:").
func labelled2(before string) int {
	t := strings.TrimRight(before, " ")
	i := strings.LastIndexByte(t, ' ') + 1
	if len(before)-i < 24 && labelEnd(before[i:]+"credit: x") > len(before)-i {
		return i
	}
	return -1
}

func labelledFrom(s string, i int) int { return i + labelEnd(s[i:]) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// trailing finds a chain without label or brackets after the caption's last sentence:
// "… 2025. /Name/Agency/Pool via Reuters", "… REUTERS/Name", "… Getty Images".
func trailing(s string) (int, int, int) {
	t := strings.TrimRight(s, " ")
	for _, mark := range []string{". ", ".", "! ", "? ", ".” ", ".\" ", ") ", " | ", " — ", " – ", " - "} {
		i := strings.LastIndex(strings.TrimRight(t, "."), mark)
		if i < 0 {
			continue
		}
		i += len(mark)
		if len(t)-i > 120 || len(t)-i < 2 {
			continue
		}
		if c := ParseCredit(t[i:]); c != nil && (c.Agency != "" || c.Distributor != "" || strings.HasPrefix(t[i:], "/")) {
			return i, i, len(t)
		}
	}
	// an agency's own form in the line's last words
	if i := strings.LastIndexByte(t, '/'); i > 0 {
		j := strings.LastIndexByte(t[:i], ' ') + 1
		if j > 3 && strings.HasSuffix(t[:j], "AP ") {
			j -= 3
		}
		if _, ok := Agency(t[j:i]); ok && len(t)-j < 80 {
			return j, j, len(t)
		}
	}
	return -1, 0, 0
}

// ParseCredit reads the chain of a credit line, nil where it is none.
func ParseCredit(s string) *record.Credit {
	s = strings.Trim(s, " /.()[]|©")
	if len(s) > 160 || s == "" {
		return nil
	}
	s = s[labelEnd(s):]
	var c record.Credit
	if i := lastFolded(s, "via "); i >= 0 && (i == 0 || s[i-1] == ' ' || s[i-1] == '/') && len(s) > i+4 {
		c.Distributor = shown(strings.Trim(s[i+4:], " /."))
		s = strings.Trim(s[:i], " /,")
	}
	for s != "" {
		p := s
		if i := strings.IndexAny(s, "/|,;"); i >= 0 {
			p, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		if p = strings.TrimSpace(p); p != "" && !link(&c, p) {
			return nil
		}
	}
	if c == (record.Credit{}) {
		return nil
	}
	return &c
}

// link adds one link of the chain; false where it can be none.
func link(c *record.Credit, p string) bool {
	const pool = " pool"
	switch {
	case strings.EqualFold(p, "pool") || strings.EqualFold(p, "pool photo"):
		c.Pool = true
		return true
	case strings.EqualFold(p, "handout") || strings.EqualFold(p, "file photo") || strings.EqualFold(p, "file"):
		return true
	case len(p) > len(pool) && strings.EqualFold(p[len(p)-len(pool):], pool):
		c.Pool = true
		p = p[:len(p)-len(pool)]
	}
	name, known := Agency(p)
	switch {
	case known && c.Agency == "":
		c.Agency = name
	case known && c.Distributor == "":
		c.Distributor = name
	case known:
	case (isName(p) || p[0] == '@') && c.Photographer == "":
		c.Photographer = Title(p)
	case len(strings.Fields(p)) > 5 || !capitalised(p):
		return false
	case c.Agency == "":
		c.Agency = p
	}
	return true
}

// shown is an agency's shown name, or what the text says.
func shown(s string) string {
	if a, ok := Agency(s); ok {
		return a
	}
	return s
}

// placeBefore reads "in Moscow, Russia," at the end of what stands before a date.
func placeBefore(s string) string {
	s = strings.TrimRight(s, " ,")
	for {
		t := cutWeekday(s)
		if r, ok := strings.CutSuffix(t, " on"); ok {
			t = strings.TrimRight(r, " ,")
		}
		if t == s {
			break
		}
		s = t
	}
	i := strings.LastIndex(s, " in ")
	if i < 0 || len(s)-i > 60 {
		return ""
	}
	place := s[i+4:]
	if !isPlace(place) || strings.Contains(place, "/") {
		return ""
	}
	first, _, _ := strings.Cut(place, ",")
	if months[strings.ToLower(first)] > 0 || len(strings.Fields(first)) > 3 {
		return ""
	}
	return Title(first)
}

// placeAhead reads "KYIV, UKRAINE - DECEMBER 02:" before the caption's text.
func placeAhead(s string, day Day) string {
	head := strings.TrimRight(s[:day.Start], " -–—,")
	if day.Start > 60 || head == "" || head == strings.TrimRight(s[:day.Start], " ") || strings.ToUpper(head) != head || !isPlace(head) {
		return ""
	}
	first, _, _ := strings.Cut(head, ",")
	return Title(first)
}

var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// cutWeekday cuts a weekday off the end.
func cutWeekday(s string) string {
	t := strings.TrimRight(s, " ,.")
	i := strings.LastIndexByte(t, ' ')
	if i > 0 && weekdays[strings.ToLower(t[i+1:])] {
		return strings.TrimRight(t[:i], " ,")
	}
	return s
}
