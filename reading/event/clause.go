package event

import (
	"strings"

	"rapporteur/reading/tree"
)

// clause is what stands around a verb, gathered when a row asks for it.
type clause struct {
	v             int
	subj          int // its own subject in the active, the agent in the passive; -1 for none
	obj           int // its object, or the subject of the passive; -1 for none
	inf           int // verb of its infinitive or -ing clause
	fin           int // verb of its finite clause
	passive       bool
	head, wide    mask // classes of the object
	subject, span mask
	spanDone      bool
}

// base is the lemma of token i, or its form in small letters where the parse gives none.
func base(t *tree.Tree, i int) string {
	l := t.Tokens[i].Lemma
	if l == "" || l == "_" {
		return t.Low[i]
	}
	for k := 0; k < len(l); k++ {
		if l[k] >= 'A' && l[k] <= 'Z' {
			return strings.ToLower(l)
		}
	}
	return l
}

// verbAt is the base form of the verb at token i that the lexicon may list: its lemma, or
// what its form is a form of where the parse gives a lemma that is listed nowhere.
func verbAt(t *tree.Tree, i int) string {
	l := base(t, i)
	if _, ok := lex.verbs[l]; ok {
		return l
	}
	if b, ok := lex.forms[t.Low[i]]; ok {
		return b
	}
	return l
}

// class is the classes of the noun at token i.
func class(t *tree.Tree, i int) mask {
	if m, ok := lex.nouns[base(t, i)]; ok {
		return m
	}
	return lex.nouns[t.Low[i]]
}

// clauseOf gathers the clause of verb v.
func clauseOf(t *tree.Tree, v int) *clause {
	c := &clause{v: v, subj: -1, obj: -1, inf: -1, fin: -1}
	for _, k := range t.Kids[v] {
		switch {
		case t.Is(k, "nsubj:pass"):
			c.passive = true
			c.obj = k
		case t.Is(k, "nsubj") && c.subj < 0:
			c.subj = k
		case t.Is(k, "aux:pass"):
			c.passive = true
		case t.Is(k, "obj") && c.obj < 0:
			c.obj = k
		case t.Is(k, "xcomp") && c.inf < 0 && (t.Tokens[k].UPOS == "VERB" || t.Tokens[k].UPOS == "ADJ" && t.Kid(k, "mark") >= 0):
			c.inf = k
		case t.Is(k, "ccomp") && c.fin < 0 && k > v:
			c.fin = k
		}
	}
	c.finish(t)
	return c
}

// finish adds what takes a second look: infinitives under other names, the noun that a
// participle describes, the agent of a passive, the classes.
func (c *clause) finish(t *tree.Tree) {
	v := c.v
	for _, k := range t.Kids[v] {
		if c.inf < 0 && k > v && t.Is(k, "advcl", "ccomp", "acl") && t.Tokens[k].UPOS == "VERB" {
			if m := t.Kid(k, "mark"); m >= 0 && t.Low[m] == "to" && m > v && t.Kid(k, "nsubj") < 0 {
				c.inf = k
			}
		}
		if t.Is(k, "obl:agent") || c.passive && t.Is(k, "obl") && kidIs(t, k, "by") {
			c.subj = k
		}
	}
	if t.Is(v, "acl") && t.Tokens[v].Head >= 0 {
		h := t.Tokens[v].Head
		switch {
		case t.Tokens[v].XPOS == "VBN" && !t.Is(v, "acl:relcl") && c.obj < 0:
			c.obj, c.passive = h, true
		case c.subj < 0:
			c.subj = h
		case relative(t, c.subj):
			c.subj = h
		}
	}
	if c.passive && c.obj >= 0 && relative(t, c.obj) && t.Is(v, "acl") {
		c.obj = t.Tokens[v].Head
	}
	// The infinitive that hangs on the object is the verb's own: "its call on rebels to disarm".
	if c.inf < 0 && c.obj > v {
		if k := t.Kid(c.obj, "acl"); k >= 0 && t.Tokens[k].UPOS == "VERB" && kidIs(t, k, "to") {
			c.inf = k
		}
	}
	if c.obj >= 0 {
		c.head, c.wide = class(t, c.obj), within(t, c.obj, 0)
	}
	if c.subj >= 0 {
		c.subject = within(t, c.subj, 1)
	} else if k := t.Tokens[v].Head; t.Is(v, "conj") && k >= 0 {
		if s := t.Kid(k, "nsubj"); s >= 0 {
			c.subject = within(t, s, 1)
		}
	}
}

