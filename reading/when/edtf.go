package when

import (
	"strconv"
	"strings"
)

// EDTF turns a value of this package into plain EDTF (ISO 8601-2, level 1): "1942-SU" into
// "1942-22", "198" into "198X", "2025-W49" into the interval of its days. Times of day are
// cut to their day. Durations, repetitions and "PRESENT_REF" have none: "".
func EDTF(v string) string {
	if v == "" || v[0] == 'P' || strings.HasPrefix(v, "XXXX") || v == "FUTURE_REF" {
		return ""
	}
	if s, ok := strings.CutPrefix(v, "BC"); ok {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return ""
		}
		if n == 1 {
			return "0000"
		}
		return "-" + string(pad(nil, n-1, 4))
	}
	if i := strings.IndexByte(v, 'T'); i == 10 {
		v = v[:10]
	}
	switch {
	case len(v) == 2:
		return v + "XX"
	case len(v) == 3:
		return v + "X"
	case len(v) >= 7 && v[4] == '-' && v[5] == 'W' && isDigit(v[6]):
		return weekDays(v)
	case len(v) == 7 && v[4] == '-':
		switch v[5:] {
		case "SP", "SU", "FA", "WI":
			return v[:5] + map[string]string{"SP": "21", "SU": "22", "FA": "23", "WI": "24"}[v[5:]]
		case "Q1", "Q2", "Q3", "Q4":
			return v[:5] + strconv.Itoa(32+int(v[6]-'0'))
		case "H1":
			return v[:4] + "-40"
		case "H2":
			return v[:4] + "-41"
		}
	}
	return v
}

// weekDays is the interval of an ISO week, or of its weekend.
func weekDays(v string) string {
	y, err1 := strconv.Atoi(v[:4])
	w, err2 := strconv.Atoi(v[6:min(8, len(v))])
	if err1 != nil || err2 != nil {
		return ""
	}
	monday := cal{y, 1, 4}
	monday = monday.addDays(1 - monday.weekday() + 7*(w-1))
	if strings.HasSuffix(v, "-WE") {
		return monday.addDays(5).String() + "/" + monday.addDays(6).String()
	}
	return monday.String() + "/" + monday.addDays(6).String()
}
