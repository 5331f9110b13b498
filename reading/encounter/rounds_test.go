package encounter_test

import (
	"fmt"
	"slices"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/encounter"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

// read gives the encounters of an invented story of 8 May 2031; it needs the embedded network.
func read(t *testing.T, text string) []record.Encounter {
	t.Helper()
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	doc := english.ParseSpans(text, [][2]int{{0, len(text)}})
	w := mention.New(tree.New(doc))
	w.Day = "2031-05-08"
	parties := party.Find(w.T, nil)
	return encounter.Read(w, &encounter.Ground{Times: when.Read(doc, nil, w.Day), Parties: parties, Places: where.Read(w.T, parties), Published: w.Day})
}

// brief names day and place of the encounters that are a round of a series.
func brief(es []record.Encounter) []string {
	var out []string
	for _, e := range es {
		if e.Ordinal == nil || e.Date == nil || e.Place == nil {
			continue
		}
		out = append(out, fmt.Sprint(e.Ordinal.N, " ", *e.Date, " ", e.Place.Name, " ", len(e.Parties)))
	}
	return out
}

func TestRounds(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Norway and Kenya have held three rounds of talks on fisheries. The first was held in Geneva on April 2; the second, in Nairobi on April 9; and the third, in Kenya's capital again, on April 30.",
			[]string{"1 2031-04-02 Geneva 2", "2 2031-04-09 Nairobi 2", "3 2031-04-30 Nairobi 2"}},
		{"Norway and Kenya have held three rounds of talks on fisheries. The first took place on April 2 in Geneva. The second and third were held on April 9 and April 30 in Nairobi.",
			[]string{"1 2031-04-02 Geneva 2", "2 2031-04-09 Nairobi 2", "3 2031-04-30 Nairobi 2"}},
		{"Norway and Kenya have held two rounds of talks on fisheries. The first round took place on April 2 in Geneva. The second was held on April 9 in Nairobi.",
			[]string{"1 2031-04-02 Geneva 2", "2 2031-04-09 Nairobi 2"}},
		{"Norway and Kenya will hold two rounds of talks on fisheries. The first round takes place in Geneva on June 2; the second, in Nairobi on June 9.", nil},
	} {
		got := brief(read(t, c.text))
		if c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%s\ngot %q, want %q", c.text, got, c.want)
		}
		if c.want == nil && len(got) > 1 {
			t.Errorf("%s\ngot %q, want no list of rounds", c.text, got)
		}
	}
}

func TestPairOfPlaces(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Norwegian and Kenyan negotiators will resume talks in either Geneva or Vienna next week.", "Geneva or Vienna"},
		{"Norway and Kenya have sat through four rounds of talks in Geneva and Austria's Vienna.", "Geneva and Vienna"},
		{"Norwegian and Kenyan negotiators resumed talks in Geneva on Monday.", "Geneva"},
	} {
		got := read(t, c.text)
		if len(got) != 1 || got[0].Place == nil || got[0].Place.Name != c.want {
			t.Errorf("%s\ngot %+v, want one encounter in %s", c.text, got, c.want)
		}
	}
}
