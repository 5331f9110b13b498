package weigh

import (
	"bytes"
	"testing"
)

func ranked() *Model {
	var xs []Ranked
	for range 30 {
		xs = append(xs,
			Ranked{Choices: []Features{features("near"), features("far"), features("none")}, Right: []bool{true, false, false}},
			Ranked{Choices: []Features{features("far"), features("none")}, Right: []bool{false, true}},
			Ranked{Choices: []Features{features("far"), features("none")}, Right: []bool{false, false}})
	}
	return Rank(xs, Options{Bits: 10, Epochs: 4, Rate: 0.1})
}

func TestRank(t *testing.T) {
	m := ranked()
	near, far, none := m.Margin(features("near")), m.Margin(features("far")), m.Margin(features("none"))
	if near <= none || none <= far {
		t.Errorf("near %.2f, none %.2f, far %.2f: want them in this order", near, none, far)
	}
}

func TestRankIsDeterministic(t *testing.T) {
	var a, b bytes.Buffer
	if err := ranked().Write(&a); err != nil {
		t.Fatal(err)
	}
	if err := ranked().Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same examples gave two models")
	}
}
