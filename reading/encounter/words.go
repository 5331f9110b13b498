package encounter

import (
	"sort"
	"strings"

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

// phrases maps the phrases of a data file to their class, found by their first word.
type phrases map[string][]phrase

type phrase struct {
	words []string
	class string
}

func readPhrases(file string) phrases {
	out := phrases{}
	for _, r := range words.Table(file, 2) {
		ws := strings.Fields(r[0])
		out[ws[0]] = append(out[ws[0]], phrase{ws, r[1]})
	}
	for _, ps := range out {
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].words) > len(ps[j].words) })
	}
	return out
}

var (
	statusWords  = readPhrases("status.tsv")
	outcomeWords = readPhrases("outcome.tsv")
)

// at returns the longest phrase that begins at token i, or nil.
func (p phrases) at(t *tree.Tree, i, end int) *phrase {
	for k, x := range p[t.Low[i]] {
		if i+len(x.words) > end {
			continue
		}
		ok := true
		for j, w := range x.words {
			if t.Low[i+j] != w {
				ok = false
				break
			}
		}
		if ok {
			return &p[t.Low[i]][k]
		}
	}
	return nil
}
