package party_test

import (
	"os"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/english"
	"rapporteur/knowledge"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/where"
	"rapporteur/record"
)

func find(text string) *party.Web { return party.Find(tree.New(english.Segment(text)), nil) }

// uses writes the mentions as "Oslo=place:city", "Moscow=RUS".
func uses(w *party.Web, text string) string {
	var out []string
	for i := range w.Mentions {
		m := &w.Mentions[i]
		s := text[m.Start:m.End] + "="
		if m.Use == party.AsPlace {
			s += "place"
		} else {
			s += m.Code()
		}
		out = append(out, strings.Join(strings.Fields(s), " "))
	}
	return strings.Join(out, "; ")
}

func TestUses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Moscow rejected the plan, the Kremlin said.", "Moscow=RUS; Kremlin=RUS"},
		{"The envoys met in Moscow on Tuesday.", "Moscow=place"},
		{"He arrived in Geneva from Kyiv.", "Geneva=place; Kyiv=place"},
		{"Talks between Washington and Tehran began.", "Washington=USA; Tehran=IRN"},
		{"Russian officials warned Ukraine.", "Russian=RUS; Ukraine=UKR"},
		{"Hamas and the E3 agreed, NATO said.", "Hamas=GRP.HAMAS; E3=ALL.E3; NATO=ALL.NATO"},
		{"The West Bank is quiet.", "West Bank=place"},
		{"US-led talks in northern Syria failed.", "US=USA; Syria=place"},
		{"Iran's foreign ministry denied it.", "Iran=IRN; Iran's foreign ministry=IRN.foreign-ministry"},
		{"The Norwegian Foreign Ministry said so.", "Norwegian=NOR; Norwegian Foreign Ministry=NOR.foreign-ministry"},
		{"North Korea fired a rocket. The North said it was a test.", "North Korea=PRK; North=PRK"},
		{"They went north. The north is cold.", ""},
		{"GENEVA (Wire) - Iran spoke.", "GENEVA=place; Iran=IRN"},
		{"It told us to stop.", ""},
		{"", ""},
	} {
		if got := uses(find(c.text), c.text); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Names of people and of other organisations hold no parties and places where the text is tagged.
func TestTaggedNames(t *testing.T) {
	text := "Jordan Vance told the Geneva Herald that Norway and Lake Unheard matter."
	doc := english.Segment(text)
	for i := range doc.Tokens {
		doc.Tokens[i].Name = "O"
	}
	at := func(s string) int {
		for i := range doc.Tokens {
			if doc.Form(i) == s {
				return i
			}
		}
		t.Fatalf("no token %q", s)
		return 0
	}
	for _, n := range []struct{ first, last, typ string }{{"Jordan", "Vance", "PER"}, {"Geneva", "Herald", "ORG"}, {"Norway", "Norway", "LOC"}, {"Lake", "Unheard", "LOC"}} {
		doc.Names = append(doc.Names, english.Name{First: at(n.first), Last: at(n.last) + 1, Type: n.typ})
	}
	w := party.Find(tree.New(doc), nil)
	var got []string
	for i := range w.Mentions {
		got = append(got, text[w.Mentions[i].Start:w.Mentions[i].End])
	}
	if s := strings.Join(got, "; "); s != "Norway; Lake Unheard" {
		t.Errorf("got %s", s)
	}
	if m := w.At(at("Unheard")); m == nil || m.Use != party.AsPlace {
		t.Errorf("Lake Unheard: %+v", m)
	}
}

func TestParties(t *testing.T) {
	text := "Moscow said so. Russian envoys left Oslo. The Kremlin agreed with NATO."
	got := find(text).Parties("NOR", "ISR.KNESSET", "nobody")
	var s []string
	for _, p := range got {
		s = append(s, p.ID+" "+p.Name+" "+p.Kind)
		for _, m := range p.Mentions {
			s = append(s, m.Quote)
		}
	}
	want := "RUS Russia state; Moscow; Russian; Kremlin; ALL.NATO NATO alliance; NATO; NOR Norway state; Oslo; ISR.KNESSET Knesset institution"
	if x := strings.Join(s, "; "); x != want {
		t.Errorf("got %s\nwant %s", x, want)
	}
}

func TestFurnitureIsPassedOver(t *testing.T) {
	text := "Iran menu\nNorway said no."
	story := &record.Story{Blocks: []record.Block{{Kind: record.Furniture, Start: 0, End: 9}, {Kind: record.Paragraph, Start: 10, End: len(text)}}}
	if got := party.Find(tree.New(english.Segment(text)), story).Parties(); len(got) != 1 || got[0].ID != "NOR" {
		t.Errorf("got %+v", got)
	}
}

func TestFiles(t *testing.T) {
	for name, width := range map[string]int{"context.tsv": 3, "organs.tsv": 2} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
			if line[0] == '#' {
				continue
			}
			c := strings.Split(line, "\t")
			if len(c) != width {
				t.Errorf("%s:%d: %d columns", name, i+1, len(c))
			} else if name == "context.tsv" && knowledge.PartyByCode(c[1]) == nil {
				t.Errorf("%s:%d: no party %s", name, i+1, c[1])
			}
		}
	}
}

// Mentions cut the text, come in its order and overlap only where an organ covers its state.
func TestMentionsHold(t *testing.T) {
	words := []string{"Moscow", "Russia", "'s", "the", "The", "West", "Bank", "foreign", "ministry", "North", "Korea", "-", "inter-Korea", "said", "in", ",", ".", "Washington",
		"D.C.", "US", "U.S.", "GENEVA", "\n", "St.", "Petersburg", "New", "York", "N’Djamena", "Côte", "d’Ivoire", "White", "House", "New York Times", "al-Qaeda", "Security", "Council"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 25).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "gap"))
		mentionsHold(t, text)
	})
}

func mentionsHold(t interface{ Fatalf(string, ...any) }, text string) {
	w := find(text)
	if !sort.SliceIsSorted(w.Mentions, func(i, j int) bool { return w.Mentions[i].Start < w.Mentions[j].Start }) {
		t.Fatalf("%q: mentions out of order", text)
	}
	end := 0
	for i := range w.Mentions {
		m := &w.Mentions[i]
		if m.Start >= m.End || m.End > len(text) || m.First >= m.Last || m.Party == nil && m.Use == party.AsParty {
			t.Fatalf("%q: %+v", text, m)
		}
		if m.Organ == "" {
			if m.Start < end {
				t.Fatalf("%q: %+v overlaps the one before", text, m)
			}
			end = m.End
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("The Kremlin’s inter-Korea St. PETERSBURG, Fla., U.S.-led N’Djamena")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 2048 {
			mentionsHold(t, text)
			tr := tree.New(english.Segment(text))
			where.Read(tr, party.Find(tr, nil))
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Russian and Ukrainian envoys met in Geneva on Tuesday, two days after the White House and the Iranian foreign ministry had denied talks between Washington and Tehran. ", 40)
	t := tree.New(english.Segment(text))
	for b.Loop() {
		party.Find(t, nil)
	}
	b.ReportMetric(float64(b.N)*float64(len(strings.Fields(text)))/b.Elapsed().Seconds(), "words/s")
}
