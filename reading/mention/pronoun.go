package mention

import (
	"slices"
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/who"
	"rapporteur/record"
)

type pronounKind int

const (
	he pronounKind = iota
	she
	it
	plural
)

var pronouns = map[string]pronounKind{
	"he": he, "him": he, "his": he, "himself": he, "she": she, "her": she, "hers": she, "herself": she,
	"it": it, "its": it, "itself": it, "they": plural, "them": plural, "their": plural, "themselves": plural, "both": plural,
}

// reach is how many sentences back a pronoun looks for what it means.
const reach = 8

// pronoun resolves a pronoun at token i.
func (w *Web) pronoun(i int, k pronounKind) (Who, bool) {
	switch k {
	case he, she:
		p, score := w.nearest(i, reach, 1.2, func(n int) bool {
			x := w.People.List[n]
			return k == he && !x.Female || k == she && !x.Male
		})
		if x, s := w.lastSpoken(i, false); x != nil && s > score {
			return *x, true
		}
		if p >= 0 {
			return w.OfPerson(p), true
		}
	case it:
		if n := len(w.spoke) - 1; n >= 0 {
			if s := &w.spoke[n]; s.at < i && w.T.Sent[i]-w.T.Sent[s.at] <= 2 && s.who.Known && s.who.Person < 0 && len(s.who.Actors) == 1 {
				return s.who, true
			}
		}
		if m := w.lastParty(i, reach/2, func(*Party) bool { return true }); m != nil {
			return w.OfParty(m), true
		}
	case plural:
		if x, _ := w.lastSpoken(i, true); x != nil {
			return *x, true
		}
		return w.group(i)
	}
	return Who{}, false
}

// lastSpoken returns the last speaker before token i, of the last three sentences, that is
// a group (plural) or is only described (singular), and its score beside named persons.
func (w *Web) lastSpoken(i int, plural bool) (*Who, float64) {
	t := w.T
	for n := len(w.spoke) - 1; n >= 0; n-- {
		s := &w.spoke[n]
		if s.at >= i || t.Sent[i]-t.Sent[s.at] > 3 {
			continue
		}
		many := len(s.who.Actors) > 1 || s.head >= 0 && (t.Tokens[s.head].XPOS == "NNS" || t.Tokens[s.head].XPOS == "NNPS" || t.Low[s.head] == "they")
		if plural && !many {
			continue
		}
		if !plural && (many || s.who.Person >= 0 || !w.Human(s.head)) {
			return nil, 0
		}
		return &s.who, 1.6 - 1.2*float64(t.Sent[i]-t.Sent[s.at])
	}
	return nil, 0
}

// Human tells whether the noun at token i, which names nobody, may be a person.
func (w *Web) Human(i int) bool {
	if i < 0 {
		return false
	}
	_, ok := who.RoleHead(w.T.Low[i])
	return ok || persons[w.T.Low[i]]
}

var persons = words.Set("persons.txt")

// Organ tells whether the noun at token i is one that stands for an organisation: "the
// military", "the ministry".
func (w *Web) Organ(i int) bool { return i >= 0 && organs[w.T.Low[i]] }

// nearest returns the person most likely meant at token i among those that fit, or -1, with
// the score: recent ones, subjects and speakers before others; each sentence between costs decay.
func (w *Web) nearest(i, reach int, decay float64, fit func(int) bool) (int, float64) {
	t := w.T
	best, score := -1, -1e9
	for n := len(w.People.Mentions) - 1; n >= 0; n-- {
		m := &w.People.Mentions[n]
		if m.First >= i || !fit(m.Person) {
			continue
		}
		if t.Sent[i]-t.Sent[m.First] > reach {
			break
		}
		s := -decay * float64(t.Sent[i]-t.Sent[m.First])
		s -= 0.02 * float64(min(i-m.First, 100))
		switch top := w.top(m.First, m.Last); {
		case t.Is(top, "nsubj"):
			s += 1.5
		case t.Is(top, "nmod"):
			s -= 0.7
		case t.Is(top, "root", "appos"):
			s += 0.5
		}
		if m.Last < len(t.Low) && t.Low[m.Last] == "'s" {
			s -= 0.5
		}
		if s > score {
			best, score = m.Person, s
		}
	}
	// Who just spoke, by name or description, is likelier than who was only named.
	for n := len(w.spoke) - 1; n >= 0; n-- {
		x := &w.spoke[n]
		if x.at >= i || x.who.Person < 0 || !fit(x.who.Person) {
			continue
		}
		if t.Sent[i]-t.Sent[x.at] > reach {
			break
		}
		if s := 2.1 - decay*float64(t.Sent[i]-t.Sent[x.at]) - 0.02*float64(min(i-x.at, 100)); s > score {
			best, score = x.who.Person, s
		}
	}
	return best, score
}

