package seg

import (
	"fmt"
	"strings"
	"sync"

	"rapporteur/english/data"
)

// kind is what an abbreviation says about the words around it.
type kind uint8

const (
	kindNone    kind = iota
	kindTitle        // stands before a name, ends no sentence
	kindDate         // month or weekday
	kindMid          // stands before something else
	kindEnd          // may well end a sentence
	kindInitial      // one capital letter and a stop
	kindDotted       // single letters with stops: U.S., e.g.
)

// Conditions under which an abbreviation of the list counts as one.
const (
	condAny = iota
	condCap
	condDigit
	condLow
)

type abbreviation struct {
	kind kind
	cond uint8
}

// lists are the word lists of the tokeniser, all keyed by lower-case forms.
type lists struct {
	abbreviations map[string][]abbreviation
	contractions  map[string][]uint8 // lengths of the parts
	prefixes      map[string]bool
	units         map[string]bool
	suffixes      map[string]bool
	emoticons     []string // longest first
	exceptions    map[string]bool
	starters      map[string]bool
	its           map[string]bool
	titles        map[string]bool
	prepositions  map[string]bool
	pronouns      map[string]bool
	sayings       map[string]bool
}

var loadLists = sync.OnceValue(func() *lists {
	l, err := readLists()
	if err != nil {
		panic("english: embedded word list: " + err.Error()) // the lists are part of the binary; a test loads them
	}
	return l
})

func readLists() (*lists, error) {
	l := &lists{abbreviations: map[string][]abbreviation{}, contractions: map[string][]uint8{}}
	kinds := map[string]kind{"title": kindTitle, "date": kindDate, "mid": kindMid, "end": kindEnd}
	conds := map[string]uint8{"any": condAny, "cap": condCap, "digit": condDigit, "low": condLow}
	err := data.Each("abbreviations.tsv", 3, func(f []string) error {
		k, okK := kinds[f[1]]
		c, okC := conds[f[2]]
		if !okK || !okC {
			return fmt.Errorf("unknown kind or condition in %q", strings.Join(f, " "))
		}
		l.abbreviations[f[0]] = append(l.abbreviations[f[0]], abbreviation{k, c})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = data.Each("contractions.tsv", 2, func(f []string) error {
		parts := strings.Fields(f[1])
		if strings.Join(parts, "") != f[0] {
			return fmt.Errorf("the parts %q do not spell %q", f[1], f[0])
		}
		var cuts []uint8
		for _, p := range parts {
			cuts = append(cuts, uint8(len(p)))
		}
		l.contractions[f[0]] = cuts
		return nil
	})
	if err != nil {
		return nil, err
	}
	for name, set := range map[string]*map[string]bool{
		"prefixes.txt": &l.prefixes, "units.txt": &l.units, "suffixes.txt": &l.suffixes, "exceptions.txt": &l.exceptions,
		"starters.txt": &l.starters, "its.txt": &l.its, "titles.txt": &l.titles,
		"prepositions.txt": &l.prepositions, "pronouns.txt": &l.pronouns, "sayings.txt": &l.sayings,
	} {
		*set = map[string]bool{}
		if err := data.Each(name, 1, func(f []string) error { (*set)[f[0]] = true; return nil }); err != nil {
			return nil, err
		}
	}
	err = data.Each("emoticons.txt", 1, func(f []string) error {
		at := len(l.emoticons)
		for at > 0 && len(l.emoticons[at-1]) < len(f[0]) {
			at--
		}
		l.emoticons = append(l.emoticons[:at], append([]string{f[0]}, l.emoticons[at:]...)...)
		return nil
	})
	return l, err
}

// abbreviationKind tells what the word w (without its stop) is as an abbreviation; next is what follows the stop.
func (l *lists) abbreviationKind(w, next string) kind {
	if len(w) > 12 {
		return kindNone
	}
	var buf [16]byte
	for _, a := range l.abbreviations[string(lowerTo(buf[:0], w))] {
		switch a.cond {
		case condCap:
			if !isUpper(w[0]) {
				continue
			}
		case condLow:
			if isUpper(w[0]) {
				continue
			}
		case condDigit:
			if !digitFollows(next) {
				continue
			}
		}
		return a.kind
	}
	return kindNone
}

// digitFollows reports whether s starts with at most two blanks and a digit.
func digitFollows(s string) bool {
	for i := 0; i < len(s) && i < 3; i++ {
		if isDigit(s[i]) {
			return true
		}
		if s[i] != ' ' {
			return false
		}
	}
	return false
}

// lowerTo appends s to b with its ASCII letters in lower case.
func lowerTo(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if isUpper(c) {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// has reports whether the set holds the lower-cased form of s.
func has(set map[string]bool, s string) bool {
	var buf [24]byte
	return len(s) <= len(buf) && set[string(lowerTo(buf[:0], s))]
}
