package who

import (
	"rapporteur/reading/tree"
)

// guess finds names by their capitals where the document carries no name tags: two or more
// capitalised words after a title or beginning with a known given name, and their last
// words standing alone.
func guess(t *tree.Tree) [][2]int {
	var out [][2]int
	surname := map[string]bool{}
	n := len(t.Tokens)
	runs := func(visit func(i, j int)) {
		for i := 0; i < n; {
			if !t.Cap(i) || t.Punct(i) || len(t.Form(i)) < 2 {
				i++
				continue
			}
			j := i + 1
			for j < n && t.Sent[j] == t.Sent[i] && t.Para[j] == t.Para[i] && (t.Cap(j) && !t.Punct(j) || t.Form(j) == "." && t.Tokens[j-1].Glued && j-i > 0 && len(t.Form(j-1)) == 1) {
				j++
			}
			visit(i, j)
			i = j
		}
	}
	runs(func(i, j int) {
		k := i
		for x := i; x < j-1; x++ {
			if isHead(t, x) || voc.is(t.Low[x], "style") || roleWord(t, x) && voc.given[t.Low[x]] == 0 {
				k = x + 1
			}
		}
		titled := k > i || i > 0 && isHead(t, i-1)
		if k < j && (titled && j-k <= 4 || j-k >= 2 && j-k <= 4 && voc.given[Fold(t.Form(k))] != 0) && !followed(t, j) && !roleWord(t, j-1) {
			out = append(out, [2]int{k, j})
			surname[t.Low[j-1]] = true
		}
	})
	runs(func(i, j int) {
		if j-i == 1 && surname[t.Low[i]] && !followed(t, j) {
			for _, o := range out {
				if o[0] <= i && i < o[1] {
					return
				}
			}
			out = append(out, [2]int{i, j})
		}
	})
	return out
}
