package position

import (
	"slices"
	"strings"

	"rapporteur/knowledge/words"
)

// edges are the tokens [first, last) of a content and how they were cut out.
type edges struct {
	first, last int
	shape       string
}

// contents are the stretches that trigger i may demand, reject, offer…, in tokens.
func (r *reader) contents(i int, x *trigger) []edges {
	t := r.t
	if x.part == "modal" {
		return r.modal(i)
	}
	var out []edges
	for n, k := range t.Kids[i] {
		if k < i {
			continue
		}
		m := r.marker(k)
		f, l := t.Span(k)
		switch {
		case x.inf && (m == "to" || t.Tokens[k].XPOS == "VBG") && t.Is(k, "xcomp", "acl", "advcl", "ccomp"):
			if m == "to" && t.Low[f] == "to" {
				f++
			}
			out = append(out, r.cuts(f, l)...)
		case x.clause && (t.Is(k, "ccomp") || t.Is(k, "acl") && m == "that"):
			if m == "that" && t.Low[f] == "that" {
				f++
			}
			out = append(out, r.cuts(f, l)...)
		case t.Is(k, "obl", "nmod", "advcl", "acl") && slices.Contains(x.preps, m):
			out = append(out, r.withInfinitive(i, n, f+1, l)...)
		case x.object && t.Is(k, "obj", "iobj") && t.Low[k] != "which" && t.Low[k] != "that":
			out = append(out, r.withInfinitive(i, n, f, l)...)
		}
	}
	if x.object && t.Kid(i, "obj", "iobj") < 0 {
		if k := t.Kid(i, "nsubj:pass"); k >= 0 {
			f, l := t.Span(k)
			out = append(out, r.cuts(f, l)...)
		}
	}
	if x.object && len(out) == 0 && t.Is(i, "acl") && t.Tokens[i].Head >= 0 {
		out = r.antecedent(i)
	}
	if x.part == "noun" && len(out) > 0 {
		if _, l := t.Span(i); l > i+1 {
			out = append(out, edges{i, out[0].last, "noun"})
		}
	}
	return out
}

// antecedent is the noun phrase that trigger i describes as what it demands, rejects… ("a plan
// which Oslo rejects", "a step opposed by the rebels").
func (r *reader) antecedent(i int) []edges {
	t := r.t
	h := t.Tokens[i].Head
	relative := false
	for _, k := range t.Kids[i] {
		relative = relative || t.Is(k, "obj") && (t.Low[k] == "which" || t.Low[k] == "that")
	}
	if h > i || !relative && (t.Tokens[i].XPOS != "VBN" || t.Kid(i, "obj") >= 0) {
		return nil
	}
	f, _ := t.Span(h)
	for f < h && t.Punct(f) {
		f++
	}
	if anaphors[t.Low[h]] {
		if out := r.summed(f); len(out) > 0 {
			return out
		}
	}
	l, _ := t.Span(i)
	return r.cuts(f, l)
}

// anaphors are nouns that sum up a clause.
var anaphors = words.Set("anaphors.txt")

// summed is what the noun phrase that begins at token f sums up: what was demanded, offered…
// right before it, up to the comma.
func (r *reader) summed(f int) []edges {
	t := r.t
	if f == 0 || t.Form(f-1) != "," {
		return nil
	}
	for j := f - 2; j >= t.Sentences[t.Sent[f]].First; j-- {
		if t.Is(j, "acl") {
			continue
		}
		for _, x := range triggers[t.Low[j]] {
			if x.part == "modal" || x.weak || !fits(t, j, x) {
				continue
			}
			for _, e := range r.contents(j, x) {
				if e.first < f-2 && e.last >= f-1 {
					return r.cuts(e.first, f-1)
				}
			}
		}
	}
	return nil
}

// marker is the word that leads in the phrase or clause of k: its mark or preposition.
func (r *reader) marker(k int) string {
	if j := r.t.Kid(k, "mark"); j >= 0 {
		return r.t.Low[j]
	}
	if j := r.t.Kid(k, "case"); j >= 0 {
		return r.t.Low[j]
	}
	return ""
}

