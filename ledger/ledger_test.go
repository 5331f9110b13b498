package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rapporteur/intake"
	"rapporteur/record"
)

// tell is a story of one encounter, invented for the tests.
type tell struct {
	id, day, kind, status, date, place string
	parties, people                    []string
	says                               string
	n                                  int
	outcome                            string
}

func ptr[T any](v T) *T { return &v }

// entry makes an item and its record of a tale.
func entry(t tell) Entry {
	text := t.id + " headline\n\n" + strings.Join(t.people, " and ") + " of " + strings.Join(t.parties, " and ") + " met. " + t.says
	r := record.New(text)
	r.Reader.Version = "test"
	r.Source.ID = t.id
	r.Story.Headline = t.id + " headline"
	r.Story.Published = &record.Published{Date: t.day, Basis: record.BasisGiven}
	body := strings.Index(text, "\n\n") + 2
	r.Story.Blocks = []record.Block{{Kind: record.Headline, Start: 0, End: body - 2}, {Kind: record.Paragraph, Start: body, End: len(text)}}
	all := record.Cut(text, body, len(text))
	e := record.Encounter{ID: "e1", Kind: t.kind, Status: t.status, Outcome: record.NoneReported, Evidence: []record.Span{all}}
	if t.outcome != "" {
		e.Outcome = t.outcome
	}
	for i, p := range t.people {
		id := fmt.Sprintf("p%d", i+1)
		r.People = append(r.People, record.Person{ID: id, Name: p, Roles: []record.Role{{Title: "envoy", Of: ptr(t.parties[0])}}, Mentions: []record.Span{all}})
		e.Participants = append(e.Participants, record.Actor{ID: id, Name: p})
	}
	for _, p := range t.parties {
		id := strings.ToUpper(p[:3])
		r.Parties = append(r.Parties, record.Party{ID: id, Name: p, Kind: record.State})
		e.Parties = append(e.Parties, record.Actor{ID: id, Name: p})
	}
	if t.date != "" {
		e.Date = ptr(t.date)
	}
	if t.place != "" {
		r.Places = []record.Place{{ID: strings.ToLower(t.place), Name: t.place, Country: "NOR"}}
		e.Place = &record.PlaceRef{ID: strings.ToLower(t.place), Name: t.place}
	}
	if t.n > 0 {
		e.Ordinal = &record.Ordinal{N: t.n, Of: "round"}
	}
	if t.kind != "" {
		r.Encounters = []record.Encounter{e}
	}
	if t.says != "" {
		q := record.Cut(text, len(text)-len(t.says), len(text))
		r.Statements = []record.Statement{{ID: "s1", Speaker: &record.Actor{ID: "p1", Name: t.people[0]}, For: &record.Actor{ID: r.Parties[0].ID, Name: t.parties[0]}, Mode: record.Indirect, Content: []record.Span{q}, Evidence: q}}
		r.Positions = []record.Position{{ID: "q1", Party: record.Actor{ID: r.Parties[0].ID, Name: t.parties[0]}, Stance: "demands", Issue: "ceasefire", Content: q, Statement: ptr("s1"), Evidence: q}}
	}
	r.Fill()
	sum := sha256.Sum256([]byte(text))
	return Entry{Item: intake.Item{ID: t.id, Origin: t.id, Data: []byte(text), SHA256: hex.EncodeToString(sum[:]), Published: t.day}, Records: []*record.Record{r}}
}

// tales: talks proposed, scheduled and held; a second round; a call of the same day; a meeting of others.
var tales = []tell{
	{id: "a", day: "2026-03-02", kind: record.Talks, status: record.Proposed, parties: []string{"Karvenia", "Oltania"}, people: []string{"Mirek Halden", "Josip Arden"}, place: "Oslo", says: "a truce must come first", n: 1},
	{id: "b", day: "2026-03-05", kind: record.Talks, status: record.Scheduled, date: "2026-03-08", parties: []string{"Karvenia", "Oltania"}, people: []string{"Mirek Halden", "Josip Arden"}, place: "Oslo", n: 1},
	{id: "c", day: "2026-03-09", kind: record.Talks, status: record.Held, date: "2026-03-08", parties: []string{"Karvenia", "Oltania", "Norway"}, people: []string{"Mirek Halden"}, place: "Oslo", says: "the troops must leave the valley", n: 1, outcome: record.NoProgress},
	{id: "d", day: "2026-03-10", kind: record.Talks, status: record.Held, date: "2026-03-09", parties: []string{"Karvenia", "Oltania"}, people: []string{"Halden", "Arden"}, place: "Oslo"},
	{id: "e", day: "2026-03-20", kind: record.Talks, status: record.Held, date: "2026-03-20", parties: []string{"Karvenia", "Oltania"}, people: []string{"Mirek Halden", "Josip Arden"}, place: "Muscat", n: 2},
	{id: "f", day: "2026-03-09", kind: record.Call, status: record.Held, date: "2026-03-08", parties: []string{"Karvenia", "Oltania"}, people: []string{"Tomas Verrin", "Idris Kalman"}},
	{id: "g", day: "2026-03-09", kind: record.Meeting, status: record.Held, date: "2026-03-08", parties: []string{"Norway", "Denmark"}, people: []string{"Ingrid Solvang"}, place: "Oslo"},
}

