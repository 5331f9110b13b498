package event

import (
	"slices"
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/mention"
	"rapporteur/reading/who"
	"rapporteur/record"
)

// people are nouns for persons and bodies of the state.
var people = func() map[string]bool {
	out := words.Set("persons.txt")
	for w := range words.Set("organ-nouns.txt") {
		out[w] = true
	}
	return out
}()

// side is who a noun phrase stands for, and whether it can act: a person, a party, or a
// description of such ("police", "a group of rebels").
type side struct {
	actors []record.Actor
	known  bool
}

// actorish tells whether noun k can be an actor.
func (r *reader) actorish(k int) bool {
	t := r.t
	if d := t.Kid(k, "det"); d >= 0 && t.Low[d] == "no" || t.Tokens[k].UPOS == "VERB" {
		return false
	}
	if r.w.PersonAt(k) != nil || r.w.PartyAt(k) != nil {
		return true
	}
	if m := class(t, k); m.meets(actorMask) {
		return true
	}
	if m := class(t, k); m.meets(chargeMask) {
		return false
	}
	if _, office := who.RoleHead(t.Low[k]); office || people[t.Low[k]] {
		return true
	}
	// "thousands of workers", "a group of rebels"
	if m := class(t, k); !m.meets(groupMask) && t.Tokens[k].UPOS != "NUM" {
		return false
	}
	for n, steps := t.Kid(k, "nmod"), 0; n >= 0 && kidIs(t, n, "of") && steps < 3; n, steps = t.Kid(n, "nmod"), steps+1 {
		if m := class(t, n); m.meets(actorMask) || people[t.Low[n]] || r.w.PartyAt(n) != nil {
			return true
		}
	}
	return false
}

// of resolves the noun phrase at k; empty where it is no actor.
func (r *reader) side(k int) side {
	if k < 0 {
		return side{}
	}
	t := r.t
	first, last, head := r.w.Phrase(k)
	pron := t.Tokens[k].UPOS == "PRON"
	if !pron && !r.actorish(k) && !r.joined(k) {
		return side{}
	}
	if low := t.Low[k]; pron && (low == "it" || low == "they") {
		if x := r.itself(k); len(x.actors) > 0 {
			return x
		}
	}
	x := r.w.Resolve(first, last, head)
	if !x.Known {
		if pron {
			return side{}
		}
		if p := t.Kid(head, "nmod:poss"); p >= 0 && t.Tokens[p].UPOS == "PRON" && p < head {
			if y := r.side(p); len(y.actors) > 0 {
				return y // "its members"
			}
		}
		// "the rebel group Polisario"
		for _, n := range t.Kids[head] {
			if p := r.w.PartyAt(n); p != nil && n > head && t.Is(n, "appos", "flat", "compound") {
				return r.party(p)
			}
		}
	}
	return side{actors: parties(x), known: x.Known}
}

// itself reads "it" and "they" as the one who says the clause that it is the subject of: "the
// farmers said they would block the road".
func (r *reader) itself(k int) side {
	t := r.t
	v := t.Tokens[k].Head
	if v < 0 || !t.Is(k, "nsubj") || !t.Is(v, "ccomp") || t.Tokens[v].Head < 0 {
		return side{}
	}
	if s := t.Kid(t.Tokens[v].Head, "nsubj"); s >= 0 && t.Tokens[s].UPOS != "PRON" {
		return r.side(s)
	}
	return side{}
}

// joined tells whether one of the nouns joined to k is an actor.
func (r *reader) joined(k int) bool {
	for _, x := range r.t.Kids[k] {
		if r.t.Is(x, "conj") && r.actorish(x) {
			return true
		}
	}
	return false
}

// parties are the actors of who a phrase stands for; a description that belongs to one
// party ("the Danish army", "two Danish diplomats") carries the party's id.
func parties(x mention.Who) []record.Actor {
	out := make([]record.Actor, 0, len(x.Actors))
	for _, a := range x.Actors {
		if a.Name == "" {
			continue
		}
		// "the rebel group Polisario" under a name of its own
		if k := strings.LastIndexByte(a.Name, ' '); a.ID == "" && k > 0 {
			if f := knowledge.Lookup(a.Name[k+1:]); len(f) > 0 && f[0].How == knowledge.ByName {
				a = record.Actor{ID: f[0].Party.Code, Name: f[0].Party.Name}
			}
		}
		if a.ID == "" && len(x.Actors) == 1 && x.For != nil && x.For.Name != "" {
			a = record.Actor{ID: x.For.ID, Name: x.For.Name}
		}
		out = append(out, a)
	}
	return out
}

// roles finds the actors and recipients of a match.
func (r *reader) roles(m *match, typ string, s state) (actors, recipients side) {
	v := m.c.v
	if s.must {
		actors = r.speaker(v)
		recipients = r.actor(m)
		return actors, recipients
	}
	actors = r.actor(m)
	recipients = r.recipient(m, m.typ, actors)
	if typ == "CONSULT" || typ == "COOPERATE" || typ == "SUPPORT" && m.cameo == "057" {
		if m.mode != "visit" {
			actors.actors = merge(actors.actors, recipients.actors)
			actors.known = actors.known || recipients.known
			recipients = side{}
		}
	}
	if m.cameo == "043" {
		actors, recipients = recipients, actors // the guest acts, the host receives
	}
	return actors, recipients
}

