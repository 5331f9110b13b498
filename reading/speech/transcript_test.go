package speech

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTurns(t *testing.T) {
	known := func(s string) bool { return strings.EqualFold(s, "Dahl") || strings.EqualFold(s, "Otieno") }
	for _, c := range []struct {
		name, text string
		want       []string // label=content, paragraphs joined by |
	}{
		{"names in capitals", "Partial transcript:\n\nDAHL: We wait.\n\nHOLM: For whom?\n\nDAHL: For them.\n\nWe have time.\n\nHOLM: Thank you.\n\nThe programme ran on Sunday.",
			[]string{"DAHL=We wait.", "HOLM=For whom?", "DAHL=For them.|We have time.", "HOLM=Thank you."}},
		{"questions and answers", "Q: Who comes?\nA: The envoy.\nQ: When?\nA: On Monday.",
			[]string{"Q=Who comes?", "A=The envoy.", "Q=When?", "A=On Monday."}},
		{"answers without a label", "Espen Dahl spoke to us.\nQ: Who comes?\nThe envoy.\nAnd his aides.\nQ: When?\nOn Monday.\nQ: Why?\nTo sign.",
			[]string{"Q=Who comes?", "=The envoy.|And his aides.", "Q=When?", "=On Monday.", "Q=Why?"}},
		{"titles and roles", "JOURNALIST: Minister, why now?\nMr Dahl: Because it is time.\nJOURNALIST: And the treaty?\nMr Dahl: It stands.",
			[]string{"JOURNALIST=Minister, why now?", "Mr Dahl=Because it is time.", "JOURNALIST=And the treaty?", "Mr Dahl=It stands."}},
		{"names with a role in brackets", "OTIENO (President): We agree.\nDAHL (through an interpreter): So do we.\nOTIENO: Good.\nDAHL: Good.",
			[]string{"OTIENO (President)=We agree.", "DAHL (through an interpreter)=So do we.", "OTIENO=Good.", "DAHL=Good."}},
		{"known names", "Dahl: We agree.\nOtieno: So do we.\nDahl: Good.\nOtieno: Good.",
			[]string{"Dahl=We agree.", "Otieno=So do we.", "Dahl=Good.", "Otieno=Good."}},
		{"stage directions", "DAHL: We agree.\n(Laughter.)\nOTIENO: So do we.\nDAHL: Good.\n[crosstalk]\nOTIENO: Good.",
			[]string{"DAHL=We agree.", "OTIENO=So do we.", "DAHL=Good.", "OTIENO=Good."}},
		{"in one pair of marks", "\"HOLM: Why now?\n\n\"DAHL: It is time.\n\n\"HOLM: And then?\n\n\"DAHL: We sign.\"",
			[]string{"HOLM=Why now?", "DAHL=It is time.", "HOLM=And then?", "DAHL=We sign.\""}},
		{"without a colon", "DAHL: Good morning.\nQ Will you sign?\nDAHL: We will.\nQ When?\nDAHL: Soon.",
			[]string{"DAHL=Good morning.", "Q=Will you sign?", "DAHL=We will.", "Q=When?", "DAHL=Soon."}},
		{"quoted, with the story between", "Dahl: “We wait.”\nThe next day they wrote again.\nOtieno: “So do we.”\n“And so it stays.”\nDahl: “Good.”\nOtieno: “Good.”",
			[]string{"Dahl=“We wait.”", "Otieno=“So do we.”|“And so it stays.”", "Dahl=“Good.”", "Otieno=“Good.”"}},
		{"a headline like a label", "Dahl: We wait for them\n\nDAHL: We wait.\nHOLM: For whom?\nDAHL: For them.\nHOLM: Why?",
			[]string{"DAHL=We wait.", "HOLM=For whom?", "DAHL=For them.", "HOLM=Why?"}},
		{"a heading in capitals", "TITLE: At the harbour\nQ: Who comes?\nA: The envoy.\nQ: When?\nA: On Monday.",
			[]string{"Q=Who comes?", "A=The envoy.", "Q=When?", "A=On Monday."}},
		{"a colon in a headline", "Dahl: We wait\n\nThe envoy said: “We wait.” He left.", nil},
		{"links and notes", "READ MORE: The treaty\nWATCH: The envoy\nREAD MORE: The harbour\nWATCH: The ships\nREAD MORE: The coast", nil},
		{"contacts", "Minister's Office: 5550\nDepartment: 5551\nMinister's Office: 5550\nDepartment: 5551", nil},
		{"one voice only", "DAHL: We wait.\nDAHL: We still wait.\nDAHL: We wait on.\nDAHL: Enough.", nil},
	} {
		var got []string
		for _, x := range turns(c.text, known) {
			var parts []string
			for _, p := range x.content {
				parts = append(parts, c.text[p[0]:p[1]])
			}
			got = append(got, c.text[x.start:x.end]+"="+strings.Join(parts, "|"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Whatever the text, turns are in order and within it.
func TestTurnsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("QA:. \n\"(Dé"))).Draw(t, "text")
		at := 0
		for _, x := range turns(text, func(string) bool { return true }) {
			if x.start < at || x.end < x.start {
				t.Fatalf("label [%d, %d) after byte %d", x.start, x.end, at)
			}
			at = x.end
			for _, p := range x.content {
				if p[0] < at || p[1] <= p[0] || p[1] > len(text) {
					t.Fatalf("content %v after byte %d of %d", p, at, len(text))
				}
				at = p[1]
			}
		}
	})
}

func FuzzTurns(f *testing.F) {
	f.Add("DAHL: We wait.\n\nHOLM: For whom?\n\nDAHL: For them.\n\nHOLM: Why?")
	f.Add("Q. Who?\nA. They.\nQ \u00a0When?\n\"A: Now.")
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range turns(text, func(s string) bool { return len(s)%2 == 0 }) {
			for _, p := range x.content {
				if p[0] < x.end || p[1] <= p[0] || p[1] > len(text) {
					t.Fatalf("content %v behind label [%d, %d) of %d bytes", p, x.start, x.end, len(text))
				}
			}
		}
	})
}
