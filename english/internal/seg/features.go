package seg

import (
	"unicode"
	"unicode/utf8"
)

// state is what the splitter keeps while it passes along the words.
type state struct {
	start   int  // first word of the sentence being read
	double  bool // inside double quotation marks
	depth   int  // open round brackets
	core    int  // the last word that is no closing mark
	closers uint32
	marked  bool // the core ends like a sentence
	item    item // the last item of an enumeration
	itemEnd int  // the word behind its mark
	tag     tag  // the last tag of HTML

	// What the text is like, and what its last sentences began and ended with.
	stops, noted uint32
	memory       [2][16]uint32

	shortLines bool
	gap        Gap
	feats      [64]uint32
	n          int
}

func (s *Segmenter) begin(from, to int) {
	s.state = state{core: -1, shortLines: shortLines(s.text[from:to])}
	marks := 1
	for i := range s.toks {
		if isTerminator(s.form(i)) {
			marks++
		}
	}
	s.stops = bucket(len(s.toks) / marks / 2)
}

// remember notes the words around the end of a sentence behind word i.
func (s *Segmenter) remember(i int) {
	s.memory[0][s.noted%16] = s.pair(i-1, i)
	s.memory[1][s.noted%16] = s.pair(i+1, i+2)
	s.noted++
}

func (s *Segmenter) pair(i, j int) uint32 { return mix(s.lookAt(i).word, s.lookAt(j).word) }

// known reports whether a sentence of the text has ended like word i, and whether one has begun like the next.
func (s *Segmenter) known(i int) uint32 {
	var out uint32
	left, right := s.pair(i-1, i), s.pair(i+1, i+2)
	for k := range s.memory[0] {
		if s.memory[0][k] == left {
			out |= 1
		}
		if s.memory[1][k] == right {
			out |= 2
		}
	}
	return out
}

// closeQuotes forgets quotation marks and brackets that a sentence left open beyond reason.
func (s *Segmenter) closeQuotes() {
	if s.depth > 2 {
		s.depth = 0
	}
}

func (s *Segmenter) form(i int) string { return s.text[s.toks[i].Start:s.toks[i].End] }

// pass takes note of word i.
func (s *Segmenter) pass(i int) {
	w := s.form(i)
	if s.inTag(i) { // marks up what stands around it
		return
	}
	if i > 0 && s.closes(i) && s.core >= 0 {
		s.closers = s.closers*4 + closerClass(w)
	} else {
		s.core, s.closers = i, 0
		s.marked = s.toks[i].kind != kindNone && w[len(w)-1] == '.' || isTerminator(w)
	}
	switch w {
	case "\"":
		s.double = !s.double
	case "“", "``", "«":
		s.double = true
	case "”", "''", "»":
		s.double = false
	case "(", "[":
		s.depth++
	case ")", "]":
		s.depth = max(0, s.depth-1)
	}
}

func closerClass(w string) uint32 {
	switch w[0] {
	case ')', ']', '}':
		return 1
	case '\'':
		return 2
	}
	return 3
}

func isTerminator(w string) bool {
	switch w[len(w)-1] {
	case '.', '!', '?':
		return true
	}
	return w == "…" || w == "。" || w == "．" || w == "！" || w == "？"
}

// classes of words, for the features
const (
	classLower  uint32 = iota
	classTitle         // Aa
	classUpper         // AA
	classSingle        // A
	classMixed
	classDigit
	classAlnum
	classOpen
	classQuote
	classDash
	classComma
	classColon
	classStop
	classMark
	classEllipsis
	classBullet
	classOther
	classNone
)

func classOf(w string) uint32 {
	c := w[0]
	switch {
	case isLower(c):
		for k := 1; k < len(w); k++ {
			if isUpper(w[k]) {
				return classMixed
			}
		}
		return classLower
	case isUpper(c):
		if len(w) == 1 {
			return classSingle
		}
		up, low := 0, 0
		for k := 1; k < len(w); k++ {
			if isUpper(w[k]) {
				up++
			} else if isLower(w[k]) {
				low++
			}
		}
		switch {
		case low == 0:
			return classUpper
		case up == 0:
			return classTitle
		}
		return classMixed
	case isDigit(c):
		if digitsEnd(w, 0, len(w)) == len(w) {
			return classDigit
		}
		return classAlnum
	}
	return signClass(w)
}

func signClass(w string) uint32 {
	r, _ := utf8.DecodeRuneInString(w)
	switch r {
	case '(', '[', '{', '<':
		return classOpen
	case '"', '\'', '“', '”', '‘', '’', '`', '«', '»':
		if r == '\'' && len(w) > 1 && isAlpha(w[1]) {
			return classLower
		}
		return classQuote
	case '-', '–', '—':
		return classDash
	case ',', ';':
		return classComma
	case ':':
		if len(w) == 1 {
			return classColon
		}
		return classOther
	case '.', '。', '．':
		if len(w) > 1 && w[0] == '.' {
			return classEllipsis
		}
		return classStop
	case '!', '?', '！', '？':
		return classMark
	case '…':
		return classEllipsis
	case '•', '*', '·', '●', '▪', '⁃', '>', '#', '=', '_', '|', '~':
		return classBullet
	}
	if unicode.IsUpper(r) {
		return classTitle
	}
	if unicode.IsLetter(r) {
		return classLower
	}
	return classOther
}

// hash steps (FNV-1a)
const (
	fnvBase  uint32 = 2166136261
	fnvPrime uint32 = 16777619
)

