package judge

import (
	"strings"
	"testing"

	"rapporteur/page/internal/trees"
)

func TestShipped(t *testing.T) {
	j, err := Load(weights)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*trees.Model{j.Body, j.Headline, j.Article, j.Caption} {
		if len(m.Trees) == 0 {
			t.Errorf("model %s has no trees", m.Name)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"", "missing"},
		{"model\tbody\t0\t0\n", "missing"},
		{"model\tnobody\t0\t0\n", "nobody"},
	} {
		if _, err := Load(c.text); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: error %v does not say %q", c.text, err, c.says)
		}
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
