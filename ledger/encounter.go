package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Encounter is one real encounter, put together from the reports of all stories that tell of it.
type Encounter struct {
	ID            string           `json:"id"`
	Kind          string           `json:"kind"`
	Status        string           `json:"status"`
	Date          *string          `json:"date"`
	Place         *string          `json:"place"`
	Country       string           `json:"country,omitempty"` // ISO 3166-1 alpha-3, of the place
	Lat           *float64         `json:"lat"`
	Lon           *float64         `json:"lon"`
	Venue         *string          `json:"venue"`
	Duration      *string          `json:"duration"`
	Ordinal       *record.Ordinal  `json:"ordinal"`
	Outcome       string           `json:"outcome"`
	Parties       []string         `json:"parties"`
	Participants  []string         `json:"participants"`
	Mediators     []string         `json:"mediators"`
	Host          *string          `json:"host"`
	Chain         []Step           `json:"chain"`
	Disagreements []Disagreement   `json:"disagreements"`
	Corrected     []string         `json:"corrected,omitempty"` // fields that people have set
	Stories       int              `json:"stories"`
	Independent   int              `json:"independent"` // reports, copies of one text counted once
	Copies        []CopyGroup      `json:"copies"`
	Reports       []ReportRef      `json:"reports"`
	Evidence      []SourceSentence `json:"evidence,omitempty"`

	lo, hi, told int
}

// Step is one link of an encounter's chain of status: what it was said to be, from which day on, by which stories.
type Step struct {
	Status  string   `json:"status"`
	Told    *string  `json:"told"` // day of the first story that says so
	Sources []string `json:"sources"`
}

// Disagreement is a field on which the stories do not agree, each value with its stories, the best supported first.
type Disagreement struct {
	Field  string  `json:"field"`
	Values []Value `json:"values"`
}

// Value is one value of a field and the stories that give it.
type Value struct {
	Value   string   `json:"value"`
	Sources []string `json:"sources"`
}

// CopyGroup is a set of stories that copy one text, with the agency that the first of them to name one names.
type CopyGroup struct {
	Agency  string   `json:"agency,omitempty"`
	Sources []string `json:"sources"`
}

// ReportRef names an encounter in the record of one story.
type ReportRef struct {
	Source    string `json:"source"`
	Encounter string `json:"encounter"`
}

// SourceSentence is a sentence of a story.
type SourceSentence struct {
	Source string `json:"source"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Quote  string `json:"quote"`
}

// account is one report with the story that gives it.
type account struct {
	record.Encounter
	source string
	told   int
	agency string
	copies int64 // stories of one number are copies of one text
	report merge.Report
}

// leanEncounter is a record's encounter as the ledger keeps it beside the record: without its evidence, in few letters.
type leanEncounter struct {
	ID           string           `json:"i"`
	Kind         string           `json:"k"`
	Status       string           `json:"s"`
	Participants []record.Actor   `json:"w,omitempty"`
	Parties      []record.Actor   `json:"p,omitempty"`
	Mediators    []record.Actor   `json:"m,omitempty"`
	Host         *record.Actor    `json:"h,omitempty"`
	Place        *record.PlaceRef `json:"a,omitempty"`
	Venue        *string          `json:"v,omitempty"`
	Date         *string          `json:"d,omitempty"`
	Duration     *string          `json:"l,omitempty"`
	Ordinal      *record.Ordinal  `json:"n,omitempty"`
	Outcome      string           `json:"o,omitempty"`
}

func lean(e *record.Encounter) leanEncounter {
	x := leanEncounter{e.ID, e.Kind, e.Status, e.Participants, e.Parties, e.Mediators, e.Host, e.Place, e.Venue, e.Date, e.Duration, e.Ordinal, e.Outcome}
	if x.Outcome == record.NoneReported {
		x.Outcome = ""
	}
	return x
}

func (x *leanEncounter) encounter() record.Encounter {
	e := record.Encounter{ID: x.ID, Kind: x.Kind, Status: x.Status, Participants: x.Participants, Parties: x.Parties, Mediators: x.Mediators, Host: x.Host,
		Place: x.Place, Venue: x.Venue, Date: x.Date, Duration: x.Duration, Ordinal: x.Ordinal, Outcome: x.Outcome}
	if e.Outcome == "" {
		e.Outcome = record.NoneReported
	}
	return e
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// loadAccounts reads reports (table r) with their stories (table s).
func loadAccounts(ctx context.Context, q querier, where string, args ...any) ([]account, error) {
	out, _, err := loadGrouped(ctx, q, where, args...)
	return out, err
}

// loadGrouped also gives the row of the encounter that each report belongs to.
func loadGrouped(ctx context.Context, q querier, where string, args ...any) (out []account, owners []int64, err error) {
	rows, err := q.QueryContext(ctx, `SELECT s.id, s.key, r.told, s.agency, s.copies, r.account, r.features, coalesce(r.encounter, 0) FROM report r JOIN story s ON s.n = r.story WHERE `+where, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a account
		var doc, features []byte
		var owner int64
		var key string
		if err := rows.Scan(&a.source, &key, &a.told, &a.agency, &a.copies, &doc, &features, &owner); err != nil {
			return nil, nil, err
		}
		var x leanEncounter
		if err := json.Unmarshal(doc, &x); err != nil {
			return nil, nil, fmt.Errorf("an encounter of %s: %w", a.source, err)
		}
		a.Encounter = x.encounter()
		if err := json.Unmarshal(features, &a.report); err != nil {
			return nil, nil, fmt.Errorf("an encounter of %s: %w", a.source, err)
		}
		a.report.Name(key, a.ID)
		out, owners = append(out, a), append(owners, owner)
	}
	return out, owners, rows.Err()
}

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

// precedence orders the statuses that stories of one day give: what happened outweighs what was planned.
var precedence = []string{record.Proposed, record.Scheduled, record.Refused, record.Cancelled, record.Denied, record.Ongoing, record.Held}

// shownStatus: once told as held, an encounter stays held unless more later stories deny it; else the last day's stories decide.
func shownStatus(accounts []account) string {
	held, denied := 0, 0
	last := accounts[len(accounts)-1].told
	best := -1
	for _, a := range accounts {
		switch a.Status {
		case record.Held, record.Ongoing:
			held++
			denied = 0
		case record.Denied:
			denied++
		}
		if a.told == last {
			best = max(best, slices.Index(precedence, a.Status))
		}
	}
	if held > 0 && denied <= held {
		for i := len(accounts) - 1; i >= 0; i-- {
			if s := accounts[i].Status; s == record.Held || s == record.Ongoing {
				return s
			}
		}
	}
	return precedence[best]
}

// chain lists the statuses in the order in which they were first told.
func chain(accounts []account) []Step {
	var out []Step
	ordered := slices.Clone(accounts)
	slices.SortStableFunc(ordered, func(a, b account) int {
		return cmp.Or(cmp.Compare(a.told, b.told), cmp.Compare(slices.Index(precedence, a.Status), slices.Index(precedence, b.Status)))
	})
	for _, a := range ordered {
		at := slices.IndexFunc(out, func(s Step) bool { return s.Status == a.Status })
		if at < 0 {
			s := Step{Status: a.Status}
			if a.told != merge.Never {
				d := merge.Date(a.told)
				s.Told = &d
			}
			at = len(out)
			out = append(out, s)
		}
		if !slices.Contains(out[at].Sources, a.source) {
			out[at].Sources = append(out[at].Sources, a.source)
		}
	}
	return out
}
