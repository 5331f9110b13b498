package encounter

import (
	_ "embed"
	"strconv"
	"strings"
	"time"

	"rapporteur/knowledge/words"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/reading/when"
)

//go:embed date.weights
var dateWeights []byte

var dating = weigh.Must(dateWeights)

// speaks are verbs on which the time of the speech hangs, not that of the encounter spoken of.
var speaks = func() map[string]bool {
	out := map[string]bool{}
	for _, r := range words.Table("speech.tsv", 2) {
		out[r[0]] = true
	}
	return out
}()

// dateTilt is how far another date must lie ahead of the one left empty, by the measure of the model.
const dateTilt = 1.0

// moment is one expression of time, or two that stand together, as the date of something.
type moment struct {
	*when.Time
	date string
	tok  int
	sent int
	form string // how the date comes of what is written, empty where it is that
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
		if k+1 < len(times) && x.Until == "" && joins(date, times[k+1].EDTF, t.Text[x.End:times[k+1].Start]) {
			m.date, m.form = date+"/"+times[k+1].EDTF, "joined"
			out = append(out, m)
		}
	}
	return out
}

// joins tells whether the words between two dates make one time of them: "on Thursday and Friday", "late May or early June".
func joins(a, b, between string) bool {
	a, b = strings.TrimRight(a, "~"), strings.TrimRight(b, "~")
	if len(a) != len(b) || a >= b || len(a) != 10 && !months(a) {
		return false
	}
	switch strings.TrimSpace(between) {
	case "and", "and on", "to", "through", "until", "-", "–":
		return len(a) == 10
	case "or", "or in", "or on":
		return true
	}
	return false
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

// dated is a date that the story tells, by the expression of it that stands nearest to a mention of the encounter.
type dated struct {
	sight
	moment
	times int // expressions of it
}

// dates are the dates that may be the encounter's: those that the story tells, the day of publication, and none.
func (s *scene) dates(g *group, status string) []Choice {
	values, own := s.values(g, status)
	near, cost := g.nearestDate(status)
	var out []Choice
	told := false
	for _, x := range values {
		var f weigh.Features
		f.Add("bias")
		g.common(&f, status, s.at, x.date)
		s.sentence(&f, g, x.sight)
		s.momentFeatures(&f, g, x)
		f.Flag("rival", s.rival(g, x.tok))
		f.Add("times", strconv.Itoa(min(x.times, 3)))
		f.Add("own", strconv.Itoa(min(own, 2)), strconv.FormatBool(x.far == 0))
		if x.date == near {
			f.Add("nearest")
			f.Add("nearest", pathClass(cost))
			f.Add("nearest", phaseOf(status), against(x.date, s.at.Published))
		} else {
			f.Add("another is nearest", pathClass(cost))
		}
		out = append(out, Choice{x.date, f, x.far == 0})
		told = told || len(s.at.Published) >= 10 && x.date == s.at.Published[:10]
	}
	if len(s.at.Published) >= 10 && !told {
		out = append(out, Choice{s.at.Published[:10], s.today(g, status, own), false})
	}
	var none weigh.Features
	s.telling(&none, g, status, own, len(values))
	return append(out, Choice{"", none, false})
}

// values are the dates that the story tells, each once, and how many expressions stand in sentences of the encounter.
func (s *scene) values(g *group, status string) (out []*dated, own int) {
	by := map[string]*dated{}
	length, back := s.length(g)
	add := func(x sight, m moment) {
		// What was held did not happen after it was told.
		if done(status) && against(m.date, s.at.Published) == "after" {
			return
		}
		old := by[m.date]
		switch {
		case old == nil:
			old = &dated{x, m, 1}
			by[m.date] = old
			out = append(out, old)
		case x.mass < old.mass:
			*old = dated{x, m, old.times + 1}
		default:
			old.times++
		}
	}
	for _, m := range s.list {
		x := s.see(g, m.tok)
		if s.beyond(x, m.tok) || grainOf(m.date) == "year" && x.mass > apart {
			continue // a year is the date of much else
		}
		if x.far == 0 {
			own++
		}
		add(x, m)
		// "proposed a meeting in May", told in June: the May that comes.
		if ahead(status) && months(m.date) && against(m.date, s.at.Published) == "before" && yearless(s.t.Text[m.Start:m.End], m.date) {
			m.date, m.form = later(m.date), "later"
			add(x, m)
		}
		// "a three-day visit that began on Monday", "their second day of talks, Friday"
		if day, err := time.Parse(time.DateOnly, m.date); err == nil && length > 1 && x.far <= 2 {
			m.date, m.form = m.date+"/"+day.AddDate(0, 0, length-1).Format(time.DateOnly), "length"
			if back {
				m.date, m.form = day.AddDate(0, 0, 1-length).Format(time.DateOnly)+"/"+day.Format(time.DateOnly), "back"
			}
			add(x, m)
		}
	}
	return out, own
}

// length is how many days the encounter lasts, or has lasted on the day that is told: "a three-day visit", "the second day of talks".
func (s *scene) length(g *group) (days int, back bool) {
	for _, c := range g.cands {
		if d := c.duration; len(d) == 3 && d[0] == 'P' && d[2] == 'D' {
			return int(d[1] - '0'), false
		}
		t := s.t
		for i := c.Tok - 1; i > c.Tok-4 && i > 0 && t.Sent[i] == c.Sent; i-- {
			if n := ordinals[t.Low[i-1]]; n > 0 && t.Low[i] == "day" {
				return n, true
			}
		}
	}
	return 0, false
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
	case interval && len(first) == 10 && len(last) == 10:
		switch dayNumber(last) - dayNumber(first) {
		case 6:
			return "week"
		case 1:
			return "two days"
		}
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

// momentFeatures adds how an expression hangs in its sentence, and to the word that reports the encounter.
func (s *scene) momentFeatures(f *weigh.Features, g *group, x *dated) {
	t := s.t
	m := &x.moment
	f.Add("form", m.form)
	f.Add("form", m.form, headVerb(t, m.tok))
	f.Flag("interval", m.Until != "")
	f.Flag("future", m.Future)
	prep := ""
	if m.tok > 0 && t.Sent[m.tok-1] == m.sent {
		prep = t.Low[m.tok-1]
	}
	f.Add("prep", prep)
	f.Add("prep", prep, grainOf(m.date))
	word := t.Low[m.tok]
	if word[0] >= '0' && word[0] <= '9' {
		word = "0"
	}
	f.Add("word", word)
	verb := headVerb(t, m.tok)
	hangs := s.hangs(m.tok, g)
	f.Add("hangs", hangs, strconv.FormatBool(x.far == 0))
	f.Add("hangs", hangs, g.kind, strconv.FormatBool(x.far == 0))
	if x.far > 0 {
		f.Add("sent head", sentences(m.sent-x.c.Sent), verb)
		f.Add("sent head", verb)
		f.Flag("far speech", speaks[verb])
		return
	}
	f.Add("path", pathClass(x.cost))
	f.Add("path", pathClass(x.cost), x.c.Kind)
	f.Add("path", pathClass(x.cost), grainOf(m.date))
	side := "after"
	if m.tok < x.c.Tok {
		side = "before"
	}
	gap := m.tok - x.c.Tok
	f.Add("gap", side, pathClass(max(gap, -gap)))
	f.Add("governor", verb, pathClass(x.cost))
	f.Flag("speech", speaks[verb] && x.cost > 3)
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

// today describes the day of publication as the date of an encounter whose day the story doesn't tell.
func (s *scene) today(g *group, status string, own int) weigh.Features {
	var f weigh.Features
	c := g.cands[0]
	f.Add("today")
	f.Add("today", status)
	f.Add("today", status, g.kind)
	f.Add("today own", strconv.Itoa(min(own, 2)), phaseOf(status))
	f.Add("today para", strconv.Itoa(min(s.t.Para[c.Tok], 3)), phaseOf(status))
	f.Add("today tense", modality(s.t, c.Tok))
	f.Add("today xpos", s.t.Tokens[c.Tok].XPOS, phaseOf(status))
	f.Add("today mentions", strconv.Itoa(min(len(g.cands), 3)))
	for _, other := range g.cands {
		if s.t.Para[other.Tok] == 0 {
			f.Add("today headline")
			break
		}
	}
	return f
}
