package parts

import "testing"

func TestDateLine(t *testing.T) {
	for _, c := range []struct {
		line     string
		dayFirst bool
		date     string
		role     Role
		ok       bool
	}{
		{"Published 3 December 2025 14:05 GMT", false, "2025-12-03T14:05:00Z", Published, true},
		{"Published on December 3, 2025 at 2:05 pm EST", false, "2025-12-03T14:05:00-05:00", Published, true},
		{"Published on 06/01/2026 - 13:55 GMT+1", false, "2026-01-06T13:55:00+01:00", Published, true},
		{"Updated: 3.12.2025, 14:05 Uhr", false, "2025-12-03", Updated, true},
		{"Updated 4 May 2025 Published 3 May 2025", false, "2025-05-03", Published, true},
		{"Sat 24 Feb 2024 12.42 CET", false, "2024-02-24", NoRole, true},
		{"Dec. 2, 2025", false, "2025-12-02", NoRole, true},
		{"3rd of December, 2025", false, "2025-12-03", NoRole, true},
		{"2025-12-02", false, "2025-12-02", NoRole, true},
		{"2025-12-02T10:00:00Z", false, "2025-12-02T10:00:00Z", NoRole, true},
		{"2025.12.02 20:00", false, "2025-12-02", NoRole, true},
		{"22/12/2025", false, "2025-12-22", NoRole, true},
		{"12/22/2025", false, "2025-12-22", NoRole, true},
		{"02/12/2025", true, "2025-12-02", NoRole, true},
		{"02/12/2025", false, "", NoRole, false},
		{"2 minute readApril 25, 20232:26 PM GMT+2Last Updated 9 min ago", false, "2023-04-25", NoRole, true},
		{"Stand: 03. Dezember 2025", false, "2025-12-03", Updated, true},
		{"Veröffentlicht am 27.04.24 um 07:39 Uhr", true, "2024-04-27", Published, true},
		{"3 de diciembre de 2025", true, "2025-12-03", NoRole, true},
		{"2025年12月3日", false, "2025-12-03", NoRole, true},
		{"31 February 2025", false, "", NoRole, false},
		{"Room 12, floor 3", false, "", NoRole, false},
		{"May 5", false, "", NoRole, false},
		{"02:14 min. Verfügbar bis 06.05.2026", true, "", NoRole, false},
		{"Available until 6 May 2026", false, "", NoRole, false},
	} {
		date, role, ok := DateLineIn(c.line, c.dayFirst)
		if ok != c.ok || ok && (date != c.date || role != c.role) {
			t.Errorf("%q: %q %v %v, want %q %v %v", c.line, date, role, ok, c.date, c.role, c.ok)
		}
	}
}

func FuzzFindDates(f *testing.F) {
	f.Add("Published 3 December 2025 14:05 GMT")
	f.Add("12.13.2025 2025年 . 12/ 1:2:")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, d := range FindDates(s) {
			if d.Start < last || d.End <= d.Start || d.End > len(s) || len(d.Date) < 10 {
				t.Fatalf("%q: %+v after %d", s, d, last)
			}
			last = d.End
		}
		DateLineIn(s, true)
	})
}
