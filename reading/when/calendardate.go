package when

import "strconv"

func resolveYMD(r *reader, m *match) result {
	mo, y := r.find(m, cMonth, 0), r.find(m, cYear, 0)
	return dated(cal{y.y, monthOf(mo), r.dayOf(m)}, true)
}

func resolveISO(r *reader, m *match) result {
	t := &r.ts[m.core]
	return dated(cal{t.y, t.mo, t.d}, true)
}

func resolveMD(r *reader, m *match) result {
	mo := monthOf(r.find(m, cMonth, 0))
	d := r.dayOf(m)
	if d < 1 || d > 31 {
		return result{drop: true}
	}
	if y := r.relYear(m); y > 0 {
		return dated(cal{y, mo, d}, true)
	}
	y := r.yearFor(m, mo, d)
	if y == 0 {
		return result{typ: typeDate}
	}
	res := dated(cal{y, mo, d}, false)
	res.open = true
	return res
}

func resolveMY(r *reader, m *match) result {
	mo := r.find(m, cMonth, 0)
	if y := r.find(m, cYear, 0); y != nil {
		return dated(cal{y: y.y, m: monthOf(mo)}, true)
	}
	if y := r.relYear(m); y > 0 {
		return dated(cal{y: y, m: monthOf(mo)}, true)
	}
	return result{typ: typeDate}
}

// relYear returns the year of "last year", "that year" in the match; 0 for none.
func (r *reader) relYear(m *match) int {
	t := r.find(m, cRel, 0)
	if t == nil {
		return 0
	}
	base, step := r.relBase(t, false)
	if !base.known() {
		return 0
	}
	return base.y + step
}

// relBase returns what a word such as "next" counts from and how far: the publication for
// "last", "next", "this", the date told before for the others and for "the next".
func (r *reader) relBase(t *token, the bool) (base cal, step int) {
	told := r.told()
	switch t.val(cRel) {
	case "last", "past":
		base, step = r.pub, -1
	case "next":
		base, step = r.pub, 1
		if the && told.known() {
			base = told
		}
	case "this":
		base = r.pub
	case "prev":
		base, step = told, -1
	case "foll":
		base, step = told, 1
	default:
		base = told
	}
	if r.narrative && told.known() {
		base = told
	}
	return base, step
}

func resolveM(r *reader, m *match) result {
	t := &r.ts[m.core]
	mo := monthOf(t)
	if !r.monthStands(m, t, mo) {
		return result{drop: true}
	}
	y := r.yearFor(m, mo, 0)
	if y == 0 {
		return result{typ: typeDate}
	}
	res := dated(cal{y: y, m: mo}, false)
	res.open = true
	return res
}

func resolveRelMonth(r *reader, m *match) result {
	mo := monthOf(r.find(m, cMonth, 0))
	t := r.find(m, cRel, 0)
	base, step := r.relBase(t, r.ts[m.core].is("the"))
	if t.val(cRel) == "that" || t.val(cRel) == "same" {
		base = cal{r.yearFor(m, mo, 0), mo, 0}
	}
	if !base.month() || base.y == 0 {
		return result{typ: typeDate}
	}
	y := base.y
	switch {
	case step < 0 && mo >= base.m:
		y--
	case step > 0 && mo <= base.m:
		y++
	}
	return dated(cal{y: y, m: mo}, false)
}

// resolveDay reads "the 20th" as a day of the month told last.
func resolveDay(r *reader, m *match) result {
	t := &r.ts[m.last-1]
	told := r.told()
	if m.last-m.core != 2 || !isDigit(r.text[t.start]) || t.num < 1 || t.num > 31 || !told.month() || !r.nounless(m.last) {
		return result{drop: true}
	}
	return dated(cal{told.y, told.m, int(t.num)}, false)
}

// nounless tells whether no word follows token i-1 that it could belong to.
func (r *reader) nounless(i int) bool {
	if i >= len(r.ts) || r.ts[i].line {
		return true
	}
	t := &r.ts[i]
	return !isLetter(r.text[t.start]) && !isDigit(r.text[t.start]) && t.classes&cHyphen == 0 || guardWords()["follows"][r.lower(i)]
}

