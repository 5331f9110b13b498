package event

import (
	"rapporteur/knowledge"
	"rapporteur/reading/encounter"
	"rapporteur/record"
)

// derived codes the encounters, positions and instruments of a record.
func (r *reader) derived(rec *record.Record, at *encounter.Ground) []coded {
	var out []coded
	for i := range rec.Encounters {
		if e, ok := r.ofEncounter(&rec.Encounters[i], at); ok {
			out = append(out, coded{Event: e, verb: -1})
		}
	}
	for i := range rec.Positions {
		p := &rec.Positions[i]
		if e, ok := ofPosition(p); ok && r.worded(p) && !r.better(p, e.Plover) && !meeting(rec, &e) {
			out = append(out, coded{Event: e, verb: -1})
		}
	}
	for i := range rec.Instruments {
		if e, ok := ofInstrument(&rec.Instruments[i]); ok && !r.coded(e.Evidence, e.Plover, nil) {
			out = append(out, coded{Event: e, verb: -1})
		}
	}
	return out
}

// ofEncounter codes an encounter by its kind and status. Its actors are the parties, and the
// people who act for none of them.
func (r *reader) ofEncounter(x *record.Encounter, at *encounter.Ground) (record.Event, bool) {
	e := record.Event{Actors: r.join(merge(nil, x.Parties), x.Participants), Recipients: []record.Actor{}, Date: x.Date}
	if len(e.Actors) == 0 || len(x.Evidence) == 0 {
		return e, false
	}
	e.Evidence = x.Evidence[0]
	if x.Place != nil {
		name := x.Place.Name
		e.Place = &name
	}
	consult(&e, x, host(x, at))
	if len(e.Actors)+len(e.Recipients) < 2 && (x.Kind != record.Visit || x.Place == nil) {
		return e, false
	}
	switch x.Status {
	case record.Held, record.Ongoing:
	case record.Scheduled:
		e.Plover, e.Mode, e.Cameo, e.Marks = "AGREE", "", "036", []string{future}
	case record.Proposed:
		e.Marks = []string{hypothetical}
	case record.Denied:
		e.Marks = []string{negated}
	case record.Cancelled, record.Refused:
		e.Plover, e.Mode, e.Cameo = "REJECT", "meet", "125"
	default:
		return e, false
	}
	return e, true
}

// consult sets type, mode and code of an encounter that takes place, and tells guest from host.
func consult(e *record.Event, x *record.Encounter, host *record.Actor) {
	e.Plover = "CONSULT"
	switch {
	case x.Kind == record.Signing:
		e.Plover, e.Cameo = "SUPPORT", "057"
	case x.Kind == record.Call:
		e.Mode, e.Cameo = "phone", "041"
	case x.Kind == record.Visit:
		e.Mode, e.Cameo = "visit", "042"
		if host != nil {
			if guests := without(e.Actors, []record.Actor{*host}); len(guests) > 0 {
				e.Actors, e.Recipients = guests, []record.Actor{*host}
			}
		}
	case len(x.Mediators) > 0:
		e.Mode, e.Cameo = "third-party", "045"
	case x.Kind == record.Summit && len(e.Actors) > 2 || len(e.Actors) > 3:
		e.Mode, e.Cameo = "multilateral", "040"
	case x.Kind == record.Talks:
		e.Cameo = "046"
	default:
		e.Cameo = "040"
	}
}

// host is the party that receives a visit: the one that the encounter names, else the state
// in which its place lies.
func host(x *record.Encounter, at *encounter.Ground) *record.Actor {
	if x.Host != nil || x.Place == nil {
		return x.Host
	}
	if p, ok := at.Places.Locate(x.Place.Name); ok && p.Country != "" {
		if s := knowledge.PartyByCode(p.Country); s != nil {
			return &record.Actor{ID: s.Code, Name: s.Name}
		}
	}
	return nil
}

// stances map what a party wants to the type, and issues to what it is about.
var stances = map[string][2]string{
	"demands": {"REQUEST", "100"}, "rejects": {"REJECT", "120"}, "offers": {"AGREE", "030"},
	"accepts": {"AGREE", "030"}, "commits": {"AGREE", "030"}, "threatens": {"THREATEN", "130"},
}

