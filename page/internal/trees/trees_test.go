package trees

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// known are the models of the tests.
var known = map[string]int{"m": 3}

func model() *Model {
	m := &Model{Name: "m", Base: -500, Trees: make([]Tree, 2)}
	for i := range m.Trees {
		t := &m.Trees[i]
		for d := range Depth {
			t.Feature[d], t.Above[d] = uint8((i+d)%3), int32(d*10-20)
		}
		for k := range t.Leaf {
			t.Leaf[k] = int16(k*(i+1) - 7)
		}
	}
	return m
}

func TestWriteAndParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &Model{Name: "m", Base: rapid.Int32().Draw(t, "base"), Trees: make([]Tree, rapid.IntRange(0, 3).Draw(t, "trees"))}
		for range rapid.IntRange(0, 2).Draw(t, "stops") {
			m.Stops = append(m.Stops, rapid.Int32().Draw(t, "stop"))
		}
		for i := range m.Trees {
			for d := range Depth {
				m.Trees[i].Feature[d] = uint8(rapid.IntRange(0, 2).Draw(t, "feature"))
				m.Trees[i].Above[d] = rapid.Int32().Draw(t, "above")
			}
			for k := range m.Trees[i].Leaf {
				m.Trees[i].Leaf[k] = rapid.Int16().Draw(t, "leaf")
			}
		}
		var b strings.Builder
		if err := m.Write(&b); err != nil {
			t.Fatal(err)
		}
		ms, err := Parse("# a comment\n\n"+b.String(), known)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(ms["m"], m) {
			t.Errorf("got %+v, want %+v", ms["m"], m)
		}
	})
}

func TestParseErrors(t *testing.T) {
	good := "model\tm\t0\t1\n" + strings.Repeat("0\t0\t", Depth) + strings.Repeat("1\t", 1<<Depth-1) + "1\n"
	if _, err := Parse(good, known); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, says string }{
		{"model\tm\t0\n", "row 1"},
		{"model\tnobody\t0\t0\n", "row 1: no model"},
		{"model\tm\tx\t0\n", "row 1"},
		{"model\tm\t0\t9\n", "row 1: 9 trees"},
		{"model\tm\t0\t-1\n", "row 1: -1 trees"},
		{strings.Replace(good, "\n0\t", "\n200\t", 1), "row 2: feature 200"},
		{strings.Replace(good, "1\t1", "1\tx", 1), "row 2"},
		{strings.Replace(good, "1\t1", "1", 1), "row 2"},
	} {
		if _, err := Parse(c.text, known); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: error %v does not say %q", c.text, err, c.says)
		}
	}
}

func TestScore(t *testing.T) {
	m := &Model{Base: 100, GivenUp: -9, Trees: []Tree{{}}}
	m.Trees[0].Feature = [Depth]uint8{0, 1, 0, 1, 0}
	m.Trees[0].Above = [Depth]int32{5, 5, 15, 15, 25}
	for k := range m.Trees[0].Leaf {
		m.Trees[0].Leaf[k] = int16(k)
	}
	// above 5 and 15, not 25; above 5, not 15
	if got := m.ScoreOf([]int32{20, 10}); got != 100+0b11100 {
		t.Errorf("got %d", got)
	}
	m.Trees[0].Above[3], m.Trees[0].Above[4] = Never, Never
	if got := m.ScoreOf([]int32{20, 1 << 30}); got != 100+0b11100 {
		t.Errorf("three questions: got %d", got)
	}
	for range Block {
		m.Trees = append(m.Trees, m.Trees[0])
	}
	m.Stops = []int32{200}
	if got := m.ScoreOf(nil); got != m.GivenUp {
		t.Errorf("a hopeless row scores %d, want %d", got, m.GivenUp)
	}
	if got := m.ScoreOf([]int32{20, 10}); got != 100+0b11100*(Block+1) {
		t.Errorf("a hopeful row scores %d", got)
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
		ms, err := Parse(s, known)
		if err != nil {
			return
		}
		for _, m := range ms {
			m.ScoreOf([]int32{1, 2, 3})
		}
	})
}
