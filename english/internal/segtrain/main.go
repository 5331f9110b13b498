// Command segtrain trains the model that decides where sentences end, from CoNLL-U treebanks:
//
//	go run ./english/internal/segtrain -raw ARTICLES.jsonl.gz,… -out english/data/sentences.bin TREEBANK.conllu.gz…
//
// The text of a document is its sentences joined by blanks. Plain articles, which the current model cuts, give words to
// begin with. Training is deterministic and takes a few minutes on one core.
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
	out, dev, raw                        string
	bits, width, epochs, words, shuffled int
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
	flag.IntVar(&o.shuffled, "shuffled", 3, "copies of the treebanks with their sentences shuffled to add to each pass")
	flag.Parse()
	if err := run(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
		os.Exit(1)
	}
}

func run(o options, files []string) error {
	s := seg.New()
	var trees [][]treebank.Doc
	var train []gaptrain.Example
	for _, name := range files {
		docs, err := treebank.Read(name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		trees, train = append(trees, docs), examples(s, docs, train)
	}
	if len(train) == 0 {
		return errors.New("no training data: name the treebanks (CoNLL-U, gzipped)")
	}
	var held [][]gaptrain.Example
	if o.dev != "" {
		for name := range strings.SplitSeq(o.dev, ",") {
			docs, err := treebank.Read(name)
			if err != nil {
				return fmt.Errorf("reading %s: %w", name, err)
			}
			held = append(held, examples(s, docs, nil))
		}
	}
	n := gaptrain.New(o.bits, o.width)
	n.Dropout = 0.6
	if o.raw != "" {
		docs, err := treebank.ReadRaw(strings.Split(o.raw, ","), o.words)
		if err != nil {
			return err
		}
		rough := examples(s, docs, nil)
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
				mixed = examples(s, treebank.Shuffle(docs, 10, rng), mixed)
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

// examples appends the examples of documents.
func examples(s *seg.Segmenter, docs []treebank.Doc, all []gaptrain.Example) []gaptrain.Example {
	for _, d := range docs {
		all = gaps(s, d, all)
	}
	return all
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