// blank is an empty ledger; tests start from copies of it.
var blank = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "blank")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "l.db")
	l, err := Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := l.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func open1(t testing.TB, path string) *Ledger {
	if _, err := os.Stat(path); err != nil {
		data, err := blank()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func add(t testing.TB, l *Ledger, list ...tell) int {
	var batch []Entry
	for _, x := range list {
		e := entry(x)
		if err := record.Validate(e.Records[0]); err != nil {
			t.Fatal(err)
		}
		batch = append(batch, e)
	}
	n, err := l.Add(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// dump is all that the ledger answers, as one string.
func dump(t testing.TB, l *Ledger) string {
	var b bytes.Buffer
	ctx := context.Background()
	put := func(v any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(&b).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	put(l.Timeline(ctx, Filter{Evidence: true}))
	put(l.Statements(ctx, Filter{}))
	put(l.Positions(ctx, Filter{}))
	put(l.People(ctx, Filter{}))
	return b.String()
}

func TestOneEncounterOnce(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	if n := add(t, l, tales...); n != len(tales) {
		t.Fatalf("added %d", n)
	}
	list, err := l.Timeline(t.Context(), Filter{Party: "Karvenia"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range list {
		got = append(got, fmt.Sprintf("%s %s %s %d", *e.Date, e.Kind, e.Status, e.Stories))
	}
	want := []string{"2026-03-08 call held 1", "2026-03-08 talks held 4", "2026-03-20 talks held 1"}
	if len(got) != 3 || got[0] != want[0] && got[1] != want[0] || got[2] != want[2] || !strings.Contains(strings.Join(got, "|"), want[1]) {
		t.Fatalf("got %q", got)
	}
	e := list[0]
	if e.Kind == record.Call {
		e = list[1]
	}
	var chain []string
	for _, s := range e.Chain {
		chain = append(chain, *s.Told+" "+s.Status+" "+strings.Join(s.Sources, ","))
	}
	if strings.Join(chain, "; ") != "2026-03-02 proposed a; 2026-03-05 scheduled b; 2026-03-09 held c,d" {
		t.Errorf("chain %q", chain)
	}
	if len(e.Disagreements) != 1 || e.Disagreements[0].Field != "date" || len(e.Disagreements[0].Values) != 2 || e.Disagreements[0].Values[1].Value != "2026-03-09" {
		t.Errorf("disagreements %+v", e.Disagreements)
	}
	if e.Outcome != record.NoProgress || strings.Join(e.Participants, ",") != "Josip Arden,Mirek Halden" || len(e.Parties) != 3 {
		t.Errorf("%+v", e)
	}
}

func TestAddingAgainChangesNothing(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	before := dump(t, l)
	if n := add(t, l, tales...); n != 0 {
		t.Errorf("added %d again", n)
	}
	if dump(t, l) != before {
		t.Error("the answers changed")
	}
	e := entry(tales[0])
	if has, err := l.Has(t.Context(), &e.Item); err != nil || !has {
		t.Errorf("has %v, %v", has, err)
	}
}

// The order of adding, and how it is cut into batches, leave no trace; nor do further ids of one content.
func TestOrderDoesNotMatter(t *testing.T) {
	want := ""
	for seed := range uint64(6) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		list := append([]tell{}, tales...)
		rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		l := open1(t, filepath.Join(t.TempDir(), "l.db"))
		for len(list) > 0 {
			n := 1 + rnd.IntN(len(list))
			add(t, l, list[:n]...)
			list = list[n:]
		}
		again := entry(tales[2])
		again.Item.ID = "A copy of c"
		if has, err := l.Has(t.Context(), &again.Item); err != nil || !has {
			t.Fatal(has, err)
		}
		got := dump(t, l)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("seed %d:\n%s\nwant\n%s", seed, got, want)
		}
	}
	if !strings.Contains(want, "A copy of c") {
		t.Error("the least id of a story is not the shown one")
	}
}

func TestQuestions(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	ctx := t.Context()
	count := func(what string, want int, got int, err error) {
		t.Helper()
		if err != nil || got != want {
			t.Errorf("%s: %d, want %d (%v)", what, got, want, err)
		}
	}
	for what, c := range map[string]struct {
		f    Filter
		want int
	}{
		"all": {Filter{}, 4}, "limit": {Filter{Limit: 2}, 2}, "party by key": {Filter{Party: "DEN"}, 1}, "person by surname": {Filter{Person: "halden"}, 2}, "nobody": {Filter{Person: "Nemo"}, 0},
		"since": {Filter{Since: "2026-03-10"}, 1}, "until": {Filter{Until: "2026-03-08"}, 3}, "month": {Filter{Since: "2026-03", Until: "2026-03"}, 4}, "place": {Filter{Place: "muscat"}, 1}, "text": {Filter{Text: "valley"}, 1},
	} {
		list, err := l.Timeline(ctx, c.f)
		count(what, c.want, len(list), err)
	}
	said, err := l.Statements(ctx, Filter{Text: "troops leaving"})
	count("statements by word stems", 1, len(said), err)
	said, err = l.Statements(ctx, Filter{Text: "troop valleys"})
	count("statements by words", 1, len(said), err)
	said, err = l.Statements(ctx, Filter{Text: `"NEAR(" OR *`})
	count("statements by syntax of the search engine", 0, len(said), err)
	hits, err := l.Search(ctx, Filter{Text: `"must leave"`, Limit: 5})
	count("search by phrase", 1, len(hits), err)
	if len(hits) == 1 && !strings.Contains(hits[0].Quote, "must leave the valley") {
		t.Errorf("%+v", hits[0])
	}
	pos, err := l.Positions(ctx, Filter{Party: "Karvenia", Issue: "ceasefire"})
	count("positions", 2, len(pos), err)
	if _, err := l.Timeline(ctx, Filter{Since: "yesterday"}); err == nil {
		t.Error("a date that is none was taken")
	}
}

func TestShow(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	list, err := l.Timeline(t.Context(), Filter{Party: "Karvenia", Place: "Oslo"})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	for id, ok := range map[string]func(*Shown) bool{
		list[0].ID:     func(s *Shown) bool { return s.Encounter != nil && len(s.Encounter.Evidence) == 4 },
		list[0].ID[:6]: func(s *Shown) bool { return s.Encounter != nil },
		"c":            func(s *Shown) bool { return s.Record != nil && s.Record.Source.ID == "c" },
		"c/e1":         func(s *Shown) bool { return s.Encounter != nil && s.Encounter.ID == list[0].ID },
		"c/s1":         func(s *Shown) bool { return s.Statement != nil && s.Statement.Evidence != nil },
		"c/q1":         func(s *Shown) bool { return s.Position != nil },
		"Josip Arden":  func(s *Shown) bool { return s.Person != nil && s.Person.Stories == 4 },
	} {
		if s, err := l.Show(t.Context(), id); err != nil || !ok(s) {
			t.Errorf("%s: %+v %v", id, s, err)
		}
	}
	for _, id := range []string{"nothing", "c/e9", "E0000"} {
		if s, err := l.Show(t.Context(), id); err == nil {
			t.Errorf("%s: %+v", id, s)
		}
	}
}

func TestTwoHandsOnOneLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	a, b := open1(t, path), open1(t, path)
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < 30 && err == nil; i++ {
			x := tales[i%len(tales)]
			x.id = fmt.Sprintf("%s%d", x.id, i)
			_, err = a.Add(context.Background(), []Entry{entry(x)})
		}
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
			if _, err := b.Timeline(t.Context(), Filter{}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenExisting(t.Context(), filepath.Join(dir, "none.db")); err == nil || !strings.Contains(err.Error(), "rapporteur add") {
		t.Errorf("missing: %v", err)
	}
	junk := filepath.Join(dir, "junk.db")
	if err := os.WriteFile(junk, bytes.Repeat([]byte("no database "), 1000), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), junk); err == nil || !strings.Contains(err.Error(), "no ledger") {
		t.Errorf("junk: %v", err)
	}
	newer := filepath.Join(dir, "newer.db")
	open1(t, newer).Close()
	db, err := sql.Open("sqlite", newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`INSERT INTO goose_db_version(version_id, is_applied) VALUES(999, 1)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), newer); err == nil || !strings.Contains(err.Error(), "newer rapporteur") {
		t.Errorf("newer: %v", err)
	}
}
