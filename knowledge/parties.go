package knowledge

import (
	"strconv"
	"strings"
	"sync"

	"rapporteur/record"
)

// Party is a state, organisation, alliance, armed group or institution.
type Party struct {
	Code    string
	Name    string // the name under which a record lists it
	Kind    string // a kind of record.Party
	Parent  string // code of the organisation or state it is an organ of; empty for none
	Country string // alpha-3 of the state it is, belongs to, or mainly acts in; empty for several
	Names   []string
	// Only of states and of organisations with known seats:
	Adjectives []string // "Russian"
	People     [][2]string
	Capitals   []string // seat of government or headquarters first
	Seats      []string // buildings and quarters that stand for it
}

// How tells in which way a form names a party.
type How uint8

// A name or adjective always means the party or its land; a capital or seat does so only
// where it acts or speaks.
const (
	ByName How = iota
	ByAdjective
	ByPerson  // one of its people: "Dane"
	ByPeople  // "Danes"
	ByCapital // "Copenhagen"
	BySeat    // "Downing Street"
)

// Form is one way of naming a party.
type Form struct {
	Text  string // folded
	Party *Party
	How   How
}

type partyTables struct {
	all    []*Party
	byCode map[string]*Party
	byName map[string]*Party
	forms  []Form
	middle map[string]string // code -> latitude and longitude
}

var parties = sync.OnceValue(func() *partyTables {
	t := &partyTables{byCode: map[string]*Party{}, byName: map[string]*Party{}, middle: map[string]string{}}
	for _, r := range table("countries.tsv", 8) {
		p := &Party{Code: r[0], Name: r[1], Kind: record.State, Country: r[0],
			Names: list(r[2]), Adjectives: list(r[3]), Capitals: list(r[5]), Seats: list(r[6])}
		for _, x := range list(r[4]) {
			one, many, _ := strings.Cut(x, "/")
			p.People = append(p.People, [2]string{one, many})
		}
		t.middle[p.Code] = r[7]
		t.add(p)
	}
	for _, r := range table("organisations.tsv", 7) {
		p := &Party{Code: r[0], Kind: r[1], Name: r[2], Names: list(r[3]), Seats: list(r[5]), Parent: r[6]}
		if r[4] != "" {
			p.Capitals = []string{r[4]}
		}
		t.add(p)
	}
	for _, r := range table("institutions.tsv", 3) {
		state, _, _ := strings.Cut(r[0], ".")
		t.add(&Party{Code: r[0], Name: r[1], Kind: record.Institution, Names: list(r[2]), Parent: state, Country: state})
	}
	for _, r := range table("armed_groups.tsv", 5) {
		t.add(&Party{Code: r[0], Name: r[1], Kind: record.ArmedGroup, Names: list(r[2]), Country: r[3]})
	}
	return t
})

func (t *partyTables) add(p *Party) {
	t.all = append(t.all, p)
	t.byCode[p.Code] = p
	t.form(p, p.Name, ByName)
	for _, s := range p.Names {
		t.form(p, s, ByName)
	}
	for _, s := range p.Adjectives {
		t.form(p, s, ByAdjective)
	}
	for _, s := range p.People {
		t.form(p, s[0], ByPerson)
		if s[1] != s[0] {
			t.form(p, s[1], ByPeople)
		}
	}
	if p.Kind == record.State || p.Code == "IGO.EU" {
		for _, s := range p.Capitals {
			t.form(p, s, ByCapital)
		}
	}
	for _, s := range p.Seats {
		t.form(p, s, BySeat)
	}
}

func (t *partyTables) form(p *Party, s string, how How) {
	s = strings.TrimPrefix(Fold(s), "The ")
	t.forms = append(t.forms, Form{Text: s, Party: p, How: how})
	if how == ByName {
		if _, taken := t.byName[s]; !taken {
			t.byName[s] = p
		}
	}
}

// Parties lists every party, states first, in the order of the files.
func Parties() []*Party { return parties().all }

// PartyByCode returns the party of a code, or nil.
func PartyByCode(code string) *Party { return parties().byCode[code] }

// PartyByName returns the party with that name or short form ("Russia", "the U.S.",
// "IAEA"), or nil. Adjectives, capitals and seats are no names: see [Lookup].
func PartyByName(name string) *Party {
	name = Fold(name)
	for _, the := range []string{"the ", "The "} {
		name = strings.TrimPrefix(name, the)
	}
	return parties().byName[name]
}

// StateOf returns the alpha-3 code of the state that a code acts for: the code itself for
// a state, the part before the dot for its organs; empty for other parties.
func StateOf(code string) string {
	state, _, dotted := strings.Cut(code, ".")
	if len(state) != 3 || dotted && (state == "IGO" || state == "ALL" || state == "NGO" || state == "GRP") {
		return ""
	}
	return state
}

// Middle returns the latitude and longitude of the middle of a state's land; false where
// the file gives none.
func Middle(code string) (lat, lon float64, ok bool) {
	a, b, _ := strings.Cut(parties().middle[code], " ")
	lat, err1 := strconv.ParseFloat(a, 64)
	lon, err2 := strconv.ParseFloat(b, 64)
	return lat, lon, err1 == nil && err2 == nil
}
