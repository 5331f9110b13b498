package reading

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/record"
)

const story = `Norwegian envoy meets Kenyan foreign minister in Geneva

Norwegian special envoy Espen Dahl met Kenyan Foreign Minister Grace Wanjiru in Geneva on Tuesday for three hours.

"We are ready to host a second round of talks," Dahl said after the meeting. "The door is open."

Wanjiru accused Norway of ignoring her country's demands. She said Kenya would not accept a new treaty without guarantees.

According to a senior Kenyan official, the two sides remain far apart.

Dahl told reporters in Geneva on Wednesday that Norway had presented a revised peace proposal for a ceasefire.

"We study it," the Kenyan Foreign Ministry said in a statement.

President Daniel Otieno will visit Oslo next month, his office announced.
`

// read gives the record of an invented story; it needs the embedded network.
func read(t *testing.T) *record.Record {
	t.Helper()
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	rec := record.New(story)
	rec.Story.Published = &record.Published{Date: "2031-05-08", Basis: record.BasisGiven} // a Thursday
	var spans [][2]int
	at := 0
	for line := range strings.Lines(story) {
		if s := strings.TrimSpace(line); s != "" {
			kind := record.Paragraph
			if at == 0 {
				kind = record.Headline
			}
			spans = append(spans, [2]int{at, at + len(s)})
			rec.Story.Blocks = append(rec.Story.Blocks, record.Block{Kind: kind, Start: at, End: at + len(s)})
		}
		at += len(line)
	}
	Read(rec, english.ParseSpans(story, spans))
	return rec
}

func TestReadPeople(t *testing.T) {
	rec := read(t)
	for _, c := range []struct{ name, title, of string }{
		{"Espen Dahl", "special envoy", "Norway"},
		{"Grace Wanjiru", "Foreign Minister", "Kenya"},
		{"Daniel Otieno", "President", ""},
	} {
		i := slices.IndexFunc(rec.People, func(p record.Person) bool { return p.Name == c.name })
		if i < 0 {
			t.Errorf("%s was not found", c.name)
			continue
		}
		if !slices.ContainsFunc(rec.People[i].Roles, func(r record.Role) bool {
			return r.Title == c.title && (c.of == "" || r.Of != nil && *r.Of == c.of)
		}) {
			t.Errorf("%s has the roles %v, want %s of %s", c.name, rec.People[i].Roles, c.title, c.of)
		}
	}
	if len(rec.People) != 3 {
		t.Errorf("%d people, want 3", len(rec.People))
	}
}

func TestReadStatements(t *testing.T) {
	rec := read(t)
	for _, c := range []struct{ speaker, cue, mode, content string }{
		{"Espen Dahl", "said", record.Direct, `"We are ready to host a second round of talks," "The door is open."`},
		{"Grace Wanjiru", "accused", record.Indirect, "Norway of ignoring her country's demands"},
		{"Grace Wanjiru", "said", record.Indirect, "Kenya would not accept a new treaty without guarantees"},
		{"a senior Kenyan official", "According to", record.Indirect, "the two sides remain far apart"},
	} {
		if !slices.ContainsFunc(rec.Statements, func(s record.Statement) bool {
			var content []string
			for _, x := range s.Content {
				content = append(content, x.Quote)
			}
			return s.Speaker != nil && s.Speaker.Name == c.speaker && s.Cue != nil && s.Cue.Quote == c.cue && s.Mode == c.mode && strings.Join(content, " ") == c.content
		}) {
			t.Errorf("no statement %+v", c)
		}
	}
}

func TestReadEncounters(t *testing.T) {
	rec := read(t)
	i := slices.IndexFunc(rec.Encounters, func(e record.Encounter) bool { return e.Kind == record.Meeting })
	if i < 0 {
		t.Fatal("the meeting was not found")
	}
	e := rec.Encounters[i]
	if e.Status != record.Held || e.Date == nil || *e.Date != "2031-05-06" || e.Place == nil || e.Place.Name != "Geneva" || e.Duration == nil || *e.Duration != "PT3H" {
		t.Errorf("the meeting is %+v", e)
	}
	if len(e.Participants) != 2 || len(e.Parties) != 2 {
		t.Errorf("met %v of %v", e.Participants, e.Parties)
	}
	if !slices.ContainsFunc(rec.Encounters, func(e record.Encounter) bool {
		return e.Kind == record.Visit && e.Status == record.Scheduled && e.Place != nil && e.Place.Name == "Oslo"
	}) {
		t.Errorf("the visit is not planned: %+v", rec.Encounters)
	}
}

// Every span of a record cuts its text, and the same document gives the same record.
func TestReadSpans(t *testing.T) {
	rec := read(t)
	for _, s := range rec.Statements {
		spans := append(slices.Clone(s.Content), s.Evidence)
		if s.SpeakerText != nil {
			spans = append(spans, *s.SpeakerText)
		}
		for _, x := range spans {
			if rec.Text[x.Start:x.End] != x.Quote {
				t.Errorf("span %v does not cut its text", x)
			}
		}
	}
	again := read(t)
	if len(again.Statements) != len(rec.Statements) || len(again.Encounters) != len(rec.Encounters) || len(again.Positions) != len(rec.Positions) {
		t.Error("a second reading differs from the first")
	}
}

func TestReadSettings(t *testing.T) {
	rec := read(t)
	i := slices.IndexFunc(rec.Statements, func(s record.Statement) bool { return s.Cue != nil && s.Cue.Quote == "told" })
	if i < 0 {
		t.Fatal("no statement told")
	}
	s := rec.Statements[i]
	if s.Addressee == nil || *s.Addressee != "reporters" || s.Date == nil || *s.Date != "2031-05-07" || s.Place == nil || s.Place.Name != "Geneva" {
		t.Errorf("told to %v on %v at %v", s.Addressee, s.Date, s.Place)
	}
	i = slices.IndexFunc(rec.Statements, func(s record.Statement) bool { return s.Medium != nil })
	if i < 0 || *rec.Statements[i].Medium != "a statement" {
		t.Errorf("no statement by the medium: %v", i)
	}
}

func TestReadInstruments(t *testing.T) {
	rec := read(t)
	if !slices.ContainsFunc(rec.Instruments, func(x record.Instrument) bool {
		return x.Kind == "proposal" && strings.HasSuffix(x.Name.Quote, "proposal for a ceasefire")
	}) {
		t.Errorf("the proposal is not among %+v", rec.Instruments)
	}
}
