package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"rapporteur/ledger"
	"rapporteur/views/term"
)

// functions are those that the templates call.
var functions = template.FuncMap{
	"day": dayOr, "words": words, "clip": clip, "duration": duration, "link": link, "join": strings.Join, "plural": plural,
	"list": func(v ...string) []string { return v }, "story": storyLink, "title": title, "deref": deref, "ask": askLink, "when": when,
}

// neutral replaces the characters by which the text of a story could change how a page is shown beyond its own place: control
// characters and those that turn the direction of writing. The templates hold none, so a whole page is put through.
func neutral(b []byte) []byte {
	return bytes.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
		case r < 0x20, r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c, r == 0xfeff, r == 0x2028, r == 0x2029:
			return utf8.RuneError
		}
		return r
	}, b)
}

// clip shortens text to at most so many characters, at a blank where there is one near.
func clip(most int, s string) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n == most {
			cut := s[:i]
			if b := strings.LastIndexByte(cut, ' '); b > i*3/4 {
				cut = cut[:b]
			}
			return strings.TrimSpace(cut) + "…"
		}
		n++
	}
	return s
}

// words shows a word of a closed list: "no_progress" as "no progress".
func words(s string) string { return strings.ReplaceAll(s, "_", " ") }

func title(s string) string {
	if s = words(s); s == "" {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[n:]
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// dayOr shows a day (EDTF), given as a string or a pointer to one, in words.
func dayOr(d any) string {
	s := ""
	switch d := d.(type) {
	case string:
		s = d
	case *string:
		s = deref(d)
	}
	if s == "" {
		return "day unknown"
	}
	return season.ReplaceAllStringFunc(term.Day(clip(40, s)), func(m string) string { return seasons[m[6]-'1'] + " " + m[:4] })
}

// Seasons of a year, as EDTF writes them: 2025-23 is the autumn of 2025.
var (
	season  = regexp.MustCompile(`\b\d{4}-2[1-4]\b`)
	seasons = []string{"spring", "summer", "autumn", "winter"}
)

// when is the day of an encounter or, where it is not told, the day of the first story.
func when(e *ledger.Encounter) string {
	if e.Date != nil {
		return dayOr(e.Date)
	}
	if len(e.Chain) > 0 && e.Chain[0].Told != nil {
		return "told " + dayOr(e.Chain[0].Told)
	}
	return "day unknown"
}

var iso = regexp.MustCompile(`^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+)M)?(?:(\d+)S)?)?$`)

// duration shows an ISO 8601 duration in words: "PT2H30M" as "2 h 30 min".
func duration(d string) string {
	m := iso.FindStringSubmatch(d)
	if m == nil {
		return clip(40, d)
	}
	var out []string
	for i, unit := range []string{"year", "month", "week", "day", "h", "min", "s"} {
		switch n := m[i+1]; {
		case n == "":
		case i < 4:
			out = append(out, plural(n, unit))
		default:
			out = append(out, n+" "+unit)
		}
	}
	return strings.Join(out, " ")
}

// plural counts: "1 story", "3 stories".
func plural(n any, noun string) string {
	s := fmt.Sprint(n)
	if s == "1" {
		return s + " " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.HasSuffix(noun, "ay") {
		return s + " " + stem + "ies"
	}
	return s + " " + noun + "s"
}

// link gives an address that may be followed: http and https ones alone, "" for all others.
func link(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(s) > 2000 {
		return ""
	}
	return u.String()
}

// storyLink is the page of a story, with one of its items lit if named.
func storyLink(id string, item ...string) string {
	if len(item) > 0 && item[0] != "" {
		return askLink("/story", "id", id, "item", item[0]) + "#lit"
	}
	return askLink("/story", "id", id)
}

// askLink is the address of a page that is asked by names: name, value, name, value… It is "" where a name is longer than a
// question may be.
func askLink(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if utf8.RuneCountInString(pairs[i+1]) > maxField {
			return ""
		}
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}
