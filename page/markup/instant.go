package markup

import (
	"strconv"
	"strings"
	"time"

	"rapporteur/page/parts"
)

var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05.999Z0700", "2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05.999Z07:00",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST",
	"Mon Jan 2 15:04:05 MST 2006", "2006-01-02 15:04:05 -0700 MST"}

// local are the layouts that tell the time but not its zone; of these the day is kept.
var local = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02", "2006/01/02",
	"2006/01/02 15:04:05", "20060102150405", "20060102", "2006-1-2", "2006-01-02T15:04:05.999", "2 Jan 2006", "Jan 2, 2006", "January 2, 2006",
	"2006-01-02T1504", "02.01.2006", "02.01.2006 15:04", "2.1.2006", "Jan 2, 2006 3:04:05 PM", "2006-01"}

// instant is a date of metadata in RFC 3339, or the day alone where it has no zone; ""
// where it is no date.
func instant(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 80 {
		return ""
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return sane(t, time.RFC3339)
		}
	}
	for _, l := range local {
		if t, err := time.Parse(l, s); err == nil {
			return sane(t, time.DateOnly)
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch {
		case n > 1e12 && n < 1e13:
			return sane(time.UnixMilli(n).UTC(), time.RFC3339)
		case n > 1e8 && n < 1e10:
			return sane(time.Unix(n, 0).UTC(), time.RFC3339)
		}
	}
	if days := parts.FindDates(s); len(days) > 0 {
		return days[0].Date
	}
	if len(s) > 10 {
		if t, err := time.Parse(time.DateOnly, s[:10]); err == nil {
			return sane(t, time.DateOnly)
		}
	}
	return ""
}

// sane formats t, "" where no news page can be from then.
func sane(t time.Time, layout string) string {
	if t.Year() < 1900 || t.Year() > 2199 {
		return ""
	}
	return t.Format(layout)
}
