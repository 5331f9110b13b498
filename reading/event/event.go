// Package event codes what happened by the PLOVER ontology, with the CAMEO root beside it:
// from the encounters of a record and from the clauses whose verb knowledge/words lists.
// One event has all its actors and recipients; historical, future, hypothetical and negated
// ones are marked.
package event

import (
	"slices"
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/record"
)

// rule is a row of events.tsv.
type rule struct {
	with                map[string]bool
	plover, mode, cameo string
}

var rules = func() map[string][]rule {
	out := map[string][]rule{}
	for _, r := range words.Table("events.tsv", 6) {
		x := rule{plover: r[2], mode: r[3], cameo: r[4]}
		if r[1] != "" {
			x.with = map[string]bool{}
			for _, w := range strings.Fields(r[1]) {
				x.with[w] = true
			}
		}
		for _, f := range words.Forms(r[0], r[5]) {
			out[f] = append(out[f], x)
		}
	}
	return out
}()

// Marks of an event.
const (
	Historical   = "historical"
	Future       = "future"
	Hypothetical = "hypothetical"
	Negated      = "negated"
)

// Read returns the events of a story: those of the encounters first, then those of the
// clauses in the order of the text. A sentence that reports an encounter gives no second
// consultation.
func Read(w *mention.Web, times *when.Web, published string, encounters []record.Encounter) []record.Event {
	out := fromEncounters(encounters, published)
	told := map[int]bool{}
	for _, e := range encounters {
		for _, s := range e.Evidence {
			told[s.Start] = true
		}
	}
	for i := range w.T.Tokens {
		e, ok := Code(w, i)
		if !ok {
			continue
		}
		if start, _ := w.T.SentenceBytes(w.T.Sent[i]); told[start] && e.Plover == "CONSULT" {
			continue
		}
		if len(e.Actors)+len(e.Recipients) == 0 {
			continue
		}
		if x := times.At(w.T.Tokens[i].Start); x != nil && x.Start >= e.Evidence.Start && x.End <= e.Evidence.End && x.EDTF != "" {
			d := x.Interval()
			e.Date = &d
			if len(published) >= 4 && x.EDTF[:min(4, len(x.EDTF))] < published[:4] {
				e.Marks = append(e.Marks, Historical)
			}
		}
		out = append(out, e)
	}
	return out
}

// fromEncounters codes meetings as consultations, planned ones as agreements to consult,
// refused and cancelled ones as rejections.
func fromEncounters(encounters []record.Encounter, published string) []record.Event {
	var out []record.Event
	for _, e := range encounters {
		x := record.Event{Plover: "CONSULT", Cameo: "04", Actors: e.Parties, Recipients: []record.Actor{}, Date: e.Date}
		if x.Actors == nil {
			x.Actors = []record.Actor{}
		}
		switch e.Kind {
		case record.Visit:
			x.Mode, x.Cameo = "visit", "042"
			if e.Host != nil {
				x.Recipients = append(x.Recipients, *e.Host)
			}
		case record.Call:
			x.Mode, x.Cameo = "phone", "041"
		case record.Signing:
			x.Plover, x.Cameo = "SUPPORT", "057"
		case record.Talks:
			x.Cameo = "046"
		}
		if len(e.Mediators) > 0 {
			x.Mode = "third-party"
		} else if len(e.Parties) > 2 && x.Mode == "" {
			x.Mode = "multilateral"
		}
		switch e.Status {
		case record.Scheduled:
			x.Plover, x.Mode, x.Cameo, x.Marks = "AGREE", "", "036", []string{Future}
		case record.Proposed:
			x.Plover, x.Mode, x.Cameo, x.Marks = "REQUEST", "meet", "104", []string{Hypothetical}
		case record.Cancelled, record.Refused:
			x.Plover, x.Mode, x.Cameo = "REJECT", "meet", "125"
		case record.Denied:
			x.Marks = []string{Negated}
		}
		if e.Place != nil {
			s := e.Place.Name
			x.Place = &s
		}
		if len(e.Evidence) > 0 {
			x.Evidence = e.Evidence[0]
		}
		if e.Date != nil && len(published) >= 4 && len(*e.Date) >= 4 && (*e.Date)[:4] < published[:4] {
			x.Marks = append(x.Marks, Historical)
		}
		out = append(out, x)
	}
	return out
}