// resolveWeekOf resolves "the last week of August" to the month, approximately.
func resolveWeekOf(r *reader, m *match) result {
	mo := monthOf(r.find(m, cMonth, 0))
	y, explicit := 0, false
	if t := r.find(m, cYear, 0); t != nil {
		y, explicit = t.y, true
	} else if y = r.yearFor(m, mo, 0); y == 0 {
		return result{typ: typeDate}
	}
	res := dated(cal{y: y, m: mo}, explicit)
	res.value = approximate(res.value)
	return res
}

func resolveMDRange(r *reader, m *match) result {
	mo := monthOf(&r.ts[m.core])
	d1 := int(r.ts[m.core+1].num)
	second := m.core + 3
	y, explicit := 0, false
	if t := r.find(m, cYear, 0); t != nil {
		y, explicit = t.y, true
	} else {
		y = r.yearFor(m, mo, d1)
	}
	d2 := int(r.ts[second].num)
	if d2 <= d1 {
		return result{drop: true}
	}
	return r.rangeOf(m, m.core+2, second, cal{y, mo, d1}, cal{y, mo, d2}, explicit)
}

func resolveDMRange(r *reader, m *match) result {
	mo := monthOf(r.find(m, cMonth, 0))
	a := r.find(m, cDay, 0)
	second := m.core
	for &r.ts[second] != a {
		second++
	}
	endA := second + 1
	second += 2
	if r.ts[second].is("the") {
		second++
	}
	b := &r.ts[second]
	y, explicit := 0, false
	if t := r.find(m, cYear, 0); t != nil {
		y, explicit = t.y, true
	} else {
		y = r.yearFor(m, mo, int(b.num))
	}
	if b.num <= a.num {
		return result{drop: true}
	}
	return r.rangeOf(m, endA, second, cal{y, mo, int(a.num)}, cal{y, mo, int(b.num)}, explicit)
}

// rangeOf makes two expressions of a range: tokens up to endA, and from second.
func (r *reader) rangeOf(m *match, endA, second int, a, b cal, explicit bool) result {
	if a.y == 0 {
		return result{typ: typeDate}
	}
	if !a.valid() || !b.valid() {
		return result{drop: true}
	}
	res := dated(a, explicit)
	res.more = []part{{second, m.last, b.String(), b}}
	m.last = endA
	return res
}

func resolveHoliday(r *reader, m *match) result {
	y, explicit := 0, false
	if t := r.find(m, cYear, 0); t != nil {
		y, explicit = t.y, true
	} else {
		base := holidayIn(m.holiday, max(r.pub.y, 1))
		y = r.yearFor(m, base.m, base.d)
	}
	if y == 0 {
		return result{typ: typeDate}
	}
	res := dated(holidayIn(m.holiday, y), explicit)
	if t := r.find(m, cPart, 0); t != nil {
		res.typ, res.value = typeTime, res.value+"T"+t.val(cPart)
	}
	return res
}

// resolveNthDay resolves "the first Friday of July", "the last Monday in May 2026".
func resolveNthDay(r *reader, m *match) result {
	mo := monthOf(r.find(m, cMonth, 0))
	w, _ := strconv.Atoi(r.find(m, cWeekday, 0).val(cWeekday))
	y, explicit := 0, false
	if t := r.find(m, cYear, 0); t != nil {
		y, explicit = t.y, true
	} else {
		y = r.yearFor(m, mo, 0)
	}
	if y == 0 {
		return result{typ: typeDate}
	}
	n := -1
	if t := r.find(m, cOrd, 0); t != nil && !t.is("final") {
		n = int(t.num)
	}
	first := cal{y, mo, 1}
	day := first.addDays((w-first.weekday()+7)%7 + 7*(n-1))
	if n < 0 {
		next := first.addMonths(1)
		last := cal{next.y, next.m, 1}.addDays(-1)
		day = last.addDays(-((last.weekday() - w + 7) % 7))
	}
	if day.m != mo {
		return result{drop: true}
	}
	return dated(day, explicit)
}

// resolveWeekOn resolves "the week of Sept. 16".
func resolveWeekOn(r *reader, m *match) result {
	res := resolveMD(r, m)
	if t := r.find(m, cYear, 0); t != nil {
		res = resolveYMD(r, m)
	}
	if !res.drop && res.day.full() {
		res.value, res.open = res.day.week(), false
	}
	return res
}
