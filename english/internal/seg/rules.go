package seg

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// verdict of the rules on a gap
type verdict uint8

const (
	never verdict = iota
	always
	ask   // the model decides
	bound // never, whatever else may be seen in the sentence later
)

// rule decides on the gap behind word i, or leaves it to the model.
func (s *Segmenter) rule(i int) verdict {
	gap := s.text[s.toks[i].End:s.toks[i+1].Start]
	if s.tagged(i) {
		return bound
	}
	if v := s.enumeration(i); v != ask {
		return v
	}
	next := s.form(i + 1)
	r, _ := utf8.DecodeRuneInString(next)
	if gap == "" {
		if !s.marked || s.core != i || i == 0 || s.toks[i-1].End < s.toks[i].Start || s.toks[i].kind != kindNone || !unicode.IsUpper(r) && r < 0x2E80 {
			return bound
		}
		return ask
	}
	if n := strings.Count(gap, "\n") + strings.Count(gap, "\r") - strings.Count(gap, "\r\n"); n > 0 {
		return s.lineEnd(i, n, r)
	}
	if s.marked {
		return s.markedEnd(i, next, r)
	}
	if r == '(' && classOf(s.form(i)) == classLower || (s.form(i) == ":" || s.form(i) == ",") && isOpener(next) {
		return bound // He said: "No."
	}
	if unicode.IsUpper(r) && isUpper(s.text[s.toks[i].Start]) && has(s.lists.titles, s.form(i)) && !has(s.lists.starters, next) {
		return never
	}
	if unicode.IsLower(r) || strings.ContainsRune(",;:.%)]}!?”", r) {
		if prev := s.form(i); len(prev) == 1 && strings.IndexByte(":)\"*-;|", prev[0]) >= 0 {
			return ask
		}
		return never
	}
	return ask
}

// markedEnd decides on the gap behind word i, behind a stop or mark: what next, its first rune r, shows beyond doubt.
func (s *Segmenter) markedEnd(i int, next string, r rune) verdict {
	core := s.form(s.core)
	switch kd := s.toks[s.core].kind; {
	case kd == kindTitle:
		return bound
	case (kd == kindEnd || kd == kindDotted) && unicode.IsUpper(r) && has(s.lists.starters, next):
		return always
	case kd == kindMid && s.closers == 0 && unicode.IsDigit(r):
		return never
	case kd == kindInitial:
		return s.initialEnd(core, next)
	}
	if next == "." && s.omission(i) {
		return always
	}
	if next == "." || r == ',' || r == ';' || next == "I" && core == "." && s.ellipsis(core) || r == '(' && s.closers != 0 && s.ellipsis(core) ||
		s.onlyStops(i) {
		return bound
	}
	if unicode.IsDigit(r) && s.depth > 0 && s.closers == 0 { // (the firm? 13:28)
		return bound
	}
	if unicode.IsLower(r) && (s.closers != 0 && len(core) == 1 || // "This is great." she said
		s.ellipsis(core) || s.reference() || s.said(i)) {
		return bound
	}
	return ask
}

// ellipsis reports whether the core is one, be it spaced (. . .).
func (s *Segmenter) ellipsis(core string) bool {
	if core == "." {
		return s.core > 0 && s.form(s.core-1) == "."
	}
	return core == "…" || strings.Trim(core, ".") == ""
}

// omission reports whether the stop that is word i ends its sentence and the three spaced points behind it stand for what was
// left out before the next: "It was so. . . . The rest".
func (s *Segmenter) omission(i int) bool {
	if s.core != i || i == 0 || i+4 >= len(s.toks) || s.toks[i-1].End != s.toks[i].Start || s.onlyStops(i) {
		return false
	}
	for k := i + 1; k < i+4; k++ {
		if s.form(k) != "." {
			return false
		}
	}
	return isUpper(s.text[s.toks[i+4].Start])
}

// onlyStops reports whether the sentence up to word i holds nothing but a few single stops, as where an omission opens it.
func (s *Segmenter) onlyStops(i int) bool {
	if i-s.start > 8 {
		return false
	}
	for k := s.start; k <= i; k++ {
		if s.form(k) != "." {
			return false
		}
	}
	return true
}

// reference reports whether the core is the stop of a number that stands for an item named before: "for 2. above".
func (s *Segmenter) reference() bool {
	if s.core < 2 || s.form(s.core) != "." || s.closers != 0 {
		return false
	}
	n := s.form(s.core - 1)
	return len(n) <= 2 && digitsEnd(n, 0, len(n)) == len(n) && has(s.lists.prepositions, s.form(s.core-2))
}

// said reports whether a speaker and a verb of saying follow word i, so that the mark before them is the speech's: Stop! he said.
func (s *Segmenter) said(i int) bool {
	return i+2 < len(s.toks) && s.form(s.core) != "." && has(s.lists.pronouns, s.form(i+1)) && has(s.lists.sayings, s.form(i+2))
}

