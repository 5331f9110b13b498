package ledger

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/record"
)

func correction(op string, refs ...string) Correction {
	return Correction{At: "2026-04-01T10:00:00Z", Author: "ann", Reason: "test", Op: op, Refs: refs}
}

// talksOf gives the encounter that a report belongs to.
func talksOf(t *testing.T, l *Ledger, ref string) *Encounter {
	t.Helper()
	s, err := l.Show(t.Context(), ref)
	if err != nil || s.Encounter == nil {
		t.Fatalf("%s: %+v %v", ref, s, err)
	}
	return s.Encounter
}

func TestSplitAndMerge(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	if err := l.Correct(t.Context(), correction(OpSplit, "d/e1")); err != nil {
		t.Fatal(err)
	}
	if a, d := talksOf(t, l, "c/e1"), talksOf(t, l, "d/e1"); a.ID == d.ID || a.Stories != 3 || d.Stories != 1 {
		t.Fatalf("not split: %d and %d stories", a.Stories, d.Stories)
	}
	// What people put together stays together, whatever the rules say: here a call and a meeting of others.
	if err := l.Correct(t.Context(), correction(OpMerge, "f/e1", "g/e1")); err != nil {
		t.Fatal(err)
	}
	if f, g := talksOf(t, l, "f/e1"), talksOf(t, l, "g/e1"); f.ID != g.ID || f.Stories != 2 {
		t.Fatal("not merged")
	}
	// The later word counts.
	c := correction(OpMerge, "d/e1", "c/e1")
	c.At = "2026-04-02T10:00:00Z"
	if err := l.Correct(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if a, d := talksOf(t, l, "c/e1"), talksOf(t, l, "d/e1"); a.ID != d.ID {
		t.Fatal("the later merge does not outweigh the split")
	}
}

func TestSetDropAndRename(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	e := talksOf(t, l, "c/e1")
	set := correction(OpSet, e.ID)
	set.Field, set.Value = "date", "2026-03-07"
	drop := correction(OpDrop, "g/e1", "a/s1", "a/q1")
	rename := correction(OpRename, "Halden")
	rename.Value = "Ingrid Solvang"
	if err := l.Correct(t.Context(), set, drop, rename); err != nil {
		t.Fatal(err)
	}
	if e = talksOf(t, l, "c/e1"); *e.Date != "2026-03-07" || strings.Join(e.Corrected, ",") != "date" {
		t.Errorf("not set: %s %v", *e.Date, e.Corrected)
	}
	for _, d := range e.Disagreements {
		if d.Field == "date" {
			t.Error("what people have set is still disputed")
		}
	}
	if list, err := l.Timeline(t.Context(), Filter{Party: "Denmark"}); err != nil || len(list) != 0 {
		t.Errorf("not dropped: %v %v", list, err)
	}
	if said, err := l.Statements(t.Context(), Filter{}); err != nil || len(said) != 1 {
		t.Errorf("%d statements, %v", len(said), err)
	}
	s, err := l.Show(t.Context(), "Ingrid Solvang")
	if err != nil || s.Person == nil || strings.Join(s.Person.Aliases, ",") != "Halden" {
		t.Errorf("not renamed: %+v %v", s, err)
	}
}

// Corrections outlive a reading anew, and work on stories that come after them.
func TestCorrectionsOutliveReading(t *testing.T) {
	want := ""
	for _, late := range []bool{false, true} {
		l := open1(t, filepath.Join(t.TempDir(), "l.db"))
		set := correction(OpSet, "c/e1")
		set.Field, set.Value = "outcome", record.Agreement
		list := []Correction{correction(OpSplit, "d/e1", "c/e1", "b/e1", "a/e1"), correction(OpMerge, "f/e1", "g/e1"), correction(OpDrop, "e/e1"), set}
		if !late {
			add(t, l, tales...)
		}
		if err := l.Correct(t.Context(), list...); err != nil {
			t.Fatal(err)
		}
		if late {
			add(t, l, tales...)
		}
		var c Changed
		var batch []Entry
		for _, x := range tales {
			e := entry(x)
			e.Records[0].Notes = append(e.Records[0].Notes, "read anew")
			batch = append(batch, e)
		}
		if err := l.Replace(t.Context(), batch, &c); err != nil || c.Changed != len(tales) {
			t.Fatalf("%+v %v", c, err)
		}
		got := dump(t, l)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("corrected late:\n%s\nwant\n%s", got, want)
		}
	}
	if strings.Contains(want, "Muscat") {
		t.Error("what was dropped came back")
	}
}

