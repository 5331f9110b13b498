package parts

import "strings"

var agencies = func() map[string]string {
	m := map[string]string{}
	eachRow("agencies.tsv", func(f []string) {
		for _, form := range strings.Split(f[1], "|") {
			m[foldName(form)] = f[0]
		}
	})
	return m
}()

// pictureAgencies are the shown names of agencies that give pictures alone.
var pictureAgencies = func() map[string]bool {
	m := map[string]bool{}
	eachRow("agencies.tsv", func(f []string) {
		if len(f) > 2 && f[2] == "pictures" {
			m[f[0]] = true
		}
	})
	return m
}()

// foldName folds case and punctuation.
func foldName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) }), " ")
}

// Agency returns the shown name of a news or picture agency, in whatever form it is written.
func Agency(s string) (string, bool) {
	if len(s) > 60 {
		return "", false
	}
	a, ok := agencies[foldName(s)]
	return a, ok
}
