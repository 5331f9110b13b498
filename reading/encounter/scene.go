package encounter

import (
	"slices"
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

// Choice is a value that a field of an encounter may have by the story, with what speaks
// for it and against; the empty value is that the story doesn't tell.
type Choice struct {
	Value string // EDTF, or the name of a place
	X     weigh.Features
	own   bool // told in a sentence that reports the encounter
}

// choose takes the choice that the model holds likeliest; tilt is how far another must lead
// before the field is left empty for it.
func choose(m *weigh.Model, list []Choice, tilt float64) string {
	best, top := "", -1e9
	for _, c := range list {
		s := m.Margin(c.X)
		if c.Value == "" {
			s -= tilt
		}
		if s > top {
			best, top = c.Value, s
		}
	}
	return best
}

// scene is a story's encounters with the times that it tells, for choosing among them.
type scene struct {
	w      *mention.Web
	t      *tree.Tree
	at     *Ground
	list   []moment
	groups []*group

	capitals []party.Mention
	bySent   map[int][]*group            // the encounters that a sentence tells
	byTok    map[int]*group              // the encounter that a word reports
	settled  map[*group]record.Encounter // date and place, once chosen
}

// index files the encounters by the words that report them; anew after they changed.
func (s *scene) index() {
	s.bySent, s.byTok, s.settled = map[int][]*group{}, map[int]*group{}, map[*group]record.Encounter{}
	for _, g := range s.groups {
		for _, c := range g.cands {
			s.byTok[c.Tok] = g
			if !slices.Contains(s.bySent[c.Sent], g) {
				s.bySent[c.Sent] = append(s.bySent[c.Sent], g)
			}
		}
	}
}

func newScene(w *mention.Web, at *Ground, groups []*group) *scene {
	s := &scene{w: w, t: w.T, at: at, list: moments(w.T, at.Times.In(0, len(w.T.Text))), groups: groups, capitals: capitals(w.T, at)}
	s.index()
	return s
}

// scene finds the encounters of a story.
func (m *Models) scene(w *mention.Web, at *Ground) *scene {
	s := newScene(w, at, m.groups(w, at))
	if m.rejoin(s) {
		s.index()
	}
	return s
}

// Told is an encounter with the dates and places that it may have by the story.
type Told struct {
	record.Encounter
	Dates, Places []Choice
}

// Tell returns what Read does, with the choices that it had: for training.
func Tell(w *mention.Web, at *Ground) []Told { return own.scene(w, at).told() }

// Retell is Tell where it is known which encounter each word reports, if any (a number from
// 0 to n), and each encounter's status.
func Retell(w *mention.Web, at *Ground, of func(*Candidate) (int, string), n int) []Told {
	all := make([]*group, n)
	for _, c := range Candidates(w, at) {
		k, status := of(c)
		if k < 0 {
			continue
		}
		if all[k] == nil {
			all[k] = &group{kind: c.Kind, status: status}
		}
		all[k].add(c)
	}
	return newScene(w, at, slices.DeleteFunc(all, func(g *group) bool { return g == nil })).told()
}

func (s *scene) told() []Told {
	var out []Told
	for _, g := range s.groups {
		e := g.record(s)
		out = append(out, Told{e, s.dates(g, e.Status), s.sites(g, e.Status)})
	}
	return out
}

// settle sets date and place by the classifiers, from all that the story tells of either. Where the tree ties a date to a word that
// reports the encounter, from its sentences alone; a place that it ties is the encounter's.
func (g *group) settle(e *record.Encounter, s *scene) {
	date, cost := g.nearestDate(e.Status)
	set(&e.Date, choose(dating, inside(s.dates(g, e.Status), date != "" && cost <= tiedDate), dateTilt))
	place, cost := g.nearestPlace()
	if place == "" || cost > tiedPlace {
		place = choose(placing, s.sites(g, e.Status), placeTilt)
	}
	if place != "" {
		e.Place = &record.PlaceRef{Name: s.pair(g, place)}
	}
}

// Costs on the way over the tree up to which a date or place belongs to the encounter.
const (
	tiedDate  = 2
	tiedPlace = 4
)

// inside leaves the choices from the sentences of the encounter, where only is set and there are any.
func inside(list []Choice, only bool) []Choice {
	if !only {
		return list
	}
	var out []Choice
	for _, c := range list {
		if c.own {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return list
	}
	return out
}

// sight is where something is named, seen from an encounter.
type sight struct {
	c     *Candidate // the nearest mention of the encounter
	far   int        // sentences from there
	cost  int        // way over the tree, where they share a sentence
	first int        // the token
	mass  int        // how far all in all: what is least is nearest
}

// horizon is how many sentences from an encounter its date and place are looked for, but for the opening of the story, so that long
// texts don't cost the square of their length.
const horizon = 60

// beyond tells whether token i lies too far from the encounter.
func (s *scene) beyond(x sight, i int) bool { return x.far > horizon && s.t.Para[i] > 2 }

// see looks at token i from the mention of the encounter that is nearest to it.
func (s *scene) see(g *group, i int) sight {
	best := sight{mass: 1 << 30}
	for _, c := range g.cands {
		x := sight{c: c, far: c.Sent - s.t.Sent[i], first: i}
		if x.far < 0 {
			x.far = -x.far
		}
		if x.far == 0 {
			x.cost = path(s.t, c.Tok, i)
			x.mass = x.cost
		} else {
			x.mass = 100 * x.far
			if s.t.Para[i] != s.t.Para[c.Tok] {
				x.mass += 50
			}
		}
		if x.mass < best.mass {
			best = x
		}
	}
	return best
}

// sentence adds how the sentence of a thing named belongs to the encounter: how far it is, whether
// it is in its paragraph, who of those who meet is named in it, what other encounter it tells.
func (s *scene) sentence(f *weigh.Features, g *group, x sight) {
	t := s.t
	at := t.Sent[x.first]
	dist := sentences(at - x.c.Sent)
	f.Add("dist", dist)
	f.Add("dist", dist, g.kind)
	f.Flag("title", t.Para[x.first] == 0)
	f.Flag("lead", t.Para[x.first] == 1)
	f.Flag("told in title", t.Para[x.c.Tok] == 0)
	f.Flag("lead of title", t.Para[x.c.Tok] == 0 && t.Para[x.first] == 1)
	if x.far == 0 {
		return
	}
	f.Flag("same paragraph", t.Para[x.first] == t.Para[x.c.Tok])
	shared := s.shared(g, at)
	f.Add("shared", strconv.Itoa(min(shared, 3)))
	f.Add("shared", strconv.Itoa(min(shared, 3)), dist)
	f.Flag("other's", s.others(g, at))
	f.Add("definite", introduced(t, x.c.Tok), dist)
}

// sentences names how many sentences lie between, and on which side.
func sentences(n int) string {
	switch {
	case n > 6:
		return "far after"
	case n > 3:
		return "after"
	case n < -6:
		return "far before"
	case n < -3:
		return "before"
	}
	return strconv.Itoa(n)
}

// shared counts those who meet that a sentence names.
func (s *scene) shared(g *group, sent int) int {
	x := s.t.Sentences[sent]
	n := 0
	for i := x.First; i < x.Last; i++ {
		if m := s.w.PersonAt(i); m != nil && m.First == i && slices.Contains(g.people, m.Person) {
			n++
		}
		if m := s.w.PartyAt(i); m != nil && m.First == i {
			if a := s.w.OfParty(m).For; a != nil && slices.ContainsFunc(g.parties, func(b record.Actor) bool { return a.Name == b.Name }) {
				n++
			}
		}
	}
	return n
}

// others tells whether a sentence tells of another encounter.
func (s *scene) others(g *group, sent int) bool {
	return slices.ContainsFunc(s.bySent[sent], func(o *group) bool { return o != g })
}

// hangs tells on which word of meeting token i hangs in the tree: one of the encounter's own, one of another's, or one that
// reports none, by its kind; empty for none.
func (s *scene) hangs(i int, g *group) string {
	t := s.t
	for steps, h := 0, t.Tokens[i].Head; h >= 0 && steps < 4; steps, h = steps+1, t.Tokens[h].Head {
		if o := s.byTok[h]; o == g {
			return "own"
		} else if o != nil {
			return "other " + o.kind
		}
		for _, x := range triggers[t.Low[h]] {
			if fits(t, h, x) {
				return x.kind
			}
		}
	}
	return ""
}

// introduced tells how the word that reports the encounter is introduced.
func introduced(t *tree.Tree, i int) string {
	if t.Tokens[i].UPOS == "VERB" {
		return "verb"
	}
	if k := t.Kid(i, "det", "nmod:poss"); k >= 0 {
		return t.Low[k]
	}
	return ""
}

// rival tells whether another encounter's word stands nearer to token at than any of g's in the same sentence.
func (s *scene) rival(g *group, at int) bool {
	near := func(g *group) int {
		best := 100
		for _, c := range g.cands {
			if c.Sent == s.t.Sent[at] {
				best = min(best, path(s.t, c.Tok, at))
			}
		}
		return best
	}
	mine := near(g)
	return slices.ContainsFunc(s.bySent[s.t.Sent[at]], func(o *group) bool { return o != g && near(o) < mine })
}

// telling adds what is known of the encounter itself: features of the choice that the story doesn't tell.
func (s *scene) telling(f *weigh.Features, g *group, status string, own, all int) {
	c := g.cands[0]
	f.Add("none")
	f.Add("none", status)
	f.Add("none", status, g.kind)
	f.Add("none", g.kind)
	f.Add("none own", strconv.Itoa(min(own, 2)))
	f.Add("none all", strconv.Itoa(min(all, 4)))
	f.Add("none mentions", strconv.Itoa(min(len(g.cands), 3)))
	f.Add("none para", strconv.Itoa(min(s.t.Para[c.Tok], 3)), phaseOf(status))
	f.Add("none mode", modality(s.t, c.Tok))
	f.Add("none base", c.trigger.base)
	f.Add("none definite", introduced(s.t, c.Tok))
	f.Add("none people", strconv.Itoa(min(len(g.people), 2)), strconv.Itoa(min(len(g.parties), 3)))
}

func set(to **string, s string) {
	if s != "" {
		*to = &s
	}
}
