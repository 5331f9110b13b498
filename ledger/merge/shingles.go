package merge

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
)

// How copies are told: runs of shingleWords words are hashed, one of sampled hashes is kept. A text is a copy of another
// where it shares CopyShare of its kept runs with it (containment: updates of a wire text are longer or shorter than
// the first, so that their likeness as a whole tells little), and at least CopyLeast.
const (
	shingleWords = 6
	sampled      = 32
	CopyShare    = 0.6
	CopyLeast    = 3
	// CopyDays is how many days a copy may come after the text.
	CopyDays = 10
)

// Shingles are the sampled hashes of a text's runs of words, sorted.
func Shingles(text string) []int64 {
	words := Words(text)
	out := []int64{}
	for i := 0; i+shingleWords <= len(words); i++ {
		if h := hashWords(words[i : i+shingleWords]); h%sampled == 0 {
			out = append(out, int64(h))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Words are the words of a text in lower case, without punctuation.
func Words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func hashWords(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w))
		_, _ = h.Write([]byte{' '})
	}
	// FNV's low bits are weak for sampling; fold the high ones in.
	x := h.Sum64()
	return x ^ x>>32
}

// IsCopy tells whether two texts of so many sampled runs, so many of them in common, are copies.
func IsCopy(a, b, common int) bool {
	return common >= CopyLeast && float64(common) >= CopyShare*float64(min(a, b))
}

// Likeness is the share of the shorter text's runs of n words that the longer one holds, 0 to 1; texts of fewer than n
// words are alike if one holds the other's words in a row.
func Likeness(a, b []string, n int) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n = min(n, len(a))
	have := map[uint64]bool{}
	for i := 0; i+n <= len(b); i++ {
		have[hashWords(b[i:i+n])] = true
	}
	hits := 0
	for i := 0; i+n <= len(a); i++ {
		if have[hashWords(a[i:i+n])] {
			hits++
		}
	}
	return float64(hits) / float64(len(a)-n+1)
}
