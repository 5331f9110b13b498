package gaptrain

import (
	"testing"

	"rapporteur/english/internal/gapnet"
)

// A net learns which feature tells an end, and its file scores as it does.
func TestNetLearns(t *testing.T) {
	var data []Example
	for i := range 2000 {
		x := Example{Features: []uint32{uint32(i % 7), uint32(100 + i%2), uint32(200 + i%3)}, End: i%2 == 0}
		data = append(data, x)
	}
	n := New(10, 8)
	for e := range 4 {
		n.Pass(data, e, 4)
		n.Remember()
	}
	n.Average()
	if f := n.F1(data); f < 99 {
		t.Fatalf("F1 %.1f on what one feature tells", f)
	}
	m, err := gapnet.Read(n.File())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range data[:20] {
		if got := m.Score(x.Features) > 0; got != x.End {
			t.Errorf("the file says %v of %v", got, x.Features)
		}
	}
}