// top is the token of [first, last) whose head lies outside.
func (w *Web) top(first, last int) int {
	for i := first; i < last; i++ {
		if h := w.T.Tokens[i].Head; h < first || h >= last {
			return i
		}
	}
	return first
}

// lastParty returns the nearest mention before token i, reach sentences back at most, of a party that fits, subjects first.
func (w *Web) lastParty(i, reach int, fit func(*Party) bool) *Party {
	t := w.T
	var best *Party
	score := -1e9
	for n := len(w.Parties) - 1; n >= 0; n-- {
		m := &w.Parties[n]
		if m.First >= i || m.How == knowledge.ByAdjective || m.How == knowledge.ByPerson || !fit(m) {
			continue
		}
		if t.Sent[i]-t.Sent[m.First] > reach {
			break
		}
		s := -float64(t.Sent[i] - t.Sent[m.First])
		if t.Is(w.top(m.First, m.Last), "nsubj") {
			s += 1.5
		}
		if s > score {
			best, score = m, s
		}
	}
	return best
}

// group resolves "they", "both": the last two persons or parties named side by side.
func (w *Web) group(i int) (Who, bool) {
	t := w.T
	for s := t.Sent[i]; s >= max(0, t.Sent[i]-3); s-- {
		x := t.Sentences[s]
		end := min(x.Last, i)
		var people, parties []Who
		seen := map[string]bool{}
		for k := x.First; k < end; k++ {
			if m := w.PersonAt(k); m != nil && m.First == k && !seen[w.People.List[m.Person].ID] {
				seen[w.People.List[m.Person].ID] = true
				people = append(people, w.OfPerson(m.Person))
			}
			if m := w.PartyAt(k); m != nil && m.First == k && m.How != knowledge.ByAdjective && !seen[m.Name] {
				seen[m.Name] = true
				parties = append(parties, w.OfParty(m))
			}
		}
		if len(people) == 2 {
			return both(people), true
		}
		if len(parties) == 2 && len(people) == 0 {
			return both(parties), true
		}
	}
	return Who{}, false
}

func both(xs []Who) Who {
	out := Who{Person: -1, Known: true}
	var names []string
	for _, x := range xs {
		out.Actors = append(out.Actors, x.Actors...)
		names = append(names, x.Name)
	}
	out.Name = And(names)
	return out
}

// sides resolves "both sides", "the two leaders", "the two countries": the two parties or
// persons that the story last named together, or else its two main parties.
func (w *Web) sides(first, last, head int) (Who, bool) {
	t := w.T
	two := false
	for i := first; i < head; i++ {
		two = two || t.Low[i] == "two" || t.Low[i] == "both"
	}
	if !two || last-first > 4 {
		return Who{}, false
	}
	persons := false
	switch t.Low[head] {
	case "leaders", "presidents", "men", "ministers", "diplomats", "officials":
		persons = true
	case "sides", "countries", "parties", "nations", "neighbors", "neighbours", "governments", "states", "delegations", "allies", "powers", "capitals":
	default:
		return Who{}, false
	}
	if x, ok := w.group(first); ok && strings.HasPrefix(x.Actors[0].ID, "p") == persons {
		return x, true
	}
	if persons {
		return Who{}, false
	}
	return w.mainParties(2)
}

