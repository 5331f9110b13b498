// Package boost grows the trees of package trees: gradient boosting on the logistic loss,
// the same trees from the same rows on every machine.
package boost

import (
	"math"
	"slices"

	"rapporteur/page/internal/trees"
)

// Table holds the features column by column, binned.
type Table struct {
	rows int
	bins [][]uint8 // a column each
	cuts [][]int32 // of each column: bin b holds values in (cuts[b-1], cuts[b]]
}

const maxBins = 48

// NewTable bins the columns of rows at quantiles.
func NewTable(rows [][]int32) *Table {
	t := &Table{rows: len(rows)}
	for c := range rows[0] {
		column := make([]int32, len(rows))
		for i, r := range rows {
			column[i] = r[c]
		}
		sorted := slices.Clone(column)
		slices.Sort(sorted)
		distinct := slices.Compact(slices.Clone(sorted))
		var cuts []int32
		if len(distinct) <= maxBins {
			cuts = distinct
		} else {
			for b := 1; b < maxBins; b++ {
				cuts = append(cuts, sorted[len(sorted)*b/maxBins])
			}
			cuts = slices.Compact(cuts)
		}
		bins := make([]uint8, len(rows))
		for i, x := range column {
			k, _ := slices.BinarySearch(cuts, x)
			bins[i] = uint8(k)
		}
		t.bins, t.cuts = append(t.bins, bins), append(t.cuts, cuts)
	}
	return t
}

// Recipe is how a model is boosted.
type Recipe struct {
	Trees  int
	Rate   float64
	Ridge  float64
	Sample int // a column in Sample is looked at per level
	Rows   int // a row in Rows is looked at per tree
	Seed   uint64
}

// random is a small linear generator: the same numbers on every machine.
type random uint64

func (r *random) next(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

// Fit fits trees to labels under weights.
func Fit(name string, t *Table, labels []bool, weights []float64, rc Recipe) *trees.Model {
	var pos, neg float64
	for i, y := range labels {
		if y {
			pos += weights[i]
		} else {
			neg += weights[i]
		}
	}
	base := math.Log((pos + 1e-9) / (neg + 1e-9))
	m := &trees.Model{Name: name, Base: int32(math.Round(base * 1000))}
	f := make([]float64, t.rows)
	for i := range f {
		f[i] = base
	}
	g, h := make([]float64, t.rows), make([]float64, t.rows)
	rnd := random(rc.Seed)
	for range rc.Trees {
		for i := range f {
			p := 1 / (1 + math.Exp(-f[i]))
			y := 0.0
			if labels[i] {
				y = 1
			}
			g[i], h[i] = weights[i]*(y-p), weights[i]*p*(1-p)
		}
		tree, leafOf, ok := grow(t, g, h, rc, &rnd)
		if !ok {
			break
		}
		for i := range f {
			f[i] += float64(tree.Leaf[leafOf[i]]) / 1000
		}
		m.Trees = append(m.Trees, tree)
	}
	return m
}

// grow grows one tree level by level: at each the question that gains most over all leaves.
func grow(t *Table, g, h []float64, rc Recipe, rnd *random) (tree trees.Tree, leafOf []uint8, ok bool) {
	picked := pick(t.rows, rc.Rows, rnd)
	leafOf = make([]uint8, t.rows)
	for d := range trees.Depth {
		leaves := 1 << d
		bestGain, bestC, bestB := -1.0, -1, 0
		for c := range t.bins {
			if rnd.next(rc.Sample) != 0 || len(t.cuts[c]) < 2 {
				continue
			}
			gain, b := bestCut(t.bins[c], len(t.cuts[c]), picked, leafOf, leaves, g, h, rc.Ridge)
			if gain > bestGain {
				bestGain, bestC, bestB = gain, c, b
			}
		}
		if bestC < 0 {
			bestC, bestB = 0, len(t.cuts[0])-1
		}
		tree.Feature[d], tree.Above[d] = uint16(bestC), t.cuts[bestC][bestB]
		for i, b := range t.bins[bestC] {
			leafOf[i] <<= 1
			if int(b) > bestB {
				leafOf[i] |= 1
			}
		}
	}
	var sg, sh [1 << trees.Depth]float64
	for _, i := range picked {
		k := leafOf[i]
		sg[k] += g[i]
		sh[k] += h[i]
	}
	for k := range tree.Leaf {
		tree.Leaf[k] = int32(math.Round(1000 * rc.Rate * sg[k] / (sh[k] + rc.Ridge)))
		ok = ok || tree.Leaf[k] != 0
	}
	return tree, leafOf, ok
}

// pick picks about one row in n.
func pick(rows, n int, rnd *random) []int32 {
	out := make([]int32, 0, rows/n+16)
	for i := range rows {
		if rnd.next(n) == 0 {
			out = append(out, int32(i))
		}
	}
	return out
}

func bestCut(bins []uint8, cuts int, picked []int32, leafOf []uint8, leaves int, g, h []float64, ridge float64) (float64, int) {
	var hist [1 << (trees.Depth - 1)][maxBins + 1][2]float64
	for _, i := range picked {
		x := &hist[leafOf[i]][bins[i]]
		x[0] += g[i]
		x[1] += h[i]
	}
	gains := make([]float64, cuts)
	for k := range leaves {
		var G, H float64
		for b := range maxBins + 1 {
			G += hist[k][b][0]
			H += hist[k][b][1]
		}
		var l, lh float64
		for b := range cuts {
			l += hist[k][b][0]
			lh += hist[k][b][1]
			gains[b] += l*l/(lh+ridge) + (G-l)*(G-l)/(H-lh+ridge)
		}
	}
	best, at := -1.0, 0
	for b, x := range gains {
		if x > best {
			best, at = x, b
		}
	}
	return best, at
}
