package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"rapporteur/reading/speech"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

// statements trains which cue with which content is a statement.
func statements(articles []*article, root string) error {
	var xs []weigh.Example
	var of []int
	yes, gold := 0, 0
	for n, a := range articles {
		gold += len(a.Statements)
		for _, x := range speech.Examples(a.web) {
			of = append(of, n)
			class := 1
			for _, s := range a.Statements {
				if overlap(strings.Join(s.Content, " "), x.Content) >= 0.5 {
					class = 0
				}
			}
			if class == 0 {
				yes++
			}
			xs = append(xs, weigh.Example{X: x.Features, Class: class})
		}
	}
	fmt.Printf("statement: %d candidates, %d of them statements; %d annotated\n", len(xs), yes, gold)
	check([]string{"yes", "no"}, xs, of, 1, gold, options)
	m := weigh.Train([]string{"yes", "no"}, xs, options)
	return save(filepath.Join(root, "speech", "statement.weights"), m)
}

// overlap is the share of words that two texts have in common: of all that either has.
func overlap(text string, spans []record.Span) float64 {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Quote)
		b.WriteByte(' ')
	}
	x, y := bag(text), bag(b.String())
	both, all := 0, 0
	for w, n := range x {
		both += min(n, y[w])
		all += n
	}
	for _, n := range y {
		all += n
	}
	if all == both {
		return 0
	}
	return float64(both) / float64(all-both)
}

func bag(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && r != '’' && r != '“' && r != '”' && r != '‘')
	}) {
		out[w]++
	}
	return out
}
