package parts

import "strings"

// Class is a class of furniture cues.
type Class uint8

// The classes of cues, as in data/cues.tsv.
const (
	Consent Class = iota
	Share
	Newsletter
	Related
	Comments
	Navigation
	Advertisement
	Legal
	Player
	Access
	Author
	CreditCue
	BylineCue
	Time
	Widget
	Classes
)

var classNames = [Classes]string{"consent", "share", "newsletter", "related", "comments", "navigation",
	"advertisement", "legal", "player", "access", "author", "credit", "byline", "time", "widget"}

// String is the class's name, fit for a block's reason.
func (c Class) String() string { return classNames[c] }

// phrase is a cue after its first word.
type phrase struct {
	rest  []uint64
	class Class
	whole bool
}

// lexicon maps the hash of a word to what begins with it.
type lexicon struct {
	mask    uint64
	keys    []uint64
	entries []entry
}

type entry struct {
	stop    bool
	langs   uint32 // the languages that it is a function word of, as bits
	phrases []phrase
}

var words, languages = loadWords()

// Languages are the languages of data/function-words.tsv, in its order.
var Languages = languages

func loadWords() (*lexicon, []string) {
	var languages []string
	m := map[uint64]*entry{}
	var order []uint64
	at := func(h uint64) *entry {
		if m[h] == nil {
			m[h] = &entry{}
			order = append(order, h)
		}
		return m[h]
	}
	eachRow("function-words.tsv", func(f []string) {
		bit := uint32(1) << len(languages)
		languages = append(languages, f[0])
		for _, w := range strings.Fields(f[1]) {
			for _, h := range wordHashes(w) {
				at(h).stop = true
				at(h).langs |= bit
			}
		}
	})
	byName := map[string]Class{}
	for c, n := range classNames {
		byName[n] = Class(c)
	}
	eachRow("cues.tsv", func(f []string) {
		c, ok := byName[f[0]]
		text, whole := strings.CutPrefix(f[1], "=")
		hs := wordHashes(text)
		if !ok || len(hs) == 0 {
			panic("parts: cues.tsv: bad row " + strings.Join(f, " | "))
		}
		e := at(hs[0])
		e.phrases = append(e.phrases, phrase{rest: hs[1:], class: c, whole: whole})
	})
	size := uint64(1)
	for size < uint64(2*len(order)) {
		size *= 2
	}
	l := &lexicon{mask: size - 1, keys: make([]uint64, size), entries: make([]entry, size)}
	for _, h := range order {
		i := slot(h) & l.mask
		for l.keys[i] != 0 {
			i = (i + 1) & l.mask
		}
		l.keys[i], l.entries[i] = h, *m[h]
	}
	return l, languages
}

func slot(h uint64) uint64 { return h ^ h>>29 }

func (l *lexicon) find(h uint64) *entry {
	for i := slot(h) & l.mask; l.keys[i] != 0; i = (i + 1) & l.mask {
		if l.keys[i] == h {
			return &l.entries[i]
		}
	}
	return nil
}
