package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"rapporteur/page/flat"
	"rapporteur/page/flat/internal/judge"
	"rapporteur/page/internal/trees"
	"rapporteur/page/internal/trees/boost"
	"rapporteur/record"
)

// trainer holds the samples and the models of each training set, named by the two
// folds that it leaves out (-1 for none).
type trainer struct {
	all    []*sample // the pages
	train  []*sample // the pages and their variants
	models map[[2]int]*trees.Model
	chosen map[[2]int]*trees.Model
	looks  map[[2]int]look
	second [folds]*judge.Judges
	loaded [folds]*trees.Model // body judges of -load
	found  map[[2]int]candidates
	final  []*trees.Model
}

// bodyModel is the body judge trained without two folds.
func (t *trainer) bodyModel(a, b int) *trees.Model {
	key := [2]int{min(a, b), max(a, b)}
	if t.models[key] == nil {
		var rows [][]int32
		var labels []bool
		var weights []float64
		for _, s := range t.train {
			if s.page.fold != a && s.page.fold != b {
				rows = append(rows, s.rows...)
				labels = append(labels, s.labels...)
				weights = append(weights, weigh(s)...)
			}
		}
		t.models[key] = boost.Fit("body", boost.NewTable(rows), labels, weights, boost.Recipe{Trees: *btrees, Rate: *rate, Ridge: *ridge, Sample: 3, Seed: 1})
		stop(t.models[key], rows, labels)
	}
	return t.models[key]
}

// stop lets a model give up on what is hopeless.
func stop(m *trees.Model, rows [][]int32, labels []bool) {
	boost.Stop(m, rows, labels)
	m.GivenUp = judge.Hopeless
}

// scores are a page's body scores by a judge that saw neither its fold nor the outer one.
func (t *trainer) scores(s *sample, outer int) []int32 {
	key := [2]int{s.page.fold, outer}
	if s.scores[key] == nil {
		m := t.loaded[s.page.fold]
		if m == nil {
			m = t.bodyModel(s.page.fold, outer)
		}
		for _, r := range s.rows {
			s.scores[key] = append(s.scores[key], m.ScoreOf(r))
		}
	}
	return s.scores[key]
}

// body measures the body judge and its decoder.
func (t *trainer) body() {
	var sc score
	for _, s := range t.all {
		sc.add(goldText(s.page), pick(s.texts, judge.Decode(t.scores(s, s.page.fold), judge.Usual)))
	}
	sc.print("first look")
	m := *t.bodyModel(-1, -1)
	t.final = append(t.final, &m)
}

type candidates struct {
	from int
	rows [][]int32
}

func (t *trainer) candidates(s *sample, outer int) candidates {
	if c, ok := t.found[[2]int{s.index, outer}]; ok {
		return c
	}
	sc := t.scores(s, outer)
	h := judge.NewHeadlines(s.lines, judge.Decode(sc, judge.Usual), sc)
	c := candidates{from: h.From}
	for i := h.From; i < h.To; i++ {
		f := make([]int32, judge.HeadlineCount)
		h.Features(i, f)
		c.rows = append(c.rows, f)
	}
	t.found[[2]int{s.index, outer}] = c
	return c
}

// headlineModel is the headline judge trained without two folds.
func (t *trainer) headlineModel(a, b int) *trees.Model {
	key := [2]int{min(a, b), max(a, b)}
	if m := t.chosen[key]; m != nil {
		return m
	}
	var rows [][]int32
	var labels []bool
	var weights []float64
	var groups []int
	for _, s := range t.train {
		if s.page.fold == a || s.page.fold == b {
			continue
		}
		c := t.candidates(s, b)
		var n float64
		for i := range c.rows {
			if s.learn[c.from+i] {
				n++
			}
		}
		if n == 0 {
			continue
		}
		groups = append(groups, len(rows))
		for i, r := range c.rows {
			rows = append(rows, r)
			labels = append(labels, s.learn[c.from+i])
			w := 1.0
			if s.variant {
				w = variantWeight
			}
			weights = append(weights, w)
		}
	}
	groups = append(groups, len(rows))
	t.chosen[key] = boost.Fit("headline", boost.NewTable(rows), labels, weights,
		boost.Recipe{Trees: *htrees, Rate: *hrate, Ridge: *hridge, Depth: *hdepth, Sample: *hsample, Seed: 2, Groups: groups})
	return t.chosen[key]
}

func (t *trainer) headlines() {
	hit, have := 0, 0
	for k := range folds {
		m := t.headlineModel(k, k)
		for _, s := range t.all {
			if s.page.fold != k {
				continue
			}
			c := t.candidates(s, k)
			best, at := int32(-1<<31), -1
			in := false
			for i, r := range c.rows {
				if x := m.ScoreOf(r); x > best {
					best, at = x, c.from+i
				}
				in = in || s.titles[c.from+i]
			}
			if at >= 0 && s.titles[at] {
				hit++
			} else {
				fmt.Printf("  headline %s in=%v: %q for %q\n", s.page.ID, in, pickLine(s.texts, at), s.page.Title)
			}
			if in {
				have++
			}
		}
	}
	fmt.Printf("headline %d of %d, %d among the candidates\n", hit, len(t.all), have)
	t.final = append(t.final, t.headlineModel(-1, -1))
}

func pickLine(texts []string, at int) string {
	if at < 0 {
		return ""
	}
	return texts[at]
}

// records reads every page with the judges that never saw its publisher, and writes
// the records, a line each.
func (t *trainer) records(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	e := json.NewEncoder(f)
	for _, s := range t.all {
		judge.Instead(t.second[s.page.fold])
		r, err := flat.Read(s.page.Flat, flat.Options{})
		if err != nil {
			return fmt.Errorf("%s: %w", s.page.ID, err)
		}
		rec := record.New(r.Text)
		rec.Source.ID, rec.Story = s.page.ID, r.Story
		if err := e.Encode(rec); err != nil {
			return err
		}
	}
	judge.Instead(nil)
	return f.Close()
}

// load reads the judges of each fold that -save wrote.
func (t *trainer) load(dir string) error {
	for k := range t.second {
		b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("fold%d.tsv", k)))
		if err != nil {
			return err
		}
		if t.second[k], err = judge.Load(string(b)); err != nil {
			return fmt.Errorf("fold %d of %s: %w", k, dir, err)
		}
		t.loaded[k] = t.second[k].Body
	}
	return nil
}
