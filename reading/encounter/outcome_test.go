package encounter

import (
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

// read gives the encounters of a story published on 12 March 2031.
func read(t *testing.T, text string) []record.Encounter {
	t.Helper()
	if err := english.Load(); err != nil {
		t.Fatal(err)
	}
	doc := english.Parse(text)
	w := mention.New(tree.New(doc))
	w.Day = "2031-03-12"
	parties := party.Find(w.T, nil)
	return Read(w, &Ground{Times: when.Read(doc, nil, w.Day), Parties: parties, Places: where.Read(w.T, parties), Published: w.Day})
}

func TestOutcome(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Norway and Ghana held talks in Oslo on Monday. The talks ended without agreement.", record.NoProgress},
		{"Norway and Ghana held talks in Oslo on Monday. The two sides agreed to reopen the port.", record.Agreement},
		{"The foreign ministers of Norway and Ghana met on Monday and declared a truce.", record.Agreement},
		{"The two countries resumed talks on Monday that had stalled in May, said Norway and Ghana.", record.NoProgress},
		{"Talks between Norway and Ghana in Oslo broke down on Monday.", record.Breakdown},
		{"Norway and Ghana held constructive talks in Oslo on Monday.", record.Progress},
		{"Norway and Ghana held talks in Oslo on Monday, but made little headway.", record.NoProgress},
		{"Norway and Ghana held talks in Oslo on Monday. No agreement was reached.", record.NoProgress},
		{"Norway and Ghana held talks in Oslo on Monday.", record.NoneReported},
		{"Norway and Ghana held talks in Oslo on Monday. Peru signed a treaty with Chile.", record.NoneReported},
		{"Norway and Ghana held talks in Oslo on Monday. They hope to make progress next month.", record.NoneReported},
		{"Norway and Ghana will hold talks in Oslo on Monday, which may be constructive.", record.NoneReported},
	} {
		es := read(t, c.text)
		var got []string
		for _, e := range es {
			got = append(got, e.Outcome)
		}
		if !strings.Contains(" "+strings.Join(got, " ")+" ", " "+c.want+" ") {
			t.Errorf("%q: outcomes %v, want %s", c.text, got, c.want)
		}
	}
}
