package encounter

import (
	_ "embed"
	"strconv"
	"strings"

	"rapporteur/knowledge/words"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/reading/when"
)

//go:embed date.weights
var dateWeights []byte

var dating = weigh.Must(dateWeights)

// Choice is a value that a field of an encounter may have by the story, with what speaks for it and against.
type Choice struct {
	Value string // EDTF, or the name of a place
	X     weigh.Features
}

// speaks are verbs on which the time of the speech hangs, not that of the encounter spoken of.
var speaks = func() map[string]bool {
	out := map[string]bool{}
	for _, r := range words.Table("speech.tsv", 2) {
		out[r[0]] = true
	}
	return out
}()

// dateOdds are the least odds from which the best choice is taken; below them the field stays empty.
const dateOdds = -1.0

// choose takes the choice with the best odds.
func choose(m *weigh.Model, list []Choice, least float64) string {
	best, odds := "", least
	for _, c := range list {
		if o := m.Margin(c.X); o > odds {
			best, odds = c.Value, o
		}
	}
	return best
}

// moment is one expression of time, or two that stand together, as the date of something.
type moment struct {
	*when.Time
	date   string
	tok    int
	sent   int
	joined bool
}

// moments are the dates that the story tells, in the order of the text.
func moments(t *tree.Tree, times []when.Time) []moment {
	var out []moment
	for k := range times {
		x := &times[k]
		date := when.EDTF(x.Interval())
		if x.EDTF == "" || date == "" {
			continue
		}
		if k > 0 && times[k-1].Until == x.EDTF && times[k-1].EDTF != "" {
			continue // the other end of the interval before
		}
		at := t.At(x.Start)
		if at >= len(t.Tokens) {
			continue
		}
		m := moment{Time: x, date: date, tok: at, sent: t.Sent[at]}
		if at > 0 && t.Low[at-1] == "since" && !strings.Contains(date, "/") {
			m.date += "/.."
		}
		out = append(out, m)
		if k+1 < len(times) && x.Until == "" && len(date) == 10 && len(times[k+1].EDTF) == 10 && times[k+1].EDTF > date {
			switch strings.TrimSpace(t.Text[x.End:times[k+1].Start]) {
			case "and", "and on", "to", "through", "until", "-", "–":
				m.date, m.joined = date+"/"+times[k+1].EDTF, true
				out = append(out, m)
			}
		}
	}
	return out
}

// nearestDate is the date that stands nearest to a word that reports the encounter, and how near.
func (g *group) nearestDate(status string) (string, int) {
	date, least := "", 1<<20
	for _, c := range g.cands {
		if c.date == "" {
			continue
		}
		d, when := c.date, c.when
		if ahead(status) && when == "before" && c.nextYear && months(d) {
			d, when = later(d), "after"
		}
		cost := c.dateCost
		if when == "before" && !done(status) {
			cost += apart
		}
		if cost < least && !(when == "after" && done(status)) {
			date, least = d, cost
		}
	}
	return date, least
}

// nearestPlace is the place that stands nearest to a word that reports the encounter, and how near.
func (g *group) nearestPlace() (string, int) {
	place, least := "", 1<<20
	for _, c := range g.cands {
		if c.place != "" && c.placeCost < least {
			place, least = c.place, c.placeCost
		}
	}
	return place, least
}

// around is how many sentences from a mention of an encounter its date and place may stand.
const around = 2

// Dates are the dates that may be the encounter's: those told in and around the sentences that report it, and the day of publication.
func (g *group) Dates(t *tree.Tree, list []moment, status string, all []*group) []Choice {
	var out []Choice
	at := g.cands[0].ground
	near, cost := g.nearestDate(status)
	for k := range list {
		m := &list[k]
		c, far := g.nearest(m.sent)
		if far > around {
			continue
		}
		date := m.date
		// "proposed a meeting in May", told in June: the May that comes.
		if ahead(status) && months(date) && against(date, at.Published) == "before" && yearless(t.Text[m.Start:m.End], date) {
			date = later(date)
		}
		// What was held did not happen after it was told.
		if done(status) && against(date, at.Published) == "after" {
			continue
		}
		var f weigh.Features
		f.Add("bias")
		g.common(&f, status, at, date)
		c.momentFeatures(t, &f, m, far)
		f.Flag("rival", rival(t, g, all, m.tok))
		if date == near {
			f.Add("nearest")
			f.Add("nearest", pathClass(cost))
			f.Add("nearest", phaseOf(status), against(date, at.Published))
		} else {
			f.Add("another is nearest", pathClass(cost))
		}
		out = append(out, Choice{date, f})
	}
	if len(at.Published) >= 10 {
		out = append(out, Choice{at.Published[:10], g.today(t, status, len(out))})
	}
	return out
}

// nearest is the mention of the encounter that stands nearest to a sentence, and how many sentences away.
func (g *group) nearest(sent int) (*Candidate, int) {
	var best *Candidate
	far := 1 << 20
	for _, c := range g.cands {
		d := c.Sent - sent
		if d < 0 {
			d = -d
		}
		if d < far {
			best, far = c, d
		}
	}
	return best, far
}

// common adds how a date lies to publication and status.
func (g *group) common(f *weigh.Features, status string, at *Ground, date string) {
	phase := phaseOf(status)
	rel := against(date, at.Published)
	grain := grainOf(date)
	f.Add("grain", grain)
	f.Add("grain", grain, g.kind)
	f.Add("rel", rel, phase)
	f.Add("rel", rel, phase, grain)
	f.Add("rel", rel, status)
	f.Add("age", age(date, at.Published), phase)
}

