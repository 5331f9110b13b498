package ledger

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/record"
)

// later dates a correction by the minute, so that no two are alike.
func later(c Correction, minute int) Correction {
	c.At = "2026-04-01T11:" + string(rune('0'+minute/10)) + string(rune('0'+minute%10)) + ":00Z"
	return c
}

// allCorrections gives the corrections of a ledger.
func allCorrections(t testing.TB, l *Ledger) (out []Correction) {
	t.Helper()
	for c, err := range l.Corrections(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// Every kind of correction, taken back, leaves no trace in what the ledger answers; the undoing undone brings it back.
func TestUndo(t *testing.T) {
	set := correction(OpSet, "c/e1")
	set.Field, set.Value = "outcome", record.Agreement
	rename := correction(OpRename, "Halden")
	rename.Value = "Ingrid Solvang"
	for name, c := range map[string]Correction{
		"split": correction(OpSplit, "d/e1"), "merge": correction(OpMerge, "f/e1", "g/e1"), "set": set, "rename": rename,
		"drop a report": correction(OpDrop, "e/e1"), "drop what was said": correction(OpDrop, "a/s1", "a/q1", "c/s1"),
	} {
		t.Run(name, func(t *testing.T) {
			l := open1(t, filepath.Join(t.TempDir(), "l.db"))
			add(t, l, tales...)
			before := dump(t, l)
			if err := l.Correct(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			with := dump(t, l)
			if with == before {
				t.Fatal("the correction changes nothing")
			}
			id := allCorrections(t, l)[0].ID
			if err := l.Undo(t.Context(), id, "2026-04-02T10:00:00Z", "bea", "wrong"); err != nil {
				t.Fatal(err)
			}
			if got := dump(t, l); got != before {
				t.Errorf("undone:\n%s\nwant\n%s", got, before)
			}
			list := allCorrections(t, l)
			if len(list) != 2 || list[0].Undone != list[1].ID || list[1].Undone != "" {
				t.Errorf("%+v", list)
			}
			if err := l.Undo(t.Context(), list[1].ID, "2026-04-03T10:00:00Z", "ann", "right after all"); err != nil {
				t.Fatal(err)
			}
			if got := dump(t, l); got != with {
				t.Errorf("the undoing undone:\n%s\nwant\n%s", got, with)
			}
			if list = allCorrections(t, l); list[0].Undone != "" || list[1].Undone != list[2].ID {
				t.Errorf("%+v", list)
			}
		})
	}
}

func TestUndoOfNothing(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	if err := l.Undo(t.Context(), "C0123456789", "2026-04-02T10:00:00Z", "bea", "wrong"); err == nil || !strings.Contains(err.Error(), "no correction") {
		t.Error(err)
	}
}

// Corrections and undoings one by one, before or after the stories, and all at once from a shared list, give the same ledger.
func TestCorrectionsInAnyWay(t *testing.T) {
	refs := []string{"a/e1", "b/e1", "c/e1", "d/e1", "e/e1", "f/e1", "g/e1"}
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		n := 0
		ledger := func() *Ledger {
			n++
			return open1(t, filepath.Join(dir, string(rune('a'+n))+".db"))
		}
		slow := ledger()
		defer slow.Close()
		if rapid.Bool().Draw(rt, "stories first") {
			add(t, slow, tales...)
		}
		for i := range rapid.IntRange(1, 6).Draw(rt, "corrections") {
			known := allCorrections(t, slow)
			op := rapid.SampledFrom([]string{OpMerge, OpSplit, OpSet, OpDrop, OpRename, OpUndo}).Draw(rt, "op")
			two := rapid.Permutation(refs).Draw(rt, "refs")[:2]
			c := correction(op, two...)
			switch {
			case op == OpUndo && len(known) == 0:
				continue
			case op == OpUndo:
				c.Refs = []string{rapid.SampledFrom(known).Draw(rt, "undone").ID}
			case op == OpSet:
				c.Refs, c.Field, c.Value = two[:1], "status", rapid.SampledFrom(record.EncounterStatuses()).Draw(rt, "status")
			case op == OpDrop:
				c.Refs = two[:1]
			case op == OpRename:
				c.Refs, c.Value = []string{rapid.SampledFrom([]string{"Halden", "Arden", "Josip Arden"}).Draw(rt, "name")}, "Ingrid Solvang"
			}
			if err := slow.Correct(t.Context(), later(c, i)); err != nil {
				rt.Fatal(err)
			}
		}
		add(t, slow, tales...)
		want := dump(t, slow)
		fast := ledger()
		defer fast.Close()
		shuffled := slices.Clone(tales)
		slices.Reverse(shuffled)
		add(t, fast, shuffled...)
		for range 2 { // taken over twice: the second time changes nothing
			if err := fast.Correct(t.Context(), allCorrections(t, slow)...); err != nil {
				rt.Fatal(err)
			}
			if got := dump(t, fast); got != want {
				rt.Fatalf("from a list:\n%s\nwant\n%s", got, want)
			}
		}
	})
}

// A property of whole ledgers takes files to check: fewer draws than rapid's hundred do.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "12")
	}
	os.Exit(m.Run())
}
