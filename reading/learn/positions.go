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

// positions trains which candidates are positions, with which stance and on which issue.
func positions(articles []*article, root string) error {
	var found, stance, issue []weigh.Example
	var of, stanceOf []int
	gold := 0
	for n, a := range articles {
		gold += len(a.Positions)
		for _, x := range position.Examples(a.web, speech.Read(a.web, nil, nil)) {
			of = append(of, n)
			k := a.positionLike(x.Party, x.Content)
			if k < 0 {
				found = append(found, weigh.Example{X: x.Stance, Class: 1})
				continue
			}
			found = append(found, weigh.Example{X: x.Stance, Class: 0})
			stance = append(stance, weigh.Example{X: x.Stance, Class: index(stances, a.Positions[k].Stance)})
			issue = append(issue, weigh.Example{X: x.Issue, Class: index(issues, a.Positions[k].Issue)})
			stanceOf = append(stanceOf, n)
		}
	}
	fmt.Printf("position: %d candidates, %d of them positions; %d annotated\n", len(found), len(stance), gold)
	check([]string{"yes", "no"}, found, of, 1, gold, options)
	fmt.Println("stance and issue")
	check(stances, stance, stanceOf, -1, len(stance), options)
	check(issues, issue, stanceOf, -1, len(stance), options)
	for name, m := range map[string]*weigh.Model{
		"found":  weigh.Train([]string{"yes", "no"}, found, options),
		"stance": weigh.Train(stances, stance, options),
		"issue":  weigh.Train(issues, issue, options),
	} {
		if err := save(filepath.Join(root, "position", name+".weights"), m); err != nil {
			return err
		}
	}
	return nil
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
