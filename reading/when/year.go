package when

import "strconv"

func resolveBC(r *reader, m *match) result {
	n := r.find(m, cNum|cYear, 0)
	era := r.find(m, cBce, 0).val(cBce)
	y := int(n.num)
	if y < 1 || y > 9999 {
		return result{drop: true}
	}
	if era == "ad" {
		if m.last-m.core != 2 || r.ts[m.core].classes&cBce == 0 && !r.ts[m.last-1].upper {
			return result{drop: true}
		}
		return dated(cal{y: y}, true)
	}
	if !r.ts[m.last-1].upper {
		return result{drop: true}
	}
	return result{typ: typeDate, value: string(pad([]byte("BC"), y, 4))}
}

// resolveBCRange resolves "499-493 BC" to two years.
func resolveBCRange(r *reader, m *match) result {
	a, b := &r.ts[m.core], &r.ts[m.last-2]
	if a.num <= b.num || b.num < 1 || a.num > 9999 || r.ts[m.last-1].val(cBce) != "bc" || !r.ts[m.last-1].upper {
		return result{drop: true}
	}
	value := func(n float64) string { return string(pad([]byte("BC"), int(n), 4)) }
	res := result{typ: typeDate, value: value(a.num), more: []part{{m.last - 2, m.last, value(b.num), cal{}}}}
	m.last = m.core + 1
	return res
}

// resolveBCMonth resolves "August 480 BC".
func resolveBCMonth(r *reader, m *match) result {
	n := r.find(m, cNum|cYear, 0)
	if n.classes&cMonth != 0 || n.num < 1 || !r.ts[m.last-1].upper || r.find(m, cBce, 0).val(cBce) != "bc" {
		return result{drop: true}
	}
	b := append(pad([]byte("BC"), int(n.num), 4), '-')
	return result{typ: typeDate, value: string(pad(b, monthOf(r.find(m, cMonth, 0)), 2))}
}

func resolveYear(r *reader, m *match) result {
	if !r.yearStands(m) {
		return result{drop: true}
	}
	return dated(cal{y: r.ts[m.core].y}, true)
}

func resolveYearRange(r *reader, m *match) result {
	a, b := &r.ts[m.core], &r.ts[m.last-1]
	end := a.y/100*100 + int(b.num)
	if end <= a.y {
		return result{drop: true}
	}
	res := dated(cal{y: a.y}, true)
	res.more = []part{{m.last - 1, m.last, cal{y: end}.String(), cal{y: end}}}
	m.last = m.core + 1
	return res
}

func resolveDecade(r *reader, m *match) result {
	t := &r.ts[m.last-1]
	if r.ts[m.core].classes&cDecade != 0 && t.word != nil && !r.ts[max(m.first-1, 0)].is("the") && m.effect == "" {
		return result{drop: true} // "in his sixties"
	}
	return result{typ: typeDate, value: strconv.Itoa(int(t.num)), day: cal{y: int(t.num) * 10}}
}

// resolveDecades resolves "the 1970's", which "the 1972's" is not.
func resolveDecades(r *reader, m *match) result {
	t := &r.ts[m.core+1]
	n := int(t.num)
	if n < 100 {
		n += 1900
	}
	if n%10 != 0 || n < 1920 || !r.closed(m.last) && !guardWords()["follows"][r.lower(m.last)] {
		return result{drop: true}
	}
	return result{typ: typeDate, value: strconv.Itoa(n / 10), day: cal{y: n}}
}

// resolveYearMonth resolves "2025-11"; what is no month may be a range: "1915-17".
func resolveYearMonth(r *reader, m *match) result {
	mo := int(r.ts[m.last-1].num)
	if mo < 1 || mo > 12 || mo > r.ts[m.core].y%100 && r.ts[m.core].y < 2000 {
		return resolveYearRange(r, m)
	}
	if r.ts[m.core].y < 2010 {
		return resolveYearRange(r, m)
	}
	return dated(cal{y: r.ts[m.core].y, m: mo}, true)
}

