package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/english"
)

// parse gives the parsed text of an article: from a file of CoNLL-U with the labels of the
// further heads in MISC ("Cue=B") and in comments ("# encounter = held").
func parse(a *article, parses string) (*english.Doc, error) {
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
