// Package where turns the places that a story names into places of its record, with country
// and coordinates from the gazetteer. Of several places of one name it takes the one that
// the text names the country or state of, else one in a country that the story is about,
// else the larger, else the nearer to the story's other places.
package where

import (
	"math"
	"strings"
	"unicode"

	"rapporteur/knowledge"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// Web holds the places of a story.
type Web struct {
	Places []record.Place   // in the order of their first mention
	at     []int32          // token -> index into Places, -1 for none
	byName map[string]int32 // folded name or mention -> index into Places
}

// At returns the place that token i names, or nil.
func (w *Web) At(i int) *record.Place {
	if i < 0 || i >= len(w.at) || w.at[i] < 0 {
		return nil
	}
	return &w.Places[w.at[i]]
}

// Read lists the places among the mentions of parties and places.
func Read(t *tree.Tree, parties *party.Web) *Web {
	w := &Web{Places: []record.Place{}, at: make([]int32, len(t.Tokens)), byName: map[string]int32{}}
	for i := range w.at {
		w.at[i] = -1
	}
	s := newStory(t, parties)
	byID := map[string]int32{}
	for k := range parties.Mentions {
		m := &parties.Mentions[k]
		if m.Use != party.AsPlace {
			continue
		}
		p := s.place(m)
		n, known := byID[p.ID]
		if !known {
			n = int32(len(w.Places))
			byID[p.ID] = n
			w.Places = append(w.Places, p)
			w.note(p.Name, n)
		}
		w.note(t.Text[m.Start:m.End], n)
		w.Places[n].Mentions = append(w.Places[n].Mentions, record.Cut(t.Text, m.Start, m.End))
		for i := m.First; i < m.Last; i++ {
			w.at[i] = n
		}
	}
	return w
}

// Locate returns the place of a name as this story means it, for a venue or city that
// another stage found; false where the gazetteer has none.
func (w *Web) Locate(name string) (*record.Place, bool) {
	if n, ok := w.byName[knowledge.Fold(name)]; ok {
		return &w.Places[n], true
	}
	return nil, false
}

// note files a place under a name, unless an earlier one bears it.
func (w *Web) note(name string, n int32) {
	name = knowledge.Fold(name)
	if _, taken := w.byName[name]; !taken {
		w.byName[name] = n
	}
}

// story is what tells places of one name apart.
type story struct {
	t         *tree.Tree
	parties   *party.Web
	weight    map[string]float64 // country -> how much the story is about it
	sure      []knowledge.Spot   // places whose name has one bearer
	chosen    map[string]knowledge.Spot
	elsewhere map[string]bool // code of a state -> its name means a namesake here
}

func newStory(t *tree.Tree, parties *party.Web) *story {
	s := &story{t: t, parties: parties, weight: map[string]float64{}, chosen: map[string]knowledge.Spot{}, elsewhere: map[string]bool{}}
	count := map[string]int{}
	for k := range parties.Mentions {
		m := &parties.Mentions[k]
		if m.Party != nil && m.Party.Country != "" && m.How != knowledge.ByCapital {
			count[m.Party.Country]++
		}
	}
	for c, n := range count {
		s.weight[c] = math.Log1p(float64(n))
	}
	for k := range parties.Mentions {
		m := &parties.Mentions[k]
		if m.Place == "" || m.Kind == "state" {
			continue
		}
		if spots := knowledge.Spots(m.Place); len(spots) == 1 && len(s.sure) < maxSure {
			s.sure = append(s.sure, spots[0])
		}
	}
	return s
}

// maxSure bounds the places that others are measured against.
const maxSure = 24

// place makes the record's place of a mention.
func (s *story) place(m *party.Mention) record.Place {
	text := s.t.Text[m.Start:m.End]
	if m.Kind == "state" && m.Party != nil && !s.namesake(m) {
		name := m.Party.Name
		if m.Party.Code == "PSE" { // its land is not called by its authority's name
			name = text
		}
		p := record.Place{Name: name, Country: m.Party.Code, ID: id(name, "")}
		if lat, lon, ok := knowledge.Middle(m.Party.Code); ok {
			p.Lat, p.Lon = &lat, &lon
		}
		return p
	}
	spot, ok := s.resolve(m)
	if !ok {
		name := strings.TrimSpace(strings.Join(strings.Fields(text), " "))
		return record.Place{Name: name, ID: id(name, "")}
	}
	lat, lon := spot.Lat, spot.Lon
	return record.Place{Name: s.name(text, spot), Country: spot.Country, Lat: &lat, Lon: &lon, ID: id(spot.Name, spot.Country)}
}

// name is the place's name as the story writes it, but for capitals.
func (s *story) name(text string, spot knowledge.Spot) string {
	text = strings.Join(strings.Fields(text), " ")
	if strings.ToUpper(text) == text && len(text) > 3 {
		return spot.Name
	}
	return text
}

// namesake tells whether the name of a state means a place of the same name in this story:
// Georgia in a story that is about the United States and never speaks of Georgians.
func (s *story) namesake(m *party.Mention) bool {
	known, done := s.elsewhere[m.Party.Code]
	if !done {
		known = s.findNamesake(m)
		s.elsewhere[m.Party.Code] = known
	}
	return known
}

func (s *story) findNamesake(m *party.Mention) bool {
	spots := knowledge.Spots(m.Place)
	if m.Place == "" || len(spots) == 0 || spots[0].Kind != knowledge.Region || spots[0].Country == m.Party.Code || spots[0].Country == "" {
		return false
	}
	home, other := 0, 0
	for k := range s.parties.Mentions {
		x := &s.parties.Mentions[k]
		switch {
		case x.Party == m.Party && x.How != knowledge.ByName:
			home++
		case x.Party == nil && x.Place != "" && x.Kind == "region":
			if r := knowledge.Spots(x.Place); len(r) > 0 && r[0].Country == spots[0].Country {
				other++
			}
		}
	}
	return home == 0 && other > 0
}

// resolve chooses the place that a name means.
func (s *story) resolve(m *party.Mention) (knowledge.Spot, bool) {
	spots := knowledge.Spots(m.Place)
	if len(spots) == 0 {
		return knowledge.StateByAbbreviation(s.t.Text[m.Start:m.End])
	}
	if country, region := s.behind(m); country != "" {
		if x, ok := within(spots, country, region); ok {
			s.chosen[m.Place] = x
			return x, true
		}
	}
	if x, ok := s.chosen[m.Place]; ok {
		return x, true
	}
	best, top := spots[0], math.Inf(-1)
	for _, x := range spots {
		if v := s.score(x); v > top {
			best, top = x, v
		}
	}
	s.chosen[m.Place] = best
	return best, true
}

// sizeWeight is what ten times the people count for.
const sizeWeight = 1.6

// score weighs one bearer of a name: country first, then size, then nearness.
func (s *story) score(x knowledge.Spot) float64 {
	v := sizeWeight * math.Log10(float64(x.Population)+1000)
	if w := s.weight[x.Country]; w > 0 && x.Country != "" {
		bonus := 1.6 + 0.4*min(w, 2)
		if x.Country == "USA" {
			bonus /= 3 // most stories name it, and it has a namesake of nearly every city
		}
		v += bonus
	}
	switch {
	case x.Capital:
		v++
	case x.Kind == knowledge.World || x.Kind == knowledge.Sea:
		v += 9
	case x.Kind != knowledge.City:
		v += 5.5
	case x.Seat:
		v += 0.5
	}
	return v + s.nearness(x)
}

// nearness is up to 1 for a place beside the story's other places.
func (s *story) nearness(x knowledge.Spot) float64 {
	best := math.Inf(1)
	for _, y := range s.sure {
		if y.Kind != knowledge.City && y.Kind != knowledge.Site {
			continue
		}
		best = min(best, degrees(x, y))
	}
	return 1 / (1 + best/3)
}

// degrees is the distance of two places, in degrees of a great circle, near enough.
func degrees(a, b knowledge.Spot) float64 {
	dx := math.Abs(a.Lon - b.Lon)
	if dx > 180 {
		dx = 360 - dx
	}
	dx *= math.Cos((a.Lat + b.Lat) / 2 * math.Pi / 180)
	return math.Hypot(dx, a.Lat-b.Lat)
}

// behind reads the country or state that follows a comma: "Tripoli, Lebanon", "Reno, Nev.".
func (s *story) behind(m *party.Mention) (country string, region *knowledge.Spot) {
	t := s.t
	i := m.Last
	if i+1 >= len(t.Tokens) || t.Form(i) != "," {
		return "", nil
	}
	start := t.Tokens[i+1].Start
	end := min(len(t.Text), start+8)
	short := t.Text[start:end]
	if k := strings.IndexByte(short, '.'); k > 0 {
		for k+2 < len(short) && short[k+2] == '.' { // "N.C."
			k += 2
		}
		if x, ok := knowledge.StateByAbbreviation(short[:k+1]); ok {
			return x.Country, &x
		}
	}
	if e, forms := knowledge.Longest(t.Text, start); e > 0 && forms[0].How == knowledge.ByName && forms[0].Party.Kind == record.State {
		return forms[0].Party.Code, nil
	}
	if _, name := knowledge.LongestSpot(t.Text, start); name != "" {
		if x := knowledge.Spots(name)[0]; x.Kind == knowledge.Region && x.Country != "" {
			return x.Country, &x
		}
	}
	return "", nil
}

// within returns the bearer in a country, in a region the one nearest to its middle.
func within(spots []knowledge.Spot, country string, region *knowledge.Spot) (knowledge.Spot, bool) {
	best, found, top := knowledge.Spot{}, false, math.Inf(1)
	for _, x := range spots {
		if x.Country != country {
			continue
		}
		if region == nil {
			return x, true
		}
		if d := degrees(x, *region); d < top && d < maxRegion {
			best, found, top = x, true, d
		}
	}
	return best, found
}

// maxRegion is how far a town of a state may lie from the state's middle, in degrees.
const maxRegion = 9

// id makes a place's id of its name and country.
func id(name, country string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(knowledge.Fold(name)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if country != "" {
		s += "." + strings.ToLower(country)
	}
	return "place:" + s
}
