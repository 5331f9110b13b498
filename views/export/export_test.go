package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"

	ical "github.com/arran4/golang-ical"
	"github.com/parquet-go/parquet-go"

	"rapporteur/intake"
	"rapporteur/ledger"
	"rapporteur/record"
)

func ptr[T any](v T) *T { return &v }

// sample is a ledger of one story with a meeting held and talks scheduled; its texts are hostile to every format.
func sample(t *testing.T) *ledger.Ledger {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	text := "=Envoys; \"meet\", <b>part</b>\n\nThe envoys met. They will meet again, they said; a truce is wanted."
	r := record.New(text)
	r.Source.ID = "one"
	r.Source.URI = "https://news.example/one"
	r.Story.Headline = "=Envoys; \"meet\", <b>part</b>"
	r.Story.Published = &record.Published{Date: "2026-03-09", Basis: record.BasisGiven}
	head := strings.Index(text, "\n\n")
	r.Story.Blocks = []record.Block{{Kind: record.Headline, Start: 0, End: head}, {Kind: record.Paragraph, Start: head + 2, End: len(text)}}
	s := record.Cut(text, head+2, len(text))
	r.People = []record.Person{{ID: "p1", Name: "Anna Berg", Roles: []record.Role{{Title: "envoy", Of: ptr("Norway")}}, Mentions: []record.Span{s}}}
	r.Parties = []record.Party{{ID: "NOR", Name: "Norway", Kind: record.State}, {ID: "DNK", Name: "Denmark", Kind: record.State}}
	r.Places = []record.Place{{ID: "oslo", Name: "Oslo", Country: "NOR", Lat: ptr(59.91), Lon: ptr(10.75)}}
	parties := []record.Actor{{ID: "NOR", Name: "Norway"}, {ID: "DNK", Name: "Denmark"}}
	r.Encounters = []record.Encounter{
		{ID: "e1", Kind: record.Meeting, Status: record.Held, Parties: parties, Participants: []record.Actor{{ID: "p1", Name: "Anna Berg"}}, Place: &record.PlaceRef{ID: "oslo", Name: "Oslo"}, Date: ptr("2026-03-08"), Outcome: record.Progress, Evidence: []record.Span{s}},
		{ID: "e2", Kind: record.Talks, Status: record.Scheduled, Parties: parties, Place: &record.PlaceRef{ID: "oslo", Name: "Oslo"}, Date: ptr("2026-03-20/2026-03-21"), Outcome: record.NoneReported, Evidence: []record.Span{s}},
	}
	r.Statements = []record.Statement{{ID: "s1", Speaker: &record.Actor{ID: "p1", Name: "Anna Berg"}, Mode: record.Indirect, Content: []record.Span{s}, Evidence: s}}
	r.Positions = []record.Position{{ID: "q1", Party: parties[0], Stance: "demands", Issue: "ceasefire", Content: s, Evidence: s}}
	r.Instruments = []record.Instrument{{ID: "i1", Name: s, Kind: "letter", Status: "unknown", Evidence: s}}
	r.Fill()
	if err := record.Validate(r); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(text))
	if _, err := l.Add(t.Context(), []ledger.Entry{{Item: intake.Item{ID: "one", URI: r.Source.URI, Data: []byte(text), SHA256: hex.EncodeToString(sum[:])}, Records: []*record.Record{r}}}); err != nil {
		t.Fatal(err)
	}
	return l
}

func export(t *testing.T, l *ledger.Ledger, format, layer string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(t.Context(), l, format, layer, ledger.Filter{}, &b); err != nil {
		t.Fatalf("%s %s: %v", format, layer, err)
	}
	return b.Bytes()
}

func TestTables(t *testing.T) {
	l := sample(t)
	want := map[string]int{"stories": 1, "people": 1, "parties": 2, "places": 1, "reports": 2, "encounters": 2, "statements": 1, "positions": 1, "instruments": 1, "events": 0}
	for _, layer := range Layers() {
		rows, err := csv.NewReader(bytes.NewReader(export(t, l, "csv", layer))).ReadAll()
		if err != nil || len(rows) != want[layer]+1 {
			t.Errorf("csv %s: %d rows, %v", layer, len(rows), err)
		}
		lines := 0
		for line := range bytes.Lines(export(t, l, "jsonl", layer)) {
			lines++
			var row map[string]any
			if err := json.Unmarshal(line, &row); err != nil || len(row) != len(rows[0]) {
				t.Errorf("jsonl %s: %s %v", layer, line, err)
			}
		}
		if lines != want[layer] {
			t.Errorf("jsonl %s: %d lines", layer, lines)
		}
		data := export(t, l, "parquet", layer)
		f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
		if err != nil || f.NumRows() != int64(want[layer]) || len(f.Root().Columns()) != len(rows[0]) {
			t.Errorf("parquet %s: %v", layer, err)
		}
	}
}

