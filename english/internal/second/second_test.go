package second

import (
	"testing"

	"pgregory.net/rapid"
)

// Places to part a sentence are in order, inside it, and only where there was doubt.
func TestSplitsAreGapsInDoubt(t *testing.T) {
	l := New()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "words")
		ws := make([]Word, n)
		for i := range ws {
			ws[i] = Word{
				Form: rapid.SampledFrom([]string{"Talks", "the", ":", "He", "left", "-"}).Draw(t, "form"),
				UPOS: rapid.SampledFrom([]string{"NOUN", "VERB", "PUNCT", "PRON", ""}).Draw(t, "tag"),
				Rel:  rapid.SampledFrom([]string{"parataxis", "punct", "root"}).Draw(t, "rel"),
				Head: rapid.IntRange(-1, n-1).Draw(t, "head"),
				Odds: float32(rapid.SampledFrom([]int{0, -9, -1, 1, 2}).Draw(t, "odds")),
			}
		}
		last := -1
		for _, i := range l.Splits(ws) {
			if i <= last || i >= n-1 || ws[i].Odds == 0 || ws[i].Odds <= floor {
				t.Fatalf("%d words parted behind %d, after %d, odds %v", n, i, last, ws[i].Odds)
			}
			last = i
		}
	})
}

func TestArcsAcrossAGapAreCounted(t *testing.T) {
	// a title and a sentence: "Talks end He left", one arc between "end" and "left"
	ws := []Word{{Head: 1}, {Head: -1, UPOS: "VERB"}, {Head: 3}, {Head: 1, UPOS: "VERB"}}
	l := Blank()
	l.measure(ws)
	if l.cover[0] != 1 || l.cover[1] != 1 || l.cover[2] != 2 || l.sum[1] != 3 || l.verbs[4]-l.verbs[2] != 1 {
		t.Errorf("arcs %v, dependents %v, verbs %v", l.cover, l.sum, l.verbs)
	}
}