var issues = map[string]string{
	"ceasefire": "yield", "prisoners": "yield", "troops": "yield", "territory": "yield", "nuclear": "yield", "humanitarian": "aid",
	"arms": "aid", "security_guarantees": "aid", "recognition": "support", "trade": "cooperate", "energy": "cooperate",
	"governance": "reform", "human_rights": "reform", "talks_format": "meet", "sanctions": "sanction",
}

// worded tells whether the evidence of a position has a word of its stance that is told as
// a fact. A stance that is only read between the lines is no act to code.
func (r *reader) worded(p *record.Position) bool {
	t := r.t
	for i := t.At(p.Evidence.Start); i < len(t.Tokens) && t.Tokens[i].Start < p.Evidence.End; i++ {
		if lex.stances[t.Low[i]] != p.Stance {
			continue
		}
		if m := r.match(i); m != nil && m.typ == "-" {
			continue
		}
		if s := r.stateOf(i); t.Tokens[i].UPOS != "VERB" || !s.hypothetical && !s.negated && !s.skip {
			return true
		}
	}
	return false
}

func ofPosition(p *record.Position) (record.Event, bool) {
	s, ok := stances[p.Stance]
	if !ok || p.Party.Name == "" {
		return record.Event{}, false
	}
	e := record.Event{Plover: s[0], Cameo: s[1], Actors: []record.Actor{p.Party}, Recipients: []record.Actor{}, Evidence: p.Evidence}
	x, ok := lex.compose[[2]string{s[0], issues[p.Issue]}]
	if ok {
		e.Mode, e.Cameo = x.mode, x.cameo
	}
	return e, ok // the root alone says no more than the position itself
}

// ofInstrument codes a text that was signed, accepted or rejected.
func ofInstrument(x *record.Instrument) (record.Event, bool) {
	e := record.Event{Actors: merge(nil, x.By), Recipients: []record.Actor{}, Evidence: x.Evidence}
	if len(x.By) == 0 || x.Kind == "letter" || x.Kind == "statement" || x.Kind == "sanctions" {
		return e, false
	}
	switch x.Status {
	case "signed":
		e.Plover, e.Cameo = "SUPPORT", "057"
	default:
		return e, false
	}
	return e, true
}

// better tells whether a clause of the position's content or cue is coded with the same
// type: it knows recipients and date besides.
func (r *reader) better(p *record.Position, typ string) bool {
	return r.coded(p.Evidence, typ, &p.Content)
}

// coded tells whether a verb in the evidence is coded with the type; where content is given,
// one that governs or opens it.
func (r *reader) coded(evidence record.Span, typ string, content *record.Span) bool {
	t := r.t
	for v := t.At(evidence.Start); v < len(t.Tokens) && t.Tokens[v].Start < evidence.End; v++ {
		m := r.match(v)
		if m == nil || m.typ == "-" || r.content(v) {
			continue
		}
		if content != nil {
			first, last := t.Span(v)
			if t.Tokens[last-1].End <= content.Start || t.Tokens[first].Start >= content.End {
				continue
			}
		}
		s := r.stateOf(v)
		if x, _, _, _ := settle(m, s, s.must && r.said(v)); x == typ {
			if a, b := r.roles(m, x, s); len(a.actors)+len(b.actors) > 0 {
				return true
			}
		}
	}
	return false
}

// meeting tells whether an event tells of a meeting in a sentence that is evidence of an
// encounter of the record.
func meeting(rec *record.Record, e *record.Event) bool {
	signs := e.Cameo == "057"
	if !signs && e.Plover != "CONSULT" && (e.Mode != "meet" || e.Plover == "REQUEST") && e.Cameo != "036" {
		return false
	}
	for i := range rec.Encounters {
		x := &rec.Encounters[i]
		if signs && x.Kind != record.Signing {
			continue
		}
		for _, s := range x.Evidence {
			if s.Overlaps(e.Evidence) {
				return true
			}
		}
	}
	return false
}

// covered tells whether an event of a clause is told by another layer already: a meeting in
// a sentence that is evidence of an encounter, a stance whose position stands.
func (r *reader) covered(told []coded, rec *record.Record, c *coded) bool {
	if meeting(rec, &c.Event) {
		return true
	}
	for i := range told {
		if told[i].Plover == c.Plover && told[i].Evidence.Overlaps(c.Evidence) && r.within(told[i].Actors, c.Actors) {
			return true
		}
	}
	return false
}
