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
	stances = []string{position.None, "demands", "rejects", "offers", "accepts", "commits", "threatens"}
	issues  = []string{"territory", "ceasefire", "security_guarantees", "sanctions", "prisoners", "nuclear", "troops", "humanitarian", "recognition",
		"trade", "arms", "energy", "governance", "human_rights", "talks_format", "war_conduct", "relations", "other"}
)

// positions trains which candidates are positions, with which stance and on which issue.
func positions(articles []*article, root string) error {
	var xs, ys []weigh.Example
	var of []int
	yes, gold := 0, 0
	for n, a := range articles {
		gold += len(a.Positions)
		for _, x := range position.Examples(a.web, speech.Read(a.web)) {
			of = append(of, n)
			k, class := a.positionLike(x.Party, x.Content), 0
			if k >= 0 {
				yes++
				class = index(stances, a.Positions[k].Stance)
				ys = append(ys, weigh.Example{X: x.Issue, Class: index(issues, a.Positions[k].Issue)})
			}
			xs = append(xs, weigh.Example{X: x.Stance, Class: class})
		}
	}
	fmt.Printf("position: %d candidates, %d of them positions; %d annotated\n", len(xs), yes, gold)
	check(stances, xs, of, 0, gold, options)
	bin := make([]weigh.Example, len(xs))
	for i, x := range xs {
		bin[i] = weigh.Example{X: x.X, Class: min(x.Class, 1)}
	}
	fmt.Println("binary")
	check([]string{"none", "yes"}, bin, of, 0, gold, options)
	if err := save(filepath.Join(root, "position", "stance.weights"), weigh.Train(stances, xs, options)); err != nil {
		return err
	}
	return save(filepath.Join(root, "position", "issue.weights"), weigh.Train(issues, ys, options))
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
