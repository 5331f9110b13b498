// Command segtrain trains the model that decides where sentences end, from CoNLL-U treebanks:
//
//	go run ./english/internal/segtrain -out english/data/sentences.bin TREEBANK.conllu.gz…
//
// The text of a document is its sentences joined by blanks. Training is deterministic and takes about a
// minute on one core. With -half 0 or 1, every other document is left out, for internal/secondtrain.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"rapporteur/english/internal/gaptrain"
	"rapporteur/english/internal/seg"
	"rapporteur/english/internal/treebank"
)

func main() {
	out := flag.String("out", "english/data/sentences.bin", "file to write")
	bits := flag.Int("bits", 18, "2^bits rows of weights")
	width := flag.Int("width", 8, "weights a row")
	epochs := flag.Int("epochs", 6, "passes over the data")
	dev := flag.String("dev", "", "comma-separated treebanks to report on after each pass")
	raw := flag.String("raw", "", "comma-separated files of plain articles (JSON lines with title and text, gzipped) for a first, rough pass")
	words := flag.Int("words", 3_000_000, "words of each such file to read")
	half := flag.Int("half", -1, "leave out the documents whose number gives this remainder by two")
	flag.Parse()
	train, err := collect(flag.Args(), *half)
	if err == nil && len(train) == 0 {
		err = fmt.Errorf("no training data: name the treebanks (CoNLL-U, gzipped)")
	}
	var held [][]gaptrain.Example
	if err == nil && *dev != "" {
		for _, name := range strings.Split(*dev, ",") {
			var h []gaptrain.Example
			if h, err = collect([]string{name}, -1); err != nil {
				break
			}
			held = append(held, h)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
		os.Exit(1)
	}
	n := gaptrain.New(*bits, *width)
	if *raw != "" {
		rough, err := collectRaw(strings.Split(*raw, ","), *words)
		if err != nil {
			fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
			os.Exit(1)
		}
		for e := range 2 {
			loss := n.Pass(rough, e, 3)
			fmt.Fprintf(os.Stderr, "rough pass %d: loss %.4f on %d gaps;", e+1, loss, len(rough))
			for _, h := range held {
				fmt.Fprintf(os.Stderr, " held %.2f", n.F1(h))
			}
			fmt.Fprintln(os.Stderr)
		}
		n.Forget()
	}
	for e := range *epochs {
		loss := n.Pass(train, e, *epochs)
		fmt.Fprintf(os.Stderr, "pass %d: loss %.4f on %d gaps;", e+1, loss, len(train))
		for _, h := range held {
			fmt.Fprintf(os.Stderr, " held %.2f", n.F1(h))
		}
		fmt.Fprintln(os.Stderr)
		if e >= *epochs/2 {
			n.Remember()
		}
	}
	n.Average()
	if err := os.WriteFile(*out, n.File(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
		os.Exit(1)
	}
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
