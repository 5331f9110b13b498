package main

import "rapporteur/page/markup/internal/words"

// overlap is the precision and recall of the word 4-grams of got.
func overlap(want, got string) (p, r float64) {
	w, g := count(want), count(got)
	var both, nw, ng int
	for k, n := range w {
		both += min(n, g[k])
		nw += n
	}
	for _, n := range g {
		ng += n
	}
	if ng > 0 {
		p = float64(both) / float64(ng)
	}
	if nw > 0 {
		r = float64(both) / float64(nw)
	}
	return
}

func count(s string) map[uint64]int {
	m := map[uint64]int{}
	words.Grams(words.Hashes(s), 4, func(g uint64) { m[g]++ })
	return m
}
