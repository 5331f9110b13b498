// Command segtrain trains the model that decides where sentences end, from CoNLL-U treebanks:
//
//	go run ./english/internal/segtrain -out english/data/sentences.bin TREEBANK.conllu.gz…
//
// The text of a document is its sentences joined by blanks. Training is deterministic and takes about a
// minute on one core. With -half 0 or 1, every other document is left out, for internal/secondtrain.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"rapporteur/english/internal/gaptrain"
	"rapporteur/english/internal/seg"
	"rapporteur/english/internal/treebank"
)

// options are the flags.
type options struct {
	out, dev, raw                              string
	bits, width, epochs, words, half, shuffled int
}

func main() {
	var o options
	flag.StringVar(&o.out, "out", "english/data/sentences.bin", "file to write")
	flag.IntVar(&o.bits, "bits", 18, "2^bits rows of weights")
	flag.IntVar(&o.width, "width", 16, "weights a row")
	flag.IntVar(&o.epochs, "epochs", 6, "passes over the data")
	flag.StringVar(&o.dev, "dev", "", "comma-separated treebanks to report on after each pass")
	flag.StringVar(&o.raw, "raw", "", "comma-separated files of plain articles (JSON lines with title and text, gzipped) for a first, rough pass")
	flag.IntVar(&o.words, "words", 3_000_000, "words of each such file to read")
	flag.IntVar(&o.half, "half", -1, "leave out the documents whose number gives this remainder by two")
	flag.IntVar(&o.shuffled, "shuffled", 3, "copies of the treebanks with their sentences shuffled to add to each pass")
	flag.Parse()
	if err := run(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
		os.Exit(1)
	}
}

func run(o options, files []string) error {
	var trees [][]treebank.Doc
	for _, name := range files {
		docs, err := treebank.Read(name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		if o.half >= 0 {
			var kept []treebank.Doc
			for i, d := range docs {
				if i%2 != o.half {
					kept = append(kept, d)
				}
			}
			docs = kept
		}
		trees = append(trees, docs)
	}
	s := seg.New()
	train, err := collect(files, o.half)
	if err != nil {
		return err
	}
	if len(train) == 0 {
		return errors.New("no training data: name the treebanks (CoNLL-U, gzipped)")
	}
	var held [][]gaptrain.Example
	if o.dev != "" {
		for name := range strings.SplitSeq(o.dev, ",") {
			h, err := collect([]string{name}, -1)
			if err != nil {
				return err
			}
			held = append(held, h)
		}
	}
	n := gaptrain.New(o.bits, o.width)
	if o.raw != "" {
		docs, err := treebank.ReadRaw(strings.Split(o.raw, ","), o.words)
		if err != nil {
			return err
		}
		var rough []gaptrain.Example
		for _, d := range docs {
			rough = gaps(s, d, rough)
		}
		for e := range 2 {
			report("rough pass", e, n.Pass(rough, e, 3), n, held)
		}
		n.Forget()
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for e := range o.epochs {
		mixed := slices.Clip(train)
		for range o.shuffled {
			for _, docs := range trees {
				for _, d := range treebank.Shuffle(docs, 10, rng) {
					mixed = gaps(s, d, mixed)
				}
			}
		}
		report("pass", e, n.Pass(mixed, e, o.epochs), n, held)
		if e >= o.epochs/2 {
			n.Remember()
		}
	}
	n.Average()
	return os.WriteFile(o.out, n.File(), 0o644)
}

func report(what string, e int, loss float64, n *gaptrain.Net, held [][]gaptrain.Example) {
	fmt.Fprintf(os.Stderr, "%s %d: loss %.4f;", what, e+1, loss)
	for _, h := range held {
		fmt.Fprintf(os.Stderr, " held %.2f", n.F1(h))
	}
	fmt.Fprintln(os.Stderr)
}

func collect(files []string, half int) ([]gaptrain.Example, error) {
	var all []gaptrain.Example
	s := seg.New()
	for _, name := range files {
		docs, err := treebank.Read(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		for i, d := range docs {
			if i%2 == half {
				continue
			}
			all = gaps(s, d, all)
		}
	}
	return all, nil
}

// gaps appends the examples of a document.
func gaps(s *seg.Segmenter, d treebank.Doc, all []gaptrain.Example) []gaptrain.Example {
	k := 0
	s.SegmentBy(d.Text, 0, len(d.Text), func(g *seg.Gap) bool {
		for k < len(d.Ends) && d.Ends[k] < g.End {
			k++
		}
		end := k < len(d.Ends) && d.Ends[k] <= g.Next
		all = append(all, gaptrain.Example{Features: append([]uint32(nil), g.Features...), End: end})
		return end
	})
	return all
}
