// Package who finds the people of a story: who is named, in which forms, and with which
// offices. It reads the name tags of the parsed document and the words around the names;
// what an office is stands in the data files of knowledge/words.
package who

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/reading/tree"
	"rapporteur/record"
)

// Mention is one place where a person is named: tokens [First, Last) are the name alone,
// [From, To) the whole noun phrase with the offices before and behind it.
type Mention struct {
	First, Last int
	From, To    int
	Person      int // index into People.List
}

// Person is a named person with what the story tells of them.
type Person struct {
	record.Person
	Female, Male bool
	Offices      []Office
	words        []string // folded words of the fullest form
}

// Office is a role with the words that stand for it and the party or person it is of.
type Office struct {
	record.Role
	Head    string // the singular noun, lower case
	Country bool   // Of names a state, or an organ or alliance that acts for itself
}

// People are the persons of a story and all their mentions in the order of the text.
type People struct {
	List     []*Person
	Mentions []Mention
}

// Lookup tells which party words stand for ("Russian", "the Kremlin", "NATO"), and
// whether it is a state.
type Lookup func(words string) (party string, state, ok bool)

// Find names the people of a document.
func Find(t *tree.Tree, lookup Lookup) *People {
	p := &People{}
	all := spans(t)
	for pass := range 2 {
		for _, s := range all {
			if single := s[1]-s[0] == 1; single == (pass == 1) {
				p.place(t, s)
			}
		}
	}
	slices.SortFunc(p.Mentions, func(a, b Mention) int { return a.First - b.First })
	p.settle()
	for i := range p.Mentions {
		p.roles(t, i, lookup)
	}
	for _, x := range p.List {
		x.sex()
	}
	return p
}

// place adds a mention to the person it names, or makes a new person.
func (p *People) place(t *tree.Tree, s [2]int) {
	words := nameWords(t, s[0], s[1])
	if len(words) == 0 {
		return
	}
	who := -1
	for i, x := range p.List {
		if same(x.words, words) {
			who = i
			break
		}
	}
	if who < 0 {
		who = len(p.List)
		p.List = append(p.List, &Person{words: words})
	} else if len(words) > len(p.List[who].words) {
		p.List[who].words = words
	}
	p.Mentions = append(p.Mentions, Mention{First: s[0], Last: s[1], From: s[0], To: s[1], Person: who})
	x := p.List[who]
	x.Person.Mentions = append(x.Person.Mentions, record.Cut(t.Text, t.Tokens[s[0]].Start, t.Tokens[s[1]-1].End))
}

func nameWords(t *tree.Tree, first, last int) []string {
	var out []string
	for i := first; i < last; i++ {
		for w := range strings.FieldsFuncSeq(Fold(t.Form(i)), func(r rune) bool { return r == '-' || r == '.' }) {
			if !t.Punct(i) && !voc.is(w, "style") {
				out = append(out, w)
			}
		}
	}
	return out
}

var suffixes = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true}

// same tells whether two forms, as folded words, name one person.
func same(a, b []string) bool {
	a, b = trimSuffix(a), trimSuffix(b)
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) == 0 {
		return false
	}
	if len(b) == 1 {
		return near(a[len(a)-1], b[0]) || len(b[0]) > 1 && (a[0] == b[0] || len(a) > 2 && slices.Contains(a, b[0]))
	}
	if len(b) < len(a) && slices.Equal(a[len(a)-len(b):], b) {
		return true
	}
	// The family name stands last in most names, first in some; the given names may be
	// shortened to initials, left out in the middle, or spelt in another way.
	if near(a[len(a)-1], b[len(b)-1]) {
		return given(a[0], b[0])
	}
	return a[0] == b[0] && subset(b, a)
}

func trimSuffix(a []string) []string {
	for len(a) > 1 && suffixes[a[len(a)-1]] {
		a = a[:len(a)-1]
	}
	return a
}

func given(a, b string) bool {
	if near(a, b) || len(a) == 1 && a[0] == b[0] || len(b) == 1 && a[0] == b[0] {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 2 && strings.HasPrefix(b, a) || voc.nick[a] == b || voc.nick[b] == a
}

func subset(small, big []string) bool {
	for _, w := range small {
		if !slices.Contains(big, w) {
			return false
		}
	}
	return true
}

// settle puts the persons in the order of their first mention and writes names and aliases.
func (p *People) settle() {
	order := make([]int, len(p.List))
	for i := range order {
		order[i] = -1
	}
	var list []*Person
	for i := range p.Mentions {
		m := &p.Mentions[i]
		if order[m.Person] < 0 {
			order[m.Person] = len(list)
			list = append(list, p.List[m.Person])
		}
		m.Person = order[m.Person]
	}
	p.List = list
	for i, x := range p.List {
		x.ID = "p" + strconv.Itoa(i+1)
		x.Aliases, x.Roles = []string{}, []record.Role{}
		slices.SortFunc(x.Person.Mentions, func(a, b record.Span) int { return a.Start - b.Start })
		for _, m := range x.Person.Mentions {
			if better(m.Quote, x.Name) {
				x.Name = m.Quote
			}
		}
		for _, m := range x.Person.Mentions {
			if m.Quote != x.Name && !slices.Contains(x.Aliases, m.Quote) {
				x.Aliases = append(x.Aliases, m.Quote)
			}
		}
	}
}

// better tells whether form a is a fuller one than b; forms in capitals throughout come last.
func better(a, b string) bool {
	if b == "" {
		return true
	}
	fa, fb := len(strings.Fields(a)), len(strings.Fields(b))
	if loud(a) != loud(b) {
		return loud(b) && fa >= fb
	}
	return fa > fb
}

func loud(s string) bool { return len(s) > 3 && s == strings.ToUpper(s) }
