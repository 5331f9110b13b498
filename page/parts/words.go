package parts

import (
	"embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data
var data embed.FS

// eachRow calls f with the tab-separated fields of every row of a data file;
// blank rows and rows that begin with "#" are comments.
func eachRow(name string, f func(fields []string)) {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(fmt.Sprintf("parts: embedded table %s: %v", name, err))
	}
	for _, row := range strings.Split(string(b), "\n") {
		if row = strings.TrimRight(row, "\r"); row == "" || row[0] == '#' {
			continue
		}
		f(strings.Split(row, "\t"))
	}
}

const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// spaceless tells whether r belongs to a script that is written without spaces,
// where every character counts as a word of its own.
func spaceless(r rune) bool {
	return r >= 0x0E00 && (r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF ||
		r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF || r <= 0x0E7F || r >= 0x20000 && r <= 0x2FA1F)
}

// lower folds the case of the letters that news is written in; ASCII first.
func lower(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r >= 0xC0 && r <= 0xDE && r != 0xD7:
		return r + 0x20
	case r < 0x100 || r >= 0x0500:
		return r
	}
	return unicode.ToLower(r)
}

// wordRune tells whether r can stand in a word.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// wordHashes returns the hash of each folded word of s.
func wordHashes(s string) []uint64 {
	var out []uint64
	h, in := uint64(hashStart), false
	for _, r := range s {
		if !wordRune(r) || spaceless(r) {
			if in {
				out = append(out, h)
			}
			h, in = hashStart, false
			if wordRune(r) {
				out = append(out, (hashStart^uint64(r))*hashPrime)
			}
			continue
		}
		h, in = (h^uint64(lower(r)))*hashPrime, true
	}
	if in {
		out = append(out, h)
	}
	return out
}
