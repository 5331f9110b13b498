package encounter

import (
	_ "embed"
	"slices"
	"strconv"

	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

//go:embed place.weights
var placeWeights []byte

var placing = weigh.Must(placeWeights)

// placeTilt is dateTilt for places.
const placeTilt = 0.7

// placed is a place that the story names, by the mention that stands nearest to one of the encounter.
type placed struct {
	sight
	*party.Mention
	name  string
	times int
}

// sites are the places that may be the encounter's: those that the story names, and none.
func (s *scene) sites(g *group, status string) []Choice {
	values, own := s.places(g)
	var out []Choice
	near, cost := g.nearestPlace()
	for _, x := range values {
		f := s.siteFeatures(g, x, status)
		f.Add("times", strconv.Itoa(min(x.times, 3)))
		f.Add("own", strconv.Itoa(min(own, 2)), strconv.FormatBool(x.far == 0))
		if x.name == near {
			f.Add("nearest")
			f.Add("nearest", pathClass(cost))
			f.Add("nearest", x.Kind)
		} else {
			f.Add("another is nearest", pathClass(cost))
		}
		out = append(out, Choice{x.name, f, x.far == 0})
	}
	var none weigh.Features
	s.telling(&none, g, status, own, len(values))
	return append(out, Choice{"", none, false})
}

// places are the places that the story names, each once, and how many are named in sentences of the encounter.
func (s *scene) places(g *group) (out []*placed, own int) {
	by := map[string]*placed{}
	add := func(m *party.Mention, name string) {
		x := s.see(g, m.Last-1)
		if s.beyond(x, m.First) {
			return
		}
		if m.Use != party.AsPlace {
			x.mass += 30 // where it is spoken of as a place, it is more one
		} else if x.far == 0 {
			own++
		}
		old := by[name]
		switch {
		case old == nil:
			old = &placed{x, m, name, 1}
			by[name] = old
			out = append(out, old)
		case x.mass < old.mass:
			*old = placed{x, m, name, old.times + 1}
		default:
			old.times++
		}
	}
	for k := range s.at.Parties.Mentions {
		m := &s.at.Parties.Mentions[k]
		if m.Kind == "site" || m.Kind == "seat" || m.Kind == "org" || m.Kind == "people" {
			continue
		}
		if name := siteName(s.at, m); name != "" {
			add(m, name)
		}
	}
	for k := range s.capitals {
		add(&s.capitals[k], s.capitals[k].Place)
	}
	return out, own
}

// capitals are the places that a story calls capitals without their names: "in the Swedish capital", "Sweden's capital".
func capitals(t *tree.Tree, at *Ground) []party.Mention {
	var out []party.Mention
	for k := range at.Parties.Mentions {
		m := &at.Parties.Mentions[k]
		if m.Party == nil || m.Party.Kind != record.State || len(m.Party.Capitals) == 0 {
			continue
		}
		for i := m.Last; i < m.Last+2 && i < len(t.Low) && t.Sent[i] == t.Sent[m.First]; i++ {
			// "the Swedish capital, Stockholm" names it itself.
			if t.Low[i] == "capital" && !named(t, i+1) {
				out = append(out, party.Mention{First: m.First, Last: i + 1, Start: m.Start, End: t.Tokens[i].End, Use: party.AsPlace, Place: m.Party.Capitals[0], Kind: "capital", Margin: 1})
			}
		}
	}
	return out
}

// named tells whether a name stands at token i, or behind a comma there.
func named(t *tree.Tree, i int) bool {
	if i < len(t.Low) && t.Low[i] == "," {
		i++
	}
	return i < len(t.Tokens) && t.Tokens[i].UPOS == "PROPN"
}

// siteName is the name under which a record lists the place that a mention names.
func siteName(at *Ground, m *party.Mention) string {
	if m.Party != nil && m.Kind == "state" {
		return m.Party.Name
	}
	if p := at.Places.At(m.First); p != nil {
		return p.Name
	}
	return m.Place
}

func (s *scene) siteFeatures(g *group, x *placed, status string) weigh.Features {
	t, m, name := s.t, x.Mention, x.name
	var f weigh.Features
	f.Add("bias")
	use := "party"
	if m.Use == party.AsPlace {
		use = "place"
	}
	dist := sentences(t.Sent[m.First] - x.c.Sent)
	prep := prepOf(t, m)
	f.Add("use", use)
	f.Add("kind", m.Kind)
	f.Add("use", use, m.Kind, prep)
	f.Add("kind", m.Kind, g.kind)
	f.Add("kind", m.Kind, g.kind, use)
	same := strconv.FormatBool(x.far == 0)
	hangs := s.hangs(m.Last-1, g)
	f.Add("hangs", hangs, same)
	f.Add("hangs", hangs, g.kind, use, same)
	f.Add("hangs", hangs, prep, same)
	s.sentence(&f, g, x.sight)
	f.Add("dist", dist, use)
	f.Add("dist", dist, prep)
	f.Add("prep", prep, g.kind)
	f.Add("prep", prep, m.Kind)
	f.Add("phase", phaseOf(status), prep)
	f.Flag("dateline", t.Para[m.First] == 1 && m.First == t.Sentences[t.Sent[m.First]].First)
	f.Add("margin", marginClass(m.Margin), use)
	mine := slices.ContainsFunc(g.parties, func(a record.Actor) bool { return a.Name == name })
	home := mine
	if p := s.at.Places.At(m.First); p != nil && !mine {
		home = slices.ContainsFunc(g.parties, func(a record.Actor) bool { return a.ID == p.Country })
	}
	f.Add("home", strconv.FormatBool(home), m.Kind)
	if mine {
		f.Add("a party's own", g.kind, prep)
		f.Add("a party's own")
	}
	f.Add("parties", strconv.Itoa(min(len(g.parties), 3)), strconv.FormatBool(mine))
	f.Flag("possessive", m.Last < len(t.Low) && t.Low[m.Last] == "'s")
	if m.Last < len(t.Low) {
		f.Add("next", t.Low[m.Last])
	}
	verb := headVerb(t, m.Last-1)
	if x.far > 0 {
		f.Add("far use", use, m.Kind, prep, g.kind)
		f.Add("far shared", strconv.Itoa(min(s.shared(g, t.Sent[m.First]), 2)), use, prep, dist)
		f.Add("far verb", dist, verb, prep)
		f.Add("far verb", verb, prep)
		return f
	}
	d := path(t, x.c.Tok, m.Last-1)
	f.Add("path", pathClass(d))
	f.Add("path", pathClass(d), prep)
	f.Add("path", pathClass(d), use, m.Kind)
	f.Add("old", strconv.Itoa(min(x.c.distance(t, m), elsewhere)))
	f.Add("verb", verb, prep)
	f.Add("verb", x.c.trigger.base, prep, pathClass(d))
	f.Add("trigger", x.c.trigger.base, t.Tokens[m.Last-1].Rel)
	f.Flag("before trigger", m.Last == x.c.Tok)
	f.Flag("rival", s.rival(g, m.Last-1))
	return f
}

// prepOf is the word before a place, but for an article.
func prepOf(t *tree.Tree, m *party.Mention) string {
	for i := m.First - 1; i >= 0 && t.Sent[i] == t.Sent[m.First]; i-- {
		if t.Low[i] != "the" {
			return t.Low[i]
		}
	}
	return ""
}

func marginClass(x float64) string {
	switch {
	case x < -2:
		return "--"
	case x < 0:
		return "-"
	case x < 2:
		return "+"
	}
	return "++"
}
