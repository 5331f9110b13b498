package parts

import (
	"strings"
	"unicode/utf8"

	"rapporteur/record"
)

// Byline is what a byline says.
type Byline struct {
	Authors []record.Author
	Agency  string
	// Lead tells that a word such as "By" begins the line. Without it only the
	// line's place, next to the headline, tells names from a title of two words.
	Lead bool
}

const copyright = "copyright"

// maxByline is the longest byline in bytes; what is longer is a sentence.
const maxByline = 240

var bylineWords = func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	eachRow("byline-words.tsv", func(f []string) {
		if m[f[0]] == nil {
			m[f[0]] = map[string]bool{}
		}
		m[f[0]][f[1]] = true
	})
	return m
}()

// ParseByline reads a byline: "By A, B and C", "By A and B, City —", "A in City",
// "A in City and B in Town", "Von A", "A, Diplomatic correspondent", "Associated Press in City".
// Titles and roles are stripped, places kept. ok is false where the line is no byline.
func ParseByline(s string) (b Byline, ok bool) {
	s = strings.Trim(s, " ()\t\u00a0")
	if len(s) > maxByline || len(s) < 3 || strings.HasPrefix(s, "©") || len(s) >= len(copyright) && strings.EqualFold(s[:len(copyright)], copyright) {
		return b, false
	}
	if name, found := reporter(s); found {
		b.Authors = []record.Author{{Name: name}}
		return b, true
	}
	s, _ = cutStart(s, "portrait")
	if s, b.Lead = cutStart(s, "lead"); !b.Lead {
		s, b.Lead = cutGlued(s)
	}
	if s = cutDigits(cutDrop(s)); s == "" {
		return b, false
	}
	s, placed := cutDash(s)
	if s == "" || strings.ContainsAny(s, "?!\"“”«»:") {
		return b, false
	}
	parts := splitNames(s)
	for i, p := range parts {
		if !b.part(p, i == len(parts)-1, placed) {
			return Byline{}, false
		}
	}
	return b, len(b.Authors) > 0
}

// NamesAmid returns the authors that stand alone between the marks of a line that
// says other things too: "27 January 2026 • Jane Doe • 3 minutes".
func NamesAmid(s string) (authors []record.Author) {
	if len(s) > maxByline {
		return nil
	}
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("•·|/—", r) }) {
		if p = strings.TrimSpace(p); isName(p) {
			authors = append(authors, record.Author{Name: Title(p)})
		}
	}
	return authors
}

// IsLead tells whether a line is nothing but a word that begins a byline: "By", "Von".
func IsLead(s string) bool {
	return len(s) < 24 && hasFolded(bylineWords["lead"], strings.TrimRight(s, " :"))
}

// reporter reads a name with a word for reporter after it, in scripts without capitals.
func reporter(s string) (string, bool) {
	if len(s) > 60 || s == "" || s[0] < utf8.RuneSelf {
		return "", false
	}
	for w := range bylineWords["suffix"] {
		name, ok := strings.CutSuffix(s, w)
		name = strings.TrimSpace(name)
		if n := utf8.RuneCountInString(name); ok && n >= 2 && n <= 6 && !strings.ContainsAny(name, " ,:/()[]0123456789") && name[0] >= utf8.RuneSelf {
			return name, true
		}
	}
	return "", false
}

// cutDigits cuts the line before a date or time of day, with the month, weekday or
// small word that leads to it.
func cutDigits(s string) string {
	i := strings.IndexAny(s, "0123456789")
	if i <= 0 {
		return s
	}
	s = strings.TrimRight(s[:i], " ,;|·•-–—(/")
	for {
		k := strings.LastIndexAny(s, " ,·•|") + 1
		w := strings.ToLower(strings.TrimRight(s[k:], "."))
		// a month that lost the space before it
		for m := k + 1; m < len(s); m++ {
			if isSmall(s[m-1]) && 'A' <= s[m] && s[m] <= 'Z' && months[strings.ToLower(s[m:])] > 0 {
				return strings.TrimRight(s[:m], " ,")
			}
		}
		if k == 0 || months[w] == 0 && !weekdays[w] && !bylineWords["date"][w] {
			return s
		}
		s = strings.TrimRight(s[:k], " ,;|·•-–—(/")
	}
}

// part reads one of the parts between commas and "and"; false where it can stand in no byline.
func (b *Byline) part(p string, last, placed bool) bool {
	name, place := cutPlace(p)
	name = b.cutTail(name)
	agency, isAgency := Agency(name)
	switch {
	case last && placed && len(b.Authors) > 0 && place == "" && capitalised(p):
		b.place(p)
	case isAgency && pictureAgencies[agency]:
		return false
	case isAgency:
		b.Agency = agency
		b.Authors = append(b.Authors, author(name, place))
	case isName(name):
		b.Authors = append(b.Authors, author(name, place))
	case hasRole(p):
		if place != "" && len(b.Authors) > 0 {
			b.place(place)
		}
	case len(b.Authors) > 0 && capitalised(p) && !strings.Contains(p, " "):
		if last {
			b.place(p)
		}
	default:
		return false
	}
	return true
}

