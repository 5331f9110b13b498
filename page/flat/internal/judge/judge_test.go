package judge

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShipped(t *testing.T) {
	j, err := Load(weights)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*Model{j.Body, j.Headline, j.Article, j.Caption} {
		if len(m.Trees) == 0 {
			t.Errorf("model %s has no trees", m.Name)
		}
	}
}

// TestWriteLoad writes models at random and loads them again.
func TestWriteLoad(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var models []*Model
		var b bytes.Buffer
		for _, name := range []string{"body", "headline", "article", "caption"} {
			m := &Model{Name: name, Base: rapid.Int32().Draw(t, "base"), Trees: make([]Tree, rapid.IntRange(0, 3).Draw(t, "trees"))}
			m.Stops = rapid.SliceOfN(rapid.Int32(), 0, 2).Draw(t, "stops")
			for i := range m.Trees {
				for d := range Depth {
					m.Trees[i].Feature[d] = uint8(rapid.IntRange(0, localCount).Draw(t, "feature"))
					m.Trees[i].Above[d] = rapid.Int32().Draw(t, "above")
				}
				for k := range m.Trees[i].Leaf {
					m.Trees[i].Leaf[k] = rapid.Int16().Draw(t, "leaf")
				}
			}
			models = append(models, m)
			if err := m.Write(&b); err != nil {
				t.Fatalf("%v", err)
			}
		}
		j, err := Load(b.String())
		if err != nil {
			t.Fatalf("%v of\n%s", err, b.String())
		}
		for i, m := range []*Model{j.Body, j.Headline, j.Article, j.Caption} {
			if len(m.Stops) == 0 {
				m.Stops, models[i].Stops = nil, nil
			}
			if !reflect.DeepEqual(m, models[i]) {
				t.Fatalf("%+v came back as %+v", models[i], m)
			}
		}
	})
}

func TestLoadErrors(t *testing.T) {
	good := "model\tbody\t0\t1\n" + strings.Repeat("0\t0\t", Depth) + strings.Repeat("1\t", 1<<Depth-1) + "1\n"
	for _, c := range []struct{ text, says string }{
		{"", "missing"},
		{good, "missing"},
		{"model\tbody\t0\n", "row 1"},
		{"model\tnobody\t0\t0\n", "row 1"},
		{"model\tbody\tx\t0\n", "row 1"},
		{"model\tbody\t0\t9\n", "row 1"},
		{strings.Replace(good, "\n0\t", "\n200\t", 1), "row 2: feature 200"},
		{strings.Replace(good, "1\t1", "1\tx", 1), "row 2"},
		{strings.Replace(good, "1\t1", "1", 1), "row 2"},
	} {
		if _, err := Load(c.text); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: error %v does not say %q", c.text, err, c.says)
		}
	}
}

func TestScore(t *testing.T) {
	m := Model{Base: 100, Trees: []Tree{{Feature: [Depth]uint8{2}, Above: [Depth]int32{10, 1 << 30, 1 << 30, 1 << 30, 1 << 30}}}}
	m.Trees[0].Leaf[0], m.Trees[0].Leaf[16] = -7, 40
	for x, want := range map[int32]int32{10: 93, 11: 140, -1 << 31: 93, 1<<31 - 1: 140} {
		f := Row{2: x, 0: 0}
		if got := m.Score(&f); got != want {
			t.Errorf("feature %d: score %d, want %d", x, got, want)
		}
	}
	for range Block {
		m.Trees = append(m.Trees, m.Trees[0])
	}
	m.Stops = []int32{300}
	if got := m.Score(&Row{2: 10}); got != Hopeless {
		t.Errorf("a hopeless line scores %d, want %d", got, Hopeless)
	}
	if got := m.Score(&Row{2: 11}); got != 100+40*(Block+1) {
		t.Errorf("a hopeful line scores %d", got)
	}
}

func TestDecode(t *testing.T) {
	costs := Costs{Open: 500, Leave: 250, Enter: 250, Close: 500}
	for _, c := range []struct {
		scores []int32
		want   string
	}{
		{nil, ""},
		{[]int32{-900, -900}, ".."},
		{[]int32{2000}, "x"},
		{[]int32{-900, 2000, 2000, -900}, ".xx."},
		{[]int32{-900, 2000, -300, 2000, -900}, ".xxx."},        // a weak doubt within the article
		{[]int32{-900, 2000, -3000, 2000, -900}, ".x.x."},       // plain furniture within it
		{[]int32{-900, 400, -900, -900, 2000, 2000}, "....xx"},  // a lone weak line before it
		{[]int32{3000, -900, -900, -900, -900, 3000}, "x....x"}, // two strong stretches
	} {
		var got strings.Builder
		for _, k := range Decode(c.scores, costs) {
			got.WriteByte(".x"[b2i(k)])
		}
		if got.String() != c.want {
			t.Errorf("%v: %s, want %s", c.scores, got.String(), c.want)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
