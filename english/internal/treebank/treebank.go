// Package treebank reads the texts of CoNLL-U treebanks and where their sentences end, for training.
package treebank

import (
	"bufio"
	"compress/gzip"
	"io"
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
