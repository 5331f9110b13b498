package when

import "strconv"

// resolveWeekday resolves "Tuesday": the one before the publication, or on its day, unless
// the clause speaks of the future; "next" and "last" step a week from the publication's day.
func resolveWeekday(r *reader, m *match) result {
	w, _ := strconv.Atoi(r.find(m, cWeekday, 0).val(cWeekday))
	p := r.find(m, cPart, 0)
	base := r.pub
	if r.narrative && r.told().full() {
		base = r.told()
	}
	if !base.full() {
		return partOfDay(cal{}, p)
	}
	back := (base.weekday() - w + 7) % 7
	ahead := (w - base.weekday() + 7) % 7
	var day cal
	rel := ""
	if t := r.find(m, cRel, 0); t != nil && &r.ts[m.core] == t {
		rel = t.val(cRel)
	}
	switch {
	case rel == "next" || rel == "foll":
		if ahead == 0 {
			ahead = 7
		}
		day = base.addDays(ahead)
	case rel == "last" || rel == "prev" || rel == "past":
		if back == 0 {
			back = 7
		}
		day = base.addDays(-back)
	case r.tenseAt(m.first, m.last) == future:
		day = base.addDays(ahead)
	default:
		day = base.addDays(-back)
	}
	return partOfDay(day, p)
}

// partOfDay is a day, or a part of it where p is set.
func partOfDay(day cal, p *token) result {
	typ := typeDate
	if p != nil {
		typ = typeTime
	}
	if !day.known() {
		return result{typ: typ}
	}
	res := result{typ: typ, value: day.String(), day: day}
	if p != nil {
		res.value += "T" + p.val(cPart)
	}
	return res
}

// resolveWeekdayOfWeek resolves "Monday last week".
func resolveWeekdayOfWeek(r *reader, m *match) result {
	w, _ := strconv.Atoi(r.find(m, cWeekday, 0).val(cWeekday))
	base, step := r.relBase(r.find(m, cRel, 0), false)
	if !base.full() {
		return result{typ: typeDate}
	}
	return dated(base.addDays(w-base.weekday()+7*step), false)
}

// resolveToday resolves the words that count from the day of publication.
func resolveToday(r *reader, m *match) result {
	step := 0
	p := r.find(m, cPart, 0)
	switch {
	case r.has(m, "before"):
		step = -2
	case r.has(m, "after"):
		step = 2
	case r.has(m, "yesterday"):
		step = -1
	case r.has(m, "tomorrow"):
		step = 1
	}
	typ := typeDate
	tonight := r.has(m, "tonight")
	if p != nil || tonight {
		typ = typeTime
	}
	if !r.pub.full() || r.narrative {
		return result{typ: typ}
	}
	res := partOfDay(r.pub.addDays(step), p)
	if tonight {
		res.typ, res.value = typeTime, res.value+"TNI"
	}
	return res
}

// resolveDayPart resolves "last night", "this morning", "that evening", "the next morning".
func resolveDayPart(r *reader, m *match) result {
	p := r.find(m, cPart, 0)
	first := &r.ts[m.core]
	base := r.pub
	if r.narrative || !first.is("last") && !first.is("this") {
		base = r.toldDay()
	}
	if !base.full() {
		return result{typ: typeTime}
	}
	step := 0
	switch {
	case first.is("last"), r.has(m, "previous"):
		step = -1
	case r.has(m, "next"), r.has(m, "following"):
		step = 1
	}
	return partOfDay(base.addDays(step), p)
}

// resolvePartOf resolves "the morning of April 19".
func resolvePartOf(r *reader, m *match) result {
	mo, d := monthOf(r.find(m, cMonth, 0)), r.dayOf(m)
	var day cal
	if t := r.find(m, cYear, 0); t != nil {
		day = cal{t.y, mo, d}
	} else if y := r.yearFor(m, mo, d); y > 0 {
		day = cal{y, mo, d}
	} else {
		return result{typ: typeTime}
	}
	if !day.valid() {
		return result{drop: true}
	}
	return partOfDay(day, r.find(m, cPart, 0))
}

