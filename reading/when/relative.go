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
	case rel == "this":
		day = base.addDays(w - base.weekday())
	case r.tenseAt(m.first, m.last) == future:
		day = base.addDays(ahead)
	default:
		day = base.addDays(-back)
	}
	return partOfDay(day, p)
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
		if t.is("current") || t.is("last") { // "the last day of talks"
			return result{drop: true}
		}
		if the || t.val(cRel) != "this" {
			base = r.toldDay()
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

// resolveAnniversary resolves "the third anniversary" where the day it counts from was told.
func resolveAnniversary(r *reader, m *match) result {
	told := r.toldExplicit
	t := r.find(m, cOrd, 0)
	if !told.full() || !r.sameSentence(m.first) {
		return result{typ: typeDate}
	}
	return dated(cal{told.y + int(t.num), told.m, told.d}, false)
}

// resolveNow gives TIMEX3's word for the present: the day would claim more than the text.
func resolveNow(*reader, *match) result {
	return result{typ: typeDate, value: "PRESENT_REF"}
}
