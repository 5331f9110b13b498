package parts

import "testing"

func TestParseDateline(t *testing.T) {
	for _, c := range []struct {
		text, place, agency, date, rest string
	}{
		{"KYIV, Feb 5 (Reuters) - The envoys met.", "Kyiv", "Reuters", "", "The envoys met."},
		{"MOSCOW, May 21. /TASS/. The envoys met.", "Moscow", "TASS", "", "The envoys met."},
		{"GENEVA (AP) — The envoys met.", "Geneva", "AP", "", "The envoys met."},
		{"GENEVA, Switzerland (AP) — The envoys met.", "Geneva", "AP", "", "The envoys met."},
		{"BEIRUT/THE HAGUE, March 7 (Reuters) - The envoys met.", "Beirut/The Hague", "Reuters", "", "The envoys met."},
		{"Berlin (dpa) - Die Gesandten", "Berlin", "dpa", "", "Die Gesandten"},
		{"MANILA, Sept. 12 (Xinhua) -- The envoys met.", "Manila", "Xinhua", "", "The envoys met."},
		{"Brussels, 3 December 2025 (AFP) – The envoys met.", "Brussels", "AFP", "2025-12-03", "The envoys met."},
		{"PORT SELIM — The envoys met.", "Port Selim", "", "", "The envoys met."},
		{"The talks (AP) — as they were called", "", "", "", ""},
		{"He went to Geneva (the city) - and left.", "", "", "", ""},
		{"NATO — the alliance", "", "", "", ""},
		{"Envoys met in Geneva on Monday.", "", "", "", ""},
	} {
		d, ok := ParseDateline(c.text)
		if ok != (c.place != "") {
			t.Errorf("%q: found %v (%+v)", c.text, ok, d)
			continue
		}
		if ok && (d.Place != c.place || d.Agency != c.agency || d.Date != c.date || c.text[d.End:] != c.rest) {
			t.Errorf("%q: %+v, rest %q", c.text, d, c.text[d.End:])
		}
	}
}

func FuzzParseDateline(f *testing.F) {
	f.Add("KYIV, Feb 5 (Reuters) - The")
	f.Add("A/. (\xff) —")
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDateline(s)
		if ok && (d.End <= 0 || d.End > len(s) || d.Place == "") {
			t.Fatalf("%q: %+v", s, d)
		}
	})
}
