package who

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/tree"
)

// vocab is the vocabulary of offices and given names, read once.
type vocab struct {
	kind   map[string][]string // kinds of a role word
	given  map[string]byte     // given name, folded: 'f' or 'm'
	nick   map[string]string   // short given names to the long ones
	credit []string            // phrases of lines of credits, in order
	notPN  map[string]bool     // words that make a name before them something else
}

var voc = load()

func load() *vocab {
	v := &vocab{kind: map[string][]string{}, given: map[string]byte{}, nick: map[string]string{}, notPN: words.Set("after-names.txt")}
	for _, r := range words.Table("roles.tsv", 2) {
		v.kind[r[0]] = append(v.kind[r[0]], r[1])
	}
	for w := range words.Set("organ-nouns.txt") {
		v.kind[w] = append(v.kind[w], "organ")
	}
	for _, r := range words.Table("given-names.tsv", 2) {
		v.given[Fold(r[0])] = r[1][0]
	}
	for _, r := range words.Table("credit-phrases.txt", 1) {
		v.credit = append(v.credit, r[0])
	}
	for _, r := range words.Table("nicknames.tsv", 2) {
		v.nick[r[0]] = r[1]
	}
	return v
}

func (v *vocab) is(w string, kinds ...string) bool {
	for _, k := range v.kind[w] {
		for _, want := range kinds {
			if k == want {
				return true
			}
		}
	}
	return false
}

// RoleHead tells whether a word, singular or plural, in any case, names an office or
// function, and gives its singular.
func RoleHead(w string) (string, bool) {
	w = strings.ToLower(w)
	for _, form := range []string{w, strings.TrimSuffix(w, "s"), strings.Replace(w, "men", "man", 1), strings.Replace(w, "ies", "y", 1)} {
		if voc.is(form, "head", "kin", "org-head") {
			return form, true
		}
	}
	return w, false
}

// spans returns the token ranges of the names of people, in order, without the titles
// before them: from the name tags of the network. Names of writers and photographers in
// lines of credits are left out, and tags on words that name a party or an office.
func spans(t *tree.Tree) [][2]int {
	var out [][2]int
	for k := 0; k < len(t.Names); k++ {
		n := t.Names[k]
		if n.Type != "PER" {
			continue
		}
		first, last := n.First, n.Last
		// A name that the tagger cut in two, at an initial or after the given name.
		for k+1 < len(t.Names) && t.Names[k+1].Type == "PER" && joins(t, first, last, t.Names[k+1].First) {
			k++
			last = t.Names[k].Last
		}
		for first < last && isTitleWord(t, first) {
			first++
		}
		for last > first+1 && !isNameToken(t, last-1) {
			last--
		}
		if first < last && isNameToken(t, first) && !followed(t, last) && !otherwise(t, first, last) && !credited(t, first, last) {
			out = append(out, [2]int{first, last})
		}
	}
	return alone(t, out)
}

// alone adds the family names that stand alone and that the tagger took for something else, where the story has named their bearer
// in full: "special envoy Paolo Conti … according to Conti".
func alone(t *tree.Tree, found [][2]int) [][2]int {
	families, taken := map[string]bool{}, map[int]bool{}
	for _, s := range found {
		for i := s[0]; i < s[1]; i++ {
			taken[i] = true
		}
		if w := Fold(t.Form(s[1] - 1)); s[1]-s[0] > 1 && len(w) > 2 && !suffixes[w] {
			families[w] = true
		}
	}
	for _, n := range t.Names {
		for i := n.First; i < n.Last && n.Last-n.First > 1; i++ {
			taken[i] = true
		}
	}
	for i := range t.Tokens {
		if t.Tokens[i].UPOS == "PROPN" && t.Cap(i) && !taken[i] && families[Fold(t.Form(i))] && !beside(t, i) && !followed(t, i+1) && !otherwise(t, i, i+1) && !credited(t, i, i+1) {
			found = append(found, [2]int{i, i + 1})
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return a[0] - b[0] })
	return found
}

