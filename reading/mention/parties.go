package mention

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/reading/tree"
)

// Party is one place where a party is named: tokens [First, Last). Code is empty where
// knowledge does not list it; For is the code of the party it acts for, empty if unknown.
type Party struct {
	First, Last int
	Code, For   string
	Name        string
	How         knowledge.How
}

// parties finds where parties are named, from left to right, the longest form first: those
// that knowledge lists, and the organisations that only the name tags tell. Tokens inside
// the names of people are passed over.
func parties(t *tree.Tree, person []int) []Party {
	org := make([]int, len(t.Tokens)) // token -> end of the organisation that begins there
	for _, n := range t.Names {
		if n.Type == "ORG" {
			org[n.First] = n.Last
		}
	}
	var out []Party
	short := map[string]int{} // short forms and last words of unlisted organisations
	for i := 0; i < len(t.Tokens); {
		if person[i] >= 0 {
			i++
			continue
		}
		m, ok := listed(t, i)
		if o, found := unlisted(t, i, org[i], m, ok); found {
			m, ok = o, true
			if k, known := short[m.Name]; known {
				m.Name, m.For = out[k].Name, out[k].For
			} else {
				shorten(t, m, short, len(out))
			}
		} else if k, known := short[t.Form(i)]; !ok && known && t.Cap(i) && t.Form(i) == strings.ToUpper(t.Form(i)) {
			m, ok = Party{First: i, Last: i + 1, Name: out[k].Name, For: out[k].For}, true
		}
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.Last
	}
	return out
}

// listed finds the party of knowledge whose form begins at token i.
func listed(t *tree.Tree, i int) (Party, bool) {
	end, forms := knowledge.Longest(t.Text, t.Tokens[i].Start)
	if end <= t.Tokens[i].Start || len(forms) == 0 || lowName(t, i) {
		return Party{}, false
	}
	f := forms[0]
	last := t.At(end)
	if last < len(t.Tokens) && t.Tokens[last].Start < end {
		last++
	}
	return Party{First: i, Last: max(last, i+1), Code: f.Party.Code, For: actsFor(f.Party.Code).ID, Name: f.Party.Name, How: f.How}, true
}

// unlisted makes a party of the organisation tagged from token i to end where no listed
// party covers its noun: "Israeli Foreign Ministry" is more than Israel.
func unlisted(t *tree.Tree, i, end int, m Party, ok bool) (Party, bool) {
	if end == 0 || ok && m.Last >= end {
		return Party{}, false
	}
	for k := i + 1; k < end; k++ {
		if t.Form(k) == "(" {
			end = k
		}
	}
	for end > i+1 && (t.Low[end-1] == "'s" || t.Punct(end-1)) {
		end--
	}
	first := i
	if t.Low[i] == "the" && end > i+1 {
		first++
	}
	if ok && m.Last >= end || person(t, first, end) {
		return Party{}, false
	}
	o := Party{First: i, Last: end, Name: t.Cut(first, end)}
	if ok {
		o.For = m.For
	} else if x, found := listed(t, first); found {
		o.For = x.For
	}
	return o, true
}

// person tells whether the tagged organisation is one word in small letters or a number.
func person(t *tree.Tree, first, end int) bool {
	return end-first == 1 && !t.Cap(first)
}

// shorten notes how an unlisted organisation may be called later: its initials, given in
// brackets behind it, and its last word.
func shorten(t *tree.Tree, m Party, short map[string]int, at int) {
	short[m.Name] = at
	if m.Last+1 < len(t.Tokens) && t.Form(m.Last) == "(" {
		short[t.Form(m.Last+1)] = at
	}
	if m.Last-m.First > 1 {
		if w := t.Form(m.Last - 1); len(w) > 3 && notIn(short, w) {
			short[w] = at
		}
	}
}

func notIn(m map[string]int, w string) bool { _, ok := m[w]; return !ok }

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
