package knowledge

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// lexicon finds the forms that begin with a word, longest first.
type lexicon struct {
	exact map[string][]Form // by folded first word
	upper map[string][]Form // by folded first word in capitals, for headlines
}

var forms = sync.OnceValue(func() *lexicon {
	x := &lexicon{exact: map[string][]Form{}, upper: map[string][]Form{}}
	for _, f := range parties().forms {
		w := f.Text[:firstWord(f.Text)]
		x.exact[w] = append(x.exact[w], f)
		x.upper[strings.ToUpper(w)] = append(x.upper[strings.ToUpper(w)], f)
	}
	for _, m := range []map[string][]Form{x.exact, x.upper} {
		for _, fs := range m {
			sort.SliceStable(fs, func(i, j int) bool { return len(fs[i].Text) > len(fs[j].Text) })
		}
	}
	return x
})

// firstWord returns the length of the letters and digits that s begins with; at least 1.
func firstWord(s string) int {
	i := 0
	for i < len(s) && wordByte(s[i]) {
		i++
	}
	return max(i, 1)
}

// article is the small article that some forms hold ("the West"); it matches "The" too.
const article = "the"

// minCapitals is how long a word in capitals must be to be taken for a name in a headline;
// shorter ones are short forms, which have a spelling of their own.
const minCapitals = 4

// Longest returns the end of the longest form that stands in text at byte i, and the forms
// with that spelling (more than one where it is ambiguous: "Congolese"); 0 and nil where no
// form begins there. A form begins and ends at the edge of a word; white space, apostrophes
// and marks on letters need not agree; a whole form in capitals matches too.
func Longest(text string, i int) (int, []Form) {
	if i >= len(text) || !boundary(text, i) {
		return 0, nil
	}
	n := wordLen(text[i:])
	if n == 0 {
		return 0, nil
	}
	word := Fold(text[i : i+n])
	if k := firstWord(word); k < len(word) {
		word = word[:k]
	}
	x := forms()
	if word == "The" {
		return longest(text, i, x.exact[article], false)
	}
	if end, found := longest(text, i, x.exact[word], false); end > 0 {
		return end, found
	}
	if len(word) >= minCapitals && strings.ToUpper(word) == word {
		return longest(text, i, x.upper[word], true)
	}
	return 0, nil
}

// wordLen returns the length of the word that s begins with.
func wordLen(s string) int {
	i := 0
	for i < len(s) {
		if s[i] < utf8.RuneSelf {
			if !wordByte(s[i]) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			break
		}
		i += n
	}
	return i
}

func longest(text string, i int, fs []Form, upper bool) (int, []Form) {
	skip := 0
	if strings.HasPrefix(text[i:], "The ") {
		skip = 1
	}
	for k := range fs {
		n := prefix(text[i+skip:], fs[k].Text[skip:], upper)
		if n == 0 || !ends(text, i+skip+n) {
			continue
		}
		return i + skip + n, sameText(fs, k)
	}
	return 0, nil
}

// ends tells whether a form may end at byte i; the forms "U.S." and "US" also before a
// full stop.
func ends(text string, i int) bool {
	return boundary(text, i) || i > 0 && text[i-1] == '.'
}

// sameText returns the forms spelled like fs[k].
func sameText(fs []Form, k int) []Form {
	same := true
	for _, f := range fs[k+1:] {
		if f.Text == fs[k].Text {
			same = false
		}
	}
	if same {
		return fs[k : k+1 : k+1]
	}
	var out []Form
	for _, f := range fs[k:] {
		if f.Text == fs[k].Text {
			out = append(out, f)
		}
	}
	return out
}

// Lookup returns every form spelled exactly like name, but for marks and apostrophes.
func Lookup(name string) []Form {
	name = strings.TrimPrefix(Fold(name), "The ")
	end, found := Longest(name, 0)
	if end == len(name) {
		return found
	}
	return nil
}
