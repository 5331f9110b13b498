package mention

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/who"
	"rapporteur/record"
)

// kinds maps a noun that stands for an earlier one ("leader", "diplomat") to the nouns of
// office it may mean.
var kinds = func() map[string][]string {
	out := map[string][]string{}
	for _, r := range words.Table("office-kinds.tsv", 2) {
		out[r[0]] = strings.Fields(r[1])
	}
	return out
}()

func offices(w string) ([]string, bool) {
	h, ok := who.RoleHead(w)
	if !ok || h != w {
		return nil, false
	}
	return append([]string{h}, kinds[h]...), true
}

// definite tells whether a phrase points back to someone: it begins with "the", "this" or a possessive.
func (w *Web) definite(first, head int) bool {
	if first == head {
		return w.T.Cap(first)
	}
	switch w.T.Low[first] {
	case "the", "this", "that", "his", "her", "their", "its":
		return true
	case "a", "an", "one", "another", "some", "several", "many", "no", "two", "three", "other", "any":
		return false
	}
	return w.T.Cap(first)
}

// organ resolves a noun that stands for an organisation named before: "the ministry", "the
// group", "the newspaper".
func (w *Web) organ(first, last, head int) (Who, bool) {
	t := w.T
	if !w.definite(first, head) || head == first {
		return Who{}, false
	}
	noun := t.Low[head]
	// "the Norland Post news agency": the name stands right before the noun.
	for i := head - 1; i >= max(first, head-2) && organs[noun]; i-- {
		if m := w.PartyAt(i); m != nil && m.Last == i+1 && m.First > first && m.Code == "" && (i == head-1 || t.Low[head-1] == "news") {
			return w.OfParty(m), true
		}
	}
	if m := w.inner(first, head); m != nil && organs[noun] {
		return Who{}, false
	}
	if !organs[noun] {
		return Who{}, false
	}
	m := w.lastParty(first, 40, func(m *Party) bool { return calledSo(m, noun) })
	if m == nil {
		return Who{}, false
	}
	return w.OfParty(m), true
}

// rule resolves "his government", "the Dahl administration" to the party that the person
// it belongs to acts for.
func (w *Web) rule(first, last, head int) (Who, bool) {
	switch w.T.Low[head] {
	case "government", "administration", "regime", "country", "nation", "delegation":
	default:
		return Who{}, false
	}
	for i := first; i < head; i++ {
		k := -1
		if m := w.PersonAt(i); m != nil {
			k = m.Person
		} else if n := w.surname(i); n >= 0 {
			k = n
		} else if p, ok := pronouns[w.T.Low[i]]; ok && (p == he || p == she) {
			if x, ok := w.pronoun(i, p); ok {
				k = x.Person
			}
		}
		if k >= 0 {
			if a := w.ForPerson(k); a != nil {
				return Who{Actors: []record.Actor{*a}, Name: a.Name, For: a, Known: true, Person: -1}, true
			}
		}
	}
	return Who{}, false
}

// surname returns the person whose last name token i is, or -1.
func (w *Web) surname(i int) int {
	if !w.T.Cap(i) {
		return -1
	}
	for k, p := range w.People.List {
		if lastWord(p.Name) == w.T.Form(i) {
			return k
		}
	}
	return -1
}

// text resolves a text that speaks ("her speech", "the statement") to its author, where the
// story tells one here or where it mentioned the text before.
func (w *Web) text(first, last, head int) (Who, bool) {
	t := w.T
	if !texts[t.Low[head]] {
		return Who{}, false
	}
	if a, b, h := w.owner(head); a < b {
		if x := w.Resolve(a, b, h); x.Known {
			return x, true
		}
	}
	if t.Low[first] == "a" || t.Low[first] == "an" {
		return Who{}, false
	}
	for i := first - 1; i >= 0 && t.Sent[first]-t.Sent[i] <= reach; i-- {
		if t.Low[i] != t.Low[head] || t.Tokens[i].UPOS != "NOUN" {
			continue
		}
		if a, b, h := w.author(i); a < b {
			if x := w.Resolve(a, b, h); x.Known {
				return x, true
			}
		}
	}
	return Who{}, false
}

var texts = words.Set("texts.txt")

// calledSo tells whether a party may be called by the noun later on.
func calledSo(m *Party, noun string) bool {
	if m.How != knowledge.ByCapital && strings.Contains(strings.ToLower(m.Name), noun) {
		return true
	}
	if news[noun] && strings.Contains(" times post journal news tribune herald gazette guardian telegraph globe mail observer reuters ", " "+strings.ToLower(lastWord(m.Name))+" ") {
		return true
	}
	p := knowledge.PartyByCode(m.Code)
	if p == nil {
		return false
	}
	for _, n := range p.Names {
		if strings.Contains(strings.ToLower(n), noun) {
			return true
		}
	}
	switch noun {
	case "group", "movement", "militants":
		return strings.HasPrefix(p.Code, "GRP.")
	case "bloc", "alliance":
		return strings.HasPrefix(p.Code, "ALL.") || p.Code == "IGO.EU" || p.Code == "IGO.NATO"
	case "country", "kingdom", "republic":
		return p.Code == p.Country
	}
	return false
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

var news = map[string]bool{"newspaper": true, "paper": true, "outlet": true, "daily": true, "report": true, "agency": true, "broadcaster": true, "network": true, "magazine": true}

func (w *Web) inner(first, head int) *Party {
	for i := first; i < head; i++ {
		if m := w.PartyAt(i); m != nil {
			return m
		}
	}
	return nil
}

var organs = words.Set("organ-nouns.txt")
