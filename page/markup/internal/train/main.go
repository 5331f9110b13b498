// Command train learns the weights of package judge from pages with known text, and
// says how well weights learned without a page's publisher do on it.
//
//	go run ./page/markup/internal/train -pages ../shared/data/pages/news-pages.jsonl.gz -out page/markup/internal/judge/weights.tsv
//	go run ./page/markup/internal/train -pages ../shared/data/pages/news-pages.jsonl.gz -cross DIR
//
// With -cross it writes DIR/fold-K.tsv, the weights learned without the publishers of fold K, and
// DIR/folds.tsv, the fold of each page.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"rapporteur/page/internal/trees"
	"rapporteur/page/internal/trees/boost"
	"rapporteur/page/markup/internal/judge"
)

func main() {
	log.SetFlags(0)
	pages := flag.String("pages", "", "gzipped JSON Lines of pages with known text")
	out := flag.String("out", "", "write weights learned from all pages")
	cross := flag.String("cross", "", "write weights learned without each fold to this folder")
	folds := flag.Int("folds", 5, "folds of publishers")
	worst := flag.Int("worst", 0, "list so many of the pages that are read worst")
	flag.Parse()
	if err := run(*pages, *out, *cross, *folds, *worst); err != nil {
		log.Fatal("train: ", err)
	}
}

func run(pages, out, cross string, folds, worst int) error {
	gs, err := readGold(pages)
	if err != nil {
		return err
	}
	var all []*sample
	for _, g := range gs {
		s, err := newSample(g)
		if err != nil {
			log.Print(err)
			continue
		}
		all = append(all, s)
	}
	if out != "" {
		text, err := learn(all)
		if err != nil {
			return err
		}
		if err := os.WriteFile(out, text, 0o644); err != nil {
			return err
		}
	}
	if cross != "" {
		return crossValidate(all, cross, folds, worst)
	}
	return nil
}

func crossValidate(all []*sample, dir string, folds, worst int) error {
	var list strings.Builder
	for _, s := range all {
		fmt.Fprintf(&list, "%s\t%d\n", s.gold.ID, s.gold.fold%folds)
	}
	if err := os.WriteFile(filepath.Join(dir, "folds.tsv"), []byte(list.String()), 0o644); err != nil {
		return err
	}
	var total tally
	for k := range folds {
		in, held := split(all, func(g *gold) bool { return g.fold%folds == k })
		text, err := learn(in)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("fold-%d.tsv", k)), text, 0o644); err != nil {
			return err
		}
		m, err := judge.ParseModels(string(text))
		if err != nil {
			return err
		}
		var t tally
		for _, s := range held {
			t.add(s, m)
		}
		total.merge(t)
		log.Printf("fold %d, %d pages: %s", k, len(held), t)
	}
	log.Printf("all: %s", total)
	slices.Sort(total.worst)
	for _, w := range total.worst[:min(worst, len(total.worst))] {
		log.Print("  ", w)
	}
	return nil
}

// split parts the samples that are held back from the others.
func split(all []*sample, hold func(*gold) bool) (in, held []*sample) {
	for _, s := range all {
		if hold(s.gold) {
			held = append(held, s)
		} else {
			in = append(in, s)
		}
	}
	return
}

var recipes = struct{ first, body, caption, summary boost.Recipe }{
	first:   boost.Recipe{Trees: 80, Rate: 0.2, Ridge: 4, Sample: 4, Rows: 2, Seed: 1},
	body:    boost.Recipe{Trees: 140, Rate: 0.12, Ridge: 4, Sample: 4, Rows: 2, Seed: 2},
	caption: boost.Recipe{Trees: 80, Rate: 0.15, Ridge: 4, Sample: 4, Rows: 2, Seed: 3},
	summary: boost.Recipe{Trees: 70, Rate: 0.15, Ridge: 4, Sample: 4, Rows: 2, Seed: 4},
}

// innerFolds are the folds within the pages learned from.
const innerFolds = 3