// beside tells whether another capitalised word stands right beside token i: it is then part of a longer name.
func beside(t *tree.Tree, i int) bool {
	proper := func(k int) bool {
		return k >= 0 && k < len(t.Tokens) && t.Sent[k] == t.Sent[i] && t.Tokens[k].UPOS == "PROPN" && t.Cap(k) && !isTitleWord(t, k)
	}
	return proper(i-1) || proper(i+1)
}

// joins tells whether the name that ends at token last goes on at token next.
func joins(t *tree.Tree, first, last, next int) bool {
	if t.Sent[first] != t.Sent[next] {
		return false
	}
	return next == last || next == last+1 && t.Form(last) == "." && len(t.Form(last-1)) == 1
}

// otherwise tells whether the words name a party or place ("Omani", "Houthis") or a ship.
func otherwise(t *tree.Tree, first, last int) bool {
	if last-first == 1 && len(knowledge.Lookup(t.Form(first))) > 0 {
		return true
	}
	return first > 0 && (t.Form(first-1) == "USS" || t.Form(first-1) == "HMS")
}

// credited tells whether the name stands in a line of credits: beside a slash, in a
// paragraph that says who wrote or photographed, or alone in its line.
func credited(t *tree.Tree, first, last int) bool {
	start, end := t.Tokens[first].Start, t.Tokens[last-1].End
	if start > 0 && t.Text[start-1] == '/' || end < len(t.Text) && t.Text[end] == '/' {
		return true
	}
	a := strings.LastIndexByte(t.Text[:start], '\n') + 1
	b := len(t.Text)
	if k := strings.IndexByte(t.Text[end:], '\n'); k >= 0 {
		b = end + k
	}
	line := strings.ToLower(t.Text[a:b])
	if strings.TrimSpace(t.Text[a:start]) == "" && strings.TrimSpace(t.Text[end:b]) == "" || strings.TrimSpace(line[:start-a]) == "by" {
		return a > 0
	}
	// In a long paragraph, only what stands near the phrase.
	from, to := max(0, start-a-60), min(len(line), end-a+200)
	for _, p := range voc.credit {
		if k := strings.Index(line, p); k >= 0 && k < 80 && k < start-a {
			return true
		}
		if k := strings.Index(line[from:to], p); k >= 0 && (len(line) < 250 || from+k > end-a && !strings.Contains(line[min(end-a, from+k):from+k], ". ") || from+k < start-a) {
			return true
		}
	}
	return false
}

// isTitleWord tells whether the token, which stands first in a tagged name, is a title
// ("President", "Mr", "Gen.") that the tagger took along.
func isTitleWord(t *tree.Tree, i int) bool {
	w := t.Low[i]
	if voc.is(w, "style", "rank") {
		return true
	}
	return t.Cap(i) && voc.is(w, "head") && voc.given[w] == 0 && len(w) > 3
}

func isNameToken(t *tree.Tree, i int) bool {
	for _, r := range t.Form(i) {
		if unicode.IsLetter(r) {
			return t.Low[i] != "'s"
		}
	}
	return false
}

// followed tells whether the word after a name makes it part of another name: "Trump
// administration", "Carter Center".
func followed(t *tree.Tree, last int) bool {
	if last >= len(t.Tokens) {
		return false
	}
	w := t.Low[last]
	if !voc.notPN[w] {
		return false
	}
	return t.Cap(last) || w == "administration" || w == "doctrine" || w == "family" || w == "regime" || w == "government"
}

// Fold lower-cases a word and takes the diacritics and apostrophes off its letters.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\'' || r == '.' {
			return -1
		}
		return r
	}, strings.ToLower(knowledge.Fold(s)))
}

// near tells whether two folded words are spellings of one name: "zelensky" and
// "zelenskyy", "mohammad" and "mohammed".
func near(a, b string) bool {
	if a == b {
		return true
	}
	n := min(len(a), len(b))
	if n < 5 || a[:2] != b[:2] {
		return false
	}
	limit := 1
	if n >= 7 {
		limit = 2
	}
	return distance(a, b, limit) <= limit
}

// distance is the edit distance of two words, or limit+1 where it is greater.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit || len(a) > 40 || len(b) > 40 {
		return limit + 1
	}
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur := make([]int, len(b)+1)
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j-1]+cost, prev[j]+1, cur[j-1]+1)
		}
		prev = cur
	}
	return prev[len(b)]
}
