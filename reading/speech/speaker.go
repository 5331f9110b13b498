package speech

// speaker finds the noun phrase that says what verb v reports: its subject, or the one it
// shares with the verb above, behind "by" in the passive, the noun it describes.
func (f *finder) speaker(v int) (first, last, head int) {
	t := f.t
	for steps := 0; steps < 5 && v >= 0; steps++ {
		if t.Kid(v, "nsubj:pass") >= 0 || t.Kid(v, "aux:pass") >= 0 {
			for _, k := range t.Kids[v] {
				if t.Is(k, "obl:agent") || t.Is(k, "obl") && f.prep(k) == "by" {
					return f.phrase(k)
				}
			}
		}
		if k := t.Kid(v, "nsubj"); k >= 0 {
			if r := t.Low[k]; (r == "who" || r == "which" || r == "that") && t.Is(v, "acl") && t.Tokens[v].Head >= 0 {
				return f.phrase(t.Tokens[v].Head)
			}
			return f.phrase(k)
		}
		h := t.Tokens[v].Head
		switch {
		case h < 0:
			return 0, 0, -1
		case t.Is(v, "acl"):
			for _, k := range t.Kids[v] {
				if t.Is(k, "obl") && f.prep(k) == "by" && k > v {
					return f.phrase(k)
				}
			}
			return f.phrase(h)
		case t.Is(v, "conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
			v = h
		default:
			return 0, 0, -1
		}
	}
	return 0, 0, -1
}

// phrase is the noun phrase of head k without its preposition and what trails behind it.
func (f *finder) phrase(k int) (first, last, head int) {
	t := f.t
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
func (f *finder) author(n int) (first, last, head int) {
	t := f.t
	for _, k := range t.Kids[n] {
		if t.Is(k, "nmod:poss") {
			first, last, head = f.phrase(k)
			if last > first+1 && (t.Low[last-1] == "'s" || t.Low[last-1] == "'") {
				last--
			}
			return first, last, head
		}
	}
	for _, k := range t.Kids[n] {
		if t.Is(k, "nmod") && (f.prep(k) == "by" || f.prep(k) == "from") {
			return f.phrase(k)
		}
	}
	for _, k := range t.Kids[n] {
		if t.Is(k, "compound", "amod") && (f.w.PersonAt(k) != nil || f.w.PartyAt(k) != nil) {
			return f.phrase(k)
		}
	}
	if t.Is(n, "obj", "obl", "nsubj:pass") && t.Tokens[n].Head >= 0 {
		return f.speaker(t.Tokens[n].Head)
	}
	return 0, 0, -1
}
