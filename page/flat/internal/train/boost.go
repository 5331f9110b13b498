package main

import (
	"math"
	"slices"

	"rapporteur/page/flat/internal/judge"
)

// table holds the features column by column, binned.
type table struct {
	rows int
	bins [][]uint8 // a column each
	cuts [][]int32 // of each column: bin b holds values in (cuts[b-1], cuts[b]]
}

const maxBins = 48

// newTable bins the columns of rows at quantiles.
func newTable(rows [][]int32) *table {
	t := &table{rows: len(rows)}
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

// recipe is how a model is boosted.
type recipe struct {
	trees  int
	rate   float64
	ridge  float64
	depth  int // questions a tree asks, at most judge.Depth
	sample int // a column in sample is looked at per level
	seed   uint64
	groups []int // where rows compete, the first row of each group, and the number of rows
}

// random is a small linear generator: the same numbers on every machine.
type random uint64

func (r *random) next(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

// boost fits trees to labels under weights.
func boost(name string, t *table, labels []bool, weights []float64, rc recipe) *judge.Model {
	var pos, neg float64
	for i, y := range labels {
		if y {
			pos += weights[i]
		} else {
			neg += weights[i]
		}
	}
	base := math.Log((pos + 1e-9) / (neg + 1e-9))
	m := &judge.Model{Name: name, Base: int32(math.Round(base * 1000))}
	f := make([]float64, t.rows)
	for i := range f {
		f[i] = base
	}
	g, h := make([]float64, t.rows), make([]float64, t.rows)
	rnd := random(rc.seed)
	for range rc.trees {
		if rc.groups != nil {
			compete(f, g, h, labels, weights, rc.groups)
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

// compete fills in the gradients where exactly one row of each group should win.
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
func grow(t *table, g, h []float64, rc recipe, rnd *random) (tree judge.Tree, leafOf []uint8, ok bool) {
	leafOf = make([]uint8, t.rows)
	for d := range judge.Depth {
		if d >= rc.depth {
			tree.Above[d] = math.MaxInt32 // a question that is always answered no
			for i := range leafOf {
				leafOf[i] <<= 1
			}
			continue
		}
		leaves := 1 << d
		bestGain, bestC, bestB := -1.0, -1, 0
		for c := range t.bins {
			if rnd.next(rc.sample) != 0 || len(t.cuts[c]) < 2 {
				continue
			}
			gain, b := bestCut(t.bins[c], len(t.cuts[c]), leafOf, leaves, g, h, rc.ridge)
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
	var sg, sh [1 << judge.Depth]float64
	for i, k := range leafOf {
		sg[k] += g[i]
		sh[k] += h[i]
	}
	for k := range tree.Leaf {
		leaf := math.Round(1000 * rc.rate * sg[k] / (sh[k] + rc.ridge))
		tree.Leaf[k] = int16(max(-math.MaxInt16, min(math.MaxInt16, leaf)))
		ok = ok || tree.Leaf[k] != 0
	}
	return tree, leafOf, ok
}

func bestCut(bins []uint8, cuts int, leafOf []uint8, leaves int, g, h []float64, ridge float64) (float64, int) {
	var hist [1 << judge.Depth][maxBins + 1][2]float64
	for i, b := range bins {
		x := &hist[leafOf[i]][b]
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

// scoreRow is a model's score of a row of features.
func scoreRow(m *judge.Model, r []int32) int32 {
	var f judge.Row
	copy(f[:], r)
	return m.Score(&f)
}

// lost is the share of the looked-for rows, one in lost, that a model may give up.
const lost = 500

// stops sets a model's Stops by the rows that it was trained on.
func stops(m *judge.Model, rows [][]int32, labels []bool) {
	var sums []int32
	var found [][]int32
	for i, y := range labels {
		if y {
			found = append(found, rows[i])
			sums = append(sums, m.Base)
		}
	}
	for at := 0; at+judge.Block < len(m.Trees); at += judge.Block {
		part := judge.Model{Trees: m.Trees[at : at+judge.Block]}
		for i, r := range found {
			sums[i] += scoreRow(&part, r)
		}
		sorted := slices.Clone(sums)
		slices.Sort(sorted)
		m.Stops = append(m.Stops, sorted[len(sorted)/lost]-200)
	}
}
