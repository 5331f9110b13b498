package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// assemble puts the account of one encounter together. Where stories differ, the shown value is the one that most independent
// reports give (copies of one text count once), then the one told last, then the first by letters; all others stay
// beside it as disagreements.
func assemble(id string, accounts []account, fixed fixes) *Encounter {
	slices.SortFunc(accounts, func(a, b account) int {
		return cmp.Or(cmp.Compare(a.told, b.told), cmp.Compare(a.source, b.source), cmp.Compare(a.ID, b.ID), cmp.Compare(a.report.Ref, b.report.Ref))
	})
	e := &Encounter{ID: id, Parties: []string{}, Participants: []string{}, Mediators: []string{}, Reports: []ReportRef{}, Disagreements: []Disagreement{}}
	stories := map[string]bool{}
	e.told = merge.Never
	for _, a := range accounts {
		e.Reports = append(e.Reports, ReportRef{a.source, a.ID})
		stories[a.report.Story] = true
		e.told = max(e.told, a.told)
	}
	e.Stories = len(stories)
	e.group(accounts)
	e.Chain = chain(accounts)
	e.Status = shownStatus(accounts)
	e.Kind = *e.choose("kind", accounts, func(a *account) string { return a.Kind })
	e.Date = e.choose("date", accounts, func(a *account) string { return deref(a.Date) })
	e.Place = e.choose("place", accounts, func(a *account) string {
		if a.Place == nil {
			return ""
		}
		return a.Place.Name
	})
	e.Venue = e.choose("venue", accounts, func(a *account) string { return deref(a.Venue) })
	e.Duration = e.choose("duration", accounts, func(a *account) string { return deref(a.Duration) })
	e.Host = e.choose("host", accounts, func(a *account) string {
		if a.Host == nil {
			return ""
		}
		return a.Host.Name
	})
	e.Outcome = record.NoneReported
	if o := e.choose("outcome", accounts, func(a *account) string {
		if a.Outcome == record.NoneReported {
			return ""
		}
		return a.Outcome
	}); o != nil {
		e.Outcome = *o
	}
	e.locate(accounts)
	e.ordinal(accounts)
	e.actors(accounts)
	e.fix(accounts, fixed)
	e.days(accounts)
	return e
}

// group counts the independent reports and names the groups of copies.
func (e *Encounter) group(accounts []account) {
	at := map[int64]int{}
	var groups []CopyGroup
	for _, a := range accounts {
		i, ok := at[a.copies]
		if !ok {
			i = len(groups)
			at[a.copies] = i
			groups = append(groups, CopyGroup{})
		}
		g := &groups[i]
		if g.Agency == "" {
			g.Agency = a.agency
		}
		if !slices.Contains(g.Sources, a.source) {
			g.Sources = append(g.Sources, a.source)
		}
	}
	e.Independent, e.Copies = len(groups), []CopyGroup{}
	for _, g := range groups {
		if len(g.Sources) > 1 {
			e.Copies = append(e.Copies, g)
		}
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// choose takes the shown value of a field and notes the others. Accounts are in the order of the telling.
func (e *Encounter) choose(field string, accounts []account, get func(*account) string) *string {
	var values []Value
	last, support := map[string]int{}, map[string]map[int64]bool{}
	for i := range accounts {
		v := get(&accounts[i])
		if v == "" {
			continue
		}
		at := slices.IndexFunc(values, func(x Value) bool { return x.Value == v })
		if at < 0 {
			at = len(values)
			values = append(values, Value{Value: v})
			support[v] = map[int64]bool{}
		}
		support[v][accounts[i].copies] = true
		if !slices.Contains(values[at].Sources, accounts[i].source) {
			values[at].Sources = append(values[at].Sources, accounts[i].source)
		}
		last[v] = accounts[i].told
	}
	if len(values) == 0 {
		return nil
	}
	slices.SortFunc(values, func(a, b Value) int {
		return cmp.Or(cmp.Compare(len(support[b.Value]), len(support[a.Value])), cmp.Compare(last[b.Value], last[a.Value]), cmp.Compare(a.Value, b.Value))
	})
	if len(values) > 1 {
		e.Disagreements = append(e.Disagreements, Disagreement{field, values})
	}
	return &values[0].Value
}

// locate takes the country and coordinates of the shown place from the first account that has them.
func (e *Encounter) locate(accounts []account) {
	for _, a := range accounts {
		if e.Place == nil || a.Place == nil || a.Place.Name != *e.Place || a.report.Country == "" {
			continue
		}
		if e.Country == "" || e.Lat == nil && a.report.Lat != nil {
			e.Country, e.Lat, e.Lon = a.report.Country, a.report.Lat, a.report.Lon
		}
	}
}

// ordinal chooses by number and unit; of the ways in which stories name what is counted, the shortest is shown.
func (e *Encounter) ordinal(accounts []account) {
	name := func(a *account) string {
		if a.Ordinal == nil {
			return ""
		}
		return strings.TrimSpace(fmt.Sprintf("%d %s", a.Ordinal.N, a.report.Of))
	}
	best := e.choose("ordinal", accounts, name)
	if best == nil {
		return
	}
	for i := range accounts {
		o := accounts[i].Ordinal
		if o == nil || name(&accounts[i]) != *best {
			continue
		}
		if e.Ordinal == nil || cmp.Or(cmp.Compare(len(o.Of), len(e.Ordinal.Of)), cmp.Compare(o.Of, e.Ordinal.Of)) < 0 {
			e.Ordinal = o
		}
	}
}

// actors gathers who took part by all accounts, each once, by the fullest form of the name.
func (e *Encounter) actors(accounts []account) {
	parties, mediators := map[string]string{}, map[string]string{}
	add := func(m map[string]string, list []record.Actor) {
		for _, a := range list {
			k := merge.PartyKey(a)
			if old, ok := m[k]; !ok || a.Name < old {
				m[k] = a.Name
			}
		}
	}
	var people []string
	for _, a := range accounts {
		add(parties, a.Parties)
		add(mediators, a.Mediators)
		for _, p := range a.Participants {
			people = addPerson(people, p.Name)
		}
	}
	for m, list := range map[*[]string]map[string]string{&e.Parties: parties, &e.Mediators: mediators} {
		for _, name := range list {
			*m = append(*m, name)
		}
		slices.Sort(*m)
	}
	slices.Sort(people)
	e.Participants = append(e.Participants, people...)
}

// addPerson adds a name to a list of different people, keeping the fuller of two forms of one.
func addPerson(people []string, name string) []string {
	k := merge.PersonKey(name)
	for i, have := range people {
		if h := merge.PersonKey(have); merge.SamePerson(h, k) {
			if cmp.Or(cmp.Compare(len(strings.Fields(k)), len(strings.Fields(h))), cmp.Compare(have, name)) > 0 {
				people[i] = name
			}
			return people
		}
	}
	return append(people, name)
}

// days sets the days that the encounter is ordered by: its date's, else the days of its first story.
func (e *Encounter) days(accounts []account) {
	if e.Date != nil {
		if lo, hi, ok := merge.Bounds(*e.Date); ok {
			e.lo, e.hi = max(lo, merge.Never), hi
			if lo == merge.Never {
				e.lo = hi
			}
			return
		}
	}
	e.lo, e.hi = accounts[0].told, accounts[len(accounts)-1].told
}

func (e *Encounter) placeName() string { return deref(e.Place) }