func phaseOf(status string) string {
	switch {
	case done(status):
		return "done"
	case ahead(status):
		return "ahead"
	}
	return "off"
}

// grainOf tells how fine a date is.
func grainOf(date string) string {
	first, last, interval := strings.Cut(date, "/")
	switch {
	case interval && last == "..":
		return "since"
	case interval && len(first) == 10:
		return "days"
	case interval:
		return "span"
	case len(first) == 10:
		return "day"
	case len(first) == 7:
		return "month"
	case len(first) == 4:
		return "year"
	}
	return "other"
}

// age is how long before or after publication a date lies, in classes.
func age(date, published string) string {
	a, b := dayNumber(date), dayNumber(published)
	if a == 0 || b == 0 {
		return "unknown"
	}
	d := a - b
	side := "+"
	if d < 0 {
		side, d = "-", -d
	}
	for _, x := range []struct {
		most int
		name string
	}{{0, "0"}, {1, "1"}, {3, "3"}, {8, "8"}, {31, "31"}, {100, "100"}, {400, "400"}} {
		if d <= x.most {
			return side + x.name
		}
	}
	return side + "far"
}

// dayNumber counts days roughly: enough to tell near from far.
func dayNumber(date string) int {
	first, _, _ := strings.Cut(date, "/")
	y, err := strconv.Atoi(first[:min(4, len(first))])
	if err != nil {
		return 0
	}
	m, d := 1, 1
	if len(first) >= 7 {
		m, _ = strconv.Atoi(first[5:7])
	}
	if len(first) >= 10 {
		d, _ = strconv.Atoi(first[8:10])
	}
	return y*365 + m*30 + d
}

// momentFeatures adds where an expression stands to the word that reports the encounter, and how it hangs in its sentence.
func (c *Candidate) momentFeatures(t *tree.Tree, f *weigh.Features, m *moment, far int) {
	dist := strconv.Itoa(far)
	if m.sent < c.Sent {
		dist = "-" + dist
	}
	f.Add("dist", dist)
	f.Flag("title", t.Para[m.tok] == 0)
	f.Flag("same paragraph", far > 0 && t.Para[m.tok] == t.Para[c.Tok])
	f.Flag("joined", m.joined)
	f.Flag("interval", m.Until != "")
	f.Flag("future", m.Future)
	prep := ""
	if m.tok > 0 && t.Sent[m.tok-1] == m.sent {
		prep = t.Low[m.tok-1]
	}
	f.Add("prep", prep)
	f.Add("prep", prep, grainOf(m.date))
	f.Add("word", t.Low[m.tok])
	if far > 0 {
		f.Add("sent head", dist, headVerb(t, m.tok))
		return
	}
	cost := path(t, c.Tok, m.tok)
	f.Add("path", pathClass(cost))
	f.Add("path", pathClass(cost), c.Kind)
	f.Add("path", pathClass(cost), grainOf(m.date))
	side := "after"
	if m.tok < c.Tok {
		side = "before"
	}
	gap := m.tok - c.Tok
	f.Add("gap", side, pathClass(max(gap, -gap)))
	f.Add("governor", headVerb(t, m.tok), pathClass(cost))
	f.Flag("speech", speaks[headVerb(t, m.tok)] && cost > 3)
}

// pathClass puts a distance into classes.
func pathClass(n int) string {
	switch {
	case n <= 3:
		return strconv.Itoa(n)
	case n <= 5:
		return "5"
	case n <= 8:
		return "8"
	case n <= 12:
		return "12"
	case n <= 20:
		return "20"
	}
	return "far"
}

// headVerb is the lemma of the verb, or else of the noun, on which token i hangs.
func headVerb(t *tree.Tree, i int) string {
	first := ""
	for steps, h := 0, t.Tokens[i].Head; h >= 0 && steps < 5; steps, h = steps+1, t.Tokens[h].Head {
		if first == "" && t.Tokens[h].UPOS == "NOUN" {
			first = t.Tokens[h].Lemma
		}
		if t.Tokens[h].UPOS == "VERB" {
			return t.Tokens[h].Lemma
		}
	}
	return first
}

// rival tells whether another encounter's word stands nearer to token at than any of g's in the same sentence.
func rival(t *tree.Tree, g *group, all []*group, at int) bool {
	near := func(g *group) int {
		best := 100
		for _, c := range g.cands {
			if c.Sent == t.Sent[at] {
				best = min(best, path(t, c.Tok, at))
			}
		}
		return best
	}
	mine := near(g)
	for _, other := range all {
		if other != g && near(other) < mine {
			return true
		}
	}
	return false
}

// today describes the day of publication as the date of an encounter whose day the story doesn't tell.
func (g *group) today(t *tree.Tree, status string, others int) weigh.Features {
	var f weigh.Features
	c := g.cands[0]
	f.Add("today")
	f.Add("today", status)
	f.Add("today", status, g.kind)
	f.Add("today others", strconv.Itoa(min(others, 2)), phaseOf(status))
	f.Add("today para", strconv.Itoa(min(t.Para[c.Tok], 3)), phaseOf(status))
	f.Add("today tense", modality(t, c.Tok))
	f.Add("today xpos", t.Tokens[c.Tok].XPOS, phaseOf(status))
	f.Add("today mentions", strconv.Itoa(min(len(g.cands), 3)))
	for _, other := range g.cands {
		f.Flag("today headline", t.Para[other.Tok] == 0)
	}
	return f
}
