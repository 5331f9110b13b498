package main

import (
	"fmt"
	"sort"

	"rapporteur/reading/weigh"
)

// folds is how many parts the articles are cut into for cross-checking.
const folds = 4

// check trains on all parts but one and judges that one, for each in turn, and prints how
// precision and recall go with the threshold. none is the class of candidates that are
// nothing, -1 where all are something; of holds the article of each example; gold counts the annotated items, those
// without a candidate too.
func check(classes []string, xs []weigh.Example, of []int, none, gold int, o weigh.Options) {
	type judged struct {
		lead       float64
		yes, right bool
	}
	var all []judged
	for k := range folds {
		var train []weigh.Example
		for i, x := range xs {
			if of[i]%folds != k {
				train = append(train, x)
			}
		}
		m := weigh.Train(classes, train, o)
		for i, x := range xs {
			if of[i]%folds != k {
				continue
			}
			s := m.Score(x.X)
			best := -1
			for c := range s {
				if c != none && (best < 0 || s[c] > s[best]) {
					best = c
				}
			}
			lead := 0.0
			if none >= 0 {
				lead = s[best] - s[none]
			}
			all = append(all, judged{lead, x.Class != none, x.Class == best})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].lead > all[j].lead })
	hits, right, next := 0, 0, 3.0
	all = append(all, judged{lead: -3.5})
	if none < 0 {
		for _, j := range all {
			if j.right {
				right++
			}
		}
		fmt.Printf("  class right %5.1f\n", share(right, gold))
		return
	}
	for i, j := range all {
		for j.lead < next && next >= -3 {
			p, r := share(hits, i), share(hits, gold)
			fmt.Printf("  from %4.1f: P %5.1f R %5.1f F1 %5.1f, class right %5.1f\n", next, p, r, 2*p*r/max(p+r, 1e-9), share(right, hits))
			next -= 0.5
		}
		if j.yes {
			hits++
		}
		if j.right && j.yes {
			right++
		}
	}
}

func share(a, b int) float64 { return 100 * float64(a) / max(float64(b), 1) }
