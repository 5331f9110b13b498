package record

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

const sample = "Envoys meet in Oslo\n\nAnna Berg met Ivo Krall in Oslo on Monday. \"We talked,\" Berg said."

func span(t testing.TB, quote string) Span {
	i := strings.Index(sample, quote)
	if i < 0 {
		t.Fatalf("%q is not in the sample", quote)
	}
	return Cut(sample, i, i+len(quote))
}

func ptr[T any](v T) *T { return &v }

// full is a valid record with an item in every layer.
func full(t testing.TB) *Record {
	r := New(sample)
	s := span(t, "Anna Berg met Ivo Krall in Oslo on Monday.")
	r.Reader.Version = "test"
	r.Source = Source{ID: "a", SHA256: strings.Repeat("0f", 32), Retrieved: "2026-03-02T10:00:00Z"}
	r.Story.Headline = "Envoys meet in Oslo"
	r.Story.Published = &Published{Date: "2026-03-02", Basis: BasisGiven}
	r.Story.Blocks = []Block{{Kind: Headline, Start: 0, End: 19}, {Kind: Paragraph, Start: 21, End: len(sample)}}
	r.Story.Images = []Image{{Caption: s, Credit: &Credit{Agency: "Example"}, Date: ptr("2026-03"), People: []Actor{{ID: "p1", Name: "Anna Berg"}}}}
	r.People = []Person{{ID: "p1", Name: "Anna Berg", Aliases: []string{"Berg"}, Roles: []Role{{Title: "envoy"}}, Mentions: []Span{span(t, "Anna Berg")}}}
	r.Parties = []Party{{ID: "NOR", Name: "Norway", Kind: State}}
	r.Places = []Place{{ID: "oslo", Name: "Oslo", Country: "NOR", Lat: ptr(59.91), Lon: ptr(10.75), Mentions: []Span{span(t, "Oslo")}}}
	m := span(t, "Monday")
	r.Dates = []Date{{Start: m.Start, End: m.End, Quote: m.Quote, Type: "date", Value: ptr("2026-03-02")}}
	r.Encounters = []Encounter{{ID: "e1", Kind: Meeting, Status: Held, Participants: []Actor{{ID: "p1", Name: "Anna Berg"}}, Parties: []Actor{{ID: "NOR", Name: "Norway"}},
		Place: &PlaceRef{ID: "oslo", Name: "Oslo"}, Date: ptr("2026-03-02"), Duration: ptr("PT5H"), Ordinal: &Ordinal{N: 2, Of: "round"}, Outcome: Progress, Evidence: []Span{s}}}
	q := span(t, `"We talked,"`)
	r.Statements = []Statement{{ID: "s1", Speaker: &Actor{ID: "p1", Name: "Anna Berg"}, Cue: ptr(span(t, "said")), Mode: Direct, Content: []Span{q}, Quotes: []Span{q}, Evidence: span(t, `"We talked," Berg said.`)}}
	r.Positions = []Position{{ID: "q1", Party: Actor{ID: "NOR", Name: "Norway"}, Stance: "offers", Issue: "ceasefire", Content: q, Statement: ptr("s1"), Evidence: q}}
	r.Instruments = []Instrument{{ID: "i1", Name: q, Kind: "proposal", Status: "presented", Evidence: q}}
	r.Events = []Event{{Plover: "CONSULT", Cameo: "042", Date: ptr("2026-03-02"), Marks: []string{"negated"}, Evidence: s}}
	return r
}

func TestValidateAcceptsAFullRecord(t *testing.T) {
	if err := Validate(full(t)); err != nil {
		t.Fatal(err)
	}
}

