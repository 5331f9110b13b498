// Command train boosts the judges of package flat on pages with known text and says,
// cross-validated by publisher, how well they do. With -out it writes the weights file.
//
//	go run ./page/flat/internal/train -pages ../shared/data/pages/news-pages.jsonl.gz -out page/flat/internal/judge/weights.tsv
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/page/flat/internal/judge"
	"rapporteur/page/internal/trees"
)

// sample is a page, its lines and what they should be.
type sample struct {
	variant bool // made from a page, for training only
	index   int
	page    *page
	texts   []string
	lines   *judge.Page
	rows    [][]int32
	labels  []bool
	titles  []bool // the gold's
	learn   []bool // those to learn from
	photos  []bool // the captions
	scores  map[[2]int][]int32
}

var (
	btrees  = flag.Int("trees", 120, "trees of the body judge")
	rate    = flag.Float64("rate", 0.15, "learning rate")
	ridge   = flag.Float64("ridge", 3, "ridge on the leaves")
	path    = flag.String("pages", "../shared/data/pages/news-pages.jsonl.gz", "pages with known text")
	dump    = flag.String("records", "", "a file to write the cross-validated records to, for pages.py")
	strees  = flag.Int("strees", 130, "trees of the article judge")
	srate   = flag.Float64("srate", 0.12, "learning rate of the article judge")
	sridge  = flag.Float64("sridge", 5, "ridge on the leaves of the article judge")
	htrees  = flag.Int("htrees", 200, "trees of the headline judge")
	hrate   = flag.Float64("hrate", 0.05, "learning rate of the headline judge")
	hridge  = flag.Float64("hridge", 5, "ridge on the leaves of the headline judge")
	hdepth  = flag.Int("hdepth", 3, "questions that a tree of the headline judge asks")
	hsample = flag.Int("hsample", 6, "one column in so many is looked at per level by the headline judge")
	save    = flag.String("save", "", "a folder to write each fold's judges to")
	kept    = flag.String("load", "", "a folder of -save: train nothing, only write -records")
	out     = flag.String("out", "", "the weights file to write")
)

const folds = 5

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	pages, err := readPages(*path, folds)
	if err != nil {
		return err
	}
	t := &trainer{models: map[[2]int]*trees.Model{}, found: map[[2]int]candidates{}, chosen: map[[2]int]*trees.Model{}, looks: map[[2]int]look{}}
	var oracle score
	for _, p := range pages {
		s := newSample(p, lines(p.Flat))
		s.index = len(t.train)
		t.all, t.train = append(t.all, s), append(t.train, s)
		oracle.add(goldText(p), pick(s.texts, s.labels))
		for _, texts := range variants(s, uint64(s.index)) {
			v := newSample(p, texts)
			v.index, v.variant = len(t.train), true
			t.train = append(t.train, v)
		}
	}
	oracle.print("by hand")
	if *kept != "" {
		if err := t.load(*kept); err != nil {
			return err
		}
		if *dump == "" {
			t.headlines()
			return nil
		}
		return t.records(*dump)
	}
	t.body()
	t.headlines()
	t.seconds()
	if *dump != "" {
		if err := t.records(*dump); err != nil {
			return err
		}
	}
	for k, j := range t.second {
		if *save != "" {
			if err := write(filepath.Join(*save, fmt.Sprintf("fold%d.tsv", k)), j.Body, j.Headline, j.Article, j.Caption); err != nil {
				return err
			}
		}
	}
	if *out == "" {
		return nil
	}
	return write(*out, t.final...)
}

// write writes a weights file.
func write(path string, models ...*trees.Model) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(f, "# Weights of the judges of package flat, made by internal/train: do not edit.\n# A tree a row: %d features with thresholds, then %d leaves in thousandths of a log-odds unit.\n", trees.Depth, 1<<trees.Depth)
	for _, m := range models {
		if err := m.Write(f); err != nil {
			return err
		}
	}
	return f.Close()
}

// lines are a text's lines, trimmed, without empty ones.
func lines(text string) (out []string) {
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func newSample(p *page, texts []string) *sample {
	s := &sample{page: p, texts: texts, scores: map[[2]int][]int32{}}
	s.lines = judge.Measure(s.texts)
	s.labels = p.label(s.texts)
	s.learn, s.titles = p.titled(s.texts)
	s.photos = p.photos(s.texts)
	for i := range s.texts {
		f := make([]int32, judge.Count)
		judge.Features(s.lines.Lines, i, f)
		s.rows = append(s.rows, f)
	}
	return s
}

func goldText(p *page) string {
	return strings.Join(append(append([]string{}, p.Summary...), p.Body...), "\n")
}

func pick(texts []string, keep []bool) string {
	var b strings.Builder
	for i, t := range texts {
		if keep[i] {
			b.WriteString(t)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// variantWeight is what a variant's line weighs beside a page's.
const variantWeight = 0.25

// weigh weighs a page's lines by their words, all pages alike.
func weigh(s *sample) []float64 {
	out := make([]float64, len(s.texts))
	var body float64
	for i := range out {
		out[i] = 4 + float64(min(s.lines.Lines[i].Shape.Words, 80))
		if s.labels[i] {
			body += out[i]
		}
	}
	for i := range out {
		out[i] *= 60 / (300 + body)
		if s.variant {
			out[i] *= variantWeight
		}
	}
	return out
}