func relative(t *tree.Tree, i int) bool {
	switch t.Low[i] {
	case "who", "which", "that", "whom":
		return true
	}
	return false
}

// kidIs tells whether a preposition or mark of token i is the word.
func kidIs(t *tree.Tree, i int, w string) bool {
	for _, k := range t.Kids[i] {
		if t.Low[k] == w && t.Is(k, "case", "mark", "aux") {
			return true
		}
	}
	return false
}

// within is the classes of noun i and of what is joined to it, a few steps deep; clauses
// that describe it are left out.
func within(t *tree.Tree, i, depth int) mask {
	m := class(t, i)
	if depth >= 4 {
		return m
	}
	for _, k := range t.Kids[i] {
		if t.Is(k, "compound", "nmod", "conj", "amod", "obj", "obl", "nummod", "appos", "flat") && !t.Is(k, "nmod:poss", "obl:tmod", "nmod:tmod") {
			m.add(within(t, k, depth+1))
		}
	}
	return m
}

// spanMask is the classes of all words of the clause, but for those under another clause.
func (c *clause) spanMask(t *tree.Tree) mask {
	if !c.spanDone {
		c.spanDone = true
		c.span = under(t, c.v, 0)
		c.span.add(c.wide)
	}
	return c.span
}

func under(t *tree.Tree, i, depth int) mask {
	m := class(t, i)
	if depth >= 8 {
		return m
	}
	for _, k := range t.Kids[i] {
		if depth == 0 && t.Is(k, "conj", "parataxis") || t.Is(k, "acl:relcl", "punct") {
			continue
		}
		m.add(under(t, k, depth+1))
	}
	return m
}

// prep finds the noun that verb v or its object joins with a preposition and that
// follows; -1 for none.
func (c *clause) prep(t *tree.Tree, w string) int {
	for _, at := range [2]int{c.v, c.obj} {
		if at < 0 {
			continue
		}
		for _, k := range t.Kids[at] {
			if k < at {
				continue
			}
			if t.Is(k, "obl", "nmod", "iobj") && kidIs(t, k, w) || w != "to" && t.Is(k, "advcl") && kidIs(t, k, w) {
				return k
			}
		}
	}
	return -1
}

// met tells whether the clause meets a need.
func (r *reader) met(c *clause, n *need) bool {
	ok := false
	t := r.t
	switch n.kind {
	case 'v':
		ok = c.passive
	case 'o':
		ok = c.obj >= 0 && (n.any || c.wide.meets(n.classes))
	case 'h':
		ok = c.obj >= 0 && (n.any || c.head.meets(n.classes))
	case 'n':
		ok = c.obj >= 0 && (t.Tokens[c.obj].UPOS == "PROPN" || r.w.PersonAt(c.obj) != nil || r.w.PartyAt(c.obj) != nil)
	case 's':
		ok = c.subject.meets(n.classes)
	case 'x':
		m := c.spanMask(t)
		ok = m.meets(n.classes)
	case 'p':
		if k := c.prep(t, n.prep); k >= 0 {
			if ok = n.any; !ok {
				m := within(t, k, 0)
				ok = m.meets(n.classes)
				if n.prep == "to" || n.prep == "on" {
					ok = ok || n.classes.meets(actorMask) && r.actorish(k)
				}
			}
		}
	case 'i', 'c':
		k := c.inf
		if n.kind == 'c' {
			k = c.fin
		}
		ok = k >= 0
		if ok && len(n.types) > 0 {
			x := r.match(k)
			ok = x != nil && contains(n.types, x.typ)
		}
	}
	return ok != n.not
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

var actorMask, chargeMask, groupMask = lex.mask("actor"), lex.mask("lawsuit"), lex.mask("group")
