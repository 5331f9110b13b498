package encounter

import (
	_ "embed"
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
)

//go:embed place.weights
var placeWeights []byte

var placing = weigh.Must(placeWeights)

// placeOdds are the same for places.
const placeOdds = -1.0

// Sites are the places that may be the encounter's: those named in and around the sentences that report it.
func (g *group) Sites(w *mention.Web, status string, all []*group) []Choice {
	t, at := w.T, g.cands[0].ground
	var out []Choice
	near, cost := g.nearestPlace()
	for k := range at.Parties.Mentions {
		m := &at.Parties.Mentions[k]
		c, far := g.nearest(t.Sent[m.First])
		if far > around || m.Kind == "site" || m.Kind == "seat" || m.Kind == "org" || m.Kind == "people" {
			continue
		}
		name := siteName(at, m)
		if name == "" {
			continue
		}
		f := g.siteFeatures(t, c, m, far, status, name, all)
		if name == near {
			f.Add("nearest")
			f.Add("nearest", pathClass(cost))
		} else {
			f.Add("another is nearest", pathClass(cost))
		}
		out = append(out, Choice{name, f})
	}
	for _, c := range g.cands {
		if name, d := c.capital(t, at); d < elsewhere {
			var f weigh.Features
			f.Add("capital")
			f.Add("path", pathClass(d))
			out = append(out, Choice{name, f})
		}
	}
	return out
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

func (g *group) siteFeatures(t *tree.Tree, c *Candidate, m *party.Mention, far int, status, name string, all []*group) weigh.Features {
	var f weigh.Features
	f.Add("bias")
	use := "party"
	if m.Use == party.AsPlace {
		use = "place"
	}
	dist := strconv.Itoa(far)
	if t.Sent[m.First] < c.Sent {
		dist = "-" + dist
	}
	prep := ""
	if m.First > 0 && t.Sent[m.First-1] == t.Sent[m.First] {
		prep = t.Low[m.First-1]
		if prep == "the" && m.First > 1 {
			prep = t.Low[m.First-2]
		}
	}
	f.Add("use", use)
	f.Add("kind", m.Kind)
	f.Add("use", use, m.Kind, prep)
	f.Add("dist", dist, use)
	f.Add("dist", dist, prep)
	f.Add("prep", prep, g.kind)
	f.Add("prep", prep, m.Kind)
	f.Add("phase", phaseOf(status), prep)
	f.Flag("title", t.Para[m.First] == 0)
	f.Flag("dateline", t.Para[m.First] == 1 && m.First == t.Sentences[t.Sent[m.First]].First)
	f.Add("margin", marginClass(m.Margin), use)
	mine := false
	for _, a := range g.parties {
		mine = mine || a.Name == name
	}
	if mine {
		f.Add("a party's own", g.kind, prep)
		f.Add("a party's own")
	}
	f.Add("parties", strconv.Itoa(min(len(g.parties), 3)), strconv.FormatBool(mine))
	f.Flag("possessive", m.Last < len(t.Low) && t.Low[m.Last] == "'s")
	if m.Last < len(t.Low) {
		f.Add("next", t.Low[m.Last])
	}
	if far > 0 {
		f.Add("far verb", dist, headVerb(t, m.Last-1), prep)
		return f
	}
	d := path(t, c.Tok, m.Last-1)
	f.Add("path", pathClass(d))
	f.Add("path", pathClass(d), prep)
	f.Add("path", pathClass(d), use, m.Kind)
	f.Add("old", strconv.Itoa(min(c.distance(t, m), elsewhere)))
	f.Add("verb", headVerb(t, m.Last-1), prep)
	f.Add("verb", c.trigger.base, prep, pathClass(d))
	f.Add("trigger", c.trigger.base, t.Tokens[m.Last-1].Rel)
	f.Flag("before trigger", m.Last == c.Tok)
	f.Flag("rival", rival(t, g, all, m.Last-1))
	return f
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
