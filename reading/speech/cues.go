package speech

import (
	"strings"

	"rapporteur/knowledge/words"
)

// cue is a word of speech: what it does and where its content stands.
type cue struct {
	base   string
	class  string
	clause bool     // c
	quote  bool     // q
	inf    bool     // i
	object bool     // o
	hearer bool     // a
	text   bool     // t
	preps  []string // p:…
	second string   // of a verb of two words
}

// cues are the verbs of speech by each of their forms, nouns the nouns.
var (
	cues  = readCues("speech.tsv", true)
	nouns = readCues("speech-nouns.tsv", false)
	// pairs are the verbs of two words by each form of the first.
	pairs = readPairs("speech.tsv")
)

func readCues(file string, verbs bool) map[string]*cue {
	out := map[string]*cue{}
	for _, r := range words.Table(file, 4) {
		if strings.Contains(r[0], " ") {
			continue
		}
		c := newCue(r)
		forms := words.Forms(r[0], r[3])
		if !verbs {
			forms = forms[:2]
		}
		for _, form := range forms {
			if out[form] == nil {
				out[form] = c
			}
		}
	}
	return out
}

func newCue(r []string) *cue {
	c := &cue{base: r[0], class: r[1]}
	for _, f := range strings.Fields(r[2]) {
		c.frame(f)
	}
	return c
}

func readPairs(file string) map[string][]*cue {
	out := map[string][]*cue{}
	for _, r := range words.Table(file, 4) {
		first, second, ok := strings.Cut(r[0], " ")
		if !ok {
			continue
		}
		c := newCue(r)
		c.second = second
		seen := map[string]bool{}
		for _, form := range words.Forms(first, r[3]) {
			if !seen[form] {
				seen[form] = true
				out[form] = append(out[form], c)
			}
		}
	}
	return out
}

func (c *cue) frame(f string) {
	switch {
	case f == "c":
		c.clause = true
	case f == "q":
		c.quote = true
	case f == "i":
		c.inf = true
	case f == "o":
		c.object = true
	case f == "a":
		c.hearer = true
	case f == "t":
		c.text = true
	case strings.HasPrefix(f, "p:"):
		c.preps = append(c.preps, f[2:])
	}
}
