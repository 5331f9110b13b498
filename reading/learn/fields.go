package main

import (
	"fmt"
	"path/filepath"
	"slices"
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
	found   bool // by the reader, not by the annotation
}

// ranking are the options of both.
var ranking = weigh.Options{Bits: 15, Epochs: 12, Rate: 0.02, Decay: 3e-3}

// trainFields trains how date and place of an encounter are chosen: on the encounters as annotated and as found.
func trainFields(articles []*article, root string) error {
	found, known := make([][]pair, len(articles)), make([][]pair, len(articles))
	for n, a := range articles {
		found[n] = a.matched(encounter.Tell(a.web, a.ground))
		known[n] = a.known()
	}
	for _, fd := range fields {
		var all []occasion
		for n := range articles {
			for k, p := range append(slices.Clone(found[n]), known[n]...) {
				all = append(all, fd.occasion(n, p, k < len(found[n])))
			}
		}
		fd.check(all)
		if err := save(filepath.Join(root, "encounter", fd.name+".weights"), weigh.Rank(ranked(all, -1, 0), ranking)); err != nil {
			return err
		}
	}
	return nil
}

func (fd *field) occasion(article int, p pair, found bool) occasion {
	o := occasion{article: article, gold: fd.gold(p.gold), choices: fd.choices(p.got), found: found}
	hit := false
	for _, c := range o.choices {
		right := o.gold != "" && c.Value != "" && fd.same(o.gold, c.Value)
		hit = hit || right
		o.right = append(o.right, right)
	}
	// Where the story's own words don't give it, an empty field is best.
	if !hit {
		for k, c := range o.choices {
			o.right[k] = c.Value == ""
		}
	}
	return o
}

// known are the annotated encounters with the words that report them by the annotation.
func (a *article) known() []pair {
	var out []pair
	var at []int
	of := map[int]int{}
	got := encounter.Retell(a.web, a.ground, func(c *encounter.Candidate) (int, string) {
		k := a.encounterAt(c)
		if k < 0 {
			return -1, ""
		}
		return k, a.Encounters[k].Status
	}, len(a.Encounters))
	for _, c := range encounter.Candidates(a.web, a.ground) {
		if k := a.encounterAt(c); k >= 0 && of[k] == 0 {
			of[k] = 1
			at = append(at, k)
		}
	}
	slices.Sort(at)
	for i, k := range at {
		out = append(out, pair{&a.Encounters[k], got[i]})
	}
	return out
}

// ranked are the decisions of all occasions but those of the articles of fold k.
func ranked(all []occasion, k, n int) []weigh.Ranked {
	var out []weigh.Ranked
	for _, o := range all {
		if n > 0 && o.article%n == k {
			continue
		}
		x := weigh.Ranked{Right: o.right}
		for _, c := range o.choices {
			x.Choices = append(x.Choices, c.X)
		}
		out = append(out, x)
	}
	return out
}

// check prints, cross-validated by article, how often the choice is right for each tilt, of those that the gold gives, how much of
// what is given is right, and how often something is given where the gold is silent.
func (fd *field) check(all []occasion) {
	const n = 8
	var models [n]*weigh.Model
	for k := range n {
		models[k] = weigh.Rank(ranked(all, k, n), ranking)
	}
	given, reach, silent := 0, 0, 0
	for _, o := range all {
		switch {
		case !o.found:
		case o.gold == "":
			silent++
		default:
			given++
			for k, r := range o.right {
				if r && o.choices[k].Value != "" {
					reach++
					break
				}
			}
		}
	}
	fmt.Printf("%s: %d encounters, %d with one in the gold, %d of them among the choices\n", fd.name, given+silent, given, reach)
	for tilt := -1.0; tilt <= 2.5; tilt += 0.5 {
		right, told, invented := 0, 0, 0
		for _, o := range all {
			if !o.found {
				continue
			}
			best, top := 0, -1e9
			for i, c := range o.choices {
				x := models[o.article%n].Margin(c.X)
				if c.Value == "" {
					x -= tilt
				}
				if x > top {
					best, top = i, x
				}
			}
			if o.choices[best].Value == "" {
				continue
			}
			told++
			if o.right[best] {
				right++
			} else if o.gold == "" {
				invented++
			}
		}
		fmt.Printf("  tilt %4.1f: right %5.1f, of those told %5.1f, invented %5.1f\n", tilt, share(right, given), share(right, told), share(invented, silent))
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
