package mention

// Agent finds the noun phrase, tokens [first, last) with its noun head, that does what token
// v tells: the subject of a verb, the author of a noun ("Oslo's demand", "a demand by the
// rebels"). first equals last where there is none.
func (w *Web) Agent(v int) (first, last, head int) {
	if u := w.T.Tokens[v].UPOS; u == "NOUN" || u == "PROPN" {
		return w.author(v)
	}
	return w.subject(v)
}

// Prep is the preposition of noun phrase k, or empty.
func (w *Web) Prep(k int) string {
	if c := w.T.Kid(k, "case"); c >= 0 {
		return w.T.Low[c]
	}
	return ""
}

// subject finds the noun phrase that does what verb v tells: its subject, or the one it
// shares with the verb above, behind "by" in the passive, the noun it describes.
func (w *Web) subject(v int) (first, last, head int) {
	t := w.T
	for steps := 0; steps < 5 && v >= 0; steps++ {
		if t.Kid(v, "nsubj:pass") >= 0 || t.Kid(v, "aux:pass") >= 0 {
			for _, k := range t.Kids[v] {
				if t.Is(k, "obl:agent") || t.Is(k, "obl") && w.Prep(k) == "by" {
					return w.Phrase(k)
				}
			}
		}
		if k := t.Kid(v, "nsubj"); k >= 0 {
			if r := t.Low[k]; (r == "who" || r == "which" || r == "that") && t.Is(v, "acl") && t.Tokens[v].Head >= 0 {
				return w.Phrase(t.Tokens[v].Head)
			}
			return w.Phrase(k)
		}
		h := t.Tokens[v].Head
		switch {
		case h < 0:
			return 0, 0, -1
		case t.Is(v, "acl"):
			for _, k := range t.Kids[v] {
				if t.Is(k, "obl") && w.Prep(k) == "by" && k > v {
					return w.Phrase(k)
				}
			}
			return w.Phrase(h)
		case t.Is(v, "conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
			v = h
		default:
			return 0, 0, -1
		}
	}
	return 0, 0, -1
}

// Phrase is the noun phrase of head k without its preposition and what trails behind it.
func (w *Web) Phrase(k int) (first, last, head int) {
	t := w.T
	first, last = t.Span(k)
	if c := t.Kid(k, "case"); c == first {
		first++
	}
	for _, x := range t.Kids[k] {
		a, _ := t.Span(x)
		if x > k && (t.Is(x, "acl", "parataxis", "advcl", "ccomp", "dep") || t.Is(x, "appos") && a > k+12) {
			last = min(last, max(a, k+1))
		}
	}
	first, last = t.Trim(first, last)
	if k < first || k >= last {
		return k, k + 1, k
	}
	return first, last, k
}

// author finds who makes the statement that noun n names: "Moscow's claim", "a demand by
// the rebels", "Vance repeated his threat".
func (w *Web) author(n int) (first, last, head int) {
	t := w.T
	if first, last, head = w.owner(n); first < last {
		return first, last, head
	}
	if t.Is(n, "obj", "obl", "nsubj:pass") && t.Tokens[n].Head >= 0 {
		return w.subject(t.Tokens[n].Head)
	}
	return 0, 0, -1
}

// owner finds whose noun n is, from what hangs on it alone: "Oslo's letter", "a letter from
// the rebels", "the Dahl letter".
func (w *Web) owner(n int) (first, last, head int) {
	t := w.T
	for _, k := range t.Kids[n] {
		if t.Is(k, "nmod:poss") {
			first, last, head = w.Phrase(k)
			if last > first+1 && (t.Low[last-1] == "'s" || t.Low[last-1] == "'") {
				last--
			}
			return first, last, head
		}
	}
	for _, k := range t.Kids[n] {
		if t.Is(k, "nmod") && (w.Prep(k) == "by" || w.Prep(k) == "from") {
			return w.Phrase(k)
		}
	}
	for _, k := range t.Kids[n] {
		if t.Is(k, "compound", "amod") && (w.PersonAt(k) != nil || w.PartyAt(k) != nil) {
			return w.Phrase(k)
		}
	}
	return 0, 0, -1
}