// cutTail cuts a role or an agency off a name: "Jane Doe Diplomatic Editor",
// "Jane DoeReporter", "Jane Doe Associated Press".
func (b *Byline) cutTail(name string) string {
	for i := 1; i < len(name); i++ {
		if isSmall(name[i-1]) && 'A' <= name[i] && name[i] <= 'Z' && hasRole(name[i:]) && isName(name[:i]) {
			return name[:i]
		}
	}
	ws := strings.Fields(name)
	for k := 2; k < len(ws); k++ {
		rest := strings.Join(ws[k:], " ")
		if a, ok := Agency(rest); ok && len(rest) > 3 {
			b.Agency = a
			return strings.Join(ws[:k], " ")
		}
		if hasRole(ws[k]) {
			if k > 2 && isName(ws[0]+" "+ws[1]) && !hasFolded(bylineWords["particle"], ws[1]) && !strings.HasSuffix(ws[1], ".") {
				k = 2 // what stands between is of the role: "Jane Doe Parliamentary editor"
			}
			return strings.Join(ws[:k], " ")
		}
	}
	return name
}

func isSmall(c byte) bool { return 'a' <= c && c <= 'z' }

// place gives the place to the authors that have none.
func (b *Byline) place(p string) {
	for i := range b.Authors {
		if b.Authors[i].Place == nil {
			place := Title(p)
			b.Authors[i].Place = &place
		}
	}
}

func author(name, place string) record.Author {
	a := record.Author{Name: name}
	if _, ok := Agency(name); !ok {
		a.Name = Title(name)
	}
	if place != "" {
		place = Title(place)
		a.Place = &place
	}
	return a
}

// cutStart cuts the longest word of one kind that begins the line.
func cutStart(s, kind string) (string, bool) {
	known := bylineWords[kind]
	best := 0
	for end := 0; end <= len(s) && end < 24; end++ {
		if end < len(s) && s[end] != ' ' && s[end] != ':' {
			continue
		}
		if hasFolded(known, s[:end]) {
			best = end
		}
	}
	if best == 0 {
		return s, false
	}
	return strings.TrimLeft(s[best:], " :"), true
}

// cutGlued cuts a word that leads names off the first of them, which lost the space
// before it: "byJane Doe".
func cutGlued(s string) (string, bool) {
	const by = "by"
	if len(s) > len(by) && strings.EqualFold(s[:len(by)], by) && 'A' <= s[len(by)] && s[len(by)] <= 'Z' && isSmall(s[1]) {
		return s[len(by):], true
	}
	return s, false
}

// cutDrop cuts the line before a word after which no names follow ("Published …"),
// even where it lost the space before it.
func cutDrop(s string) string {
	for i := 0; i < len(s); {
		if !letter(s[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(s) && letter(s[end]) && !(isSmall(s[end-1]) && 'A' <= s[end] && s[end] <= 'Z') {
			end++
		}
		if first := s[i] | 0x20; dropFirst[first] && end-i <= longestDrop && hasFolded(bylineWords["drop"], s[i:end]) {
			spaced := i > 0 && s[i-1] == ' ' && end < len(s) && s[end] == ' '
			if spaced || s[i] < 'a' && end-i > 3 {
				return strings.TrimRight(s[:i], " ,;|·•-–—")
			}
		}
		i = end
	}
	return strings.TrimRight(s, " ,;|·•-–—")
}

// letter tells whether c is an ASCII letter or part of a longer character.
func letter(c byte) bool {
	return c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// dropFirst are the first bytes of the words of kind drop, longestDrop their greatest length.
var dropFirst, longestDrop = func() (t [256]bool, n int) {
	for w := range bylineWords["drop"] {
		t[w[0]] = true
		n = max(n, len(w))
	}
	return
}()

// cutDash cuts at the first dash or bar between spaces; placed tells that the line
// ended in a dash, as before a dateline's text.
func cutDash(s string) (rest string, placed bool) {
	t := strings.TrimRight(s, " ")
	for _, d := range []string{"—", "–", "-"} {
		if r, ok := strings.CutSuffix(t, d); ok {
			return strings.TrimRight(r, " ,"), true
		}
	}
	for _, d := range []string{" — ", " – ", " - ", "|", "•", "·", "/"} {
		if i := strings.Index(s, d); i > 0 {
			if d == "|" || d == "/" {
				if rest := strings.Trim(s[i+1:], " "); isName(rest) && isName(strings.TrimRight(s[:i], " ")) {
					return s[:i] + "," + rest, false
				}
			}
			s = s[:i]
		}
	}
	return strings.TrimRight(s, " ,.;"), false
}

// splitNames splits at commas, semicolons and words that join names.
func splitNames(s string) []string {
	out := make([]string, 0, 4)
	for s != "" {
		c := s
		if i := strings.IndexAny(s, ",;"); i >= 0 {
			c, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		from := -1 // where the name under way begins
		for at := 0; at < len(c); {
			start, end := nextWord(c, at)
			switch {
			case start == end:
			case !bylineWords["and"][c[start:end]]:
				if from < 0 {
					from = start
				}
			case from >= 0:
				out = append(out, oneSpaced(c[from:start]))
				from = -1
			}
			at = end
		}
		if from >= 0 {
			out = append(out, oneSpaced(c[from:]))
		}
	}
	return out
}

// cutPlace cuts "in Moscow" off a name.
func cutPlace(p string) (name, place string) {
	ws := strings.Fields(p)
	for i := 1; i+1 < len(ws); i++ {
		if bylineWords["in"][ws[i]] {
			if rest := strings.Join(ws[i+1:], " "); capitalised(rest) && len(ws)-i <= 5 {
				return strings.Join(ws[:i], " "), rest
			}
		}
	}
	return p, ""
}
