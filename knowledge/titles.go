package knowledge

import (
	"strings"
	"sync"
)

// Title is an office, rank or address.
type Title struct {
	Text  string // lower case
	Level string // leader, minister, envoy… as titles.tsv lists them
	Of    string // state, organisation, group, person, office or none
	Short bool   // may stand right before a name
}

var titles = sync.OnceValue(func() map[string]Title {
	out := map[string]Title{}
	for _, r := range table("titles.tsv", 4) {
		out[r[0]] = Title{Text: r[0], Level: r[1], Of: r[2], Short: r[3] == "yes"}
	}
	return out
})

// TitleOf returns the office of those words ("Foreign Minister"), in any case.
func TitleOf(words string) (Title, bool) {
	t, ok := titles()[strings.ToLower(Fold(words))]
	return t, ok
}
