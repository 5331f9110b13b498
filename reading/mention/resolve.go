package mention

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/reading/who"
	"rapporteur/record"
)

// Resolve tells who the noun phrase of tokens [first, last) is. head is the token of its
// noun, or -1 where no tree tells it.
func (w *Web) Resolve(first, last, head int) Who {
	return w.resolve(first, last, head, 0)
}

// maxDepth bounds how deep joined noun phrases may lie in each other.
const maxDepth = 3

func (w *Web) resolve(first, last, head, depth int) Who {
	first, last = w.T.Trim(first, last)
	if first >= last {
		return Who{Person: -1}
	}
	if head < first || head >= last {
		head = w.headOf(first, last)
	}
	if depth < maxDepth {
		if x, ok := w.joined(first, last, head, depth); ok {
			return x
		}
	}
	if m := w.named(first, last, head); m != nil {
		return w.OfPerson(m.Person)
	}
	low := w.T.Low[head]
	if k, ok := pronouns[low]; ok && (last-first == 1 || k == plural) {
		if x, ok := w.pronoun(head, k); ok {
			return x
		}
		return w.described(first, last, head)
	}
	if m := w.PartyAt(head); m != nil && m.How != knowledge.ByAdjective {
		return w.OfParty(m)
	}
	if x, ok := w.sides(first, last, head); ok {
		return x
	}
	if x := w.again(first, last, head); x != nil {
		return *x
	}
	if x, ok := w.rule(first, last, head); ok {
		return x
	}
	if x, ok := w.text(first, last, head); ok {
		return x
	}
	if x, ok := w.office(first, last, head); ok {
		return x
	}
	if x, ok := w.organ(first, last, head); ok {
		return x
	}
	return w.described(first, last, head)
}

// headOf guesses the noun of a phrase that has no tree: the last token of its first run
// before a preposition or comma.
func (w *Web) headOf(first, last int) int {
	for i := first; i < last; i++ {
		if w.T.Parsed(i) {
			if h := w.T.Tokens[i].Head; h < first || h >= last {
				return i
			}
			continue
		}
		switch w.T.Low[i] {
		case "of", "for", "in", "on", "at", "to", "with", "from", ",", "who", "which", "that":
			if i > first {
				return i - 1
			}
		}
	}
	return last - 1
}

// named returns the mention of a person that is the phrase's own: the one at its head, or
// one joined to the head by apposition, with nothing but an office around it.
func (w *Web) named(first, last, head int) *who.Mention {
	if m := w.PersonAt(head); m != nil {
		return m
	}
	// A title that the phrase was cut at: "President | Dahl".
	if k := w.titled[head]; k >= 0 && last <= w.People.Mentions[k].First && w.PartyAt(head) == nil {
		if m := &w.People.Mentions[k]; w.adjacent(head, m.First) {
			return m
		}
	}
	// "Dahl, now the king's adviser", "a spokesman, Espen Dahl": a comma joins name and office.
	t := w.T
	if m := w.PersonAt(first); m != nil && m.Last < last && t.Low[m.Last] == "," && head > m.Last {
		return m
	}
	if _, ok := who.RoleHead(t.Low[head]); ok && last+1 < len(t.Low) && t.Low[last] == "," {
		if m := w.PersonAt(last + 1); m != nil && m.First == last+1 && t.Sent[m.First] == t.Sent[head] {
			return m
		}
	}
	for i := first; i < last; i++ {
		m := w.PersonAt(i)
		if m == nil || !(m.From <= head && head < m.To) {
			continue
		}
		if i > m.First || m.Last < len(w.T.Low) && w.T.Low[m.Last] == "'s" {
			continue
		}
		return m
	}
	return nil
}

// adjacent tells whether only words of office stand between two tokens, no possessor's mark.
func (w *Web) adjacent(a, b int) bool {
	for i := a; i < b; i++ {
		if w.T.Low[i] == "'s" || w.T.Form(i) == "," {
			return false
		}
	}
	return true
}

