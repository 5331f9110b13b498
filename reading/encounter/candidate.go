package encounter

import (
	"rapporteur/knowledge"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

// Candidate is one word that may report an encounter, with what stands around it.
type Candidate struct {
	Tok      int // the trigger
	Sent     int
	Kind     string
	Status   string
	belief   []int          // in each status: a thousand times the logarithm of its probability
	People   []int          // indexes into the web's people
	Parties  []record.Actor // states and organisations, organs as their state
	trigger  trigger
	ground   *Ground
	nextYear bool // the sentence names no year: a date behind may lie ahead
	tied     bool // the people and parties hang on the trigger in the tree

	when                         string // before, on or after the day of publication; empty if unknown
	says                         string // what grammar says of the status
	ago                          string // how long before publication its first day lies, roughly; empty if unknown
	date, duration, place, venue string
	dateCost, placeCost          int
	ordinal                      *record.Ordinal
}

// Date is the day or days of the candidate as EDTF, empty where its sentence gives none.
func (c *Candidate) Date() string { return c.date }

// Ground is what the story tells of time and place, and the day of its publication.
type Ground struct {
	Times     *when.Web
	Parties   *party.Web
	Places    *where.Web
	Published string // EDTF, empty if unknown
}

// Candidates finds the words of meeting in a document.
func Candidates(w *mention.Web, at *Ground) []*Candidate {
	t := w.T
	var out []*Candidate
	for i := range t.Tokens {
		for _, x := range triggers[t.Low[i]] {
			if !fits(t, i, x) {
				continue
			}
			c := &Candidate{Tok: i, Sent: t.Sent[i], Kind: x.kind, trigger: x}
			c.gather(w, at)
			if c.needs(w) {
				c.fields(w, at)
				c.when, c.ago = against(c.date, at.Published), ago(c.date, at.Published)
				c.says = c.speaks(t)
				out = append(out, c)
			}
			break
		}
	}
	return out
}

// fits tells whether the token has the part of speech of the trigger.
func fits(t *tree.Tree, i int, x trigger) bool {
	switch t.Tokens[i].UPOS {
	case "":
		return true
	case "VERB", "AUX":
		return x.verb
	case "NOUN", "PROPN":
		return !x.verb
	}
	return false
}

// needs tells whether what the trigger needs stands beside it.
func (c *Candidate) needs(w *mention.Web) bool {
	t := w.T
	switch c.trigger.needs {
	case "":
		return true
	case "phone":
		return near(t, c.Tok, "phone", "telephone", "video", "conference", "phoned", "call", "conversation")
	case "one":
		return c.rings(w)
	case "with":
		return follows(t, c.Tok, "with", "between", "alongside") && len(c.People)+len(c.Parties) > 0
	case "to":
		return len(c.People) > 0 && (c.trigger.base == "visit" || c.trigger.base == "tour" || follows(t, c.Tok, "to", "in", "for", "from"))
	}
	return len(c.People)+len(c.Parties) > 0
}

// rings tells whether a verb of calling has somebody as its object, and neither calls for
// something nor calls somebody something.
func (c *Candidate) rings(w *mention.Web) bool {
	t := w.T
	k := t.Kid(c.Tok, "obj")
	if k < 0 || w.PersonAt(k) == nil && w.PartyAt(k) == nil || t.Kid(c.Tok, "xcomp", "ccomp", "compound:prt") >= 0 {
		return false
	}
	for _, o := range t.Kids[c.Tok] {
		if x := t.Kid(o, "case", "mark"); t.Is(o, "obl") && x >= 0 && t.Low[x] == "for" {
			return false
		}
	}
	return true
}

// near tells whether one of the words stands within three tokens of i.
func near(t *tree.Tree, i int, words ...string) bool {
	s := t.Sentences[t.Sent[i]]
	for k := max(s.First, i-3); k < min(s.Last, i+4); k++ {
		if k == i {
			continue
		}
		for _, w := range words {
			if t.Low[k] == w {
				return true
			}
		}
	}
	return false
}

// follows tells whether one of the words hangs on token i, or stands behind it within a
// few tokens where there is no tree.
func follows(t *tree.Tree, i int, words ...string) bool {
	s := t.Sentences[t.Sent[i]]
	for k := i + 1; k < min(s.Last, i+10); k++ {
		for _, w := range words {
			if t.Low[k] == w {
				return true
			}
		}
	}
	return false
}

// gather collects the people and parties that take part: those that hang on the trigger or
// on the verb that governs it, or else all of the sentence.
func (c *Candidate) gather(w *mention.Web, at *Ground) {
	c.ground = at
	t := w.T
	if t.Parsed(c.Tok) {
		for _, h := range args(t, c.Tok) {
			if t.Is(h, "compound", "amod", "nmod:poss") {
				c.within(w, h)
			}
			c.phrase(w, h)
		}
		c.tied = len(c.People)+len(c.Parties) > 0
	}
	if !c.tied {
		s := t.Sentences[c.Sent]
		for i := s.First; i < s.Last; i++ {
			if m := w.PersonAt(i); m != nil && m.First == i {
				c.person(w, m.Person)
			}
			if m := w.PartyAt(i); m != nil && m.First == i && m.How != knowledge.ByPerson && !c.isPlace(i) {
				c.party(w.OfParty(m).For)
			}
		}
	}
}

func (c *Candidate) person(w *mention.Web, k int) {
	for _, x := range c.People {
		if x == k {
			return
		}
	}
	c.People = append(c.People, k)
	c.party(w.ForPerson(k))
}

func (c *Candidate) party(a *record.Actor) {
	if a == nil || a.Name == "" {
		return
	}
	for _, x := range c.Parties {
		if x.Name == a.Name {
			return
		}
	}
	c.Parties = append(c.Parties, *a)
}

// isPlace tells whether token i names a city where something happens: no party for its
// country's sake ("a meeting in Vienna"). A country where something happens mostly takes part.
func (c *Candidate) isPlace(i int) bool {
	m := c.ground.Parties.At(i)
	return m != nil && m.Use == party.AsPlace && (m.How == knowledge.ByCapital || m.How == knowledge.BySeat) && c.trigger.kind != record.Visit
}

// phrase adds those whom the noun phrase with head h stands for.
func (c *Candidate) phrase(w *mention.Web, h int) {
	if c.isPlace(h) {
		return
	}
	first, last := w.T.Span(h)
	x := w.Resolve(first, last, h)
	for _, a := range x.Actors {
		c.actor(w, a)
	}
	if !x.Known {
		c.party(x.For)
	}
	// Long lists are where trees go wrong: whoever is named in the phrase outside its clauses
	// and possessors takes part.
	t := w.T
	for i := first; i < last; i++ {
		if m := w.PersonAt(i); m != nil && m.First == i && listed(t, i, h) {
			c.person(w, m.Person)
		}
	}
}

// listed tells whether token i belongs to the phrase of token h without a clause or a
// possessor between them.
func listed(t *tree.Tree, i, h int) bool {
	for steps := 0; i >= 0 && i != h && steps < 12; steps++ {
		if t.Is(i, "acl", "advcl", "nmod:poss", "ccomp", "parataxis") {
			return false
		}
		i = t.Tokens[i].Head
	}
	return i == h
}

// within adds the parties named in what qualifies the trigger: "the Iran-Oman talks".
func (c *Candidate) within(w *mention.Web, h int) {
	first, last := w.T.Span(h)
	for i := first; i < last; i++ {
		if m := w.PartyAt(i); m != nil && m.First == i && !c.isPlace(i) {
			c.party(w.OfParty(m).For)
		}
	}
}

func (c *Candidate) actor(w *mention.Web, a record.Actor) {
	if a.ID == "" {
		return
	}
	for k, p := range w.People.List {
		if p.ID == a.ID {
			c.person(w, k)
			return
		}
	}
	if p := knowledge.PartyByCode(a.ID); p != nil {
		if s := knowledge.StateOf(p.Code); s != "" {
			p = knowledge.PartyByCode(s)
		}
		c.party(&record.Actor{ID: p.Code, Name: p.Name})
	}
}

// args returns the heads of the noun phrases that may name who takes part in the encounter
// that token i reports.
func args(t *tree.Tree, i int) []int {
	var out []int
	add := func(k int) {
		out = append(out, k)
	}
	with := func(k int) bool {
		c := t.Kid(k, "case")
		return c >= 0 && (t.Low[c] == "with" || t.Low[c] == "between" || t.Low[c] == "by" || t.Low[c] == "among" || t.Low[c] == "alongside" || t.Low[c] == "to" || t.Low[c] == "from")
	}
	for _, k := range t.Kids[i] {
		switch {
		case t.Is(k, "nsubj", "obj", "iobj", "nmod:poss", "compound", "amod"):
			add(k)
		case t.Is(k, "nmod", "obl") && (with(k) || t.Kid(k, "case") >= 0 && t.Low[t.Kid(k, "case")] == "of"):
			add(k)
		}
	}
	if t.Tokens[i].UPOS == "VERB" {
		if len(subjects(t, i)) == 0 {
			out = append(out, upSubjects(t, i)...)
		}
		return out
	}
	// A noun: whoever holds, attends, hosts it, or does something at it.
	v := t.Tokens[i].Head
	for steps := 0; v >= 0 && steps < 3 && t.Tokens[v].UPOS != "VERB"; steps++ {
		v = t.Tokens[v].Head
	}
	if v < 0 || t.Tokens[v].UPOS != "VERB" {
		return out
	}
	if !t.Is(i, "nsubj") {
		out = append(out, subjects(t, v)...)
		if len(subjects(t, v)) == 0 {
			out = append(out, upSubjects(t, v)...)
		}
	}
	for _, k := range t.Kids[v] {
		if t.Is(k, "obl") && with(k) {
			add(k)
		}
	}
	return out
}

func subjects(t *tree.Tree, v int) []int {
	var out []int
	for _, k := range t.Kids[v] {
		if t.Is(k, "nsubj") && t.Low[k] != "which" && t.Low[k] != "that" && t.Low[k] != "who" {
			out = append(out, k)
		}
	}
	return out
}

// upSubjects are the subjects of the verb that governs v: "he agreed to meet", "Vance, who
// is visiting Oslo".
func upSubjects(t *tree.Tree, v int) []int {
	for steps := 0; steps < 3; steps++ {
		h := t.Tokens[v].Head
		if h < 0 {
			return nil
		}
		if t.Is(v, "acl") {
			return []int{h}
		}
		if !t.Is(v, "xcomp", "advcl", "conj", "ccomp") {
			return nil
		}
		if s := subjects(t, h); len(s) > 0 {
			return s
		}
		v = h
	}
	return nil
}
