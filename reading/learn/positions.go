package main

import (
	"fmt"
	"path/filepath"

	"rapporteur/knowledge"
	"rapporteur/reading/position"
	"rapporteur/reading/speech"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

var (
	stances = []string{"demands", "rejects", "offers", "accepts", "commits", "threatens"}
	issues  = []string{"territory", "ceasefire", "security_guarantees", "sanctions", "prisoners", "nuclear", "troops", "humanitarian", "recognition",
		"trade", "arms", "energy", "governance", "human_rights", "talks_format", "war_conduct", "relations", "other"}
)

// few are the options for the classifier of stances, which has few examples with few signs each.
var few = weigh.Options{Bits: 14, Epochs: 20, Rate: 0.03, Decay: 3e-3}

// positions trains which candidates are positions, with which stance and on which issue.
func positions(articles []*article, root string) error {
	var found, stance, issue []weigh.Example
	var of, stanceOf []int
	gold := 0
	said := make([][]record.Statement, len(articles))
	for n, a := range articles {
		gold += len(a.Positions)
		said[n] = speech.Read(a.web, nil, nil)
		for _, x := range position.Examples(a.web, said[n]) {
			of = append(of, n)
			k := a.positionLike(x.Party, x.Content)
			if k < 0 {
				found = append(found, weigh.Example{X: x.Found, Class: 1})
				continue
			}
			found = append(found, weigh.Example{X: x.Found, Class: 0})
			stance = append(stance, weigh.Example{X: x.Stance, Class: index(stances, a.Positions[k].Stance)})
			issue = append(issue, weigh.Example{X: x.Issue, Class: index(issues, a.Positions[k].Issue)})
			stanceOf = append(stanceOf, n)
		}
	}
	fmt.Printf("position: %d candidates, %d of them positions; %d annotated\n", len(found), len(stance), gold)
	fit := func(leave int) *position.Models {
		pick := func(xs []weigh.Example, of []int) (out []weigh.Example) {
			for i, x := range xs {
				if leave < 0 || of[i]%folds != leave {
					out = append(out, x)
				}
			}
			return out
		}
		return &position.Models{
			Found:  weigh.Train([]string{"yes", "no"}, pick(found, of), options),
			Stance: weigh.Train(stances, pick(stance, stanceOf), few),
			Issue:  weigh.Train(issues, pick(issue, stanceOf), options),
		}
	}
	checkPositions(articles, said, fit)
	m := fit(-1)
	for name, m := range map[string]*weigh.Model{"found": m.Found, "stance": m.Stance, "issue": m.Issue} {
		if err := save(filepath.Join(root, "position", name+".weights"), m); err != nil {
			return err
		}
	}
	return nil
}

// checkPositions reads each part of the articles with models trained on the others and
// prints how well positions are found, by threshold.
func checkPositions(articles []*article, said [][]record.Statement, fit func(leave int) *position.Models) {
	var fold [folds]*position.Models
	for k := range fold {
		fold[k] = fit(k)
	}
	for odds := 0.0; odds >= -2.6; odds -= 0.2 {
		got, gold, hits, stance, issue := 0, 0, 0, 0, 0
		for n, a := range articles {
			m := fold[n%folds]
			m.Threshold = odds
			ps := m.Read(a.web, said[n])
			got += len(ps)
			gold += len(a.Positions)
			used := map[int]bool{}
			for _, p := range ps {
				k := a.positionLike(p.Party, p.Content)
				if k < 0 || used[k] {
					continue
				}
				used[k] = true
				hits++
				if a.Positions[k].Stance == p.Stance {
					stance++
				}
				if a.Positions[k].Issue == p.Issue {
					issue++
				}
			}
		}
		p, r := share(hits, got), share(hits, gold)
		fmt.Printf("  from %4.1f: P %5.1f R %5.1f F1 %5.1f, with stance %5.1f, issue %5.1f\n", odds, p, r, 2*p*r/max(p+r, 1e-9), 200*float64(stance)/float64(got+gold), share(issue, hits))
	}
}

func index(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return len(list) - 1
}

// positionLike returns the annotated position of that party which the content overlaps most,
// at least by two fifths, or -1.
func (a *article) positionLike(party record.Actor, content record.Span) int {
	best, top := -1, 0.4
	for k, p := range a.Positions {
		if o := overlap(p.Content, []record.Span{content}); o >= top && sameParty(p.Party, party.Name) {
			best, top = k, o
		}
	}
	return best
}

// sameParty tells whether two names stand for one party.
func sameParty(a, b string) bool {
	if a == b {
		return true
	}
	x, y := knowledge.Lookup(a), knowledge.Lookup(b)
	if len(x) > 0 && len(y) > 0 {
		return x[0].Party == y[0].Party
	}
	return overlap(a, []record.Span{{Quote: b}}) >= 0.5
}
