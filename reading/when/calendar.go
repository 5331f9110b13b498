package when

import (
	"strconv"
	"strings"
	"time"
)

// cal is a calendar date, proleptic Gregorian; m and d are 0 where they are not given.
type cal struct{ y, m, d int }

func (c cal) full() bool  { return c.d > 0 }
func (c cal) month() bool { return c.m > 0 }
func (c cal) known() bool { return c.y > 0 }

func (c cal) String() string {
	b := make([]byte, 0, 10)
	b = pad(b, c.y, 4)
	if c.m > 0 {
		b = pad(append(b, '-'), c.m, 2)
		if c.d > 0 {
			b = pad(append(b, '-'), c.d, 2)
		}
	}
	return string(b)
}

func pad(b []byte, n, width int) []byte {
	s := strconv.Itoa(n)
	for k := len(s); k < width; k++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

func (c cal) time() time.Time {
	return time.Date(c.y, time.Month(max(c.m, 1)), max(c.d, 1), 0, 0, 0, 0, time.UTC)
}

func ofTime(t time.Time) cal { return cal{t.Year(), int(t.Month()), t.Day()} }

func (c cal) addDays(n int) cal { return ofTime(c.time().AddDate(0, 0, n)) }

// addMonths moves by whole months and drops the day.
func (c cal) addMonths(n int) cal {
	k := c.y*12 + max(c.m, 1) - 1 + n
	return cal{y: k / 12, m: k%12 + 1}
}

// weekday is 1 for Monday to 7 for Sunday.
func (c cal) weekday() int {
	return (int(c.time().Weekday())+6)%7 + 1
}

// week is the ISO 8601 week, "2025-W49".
func (c cal) week() string {
	y, w := c.time().ISOWeek()
	return string(pad(append(pad(nil, y, 4), "-W"...), w, 2))
}

func (c cal) quarter() int { return (max(c.m, 1)-1)/3 + 1 }

// valid tells whether the day is one of its month.
func (c cal) valid() bool {
	return c.y > 0 && c.m <= 12 && (c.d == 0 || c.m > 0 && ofTime(c.time()) == c)
}

func (c cal) before(o cal) bool {
	return c.y < o.y || c.y == o.y && (c.m < o.m || c.m == o.m && c.d < o.d)
}

// parseDay reads the day at the head of an EDTF date or RFC 3339 instant; what is not
// given stays 0.
func parseDay(s string) cal {
	s = strings.TrimRight(s, "~?%")
	if i := strings.IndexAny(s, "T/ "); i >= 0 {
		s = s[:i]
	}
	var c cal
	for i, f := range strings.SplitN(s, "-", 3) {
		n, err := strconv.Atoi(f)
		if err != nil || n <= 0 || i == 0 && len(f) != 4 {
			break
		}
		switch i {
		case 0:
			c.y = n
		case 1:
			c.m = n
		case 2:
			c.d = n
		}
	}
	if !c.valid() {
		return cal{}
	}
	return c
}

// holidayIn returns the day of a rule of holidays.tsv in a year.
func holidayIn(rule string, y int) cal {
	if s, ok := strings.CutPrefix(rule, "easter"); ok {
		n, _ := strconv.Atoi(s)
		return easter(y).addDays(n)
	}
	f := strings.FieldsFunc(rule, func(r rune) bool { return r == ':' })
	if len(f) == 3 {
		m, _ := strconv.Atoi(f[0])
		n, _ := strconv.Atoi(f[1])
		w, _ := strconv.Atoi(f[2])
		if n < 0 {
			last := cal{y, m, 1}.addMonths(1)
			last.d = 1
			last = last.addDays(-1)
			return last.addDays(-((last.weekday() - w + 7) % 7))
		}
		first := cal{y, m, 1}
		return first.addDays((w-first.weekday()+7)%7 + 7*(n-1))
	}
	m, d, _ := strings.Cut(rule, "-")
	mm, _ := strconv.Atoi(m)
	dd, _ := strconv.Atoi(d)
	return cal{y, mm, dd}
}

// easter is Western Easter Sunday, by the Gregorian computus.
func easter(y int) cal {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return cal{y, n / 31, n%31 + 1}
}
