package parts

import (
	"strings"
	"testing"
)

func TestMeasure(t *testing.T) {
	var m Measurer
	s := m.Measure(`"We have not finished," said the mediator, who left at 10 a.m.`)
	if s.First != QuoteFirst || s.Final != EndsStop || s.Words != 13 || s.Numbers != 1 || s.Quotes != 2 {
		t.Errorf("shape of a quotation: %+v", s)
	}
	if s := m.Measure("Home World Politics | Sport"); s.Marks != 1 || s.Capitals != 4 || s.Final != EndsOpen || s.Cues[Navigation] == 0 {
		t.Errorf("shape of a menu: %+v", s)
	}
	if s := m.Measure("PoliticsBusinessSport"); s.Glued != 2 {
		t.Errorf("glued menu entries: %d, want 2", s.Glued)
	}
	if a, b := m.Measure("Read More!").Hash, m.Measure("  read   more").Hash; a != b {
		t.Error("case, punctuation and spaces changed the hash of a line")
	}
	if s := m.Measure("関連記事"); s.Spaceless != 4 || s.Cues[Related] == 0 {
		t.Errorf("a cue in a script without spaces: %+v", s)
	}
	if whole, part := m.Measure("I agree").Cues[Consent], m.Measure("I agree with him").Cues[Consent]; whole == 0 || part != 0 {
		t.Errorf("a whole-line cue: %d alone, %d within a line", whole, part)
	}
}

func TestTables(t *testing.T) {
	for _, name := range []string{"cues.tsv", "function-words.tsv", "months.tsv", "date-cues.tsv", "agencies.tsv", "credit-labels.tsv", "byline-words.tsv", "breaks.tsv", "abbreviations.tsv", "not-places.tsv", "starts.tsv"} {
		seen := map[string]bool{}
		eachRow(name, func(f []string) {
			if len(f) < 2 {
				t.Errorf("%s: a row of %d fields: %q", name, len(f), f)
			}
			if row := strings.Join(f, "\t"); seen[row] {
				t.Errorf("%s: twice: %q", name, row)
			} else {
				seen[row] = true
			}
		})
		if len(seen) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	eachRow("months.tsv", func(f []string) {
		if len(f) != 13 {
			t.Errorf("months.tsv: %s has %d months", f[0], len(f)-1)
		}
	})
	if len(Languages) > 32 {
		t.Errorf("%d languages: their bits do not fit", len(Languages))
	}
}

func TestBreaks(t *testing.T) {
	s := `Skip to content Envoys meet By Marta Lindqvist The U.S. envoy met Mr. Weber. "We go on." Advertisement Talks resume.`
	var got []string
	at := 0
	for _, c := range append(Breaks(s), len(s)) {
		if p := strings.TrimSpace(s[at:c]); p != "" {
			got = append(got, p)
		}
		at = c
	}
	want := []string{"Skip to content", "Envoys meet", "By Marta Lindqvist The U.S. envoy met Mr. Weber.", `"We go on."`, "Advertisement", "Talks resume."}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("pieces:\n%s", strings.Join(got, "\n"))
	}
}

func FuzzBreaks(f *testing.F) {
	f.Add("A b. C d! Read more 「x」。")
	f.Add("By Ab Cd. \xff. A.")
	f.Fuzz(func(t *testing.T, s string) {
		last := -1
		for _, c := range Breaks(s) {
			if c <= last || c > len(s) {
				t.Fatalf("%q: cut at %d after %d", s, c, last)
			}
			last = c
		}
		var m Measurer
		if sh := m.Measure(s); int(sh.Bytes) != len(s) || sh.Phrased > int32(len(s)) {
			t.Fatalf("%q: %+v", s, sh)
		}
	})
}
