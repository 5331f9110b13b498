// Package treebank reads the texts of CoNLL-U treebanks and where their sentences end, for training.
package treebank

import (
	"bufio"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"strings"
)

// Doc is a text with the byte offsets where its sentences end.
type Doc struct {
	Text string
	Ends []int
}

// Read reads a file, gzipped if its name ends in .gz.
func Read(name string) ([]Doc, error) {
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
	var docs []Doc
	var text strings.Builder
	var ends []int
	flush := func() {
		if text.Len() > 0 {
			docs = append(docs, Doc{text.String(), ends})
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

// Shuffle returns documents with the sentences of the given ones, each moved within a window of so many documents, so that ends
// meet other beginnings.
func Shuffle(docs []Doc, window int, rng *rand.Rand) []Doc {
	var out []Doc
	for from := 0; from < len(docs); from += window {
		part := docs[from:min(from+window, len(docs))]
		var all []string
		for _, d := range part {
			at := 0
			for _, e := range d.Ends {
				all = append(all, strings.TrimSpace(d.Text[at:e]))
				at = e
			}
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, d := range part {
			out = append(out, join(all[:len(d.Ends)]))
			all = all[len(d.Ends):]
		}
	}
	return out
}

func join(sentences []string) Doc {
	var text strings.Builder
	var ends []int
	for _, s := range sentences {
		text.WriteString(s)
		ends = append(ends, text.Len())
		text.WriteByte(' ')
	}
	return Doc{text.String(), ends}
}
