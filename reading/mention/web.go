// Package mention is the web of mentions of a story: it answers "who is this?" for any
// noun phrase, whether it names a person or party, describes one ("the envoy", "the two
// sides") or is a pronoun. The story decides; what stays unsure stays a description. Only whom
// a person acts for is looked up in the table of holders of offices where the story is silent.
package mention

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/reading/tree"
	"rapporteur/reading/who"
	"rapporteur/record"
)

// Web holds the named mentions of a story and resolves the others.
type Web struct {
	T       *tree.Tree
	People  *who.People
	Parties []Party
	Day     string // of publication (EDTF), by which the holders of offices are known; empty: only the story tells
	known   map[int]*record.Actor
	person  []int // token -> index into People.Mentions, -1 for none
	titled  []int // the same for the words of office before a name
	party   []int // token -> index into Parties, -1 for none
	spoke   []spoken
}

// New builds the web of a document.
func New(t *tree.Tree) *Web {
	w := &Web{T: t, People: who.Find(t, Lookup)}
	w.person, w.party = fill(len(t.Tokens)), fill(len(t.Tokens))
	w.titled = fill(len(t.Tokens))
	for k, m := range w.People.Mentions {
		for i := m.First; i < m.Last; i++ {
			w.person[i] = k
		}
		for i := m.From; i < m.First; i++ {
			w.titled[i] = k
		}
	}
	w.Parties = parties(t, w.person)
	w.fullest()
	for k, m := range w.Parties {
		for i := m.First; i < m.Last; i++ {
			w.party[i] = k
		}
	}
	return w
}

// fullest names organisations that knowledge lists by their initials as the story spells
// them out where it does so, and a seat that is not the government itself ("the Pentagon")
// by the seat.
func (w *Web) fullest() {
	full := map[string]string{}
	for _, m := range w.Parties {
		if s := surface(w.T, m); m.Code != "" && m.How == knowledge.ByName && m.Name == strings.ToUpper(m.Name) && strings.Contains(s, " ") && len(s) > len(full[m.Code]) {
			full[m.Code] = s
		}
	}
	for i := range w.Parties {
		m := &w.Parties[i]
		if f := full[m.Code]; f != "" && m.Code != m.For {
			m.Name = f
		}
		if m.How == knowledge.BySeat && m.Code == m.For {
			m.Name = surface(w.T, *m)
		}
	}
}

// surface is a mention's own words without the article.
func surface(t *tree.Tree, m Party) string {
	first := m.First
	if t.Low[first] == "the" && m.Last > first+1 {
		first++
	}
	return strings.Join(strings.Fields(t.Cut(first, m.Last)), " ")
}