// resolveClock resolves a time of day, on the day told last or that of publication.
func resolveClock(r *reader, m *match) result {
	t := &r.ts[m.core]
	h, min := t.mo, t.d
	switch {
	case t.classes&cClock != 0:
	case t.classes&cHHMM != 0 && r.find(m, cZone, 0) != nil:
		h, min = int(t.num)/100, int(t.num)%100
	default:
		h, min = int(t.num), 0
	}
	if h > 24 || min > 59 {
		return result{drop: true}
	}
	if a := r.find(m, cAmpm, 0); a != nil {
		if h > 12 || h == 0 {
			return result{drop: true}
		}
		if h%12 == h && a.val(cAmpm) == "pm" {
			h += 12
		} else if h == 12 && a.val(cAmpm) == "am" {
			h = 0
		}
	}
	day := r.toldDay()
	if !r.narrative && !r.sameSentence(m.first) {
		day = r.pub
	}
	if w := r.find(m, cWeekday, 0); w != nil && r.pub.full() {
		day = resolveWeekday(r, m).day
	}
	if r.has(m, "yesterday") && r.pub.full() {
		day = r.pub.addDays(-1)
	} else if r.has(m, "today") {
		day = r.pub
	}
	if !day.full() {
		return result{typ: typeTime}
	}
	b := append([]byte(day.String()), 'T')
	b = pad(append(pad(b, h, 2), ':'), min, 2)
	if z := r.find(m, cZone, 0); z != nil {
		b = append(b, z.val(cZone)...)
	}
	return result{typ: typeTime, value: string(b), day: day}
}

// resolveClockOn resolves "16:15 UTC, June 1".
func resolveClockOn(r *reader, m *match) result {
	k := m.core
	for k < m.last && r.ts[k].classes&cMonth == 0 {
		k++
	}
	if k > m.core && r.ts[k-1].classes&cDay != 0 && r.ts[k-1].classes&cClock == 0 && k-1 > m.core {
		k--
	}
	date := match{rule: m.rule, first: k, core: k, last: m.last}
	mo, d := monthOf(r.find(m, cMonth, 0)), r.dayOf(&date)
	y := 0
	if t := r.find(&date, cYear, 0); t != nil {
		y = t.y
	} else {
		y = r.yearFor(m, mo, d)
	}
	day := cal{y, mo, d}
	if y == 0 || !day.valid() {
		return result{typ: typeTime}
	}
	clock := match{rule: m.rule, first: m.first, core: m.core, last: k}
	res := resolveClock(r, &clock)
	if res.drop {
		return res
	}
	if len(res.value) > 11 {
		return result{typ: typeTime, value: day.String() + res.value[10:], day: day}
	}
	return result{typ: typeTime, value: day.String(), day: day}
}

// span is the calendar span of a unit that holds a day, step units on.
func span(base cal, unit string, step int) result {
	switch unit {
	case "D":
		if base.full() {
			return dated(base.addDays(step), false)
		}
	case "W":
		if base.full() {
			day := base.addDays(7 * step)
			return result{typ: typeDate, value: day.week(), day: cal{y: day.y, m: day.m}}
		}
	case "WE":
		if base.full() {
			day := base.addDays(7 * step)
			return result{typ: typeDate, value: day.week() + "-WE", day: day.addDays(6 - day.weekday())}
		}
	case "M":
		if base.month() {
			return dated(base.addMonths(step), false)
		}
	case "Q":
		if base.month() {
			c := base.addMonths(3 * step)
			return result{typ: typeDate, value: cal{y: c.y}.String() + "-Q" + strconv.Itoa(c.quarter()), day: c}
		}
	case "Y":
		if base.known() {
			return dated(cal{y: base.y + step}, false)
		}
	case "DE":
		if base.known() {
			return result{typ: typeDate, value: strconv.Itoa(base.y/10 + step), day: cal{y: (base.y/10 + step) * 10}}
		}
	case "CE":
		if base.known() {
			return result{typ: typeDate, value: string(pad(nil, base.y/100+step, 2))}
		}
	}
	return result{typ: typeDate}
}

