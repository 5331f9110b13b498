// Command secondtrain trains the second look at where sentences end (internal/second), from CoNLL-U treebanks:
//
//	go run ./english/internal/segtrain -half 0 -out h0.bin TREEBANK.conllu.gz…
//	go run ./english/internal/segtrain -half 1 -out h1.bin TREEBANK.conllu.gz…
//	go run ./english/internal/secondtrain -halves h0.bin,h1.bin -out english/data/second.bin TREEBANK.conllu.gz…
//
// Each document is first cut by the model that has not seen it, then labelled by the embedded network. The model is to
// be trained anew with each new network.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"rapporteur/english"
	"rapporteur/english/internal/gapnet"
	"rapporteur/english/internal/gaptrain"
	"rapporteur/english/internal/second"
	"rapporteur/english/internal/seg"
	"rapporteur/english/internal/treebank"
)

func main() {
	out := flag.String("out", "english/data/second.bin", "file to write")
	halves := flag.String("halves", "", "the two models of the first look, each trained without half of the documents")
	dev := flag.String("dev", "", "comma-separated treebanks to report on after each pass")
	epochs := flag.Int("epochs", 12, "passes over the data")
	raw := flag.String("raw", "", "comma-separated files of plain articles (JSON lines with title and text, gzipped) to add")
	words := flag.Int("words", 300_000, "words of each such file to read")
	bits := flag.Int("bits", 12, "2^bits rows of weights")
	flag.Parse()
	if err := run(flag.Args(), strings.Split(*halves, ","), *dev, *out, *raw, *words, *epochs, *bits); err != nil {
		fmt.Fprintln(os.Stderr, "secondtrain: "+err.Error())
		os.Exit(1)
	}
}

func run(files, halves []string, dev, out, raw string, words, epochs, bits int) error {
	if len(files) == 0 || len(halves) != 2 {
		return fmt.Errorf("name two models with -halves, and the treebanks (CoNLL-U, gzipped)")
	}
	if err := english.Load(); err != nil {
		return err
	}
	var first [2]*seg.Segmenter
	for k, name := range halves {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		m, err := gapnet.Read(b)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		first[k] = seg.NewWith(m)
		first[k].Deferring = true
	}
	train, err := collect(files, func(i int) *seg.Segmenter { return first[i%2] })
	if err != nil {
		return err
	}
	if raw != "" {
		docs, err := treebank.ReadRaw(strings.Split(raw, ","), words)
		if err != nil {
			return err
		}
		l := second.Blank()
		for i, d := range docs {
			train = gaps(first[i%2], l, d, train)
		}
	}
	var held [][]gaptrain.Example
	if dev != "" {
		s := seg.New()
		s.Deferring = true
		for name := range strings.SplitSeq(dev, ",") {
			h, err := collect([]string{name}, func(int) *seg.Segmenter { return s })
			if err != nil {
				return err
			}
			held = append(held, h)
		}
	}
	n := gaptrain.New(bits, 8)
	for e := range epochs {
		loss := n.Pass(train, e, epochs)
		fmt.Fprintf(os.Stderr, "pass %d: loss %.4f on %d gaps;", e+1, loss, len(train))
		for _, h := range held {
			fmt.Fprintf(os.Stderr, " held %.2f of %d", n.F1(h), len(h))
		}
		fmt.Fprintln(os.Stderr)
		if e >= epochs/2 {
			n.Remember()
		}
	}
	n.Average()
	return os.WriteFile(out, n.File(), 0o644)
}

// collect makes examples of the gaps that the second look would see; pick gives the first look for each document.
func collect(files []string, pick func(int) *seg.Segmenter) ([]gaptrain.Example, error) {
	var all []gaptrain.Example
	l := second.Blank()
	for _, name := range files {
		docs, err := treebank.Read(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		for i, d := range docs {
			all = gaps(pick(i), l, d, all)
		}
	}
	return all, nil
}

func gaps(s *seg.Segmenter, l *second.Looker, t treebank.Doc, all []gaptrain.Example) []gaptrain.Example {
	d := &english.Doc{Text: t.Text}
	var odds []float32
	first := 0
	for _, w := range s.Segment(t.Text, 0, len(t.Text)) {
		d.Tokens = append(d.Tokens, english.Token{Start: w.Start, End: w.End, Part: w.Part, Head: -1})
		odds = append(odds, w.Odds)
		if w.Last {
			d.Sentences = append(d.Sentences, english.Sentence{First: first, Last: len(d.Tokens)})
			first = len(d.Tokens)
		}
	}
	if err := english.Label(d); err != nil {
		panic(err) // the model was loaded before
	}
	k := 0
	for _, x := range d.Sentences {
		var ws []second.Word
		for i := x.First; i < x.Last; i++ {
			w := d.Tokens[i]
			head := -1
			if w.Head >= 0 {
				head = w.Head - x.First
			}
			ws = append(ws, second.Word{Form: d.Form(i), UPOS: w.UPOS, Rel: w.Rel, Head: head, Odds: odds[i]})
		}
		l.Gaps(ws, func(i int, feats []uint32) bool {
			end, next := d.Tokens[x.First+i].End, d.Tokens[x.First+i+1].Start
			for k < len(t.Ends) && t.Ends[k] < end {
				k++
			}
			is := k < len(t.Ends) && t.Ends[k] <= next
			all = append(all, gaptrain.Example{Features: append([]uint32(nil), feats...), End: is})
			return is
		})
	}
	return all
}
