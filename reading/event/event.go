// Package event codes what a story tells by PLOVER 2.0, with the CAMEO 1.1b3 code beside it:
// who did what to whom, when and where, each fact once, with its sentence as evidence.
//
// Encounters, positions and instruments that other layers found are coded as they stand; of
// the remaining clauses, those whose verb stands in verbs.tsv. One event holds all its
// actors and recipients. What has not taken place is marked: future (it lies ahead),
// hypothetical (it is only spoken of), negated (it is said not to have been), historical (it
// lies long before the story). An act of words about what lies ahead is an event of its own
// type: aid that is promised is AGREE, sanctions that are announced are THREATEN.
package event

import (
	"slices"
	"strings"

	"rapporteur/reading/encounter"
	"rapporteur/reading/mention"
	"rapporteur/record"
)

// coded is an event with what tells it from others.
type coded struct {
	record.Event
	verb  int // token; -1 where another layer gave it
	depth int // steps to the root of its sentence
}

// Read returns the events of a story in the order of its text, from the layers that stand
// in rec and from the clauses of the document.
func Read(w *mention.Web, at *encounter.Ground, rec *record.Record) []record.Event {
	r := newReader(w)
	all := r.derived(rec, at)
	n := len(all)
	for _, c := range r.clauses(at) {
		if !r.covered(all[:n], rec, &c) {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b coded) int {
		if a.Evidence.Start != b.Evidence.Start {
			return a.Evidence.Start - b.Evidence.Start
		}
		return a.verb - b.verb
	})
	var out []record.Event
	for _, c := range all {
		age(&c.Event, at.Published)
		if k := slices.IndexFunc(out, func(e record.Event) bool { return r.same(&e, &c.Event) }); k >= 0 {
			r.complete(&out[k], &c.Event)
			continue
		}
		out = append(out, c.Event)
	}
	return out
}

// Code returns the types of event that the clauses of a document tell, the most prominent
// first, each once. It is what Read rests on, without the layers of a record.
func Code(w *mention.Web) []string {
	cs := newReader(w).clauses(nil)
	slices.SortStableFunc(cs, func(a, b coded) int { return a.depth - b.depth })
	var out []string
	for _, c := range cs {
		if !slices.Contains(out, c.Plover) {
			out = append(out, c.Plover)
		}
	}
	return out
}

// clauses codes the verbs of the document.
func (r *reader) clauses(at *encounter.Ground) []coded {
	var out []coded
	for v := range r.t.Tokens {
		if u := r.t.Tokens[v].UPOS; u != "VERB" && u != "ADJ" {
			continue
		}
		m := r.match(v)
		if m == nil {
			m = r.duty(v)
		}
		if m == nil || m.typ == "-" || r.content(v) {
			continue
		}
		if e, ok := r.code(m, at); ok {
			out = append(out, e)
		}
	}
	return out
}

// duty is the match of a verb that the lexicon has no row for, where a party says that
// another must do it; nil for others.
func (r *reader) duty(v int) *match {
	t := r.t
	k := t.Kid(v, "nsubj")
	if k < 0 || !t.Is(v, "ccomp", "root") {
		return nil
	}
	for _, x := range t.Kids[v] {
		if w := t.Low[x]; t.Is(x, "aux") && (w == "must" || w == "should") {
			c := clauseOf(t, v)
			if a, b := r.side(k), r.speaker(v); a.known && b.known && len(without(a.actors, b.actors)) > 0 {
				y := lex.compose[[2]string{"REQUEST", r.about("REQUEST", c)}]
				m := &match{c: c, typ: "REQUEST", mode: y.mode, cameo: "100", inner: -1}
				if y.cameo != "" {
					m.cameo = y.cameo
				}
				return m
			}
		}
	}
	return nil
}

