package when

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
