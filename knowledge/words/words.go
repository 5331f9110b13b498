// Package words holds the vocabulary of reported diplomacy: the verbs and nouns of
// speech, of meeting, of stance, of offices and of texts on the table, each in a plain
// tab-separated file that a reader of the domain can mend.
//
// A file has a header comment that explains its columns; lines that begin with '#' and
// empty lines carry nothing. Verbs stand in their base form, with irregular forms in a
// column of their own where they have any; [Forms] builds the regular ones.
package words

import (
	"embed"
	"strings"

	"rapporteur/knowledge/tsv"
)

//go:embed *.tsv *.txt
var files embed.FS

// Table returns the rows of a data file, each cut into its columns; a missing column is
// an empty string, so that every row has width columns. It panics where the file is not
// part of the package: that is a fault of the program, found by its tests.
func Table(name string, width int) [][]string {
	rows := tsv.Rows(files, name)
	for i, cells := range rows {
		row := make([]string, max(width, len(cells)))
		for k, c := range cells {
			row[k] = strings.TrimSpace(c)
		}
		rows[i] = row
	}
	return rows
}

// Set returns the first column of a data file, lower-cased, as a set.
func Set(name string) map[string]bool {
	out := map[string]bool{}
	for _, row := range Table(name, 1) {
		out[strings.ToLower(row[0])] = true
	}
	return out
}

// Forms returns the inflected forms of an English verb or noun given in its base form:
// itself, -s, -ed and -ing by the rules of spelling, and the irregular forms, which are
// given separated by blanks and replace the regular past.
func Forms(base, irregular string) []string {
	out := []string{base, plural(base), ing(base)}
	if irregular == "" {
		return append(out, past(base))
	}
	return append(out, strings.Fields(irregular)...)
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

func plural(w string) string {
	n := len(w)
	switch {
	case n > 1 && w[n-1] == 'y' && !isVowel(w[n-2]):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"),
		strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

func past(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case n > 1 && w[n-1] == 'y' && !isVowel(w[n-2]):
		return w[:n-1] + "ied"
	}
	return double(w) + "ed"
}

func ing(w string) string {
	if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && len(w) > 2 {
		return w[:len(w)-1] + "ing"
	}
	return double(w) + "ing"
}

// double doubles the last consonant of a one-syllable word that ends in consonant,
// vowel, consonant ("slam", "plan"); longer words that do so are given as irregular.
func double(w string) string {
	n := len(w)
	if n < 3 || n > 4 || isVowel(w[n-1]) || !isVowel(w[n-2]) || isVowel(w[n-3]) || strings.IndexByte("wxy", w[n-1]) >= 0 {
		return w
	}
	return w + w[n-1:]
}
