// Package when reads the times of a story: every expression of a date, a time of day, a
// length or a repetition, with its value against the day of publication and the dates told
// before it.
//
// Values are EDTF (ISO 8601-2) and ISO 8601 durations; where EDTF has no form, or one that
// no corpus of news uses, they are TIMEX3 (TimeML 1.2): seasons "1942-SU", quarters
// "2005-Q4", decades "198", centuries "18", parts of the day "2025-12-02TNI", weekends
// "2025-W49-WE", years before our era "BC0241", lengths of an untold count "PXD",
// "PRESENT_REF" and "PAST_REF". [EDTF] turns such a value into plain EDTF.
//
// The words and patterns stand in the package's tab-separated files.
package when

import (
	"rapporteur/english"
	"rapporteur/record"
)

// Web holds the times of a story.
type Web struct {
	Dates []record.Date // in the order of the text
	Notes []string      // what could not be resolved, and why
	times []Time
	doc   *english.Doc
	bySen []int // index into times of each sentence's time, -1 for none
}

// Time is one resolved expression.
type Time struct {
	Start, End int    // bytes of the text
	Value      string // as in record.Date; empty while unresolved
	Type       string
	EDTF       string // the value as plain EDTF, empty where there is none (durations, "PRESENT_REF")
	Until      string // the other end, where the expression opens an interval ("from Feb. 4 to 5"): EDTF
	Future     bool   // the clause speaks of what lies ahead
	tail       bool   // the other end of the interval that the one before opens
}

// Interval is the time as an EDTF date or interval: "2026-02-04/2026-02-05".
func (t *Time) Interval() string {
	if t.Until != "" && t.EDTF != "" {
		return t.EDTF + "/" + t.Until
	}
	return t.EDTF
}

type reader struct {
	doc       *english.Doc
	text      string
	ts        []token
	sent      []int32 // token -> its sentence; empty where the text is not cut into sentences
	pub       cal
	narrative bool

	last         cal // the last date told
	lastDay      cal // the last told to the day
	toldExplicit cal // the last full date with its year
	told0        cal // the date whose year a month or day without one shares in a narrative
	explicitYear int // the last year that the text names, and where
	explicitAt   int
	lastAt       int // the token where the last date was told
}

// maxDates bounds what one story may yield.
const maxDates = 5000

// Read finds the times of a parsed text. The story, which may be nil, tells which blocks
// are furniture: those are skipped. published is the day of publication as EDTF or
// RFC 3339, empty where it is not known. The text need not be tagged: tags and trees, where
// there are any, tell the tense of a clause more surely.
func Read(doc *english.Doc, story *record.Story, published string) *Web {
	r := &reader{doc: doc, text: doc.Text, pub: parseDay(published), lastAt: -1, explicitAt: -1}
	v := vocabulary()
	r.ts = make([]token, 0, len(doc.Text)/5+8)
	for _, b := range spans(doc, story) {
		r.ts = lex(r.ts, doc.Text, b[0], b[1])
	}
	r.sentences()
	found := r.matches(v)
	r.narrative = r.isNarrative(found)
	w := &Web{doc: doc, Dates: []record.Date{}}
	for i := range found {
		r.resolve(w, &found[i])
		if len(w.times) > maxDates {
			break
		}
	}
	w.finish(r)
	return w
}

// sentences notes the sentence of each token.
func (r *reader) sentences() {
	if len(r.doc.Sentences) == 0 {
		return
	}
	r.sent = make([]int32, len(r.ts))
	s := 0
	for i := range r.ts {
		for s+1 < len(r.doc.Sentences) {
			if start, _ := r.doc.SentenceBytes(s + 1); start > r.ts[i].start {
				break
			}
			s++
		}
		r.sent[i] = int32(s)
	}
}

// spans returns the bytes that hold the article.
func spans(doc *english.Doc, story *record.Story) [][2]int {
	if story == nil || len(story.Blocks) == 0 {
		return [][2]int{{0, len(doc.Text)}}
	}
	var out [][2]int
	for _, b := range story.Blocks {
		if (b.Kind != record.Furniture || b.Reason == "date") && b.Start >= 0 && b.Start <= b.End && b.End <= len(doc.Text) {
			out = append(out, [2]int{b.Start, b.End})
		}
	}
	return out
}

