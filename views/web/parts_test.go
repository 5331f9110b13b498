package web

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"rapporteur/ledger"
	"rapporteur/record"
)

func TestDurationsInWords(t *testing.T) {
	for in, want := range map[string]string{"PT5H": "5 h", "PT2H30M": "2 h 30 min", "P2D": "2 days", "P1W": "1 week", "P1DT90M": "1 day 90 min", "PT1.5H": "1.5 h", "soon": "soon"} {
		if got := duration(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestDaysInWords(t *testing.T) {
	for in, want := range map[string]string{"": "day unknown", "2025-12-02": "2 December 2025", "2025-23": "autumn 2025", "2025-23/..": "from autumn 2025", "2025-21/2025-24": "spring 2025 – winter 2025"} {
		if got := dayOr(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestLinksAreOfTheWebAlone(t *testing.T) {
	for in, want := range map[string]string{"https://news.example/a?b=c": "https://news.example/a?b=c", "http://news.example/": "http://news.example/", "javascript:alert(1)": "", "JaVaScRiPt:alert(1)": "", "data:text/html,x": "", "//news.example": "", "https:": "", " https://x.example": "", "file:///etc/passwd": ""} {
		if got := link(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.IntRange(1, 40).Draw(t, "n")
		got := clip(n, s)
		if !strings.HasPrefix(s, strings.TrimSuffix(got, "…")) && strings.TrimSpace(s) == s && got != "…" {
			t.Fatalf("%q is no beginning of %q", got, s)
		}
		if c := utf8.RuneCountInString(got); c > n+1 {
			t.Fatalf("%d characters of at most %d", c, n)
		}
	})
}

// The segments of a page hold the text of its blocks, whole and in order, wherever the marks lie.
func TestSegmentsHoldTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat("ab çd\n", rapid.IntRange(1, 8).Draw(t, "n"))
		at := func(name string) int { return runeStart(text, rapid.IntRange(0, len(text)).Draw(t, name)) }
		rec := record.New(text)
		mid := at("block")
		rec.Story.Blocks = []record.Block{{Kind: record.Headline, End: mid}, {Kind: record.Paragraph, Start: mid, End: len(text)}}
		var marks []mark
		for range rapid.IntRange(0, 6).Draw(t, "marks") {
			a, b := at("from"), at("to")
			marks = append(marks, mark{min(a, b), max(a, b), "st", "s1", true})
		}
		from, to := at("window"), at("end")
		if from > to {
			from, to = to, from
		}
		var got strings.Builder
		lit := 0
		for _, b := range blocksOf(rec, marks, from, to, "s1") {
			for _, s := range b.Segments {
				got.WriteString(s.Text)
				if s.ID == "lit" {
					lit++
				}
			}
		}
		if got.String() != text[from:to] {
			t.Fatalf("%q, want %q", got.String(), text[from:to])
		}
		if lit > 1 {
			t.Fatalf("%d places to go to", lit)
		}
	})
}

func TestAxisKeepsMarksInsideAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []*ledger.Encounter
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			day := rapid.SampledFrom([]string{"2026-03-01", "2026-03-02", "2026-03-04", "2026-07", "2025", "2024-02-29/2024-03-02", "../2023-01-01"}).Draw(t, "day")
			list = append(list, &ledger.Encounter{ID: "E1", Kind: "talks", Status: rapid.SampledFrom(record.EncounterStatuses()).Draw(t, "status"), Date: &day})
		}
		a := newAxis(list, form{Path: "/"}, 1000)
		if len(a.Marks)+a.Outside != len(list) || a.Outside > len(list)/2 {
			t.Fatalf("%d marks of %d encounters", len(a.Marks), len(list))
		}
		for _, m := range a.Marks {
			if m.X < axisLeft || m.X > axisWidth || m.Y < axisTop || m.Y > a.Bottom || m.Path == "" {
				t.Fatalf("a mark at %d, %d: %+v", m.X, m.Y, m)
			}
		}
		if len(a.Ticks) > 41 {
			t.Fatalf("%d ticks", len(a.Ticks))
		}
	})
}

func TestMapOfOneAndOfMany(t *testing.T) {
	at := func(lat, lon float64) *spotPlace {
		return &spotPlace{Name: "P", Times: 1, Lat: lat, Lon: lon, Mapped: true}
	}
	for name, places := range map[string][]*spotPlace{
		"none": {{Name: "nowhere"}}, "one": {at(59.9, 10.7)}, "world": {at(60, 179), at(-40, -179), at(0, 0)}, "pole": {at(90, 180), at(-90, -180)}, "column": {at(70, 10), at(-60, 10)},
	} {
		g := newGlobe(places)
		if name == "none" {
			if g != nil {
				t.Error("a map without places")
			}
			continue
		}
		for _, s := range g.Spots {
			if s.X < 0 || s.X > g.Width || s.Y < 0 || s.Y > g.Height {
				t.Errorf("%s: a spot at %d, %d of %d, %d", name, s.X, s.Y, g.Width, g.Height)
			}
		}
		if g.Height > 620 || len(g.Meridians) > 14 || len(g.Meridians) < 2 {
			t.Errorf("%s: height %d, %d meridians", name, g.Height, len(g.Meridians))
		}
	}
}
