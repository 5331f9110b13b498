package when

import (
	"strconv"
	"strings"
)

// Types of a time expression.
const (
	typeDate     = "date"
	typeTime     = "time"
	typeDuration = "duration"
	typeSet      = "set"
)

// result is what a resolver makes of a match. An empty value is an expression that the
// text leaves open; drop says that the words are no time expression.
type result struct {
	typ   string
	value string
	day   cal  // the calendar date, as far as it is known: the reference of what follows
	drop  bool // not a time expression
	more  []part
	year  bool // the expression itself names its year
	open  bool // a month or day whose year was guessed: a later year may mend it
}

// part is a further expression inside one match, tokens [first, last): "4 to 5 February"
// are two.
type part struct {
	first, last int
	value       string
	day         cal
}

// resolver turns a match into a value.
type resolver func(r *reader, m *match) result

var resolvers map[string]resolver

func init() {
	resolvers = map[string]resolver{
		"ymd": resolveYMD, "iso": resolveISO, "md": resolveMD, "mdrel": resolveMD, "my": resolveMY, "myrel": resolveMY, "m": resolveM,
		"relm": resolveRelMonth, "d": resolveDay, "bc": resolveBC, "y": resolveYear, "yrange": resolveYearRange,
		"mdrange": resolveMDRange, "dmrange": resolveDMRange, "bcmonth": resolveBCMonth, "bcrange": resolveBCRange, "weekof": resolveWeekOf, "weekend": resolveWeekend, "yearof": resolveYearOf, "clockon": resolveClockOn, "decade": resolveDecade, "century": resolveCentury,
		"quarter": resolveQuarter, "half": resolveHalf, "sy": resolveSeason, "s": resolveSeason, "rels": resolveSeason,
		"holiday": resolveHoliday, "wd": resolveWeekday, "wdweek": resolveWeekdayOfWeek, "today": resolveToday,
		"daypart": resolveDayPart, "partof": resolvePartOf, "clock": resolveClock, "relu": resolveRelUnit, "year0": resolveTheUnitBeside,
		"ago": resolveAgo, "later": resolveLater, "fromnow": resolveFromNow, "past": resolveSpan, "anniversary": resolveAnniversary,
		"dur": resolveDuration, "set": resolveSet, "now": resolveNow,
	}
}

// find returns the nth token of a class in the rule's part of the match, or nil.
func (r *reader) find(m *match, c class, nth int) *token {
	for i := m.core; i < m.last; i++ {
		if r.ts[i].classes&c != 0 {
			if nth == 0 {
				return &r.ts[i]
			}
			nth--
		}
	}
	return nil
}

func (r *reader) has(m *match, w string) bool {
	for i := m.core; i < m.last; i++ {
		if r.ts[i].is(w) {
			return true
		}
	}
	return false
}

func dated(c cal, explicit bool) result {
	if !c.valid() {
		return result{drop: true}
	}
	return result{typ: typeDate, value: c.String(), day: c, year: explicit}
}

func monthOf(t *token) int { n, _ := strconv.Atoi(t.val(cMonth)); return n }

// dayOf returns the day of the month in the match: the digits or ordinal beside the month.
func (r *reader) dayOf(m *match) int {
	for i := m.core; i < m.last; i++ {
		t := &r.ts[i]
		if t.classes&(cDay|cOrd) != 0 && t.classes&cMonth == 0 {
			return int(t.num)
		}
	}
	return 0
}

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
	return !isLetter(r.text[t.start]) && !isDigit(r.text[t.start]) && t.classes&cHyphen == 0 || follows[strings.ToLower(r.text[t.start:t.end])]
}

// follows holds the small words that may stand behind a date.
var follows = map[string]bool{"and": true, "to": true, "of": false, "in": true, "at": true, "the": true, "with": true, "when": true, "after": true, "before": true,
	"as": true, "by": true, "for": true, "he": true, "she": true, "they": true, "it": true, "that": true, "but": true, "until": true, "while": true, "or": true}

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

// resolveYearOf resolves "the first ten months of 1915" to their length.
func resolveYearOf(r *reader, m *match) result {
	n, ok := r.count(m)
	y := r.find(m, cYear, 0)
	if !ok {
		return result{drop: true}
	}
	res := result{typ: typeDuration, value: length(n, r.find(m, cUnits, 0).val(cUnits))}
	if y != nil {
		res.day, res.year = cal{y: y.y}, true
	}
	return res
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
	for second = m.core; &r.ts[second] != a; second++ {
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

func resolveDecade(r *reader, m *match) result {
	t := &r.ts[m.last-1]
	if r.ts[m.core].classes&cDecade != 0 && t.word != nil && !r.ts[max(m.first-1, 0)].is("the") && m.effect == "" {
		return result{drop: true} // "in his sixties"
	}
	return result{typ: typeDate, value: strconv.Itoa(int(t.num)), day: cal{y: int(t.num) * 10}}
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
	if r.has(m, "second") {
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
	case s == "WI" && r.pub.m >= 9 && t != past, t == future && mid < r.pub.m-2:
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
