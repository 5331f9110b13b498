package trees

import (
	"reflect"
	"strings"
	"testing"
)

func model() *Model {
	m := &Model{Name: "m", Base: -500, Trees: make([]Tree, 2)}
	for i := range m.Trees {
		t := &m.Trees[i]
		for d := range Depth {
			t.Feature[d], t.Above[d] = uint16((i+d)%3), int32(d*10-20)
		}
		for k := range t.Leaf {
			t.Leaf[k] = int32(k*(i+1) - 7)
		}
	}
	return m
}

func TestWriteAndParse(t *testing.T) {
	var b strings.Builder
	if err := model().Write(&b); err != nil {
		t.Fatal(err)
	}
	ms, err := Parse("# a comment\n"+b.String(), 3)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(ms["m"], model()) {
		t.Errorf("got %+v, want %+v", ms["m"], model())
	}
	if _, err := Parse(b.String(), 2); err == nil {
		t.Error("a tree that asks of a feature that is not there was read")
	}
}

func TestScore(t *testing.T) {
	m := &Model{Base: 100, Trees: []Tree{{}}}
	m.Trees[0].Feature = [Depth]uint16{0, 1, 0, 1, 0}
	m.Trees[0].Above = [Depth]int32{5, 5, 15, 15, 25}
	for k := range m.Trees[0].Leaf {
		m.Trees[0].Leaf[k] = int32(k)
	}
	// above 5 and 15, not 25; above 5, not 15
	if got := m.Score([]int32{20, 10}); got != 100+0b11100 {
		t.Errorf("got %d", got)
	}
	if Chance(0) != 500 || Chance(20000) != 1000 || Chance(-20000) != 0 {
		t.Error("chances")
	}
}

func FuzzParse(f *testing.F) {
	var b strings.Builder
	if err := model().Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add("model\tm\t0\t1\n")
	f.Add("model\tm\t0\t-1\n")
	f.Fuzz(func(t *testing.T, s string) {
		ms, err := Parse(s, 3)
		if err != nil {
			return
		}
		for _, m := range ms {
			m.Score([]int32{1, 2, 3})
		}
	})
}
