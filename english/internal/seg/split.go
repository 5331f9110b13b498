package seg

import "strings"

// splitter holds what the decisions on sentence ends need about the text around them.
type splitter struct{}

// sentences marks the last word of each sentence and cuts the stop off an abbreviation that ends one.
func (s *Segmenter) sentences() {
	t := s.toks
	for i := 0; i+1 < len(t); i++ {
		t[i].Last = s.ends(i)
	}
	if len(t) > 0 {
		t[len(t)-1].Last = true
	}
	s.cutFinalStops()
}

// ends decides whether a sentence ends between words i and i+1.
func (s *Segmenter) ends(i int) bool {
	gap := s.text[s.toks[i].End:s.toks[i+1].Start]
	if n := strings.Count(gap, "\n"); n > 1 || n == 1 && !isLower(s.text[s.toks[i+1].Start]) {
		return true
	}
	core := i
	for core > 0 && s.closes(core) {
		core--
	}
	next := s.text[s.toks[i+1].Start]
	if gap == "" || isLower(next) || s.closes(i+1) {
		return false
	}
	w := s.text[s.toks[core].Start:s.toks[core].End]
	switch s.toks[core].kind {
	case kindTitle, kindInitial, kindDate, kindMid:
		return false
	case kindDotted, kindEnd:
		return false
	}
	switch w[len(w)-1] {
	case '.', '!', '?':
		return true
	}
	return false
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
