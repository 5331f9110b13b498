package event

import "strings"

// Marks of an event.
const (
	historical   = "historical"
	future       = "future"
	hypothetical = "hypothetical"
	negated      = "negated"
)

// state tells how far what verb v tells is fact.
type state struct {
	future, hypothetical, negated bool
	must                          bool // it is called for
	attempt                       bool
	skip                          bool // the clause asserts nothing
}

// stateOf reads tense, modality and negation of verb v and of the words above it.
func (r *reader) stateOf(v int) state {
	s := r.climb(v)
	t := r.t
	for steps := 0; steps < 8 && v >= 0 && !s.hypothetical; steps++ {
		if m := t.Kid(v, "mark"); m >= 0 && (t.Low[m] == "if" || t.Low[m] == "unless") {
			s.hypothetical = true
		}
		v = t.Tokens[v].Head
	}
	return s
}

// climb goes up from verb v for as long as the words above bear on whether it is fact.
func (r *reader) climb(v int) state {
	var s state
	t := r.t
	shared := false // the last step went from a verb to the one it is joined to
	for steps := 0; steps < 6; steps++ {
		no := s.negated
		finite := r.own(&s, v)
		if steps > 0 && shared {
			s.negated = no // "did not yield and left": each verb has its own negation
		}
		h := t.Tokens[v].Head
		if h < 0 || t.Is(v, "parataxis", "ccomp") {
			// An order to the reader or hearer is no fact.
			s.skip = s.skip || !finite && t.Kid(v, "nsubj", "nsubj:pass") < 0 && t.Tokens[v].XPOS == "VB"
		}
		if h < 0 {
			return s
		}
		shared = false
		switch {
		case t.Is(v, "ccomp", "parataxis"):
			if t.Is(v, "ccomp") && r.backshift(v, h) && s.hypothetical {
				s.future, s.hypothetical = true, false
			}
			return s
		case t.Is(v, "conj"):
			if finite && t.Kid(v, "nsubj", "nsubj:pass", "aux", "cop") >= 0 {
				return s
			}
			v, shared = h, true // tense and modal are one
			continue
		case finite && t.Is(v, "advcl", "acl:relcl"):
			return s
		case t.Is(v, "acl", "xcomp", "advcl", "obl", "nmod", "csubj"):
			if !r.governed(&s, v, h, finite) {
				return s
			}
			v = h
		default:
			return s
		}
	}
	return s
}

// own reads the words that hang on verb v itself; it tells whether the verb is finite.
func (r *reader) own(s *state, v int) bool {
	t := r.t
	finite := strings.HasPrefix(t.Tokens[v].XPOS, "VB") && (t.Tokens[v].XPOS == "VBD" || t.Tokens[v].XPOS == "VBZ" || t.Tokens[v].XPOS == "VBP")
	no := false
	for _, k := range t.Kids[v] {
		w := t.Low[k]
		switch {
		case w == "not" || w == "n't" || w == "never" || w == "longer" && k > 0 && t.Low[k-1] == "no" || w == "neither":
			no = true
		case t.Is(k, "nsubj") && t.Kid(k, "det") >= 0 && t.Low[t.Kid(k, "det")] == "no":
			no = true
		case t.Is(k, "mark") && (w == "if" || w == "unless" || w == "whether"):
			s.hypothetical = true
		case t.Is(k, "mark", "case") && w == "without", t.Is(k, "mark") && w == "that" && t.Is(v, "acl") && !t.Is(v, "acl:relcl"):
			s.skip = true // "without firing", "the claim that they fired"
		case t.Is(k, "aux", "cop"):
			finite = finite || t.Tokens[k].XPOS != "VBG" && t.Tokens[k].XPOS != "VB"
			switch w {
			case "will", "shall", "'ll", "wo", "sha":
				s.future = true
			case "would", "could", "may", "might", "'d", "can", "ca":
				if w != "'d" || t.Tokens[k].XPOS == "MD" {
					s.hypothetical = true
				}
			case "must", "should", "ought":
				s.must = true
			}
		}
	}
	if no {
		s.negated = !s.negated
	}
	return finite
}

// backshift tells whether "would" in the clause v is the future of one that was told of in
// the past: "said it would".
func (r *reader) backshift(v, h int) bool {
	for _, k := range r.t.Kids[v] {
		if r.t.Low[k] == "would" || r.t.Low[k] == "'d" {
			x := r.t.Tokens[h].XPOS
			return x == "VBD" || x == "VBN"
		}
	}
	return false
}

// governed reads what the word h makes of the clause v below it; false where the climb ends.
func (r *reader) governed(s *state, v, h int, finite bool) bool {
	t := r.t
	to := kidIs(t, v, "to")
	effect := lex.governors[base(t, h)]
	bound := effect == "wish" || effect == "off" // "interested in hosting them"
	if !to && !bound && (t.Is(v, "advcl", "obl", "nmod") || t.Is(v, "acl") && effect == "") {
		return false // "after expelling them", "troops wounded there"
	}
	switch effect {
	case "fact", "past":
	case "intent":
		s.future = true
	case "attempt":
		s.attempt = true
	case "wish":
		s.hypothetical = true
	case "off":
		s.negated = !s.negated
	default:
		if to || t.Is(v, "xcomp") {
			s.skip = !t.Is(v, "advcl") || !finite
		}
		// "is to meet"
		return false
	}
	return true
}

// settle turns what lies ahead or is called for into the act of words that it is: an aid
// that will come is agreed on, sanctions that will come are a threat, "must withdraw" is a
// demand. It returns the type and code, and the marks; an empty type for none.
func settle(m *match, s state, said bool) (typ, mode, cameo string, marks []string) {
	typ, mode, cameo = m.typ, m.mode, m.cameo
	switch {
	case s.skip:
		return "", "", "", nil
	case s.must:
		if !said {
			return "", "", "", nil
		}
		if typ == "REQUEST" {
			return typ, mode, cameo, nil
		}
		content := lex.ofType[typ]
		typ, mode, cameo = "REQUEST", "", "100"
		if x, ok := lex.compose[[2]string{typ, content}]; ok && !s.negated {
			mode, cameo = x.mode, x.cameo
		}
		return typ, mode, cameo, nil
	case s.future && !s.hypothetical && !verbal(typ) && typ != "ACCUSE":
		to := "AGREE"
		if hostile(typ) {
			to = "THREATEN"
		}
		if s.negated {
			if to == "THREATEN" {
				return typ, mode, cameo, []string{future, negated}
			}
			to = "REJECT"
		}
		x := lex.compose[[2]string{to, lex.ofType[typ]}]
		typ, mode, cameo = to, x.mode, x.cameo
		if cameo == "" {
			cameo = map[string]string{"AGREE": "030", "THREATEN": "130", "REJECT": "120"}[to]
		}
		return typ, mode, cameo, []string{future}
	}
	if s.future {
		marks = append(marks, future)
	}
	if s.hypothetical || s.attempt && !hostile(typ) {
		marks = append(marks, hypothetical)
	}
	if s.negated {
		marks = append(marks, negated)
	}
	return typ, mode, cameo, marks
}
