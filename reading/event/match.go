package event

import (
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
)

// match is what the verb file says of one verb.
type match struct {
	c         *clause
	typ, mode string
	cameo     string
	composed  bool // what it governs is its content, not a fact
	inner     int  // verb of its content, or -1
	loose     bool // told only where somebody is at its receiving end
}

// reader reads the events of one document.
type reader struct {
	t     *tree.Tree
	w     *mention.Web
	memo  []*match
	tried []bool
	depth int
}

func newReader(w *mention.Web) *reader {
	n := len(w.T.Tokens)
	return &reader{t: w.T, w: w, memo: make([]*match, n), tried: make([]bool, n)}
}

// maxDepth bounds how deep one clause is looked at from within another.
const maxDepth = 12

// match finds the row that token v meets, or nil.
func (r *reader) match(v int) *match {
	if r.tried[v] {
		return r.memo[v]
	}
	if u := r.t.Tokens[v].UPOS; u != "VERB" && u != "ADJ" || r.depth > maxDepth {
		return nil
	}
	r.tried[v] = true
	rules := lex.verbs[verbAt(r.t, v)]
	if len(rules) == 0 {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	var c *clause
	for k := range rules {
		x := &rules[k]
		if x.particle != "" && !r.particle(v, x.particle) {
			continue
		}
		if c == nil {
			c = clauseOf(r.t, v)
		}
		if r.all(c, x) {
			if m := r.of(c, x); m != nil {
				r.memo[v] = m
				break
			}
		}
	}
	return r.memo[v]
}

func (r *reader) all(c *clause, x *rule) bool {
	for k := range x.needs {
		if !r.met(c, &x.needs[k]) {
			return false
		}
	}
	return true
}

// particle tells whether the particle stands with verb v.
func (r *reader) particle(v int, w string) bool {
	if v+1 < len(r.t.Low) && r.t.Low[v+1] == w {
		return true
	}
	for _, k := range r.t.Kids[v] {
		if r.t.Low[k] == w && r.t.Is(k, "compound:prt", "advmod", "case") {
			return true
		}
	}
	return false
}

// of makes the match of a row, nil where the row asks for a content that is not there; its mode and
// code are composed of what it is about.
func (r *reader) of(c *clause, x *rule) *match {
	m := &match{c: c, typ: x.typ, mode: x.mode, cameo: x.cameo, inner: -1, loose: x.loose}
	if x.typ == "-" {
		m.composed = true
	}
	if c.inf >= 0 {
		m.inner = c.inf
	} else if c.fin >= 0 {
		m.inner = c.fin
	}
	if !x.composable {
		return m
	}
	m.composed = true
	content := ""
	if m.inner >= 0 {
		if y := r.match(m.inner); y != nil {
			content = lex.ofType[y.typ]
			if _, ok := lex.compose[[2]string{m.typ, content}]; !ok {
				content = ""
			}
			// What one agrees to do to another's harm is a threat.
			if m.typ == "AGREE" && hostile(y.typ) {
				m.typ, m.cameo, m.mode = "THREATEN", "130", ""
				content = lex.ofType[y.typ]
			}
		}
		if content == "" {
			content = r.about(m.typ, clauseOf(r.t, m.inner))
		}
	}
	if content == "" {
		content = r.about(m.typ, c)
	}
	if y, ok := lex.compose[[2]string{m.typ, content}]; ok {
		m.mode = y.mode
		if x.cameo == "020" && y.mild != "" {
			m.cameo = y.mild
		} else {
			m.cameo = y.cameo
		}
	} else if x.strict {
		return nil
	}
	return m
}

// about is the content that a clause's object gives, or a phrase that its verb takes.
func (r *reader) about(typ string, c *clause) string {
	content := lex.contentOf(typ, c.wide)
	for _, p := range [...]string{"for", "to", "of", "on", "in", "with", "from"} {
		if content != "" {
			break
		}
		if k := c.prep(r.t, p); k >= 0 {
			content = lex.contentOf(typ, within(r.t, k, 0))
		}
	}
	if content == "" {
		content = lex.contentOf(typ, class(r.t, c.v))
	}
	return content
}

func hostile(typ string) bool {
	switch typ {
	case "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN":
		return true
	}
	return false
}

// verbal tells whether an event of the type is an act of words, told of by itself whether
// what it speaks of comes to pass or not.
func verbal(typ string) bool {
	switch typ {
	case "AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return true
	}
	return false
}

// content tells whether token v lies in the content of another match: what is demanded,
// threatened, promised or believed.
func (r *reader) content(v int) bool {
	t := r.t
	for steps := 0; steps < 40; steps++ {
		h := t.Tokens[v].Head
		if h < 0 {
			return false
		}
		if t.Is(v, "xcomp", "ccomp", "obl", "obj", "advcl", "acl", "nmod", "nsubj:pass") {
			if m := r.match(h); m != nil && m.holds(t, v) {
				return true
			}
		}
		v = h
	}
	return false
}

// holds tells whether the match's content holds its child k.
func (m *match) holds(t *tree.Tree, k int) bool {
	if k == m.inner {
		return m.composed || verbal(m.typ)
	}
	switch {
	case t.Is(k, "ccomp", "xcomp"):
		return m.composed || verbal(m.typ)
	case t.Is(k, "obj", "obl"):
		return m.composed || m.typ == "ACCUSE"
	case t.Is(k, "advcl"):
		// "accused them of shelling", "threatened it with sanctions"
		return verbal(m.typ) && (kidIs(t, k, "of") || kidIs(t, k, "for") || kidIs(t, k, "to") || kidIs(t, k, "from"))
	}
	return false
}