// withInfinitive is the object [f, l), the nth child of trigger i, and where an infinitive
// follows ("urged Oslo to join") the two together and the infinitive alone.
func (r *reader) withInfinitive(i, n, f, l int) []edges {
	t := r.t
	for _, k := range t.Kids[i][n+1:] {
		a, b := t.Span(k)
		if t.Is(k, "xcomp", "ccomp", "advcl") && a <= l+1 && (r.marker(k) == "to" || t.Is(k, "xcomp", "ccomp")) {
			out := r.cuts(f, b)
			if t.Low[a] == "to" {
				a++
			}
			for _, e := range r.cuts(a, b) {
				out = append(out, edges{e.first, e.last, "bare " + e.shape})
			}
			return out
		}
	}
	out := r.cuts(f, l)
	for _, k := range t.Kids[r.top(f, l)] {
		if a, b := t.Span(k); t.Is(k, "acl") && r.marker(k) == "to" && a > f && b <= l {
			out = append(out, edges{a + 1, b, "bare"})
		}
	}
	return out
}

// modal is the clause of the modal verb at token i, and what of it follows the subject.
func (r *reader) modal(i int) []edges {
	t := r.t
	v := t.Tokens[i].Head
	if v < i {
		return nil
	}
	a, b := t.Span(v)
	a, b = r.inside(v, a, b)
	a = min(a, i)
	var out []edges
	for _, e := range r.cuts(a, b) {
		out = append(out, e)
		if e.shape == "part" {
			continue
		}
		if e.first < i && e.last > i {
			out = append(out, edges{i, e.last, "modal " + e.shape})
		}
		if e.last > i+2 {
			out = append(out, edges{i + 1, e.last, "bare " + e.shape})
		}
	}
	return out
}

// inside narrows the span [a, b) of verb v to its own clause: without what introduces it
// and without the clauses joined to it.
func (r *reader) inside(v, a, b int) (int, int) {
	t := r.t
	for _, k := range t.Kids[v] {
		f, l := t.Span(k)
		switch {
		case t.Is(k, "conj", "parataxis", "cc") && f > v:
			b = min(b, f)
		case (t.Is(k, "mark", "cc", "advcl", "parataxis", "discourse", "conj", "ccomp") || t.Punct(k)) && l <= v && !t.Is(k, "nsubj"):
			a = max(a, l)
		}
	}
	return a, b
}

// maxCuts bounds the ways in which one content is cut.
const maxCuts = 8

// cuts are the content as a whole, and shorter ones: without what trails behind its head,
// and where it joins several things ("the release of the prisoners, a truce and new talks")
// each of them.
func (r *reader) cuts(a, b int) []edges {
	t := r.t
	a, b = t.Trim(a, b)
	if a >= b {
		return nil
	}
	out := []edges{{a, b, "whole"}}
	add := func(f, l int, shape string) {
		for l > f && (t.Punct(l-1) && !strings.Contains("\"”’'", t.Form(l-1)) || t.Is(l-1, "cc") || t.Low[l-1] == "to") {
			l--
		}
		if f, l = t.Trim(f, l); l-f >= 2 && len(out) < maxCuts && !slices.Contains(out, edges{f, l, shape}) {
			out = append(out, edges{f, l, shape})
		}
	}
	top := r.top(a, b)
	heads := []int{top}
	if k := t.Kid(top, "xcomp", "obj"); k > top && k < b {
		heads = append(heads, k)
	}
	cut := b
	for _, h := range heads {
		for _, k := range t.Kids[h] {
			f, l := t.Span(k)
			switch {
			case k <= h || k >= b || f <= a:
			case t.Is(k, "conj") && (t.Kid(k, "nsubj") < 0 || t.Kid(h, "nsubj") >= 0):
				if cut == b {
					cut = f
					add(a, cut, "first")
				}
				for f < k && (t.Is(f, "cc") || t.Punct(f) && !strings.Contains("\"“”", t.Form(f)) || t.Low[f] == "to") {
					f++
				}
				add(f, min(l, b), "part")
			case t.Is(k, "advcl", "parataxis", "acl", "dep") && l-f >= 3,
				t.Is(k, "obl", "nmod", "appos", "ccomp") && (t.Punct(max(f-1, 0)) || t.Punct(f)) && l-f >= 2:
				add(a, f, "short")
			case t.Is(k, "obl") && l >= b-1:
				add(a, f, "short")
			}
		}
	}
	return out
}
