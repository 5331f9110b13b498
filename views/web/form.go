package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/ledger"
	"rapporteur/record"
)

// form is what a page was asked for: filters and the page of the list.
type form struct {
	Path                                                             string
	Since, Until, Party, Person, Place, Issue, Text, Status, Process string
	Mode                                                             string // of statements
	Page                                                             int    // from 1
	Processes                                                        []ledger.Process
	More                                                             bool // there is a next page
}

// maxField bounds one field of a question; maxPage how far a list can be turned: what is older is found by days.
const (
	maxField = 200
	maxPage  = 100
)

// field gives a parameter without control characters, bounded.
func field(r *http.Request, name string) string {
	s := strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == unicode.ReplacementChar {
			return ' '
		}
		return c
	}, r.FormValue(name))
	s = strings.TrimSpace(s)
	if n := []rune(s); len(n) > maxField {
		s = string(n[:maxField])
	}
	return s
}

// form reads the filters of a request.
func (s *server) form(r *http.Request) (form, error) {
	f := form{Path: r.URL.Path, Since: field(r, "since"), Until: field(r, "until"), Party: field(r, "party"), Person: field(r, "person"), Place: field(r, "place"),
		Issue: field(r, "issue"), Text: searchable(field(r, "q")), Status: field(r, "status"), Process: field(r, "process"), Mode: field(r, "mode"), Page: 1}
	if f.Status != "" && !slices.Contains(record.EncounterStatuses(), f.Status) {
		return f, fmt.Errorf("%q is no status; there are %s", f.Status, strings.Join(record.EncounterStatuses(), ", "))
	}
	if f.Mode != "" && f.Mode != record.Direct && f.Mode != record.Indirect && f.Mode != record.Mixed {
		return f, fmt.Errorf("%q is no mode; there are direct, indirect and mixed", f.Mode)
	}
	if p := field(r, "page"); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > maxPage {
			return f, fmt.Errorf("%q is no page of a list; there are 1 to %d, what is older is found by days", p, maxPage)
		}
		f.Page = n
	}
	var err error
	f.Processes, err = s.l.Processes(r.Context())
	return f, err
}

// searchable gives the words of a search, nothing where there is no letter or digit to search for.
func searchable(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0 {
		return ""
	}
	return s
}

// filter is the ledger's question, for the first n lines.
func (f *form) filter(n int) ledger.Filter {
	return ledger.Filter{Since: f.Since, Until: f.Until, Party: f.Party, Person: f.Person, Place: f.Place, Issue: f.Issue, Text: f.Text, Status: f.Status, Process: f.Process, Limit: n}
}

// Any tells whether anything narrows the question.
func (f form) Any() bool {
	return f.Since+f.Until+f.Party+f.Person+f.Place+f.Issue+f.Text+f.Status+f.Process+f.Mode != ""
}

// With is the address of the same question with some fields changed: name, value, name, value…
func (f form) With(changes ...any) string {
	q := url.Values{}
	for name, v := range map[string]string{"since": f.Since, "until": f.Until, "party": f.Party, "person": f.Person, "place": f.Place, "issue": f.Issue, "q": f.Text, "status": f.Status, "process": f.Process, "mode": f.Mode} {
		if v != "" {
			q.Set(name, v)
		}
	}
	for i := 0; i+1 < len(changes); i += 2 {
		q.Set(fmt.Sprint(changes[i]), fmt.Sprint(changes[i+1]))
	}
	return f.Path + "?" + q.Encode()
}

// Newer and Older are the numbers of the neighbouring pages.
func (f form) Newer() int { return f.Page - 1 }

// Older is the number of the next page.
func (f form) Older() int { return f.Page + 1 }

// Statuses lists what an encounter can be.
func (f form) Statuses() []string { return record.EncounterStatuses() }

// Issues lists what positions are held on.
func (f form) Issues() []string { return record.Issues() }

// turn gives the lines of the page asked for, the latest first, from the ledger's latest lines in the order of the days: it was
// asked for one line more than needed.
func turn[T any](f *form, list []T, size int) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return cut(f, list, size)
}

// cut gives the lines of the page asked for from a list that starts with the first page.
func cut[T any](f *form, list []T, size int) []T {
	f.More = len(list) > f.Page*size && f.Page < maxPage
	return list[min(len(list), (f.Page-1)*size):min(len(list), f.Page*size)]
}
