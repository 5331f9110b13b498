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
	preps  []string // p:…
}

// cues are the verbs of speech by each of their forms, nouns the nouns.
var (
	cues  = readCues("speech.tsv", true)
	nouns = readCues("speech-nouns.tsv", false)
)

func readCues(file string, verbs bool) map[string]*cue {
	out := map[string]*cue{}
	for _, r := range words.Table(file, 4) {
		c := &cue{base: r[0], class: r[1]}
		for _, f := range strings.Fields(r[2]) {
			c.frame(f)
		}
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
	case strings.HasPrefix(f, "p:"):
		c.preps = append(c.preps, f[2:])
	}
}