func TestCorrectionsAreChecked(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	for want, c := range map[string]Correction{
		"no correction":       correction("polish", "a/e1"),
		"needs 2":             correction(OpMerge, "a/e1"),
		"author and a reason": {At: "2026-04-01T10:00:00Z", Op: OpDrop, Refs: []string{"a/e1"}},
		"is not of the form":  {At: "today", Author: "x", Reason: "y", Op: OpDrop, Refs: []string{"a/e1"}},
		"can't be set":        {At: "2026-04-01T10:00:00Z", Author: "x", Reason: "y", Op: OpSet, Refs: []string{"a/e1"}, Field: "parties", Value: "x"},
		"no status":           {At: "2026-04-01T10:00:00Z", Author: "x", Reason: "y", Op: OpSet, Refs: []string{"a/e1"}, Field: "status", Value: "x"},
		"stands alone":        correction(OpSplit, "g/e1"),
	} {
		if err := l.Correct(t.Context(), c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// A reading that finds less and then what it found at first leaves the ledger as it was.
func TestReadingAnewComesBack(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	before := dump(t, l)
	var full, less []Entry
	for _, x := range tales {
		full = append(full, entry(x))
		e := entry(x)
		e.Records[0].Encounters, e.Records[0].Statements, e.Records[0].People = nil, nil, nil
		e.Records[0].Positions = nil
		e.Records[0].Fill()
		less = append(less, e)
	}
	var c Changed
	if err := l.Replace(t.Context(), less, &c); err != nil {
		t.Fatal(err)
	}
	if c.Changed != len(tales) || c.Layers["encounters"] != -len(tales) {
		t.Errorf("%+v", c)
	}
	if list, err := l.Timeline(t.Context(), Filter{}); err != nil || len(list) != 0 {
		t.Errorf("%d encounters left, %v", len(list), err)
	}
	if err := l.Replace(t.Context(), full, &c); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, l); got != before {
		t.Errorf("got\n%s\nwant\n%s", got, before)
	}
}

func TestCopiesAreNoIndependentReports(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	wire := strings.Repeat("the envoys of both countries talked at length about the roads and the bridges across the valley, and then about prisoners; ", 1) +
		"they came no nearer to a truce that both of their governments want, for each wants the other to leave the ridge first, said an official who asked for no name to be given, and who spoke of a long day with little food and less hope for the spring that was to bring peace"
	x, y, z := tales[1], tales[2], tales[3]
	x.says, y.says, z.says = wire, wire+" and the end of the war", "something else was said by others at another table in another room of the same old house by the sea, where the guests had gathered before noon"
	add(t, l, z, y, x)
	e := talksOf(t, l, x.id+"/e1")
	if e.Stories != 3 || e.Independent != 2 || len(e.Copies) != 1 || fmt.Sprint(e.Copies[0].Sources) != "[b c]" {
		t.Errorf("%d stories, %d independent, %+v", e.Stories, e.Independent, e.Copies)
	}
	said, err := l.Statements(t.Context(), Filter{})
	if err != nil || len(said) != 2 || len(said[0].Also)+len(said[1].Also) != 1 {
		t.Errorf("%+v %v", said, err)
	}
}

func TestPositionsChange(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	say := func(id, day, stance, says string) {
		x := tell{id: id, day: day, parties: []string{"Karvenia"}, people: []string{"Mirek Halden"}, says: says}
		e := entry(x)
		e.Records[0].Positions[0].Stance = stance
		if _, err := l.Add(t.Context(), []Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	say("1", "2026-03-01", "demands", "a full withdrawal of troops from the valley")
	say("2", "2026-03-05", "demands", "the withdrawal of all troops from the valley")
	say("3", "2026-03-10", "threatens", "to force the troops from the valley by withdrawal of supplies")
	say("4", "2026-03-12", "accepts", "the troops staying in the valley until the withdrawal of all")
	say("5", "2026-03-14", "offers", "an exchange of prisoners")
	say("6", "2026-09-14", "demands", "an exchange of prisoners")
	list, err := l.Positions(t.Context(), Filter{Party: "Karvenia"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range list {
		got = append(got, q.Source+" "+q.Change)
	}
	if want := "1 new, 2 repeated, 3 hardened, 4 softened, 5 new, 6 new"; strings.Join(got, ", ") != want {
		t.Errorf("got %q", got)
	}
	if stands := Stands(list); len(stands) != 2 || stands[1].Stance != "accepts" || len(stands[1].Told) != 4 {
		t.Errorf("%+v", stands)
	}
}

func TestProcess(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	ctx := t.Context()
	if err := l.SaveProcess(ctx, Process{Name: "Isk", Parties: []string{"Karvenia", "Oltania"}, Since: "2026-03"}); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveProcess(ctx, Process{Name: "empty"}); err == nil {
		t.Error("a process known by nothing was kept")
	}
	list, err := l.Timeline(ctx, Filter{Process: "isk"})
	if err != nil || len(list) != 3 {
		t.Fatalf("%d encounters, %v", len(list), err)
	}
	b, err := l.Brief(ctx, "Isk", "2026-03-09")
	if err != nil {
		t.Fatal(err)
	}
	if b.Stories != 6 || *b.AsOf != "2026-03-20" || len(b.Last) != 3 || len(b.Stands) == 0 || len(b.Citations) != 6 || len(b.Open) != 1 {
		t.Errorf("%d stories as of %s, %d last, %d stands, %d cited, %d open", b.Stories, *b.AsOf, len(b.Last), len(b.Stands), len(b.Citations), len(b.Open))
	}
	if len(b.Claims) != 2 || b.Claims[0].Known != 1 {
		t.Errorf("claims %+v", b.Claims)
	}
	words, err := l.Timeline(ctx, Filter{Process: "Isk", Text: "valley"})
	if err != nil || len(words) != 1 {
		t.Errorf("%d, %v", len(words), err)
	}
}