// initialEnd decides on a gap behind one capital letter and a stop: an initial behind a name and before one ends nothing
// (Albert I. Jones), the pronoun may (you and I. Did you…).
func (s *Segmenter) initialEnd(core, next string) verdict {
	named := false
	if s.core > 0 {
		prev := classOf(s.form(s.core - 1))
		named = prev == classTitle || prev == classUpper || s.toks[s.core-1].kind == kindInitial || s.toks[s.core-1].kind == kindTitle
	}
	starts := has(s.lists.starters, next)
	switch {
	case named && !starts:
		return never
	case core == "I." && !named && starts:
		return always
	}
	return ask
}

// lineEnd decides on a gap with n ends of line: a blank line always ends a sentence, a single one unless the
// line was broken to fit a width.
func (s *Segmenter) lineEnd(i, n int, next rune) verdict {
	if n > 1 {
		return always
	}
	if s.upright(i) {
		return bound
	}
	if strings.ContainsRune(",;:.%)]}!?”", next) {
		return never
	}
	if s.marked {
		if s.toks[s.core].kind == kindTitle {
			return never
		}
		return always
	}
	if unicode.IsLower(next) && !s.shortLines || next == '(' && classOf(s.form(i)) == classLower {
		return never
	}
	return always
}

// upright reports whether words i and i+1, on two lines, are of a word that runs down the page: a capital or two on each line.
func (s *Segmenter) upright(i int) bool {
	short := func(k int) bool {
		n := s.toks[k].End - s.toks[k].Start
		return n <= 2 && allUpper(s.form(k))
	}
	alone := func(from, to int) bool { // on its line
		return (from == 0 || strings.ContainsAny(s.text[s.toks[from-1].End:s.toks[from].Start], "\n\r")) &&
			(to+1 == len(s.toks) || strings.ContainsAny(s.text[s.toks[to].End:s.toks[to+1].Start], "\n\r"))
	}
	single := s.toks[i].End-s.toks[i].Start == 1 || s.toks[i+1].End-s.toks[i+1].Start == 1
	return single && short(i) && short(i+1) && alone(i, i) && alone(i+1, i+1)
}

// maxShort is the length in bytes of the lines of a list of catchwords.
const maxShort = 32

// shortLines reports whether a text is a list of catchwords, a line each: three lines or more, all of them short and none
// with a stop, so that even a line that starts with a small letter starts anew.
func shortLines(text string) bool {
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if len(line) > maxShort || strings.HasSuffix(line, ".") {
			return false
		}
		if line != "" {
			lines++
		}
	}
	return lines >= 3
}

// item is the mark of an item of an enumeration: "1.", "(b)", "3)".
type item struct {
	class byte // '1' for numbers, 'a' for letters, 0 for none
	n     int
	words int // words that the mark takes
}

var romans = map[string]int{"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}

// itemAt reads the mark of an item at word i.
func (s *Segmenter) itemAt(i int) item {
	at := i
	if at < len(s.toks) && classOf(s.form(at)) == classBullet && s.form(at) != ">" {
		at++
	}
	open := at < len(s.toks) && s.form(at) == "("
	if open {
		at++
	}
	if at+1 >= len(s.toks) {
		return item{}
	}
	w := s.form(at)
	it := item{class: '1'}
	whole := strings.TrimSuffix(w, ".")
	switch {
	case len(w) <= 3 && digitsEnd(w, 0, len(w)) == len(w):
		for k := range len(w) {
			it.n = it.n*10 + int(w[k]-'0')
		}
	case len(whole) == 1 && isAlpha(whole[0]):
		it.class, it.n = 'a'|whole[0]&0x20, int(whole[0]|0x20-'a')+1
	case romans[w] > 0:
		it.class, it.n = 'i', romans[w]
	default:
		return item{}
	}
	at++
	stop := len(whole) < len(w)
	for n := 0; n < 2 && at < len(s.toks) && s.toks[at].Start == s.toks[at-1].End; n++ {
		if f := s.form(at); f != "." && f != ")" {
			break
		}
		stop = true
		at++
	}
	it.words = at - i
	if !stop || open && s.form(at-1) != ")" || at < len(s.toks) && s.toks[at].Start == s.toks[at-1].End {
		return item{}
	}
	return it
}

// enumeration decides on gaps at the marks of items: none ends a sentence behind itself, and the next in order starts one.
func (s *Segmenter) enumeration(i int) verdict {
	if i == s.start {
		if it := s.itemAt(i); it.class != 0 {
			s.item, s.itemEnd = it, i+it.words
		}
	}
	if i+1 <= s.itemEnd { // a lone capital may be an answer or an initial; either way it ends nothing
		return bound
	}
	if s.item.class == 0 || s.toks[i].End == s.toks[i+1].Start {
		return ask
	}
	if it := s.itemAt(i + 1); it.class == s.item.class && it.n == s.item.n+1 {
		return always
	}
	return ask
}
