package web

import (
	"net/http"
	"slices"
	"time"

	"rapporteur/ledger"
)

// modeFactor is how many times more statements are asked for where only those of one mode are wanted: the ledger has no such question.
const modeFactor = 5

func (s *server) statements(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	list, err := s.ofMode(r, f, f.Page*perPage+1)
	if err != nil {
		return nil, err
	}
	said, err := s.said(r, turn(&f, list, perPage))
	if err != nil {
		return nil, err
	}
	return &view{Title: "Statements", Nav: "statements", F: f, Data: said}, nil
}

// utterance is a statement, and whether its speaker is a person with a page.
type utterance struct {
	ledger.Statement
	Known bool
}

// maxSpeakers bounds the memory of who is a person; askAgain is how long one counts as none.
const (
	maxSpeakers = 20000
	askAgain    = time.Minute
)

// said finds out whose names lead to a page: speakers are parties, too, and people that are only described.
func (s *server) said(r *http.Request, list []ledger.Statement) ([]utterance, error) {
	var out []utterance
	for _, t := range list {
		known, err := s.isPerson(r, t.Speaker)
		if err != nil {
			return nil, err
		}
		out = append(out, utterance{t, known})
	}
	return out, nil
}

// isPerson tells whether a name leads to a person's page. Who is none may be one when more stories have come: that is asked again
// after a while.
func (s *server) isPerson(r *http.Request, name string) (bool, error) {
	if name == "" {
		return false, nil
	}
	if v, ok := s.speakers.Load(name); ok {
		if until := v.(time.Time); until.IsZero() || time.Now().Before(until) {
			return until.IsZero(), nil
		}
	}
	own, err := s.l.Statements(r.Context(), ledger.Filter{Person: name, Limit: 1})
	if err != nil {
		return false, err
	}
	until := time.Time{}
	if len(own) == 0 {
		until = time.Now().Add(askAgain)
	}
	if _, had := s.speakers.Load(name); had || s.remembered.Add(1) < maxSpeakers {
		s.speakers.Store(name, until)
	}
	return len(own) > 0, nil
}

// latest gives the last n statements. The ledger sorts all that a question meets before it takes the last of them: where the user
// names no days, the last weeks are asked first, and more only if these hold too few.
func (s *server) latest(r *http.Request, f form, n int) ([]ledger.Statement, error) {
	if f.Since == "" && f.Until == "" && f.Process == "" {
		for _, days := range []int{30, 180} {
			q := f.filter(n)
			var err error
			if q.Since, err = s.daysBack(r, days); err != nil {
				return nil, err
			}
			if q.Since == "" {
				break
			}
			if list, err := s.l.Statements(r.Context(), q); err != nil || len(list) >= n {
				return list, err
			}
		}
	}
	return s.l.Statements(r.Context(), f.filter(n))
}

// ofMode gives the latest n statements, of the form's mode where it names one.
func (s *server) ofMode(r *http.Request, f form, n int) ([]ledger.Statement, error) {
	if f.Mode == "" {
		return s.latest(r, f, n)
	}
	list, err := s.latest(r, f, n*modeFactor)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(t ledger.Statement) bool { return t.Mode != f.Mode })
	return list[max(0, len(list)-n):], nil
}

func (s *server) search(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	v := &view{Title: "Search", Nav: "search", F: f, Data: []ledger.Hit(nil)}
	if f.Text == "" {
		return v, nil
	}
	list, err := s.l.Search(r.Context(), f.filter(f.Page*perPage+1))
	if err != nil {
		return nil, err
	}
	v.Title, v.Data = "Search: "+clip(60, f.Text), cut(&f, list, perPage)
	v.F = f
	return v, nil
}

type peopleData struct{ List []ledger.Person }

func (s *server) people(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	list, err := s.l.People(r.Context(), f.filter(f.Page*perPage+1))
	if err != nil {
		return nil, err
	}
	d := peopleData{List: cut(&f, list, perPage)}
	return &view{Title: "People", Nav: "people", F: f, Data: d}, nil
}

// How much a person's page shows.
const (
	personEncounters = 120
	personListed     = 15
	personMet        = 24
)

// met is someone whom a person met, and how often.
type met struct {
	Name  string
	Times int
}

type personData struct {
	P          *ledger.Person
	Met        []met
	Encounters []*ledger.Encounter
	Said       []utterance
}

func (s *server) person(r *http.Request) (*view, error) {
	name := field(r, "id")
	people, err := s.l.People(r.Context(), ledger.Filter{Person: name, Limit: 1})
	if err != nil {
		return nil, err
	}
	if name == "" || len(people) == 0 {
		return nil, missing("The ledger has no person " + name + ".")
	}
	d := personData{P: &people[0]}
	all, err := s.l.Timeline(r.Context(), ledger.Filter{Person: name, Limit: personEncounters})
	if err != nil {
		return nil, err
	}
	d.Met = whomMet(all, d.P)
	slices.Reverse(all)
	d.Encounters = all[:min(len(all), personListed)]
	said, err := s.l.Statements(r.Context(), ledger.Filter{Person: name, Limit: personListed})
	if err != nil {
		return nil, err
	}
	for _, t := range slices.Backward(said) {
		d.Said = append(d.Said, utterance{Statement: t})
	}
	return &view{Title: clip(100, d.P.Name), Nav: "people", Data: d}, nil
}

// whomMet counts the others who took part in the encounters that were held, those met most often first.
func whomMet(all []*ledger.Encounter, p *ledger.Person) []met {
	times := map[string]int{}
	for _, e := range all {
		if !contains(lanes[0].statuses, e.Status) {
			continue
		}
		for _, other := range e.Participants {
			if other != p.Name && !contains(p.Aliases, other) {
				times[other]++
			}
		}
	}
	var out []met
	for name, n := range times {
		out = append(out, met{name, n})
	}
	slices.SortFunc(out, func(a, b met) int {
		if a.Times != b.Times {
			return b.Times - a.Times
		}
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return out[:min(len(out), personMet)]
}