func TestValidateFindsEachFault(t *testing.T) {
	for _, c := range []struct {
		want  string
		spoil func(*Record)
	}{
		{"schema is", func(r *Record) { r.Schema = "x" }},
		{"not valid UTF-8", func(r *Record) { r.Text = "\xff" }},
		{"encounters[0].evidence[0] quotes", func(r *Record) { r.Encounters[0].Evidence[0].Start++ }},
		{"outside the text", func(r *Record) { r.Statements[0].Evidence.End = 1000 }},
		{"outside the text", func(r *Record) { r.Statements[0].Evidence.Start = -1 }},
		{"is empty", func(r *Record) { r.Positions[0].Content = Span{Start: 4, End: 4} }},
		{"neither a person nor a party", func(r *Record) { r.Encounters[0].Participants[0].ID = "p9" }},
		{"no place of the record", func(r *Record) { r.Encounters[0].Place.ID = "rome" }},
		{"no statement of the record", func(r *Record) { r.Positions[0].Statement = ptr("s9") }},
		{"repeats the id", func(r *Record) { r.People = append(r.People, r.People[0]) }},
		{`encounters[0].status is "maybe"`, func(r *Record) { r.Encounters[0].Status = "maybe" }},
		{"not an EDTF date", func(r *Record) { r.Encounters[0].Date = ptr("2026-02-30") }},
		{"not an ISO 8601 duration", func(r *Record) { r.Encounters[0].Duration = ptr("5 hours") }},
		{"in no block", func(r *Record) { r.Story.Blocks = r.Story.Blocks[:1] }},
		{"overlap the block before", func(r *Record) { r.Story.Blocks[1].Start = 3 }},
		{"has no evidence", func(r *Record) { r.Encounters[0].Evidence = nil }},
		{"coordinates", func(r *Record) { r.Places[0].Lon = nil }},
		{"events[0].plover", func(r *Record) { r.Events[0].Plover = "MEET" }},
		{"dates[0].value", func(r *Record) { r.Dates[0].Value = ptr("Monday") }},
	} {
		r := full(t)
		c.spoil(r)
		if err := Validate(r); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want a fault with %q, got %v", c.want, err)
		}
	}
}

func TestPruneKeepsTheRest(t *testing.T) {
	r := full(t)
	if pruned, err := Prune(r); err != nil || len(pruned) > 0 {
		t.Fatalf("a sound record was pruned: %v %v", pruned, err)
	}
	r.Dates[0].Value = ptr("soon")
	r.Encounters[0].Parties[0].ID = "XXX"
	r.Encounters[0].Duration = ptr("PXD")
	r.Statements[0].Evidence.Start++
	pruned, err := Prune(r)
	if err != nil || len(pruned) != 5 || Validate(r) != nil {
		t.Fatalf("%q %v %v", pruned, err, Validate(r))
	}
	if len(r.Encounters) != 1 || r.Encounters[0].Duration != nil || len(r.Statements) != 0 || r.Positions[0].Statement != nil || r.Dates[0].Value != nil || r.Encounters[0].Parties[0].Name != "Norway" {
		t.Errorf("%+v", r)
	}
	r.Story.Blocks = nil
	if _, err := Prune(r); err == nil {
		t.Error("a story without blocks was let pass")
	}
}

func TestEDTF(t *testing.T) {
	for _, s := range []string{"2025", "2025-12", "2025-12-02", "2025-12~", "2025?", "20XX", "2025-21", "2025-XX-04", "2026-02-04/2026-02-05", "../2025", "2025-05/..", "2025-12-02T14:30:00Z", "2025-12-02T14:30:00+04:00"} {
		if !IsEDTF(s) {
			t.Errorf("%q was refused", s)
		}
	}
	for _, s := range []string{"", "/", "../..", "2 December 2025", "2025-13", "2025-02-30", "25", "2025-1-2", "2025-12-02Tx"} {
		if IsEDTF(s) {
			t.Errorf("%q was accepted", s)
		}
	}
	for s, want := range map[string]bool{"PT5H": true, "P2D": true, "PT90M": true, "P1Y2M": true, "P": false, "PT": false, "5H": false, "P1DT": false} {
		if IsDuration(s) != want {
			t.Errorf("IsDuration(%q) = %v", s, !want)
		}
	}
}