func TestParquetHoldsTheValues(t *testing.T) {
	data := export(t, sample(t), "parquet", "encounters")
	rows, err := parquet.Read[encounterRow](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if e := rows[0]; e.Kind != record.Meeting || *e.Date != "2026-03-08" || *e.Lat != 59.91 || len(e.Parties) != 2 || e.Venue != nil || e.Reports[0] != "one/e1" {
		t.Errorf("%+v", e)
	}
}

// A spreadsheet must not take a headline for a formula.
func TestCSVDefusesFormulas(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(export(t, sample(t), "csv", "stories"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[1][4]; got != `'=Envoys; "meet", <b>part</b>` {
		t.Errorf("headline %q", got)
	}
}

func TestEventData(t *testing.T) {
	l := sample(t)
	lines := strings.Split(strings.TrimSpace(string(export(t, l, "polecat", ""))), "\n")
	head, row := strings.Split(lines[0], "\t"), strings.Split(lines[1], "\t")
	if len(lines) != 2 || len(head) != 40 || len(row) != 40 || row[1] != "2026-03-08" || row[2] != "CONSULT" || row[5] != "VERBAL COOPERATION" || row[7] != "Norway;Denmark" || row[8] != "NOR;DNK" || row[28] != "59.91" {
		t.Errorf("polecat %q", lines)
	}
	lines = strings.Split(strings.TrimSpace(string(export(t, l, "gdelt", ""))), "\n")
	if row = strings.Split(lines[1], "\t"); len(lines) != 2 || len(row) != 61 || row[1] != "20260308" || row[6] != "NORWAY" || row[16] != "DENMARK" || row[26] != "040" || row[28] != "04" || row[29] != "1" || row[60] != "https://news.example/one" {
		t.Errorf("gdelt %q", lines)
	}
}

func TestGraph(t *testing.T) {
	var doc gexfDoc
	if err := xml.Unmarshal(export(t, sample(t), "gexf", ""), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Graph.Nodes) != 3 || len(doc.Graph.Links) != 3 || doc.Graph.Links[0].Weight != 1 || doc.XMLName.Space != "http://gexf.net/1.3" {
		t.Errorf("%+v", doc.Graph)
	}
}

func TestFollowTheMoney(t *testing.T) {
	ids := map[string]string{}
	var events []entity
	for line := range bytes.Lines(export(t, sample(t), "ftm", "")) {
		var e entity
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		ids[e.ID] = e.Schema
		if e.Schema == "Event" {
			events = append(events, e)
		}
	}
	if len(events) != 2 || len(ids) != 6 {
		t.Fatalf("%v", ids)
	}
	for _, e := range events {
		for _, id := range e.Properties["involved"] {
			if s := ids[id]; s != "Person" && s != "Organization" {
				t.Errorf("%s involves %s, a %q", e.ID, id, s)
			}
		}
	}
}

func TestGeoJSON(t *testing.T) {
	var doc struct {
		Type     string
		Features []feature
	}
	if err := json.Unmarshal(export(t, sample(t), "geojson", ""), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Type != "FeatureCollection" || len(doc.Features) != 2 || doc.Features[0].Geometry.Coordinates != [2]float64{10.75, 59.91} {
		t.Errorf("%+v", doc)
	}
}

func TestCalendarHoldsWhatIsScheduled(t *testing.T) {
	c, err := ical.ParseCalendar(bytes.NewReader(export(t, sample(t), "ics", "")))
	if err != nil {
		t.Fatal(err)
	}
	events := c.Events()
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	start, err := events[0].GetAllDayStartAt()
	end, err2 := events[0].GetAllDayEndAt()
	if err != nil || err2 != nil || start.Format("2006-01-02") != "2026-03-20" || end.Format("2006-01-02") != "2026-03-22" {
		t.Errorf("%v to %v, %v %v", start, end, err, err2)
	}
	if got := events[0].GetProperty(ical.ComponentPropertySummary).Value; !strings.Contains(got, "Talks") {
		t.Errorf("summary %q", got)
	}
}

func TestUnknownFormatIsNamed(t *testing.T) {
	l := sample(t)
	if err := Write(t.Context(), l, "xls", "people", ledger.Filter{}, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "parquet") {
		t.Error(err)
	}
	if err := Write(t.Context(), l, "csv", "dreams", ledger.Filter{}, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "encounters") {
		t.Error(err)
	}
}
