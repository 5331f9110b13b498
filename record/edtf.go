package record

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The shapes that a record uses of EDTF (ISO 8601-2): years, months, seasons and days, digits unspecified as X,
// approximate (~), uncertain (?) or both (%), instants, and intervals of these with open ends.
var (
	edtfDate    = regexp.MustCompile(`^-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?$`)
	edtfInstant = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}(:?\d{2})?)?$`)
	isoDuration = regexp.MustCompile(`^P(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$`)
	clockTime   = regexp.MustCompile(`^T\d{2}(:\d{2}(:\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$`)
	vagueLength = regexp.MustCompile(`^PT?X[YMWDHS]$`)
	// repeated covers sets: every Tuesday (XXXX-WXX-2), each year (P1Y), three times a week (R3/P1W).
	repeated = regexp.MustCompile(`^(R\d*/\S+|[0-9X]{4}-W[0-9X]{2}(-[1-7])?(T\S+)?|XXXX(-[0-9X]{2}){0,2})$`)
	// timex is what time expressions may carry in the words of TIMEX3 (ISO-TimeML), where EDTF has none: the evening of a day, a
	// week or weekend, a season, quarter or half of a year, a decade or century, a year before our era, now and then.
	timex = regexp.MustCompile(`^([0-9X]{4}-[0-9X]{2}-[0-9X]{2}T(MO|MI|AF|EV|NI|DT)|[0-9X]{4}-W[0-9X]{2}(-WE)?|[0-9X]{4}-(SP|SU|FA|WI|Q[1-4X]|H[12X])|[0-9X]{2,3}|BC\d{4}(-\d{2})?|(PAST|PRESENT|FUTURE)_REF)[~?%]?$`)
)

// IsEDTF tells whether s is a date, an instant or an interval in the shapes of EDTF that records use.
func IsEDTF(s string) bool {
	a, b, interval := strings.Cut(s, "/")
	if !interval {
		return isPoint(a)
	}
	open := func(x string) bool { return x == "" || x == ".." }
	return (open(a) || isPoint(a)) && (open(b) || isPoint(b)) && !(open(a) && open(b))
}

func isPoint(s string) bool {
	if edtfInstant.MatchString(s) {
		return isDay(s[:10])
	}
	if !edtfDate.MatchString(s) {
		return false
	}
	d := strings.TrimRight(strings.TrimPrefix(s, "-"), "~?%")
	if len(d) == 10 && !strings.Contains(d, "X") {
		return isDay(d)
	}
	if len(d) >= 7 && !strings.Contains(d[5:7], "X") {
		m, _ := strconv.Atoi(d[5:7])
		return m >= 1 && m <= 12 || len(d) == 7 && m >= 21 && m <= 41 // seasons, quarters and halves
	}
	return true
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// IsDuration tells whether s is an ISO 8601 duration with at least one part ("PT5H", "P2D").
func IsDuration(s string) bool {
	return len(s) > 2 && isoDuration.MatchString(s) && !strings.HasSuffix(s, "T")
}

// isTimeValue tells whether v is a value for a time expression of the given type.
func isTimeValue(kind, v string) bool {
	if IsEDTF(v) || timex.MatchString(v) {
		return true
	}
	switch kind {
	case "duration":
		return IsDuration(v) || vagueLength.MatchString(v)
	case "time":
		return clockTime.MatchString(v)
	case "set":
		return repeated.MatchString(v) || IsDuration(v)
	}
	return false
}