// Code codes the clause of verb i, if its verb is listed.
func Code(w *mention.Web, i int) (record.Event, bool) {
	t := w.T
	if t.Tokens[i].UPOS != "VERB" {
		return record.Event{}, false
	}
	r := match(t, i)
	if r == nil {
		return record.Event{}, false
	}
	start, end := t.SentenceBytes(t.Sent[i])
	e := record.Event{Plover: r.plover, Mode: r.mode, Cameo: r.cameo, Actors: []record.Actor{}, Recipients: []record.Actor{},
		Evidence: record.Cut(t.Text, start, end)}
	e.Marks = marks(t, i)
	turn(&e)
	e.Actors = parties(w, agents(w, i))
	for _, k := range t.Kids[i] {
		if k > i && t.Is(k, "obj", "obl", "iobj", "xcomp", "ccomp") || t.Is(k, "nsubj:pass") {
			for _, a := range within(w, k) {
				if !slices.Contains(e.Actors, a) && !slices.Contains(e.Recipients, a) {
					e.Recipients = append(e.Recipients, a)
				}
			}
		}
	}
	return e, true
}

// match finds the row for verb i: one whose words stand in what the verb governs, or else
// one without.
func match(t *tree.Tree, i int) *rule {
	rs := rules[t.Low[i]]
	first, last := t.Span(i)
	first = max(first, i-12)
	last = min(last, i+14)
	for k := range rs {
		r := &rs[k]
		if r.with == nil {
			return r
		}
		for j := first; j < last; j++ {
			if j != i && r.with[t.Low[j]] {
				return r
			}
		}
	}
	return nil
}

// marks tells whether the clause of verb i lies ahead, is only possible, or denied.
func marks(t *tree.Tree, i int) []string {
	var out []string
	add := func(m string) {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	v := i
	for steps := 0; steps < 2 && v >= 0; steps++ {
		for _, k := range t.Kids[v] {
			switch w := t.Low[k]; {
			case !t.Is(k, "aux", "advmod", "mark"):
			case w == "will" || w == "'ll" || w == "shall":
				add(Future)
			case w == "would" || w == "may" || w == "might" || w == "could" || w == "if" || w == "should" || w == "unless":
				add(Hypothetical)
			case w == "not" || w == "n't" || w == "never":
				add(Negated)
			}
		}
		if !t.Is(v, "xcomp") {
			break
		}
		v = t.Tokens[v].Head
		if v >= 0 {
			switch t.Low[v] {
			case "plans", "plan", "planned", "plans'", "intends", "expects", "expected", "going", "set", "due":
				add(Future)
			}
		}
	}
	return out
}

// turn codes what lies ahead as a promise or a threat.
func turn(e *record.Event) {
	if !slices.Contains(e.Marks, Future) {
		return
	}
	switch e.Plover {
	case "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT":
		e.Plover, e.Mode, e.Cameo = "AGREE", "", "03"
	case "SANCTION", "COERCE", "ASSAULT", "MOBILIZE":
		e.Plover, e.Mode, e.Cameo = "THREATEN", "", "13"
	}
}

// agents are the parties that do what verb i tells.
func agents(w *mention.Web, i int) mention.Who {
	a, b, h := w.Agent(i)
	if a >= b {
		return mention.Who{Person: -1}
	}
	return w.Resolve(a, b, h)
}

// parties are the sides that someone stands for.
func parties(w *mention.Web, x mention.Who) []record.Actor {
	out := []record.Actor{}
	add := func(a *record.Actor) {
		if a != nil && a.ID != "" && !slices.Contains(out, *a) {
			out = append(out, *a)
		}
	}
	for _, a := range x.Actors {
		if k := w.PersonByID(a.ID); k >= 0 {
			add(w.ForPerson(k))
		} else if x.Known {
			add(w.Side(a))
		}
	}
	if len(out) == 0 {
		add(x.For)
	}
	return out
}

// within are the parties named in the phrase of token k.
func within(w *mention.Web, k int) []record.Actor {
	var out []record.Actor
	first, last := w.T.Span(k)
	for i := first; i < last; i++ {
		if m := w.PartyAt(i); m != nil && m.First == i && m.Code != "" && m.How != knowledge.ByCapital {
			if a := w.OfParty(m).For; a != nil && a.ID != "" {
				out = append(out, *a)
			}
		}
		if m := w.PersonAt(i); m != nil && m.First == i {
			if a := w.ForPerson(m.Person); a != nil && a.ID != "" {
				out = append(out, *a)
			}
		}
	}
	return out
}
