package when

import "strconv"

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
		"mdrange": resolveMDRange, "dmrange": resolveDMRange, "bcmonth": resolveBCMonth, "bcrange": resolveBCRange, "weekof": resolveWeekOf, "weekend": resolveWeekend, "decades": resolveDecades, "ym": resolveYearMonth, "nthday": resolveNthDay, "weekon": resolveWeekOn, "weekyear": resolveWeekOfYear, "yearof": resolveYearOf, "clockon": resolveClockOn, "decade": resolveDecade, "century": resolveCentury,
		"quarter": resolveQuarter, "half": resolveHalf, "sy": resolveSeason, "s": resolveSeason, "rels": resolveSeason,
		"holiday": resolveHoliday, "wd": resolveWeekday, "wdweek": resolveWeekdayOfWeek, "today": resolveToday,
		"daypart": resolveDayPart, "partof": resolvePartOf, "clock": resolveClock, "relu": resolveRelUnit, "year0": resolveTheUnitBeside,
		"ago": resolveAgo, "later": resolveLater, "fromnow": resolveFromNow, "past": resolveSpan, "anniversary": resolveAnniversary,
		"dur": resolveDuration, "set": resolveSet, "now": resolveNow, "ref": resolveRef,
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
