package boost

import (
	"testing"

	"rapporteur/page/internal/trees"
)

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
		if (m.ScoreOf(r) > 0) != labels[i] {
			wrong++
		}
	}
	if wrong > 8 {
		t.Errorf("%d of %d wrong", wrong, len(rows))
	}
	if again := Fit("xor", NewTable(rows), labels, weights, rc); again.ScoreOf(rows[3]) != m.ScoreOf(rows[3]) {
		t.Error("the same rows gave another model")
	}
}

// TestFitGroups learns which row of a group wins: the one with the greatest first feature.
func TestFitGroups(t *testing.T) {
	var rows [][]int32
	var labels []bool
	var weights []float64
	var groups []int
	for g := range int32(60) {
		groups = append(groups, len(rows))
		for i := range int32(5) {
			rows = append(rows, []int32{(g*7 + i*3) % 5, g})
			labels = append(labels, (g*7+i*3)%5 == 4)
			weights = append(weights, 1)
		}
	}
	groups = append(groups, len(rows))
	m := Fit("first", NewTable(rows), labels, weights, Recipe{Trees: 20, Rate: 0.3, Ridge: 1, Sample: 1, Depth: 2, Seed: 1, Groups: groups})
	for i, r := range rows {
		if won := m.ScoreOf(r) > 0; won != labels[i] && labels[i] {
			t.Errorf("row %v loses", r)
		}
	}
	for _, tree := range m.Trees {
		if tree.Above[2] != trees.Never {
			t.Fatal("a tree asks more questions than it may")
		}
	}
}

func TestStop(t *testing.T) {
	var rows [][]int32
	var labels []bool
	var weights []float64
	for i := range int32(400) {
		rows = append(rows, []int32{i})
		labels = append(labels, i > 300)
		weights = append(weights, 1)
	}
	m := Fit("late", NewTable(rows), labels, weights, Recipe{Trees: 20, Rate: 0.5, Ridge: 1, Sample: 1, Seed: 1})
	Stop(m, rows, labels)
	m.GivenUp = -90_000
	if got := m.ScoreOf(rows[0]); got != m.GivenUp {
		t.Errorf("a row far from what is looked for scores %d: not given up", got)
	}
	if got := m.ScoreOf(rows[350]); got <= 0 {
		t.Errorf("a row that is looked for scores %d", got)
	}
}
