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
	Rows   int // a row in Rows is looked at per tree; all where it is 1 or less
	Depth  int // questions that a tree asks; trees.Depth where it is 0
	Seed   uint64
	// Groups, where rows compete, are the first row of each group and the number of
	// rows: of each group the labelled rows should win. Without it a row stands alone.
	Groups []int
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
		if rc.Groups != nil {
			compete(f, g, h, labels, weights, rc.Groups)
		} else {
			for i := range f {
				p := 1 / (1 + math.Exp(-f[i]))
				g[i], h[i] = weights[i]*(truth(labels[i])-p), weights[i]*p*(1-p)
			}
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

func truth(y bool) float64 {
	if y {
		return 1
	}
	return 0
}

// compete fills in the gradients where the labelled rows of each group should win.
func compete(f, g, h []float64, labels []bool, weights []float64, groups []int) {
	for k := 0; k+1 < len(groups); k++ {
		from, to := groups[k], groups[k+1]
		top, sum, right := math.Inf(-1), 0.0, 0.0
		for i := from; i < to; i++ {
			top = max(top, f[i])
			right += truth(labels[i])
		}
		for i := from; i < to; i++ {
			sum += math.Exp(f[i] - top)
		}
		for i := from; i < to; i++ {
			p := math.Exp(f[i]-top) / sum
			y := truth(labels[i]) / right
			g[i], h[i] = weights[i]*(y-p), weights[i]*max(p*(1-p), 1e-4)
		}
	}
}

// grow grows one tree level by level: at each the question that gains most over all leaves.
func grow(t *Table, g, h []float64, rc Recipe, rnd *random) (tree trees.Tree, leafOf []uint8, ok bool) {
	picked := pick(t.rows, rc.Rows, rnd)
	leafOf = make([]uint8, t.rows)
	for d := range trees.Depth {
		if rc.Depth > 0 && d >= rc.Depth {
			tree.Above[d] = trees.Never
			for i := range leafOf {
				leafOf[i] <<= 1
			}
			continue
		}
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
		tree.Feature[d], tree.Above[d] = uint8(bestC), t.cuts[bestC][bestB]
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
		leaf := math.Round(1000 * rc.Rate * sg[k] / (sh[k] + rc.Ridge))
		tree.Leaf[k] = int16(max(-math.MaxInt16, min(math.MaxInt16, leaf)))
		ok = ok || tree.Leaf[k] != 0
	}
	return tree, leafOf, ok
}

// pick picks about one row in n.
func pick(rows, n int, rnd *random) []int32 {
	out := make([]int32, 0, rows/max(1, n)+16)
	for i := range rows {
		if n <= 1 || rnd.next(n) == 0 {
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

// lost is the share of the looked-for rows, one in lost, that a model may give up.
const lost = 500

// Stop sets a model's Stops by the rows that it was fitted to.
func Stop(m *trees.Model, rows [][]int32, labels []bool) {
	var sums []int32
	var found [][]int32
	for i, y := range labels {
		if y {
			found = append(found, rows[i])
			sums = append(sums, m.Base)
		}
	}
	for at := 0; at+trees.Block < len(m.Trees); at += trees.Block {
		part := trees.Model{Trees: m.Trees[at : at+trees.Block]}
		for i, r := range found {
			sums[i] += part.ScoreOf(r)
		}
		sorted := slices.Clone(sums)
		slices.Sort(sorted)
		m.Stops = append(m.Stops, sorted[len(sorted)/lost]-200)
	}
}
