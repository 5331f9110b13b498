package position

import (
	"slices"
	"strings"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// Candidate is a stretch of the story that may be a party's position.
type Candidate struct {
	Party       record.Actor
	First, Last int // tokens of the content
	Verb        int // the trigger, or the head of the content
	Kind        string
	trigger     *trigger
	statement   int  // the statement it stands in, -1 for none
	own         bool // the party is the statement's speaker, not one that it speaks about
}

// said is a statement with its content in tokens.
type said struct {
	*record.Statement
	content [][2]int
	cue     int
}

// reader finds positions in a document with its statements.
type reader struct {
	w     *mention.Web
	t     *tree.Tree
	said  []said
	inner []int // token -> the shortest statement whose content holds it, -1 for none
}

func newReader(w *mention.Web, statements []record.Statement) *reader {
	t := w.T
	r := &reader{w: w, t: t, inner: make([]int, len(t.Tokens))}
	for i := range r.inner {
		r.inner[i] = -1
	}
	length := make([]int, len(statements))
	for k := range statements {
		s := said{Statement: &statements[k], cue: -1}
		if s.Cue != nil {
			s.cue = t.At(s.Cue.Start)
		}
		for _, c := range s.Content {
			a, b := t.At(c.Start), t.At(c.End-1)
			if b < len(t.Tokens) {
				b++
			}
			s.content = append(s.content, [2]int{a, b})
			length[k] += b - a
		}
		r.said = append(r.said, s)
	}
	for k, s := range r.said {
		for _, c := range s.content {
			for i := c[0]; i < c[1]; i++ {
				if r.inner[i] < 0 || length[k] < length[r.inner[i]] {
					r.inner[i] = k
				}
			}
		}
	}
	return r
}

// candidates returns those of the whole document.
func (r *reader) candidates() []*Candidate {
	var out []*Candidate
	for k, s := range r.said {
		if len(s.content) == 0 || len(s.content) > 3 {
			continue
		}
		for _, p := range r.speaker(k) {
			c := s.content[0]
			a, b := r.t.Trim(c[0], c[1])
			out = append(out, &Candidate{Party: p, First: a, Last: b, Verb: r.top(a, b), Kind: "statement", statement: k, own: true})
		}
	}
	for i := range r.t.Tokens {
		for _, x := range triggers[r.t.Low[i]] {
			if !fits(r.t, i, x) {
				continue
			}
			a, b := r.content(i, x)
			if a >= b {
				continue
			}
			parties, own := r.parties(i, x)
			for _, c := range r.parts(a, b) {
				for _, p := range parties {
					out = append(out, &Candidate{Party: p, First: c[0], Last: c[1], Verb: i, Kind: x.part, trigger: x, statement: r.inner[i], own: own})
				}
			}
			break
		}
	}
	return out
}

// parts is the content as a whole and, where it joins several things ("the release of the
// prisoners, a truce and new talks"), each of them.
func (r *reader) parts(a, b int) [][2]int {
	t := r.t
	out := [][2]int{{a, b}}
	top := r.top(a, b)
	cut := b
	for _, k := range t.Kids[top] {
		if !t.Is(k, "conj") || k < a || k >= b || t.Kid(k, "nsubj") >= 0 && t.Kid(top, "nsubj") < 0 {
			continue
		}
		f, l := t.Span(k)
		for f < k && (t.Is(f, "cc") || t.Punct(f) && !strings.Contains("\"“”", t.Form(f)) || t.Low[f] == "to") {
			f++
		}
		if cut == b {
			cut = f
		}
		if f, l = t.Trim(f, min(l, b)); l-f >= 2 {
			out = append(out, [2]int{f, l})
		}
	}
	if len(out) > 1 {
		for cut > a && (t.Punct(cut-1) || t.Is(cut-1, "cc") || t.Low[cut-1] == "to") {
			cut--
		}
		if f, l := t.Trim(a, cut); l-f >= 2 {
			out = append(out, [2]int{f, l})
		}
	}
	return out[:min(len(out), 7)]
}

func fits(t *tree.Tree, i int, x *trigger) bool {
	switch t.Tokens[i].UPOS {
	case "VERB":
		return x.part == "verb"
	case "NOUN":
		return x.part == "noun"
	case "ADJ":
		return x.part == "adj" || x.part == "verb"
	case "AUX":
		return x.part == "modal" && t.Is(i, "aux")
	}
	return false
}

// top is the token of [a, b) whose head lies outside.
func (r *reader) top(a, b int) int {
	for i := a; i < b; i++ {
		if h := r.t.Tokens[i].Head; (h < a || h >= b) && !r.t.Punct(i) {
			return i
		}
	}
	return a
}

// speaker are the parties that a statement's speaker stands for.
func (r *reader) speaker(k int) []record.Actor {
	s := r.said[k]
	if s.For != nil {
		return []record.Actor{*s.For}
	}
	if s.Speaker == nil {
		return nil
	}
	if s.SpeakerText == nil {
		return nil
	}
	a, b := r.t.At(s.SpeakerText.Start), r.t.At(s.SpeakerText.End-1)+1
	return sides(r.w, r.w.Resolve(a, min(b, len(r.t.Tokens)), -1))
}

// sides are the parties that someone stands for, three at most.
func sides(w *mention.Web, x mention.Who) []record.Actor {
	var out []record.Actor
	add := func(a *record.Actor) {
		if a != nil && a.Name != "" && !slices.Contains(out, *a) && len(out) < 3 {
			out = append(out, *a)
		}
	}
	for _, a := range x.Actors {
		if p := w.PersonByID(a.ID); p >= 0 {
			add(w.ForPerson(p))
		} else if x.Known {
			add(w.Side(a))
		}
	}
	if len(out) == 0 {
		add(x.For)
	}
	return out
}

// parties are those whose position trigger i tells: its subject, or else the speaker. own
// tells that it is the speaker.
func (r *reader) parties(i int, x *trigger) (out []record.Actor, own bool) {
	v := i
	if x.part == "modal" {
		v = r.t.Tokens[i].Head
	}
	a, b, head := r.w.Agent(v)
	if a < b {
		low := r.t.Low[head]
		if low != "we" && low != "i" && low != "our" && low != "my" {
			if out = sides(r.w, r.w.Resolve(a, b, head)); len(out) > 0 {
				return out, false
			}
			if r.inner[i] < 0 {
				return nil, false
			}
		}
	}
	if k := r.inner[i]; k >= 0 {
		return r.speaker(k), true
	}
	return nil, false
}

// content is what trigger i demands, rejects, offers…, in tokens.
func (r *reader) content(i int, x *trigger) (a, b int) {
	t := r.t
	if x.part == "modal" {
		v := t.Tokens[i].Head
		if v < 0 || v < i {
			return 0, 0
		}
		a, b = t.Span(v)
		if k := t.Kid(v, "nsubj"); k >= 0 && k < i && (t.Low[k] == "we" || t.Low[k] == "i" || t.Low[k] == "he" || t.Low[k] == "it" || t.Low[k] == "they") {
			a = i
		}
		for _, k := range t.Kids[v] {
			f, l := t.Span(k)
			switch {
			case t.Is(k, "conj", "parataxis", "cc") && f > v:
				b = min(b, f)
			case (t.Is(k, "mark", "cc", "advcl", "parataxis", "discourse") || t.Punct(k)) && l <= i:
				a = max(a, l)
			}
		}
		return t.Trim(a, b)
	}
	for _, k := range t.Kids[i] {
		if k < i {
			continue
		}
		m := ""
		if j := t.Kid(k, "mark"); j >= 0 {
			m = t.Low[j]
		} else if j := t.Kid(k, "case"); j >= 0 {
			m = t.Low[j]
		}
		f, l := t.Span(k)
		ok := false
		switch {
		case x.inf && m == "to" && t.Is(k, "xcomp", "acl", "advcl", "ccomp"):
			ok = true
		case x.clause && (t.Is(k, "ccomp") || t.Is(k, "acl") && m == "that"):
			ok = true
		case t.Is(k, "obl", "nmod", "advcl", "acl") && slices.Contains(x.preps, m):
			ok = true
			f++
		case x.object && t.Is(k, "obj"):
			ok = true
			for _, n := range t.Kids[i] {
				if nf, nl := t.Span(n); n > k && nf <= l+1 && t.Is(n, "xcomp", "ccomp") {
					l = max(l, nl)
				}
			}
		}
		if ok {
			if m == "that" && t.Low[f] == "that" || m == "to" && t.Low[f] == "to" {
				f++
			}
			return t.Trim(f, l)
		}
	}
	if x.object && t.Kid(i, "obj") < 0 {
		if k := t.Kid(i, "nsubj:pass"); k >= 0 {
			return t.Trim(t.Span(k))
		}
	}
	return 0, 0
}
