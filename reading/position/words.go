package position

import (
	"strings"

	"rapporteur/knowledge/words"
)

// trigger is a word with which a party takes a position.
type trigger struct {
	base, part, stance  string
	inf, object, clause bool
	weak                bool // a word of many senses that alone tells nothing
	preps               []string
}

// triggers are those of stance.tsv by each of their forms.
var triggers = func() map[string][]*trigger {
	out := map[string][]*trigger{}
	for _, r := range words.Table("stance.tsv", 5) {
		x := &trigger{base: r[0], part: r[1], stance: r[2]}
		for _, f := range strings.Fields(r[3]) {
			switch {
			case f == "i":
				x.inf = true
			case f == "o":
				x.object = true
			case f == "c":
				x.clause = true
			case f == "weak":
				x.weak = true
			case strings.HasPrefix(f, "p:"):
				x.preps = append(x.preps, f[2:])
			}
		}
		forms := []string{r[0]}
		switch x.part {
		case "verb":
			forms = words.Forms(r[0], r[4])
		case "noun":
			forms = words.Forms(r[0], "")[:2]
		}
		for _, f := range forms {
			out[f] = append(out[f], x)
		}
	}
	return out
}()

// stems are words with what they tell: whole ones, and beginnings ("territor*").
type stems struct{ whole, begin map[string]string }

func readStems(file string) stems {
	out := stems{map[string]string{}, map[string]string{}}
	for _, r := range words.Table(file, 2) {
		if s, ok := strings.CutSuffix(r[0], "*"); ok {
			out.begin[s] = r[1]
		} else {
			out.whole[r[0]] = r[1]
		}
	}
	return out
}

// of is what a word tells, and whether it stands in the file.
func (s stems) of(w string) (string, bool) {
	if x, ok := s.whole[w]; ok {
		return x, true
	}
	for n := min(len(w), 12); n >= 3; n-- {
		if x, ok := s.begin[w[:n]]; ok {
			return x, true
		}
	}
	return "", false
}

var issues, harms = readStems("issues.tsv"), readStems("harm.tsv")

// issueOf is the issue that a word speaks of, or empty.
func issueOf(w string) string {
	x, _ := issues.of(w)
	return x
}

// harm tells how surely a word speaks of harm or cost: "sure", "maybe" or empty.
func harm(w string) string {
	x, _ := harms.of(w)
	return x
}
