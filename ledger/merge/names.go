package merge

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// PersonKey folds a person's name.
func PersonKey(name string) string { return Fold(name) }

// Fold takes accents, case and punctuation off a name.
func Fold(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘', r == 'ʼ', r == '`':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if blank && b.Len() > 0 {
				b.WriteByte(' ')
			}
			blank = false
			b.WriteRune(unicode.ToLower(r))
		default:
			blank = true
		}
	}
	return b.String()
}

// spellings maps the ways in which one sound of a foreign name is written to one of them, the longer first.
var spellings = strings.NewReplacer(
	"iyy", "i", "yi", "i", "iy", "i", "yy", "i", "ij", "i", "ii", "i", "y", "i", "ee", "i", "ei", "i", "ai", "i", "j", "i",
	"sch", "sh", "ch", "ch", "kh", "h", "gh", "g", "qh", "g", "q", "g", "ck", "k", "c", "k", "x", "ks",
	"oo", "u", "ou", "u", "w", "v", "ph", "f", "tz", "z", "ts", "z", "dh", "d", "th", "t", "zh", "z",
)

// Sound is a word of a folded name as its spellings in different papers have it in common: "zelenskyy", "zelensky" and
// "zelenskiy" sound alike, so do "baghdari" and "baqdari". Unlike names may too: a sound is a hint, not a proof.
func Sound(word string) string {
	s := spellings.Replace(word)
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r == 'e' {
			r = 'i'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	// The bare stem: Latin letters write the ends of names freely (Hamdi, Hamdy, Hamdieh).
	return strings.TrimSuffix(b.String(), "h")
}

// SamePerson tells whether two folded names may be of one person: the same but for the spelling, a surname alone, or first
// and last name alike with others between them. A surname is taken as the last word, or the first for names that put it there.
func SamePerson(a, b string) bool {
	if a == b {
		return a != ""
	}
	return sameWords(nameWords(a), nameWords(b))
}

// sameWords is SamePerson for names cut into the sounds of their words.
func sameWords(x, y []string) bool {
	if slices.Equal(x, y) {
		return len(x) > 0
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	if len(x) == 1 {
		return len(x[0]) > 2 && (x[0] == y[len(y)-1] || x[0] == y[0])
	}
	if x[len(x)-1] != y[len(y)-1] {
		return false
	}
	initial := func(p, q string) bool { return len(p) == 1 && strings.HasPrefix(q, p) }
	if x[0] == y[0] || initial(x[0], y[0]) || initial(y[0], x[0]) {
		return true
	}
	// A name left out in front ("Sayyid Badr Albusaidi", "Badr Albusaidi").
	for _, w := range y[1 : len(y)-1] {
		if w == x[0] {
			return true
		}
	}
	return false
}

// nameWords are the sounds of a name's words, with articles and particles joined to the word behind them
// ("al busaidi", "el sisi", "bin salman" as one word without the particle).
func nameWords(folded string) []string {
	var out []string
	for _, w := range strings.Fields(folded) {
		switch w {
		case "al", "el", "bin", "bint", "ben", "ibn", "abu", "von", "van", "de", "der", "da", "dos", "del", "la", "le":
			continue
		}
		out = append(out, Sound(joined(w)))
	}
	return out
}

// joined takes off an article that is written in one with the name.
func joined(w string) string {
	for _, p := range []string{"al", "el"} {
		if len(w) > len(p)+5 && strings.HasPrefix(w, p) && strings.ContainsRune("bcdfghjkmnpqrstvwxyz", rune(w[2])) {
			return w[2:]
		}
	}
	return w
}

// Tail is the sound of a name's last word, by which forms of one name are brought together.
func Tail(folded string) string {
	w := nameWords(folded)
	if len(w) == 0 {
		return ""
	}
	return w[len(w)-1]
}
