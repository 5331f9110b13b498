package encounter

import (
	"rapporteur/knowledge/words"
	"rapporteur/reading/tree"
)

// trigger is a word that reports an encounter.
type trigger struct {
	base, kind, needs string
	verb              bool
}

// triggers are the words of meeting by each of their forms; a form may be noun and verb.
var triggers = func() map[string][]trigger {
	out := map[string][]trigger{}
	for _, r := range words.Table("meeting.tsv", 5) {
		x := trigger{base: r[0], kind: r[2], needs: r[3], verb: r[1] == "verb"}
		forms := words.Forms(r[0], r[4])
		if !x.verb {
			forms = forms[:2]
		}
		for _, f := range forms {
			out[f] = append(out[f], x)
		}
	}
	return out
}()

var (
	statusWords  = tree.ReadPhrases("status.tsv")
	outcomeWords = tree.ReadPhrases("outcome.tsv")
	outcomeActs  = tree.ReadPhrases("outcome-acts.tsv")
	outcomeTurns = words.Set("outcome-turns.txt")
	outcomeSides = tree.ReadPhrases("outcome-sides.tsv")
)