// joined resolves "A and B" to both, where each of the parts is known or described.
func (w *Web) joined(first, last, head, depth int) (Who, bool) {
	parts := w.conjuncts(first, last, head)
	if len(parts) < 2 {
		return Who{}, false
	}
	out := Who{Person: -1, Known: true}
	var names []string
	for _, p := range parts {
		x := w.resolve(p[0], p[1], p[2], depth+1)
		if x.Name == "" {
			return Who{}, false
		}
		out.Known = out.Known && x.Known
		out.Actors = append(out.Actors, x.Actors...)
		names = append(names, x.Name)
		if out.For == nil {
			out.For = x.For
		} else if x.For == nil || x.For.Name != out.For.Name {
			out.For = nil
		}
	}
	out.Name = And(names)
	return out, true
}

// And joins names as English does.
func And(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// conjuncts cuts a noun phrase at its conjunctions: first, last and head of each part.
func (w *Web) conjuncts(first, last, head int) [][3]int {
	t := w.T
	if !t.Parsed(head) {
		return nil
	}
	var heads []int
	for _, k := range t.Kids[head] {
		if t.Is(k, "conj") && k >= first && k < last && w.PersonAt(head) != w.PersonAtOr(k) {
			heads = append(heads, k)
		}
	}
	if len(heads) == 0 {
		return nil
	}
	heads = append([]int{head}, heads...)
	var out [][3]int
	for n, h := range heads {
		a, b := t.Span(h)
		if n == 0 {
			a, b = first, last
			if next, _ := t.Span(heads[1]); next > h {
				b = min(b, next)
			}
		}
		a, b = max(a, first), min(b, last)
		for a < h && (t.Is(a, "cc") || t.Punct(a) || t.Low[a] == "both") {
			a++
		}
		for b > h+1 && (t.Punct(b-1) || t.Is(b-1, "cc")) {
			b--
		}
		if n > 0 && !nounish(t.Tokens[h].UPOS) {
			return nil
		}
		out = append(out, [3]int{a, b, h})
	}
	return out
}

// PersonAtOr is PersonAt with an answer that differs from every mention where there is none.
func (w *Web) PersonAtOr(i int) *who.Mention {
	if m := w.PersonAt(i); m != nil {
		return m
	}
	return &who.Mention{}
}

func nounish(pos string) bool {
	return pos == "NOUN" || pos == "PROPN" || pos == "PRON" || pos == "" || pos == "NUM"
}

// again finds "the official" among the speakers described before: the last one with that noun.
func (w *Web) again(first, last, head int) *Who {
	t := w.T
	if !w.definite(first, head) || t.Cap(head) || w.party1(first, last) != nil {
		return nil
	}
	for n := len(w.spoke) - 1; n >= 0; n-- {
		s := &w.spoke[n]
		if s.head >= 0 && s.at < first && s.who.Person < 0 && t.Low[s.head] == t.Low[head] && len(s.who.Actors) == 1 {
			return &s.who
		}
	}
	return nil
}

// described is the answer for a phrase that stands for nobody the story names.
func (w *Web) described(first, last, head int) Who {
	t := w.T
	last = w.shorter(first, last, head)
	name := strings.Join(strings.Fields(t.Cut(first, last)), " ")
	if r := t.Low[first]; t.Cap(first) && w.PartyAt(first) == nil && t.Tokens[first].UPOS != "PROPN" && r != "i" {
		name = strings.ToLower(name[:1]) + name[1:]
	}
	out := Who{Actors: []record.Actor{{Name: name}}, Name: name, Person: -1}
	out.For = w.party1(first, last)
	return out
}

// shorter cuts what trails behind the noun of a description: clauses, what stands behind a
// comma, where and when.
func (w *Web) shorter(first, last, head int) int {
	t := w.T
	for i := max(head, first) + 1; i < last; i++ {
		switch t.Low[i] {
		case ",", "who", "which", "that", "(", "–", "—", "at", "in", "on", "to":
			return i
		}
	}
	return last
}

// party1 is the one party that the words of a phrase name ("a senior Israeli official"), or nil.
func (w *Web) party1(first, last int) *record.Actor {
	var out *record.Actor
	for i := first; i < last; i++ {
		m := w.PartyAt(i)
		if m == nil {
			continue
		}
		a := actsFor(m.For)
		if a.Name == "" {
			continue
		}
		if out != nil && out.Name != a.Name {
			return nil
		}
		out = &a
	}
	return out
}