// code makes the event of a match; false where nobody is told to have done it or borne it.
func (r *reader) code(m *match, at *encounter.Ground) (coded, bool) {
	v := m.c.v
	s := r.stateOf(v)
	typ, mode, cameo, marks := settle(m, s, s.must && r.said(v))
	if typ == "" {
		return coded{}, false
	}
	actors, recipients := r.roles(m, typ, s)
	if len(actors.actors) == 0 && !recipients.known && r.t.Is(v, "acl") && !r.t.Is(v, "acl:relcl") {
		return coded{}, false // "the number of people killed"
	}
	if !told(m, typ, marks, actors, recipients) {
		return coded{}, false
	}
	start, end := r.t.SentenceBytes(r.t.Sent[v])
	if strings.HasSuffix(strings.TrimRight(r.t.Text[start:end], "\"”’ "), "?") {
		return coded{}, false
	}
	e := coded{verb: v, Event: record.Event{Plover: typ, Mode: mode, Cameo: cameo, Actors: merge(nil, actors.actors),
		Recipients: merge(nil, recipients.actors), Marks: marks, Evidence: record.Cut(r.t.Text, start, end)}}
	for h := v; h >= 0 && e.depth < 50; h = r.t.Tokens[h].Head {
		e.depth++
	}
	if at != nil {
		e.Date = r.date(v, at)
		e.Place = r.place(v, at)
	}
	return e, true
}

// told tells whether enough is told of who did it: of an act of violence, or in the passive,
// whom it befell is enough, of a meeting two sides are asked for.
func told(m *match, typ string, marks []string, actors, recipients side) bool {
	n := len(actors.actors) + len(recipients.actors)
	switch {
	case len(actors.actors) == 0 && (slices.Contains(marks, hypothetical) || !m.c.passive && typ != "ASSAULT" || verbal(typ) && typ != "ACCUSE"):
		return false
	case typ == "AID" || typ == "SANCTION" && m.cameo != "164" && m.cameo != "165" || m.loose || m.cameo == "051":
		return len(recipients.actors) > 0
	case typ == "CONSULT" && m.mode == "" || typ == "COOPERATE":
		return n > 1 || n == 1 && !actors.known
	}
	return n > 0
}

// date is the day that the sentence gives for verb v, or nil.
func (r *reader) date(v int, at *encounter.Ground) *string {
	x := at.Times.At(r.t.Tokens[v].Start)
	if x == nil || x.EDTF == "" {
		return nil
	}
	start, end := r.t.SentenceBytes(r.t.Sent[v])
	if x.Start < start || x.End > end {
		return nil
	}
	if !r.hangs(x.Start, x.End, v) {
		return nil
	}
	d := x.EDTF
	if x.Until != "" {
		d += "/" + x.Until
	}
	return &d
}

// hangs tells whether the date of bytes [b, e) hangs on verb v, or on a verb that v is joined
// to or completes, without another clause between.
func (r *reader) hangs(b, e, v int) bool {
	t := r.t
	k := t.At(b)
	if k >= len(t.Tokens) {
		return false
	}
	for steps := 0; steps < 8; steps++ { // to the head of the date itself
		h := t.Tokens[k].Head
		if h < 0 || t.Tokens[h].Start < b || t.Tokens[h].End > e {
			break
		}
		k = h
	}
	if t.Is(k, "compound", "nummod", "amod") {
		return false // "the 2015 accord"
	}
	for steps := 0; steps < 30 && k >= 0; steps++ {
		if u := t.Tokens[k].UPOS; u == "VERB" || u == "ADJ" && t.Kid(k, "nsubj") >= 0 {
			break
		}
		k = t.Tokens[k].Head
	}
	for steps := 0; steps < 6 && v >= 0; steps++ {
		if k == v {
			return true
		}
		if !t.Is(v, "conj", "xcomp") {
			return false
		}
		v = t.Tokens[v].Head
	}
	return false
}

// place is where the clause of v says it was: a place joined to the verb with "in", "at",
// "near" or "outside".
func (r *reader) place(v int, at *encounter.Ground) *string {
	for _, k := range r.t.Kids[v] {
		if !r.t.Is(k, "obl") || !kidIs(r.t, k, "in") && !kidIs(r.t, k, "at") && !kidIs(r.t, k, "near") && !kidIs(r.t, k, "outside") {
			continue
		}
		if p := at.Places.At(k); p != nil {
			name := p.Name
			return &name
		}
	}
	return nil
}