// resolveRelUnit resolves "last week", "this year", "the next day", "that same month".
func resolveRelUnit(r *reader, m *match) result {
	t, u := r.find(m, cRel, 0), r.find(m, cUnit, 0)
	the := r.ts[m.core].is("the")
	unit := u.val(cUnit)
	if unit == "TS" || unit == "TM" || unit == "TH" || unit == "FN" {
		return result{drop: true}
	}
	if t.val(cRel) == "past" && unit == "WE" && r.pub.full() {
		if r.pub.weekday() > 5 {
			return span(r.pub, unit, 0)
		}
		return span(r.pub, unit, -1)
	}
	if t.val(cRel) == "past" {
		return result{typ: typeDuration, value: length(1, unit)}
	}
	base, step := r.relBase(t, the)
	if unit == "D" {
		switch {
		case t.is("current") || t.val(cRel) == "last" && !the, t.is("last"):
			return result{drop: true} // "the last day of talks"
		case base == r.pub && !r.narrative && t.val(cRel) != "this":
		}
		if d := r.toldDay(); the || t.val(cRel) == "that" || t.val(cRel) == "same" || t.val(cRel) == "foll" || t.val(cRel) == "prev" || t.val(cRel) == "next" {
			base = d
		}
	}
	if unit == "W" && !base.full() && base.known() {
		base = r.toldDay()
	}
	if t.val(cRel) == "last" && the && (unit == "W" || unit == "M" || unit == "Y") && !r.narrative {
		return span(r.pub, unit, -1)
	}
	return span(base, unit, step)
}

// resolveWeekend resolves "the weekend": the one before, or that of the publication's own
// week where the clause speaks of the future.
func resolveWeekend(r *reader, m *match) result {
	if !r.pub.full() || r.narrative {
		return result{typ: typeDate}
	}
	if r.pub.weekday() > 5 || r.tenseAt(m.first, m.last) == future {
		return span(r.pub, "WE", 0)
	}
	return span(r.pub, "WE", -1)
}

// resolveTheUnitBeside resolves "the day before", "the year after".
func resolveTheUnitBeside(r *reader, m *match) result {
	unit := "Y"
	if u := r.find(m, cUnit, 0); u != nil {
		unit = u.val(cUnit)
	}
	if !r.closed(m.last) || len(unit) > 1 && unit != "DE" {
		return result{drop: true}
	}
	step := 1
	if r.has(m, "before") || r.has(m, "previous") {
		step = -1
	}
	base := r.told()
	if unit == "D" || unit == "W" {
		base = r.toldDay()
	}
	return span(base, unit, step)
}

// resolveTheUnit resolves "the year" behind "the end of".
func resolveTheUnit(r *reader, m *match) result {
	unit := r.ts[m.last-1].val(cUnit)
	base := r.told()
	if !r.narrative && !(unit == "D" && base.full()) {
		base = r.pub
	}
	if len(unit) > 1 {
		return result{drop: true}
	}
	return span(base, unit, 0)
}

// count returns the number of units in the match: 1 for "a", 0 and false for "few".
func (r *reader) count(m *match) (float64, bool) {
	for i := m.core; i < m.last; i++ {
		t := &r.ts[i]
		switch {
		case t.classes&cFew != 0:
			return 0, false
		case t.classes&cNum != 0:
			return t.num, true
		}
	}
	for i := m.core; i < m.last; i++ {
		if t := &r.ts[i]; t.is("a") || t.is("an") {
			return 1, true
		}
	}
	return 0, false
}

func (r *reader) unitOf(m *match) string {
	for i := m.last - 1; i >= m.core; i-- {
		if s := r.ts[i].val(cUnit); s != "" {
			return s
		}
		if s := r.ts[i].val(cUnits); s != "" {
			return s
		}
	}
	return ""
}

