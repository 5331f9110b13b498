package encounter

import (
	"slices"
	"strings"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// How far over the tree a word of outcome may stand from the word that reports the
// encounter: said of the encounter itself, and as an act of those who met.
const (
	tellsOutcome = 6
	tellsAct     = 12
)

// aside is what an encounter that only dates what is told stands further off: "the talks
// have stalled since the summit".
const aside = 3

var asideOf = map[string]bool{"since": true, "before": true, "until": true, "ahead": true, "for": true, "toward": true, "towards": true}

// follow is how many sentences behind an encounter's may still tell what came of it.
const follow = 2

// worse orders outcomes: where a story tells several, the last of these stands.
var worse = []string{"", record.Progress, record.Agreement, record.NoProgress, record.Breakdown}

// cue is one place that tells an outcome.
type cue struct {
	tok     int
	words   int // how many
	outcome string
	act     bool // done by those who met, not said of the encounter
}

// spot is a candidate with the group that it is of; nil where it reports no encounter.
type spot struct {
	c *Candidate
	g *group
}

// outcomes reads what came of the encounters that took place: each word of outcome goes to
// the encounter nearest to it in its sentence, or to the one just told where its sentence
// only points back ("the talks", "they", "both sides").
func outcomes(w *mention.Web, groups []*group, rest []*Candidate) {
	at := map[int][]spot{}
	for _, g := range groups {
		for _, c := range g.cands {
			at[c.Sent] = append(at[c.Sent], spot{c, g})
		}
		if g.kind == record.Signing && done(g.status) {
			g.outcome = record.Agreement
		}
	}
	for _, c := range rest {
		at[c.Sent] = append(at[c.Sent], spot{c: c})
	}
	for n := range w.T.Sentences {
		if !toldBy(at, n) {
			continue
		}
		for _, q := range cues(w.T, n) {
			g := owner(w, at, n, q)
			if g != nil && done(g.status) && slices.Index(worse, q.outcome) > slices.Index(worse, g.outcome) {
				g.outcome = q.outcome
			}
		}
	}
}

// toldBy tells whether an encounter is told in sentence n or just before it.
func toldBy(at map[int][]spot, n int) bool {
	for k := n; k >= n-follow; k-- {
		if len(at[k]) > 0 {
			return true
		}
	}
	return false
}

// cues finds the words of outcome of a sentence that speak of what is, not of what may be.
func cues(t *tree.Tree, n int) []cue {
	var out []cue
	s := t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		p, act := outcomeWords.At(t, i, s.Last), false
		if p == nil {
			p, act = outcomeActs.At(t, i, s.Last), true
		}
		if p == nil {
			continue
		}
		outcome := p.Class
		if outcome == record.Progress || outcome == record.Agreement {
			if turned(t, i, s.First) {
				outcome = record.NoProgress
				if act {
					outcome = ""
				}
			}
		}
		if outcome != "" && !unreal(t, i) {
			out = append(out, cue{i, len(p.Words), outcome, act})
		}
		i += len(p.Words) - 1
	}
	return out
}

// turned tells whether a word before token i, or on its verb, turns it about: "no visible
// progress", "has not made progress".
func turned(t *tree.Tree, i, first int) bool {
	for k := max(first, i-3); k < i; k++ {
		if outcomeTurns[t.Low[k]] {
			return true
		}
	}
	for h, steps := i, 0; h >= 0 && steps < 2; h, steps = t.Tokens[h].Head, steps+1 {
		for _, k := range t.Kids[h] {
			if k < i && t.Is(k, "advmod", "det", "amod", "aux") && outcomeTurns[t.Low[k]] || h == i && k > i && outcomeTurns[t.Low[k]] {
				return true // "agreed on nothing" too
			}
		}
	}
	return false
}

// unreal tells whether token i is only hoped for, planned, possible or set as a condition.
func unreal(t *tree.Tree, i int) bool {
	for _, x := range strings.Fields(modality(t, i)) {
		switch x {
		case "inf", "will", "would", "may", "if", "until", "whether", "wish", "plan", "condition", "refuse", "deny":
			return true
		}
	}
	return false
}

