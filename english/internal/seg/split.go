package seg

// Gap is a place between two words where a sentence may end.
type Gap struct {
	End, Next int      // bytes: end of the word before, start of the word after
	Marked    bool     // a full stop, question or exclamation mark, or an ellipsis stands before it
	Features  []uint32 // valid until the next call
}

// sentences marks the last word of each sentence and cuts the stop off an abbreviation that ends one.
func (s *Segmenter) sentences(from int, decide func(*Gap) bool) {
	t := s.toks
	s.begin(from, len(s.text))
	for i := 0; i+1 < len(t); i++ {
		s.pass(i)
		end := false
		switch s.rule(i) {
		case always:
			end = true
		case bound:
			t[i].Bound = true
		case ask:
			s.gap = Gap{End: t[i].End, Next: t[i+1].Start, Marked: s.marked, Features: s.features(i)}
			end = decide(&s.gap)
		}
		if end {
			t[i].Last = true
			s.start = i + 1
			s.remember(i)
			s.closeQuotes()
		}
	}
	if len(t) > 0 {
		t[len(t)-1].Last = true
	}
	s.cutFinalStops()
}

// closes reports whether word i is a closing quotation mark or bracket glued to what stands before it.
func (s *Segmenter) closes(i int) bool {
	t := s.toks[i]
	if i == 0 || s.toks[i-1].End != t.Start {
		return false
	}
	switch s.text[t.Start:t.End] {
	case "\"", "'", "''", "”", "’", "»", ")", "]", "}":
		return true
	}
	return false
}

// cutFinalStops makes the stop of an abbreviation that ends a sentence a word of its own, as the treebank does.
func (s *Segmenter) cutFinalStops() {
	n := 0
	for i := range s.toks {
		if s.cutsStop(i) {
			n++
		}
	}
	if n == 0 {
		return
	}
	old := len(s.toks)
	for range n {
		s.toks = append(s.toks, Token{})
	}
	for i, j := old-1, len(s.toks)-1; i >= 0; i, j = i-1, j-1 {
		t := s.toks[i]
		if !s.cutsStop(i) {
			s.toks[j] = t
			continue
		}
		s.toks[j] = Token{Start: t.End - 1, End: t.End, Last: t.Last}
		j--
		t.End, t.Last, t.kind = t.End-1, false, kindNone
		s.toks[j] = t
	}
}

// cutsStop reports whether word i is an abbreviation with a stop that ends its sentence.
func (s *Segmenter) cutsStop(i int) bool {
	t := s.toks[i]
	return t.Last && t.kind != kindNone && t.Part == 0 && t.End-t.Start > 1 && s.text[t.End-1] == '.'
}