// shift moves a date by n units and cuts it to what the unit tells.
func shift(base cal, unit string, n int) result {
	switch unit {
	case "D", "N":
		return span(base, "D", n)
	case "W":
		if base.full() {
			day := base.addDays(7 * n)
			return result{typ: typeDate, value: day.week(), day: cal{y: day.y, m: day.m}}
		}
	case "FN":
		return shift(base, "W", 2*n)
	case "M":
		return span(base, "M", n)
	case "Y":
		return span(base, "Y", n)
	case "DE":
		if base.known() {
			return dated(cal{y: base.y + 10*n}, false)
		}
	case "CE":
		if base.known() {
			return dated(cal{y: base.y + 100*n}, false)
		}
	case "TH", "TM":
		if base.full() {
			return result{typ: typeTime}
		}
	}
	return result{typ: typeDate}
}

// resolveAgo resolves "two days ago", counted from the publication.
func resolveAgo(r *reader, m *match) result {
	n, ok := r.count(m)
	if r.has(m, "one") {
		n, ok = 1, true
	}
	if !ok {
		return result{typ: typeDate, value: "PAST_REF"}
	}
	if r.narrative && !r.pub.known() {
		return result{typ: typeDate}
	}
	return shift(r.pub, r.unitOf(m), -whole(n))
}

func whole(n float64) int {
	if n > 5000 {
		return 5000
	}
	return int(n)
}

// resolveLater resolves "two days later", counted from the date told before.
func resolveLater(r *reader, m *match) result {
	last := &r.ts[m.last-1]
	if (last.is("after") || last.is("before")) && !r.closed(m.last) {
		m.last--
		return resolveDuration(r, m)
	}
	n, ok := r.count(m)
	if r.has(m, "one") {
		n, ok = 1, true
	}
	if !ok {
		if last.is("earlier") || last.is("before") {
			return result{typ: typeDate, value: "PAST_REF"}
		}
		return result{typ: typeDate, value: "FUTURE_REF"}
	}
	step := 1
	if last.is("earlier") || last.is("before") || last.is("previously") {
		step = -1
	}
	unit := r.unitOf(m)
	base := r.told()
	if unit == "D" || unit == "W" {
		base = r.toldDay()
	}
	return shift(base, unit, step*whole(n))
}

// closed tells whether a mark or the end follows token i-1.
func (r *reader) closed(i int) bool {
	return i >= len(r.ts) || r.ts[i].line || !isLetter(r.text[r.ts[i].start]) && !isDigit(r.text[r.ts[i].start])
}

func resolveFromNow(r *reader, m *match) result {
	n, ok := r.count(m)
	if r.has(m, "one") {
		n, ok = 1, true
	}
	if !ok {
		return result{typ: typeDate}
	}
	return shift(r.pub, r.unitOf(m), whole(n))
}

// resolveSpan resolves "the last six months", "recent weeks".
func resolveSpan(r *reader, m *match) result {
	unit := r.unitOf(m)
	n, ok := r.count(m)
	if r.has(m, "one") {
		n, ok = 1, true
	}
	switch {
	case r.has(m, "recent"):
		return result{typ: typeDate, value: "PAST_REF"}
	case !ok || r.find(m, cNum|cFew, 0) == nil:
		if t := r.find(m, cRel, 0); t != nil && (t.val(cRel) == "this" || t.val(cRel) == "same" || t.val(cRel) == "that") {
			return result{drop: true}
		}
		return result{typ: typeDuration, value: vague(unit)}
	}
	return result{typ: typeDuration, value: length(n, unit)}
}

// resolveAnniversary resolves "the third anniversary" where the day it counts from was told.
func resolveAnniversary(r *reader, m *match) result {
	told := r.toldExplicit
	t := r.find(m, cOrd, 0)
	if !told.full() || !r.sameSentence(m.first) {
		return result{typ: typeDate}
	}
	return dated(cal{told.y + int(t.num), told.m, told.d}, false)
}

// length writes an ISO 8601 duration.
func length(n float64, unit string) string {
	switch unit {
	case "DE":
		n, unit = 10*n, "Y"
	case "CE":
		n, unit = 100*n, "Y"
	case "FN":
		n, unit = 2*n, "W"
	case "Q":
		n, unit = 3*n, "M"
	case "N", "WE":
		unit = "D"
	}
	num := strconv.FormatFloat(n, 'f', -1, 64)
	if unit[0] == 'T' {
		return "PT" + num + unit[1:]
	}
	return "P" + num + unit
}

