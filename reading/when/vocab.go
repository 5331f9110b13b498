package when

import (
	"embed"
	"strconv"
	"sync"

	"rapporteur/knowledge/tsv"
)

//go:embed *.tsv
var files embed.FS

// table returns the rows of a data file, cut into columns.
func table(name string) [][]string { return tsv.Rows(files, name) }

// word is an entry of the vocabulary: a word of words.tsv or one that a pattern names.
type word struct {
	text    string
	classes class
	num     float64
	vals    []value
	tense   tense
}

type value struct {
	class class
	text  string
}

type vocab struct {
	words    map[string]*word
	rules    map[*word][]*rule    // by the word that a pattern begins with
	byClass  []classRules         // by the class that it begins with
	prefixes map[*word][]*prefix  // by first word, longest first
	holidays map[*word][]*holiday // by first word, longest first
}

// maxWord is longer than every word of the files.
const maxWord = 24

// get returns the entry of a word in any case, or nil; it allocates nothing.
func (v *vocab) get(s string) *word {
	if len(s) > maxWord {
		return nil
	}
	var buf [maxWord]byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return v.words[string(buf[:len(s)])]
}

func (v *vocab) add(s string) *word {
	w := v.words[s]
	if w == nil {
		w = &word{text: s}
		v.words[s] = w
	}
	return w
}

var vocabulary = sync.OnceValue(func() *vocab {
	v := &vocab{words: map[string]*word{}, rules: map[*word][]*rule{}, prefixes: map[*word][]*prefix{}, holidays: map[*word][]*holiday{}}
	for _, r := range table("words.tsv") {
		w := v.add(r[0])
		c, ok := classNames[r[1]]
		if !ok {
			panic("when: words.tsv: no such class: " + r[1])
		}
		w.classes |= c
		w.vals = append(w.vals, value{c, r[2]})
		if c&(cNum|cOrd|cOnes|cTens|cDecade) != 0 {
			w.num, _ = strconv.ParseFloat(r[2], 64)
		}
	}
	for _, s := range []string{"-", "'", "'s", ",", "(", ")", "$", "£", "€", "%", "/", ".", "during", "after", "following", "since"} {
		v.add(s)
	}
	v.loadTenses()
	v.loadRules()
	return v
})