// mainParties are the n states or groups that the story names most.
func (w *Web) mainParties(n int) (Who, bool) {
	count := map[string]int{}
	var order []record.Actor
	for _, m := range w.Parties {
		a := actsFor(m.Code)
		if count[a.ID] == 0 {
			order = append(order, a)
		}
		count[a.ID]++
	}
	var out []Who
	for len(out) < n {
		best := -1
		for i, a := range order {
			if a.ID != "" && count[a.ID] > 1 && (best < 0 || count[a.ID] > count[order[best].ID]) {
				best = i
			}
		}
		if best < 0 {
			return Who{}, false
		}
		out = append(out, Who{Actors: []record.Actor{order[best]}, Name: order[best].Name})
		order[best].ID = ""
	}
	return both(out), true
}

// office resolves a person by office alone: "the president", "the Norwegian envoy", "the
// 61-year-old leader".
func (w *Web) office(first, last, head int) (Who, bool) {
	t := w.T
	want, ok := offices(t.Low[head])
	if !ok || !w.definite(first, head) {
		return Who{}, false
	}
	party := w.party1(first, last)
	title := w.title(first, head)
	holds := func(o *who.Office, stage int) bool {
		switch stage {
		case 0:
			t := strings.ToLower(o.Title)
			return t == title || strings.HasSuffix(t, " "+title)
		case 1:
			return o.Head == want[0]
		}
		return slices.Contains(want, o.Head)
	}
	stage := 0
	fit := func(k int) bool {
		x := w.People.List[k]
		if party != nil {
			if f := w.ForPerson(k); f == nil && stage > 0 || f != nil && f.Name != party.Name {
				return false
			}
		}
		for n := range x.Offices {
			o := &x.Offices[n]
			if strings.HasPrefix(strings.ToLower(o.Title), "former") && !strings.HasPrefix(title, "former") || under(o.Title) != under(title) {
				continue
			}
			if holds(o, stage) {
				return true
			}
		}
		return false
	}
	for stage = range 3 {
		if n, _ := w.nearest(first, 1000, 0.3, fit); n >= 0 {
			return w.OfPerson(n), true
		}
	}
	for _, m := range w.People.Mentions {
		if m.First >= last && fit(m.Person) && w.T.Sent[m.First]-w.T.Sent[first] <= reach {
			return w.OfPerson(m.Person), true
		}
	}
	return w.promoted(first, last, head, party)
}

// under tells whether a title is of a deputy: "deputy foreign minister".
func under(title string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(title)) {
		switch w {
		case "deputy", "vice", "assistant", "undersecretary":
			return true
		}
	}
	return false
}

// title is a description without its article and the party it is of: "foreign minister" of
// "the Norwegian foreign minister".
func (w *Web) title(first, head int) string {
	for first < head {
		if m := w.PartyAt(first); m != nil && m.Last <= head {
			first = m.Last
			continue
		}
		switch w.T.Low[first] {
		case "the", "a", "an", "'s", "'", "his", "her", "their", "its", "top", "senior", "veteran":
			first++
			continue
		}
		break
	}
	return strings.ToLower(w.T.Cut(first, head+1))
}

// promoted takes "the Norwegian minister" for the person just told of, of that country or
// of none so far, to whom the story has given no office yet, and gives it to them.
func (w *Web) promoted(first, last, head int, party *record.Actor) (Who, bool) {
	start := first + 1
	switch m := w.PartyAt(first); {
	case party == nil:
		return Who{}, false
	case m != nil && m.First == first && m.Last < head && (w.T.Low[m.Last] == "'s" || w.T.Low[m.Last] == "'"):
		start = m.Last + 1
	case w.T.Low[first] != "the":
		return Who{}, false
	}
	deputy := under(w.T.Cut(first, head+1))
	n, score := w.nearest(first, 4, 1, func(k int) bool {
		for _, o := range w.People.List[k].Offices {
			if o.Head == w.T.Low[head] && under(o.Title) != deputy {
				return false // a minister is not their own deputy
			}
		}
		f := w.ForPerson(k)
		return f == nil && len(w.People.List[k].Offices) == 0 || f != nil && f.Name == party.Name
	})
	if n < 0 || score < -1.5 {
		return Who{}, false
	}
	if m := w.PartyAt(start); m != nil && m.First == start && m.How == knowledge.ByAdjective {
		start = m.Last
	}
	if start <= head {
		w.People.Give(n, w.T.Cut(start, head+1), &party.Name, true)
	}
	return w.OfPerson(n), true
}