// vague writes a duration whose count the text leaves open: TIMEX3's "PXD".
func vague(unit string) string {
	switch unit {
	case "N", "WE":
		unit = "D"
	case "FN":
		unit = "W"
	case "Q":
		unit = "M"
	}
	if unit[0] == 'T' {
		return "PTX" + unit[1:]
	}
	return "PX" + unit
}

// resolveDuration resolves a length of time. Ages are none: "the 84-year-old leader".
func resolveDuration(r *reader, m *match) result {
	if r.age(m) {
		return result{drop: true}
	}
	unit := r.unitOf(m)
	if unit == "Q" || unit == "TS" && r.ts[m.core].is("a") { // fractions, and "a second attempt"
		return result{drop: true}
	}
	n, ok := r.count(m)
	half := r.has(m, "half")
	switch {
	case half && r.has(m, "and"):
		if !ok || n == 0 {
			n = 1
		}
		n += 0.5
	case half:
		n = 0.5
	case r.has(m, "one") || r.has(m, "another") && !ok:
		n = 1
		if r.ts[m.last-1].classes&cUnits != 0 && !r.has(m, "one") {
			return result{typ: typeDuration, value: vague(unit)}
		}
	case r.has(m, "couple"):
		n = 2
	case !ok:
		if !r.bareStands(m) {
			return result{drop: true}
		}
		return result{typ: typeDuration, value: vague(unit)}
	}
	if half && n == 0.5 && unit == "TH" {
		n, unit = 30, "TM"
	}
	if r.perUnit(m) {
		return result{typ: typeSet, value: length(n, unit)}
	}
	if two := r.find(m, cUnits, 1); two != nil { // "two hours and ten minutes"
		return result{typ: typeDuration, value: length(n, r.find(m, cUnits, 0).val(cUnits)) +
			length(r.find(m, cNum, 1).num, two.val(cUnits))[len("PT"):]}
	}
	return result{typ: typeDuration, value: length(n, unit)}
}

// age tells whether "old" or "of age" follows, or an age is counted: "aged 40".
func (r *reader) age(m *match) bool {
	i := m.last
	if r.lower(i) == "-" {
		i++
	}
	after := r.lower(i)
	return after == "old" || after == "olds" || after == "of" && r.lower(i+1) == "age"
}

// perUnit tells whether "a day" tells how often: "three times a day".
func (r *reader) perUnit(m *match) bool {
	if !r.ts[m.core].is("a") || m.last-m.core != 2 || m.effect != "" {
		return false
	}
	before := r.lower(m.core - 1)
	return before == "times" || before == "once" || before == "twice"
}

// bareStands tells whether "days" or "weeks" alone is a length of time.
func (r *reader) bareStands(m *match) bool {
	if m.last-m.core > 1 || m.effect != "" {
		return true
	}
	switch r.lower(m.core - 1) {
	case "for", "after", "within", "over", "in", "than", "many", "of", "took", "take", "taken", "spent", "lasted", "following", "through":
		return true
	}
	return r.sentenceStart(m.core) && r.lower(m.last) == "of"
}

var sets = map[string]string{"daily": "P1D", "nightly": "P1D", "hourly": "PT1H", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M",
	"yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biweekly": "P2W", "bimonthly": "P2M", "biannual": "P6M"}

func resolveSet(r *reader, m *match) result {
	if s, ok := sets[r.ts[m.core].word.text]; ok {
		return result{typ: typeSet, value: s}
	}
	if w := r.find(m, cWeekday, 0); w != nil {
		return result{typ: typeSet, value: "XXXX-WXX-" + w.val(cWeekday)}
	}
	n := 1.0
	if t := r.find(m, cNum, 0); t != nil {
		n = t.num
	} else if r.has(m, "other") {
		n = 2
	}
	return result{typ: typeSet, value: length(n, r.unitOf(m))}
}

// resolveNow gives TIMEX3's word for the present: the day would claim more than the text.
func resolveNow(*reader, *match) result {
	return result{typ: typeDate, value: "PRESENT_REF"}
}