// matches lays the patterns over the text, leftmost and longest first.
func (r *reader) matches(v *vocab) []match {
	var out []match
	for i := 0; i < len(r.ts); {
		t := &r.ts[i]
		if t.word == nil && t.classes == 0 {
			i++
			continue
		}
		m, ok := v.at(r.ts, i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.last
	}
	return out
}

// isNarrative tells whether the text tells of years long past, as histories do: then a date
// without a year belongs to the year told before, not to that of publication.
func (r *reader) isNarrative(ms []match) bool {
	old, deictic := 0, 0
	for i := range ms {
		switch ms[i].rule.name {
		case "ymd", "my", "y", "sy", "yrange", "mdrange", "dmrange":
			if t := r.find(&ms[i], cYear, 0); t != nil && r.ts[ms[i].core].classes&cISO == 0 {
				if r.pub.y == 0 || t.y < r.pub.y-1 {
					old++
				}
			}
		case "bc":
			old++
		case "today", "wd", "wdweek":
			deictic++
		}
	}
	if r.pub.y == 0 {
		return old >= 6 && deictic == 0
	}
	return old >= 4 && old > 3*deictic
}

// told is the date that a relative expression counts from: the last told, else the
// publication.
func (r *reader) told() cal {
	if r.last.known() {
		return r.last
	}
	if r.narrative {
		return cal{}
	}
	return r.pub
}

// toldDay is the last date told to the day, else that of publication.
func (r *reader) toldDay() cal {
	if r.lastDay.full() {
		return r.lastDay
	}
	if r.narrative {
		return cal{}
	}
	return r.pub
}

// sameSentence tells whether the last date stands in the sentence of token i.
func (r *reader) sameSentence(i int) bool {
	if r.lastAt < 0 {
		return false
	}
	for k := i - 1; k > r.lastAt; k-- {
		if r.stops(k) || r.ts[k+1].line {
			return false
		}
	}
	return true
}

// near is how many tokens a named year reaches.
const near = 30

// yearFor returns the year of a month and day (0 for none) that the text gives without one;
// 0 where nothing tells it.
func (r *reader) yearFor(m *match, mo, d int) int {
	if y := r.yearBehind(m); y > 0 {
		return y
	}
	if r.narrative {
		if !r.told0.known() {
			return r.pub.y
		}
		if r.told0.m >= 10 && mo <= 2 {
			return r.told0.y + 1
		}
		return r.told0.y
	}
	if r.explicitAt >= 0 && m.first-r.explicitAt < near && r.explicitYear < r.pub.y && r.sameParagraph(m.first) && r.tenseAt(m.first, m.last) != future {
		return r.explicitYear
	}
	if !r.pub.known() && r.explicitAt >= 0 && m.first-r.explicitAt < near && r.sameParagraph(m.first) {
		return r.explicitYear
	}
	if r.pub.m == 0 {
		return r.pub.y
	}
	day := d
	if day == 0 {
		day = 1
	}
	this := cal{r.pub.y, mo, day}
	ahead := r.pub.before(this) && !(d == 0 && mo == r.pub.m)
	t := r.tenseAt(m.first, m.last)
	months := (mo - r.pub.m + 12) % 12
	switch {
	case t == future && !ahead && this.before(r.pub) && mo != r.pub.m && months <= 10:
		return r.pub.y + 1
	case t == past && ahead && (d == 0 && months >= 2 || months >= 4):
		return r.pub.y - 1
	case t == unknown && ahead && months > 6:
		return r.pub.y - 1
	}
	return r.pub.y
}

// sameParagraph tells whether the last named year stands in the paragraph of token i.
func (r *reader) sameParagraph(i int) bool {
	for k := i; k > r.explicitAt; k-- {
		if r.ts[k].line {
			return false
		}
	}
	return true
}

// resolve gives a match its value, keeps it, and moves what later expressions count from.
func (r *reader) resolve(w *Web, m *match) {
	first := m.first
	res := m.rule.resolve(r, m)
	if res.drop {
		return
	}
	if res.open && m.effect != "" && res.day.d == 0 || m.effect == "about" && res.typ == typeDate {
		res.value = approximate(res.value)
	} else if m.effect == "early" || m.effect == "mid" || m.effect == "late" {
		if res.day.known() && !res.day.full() && res.typ == typeDate {
			res.value = approximate(res.value)
		}
	}
	r.keep(w, first, m.last, res.typ, res.value)
	r.move(m.last-1, res.day, res.year && (m.rule.name != "y" || r.opensSentence(m.first)))
	r.carry(m, res)
	for _, p := range res.more {
		if w.times[len(w.times)-1].EDTF != "" {
			w.times[len(w.times)-1].Until = EDTF(p.value)
		}
		r.keep(w, p.first, p.last, typeDate, p.value)
		w.times[len(w.times)-1].tail = true
		r.move(p.last-1, p.day, res.year)
	}
}

// approximate adds EDTF's mark to a year, month or day.
func approximate(v string) string {
	if v == "" || v[0] < '0' || v[0] > '9' || len(v) != 4 && len(v) != 7 && len(v) != 10 {
		return v
	}
	if last := v[len(v)-1]; last < '0' || last > '9' || len(v) == 7 && (v[5] == 'Q' || v[5] == 'H') {
		return v
	}
	return v + "~"
}

func (r *reader) move(at int, day cal, explicit bool) {
	if !day.known() {
		return
	}
	r.last, r.lastAt = day, at
	if day.full() {
		r.lastDay = day
	} else if r.lastDay.full() && (day.y != r.lastDay.y || day.m > 0 && day.m != r.lastDay.m) && r.narrative {
		r.lastDay = cal{}
	}
	if explicit {
		r.explicitYear, r.explicitAt = day.y, at
		if day.full() {
			r.toldExplicit = day
		}
	}
}

// carry decides whether the year of a date holds for the dates behind it. A bare year in
// passing ("as was revealed in 2005") does not; one that opens its sentence does, and so
// does every month or day.
func (r *reader) carry(m *match, res result) {
	day := res.day
	if !day.known() {
		return
	}
	switch m.rule.name {
	case "later", "ago", "past", "relu", "year0":
		if !day.full() {
			return
		}
	case "y", "yrange", "decade", "unit":
		near := day.y-r.told0.y <= 2 && day.y >= r.told0.y
		if r.told0.known() && !(near && r.opensSentence(m.first)) && !(near && r.told0.m == 0) {
			if !r.opensSentence(m.first) || !r.ts[max(0, m.first-1)].is("in") {
				return
			}
		}
	}
	r.told0 = day
}

// opensSentence tells whether the match is among the first words of its sentence.
func (r *reader) opensSentence(i int) bool {
	for k := i; k >= 0 && k > i-4; k-- {
		if r.sentenceStart(k) {
			return true
		}
	}
	return false
}

// yearBehind returns the year of "April and June 1955" for the first month: the year that
// stands behind a date which a small word joins to this one; 0 for none.
func (r *reader) yearBehind(m *match) int {
	i := m.last
	if i >= len(r.ts) || r.ts[i].line {
		return 0
	}
	switch r.lower(i) {
	case "and", "to", "or", "until", "through", "-", "/":
	default:
		return 0
	}
	for k := i + 1; k < len(r.ts) && k < i+8 && !r.ts[k].line; k++ {
		t := &r.ts[k]
		switch {
		case t.classes&cYear != 0 && t.classes&cMonth == 0:
			if prev := &r.ts[k-1]; prev.classes&(cMonth|cDay|cOrd|cSeason) != 0 || prev.is(",") || prev.is("of") {
				first, last := r.find(m, cMonth, 0), 0
				for x := i + 1; x < k; x++ {
					if r.ts[x].classes&cMonth != 0 {
						last = monthOf(&r.ts[x])
					}
				}
				if first != nil && last > 0 && monthOf(first) > last {
					return t.y - 1
				}
				return t.y
			}
			return 0
		case t.classes&(cMonth|cDay|cOrd|cSeason|cHyphen) == 0 && !t.is(",") && !t.is("the") && !t.is("of") && !t.is("early") && !t.is("late") && !t.is("mid"):
			return 0
		}
	}
	return 0
}

func (r *reader) keep(w *Web, first, last int, typ, value string) {
	a, b := r.ts[first].start, r.ts[last-1].end
	d := record.Date{Start: a, End: b, Quote: r.text[a:b], Type: typ}
	if value != "" {
		d.Value = &value
	}
	w.Dates = append(w.Dates, d)
	t := Time{Start: a, End: b, Value: value, Type: typ}
	if typ == typeDate || typ == typeTime {
		t.EDTF = EDTF(value)
		t.Future = r.tenseAt(first, last) == future
	}
	w.times = append(w.times, t)
}
