package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/english"
)

// parse gives the parsed text of an article: by the embedded network, or from a file of
// CoNLL-U with the labels of the further heads in MISC ("Cue=B") and in comments
// ("# encounter = held").
func parse(a *article, parses string) (*english.Doc, error) {
	if parses == "" {
		if err := english.Load(); err != nil {
			return nil, err
		}
		return english.ParseSpans(a.Text, paragraphs(a.Text)), nil
	}
	path := filepath.Join(parses, a.ID+".conllu")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	doc, err := english.ReadCoNLLU(bytes.NewReader(data), a.Text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	doc.Labels = map[string][]string{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		for _, head := range []string{"encounter", "position"} {
			if l, ok := strings.CutPrefix(line, "# "+head+" = "); ok {
				doc.Labels[head] = append(doc.Labels[head], l)
			}
		}
		misc := line[strings.LastIndexByte(line, '\t')+1:]
		if strings.Count(line, "\t") != 9 {
			continue
		}
		for _, head := range []string{"Cue", "Content", "Speaker"} {
			_, rest, _ := strings.Cut("|"+misc, "|"+head+"=")
			l, _, _ := strings.Cut(rest, "|")
			name := strings.ToLower(head)
			doc.Labels[name] = append(doc.Labels[name], l)
		}
	}
	return doc, nil
}

// paragraphs are the lines of a text that hold anything.
func paragraphs(text string) [][2]int {
	var out [][2]int
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			out = append(out, [2]int{at, at + len(strings.TrimRight(line, "\r\n"))})
		}
		at += len(line)
	}
	return out
}