// learn fits all models; the second look learns from first chances of models that had not seen the page's publisher.
func learn(all []*sample) ([]byte, error) {
	firsts := map[*sample][]int32{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for k := range innerFolds {
		in, held := split(all, func(g *gold) bool { return g.fold/2%innerFolds == k })
		if len(held) == 0 {
			continue
		}
		wg.Go(func() {
			m := fit("first", in, nil, func(s *sample) []bool { return s.body }, recipes.first)
			for _, s := range held {
				c := chances(m, s)
				mu.Lock()
				firsts[s] = c
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	ms := make([]*trees.Model, 4)
	wg.Go(func() { ms[0] = fit("first", all, nil, func(s *sample) []bool { return s.body }, recipes.first) })
	wg.Go(func() { ms[1] = fit("body", all, firsts, func(s *sample) []bool { return s.body }, recipes.body) })
	wg.Go(func() {
		ms[2] = fit("caption", all, firsts, func(s *sample) []bool { return s.caption }, recipes.caption)
	})
	wg.Go(func() {
		ms[3] = fit("summary", all, firsts, func(s *sample) []bool { return s.summary }, recipes.summary)
	})
	wg.Wait()
	var b bytes.Buffer
	b.WriteString("# What the block judge has learned: written by package train, read by package judge.\n")
	for _, m := range ms {
		if err := m.Write(&b); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func chances(m *trees.Model, s *sample) []int32 {
	out := make([]int32, len(s.rows))
	for i, r := range s.rows {
		out[i] = trees.Chance(m.ScoreOf(r))
	}
	return out
}

// fit fits one model; with firsts, on the features of the second look.
func fit(name string, all []*sample, firsts map[*sample][]int32, label func(*sample) []bool, rc boost.Recipe) *trees.Model {
	var rows [][]int32
	var labels []bool
	var weights []float64
	for _, s := range all {
		rs := s.rows
		if firsts != nil {
			rs = s.page.Again(rs, firsts[s])
		}
		ys := label(s)
		for i, r := range rs {
			w := s.weight[i]
			if name == "caption" { // all captions are worth the same, however long
				w = 0.3
				if ys[i] {
					w = s.captionWeight
				}
			}
			if !ys[i] && len(s.page.Hashes[i]) < 3 { // most of a page is menus: a third of them will do
				if i%3 != 0 {
					continue
				}
				w *= 3
			}
			rows, labels, weights = append(rows, r), append(labels, ys[i]), append(weights, w)
		}
	}
	return boost.Fit(name, boost.NewTable(rows), labels, weights, rc)
}

// tally measures the judge as ../shared/score/pages.py does: word 4-grams, the mean over pages.
type tally struct {
	p, r         float64
	best         float64 // F1 if every block were told rightly
	n            int
	worst        []string
	capIn, capOf int
}

func (t *tally) add(s *sample, m *judge.Models) {
	c := m.Judge(s.page)
	var got, ideal strings.Builder
	for i := range s.rows {
		if c.Body[i] >= 500 && c.Caption[i] < 500 {
			got.WriteString(s.page.Tree.Blocks[i].Text + "\n")
		}
		if s.body[i] {
			ideal.WriteString(s.page.Tree.Blocks[i].Text + "\n")
		}
		if s.caption[i] {
			t.capOf++
			if c.Caption[i] >= 500 {
				t.capIn++
			}
		}
	}
	want := strings.Join(append(append([]string{}, s.gold.Summary...), s.gold.Body...), "\n")
	p, r := overlap(want, got.String())
	ip, ir := overlap(want, ideal.String())
	t.p, t.r, t.n, t.best = t.p+p, t.r+r, t.n+1, t.best+2*ip*ir/max(1e-9, ip+ir)
	t.worst = append(t.worst, fmt.Sprintf("%.3f P %.2f R %.2f (%.2f) %s", p*r, p, r, ip*ir, s.gold.ID))
}

func (t *tally) merge(u tally) {
	t.p, t.r, t.n, t.capIn, t.capOf = t.p+u.p, t.r+u.r, t.n+u.n, t.capIn+u.capIn, t.capOf+u.capOf
	t.best, t.worst = t.best+u.best, append(t.worst, u.worst...)
}

func (t tally) String() string {
	p, r := t.p/float64(max(1, t.n)), t.r/float64(max(1, t.n))
	return fmt.Sprintf("P %.4f R %.4f F1 %.4f (of %.4f), caption blocks %d of %d", p, r, 2*p*r/(p+r), t.best/float64(max(1, t.n)), t.capIn, t.capOf)
}
