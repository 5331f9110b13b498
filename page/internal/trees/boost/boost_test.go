package boost

import "testing"

// TestFit learns an exclusive or, which no single question tells.
func TestFit(t *testing.T) {
	var rows [][]int32
	var labels []bool
	var weights []float64
	for i := range int32(400) {
		a, b := i%20, i/20
		rows = append(rows, []int32{a, b, i * 7 % 13})
		labels = append(labels, (a > 9) != (b > 9))
		weights = append(weights, 1)
	}
	rc := Recipe{Trees: 40, Rate: 0.3, Ridge: 1, Sample: 1, Rows: 1, Seed: 1}
	m := Fit("xor", NewTable(rows), labels, weights, rc)
	wrong := 0
	for i, r := range rows {
		if (m.Score(r) > 0) != labels[i] {
			wrong++
		}
	}
	if wrong > 8 {
		t.Errorf("%d of %d wrong", wrong, len(rows))
	}
	if again := Fit("xor", NewTable(rows), labels, weights, rc); again.Score(rows[3]) != m.Score(rows[3]) {
		t.Error("the same rows gave another model")
	}
}
