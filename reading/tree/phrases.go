package tree

import (
	"sort"
	"strings"

	"rapporteur/knowledge/words"
)

// Phrases maps the phrases of a data file of knowledge/words to their class, found by
// their first word.
type Phrases map[string][]Phrase

// Phrase is one of them.
type Phrase struct {
	Words []string
	Class string
}

// ReadPhrases reads a data file whose columns are a phrase in lower case and its class.
func ReadPhrases(file string) Phrases {
	out := Phrases{}
	for _, r := range words.Table(file, 2) {
		ws := strings.Fields(r[0])
		out[ws[0]] = append(out[ws[0]], Phrase{ws, r[1]})
	}
	for _, ps := range out {
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].Words) > len(ps[j].Words) })
	}
	return out
}

// At returns the longest phrase that begins at token i and ends before token end, or nil.
func (p Phrases) At(t *Tree, i, end int) *Phrase {
	for k, x := range p[t.Low[i]] {
		if i+len(x.Words) > end {
			continue
		}
		ok := true
		for j, w := range x.Words {
			if t.Low[i+j] != w {
				ok = false
				break
			}
		}
		if ok {
			return &p[t.Low[i]][k]
		}
	}
	return nil
}
