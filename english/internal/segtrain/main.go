// Command segtrain trains the model that decides where sentences end, from CoNLL-U treebanks:
//
//	go run ./english/internal/segtrain -out english/data/sentences.bin TREEBANK.conllu.gz…
//
// The text of a document is its sentences joined by blanks. Training is deterministic and takes about a
// minute on one core.
package main

import (
	"bufio"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"rapporteur/english/internal/seg"
)

func main() {
	out := flag.String("out", "english/data/sentences.bin", "file to write")
	bits := flag.Int("bits", 18, "2^bits rows of weights")
	width := flag.Int("width", 8, "weights a row")
	epochs := flag.Int("epochs", 6, "passes over the data")
	dev := flag.String("dev", "", "comma-separated treebanks to report on after each pass")
	raw := flag.String("raw", "", "comma-separated files of plain articles (JSON lines with title and text, gzipped) for a first, rough pass")
	words := flag.Int("words", 3_000_000, "words of each such file to read")
	flag.Parse()
	train, err := collect(flag.Args())
	if err == nil && len(train) == 0 {
		err = fmt.Errorf("no training data: name the treebanks (CoNLL-U, gzipped)")
	}
	var held [][]example
	if err == nil && *dev != "" {
		for _, name := range strings.Split(*dev, ",") {
			var h []example
			if h, err = collect([]string{name}); err != nil {
				break
			}
			held = append(held, h)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
		os.Exit(1)
	}
	n := newNet(*bits, *width)
	if *raw != "" {
		rough, err := collectRaw(strings.Split(*raw, ","), *words)
		if err != nil {
			fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
			os.Exit(1)
		}
		for e := range 2 {
			loss := n.epoch(rough, e, 3)
			fmt.Fprintf(os.Stderr, "rough pass %d: loss %.4f on %d gaps;", e+1, loss, len(rough))
			for _, h := range held {
				fmt.Fprintf(os.Stderr, " held %.2f", n.f1(h))
			}
			fmt.Fprintln(os.Stderr)
		}
		n.forget()
	}
	for e := range *epochs {
		loss := n.epoch(train, e, *epochs)
		fmt.Fprintf(os.Stderr, "pass %d: loss %.4f on %d gaps;", e+1, loss, len(train))
		for _, h := range held {
			fmt.Fprintf(os.Stderr, " held %.2f", n.f1(h))
		}
		fmt.Fprintln(os.Stderr)
		if e >= *epochs/2 {
			n.remember()
		}
	}
	n.average()
	if err := os.WriteFile(*out, n.file(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "segtrain: "+err.Error())
		os.Exit(1)
	}
}

// example is a gap with its features and whether a sentence ends there.
type example struct {
	feats []uint32
	end   bool
}

func collect(files []string) ([]example, error) {
	var all []example
	s := seg.New()
	for _, name := range files {
		docs, err := readDocs(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		for _, d := range docs {
			all = gaps(s, d, all)
		}
	}
	return all, nil
}

// gaps appends the examples of a document.
func gaps(s *seg.Segmenter, d doc, all []example) []example {
	k := 0
	s.SegmentBy(d.text, 0, len(d.text), func(g *seg.Gap) bool {
		for k < len(d.ends) && d.ends[k] < g.End {
			k++
		}
		end := k < len(d.ends) && d.ends[k] <= g.Next
		all = append(all, example{append([]uint32(nil), g.Features...), end})
		return end
	})
	return all
}

// doc is a text with the byte offsets where its sentences end.
type doc struct {
	text string
	ends []int
}

func readDocs(name string) ([]doc, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	var docs []doc
	var text strings.Builder
	var ends []int
	flush := func() {
		if text.Len() > 0 {
			docs = append(docs, doc{text.String(), ends})
		}
		text.Reset()
		ends = nil
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "# newdoc") {
			flush()
		} else if t, ok := strings.CutPrefix(line, "# text = "); ok {
			text.WriteString(strings.TrimRight(t, " "))
			ends = append(ends, text.Len())
			text.WriteByte(' ')
		}
	}
	flush()
	return docs, sc.Err()
}