// resolveWeekOfYear resolves "the third week of 2027".
func resolveWeekOfYear(r *reader, m *match) result {
	y, n := r.find(m, cYear, 0).y, int(r.find(m, cOrd, 0).num)
	if n < 1 || n > 53 {
		return result{drop: true}
	}
	b := append(pad(nil, y, 4), "-W"...)
	return result{typ: typeDate, value: string(pad(b, n, 2)), day: cal{y: y}, year: true}
}

func resolveCentury(r *reader, m *match) result {
	n := int(r.find(m, cOrd, 0).num)
	if n < 1 || n > 30 {
		return result{drop: true}
	}
	return result{typ: typeDate, value: string(pad(nil, n-1, 2))}
}

func resolveQuarter(r *reader, m *match) result {
	n := 0
	if t := r.find(m, cQuarter, 0); t != nil {
		n, _ = strconv.Atoi(t.val(cQuarter))
	} else {
		n = int(r.find(m, cOrd, 0).num)
	}
	if n < 1 || n > 4 {
		return result{drop: true}
	}
	y := r.pub.y
	if t := r.find(m, cYear, 0); t != nil {
		y = t.y
	} else if r.find(m, cRel, 0) != nil {
		y = r.relYear(m)
	}
	if y == 0 {
		return result{typ: typeDate}
	}
	return result{typ: typeDate, value: cal{y: y}.String() + "-Q" + strconv.Itoa(n), day: cal{y: y, m: 3*n - 2}}
}

func resolveHalf(r *reader, m *match) result {
	n := "1"
	if r.has(m, "second") || r.has(m, "h2") {
		n = "2"
	}
	y := r.find(m, cYear, 0).y
	return result{typ: typeDate, value: cal{y: y}.String() + "-H" + n, day: cal{y: y}, year: true}
}

// seasonMonths holds the middle month of each season, north of the equator.
var seasonMonths = map[string]int{"SP": 4, "SU": 7, "FA": 10, "WI": 1}

func resolveSeason(r *reader, m *match) result {
	t := r.find(m, cSeason, 0)
	s := t.val(cSeason)
	if m.rule.name == "s" && !r.seasonStands(m, t) {
		return result{drop: true}
	}
	y, explicit := 0, false
	switch rel := r.find(m, cRel, 0); {
	case r.find(m, cYear, 0) != nil:
		y, explicit = r.find(m, cYear, 0).y, true
	case r.yearBehind(m) > 0:
		y = r.yearBehind(m)
	case m.rule.name == "sy":
		y = r.relYear(m)
	case rel != nil:
		base, step := r.relBase(rel, r.ts[m.core].is("the"))
		if y = base.y; y > 0 {
			y = seasonYear(base, s, step)
		}
	case r.narrative:
		y = r.told().y
	default:
		y = r.seasonByTense(m, s)
	}
	if y == 0 {
		return result{typ: typeDate}
	}
	return result{typ: typeDate, value: cal{y: y}.String() + "-" + s, day: cal{y: y, m: seasonMonths[s]}, year: explicit}
}

// seasonByTense returns the year of a bare season in the news: that of publication, or the
// one before where the season lies ahead and the clause behind.
func (r *reader) seasonByTense(m *match, s string) int {
	y, mid := r.pub.y, seasonMonths[s]
	t := r.tenseAt(m.first, m.last)
	switch {
	case y == 0 || r.pub.m == 0:
	case t == past && mid > r.pub.m+1:
		y--
	case s == "WI" && r.pub.m >= 9 && t != past, t == future && mid < r.pub.m-5:
		y++
	}
	return y
}

// seasonYear returns the year of the last, this or the next season of a kind.
func seasonYear(base cal, s string, step int) int {
	mid := seasonMonths[s]
	switch {
	case step < 0 && base.m > 0 && mid >= base.m-1:
		return base.y - 1
	case step > 0 && mid <= base.m:
		return base.y + 1
	}
	return base.y
}