// actor is who does what the match tells.
func (r *reader) actor(m *match) side {
	c := m.c
	if c.passive {
		// "is committed to", "was prepared to": no one does it to the subject.
		if (m.typ == "AGREE" || m.typ == "REJECT") && c.subj < 0 && (m.inner >= 0 || c.prep(r.t, "to") >= 0) {
			return r.side(c.obj)
		}
		if c.subj < 0 || c.subj == c.obj {
			return side{}
		}
		return r.side(c.subj)
	}
	t := r.t
	if h := t.Tokens[c.v].Head; h >= 0 && t.Kid(c.v, "nsubj") < 0 &&
		(t.Is(c.v, "xcomp", "ccomp") || t.Is(c.v, "advcl") && (kidIs(t, c.v, "for") || kidIs(t, c.v, "of"))) {
		if o := t.Kid(h, "obj"); o >= 0 && o < c.v {
			return r.side(o) // "forced the rebels to withdraw", "punished them for firing"
		}
	}
	first, last, head := r.w.Agent(c.v)
	if first >= last || head < 0 || head == c.obj {
		return side{}
	}
	x := r.side(head)
	if len(x.actors) == 0 && m.typ != "THREATEN" {
		x = r.named(head) // "Danish bulldozers", "Oslo's decision"
	}
	return x
}

// owner is the party that noun k belongs to or is described by.
func (r *reader) owner(k int) side {
	if x := r.named(k); len(x.actors) > 0 {
		return x
	}
	t := r.t
	for _, x := range t.Kids[k] {
		if t.Is(x, "nmod") && (kidIs(t, x, "of") || kidIs(t, x, "by") || kidIs(t, x, "from") || kidIs(t, x, "with") || kidIs(t, x, "to") || kidIs(t, x, "against") || kidIs(t, x, "on")) {
			if y := r.side(x); len(y.actors) > 0 {
				return y
			}
		}
	}
	return side{}
}

// named is the party whose possessive or adjective stands before noun k.
func (r *reader) named(k int) side {
	t := r.t
	for _, x := range t.Kids[k] {
		if t.Is(x, "nmod:poss") {
			return r.side(x)
		}
	}
	for _, x := range t.Kids[k] {
		if t.Is(x, "amod", "compound") {
			if p := r.w.PartyAt(x); p != nil {
				return r.party(p)
			}
		}
	}
	return side{}
}

func (r *reader) party(p *mention.Party) side {
	x := r.w.OfParty(p)
	if p.How == knowledge.ByAdjective && x.For != nil && x.For.Name != "" {
		return side{actors: []record.Actor{*x.For}, known: true}
	}
	return side{actors: x.Actors, known: true}
}

// recipient is whom it befalls, other than the actors: an object that can act, a phrase with
// one of the type's prepositions, or whose the object is ("rejected the Danish offer"); for an
// act of words the recipient of what it is about ("offered to send food to Oslo").
func (r *reader) recipient(m *match, typ string, actors side) side {
	c, t := m.c, r.t
	var found side
	try := func(x side) bool {
		x.actors = slices.DeleteFunc(slices.Clone(x.actors), func(y record.Actor) bool {
			return slices.ContainsFunc(actors.actors, func(z record.Actor) bool { return r.side1(y) == r.side1(z) })
		})
		if len(x.actors) > 0 {
			found = x
		}
		return len(x.actors) > 0
	}
	if try(r.side(t.Kid(c.v, "iobj"))) || typ != "MOBILIZE" && try(r.side(c.obj)) {
		return found
	}
	for _, p := range lex.recipients[typ] {
		if k := c.prep(t, p); k >= 0 && (try(r.side(k)) || p != "from" && try(r.owner(k))) {
			return found
		}
	}
	for _, k := range t.Kids[c.v] {
		if k <= c.v || !t.Is(k, "obj", "obl") {
			continue
		}
		for _, n := range t.Kids[k] { // "gave a sum in aid to Oslo"
			if t.Is(n, "nmod") && kidIs(t, n, "to") && try(r.side(n)) {
				return found
			}
		}
	}
	if c.obj >= 0 && typ != "MOBILIZE" && typ != "AID" && try(r.owner(c.obj)) || m.inner < 0 {
		return found
	}
	// "demanded that the army leave": the subject of what is demanded or alleged
	if typ == "REQUEST" || typ == "ACCUSE" {
		if k := t.Kid(m.inner, "nsubj"); k >= 0 {
			try(r.side(k))
		}
		return found
	}
	if y := r.match(m.inner); y != nil && m.composed && y != m && y.inner != m.inner {
		try(r.recipient(y, y.typ, actors))
	}
	return found
}

// speaker is who says the clause of v.
func (r *reader) speaker(v int) side {
	t := r.t
	for steps := 0; steps < 6 && v >= 0; steps++ {
		h := t.Tokens[v].Head
		if h < 0 {
			break
		}
		if t.Is(v, "ccomp") {
			if first, last, head := r.w.Agent(h); first < last {
				return r.side(head)
			}
		}
		v = h
	}
	// "They must leave, the minister said."
	for _, k := range t.Kids[max(v, 0)] {
		if t.Is(k, "parataxis", "ccomp") {
			if n := t.Kid(k, "nsubj"); n >= 0 && r.actorish(n) {
				return r.side(n)
			}
		}
	}
	return side{}
}

// said tells whether the clause of v is reported speech.
func (r *reader) said(v int) bool { return len(r.speaker(v).actors) > 0 }

// merge joins two lists of actors, each once.
func merge(a, b []record.Actor) []record.Actor {
	out := append([]record.Actor{}, a...)
	for _, x := range b {
		if !has(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func without(a, b []record.Actor) []record.Actor {
	out := []record.Actor{}
	for _, x := range a {
		if !has(b, x) && !has(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func has(list []record.Actor, a record.Actor) bool {
	for _, x := range list {
		if x.Name == a.Name && x.ID == a.ID {
			return true
		}
	}
	return false
}
