package english

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapporteur/english/data"
)

// maxLemmas bounds the lemmas kept for the next time.
const maxLemmas = 1 << 15

// lemmatiser makes lemmas of forms by the scripts of a model (see training/MODEL.md), and keeps them.
type lemmatiser struct {
	scripts   []script
	irregular map[string]string // by lower-case form, tab and Penn tag
	mu        sync.RWMutex
	made      map[lemmaKey]string
}

type lemmaKey struct {
	form   string
	script uint16
}

type script struct {
	same, low bool
	capital   bool
	drop      int // runes of the lower-cased form
	add       string
}

func newLemmatiser(scripts []string) (*lemmatiser, error) {
	l := &lemmatiser{made: map[lemmaKey]string{}}
	var err error
	if l.irregular, err = readIrregular(); err != nil {
		return nil, err
	}
	for _, s := range scripts {
		x, err := parseScript(s)
		if err != nil {
			return nil, err
		}
		l.scripts = append(l.scripts, x)
	}
	return l, nil
}

func parseScript(s string) (script, error) {
	switch s {
	case "same":
		return script{same: true}, nil
	case "low":
		return script{low: true}, nil
	}
	if s != "" && (s[0] == 'U' || s[0] == 'l') {
		n, add, ok := strings.Cut(s[1:], "+")
		if drop, err := strconv.Atoi(n); ok && err == nil && drop >= 0 {
			return script{capital: s[0] == 'U', drop: drop, add: add}, nil
		}
	}
	return script{}, fmt.Errorf("lemma script %q: want same, low, or U or l with a number, + and an ending", s)
}

// readIrregular reads the lemmas of irregular words.
func readIrregular() (map[string]string, error) {
	m := map[string]string{}
	err := data.Each("lemmas.tsv", 3, func(f []string) error {
		m[f[0]+"\t"+f[1]] = f[2]
		return nil
	})
	return m, err
}

// lemma is the lemma of a form with a Penn tag: an irregular word's from the list, else what script n makes of it.
func (l *lemmatiser) lemma(form, tag string, n uint16) string {
	if m := l.listed(form, tag); m != "" {
		return m
	}
	x := &l.scripts[n]
	if x.same || x.low && isLowerASCII(form) {
		return form
	}
	key := lemmaKey{form, n}
	l.mu.RLock()
	made, ok := l.made[key]
	l.mu.RUnlock()
	if ok {
		return made
	}
	made = x.apply(form)
	l.mu.Lock()
	if len(l.made) < maxLemmas && len(form) <= 32 {
		key.form = strings.Clone(form) // don't hold the text it was cut from
		l.made[key] = made
	}
	l.mu.Unlock()
	return made
}

// listed is the lemma of an irregular word, empty for others.
func (l *lemmatiser) listed(form, tag string) string {
	var buf [32]byte
	if len(form)+1+len(tag) > len(buf) {
		return ""
	}
	key := buf[:0]
	for i := 0; i < len(form); i++ {
		c := form[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		key = append(key, c)
	}
	key = append(append(key, '\t'), tag...)
	return l.irregular[string(key)]
}

func isLowerASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

func (x *script) apply(form string) string {
	low := strings.ToLower(form)
	if x.low {
		return low
	}
	for range x.drop {
		_, n := utf8.DecodeLastRuneInString(low)
		low = low[:len(low)-n]
	}
	made := low + x.add
	if made == "" {
		return form
	}
	if x.capital {
		r, n := utf8.DecodeRuneInString(made)
		made = string(unicode.ToUpper(r)) + made[n:]
	}
	return made
}
