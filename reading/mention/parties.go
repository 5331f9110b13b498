package mention

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/reading/tree"
)

// Party is one place where a party is named: tokens [First, Last).
type Party struct {
	First, Last int
	Code        string
	Name        string
	How         knowledge.How
}

// parties finds where the parties that knowledge lists are named, from left to right, the
// longest form first; tokens inside the names of people are passed over.
func parties(t *tree.Tree, person []int) []Party {
	var out []Party
	for i := 0; i < len(t.Tokens); {
		if person[i] >= 0 {
			i++
			continue
		}
		end, forms := knowledge.Longest(t.Text, t.Tokens[i].Start)
		if end <= t.Tokens[i].Start || len(forms) == 0 || lowName(t, i) {
			i++
			continue
		}
		f := forms[0]
		last := t.At(end)
		if last < len(t.Tokens) && t.Tokens[last].Start < end {
			last++
		}
		last = max(last, i+1)
		out = append(out, Party{First: i, Last: last, Code: f.Party.Code, Name: f.Party.Name, How: f.How})
		i = last
	}
	return out
}

// lowName keeps the pronoun "us" and the like from being read as names.
func lowName(t *tree.Tree, i int) bool {
	return !t.Cap(i) && !strings.HasPrefix(t.Low[i], "the")
}

// Lookup tells which party words name, in any way of naming, and whether it is a state.
func Lookup(words string) (party string, state, ok bool) {
	forms := knowledge.Lookup(words)
	if len(forms) == 0 {
		return "", false, false
	}
	p := forms[0].Party
	switch forms[0].How {
	case knowledge.BySeat, knowledge.ByCapital:
		return p.Name, false, true
	}
	return p.Name, knowledge.StateOf(p.Code) == p.Code, true
}
