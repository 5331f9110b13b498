package term

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"rapporteur/ledger"
	"rapporteur/record"
)

func ptr[T any](v T) *T { return &v }

func TestDay(t *testing.T) {
	for in, want := range map[string]string{"2025-12-02": "2 December 2025", "2025-12": "December 2025", "2025": "2025", "2025-12~": "about December 2025", "2026-02-04/2026-02-05": "4–5 February 2026",
		"2026-02-27/2026-03-01": "27 February – 1 March 2026", "../2025": "until 2025", "2025-05/..": "from May 2025", "2025-23/..": "from autumn 2025", "2025-12-02T14:30:00Z": "2 December 2025", "nonsense": "nonsense"} {
		if got := Day(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"PT5H": "5 h", "PT90M": "90 min", "P2D": "2 days", "P1W": "1 week", "P1M": "1 month", "PT2H30M": "2 h 30 min", "soon": "soon"} {
		if got := duration(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// sample is a record with an item in every layer that is shown, some of it hostile.
func sample() *record.Record {
	text := "Envoys\x1b[31m meet\n\nAnna Berg met Ivo Krall.\nShare this"
	r := record.New(text)
	r.Source.ID = "one"
	r.Story.Headline = "Envoys\x1b]0;owned\x07 meet"
	r.Story.Bylines = []record.Author{{Name: "Ada Writer", Place: ptr("Oslo")}}
	r.Story.Published = &record.Published{Date: "2026-03-02", Basis: record.BasisText}
	r.Story.Blocks = []record.Block{{Kind: record.Headline, Start: 0, End: 16}, {Kind: record.Paragraph, Start: 18, End: 42}, {Kind: record.Furniture, Start: 43, End: len(text), Reason: "share"}}
	s := record.Cut(text, 18, 42)
	r.People = []record.Person{{ID: "p1", Name: "Anna Berg", Roles: []record.Role{{Title: "envoy", Of: ptr("Norway")}}}}
	r.Parties = []record.Party{{ID: "NOR", Name: "Norway", Kind: record.State}}
	r.Places = []record.Place{{ID: "place:oslo", Name: "Oslo"}}
	r.Dates = []record.Date{{Quote: "Monday", Type: "date", Value: ptr("2026-03-02")}, {Quote: "five hours", Type: "duration", Value: ptr("PT5H")}, {Quote: "soon", Type: "date"}}
	r.Encounters = []record.Encounter{{ID: "e1", Kind: record.Meeting, Status: record.Held, Participants: []record.Actor{{Name: "Anna Berg"}}, Parties: []record.Actor{{Name: "Norway"}}, Mediators: []record.Actor{{Name: "Oman"}},
		Host: &record.Actor{Name: "Norway"}, Venue: ptr("Villa"), Place: &record.PlaceRef{Name: "Oslo"}, Date: ptr("2026-03-02"), Duration: ptr("PT5H"), Ordinal: &record.Ordinal{N: 2, Of: "round"}, Outcome: record.NoProgress, Evidence: []record.Span{s}}}
	r.Statements = []record.Statement{{ID: "s1", Speaker: &record.Actor{Name: "Anna Berg"}, For: &record.Actor{Name: "Norway"}, Cue: &s, Mode: record.Direct, Content: []record.Span{{Quote: `the "old" words`}}, Evidence: s}}
	r.Positions = []record.Position{{ID: "q1", Party: record.Actor{Name: "Norway"}, Stance: "demands", Issue: "war_conduct", Content: s, Evidence: s}}
	r.Instruments = []record.Instrument{{ID: "i1", Name: s, Kind: "letter", Status: "in_force", By: []record.Actor{{Name: "Norway"}}, Evidence: s}}
	r.Notes = []string{"a note"}
	return r
}

func TestRecord(t *testing.T) {
	var b bytes.Buffer
	p := &Printer{W: &b, Width: 80, Evidence: true, All: true}
	p.Record(sample())
	for _, want := range []string{
		"Ada Writer in Oslo · 2 March 2026 (text)", "  Anna Berg  envoy, Norway", "parties: Norway", "  places: Oslo\n  times: Monday (2 March 2026)\n",
		"  meeting held · 2 March 2026 · Villa, Oslo · 5 h · no. 2: round · no progress", "    Anna Berg; for Norway; mediated by Oman; host: Norway",
		"      │ Anna Berg met Ivo Krall.", `  Anna Berg (Norway) Anna Berg met Ivo Krall.: the "old" words`, "  Norway demands [war conduct] Anna Berg met", "(letter, in force) by Norway", "note: a note", "[share] Share this",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &b)
		}
	}
	if strings.ContainsAny(b.String(), "\x1b\x07") {
		t.Error("control characters of the page reached the terminal")
	}
}

func TestColorIsOnDemand(t *testing.T) {
	var b bytes.Buffer
	(&Printer{W: &b, Width: 80, Color: true}).Record(sample())
	if !strings.Contains(b.String(), "\x1b[32mheld\x1b[0m") || !strings.Contains(b.String(), "\x1b[1;97m\"old\"\x1b[0m") {
		t.Errorf("%q", b.String())
	}
}

func TestLayers(t *testing.T) {
	for layer, want := range map[string]string{"people": "Anna Berg", "encounters": "held", "statements": "words", "positions": "demands", "instruments": "letter", "notes": "a note", "story": "2 March 2026"} {
		var b bytes.Buffer
		if err := (&Printer{W: &b, Width: 80}).Layer(sample(), layer); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %v %s", layer, err, &b)
		}
	}
	if err := (&Printer{}).Layer(sample(), "dreams"); err == nil {
		t.Error("an unknown layer was shown")
	}
}

func TestEncounterOfTheLedger(t *testing.T) {
	var b bytes.Buffer
	e := &ledger.Encounter{ID: "E1", Kind: "talks", Status: "held", Date: ptr("2026-03-08"), Place: ptr("Oslo"), Outcome: record.NoneReported, Parties: []string{"Norway"}, Stories: 12, Independent: 3,
		Chain:         []ledger.Step{{Status: "scheduled", Told: ptr("2026-03-01"), Sources: []string{"a", "b", "c", "d", "e"}}, {Status: "held", Told: ptr("2026-03-09"), Sources: []string{"f"}}},
		Disagreements: []ledger.Disagreement{{Field: "date", Values: []ledger.Value{{Value: "2026-03-08", Sources: []string{"a"}}, {Value: "2026-03-09", Sources: []string{"f"}}}}},
		Copies:        []ledger.CopyGroup{{Agency: "Northern Wire", Sources: []string{"a", "b"}}}, Evidence: []ledger.SourceSentence{{Source: "a", Quote: "They talked."}}}
	p := &Printer{W: &b, Width: 90}
	p.Encounter(e)
	for _, want := range []string{"12 stories, 3 independent", "1 March 2026 scheduled a, b, c and 2 more", "date: 2026-03-08 (a); 2026-03-09 (f)", "Northern Wire a, b", "│ They talked. — a"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &b)
		}
	}
	b.Reset()
	p.Timeline([]*ledger.Encounter{e})
	if !strings.HasPrefix(b.String(), "2026\n8 March 2026 talks held · Oslo") {
		t.Errorf("%s", &b)
	}
	b.Reset()
	p.Timeline(nil)
	if b.String() != "no encounters\n" {
		t.Errorf("%s", &b)
	}
}

// No line is wider than the terminal unless one word is, and no control character passes, whatever the text.
func TestLinesKeepToTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		p := &Printer{W: &b, Width: rapid.IntRange(20, 60).Draw(t, "width")}
		text := rapid.String().Draw(t, "text")
		p.line(2, 4, piece{Bold, "start"}, piece{Plain, " " + text}, piece{Dim, " end"})
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			for _, r := range line {
				if unicode.IsControl(r) {
					t.Fatalf("control character %q in %q", r, line)
				}
			}
			if w := uniseg.StringWidth(line); w > p.Width && len(strings.Fields(line)) > 1 {
				t.Fatalf("%q is %d wide, the terminal %d", line, w, p.Width)
			}
		}
	})
}
