package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"rapporteur/reading/encounter"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

// field is what is trained to choose: the date or the place of an encounter.
type field struct {
	name    string
	choices func(encounter.Told) []encounter.Choice
	gold    func(*told) string
	same    func(gold, got string) bool
}

var fields = []field{
	{"date", func(x encounter.Told) []encounter.Choice { return x.Dates }, func(e *told) string { return e.Date }, func(a, b string) bool { return bounds(a) == bounds(b) }},
	{"place", func(x encounter.Told) []encounter.Choice { return x.Places }, func(e *told) string { return e.Place }, func(a, b string) bool { return strings.EqualFold(a, b) }},
}

// occasion is one encounter for which a field is to be chosen.
type occasion struct {
	article int
	gold    string
	choices []encounter.Choice
	right   []bool
}

// trainFields trains how date and place of an encounter are chosen.
func trainFields(articles []*article, root string) error {
	lists := make([][]encounter.Told, len(articles))
	for n, a := range articles {
		lists[n] = encounter.Tell(a.web, a.ground)
	}
	for _, fd := range fields {
		var all []occasion
		for n, a := range articles {
			for _, pair := range a.matched(lists[n]) {
				o := occasion{article: n, gold: fd.gold(pair.gold), choices: fd.choices(pair.got)}
				for _, c := range o.choices {
					o.right = append(o.right, o.gold != "" && fd.same(o.gold, c.Value))
				}
				all = append(all, o)
			}
		}
		fd.check(all)
		if err := save(filepath.Join(root, "encounter", fd.name+".weights"), weigh.Train([]string{"yes", "no"}, examplesOf(all, -1, 0), options)); err != nil {
			return err
		}
	}
	return nil
}

// examplesOf are the choices of all occasions but those of the articles of fold k.
func examplesOf(all []occasion, k, n int) []weigh.Example {
	var out []weigh.Example
	for _, o := range all {
		if n > 0 && o.article%n == k {
			continue
		}
		for i, c := range o.choices {
			x := weigh.Example{X: c.X, Class: 1}
			if o.right[i] {
				x.Class = 0
			}
			out = append(out, x)
		}
	}
	return out
}

// check prints, cross-validated by article, how often the choice is right for each threshold, of those that the gold gives, and how
// often something is given where the gold is silent.
func (fd *field) check(all []occasion) {
	const n = 8
	var models [n]*weigh.Model
	for k := range n {
		models[k] = weigh.Train([]string{"yes", "no"}, examplesOf(all, k, n), options)
	}
	given, reach := 0, 0
	for _, o := range all {
		if o.gold == "" {
			continue
		}
		given++
		for _, r := range o.right {
			if r {
				reach++
				break
			}
		}
	}
	fmt.Printf("%s: %d encounters, %d with one in the gold, %d of them among the choices\n", fd.name, len(all), given, reach)
	for least := -2.0; least <= 1.5; least += 0.5 {
		right, invented := 0, 0
		for _, o := range all {
			best, odds := -1, least
			for i, c := range o.choices {
				if x := models[o.article%n].Margin(c.X); x > odds {
					best, odds = i, x
				}
			}
			if best >= 0 && o.right[best] {
				right++
			}
			if best >= 0 && o.gold == "" {
				invented++
			}
		}
		fmt.Printf("  from %4.1f: right %5.1f, invented %5.1f\n", least, share(right, given), share(invented, len(all)-given))
	}
}

// pair is an annotated encounter with the one that the reader found.
type pair struct {
	gold *told
	got  encounter.Told
}

// matched pairs annotated encounters with those found, the best fitting first, by parties, people and evidence.
func (a *article) matched(got []encounter.Told) []pair {
	var out []pair
	usedGold, used := map[int]bool{}, map[int]bool{}
	for {
		best, bg, bs := 0.35, -1, -1
		for i := range a.Encounters {
			for j := range got {
				if usedGold[i] || used[j] {
					continue
				}
				if s := a.fit(&a.Encounters[i], &got[j].Encounter); s > best {
					best, bg, bs = s, i, j
				}
			}
		}
		if bg < 0 {
			return out
		}
		usedGold[bg], used[bs] = true, true
		out = append(out, pair{&a.Encounters[bg], got[bs]})
	}
}

// fit tells how well an encounter found is an annotated one: the parts of the scorer's measure but the date.
func (a *article) fit(e *told, got *record.Encounter) float64 {
	var parties, people []string
	for _, p := range got.Parties {
		parties = append(parties, p.Name)
	}
	for _, p := range got.Participants {
		people = append(people, p.Name)
	}
	p := common(e.Parties, parties, sameParty)
	n := p
	if len(e.Participants)+len(people) > 0 {
		n = common(e.Participants, people, func(x, y string) bool { return overlap(x, []record.Span{{Quote: y}}) >= 0.5 })
	}
	ev := 0.0
	for _, q := range e.Evidence {
		ev = max(ev, overlap(q, got.Evidence))
	}
	return 0.4*p + 0.25*n + 0.35*ev
}

// common is the share of two lists that they have in common.
func common(a, b []string, same func(x, y string) bool) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	hits := 0
	for _, x := range a {
		for _, y := range b {
			if same(x, y) {
				hits++
				break
			}
		}
	}
	return float64(hits) / float64(max(len(a)+len(b)-hits, 1))
}

// bounds are the first and last day of an EDTF date: what is the same to them is the same date.
func bounds(e string) [2]string {
	e = strings.NewReplacer("~", "", "?", "", "%", "").Replace(e)
	first, last, interval := strings.Cut(e, "/")
	if !interval {
		last = first
	}
	fill := func(s, rest string) string {
		if s == "" || s == ".." {
			return ""
		}
		if len(s) < 10 && len(s) >= 4 {
			return s + rest[len(s)-4:]
		}
		return s[:min(len(s), 10)]
	}
	return [2]string{fill(first, "-01-01"), fill(last, "-12-31")}
}