func fill(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// Who is what a noun phrase stands for: one actor or several; the name that stands for
// them together; the state or organisation that they speak for.
type Who struct {
	Actors []record.Actor
	Name   string
	For    *record.Actor
	Known  bool // resolved to persons or parties of the story, not only described
	Person int  // index into People.List where it is one person, -1 otherwise
}

// Actor is the reference for a record.
func (x Who) Actor() record.Actor {
	if len(x.Actors) == 1 {
		return x.Actors[0]
	}
	return record.Actor{Name: x.Name}
}

// PersonAt returns the mention of a person that covers token i, or nil.
func (w *Web) PersonAt(i int) *who.Mention {
	if i < 0 || i >= len(w.person) || w.person[i] < 0 {
		return nil
	}
	return &w.People.Mentions[w.person[i]]
}

// PartyAt returns the mention of a party that covers token i, or nil.
func (w *Web) PartyAt(i int) *Party {
	if i < 0 || i >= len(w.party) || w.party[i] < 0 {
		return nil
	}
	return &w.Parties[w.party[i]]
}

// spoken is a phrase that was given as a speaker: tokens and noun of the phrase, and who it is.
type spoken struct {
	at, head int
	who      Who
}

// NamedWithin tells whether the phrase of tokens [first, last) with that head names a person
// or party that is joined to the head: an apposition or a title.
func (w *Web) NamedWithin(first, last, head int) bool {
	if w.named(first, last, head) != nil {
		return true
	}
	for _, k := range w.T.Kids[head] {
		if w.T.Is(k, "appos", "flat", "compound", "nmod:poss", "amod") && w.PartyAt(k) != nil {
			return true
		}
	}
	return false
}

// Spoke notes who the speaker at token i is, named by the noun at token head: the next "he
// said" or "the official said" most likely means them too.
func (w *Web) Spoke(i, head int, x Who) {
	w.spoke = append(w.spoke, spoken{i, head, x})
}

// OfPerson is the answer for a person of the list.
func (w *Web) OfPerson(k int) Who {
	p := w.People.List[k]
	return Who{Actors: []record.Actor{{ID: p.ID, Name: p.Name}}, Name: p.Name, For: w.ForPerson(k), Known: true, Person: k}
}

// ForPerson is the party that a person acts for by the office that the story gives, or else by the table of holders of offices
// for the day of publication; nil where neither tells.
func (w *Web) ForPerson(k int) *record.Actor {
	if a := w.forPerson(k, 0); a != nil {
		return a
	}
	if a, ok := w.known[k]; ok {
		return a
	}
	if w.known == nil {
		w.known = map[int]*record.Actor{}
	}
	w.known[k] = w.byTable(k)
	return w.known[k]
}

// byTable is the party of a person by what is known beyond the story. Whoever has left an office by the story is passed over, and
// so is whoever acts for somebody else by it.
func (w *Web) byTable(k int) *record.Actor {
	p := w.People.List[k]
	var titles []string
	for _, o := range p.Offices {
		if o.Of != nil || left(o.Title) {
			return nil
		}
		titles = append(titles, o.Title)
	}
	code := knowledge.ActedFor(p.Name, w.Day, titles)
	if code == "" {
		return nil
	}
	a := actsFor(code)
	return &a
}

// left tells whether a title is of an office that its bearer no longer has.
func left(title string) bool {
	first, _, _ := strings.Cut(strings.ToLower(title), " ")
	switch strings.TrimSuffix(first, "-") {
	case "former", "ex", "late", "then", "ousted", "deposed":
		return true
	}
	return strings.HasPrefix(first, "ex-") || strings.HasPrefix(first, "then-")
}

// ByTable gives the people whose party was not told by the story but known by the table, in the order of the list.
func (w *Web) ByTable() []int {
	var out []int
	for k := range w.People.List {
		if w.known[k] != nil {
			out = append(out, k)
		}
	}
	return out
}

func (w *Web) forPerson(k, depth int) *record.Actor {
	for _, o := range w.People.List[k].Offices {
		if o.Of == nil || left(o.Title) {
			continue
		}
		if forms := knowledge.Lookup(*o.Of); len(forms) > 0 {
			if a := actsFor(forms[0].Party.Code); a.Name != "" {
				return &a
			}
		}
		if a := w.ofOrgan(*o.Of); a != nil {
			return a
		}
		for j, x := range w.People.List {
			if x.Name == *o.Of && j != k && depth < 3 {
				return w.forPerson(j, depth+1)
			}
		}
	}
	return nil
}

// ofOrgan is the party for which an organ acts that the story names with its state: "the Danish defence ministry".
func (w *Web) ofOrgan(name string) *record.Actor {
	first, _, ok := strings.Cut(strings.TrimPrefix(name, "the "), " ")
	if !ok {
		return nil
	}
	for _, f := range knowledge.Lookup(strings.TrimSuffix(strings.TrimSuffix(first, "’s"), "'s")) {
		if f.How == knowledge.ByAdjective || f.How == knowledge.ByName {
			a := actsFor(f.Party.Code)
			return &a
		}
	}
	return nil
}

// PersonByID returns the index into People.List of the person with that id, or -1.
func (w *Web) PersonByID(id string) int {
	for k, p := range w.People.List {
		if p.ID == id && id != "" {
			return k
		}
	}
	return -1
}

// Side is the party that an actor who is a party acts for: the state for its organs.
func (w *Web) Side(a record.Actor) *record.Actor {
	if x := actsFor(a.ID); x.Name != "" {
		return &x
	}
	return &a
}

// actsFor is the party on whose behalf a code speaks: the state for its organs.
func actsFor(code string) record.Actor {
	if s := knowledge.StateOf(code); s != "" {
		code = s
	}
	if p := knowledge.PartyByCode(code); p != nil {
		return record.Actor{ID: p.Code, Name: p.Name}
	}
	return record.Actor{}
}

// OfParty is the answer for a mention of a party.
func (w *Web) OfParty(m *Party) Who {
	out := Who{Actors: []record.Actor{{ID: m.Code, Name: m.Name}}, Name: m.Name, Known: true, Person: -1}
	if a := actsFor(m.For); a.Name != "" {
		out.For = &a
	}
	return out
}
