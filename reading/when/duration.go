package when

import "strconv"

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

func whole(n float64) int {
	if n > 5000 {
		return 5000
	}
	return int(n)
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

// both joins two lengths: days before hours, as ISO 8601 wants them.
func both(a, b string) string {
	if b[1] == 'T' && a[1] == 'T' {
		return a + b[2:]
	}
	if a[1] == 'T' {
		a, b = b, a
	}
	return a + b[1:]
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
		return result{typ: typeDuration, value: both(length(n, r.find(m, cUnits, 0).val(cUnits)), length(r.find(m, cNum, 1).num, two.val(cUnits)))}
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

var sets = map[string]string{"daily": "P1D", "everyday": "P1D", "nightly": "P1D", "hourly": "PT1H", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M",
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

// resolveRef gives TIMEX3's words for an untold past or future: "recently", "in the future".
func resolveRef(r *reader, m *match) result {
	switch {
	case r.has(m, "future"):
		if !r.nounless(m.last) {
			return result{drop: true}
		}
		return result{typ: typeDate, value: "FUTURE_REF"}
	case r.has(m, "past") && !r.nounless(m.last):
		return result{drop: true}
	}
	return result{typ: typeDate, value: "PAST_REF"}
}