// owner is the group whose outcome a cue of sentence n tells, or nil.
func owner(w *mention.Web, at map[int][]spot, n int, q cue) *group {
	t := w.T
	limit, by := tellsOutcome, subject(t, q.tok)
	back := ""
	if by >= q.tok && by < q.tok+q.words {
		back = "it" // "no agreement was reached"
	} else if by >= 0 {
		if p := outcomeSides.At(t, by, by+1); p != nil {
			back = p.Class
		}
	}
	if q.act {
		limit = tellsAct
	} else if back != "" {
		limit += 8 // "It went well, he said after the meeting."
	}
	var best *spot
	near := limit + 1
	for k := range at[n] {
		x := &at[n][k]
		d := path(t, x.c.Tok, q.tok)
		if k := t.Kid(x.c.Tok, "case"); k >= 0 && asideOf[t.Low[k]] {
			d += aside
		}
		if clauseOf(t, q.tok, x.c.Tok) {
			d = 1
		}
		if d < near {
			best, near = x, d
		}
	}
	switch {
	case best != nil && best.g != nil:
		if q.act && back != "sides" && !best.g.does(w, by, 1) {
			return nil
		}
		return best.g
	case best != nil && !q.act:
		// "The talks were hard": no encounter of its own, but the one just told.
		if definite(t, best.c.Tok) {
			return before(at, n, best.c.Kind)
		}
		if back == "" {
			return nil
		}
		return before(at, n, "")
	case best != nil:
		return nil
	}
	g := before(at, n, "")
	switch {
	case g == nil:
		return nil
	case q.act && back == "sides", !q.act && back != "", q.act && g.does(w, by, 2):
		return g
	}
	return nil
}

// clauseOf tells whether token i stands in a clause that tells of noun h: "talks that have
// stalled", "rounds of talks, which were called constructive".
func clauseOf(t *tree.Tree, i, h int) bool {
	for steps := 0; i >= 0 && steps < 3; steps++ {
		head := t.Tokens[i].Head
		if t.Is(i, "acl") && (head == h || head >= 0 && head == t.Tokens[h].Head && t.Is(h, "nmod")) {
			return true
		}
		i = head
	}
	return false
}

// subject is the token that names who or what does or is what token i says; -1 for none.
func subject(t *tree.Tree, i int) int {
	for v, steps := i, 0; v >= 0 && steps < 3; v, steps = t.Tokens[v].Head, steps+1 {
		if s := subjects(t, v); len(s) > 0 {
			return s[0]
		}
		if s := upSubjects(t, v); len(s) > 0 {
			return s[0]
		}
	}
	return -1
}

// does tells whether at least n of those who take part in the encounter are named by the
// phrase of token i.
func (g *group) does(w *mention.Web, i, n int) bool {
	if i < 0 {
		return false
	}
	first, last := w.T.Span(i)
	seen := 0
	x := w.Resolve(first, last, i)
	for _, a := range x.Actors {
		named := slices.ContainsFunc(g.parties, func(p record.Actor) bool { return p.Name == a.Name })
		for _, k := range g.people {
			named = named || w.People.List[k].ID == a.ID
		}
		if named {
			seen++
		}
	}
	return seen >= n
}

// definite tells whether a noun points to something told: "the talks", "their meeting",
// "Tuesday's session".
func definite(t *tree.Tree, i int) bool {
	for _, k := range t.Kids[i] {
		if t.Is(k, "nmod:poss") {
			return true
		}
		switch t.Low[k] {
		case "the", "this", "these", "those", "that", "both":
			return t.Is(k, "det")
		}
	}
	return false
}

// before is the group told last before sentence n, of the kind if one is given.
func before(at map[int][]spot, n int, kind string) *group {
	for k := n - 1; k >= n-follow; k-- {
		for j := len(at[k]) - 1; j >= 0; j-- {
			if g := at[k][j].g; g != nil && (kind == "" || kin(g.kind, kind)) {
				return g
			}
		}
	}
	return nil
}