func TestEncodeIsStableAndComesBack(t *testing.T) {
	r := full(t)
	r.People[0].Aliases, r.Events[0].Actors = nil, nil
	var a, b bytes.Buffer
	if err := Encode(&a, r); err != nil {
		t.Fatal(err)
	}
	back, err := Decode(a.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := Encode(&b, back); err != nil {
		t.Fatal(err)
	}
	if a.String() != b.String() {
		t.Errorf("not the same after a round:\n%s\n%s", &a, &b)
	}
	if strings.Contains(a.String(), `"aliases":null`) || bytes.Count(a.Bytes(), []byte("\n")) != 1 {
		t.Errorf("a list is null or the record is more than a line: %s", &a)
	}
	if _, err := Decode([]byte(`{"schema":"rapporteur.record.v1","more":1}`)); err == nil {
		t.Error("an unknown field was accepted")
	}
	if _, err := Decode([]byte(`{"schema":"rapporteur.record.v2"}`)); err == nil {
		t.Error("an unknown schema was accepted")
	}
}

// A span that is moved by any amount no longer validates, unless the text is the same there.
func TestValidateHoldsSpansToTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-c ]{1,40}`).Draw(t, "text")
		r := New(text)
		r.Story.Blocks = []Block{{Kind: Paragraph, Start: 0, End: len(text)}}
		start := rapid.IntRange(0, len(text)-1).Draw(t, "start")
		s := Cut(text, start, rapid.IntRange(start+1, len(text)).Draw(t, "end"))
		by := rapid.IntRange(-50, 50).Draw(t, "by")
		moved := Span{s.Start + by, s.End + by, s.Quote}
		r.Instruments = []Instrument{{ID: "i1", Name: moved, Kind: "letter", Status: "unknown", Evidence: s}}
		fits := moved.Start >= 0 && moved.End <= len(text) && text[moved.Start:moved.End] == s.Quote
		if err := Validate(r); (err == nil) != fits {
			t.Fatalf("moved by %d: %v", by, err)
		}
	})
}

func compileSchema(t testing.TB) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("record.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchemaHoldsForRecords(t *testing.T) {
	s := compileSchema(t)
	for _, r := range []*Record{full(t), New("")} {
		var b bytes.Buffer
		if err := Encode(&b, r); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%v", err)
		}
	}
	for _, bad := range []string{`{}`, `{"schema":"rapporteur.record.v2"}`, `[]`} {
		doc, _ := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if s.Validate(doc) == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

// The schema names exactly the fields of the types, and the closed lists of the validator.
func TestSchemaMatchesTheTypes(t *testing.T) {
	var doc struct {
		Properties map[string]any
		Defs       map[string]struct {
			Properties map[string]struct{ Enum []string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(JSONSchema(), &doc); err != nil {
		t.Fatal(err)
	}
	fields := func(v any) []string {
		var out []string
		for i, typ := 0, reflect.TypeOf(v); i < typ.NumField(); i++ {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			out = append(out, name)
		}
		slices.Sort(out)
		return out
	}
	keys := func(def string) []string {
		var out []string
		for k := range doc.Defs[def].Properties {
			out = append(out, k)
		}
		slices.Sort(out)
		return out
	}
	for def, v := range map[string]any{"span": Span{}, "actor": Actor{}, "placeRef": PlaceRef{}, "block": Block{}, "credit": Credit{}, "image": Image{}, "story": Story{}, "person": Person{},
		"party": Party{}, "place": Place{}, "date": Date{}, "encounter": Encounter{}, "statement": Statement{}, "position": Position{}, "instrument": Instrument{}, "event": Event{}} {
		if got, want := keys(def), fields(v); !slices.Equal(got, want) {
			t.Errorf("%s: the schema has %v, the type %v", def, got, want)
		}
	}
	for path, want := range map[string][]string{"block.kind": blockKinds, "party.kind": partyKinds, "date.type": dateTypes, "encounter.kind": kinds, "encounter.status": statuses, "encounter.outcome": outcomes,
		"statement.mode": modes, "position.stance": stances, "position.issue": issues, "instrument.kind": instruments, "instrument.status": instStatuses, "event.plover": plovers} {
		def, prop, _ := strings.Cut(path, ".")
		if got := doc.Defs[def].Properties[prop].Enum; !slices.Equal(got, want) {
			t.Errorf("%s: the schema lists %v, the validator %v", path, got, want)
		}
	}
}
