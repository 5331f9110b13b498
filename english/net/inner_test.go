package net

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/english/net/mat"
)

// The rows of words, as Python's zlib.crc32 and unicodedata make them.
func TestFeatures(t *testing.T) {
	var tabs [tables]table
	for i, n := range []uint32{30000, 8000, 8000, 4000, 64} {
		tabs[i].buckets = n
	}
	cases := []struct {
		form, norm, shape string
		want              features
	}{
		{"Envoy", "envoy", "Xxx", features{12798, 12851, 6534, 3095, 759, 36}},
		{"U.S.", "u.s.", "X.X.", features{4358, 16746, 5260, 4945, 101, 15}},
		{"2,000", "0,000", "d,dd", features{20146, 28243, 6808, 7466, 3635, 37}},
		{"‘quoted’", "'quoted'", "‘xx’", features{1260, 7034, 700, 294, 777, 34}},
		{"McDonald", "mcdonald", "XxXxx", features{22618, 19049, 4160, 6712, 420, 6}},
		{"AAAbbbb12345-", "aaabbbb00000-", "XXxxdd", features{7871, 1520, 1548, 7180, 3432, 18}},
		{"İstanbul", "İstanbul", "Xxx", features{10192, 23955, 638, 7947, 3545, 36}},
		{"ǅ", "ǆ", "ǅ", features{27478, 18567, 6682, 2242, 1185, 53}},
		{"of", "of", "xx", features{4539, 21510, 40, 5987, 2659, 54}},
		{"the", "the", "xx", features{8336, 26223, 6141, 3264, 568, 54}},
		{"x", "x", "x", features{8795, 18862, 2907, 3501, 3343, 37}},
		{"", "", "", features{18822, 26458, 2184, 4091, 2376, 1}},
		{"naïve—ÉCOLE", "naïve-école", "xx—XX", features{27761, 23522, 1681, 5514, 1212, 57}},
		{"٣٤", "00", "dd", features{19483, 1531, 7160, 5586, 1280, 36}},
	}
	var s speller
	s.features(strings.Repeat("long", keepSpelled), &tabs)
	for _, c := range cases {
		got := s.features(c.form, &tabs)
		if string(s.norm) != c.norm || string(s.shape) != c.shape || got != c.want {
			t.Errorf("%q: norm %q, shape %q, rows %v; want %q, %q, %v", c.form, s.norm, s.shape, got, c.norm, c.shape, c.want)
		}
	}
}

// The tree found is the best of all trees with one token under the root.
func TestBestTree(t *testing.T) {
	var solver mst
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "tokens")
		scores := newRows(n, 16)
		for i := range n {
			for h := range n + 1 {
				scores.Row(i, 16)[h] = float32(rapid.IntRange(-20, 20).Draw(t, "score"))
			}
		}
		heads := slices.Clone(solver.run(scores, n))
		if !solver.isTree(heads) {
			t.Fatalf("%v is no tree with one root", heads)
		}
		got, best := total(scores, heads), float32(math.Inf(-1))
		try := make([]int32, n+1)
		for code := range int(math.Pow(float64(n+1), float64(n))) {
			for i := 1; i <= n; i++ {
				try[i] = int32(code % (n + 1))
				code /= n + 1
			}
			if solver.isTree(try) {
				best = max(best, total(scores, try))
			}
		}
		if got != best {
			t.Fatalf("tree %v has %v, the best has %v", heads, got, best)
		}
	})
}

func total(scores mat.Rows, heads []int32) (sum float32) {
	for i := 1; i < len(heads); i++ {
		sum += scores.Row(i-1, 16)[heads[i]]
	}
	return sum
}

// Long sentences give trees too, whatever their scores.
func TestLongTree(t *testing.T) {
	var solver mst
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, MaxTokens).Draw(t, "tokens")
		scores := newRows(n, pieceStride)
		seed, grain := rapid.Uint32().Draw(t, "seed"), rapid.SampledFrom([]int{8, 30}).Draw(t, "grain")
		for i := range scores.Data {
			seed = seed*1664525 + 1013904223
			scores.Data[i] = float32(seed >> grain) // the coarse grain makes many equals
		}
		if heads := solver.run(scores, n); !solver.isTree(heads) {
			t.Fatalf("%v is no tree with one root", heads)
		}
	})
}

// The names decoded have the highest sum of scores of all sequences allowed.
func TestBestNames(t *testing.T) {
	labels := []string{"I-B", "O", "B-A", "I-A", "I-C"}
	g := newNameGrammar(labels)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "tokens")
		s := &scratch{names: newRows(n, 16)}
		tokens := make([]Token, n)
		for i := range n {
			row := s.names.Row(i, len(labels))
			for l := range row {
				row[l] = float32(rapid.IntRange(-9, 9).Draw(t, "score"))
			}
			tokens[i].Name = uint16(top(row))
		}
		g.decode(tokens, s)
		sum := func(at func(i int) int) (sum float32) {
			last := -1
			for i := range n {
				l := at(i)
				if !g.valid(last, uint16(l)) {
					return float32(math.Inf(-1))
				}
				sum += s.names.Row(i, len(labels))[l]
				last = l
			}
			return sum
		}
		best := float32(math.Inf(-1))
		for code := range int(math.Pow(5, float64(n))) {
			best = max(best, sum(func(i int) int { return code / int(math.Pow(5, float64(i))) % 5 }))
		}
		if got := sum(func(i int) int { return int(tokens[i].Name) }); got != best {
			t.Fatalf("names %v sum to %v, the best to %v", tokens, got, best)
		}
	})
}

func TestCacheKeepsWordsApart(t *testing.T) {
	c := newWordCache(2)
	rapid.Check(t, func(t *rapid.T) {
		forms := rapid.SliceOfN(rapid.StringMatching(`[ab]{0,40}`), 1, 50).Draw(t, "forms")
		for _, f := range forms {
			var v [2]float32
			if c.get(f, v[:]) && v != [2]float32{float32(len(f)), checksum(f)} {
				t.Fatalf("%q has the vector %v of another word", f, v)
			}
			c.put(f, []float32{float32(len(f)), checksum(f)})
			if len(f) > 0 && len(f) <= cacheForm && !c.get(f, v[:]) {
				t.Fatalf("%q is not kept", f)
			}
		}
	})
}

func checksum(f string) (sum float32) {
	for i := range len(f) {
		sum = 2*sum + float32(f[i]-'a'+1)
	}
	return sum
}
