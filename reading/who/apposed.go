package who

import (
	"rapporteur/reading/tree"
)

// behind reads an office that follows the name: "Vance, the head of the mission", "Vance,
// who was foreign minister".
func (p *People) behind(t *tree.Tree, m *Mention, lookup Lookup) {
	i := m.Last
	end := t.Sentences[t.Sent[m.First]].Last
	if i+1 >= end || t.Low[i] != "," && t.Low[i] != "(" && t.Low[i] != "–" && t.Low[i] != "—" {
		return
	}
	i++
	relative := t.Low[i] == "who"
	if relative {
		i++
		for i < end && (t.Low[i] == "is" || t.Low[i] == "was" || t.Low[i] == "serves" || t.Low[i] == "served" || t.Low[i] == "as" || t.Low[i] == "also" || t.Low[i] == "has" || t.Low[i] == "been" || t.Low[i] == "became") {
			i++
		}
	}
	h := headAfter(t, i, min(end, i+12))
	// In a list the office before the next name is that person's: "A, envoy B and aide C".
	if h < 0 || h+1 < end && p.begins(h+1) {
		return
	}
	stop := p.titled(t, m, h, i, lookup)
	if !relative {
		m.To = max(m.To, stop)
	}
}

// begins tells whether a name begins at token i.
func (p *People) begins(i int) bool {
	for k := range p.Mentions {
		if p.Mentions[k].First == i {
			return true
		}
	}
	return false
}

// headAfter finds the noun of an office in the noun phrase that begins at token i, or -1.
func headAfter(t *tree.Tree, i, end int) int {
	found := -1
	for ; i < end; i++ {
		w := t.Low[i]
		switch {
		case isHead(t, i) && !(found >= 0 && !roleWord(t, i)):
			found = i
		case found >= 0:
			return found
		case roleWord(t, i), t.Cap(i), w == "'s", w == "-", w == ".", w == "the", w == "a", w == "an", w == "his", w == "her", w == "its", w == "their", w == "one", w == "no":
		case t.Tokens[i].UPOS == "ADJ" || t.Tokens[i].UPOS == "NOUN" || t.Tokens[i].UPOS == "NUM" || t.Tokens[i].UPOS == "PROPN":
		default:
			return -1
		}
	}
	return found
}

// titled gives m's person the office whose noun is token h, in a noun phrase that begins at
// or after token floor, and returns one past the phrase's last token.
func (p *People) titled(t *tree.Tree, m *Mention, h, floor int, lookup Lookup) int {
	from := max(leftEdge(t, h+1), floor)
	end := h + 1
	n := t.Sentences[t.Sent[h]].Last
	if end+1 < n && (t.Low[end] == "of" || t.Low[end] == "for") && voc.is(t.Low[end+1], "of") {
		end += 2
		for end+1 < n && (t.Low[end] == "and" || t.Low[end] == "&") && voc.is(t.Low[end+1], "of", "mod") {
			end += 2
		}
		for end < n && voc.is(t.Low[end], "of") {
			end++
		}
	}
	first := from
	for first < h && !roleWord(t, first) {
		first++
	}
	start, of, state := p.owner(t, t.Cut(from, first), from, first, lookup)
	stop := end
	if of == nil && end+1 < n {
		switch t.Low[end] {
		case "of", "for", "to", "at", "with", "in", "on":
			stop = phraseEnd(t, end+1, n)
			words := t.Cut(skipDet(t, end+1), stop)
			if name, isState, ok := lookup(words); ok {
				of, state = &name, isState
			} else if x := p.covering(end+1, stop); x != nil {
				of = &x.Name
			} else if t.Cap(skipDet(t, end+1)) {
				of = &words
			}
		}
	}
	p.add(t, m, start, end, of, state)
	return stop
}

func skipDet(t *tree.Tree, i int) int {
	if i+1 < len(t.Tokens) && (t.Low[i] == "the" || t.Low[i] == "a" || t.Low[i] == "an") {
		return i + 1
	}
	return i
}

// phraseEnd walks over the noun phrase that begins at token i and returns one past it.
func phraseEnd(t *tree.Tree, i, n int) int {
	start := i
	for i < n && i-start < 10 {
		w := t.Low[i]
		if t.Cap(i) || w == "the" || w == "of" || w == "'s" || w == "-" || w == "&" || w == "." && t.Tokens[i-1].Glued && i+1 < n ||
			(w == "for" || w == "on" || w == "and") && i+1 < n && t.Cap(i+1) && i > start ||
			t.Tokens[i].UPOS == "NOUN" || t.Tokens[i].UPOS == "ADJ" || t.Tokens[i].UPOS == "DET" {
			i++
			continue
		}
		break
	}
	return i
}

// apposedBefore reads an office whose noun the tree joins to the name: "Norway's foreign
// minister, Espen Dahl", "the head of the mission Espen Dahl".
func (p *People) apposedBefore(t *tree.Tree, m *Mention, lookup Lookup) {
	top := m.First
	for k := m.First; k < m.Last; k++ {
		if h := t.Tokens[k].Head; h < m.First || h >= m.Last {
			top = k
			break
		}
	}
	h := t.Tokens[top].Head
	if h < 0 || h >= m.From || !t.Is(top, "appos", "flat", "nmod:desc", "compound") || !isHead(t, h) || m.First-h > 14 {
		return
	}
	// The office of somebody named in between is not this person's, unless there are several: "ministers A and B".
	for k := h + 1; k < m.From && t.Tokens[h].XPOS != "NNS"; k++ {
		if p.begins(k) {
			return
		}
	}
	p.titled(t, m, h, t.Sentences[t.Sent[h]].First, lookup)
	from, _ := t.Span(h)
	if from < m.From && t.Sent[from] == t.Sent[m.First] {
		m.From = from
	}
}