func hashWord(w string) uint32 {
	h := fnvBase
	if len(w) > 24 {
		w = w[:24]
	}
	for k := 0; k < len(w); k++ {
		c := w[k]
		if isUpper(c) {
			c += 'a' - 'A'
		} else if isDigit(c) {
			c = '0'
		}
		h = (h ^ uint32(c)) * fnvPrime
	}
	return h
}

func hashTail(w string) uint32 {
	if len(w) > 3 {
		w = w[len(w)-3:]
	}
	return hashWord(w) + 7
}

func mix(h, v uint32) uint32 {
	h = (h ^ v) * fnvPrime
	return h ^ h>>15
}

// look is what the features see of one word.
type look struct{ word, tail, class uint32 }

func (s *Segmenter) lookAt(i int) look {
	if i < 0 || i >= len(s.toks) {
		return look{1, 1, classNone}
	}
	w := s.form(i)
	return look{hashWord(w), hashTail(w), classOf(w)}
}

func (s *Segmenter) put(id uint32, vs ...uint32) {
	h := mix(fnvBase, id*2654435761)
	for _, v := range vs {
		h = mix(h, v)
	}
	h *= 0x9E3779B1
	s.feats[s.n] = h
	s.n++
}

// features describes the gap behind word i.
func (s *Segmenter) features(i int) []uint32 {
	s.n = 0
	core := s.lookAt(s.core)
	before, before2 := s.lookAt(s.core-1), s.lookAt(s.core-2)
	open := uint32(0)
	at := i + 1
	for at+1 < len(s.toks) && open < 3 && isOpener(s.form(at)) && s.toks[at].End == s.toks[at+1].Start {
		open++
		at++
	}
	next, next2, next3 := s.lookAt(at), s.lookAt(at+1), s.lookAt(at+2)
	gap := min(uint32(s.toks[i+1].Start-s.toks[i].End), 2)
	glued := flag(at+1 < len(s.toks) && s.toks[at].End == s.toks[at+1].Start)
	kd := uint32(s.toks[s.core].kind)
	end := core.class
	if s.marked {
		end = 32 + kd
		if kd == 0 {
			end = 64 + core.class
		}
	}
	where := flag(s.double) + 2*min(uint32(s.depth), 2) + 6*min(s.closers, 5)
	long := bucket(i + 1 - s.start)
	rest := bucket(min(len(s.toks)-i-1, 60))
	s.put(1, end, gap)
	s.put(2, end, where)
	s.put(3, core.word)
	s.put(4, end, next.class, open)
	s.put(5, next.word, flag(s.marked), next.class)
	s.put(6, end, next.word)
	s.put(7, before.word, end)
	s.put(8, before.class, end, next.class)
	s.put(9, core.word, next.class)
	s.put(10, core.word, next.word)
	s.put(11, next.class, next2.class, glued, end)
	s.put(12, next.class, next2.class, next3.class, flag(s.marked))
	s.put(13, next2.word, next.class, end)
	s.put(14, long, end)
	s.put(15, long, next.class, flag(s.marked))
	s.put(16, where, next.class, open, flag(s.marked))
	s.put(17, core.tail, next.class)
	s.put(18, next.tail, core.class)
	s.put(19, before.class, core.class, next.class, next2.class)
	s.put(20, before2.class, before.class, end)
	s.put(21, core.tail, next.tail)
	s.put(22, next2.tail, next.class, flag(s.marked))
	s.put(23, s.lookAt(s.start).class, long, flag(s.marked))
	s.put(24, rest, end)
	s.put(25, before.tail, core.class, flag(s.marked))
	s.put(26, s.lookAt(s.start).word, end)
	s.put(27, before.word, core.word)
	s.put(28, next.word, next2.word)
	s.put(29, long, core.class, next.class)
	s.wide(at, end)
	known := s.known(i)
	s.put(51, known, flag(s.marked), next.class)
	s.put(52, known, core.class, next.class, long)
	s.put(53, s.stops, flag(s.marked), next.class)
	s.put(54, s.stops, core.class, next.class, next2.class)
	s.put(55, s.stops, long, flag(s.marked), rest)
	return s.feats[:s.n]
}

// wide adds what stands further off, and words by themselves.
func (s *Segmenter) wide(at int, end uint32) {
	core, next, next2, next3 := s.lookAt(s.core), s.lookAt(at), s.lookAt(at+1), s.lookAt(at+2)
	before, before2 := s.lookAt(s.core-1), s.lookAt(s.core-2)
	before3, before4 := s.lookAt(s.core-3), s.lookAt(s.core-4)
	next4, next5 := s.lookAt(at+3), s.lookAt(at+4)
	s.put(30, before2.word)
	s.put(31, before3.word)
	s.put(32, next2.word)
	s.put(33, next3.word)
	s.put(34, next4.word)
	s.put(35, before2.tail)
	s.put(36, next2.tail, next2.class)
	s.put(37, next3.tail, next3.class)
	s.put(38, before4.class, before3.class, before2.class, before.class, end)
	s.put(39, next.class, next2.class, next3.class, next4.class, next5.class)
	s.put(40, before.word, before.class)
	s.put(41, core.word, core.class)
	s.put(42, next.word, next.class)
	s.put(43, core.tail, core.class)
	s.put(44, next.tail, next.class)
}

func isOpener(w string) bool {
	switch w {
	case "\"", "'", "“", "‘", "(", "[", "``", "«", "''":
		return true
	}
	return false
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(n)
	case n < 10:
		return 6
	case n < 16:
		return 7
	case n < 30:
		return 8
	}
	return 9
}
