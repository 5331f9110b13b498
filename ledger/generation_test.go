package ledger

import (
	"path/filepath"
	"testing"
)

func TestGenerationChangesWithTheLedgerAlone(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	generation := func() int64 {
		n, err := l.Generation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	first := generation()
	if _, err := l.Status(t.Context()); err != nil {
		t.Fatal(err)
	}
	if generation() != first {
		t.Error("asking changed the generation")
	}
	other, err := OpenExisting(t.Context(), l.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	seen := map[int64]bool{first: true}
	for i, by := range []*Ledger{l, other, l} {
		if err := by.SaveProcess(t.Context(), Process{Name: "Talks", Words: "talks", Since: []string{"2024", "2025", "2026"}[i]}); err != nil {
			t.Fatal(err)
		}
		if n := generation(); seen[n] {
			t.Errorf("change %d left the generation as one before", i)
		} else {
			seen[n] = true
		}
	}
}
