package merge

import (
	"strconv"
	"strings"
	"time"
)

// Days are counted from 1970-01-01; Open stands for an open end.
const (
	Never = -1 << 30
	Open  = 1 << 30
)

// Bounds gives the first and last day that an EDTF date covers. ok is false where there is no day to be had.
func Bounds(edtf string) (lo, hi int, ok bool) {
	a, b, interval := strings.Cut(edtf, "/")
	lo, hi, ok = point(a)
	if !interval {
		return lo, hi, ok
	}
	from, upto := Never, Open
	if ok {
		from = lo
	}
	_, last, okB := point(b)
	if okB {
		upto = last
	}
	return from, upto, (ok || okB) && from <= upto
}

// DayOf gives the day of a date or an instant; ok is false for anything less exact.
func DayOf(s string) (int, bool) {
	lo, hi, ok := Bounds(s)
	return lo, ok && lo == hi
}

// Date writes a day as ISO 8601.
func Date(day int) string { return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly) }

func point(s string) (lo, hi int, ok bool) {
	s = strings.TrimRight(s, "~?%")
	if i := strings.IndexByte(s, 'T'); i > 0 {
		s = s[:i]
	}
	parts := strings.Split(s, "-")
	if s == "" || s == ".." || len(parts) > 3 || len(parts[0]) != 4 {
		return 0, 0, false
	}
	y0, err0 := strconv.Atoi(strings.ReplaceAll(parts[0], "X", "0"))
	y1, err1 := strconv.Atoi(strings.ReplaceAll(parts[0], "X", "9"))
	if err0 != nil || err1 != nil {
		return 0, 0, false
	}
	if y0 != y1 || len(parts) == 1 {
		return day(y0, 1, 1), day(y1, 12, 31), true
	}
	m, err := strconv.Atoi(parts[1])
	if err != nil {
		return day(y0, 1, 1), day(y0, 12, 31), true
	}
	if m > 12 {
		return season(y0, m)
	}
	d := 0
	if len(parts) == 3 {
		d, _ = strconv.Atoi(parts[2])
	}
	if d == 0 {
		return day(y0, m, 1), day(y0, m+1, 1) - 1, true
	}
	return day(y0, m, d), day(y0, m, d), true
}

// season gives the bounds of EDTF's divisions of a year: 21-24 seasons of the north, 33-36 quarters, 40-41 halves.
func season(y, m int) (int, int, bool) {
	first, months := 0, 3
	switch {
	case m >= 21 && m <= 24:
		first = 3 + 3*(m-21)
	case m >= 33 && m <= 36:
		first = 1 + 3*(m-33)
	case m == 40 || m == 41:
		first, months = 1+6*(m-40), 6
	default:
		return day(y, 1, 1), day(y, 12, 31), true
	}
	return day(y, first, 1), day(y, first+months, 1) - 1, true
}

func day(y, m, d int) int {
	return int(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
