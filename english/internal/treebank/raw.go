package treebank

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"rapporteur/english/internal/seg"
)

// bareSentences is the share of sentences of plain articles that lose their final stop, so that the model sees ends
// without one.
const bareSentences = 0.12

// ReadRaw makes documents of plain articles (JSON lines with title and text, gzipped), so many words of each file: paragraphs and
// titles end for certain where they end, sentences inside a paragraph where the current model finds a marked end. Some lose their stop.
func ReadRaw(files []string, words int) ([]Doc, error) {
	var all []Doc
	rng := rand.New(rand.NewPCG(3, 4))
	s := seg.New()
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		sc := bufio.NewScanner(z)
		sc.Buffer(nil, 1<<24)
		for n := 0; sc.Scan() && n < words; {
			var a struct{ Title, Text string }
			if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
				return nil, fmt.Errorf("reading %s: %w", name, err)
			}
			n += len(a.Text) / 6
			all = append(all, bare(s, a.Title+"\n"+a.Text, rng))
		}
		if err := sc.Err(); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		f.Close()
	}
	return all, nil
}

// bare joins the sentences of a text by blanks, some without their stop.
func bare(s *seg.Segmenter, text string, rng *rand.Rand) Doc {
	var out strings.Builder
	var ends []int
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		var cuts []int
		s.SegmentBy(line, 0, len(line), func(g *seg.Gap) bool {
			end := g.Marked && s.Likely(g)
			if end {
				cuts = append(cuts, g.End)
			}
			return end
		})
		from := 0
		for _, to := range append(cuts, len(line)) {
			sentence := strings.TrimSpace(line[from:to])
			if strings.HasSuffix(sentence, ".") && rng.Float64() < bareSentences {
				sentence = strings.TrimRight(sentence, ".")
			}
			out.WriteString(sentence)
			ends = append(ends, out.Len())
			out.WriteByte(' ')
			from = to
		}
	}
	return Doc{Text: out.String(), Ends: ends}
}