// same tells whether two events of a story are one fact: alike in type, people and marks,
// at odds neither in mode nor in date.
func (r *reader) same(a, b *record.Event) bool {
	if a.Plover != b.Plover || !agree(a.Mode, b.Mode) || a.Date != nil && b.Date != nil && *a.Date != *b.Date {
		return false
	}
	if !slices.Equal(marksBut(a.Marks), marksBut(b.Marks)) {
		return false
	}
	if !r.within(a.Actors, b.Actors) {
		return false
	}
	// One party's demands that differ in what they are about are several; the code tells it
	// where it is more than the root of its type.
	if verbal(a.Plover) && a.Evidence != b.Evidence {
		open := len(a.Recipients) == 0 || len(b.Recipients) == 0
		if a.Cameo != b.Cameo || open && strings.HasSuffix(a.Cameo, "0") {
			return false
		}
		return open || r.within(a.Recipients, b.Recipients)
	}
	return r.within(a.Recipients, b.Recipients)
}

func agree(a, b string) bool { return a == b || a == "" || b == "" }

// within tells whether one list holds the other, a person taken for the party they act for, the empty one only itself in full.
func (r *reader) within(a, b []record.Actor) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y record.Actor) bool { return r.side1(x) == r.side1(y) }) {
			return false
		}
	}
	return true
}

// side1 is the party that an actor acts for, the actor themself where none is known.
func (r *reader) side1(a record.Actor) record.Actor {
	if k := r.w.PersonByID(a.ID); k >= 0 {
		if p := r.w.ForPerson(k); p != nil {
			return *p
		}
	}
	return a
}

// marksBut leaves out "historical", which follows from the date alone.
func marksBut(marks []string) []string {
	return slices.DeleteFunc(slices.Clone(marks), func(m string) bool { return m == historical })
}

// complete adds to an event what another telling of it knows.
func (r *reader) complete(e, more *record.Event) {
	if e.Date == nil {
		e.Date = more.Date
	}
	if e.Place == nil {
		e.Place = more.Place
	}
	if e.Mode == "" {
		e.Mode, e.Cameo = more.Mode, more.Cameo
	}
	e.Actors = r.join(e.Actors, more.Actors)
	e.Recipients = without(r.join(e.Recipients, more.Recipients), e.Actors)
	if slices.Contains(more.Marks, historical) && !slices.Contains(e.Marks, historical) {
		e.Marks = append([]string{historical}, e.Marks...)
	}
}

// join adds to a list the actors of another whose party it does not hold yet.
func (r *reader) join(a, b []record.Actor) []record.Actor {
	for _, x := range b {
		if !slices.ContainsFunc(a, func(y record.Actor) bool { return r.side1(x) == r.side1(y) }) {
			a = append(a, x)
		}
	}
	return a
}

// age marks what lies long before the day of publication: in an earlier month than the one
// before it.
func age(e *record.Event, published string) {
	if e.Date == nil || len(published) < 7 || slices.Contains(e.Marks, historical) {
		return
	}
	d := *e.Date
	if k := strings.LastIndexByte(d, '/'); k >= 0 {
		d = d[k+1:]
	}
	if months(d) != 0 && months(published)-months(d) > 1 {
		e.Marks = append([]string{historical}, e.Marks...)
	}
}

// months counts the months up to the end of an EDTF date; 0 where it has no year.
func months(d string) int {
	if len(d) < 4 {
		return 0
	}
	y, m := 0, 12
	for _, c := range d[:4] {
		if c < '0' || c > '9' {
			return 0
		}
		y = y*10 + int(c-'0')
	}
	if len(d) >= 7 && d[4] == '-' && d[5] >= '0' && d[5] <= '1' && d[6] >= '0' && d[6] <= '9' {
		m = int(d[5]-'0')*10 + int(d[6]-'0')
	}
	return y*12 + m
}
