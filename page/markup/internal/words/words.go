// Package words folds texts for comparison: case, punctuation and spaces make no difference.
package words

import (
	"unicode"
	"unicode/utf8"
)

const (
	start = 14695981039346656037
	prime = 1099511628211
)

// Hashes are the hashes of a text's folded words; characters of scripts written
// without spaces are words of their own.
func Hashes(s string) []uint64 {
	out := make([]uint64, 0, len(s)/6+1)
	h, in := uint64(start), false
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r |= 0x20
		case r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			if r == 0xAD || r == 0x200B {
				continue
			}
			if in {
				out = append(out, h)
			}
			h, in = start, false
			continue
		default:
			r = unicode.ToLower(r)
		}
		if r >= 0x3040 && (r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0x20000) {
			if in {
				out = append(out, h)
			}
			out = append(out, (start^uint64(r))*prime)
			h, in = start, false
			continue
		}
		h, in = (h^uint64(r))*prime, true
	}
	if in {
		out = append(out, h)
	}
	return out
}

// Key is a hash of a text's words in order; equal for texts that differ in case,
// punctuation and spaces alone.
func Key(s string) uint64 { return Fold(Hashes(s)) }

// Fold is the Key of a text of these words.
func Fold(hs []uint64) uint64 {
	k := uint64(start)
	for _, h := range hs {
		k = (k ^ h) * prime
		k ^= k >> 29
	}
	return k
}

// Grams calls f with the hash of every n words in a row, or of all where there are fewer.
func Grams(hs []uint64, n int, f func(uint64)) {
	if len(hs) == 0 {
		return
	}
	if len(hs) < n {
		f(Fold(hs))
		return
	}
	for i := 0; i+n <= len(hs); i++ {
		f(Fold(hs[i : i+n]))
	}
}

// Set is a set of word triples.
type Set map[uint64]bool

// SetOf is the set of a text's word triples.
func SetOf(s string) Set {
	set := Set{}
	Grams(Hashes(s), 3, func(g uint64) { set[g] = true })
	return set
}

// Share is the share of a text's word triples that the set has, in percent.
func (set Set) Share(hs []uint64) int32 {
	var n, in int32
	Grams(hs, 3, func(g uint64) {
		n++
		if set[g] {
			in++
		}
	})
	if n == 0 {
		return 0
	}
	return 100 * in / n
}
