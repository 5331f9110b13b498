package parts

import (
	bits32 "math/bits"
	"unicode/utf8"
)

// Final tells how a line ends.
type Final uint8

// The ways a line ends.
const (
	EndsOpen  Final = iota // in a word, as titles and menus do
	EndsStop               // in a full stop, question or exclamation mark
	EndsQuote              // in a closing quotation mark after a stop
	EndsColon
	EndsComma
	EndsDots // in an ellipsis: cut text
)

// Shape is what one look at a line tells of it. Counts are of characters or words.
type Shape struct {
	Bytes, Runes int32
	Letters      int32
	Digits       int32
	Words        int32 // in scripts without spaces two characters are counted as a word
	Spaceless    int32 // characters of such scripts
	Capitals     int32 // words that begin with a capital
	Shouted      int32 // words of capitals only
	Numbers      int32 // words that begin with a digit
	Function     int32 // function words
	Stops        int32 // sentence ends, within and at the end
	Commas       int32
	Quotes       int32
	Marks        int32 // | / • · > » and such, between menu entries
	Colons       int32
	Parens       int32
	Addresses    int32 // http, www, @
	Rights       int32 // ©
	Glued        int32 // a capital right after a small letter: entries that lost the space between them
	Long         int32 // letters of the longest word
	First        First
	Final        Final
	Hash         uint64 // of the folded words: equal lines have equal hashes
	Cues         [Classes]uint8
	Phrased      int32 // words that lie in cues
}

// First tells how a line begins.
type First uint8

// The ways a line begins.
const (
	OtherFirst First = iota
	CapitalFirst
	SmallFirst
	DigitFirst
	QuoteFirst
	BulletFirst
	SpacelessFirst
)

// Measurer measures lines; it keeps its buffer between them.
type Measurer struct {
	hashes []uint64
	// Content gathers the hashes of the words that are no function words (pairs of
	// characters in scripts without spaces), line after line, until the caller empties it.
	Content []uint64
	// Languages counts the function words met, by the index of Languages.
	Languages [32]int32
	pairs     []bool // parallel to hashes: a character of such a script
}

// character classes of ASCII
const (
	cOther = iota
	cSpace
	cSmall
	cCapital
	cDigit
	cStop
	cComma
	cQuote
	cMark
	cColon
	cParen
	cAt
	cBullet
)

var ascii = func() (t [128]uint8) {
	for c := range t {
		switch {
		case c == ' ' || c >= 9 && c <= 13:
			t[c] = cSpace
		case 'a' <= c && c <= 'z':
			t[c] = cSmall
		case 'A' <= c && c <= 'Z':
			t[c] = cCapital
		case '0' <= c && c <= '9':
			t[c] = cDigit
		}
	}
	for c, k := range map[byte]uint8{'.': cStop, '!': cStop, '?': cStop, ',': cComma, ';': cComma, '"': cQuote, '|': cMark,
		'/': cMark, '>': cMark, ':': cColon, '(': cParen, '[': cParen, '@': cAt, '*': cBullet, '-': cBullet, '+': cBullet, '#': cBullet} {
		t[c] = k
	}
	return
}()

func classOf(r rune) uint8 {
	if r < utf8.RuneSelf {
		return ascii[r]
	}
	switch r {
	case 0xA0, 0x3000, 0x202F, 0x2009:
		return cSpace
	case '。', '！', '？', '…', '।', '．':
		return cStop
	case '、', '，', '،':
		return cComma
	case '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』', '‘':
		return cQuote
	case '｜', '→', '▶', '►', '✓', '＞', '■', '●':
		return cMark
	case '：':
		return cColon
	case '•', '·', '–', '—', '▪', '◦', '‣', '・', '∙':
		return cBullet
	}
	if !wordRune(r) {
		return cOther
	}
	if r < 0x500 && lower(r) != r {
		return cCapital
	}
	return cSmall
}

// word gathers the word under way.
type word struct {
	hash                 uint64
	letters, caps, size  int32
	capital, digit, open bool
}

// walk is where the measuring of a line stands.
type walk struct {
	prev, last     uint8 // class of the character before; of the last that is no space
	lastRune, then rune  // the last character that is no space, and the one before it
	begun          bool
}

// begin notes how a line begins, once.
func (k *walk) begin(sh *Shape, f First) {
	if !k.begun {
		sh.First, k.begun = f, true
	}
}

// pass notes a character that is no space.
func (k *walk) pass(c uint8, r rune) {
	k.prev, k.last, k.then, k.lastRune = c, c, k.lastRune, r
}

// Measure returns the shape of a line.
func (m *Measurer) Measure(s string) Shape {
	sh := Shape{Bytes: int32(len(s))}
	m.hashes, m.pairs = m.hashes[:0], m.pairs[:0]
	w := word{hash: hashStart}
	var k walk
	for i := 0; i < len(s); {
		switch c := ascii[s[i]&0x7F]; {
		case s[i] >= utf8.RuneSelf:
		case c == cSmall: // the greater part of all text, in one go
			from := i
			for i < len(s) && s[i]-'a' < 26 {
				w.hash = (w.hash ^ uint64(s[i])) * hashPrime
				i++
			}
			n := int32(i - from)
			w.letters, w.size, w.open = w.letters+n, w.size+n, true
			sh.Letters, sh.Runes = sh.Letters+n, sh.Runes+n
			k.begin(&sh, SmallFirst)
			k.pass(c, rune(s[i-1]))
			continue
		case c == cSpace:
			m.flush(&sh, &w)
			sh.Runes++
			k.prev = c
			i++
			continue
		}
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		sh.Runes++
		m.rune(&sh, &w, &k, r, s, i)
	}
	m.flush(&sh, &w)
	sh.Words += sh.Spaceless / 2
	sh.end(k.last, k.lastRune, k.then)
	m.match(&sh)
	return sh
}

// rune measures one character; next is where the line goes on.
func (m *Measurer) rune(sh *Shape, w *word, k *walk, r rune, s string, next int) {
	c := classOf(r)
	switch {
	case c == cSmall && r >= 0x0E00 && spaceless(r):
		m.flush(sh, w)
		sh.Spaceless++
		sh.Letters++
		m.hashes = append(m.hashes, (hashStart^uint64(r))*hashPrime)
		m.pairs = append(m.pairs, true)
		k.begin(sh, SpacelessFirst)
	case c >= cSmall && c <= cDigit:
		k.begin(sh, firstOf(c))
		w.add(sh, r, c, k.prev)
	default:
		m.flush(sh, w)
		sh.count(c, r, !k.begun, s, next)
	}
	if c == cSpace {
		k.prev = c
		return
	}
	k.begun = true
	k.pass(c, r)
}

func firstOf(c uint8) First {
	switch c {
	case cCapital:
		return CapitalFirst
	case cDigit:
		return DigitFirst
	}
	return SmallFirst
}

func (w *word) add(sh *Shape, r rune, c, prev uint8) {
	w.size++
	switch c {
	case cDigit:
		sh.Digits++
		if !w.open {
			w.digit = true
		}
	case cCapital:
		sh.Letters++
		w.letters++
		w.caps++
		if !w.open {
			w.capital = true
		} else if prev == cSmall {
			sh.Glued++
		}
	default:
		sh.Letters++
		w.letters++
	}
	w.open = true
	w.hash = (w.hash ^ uint64(lower(r))) * hashPrime
}

func (m *Measurer) flush(sh *Shape, w *word) {
	if !w.open {
		return
	}
	sh.Words++
	if w.capital {
		sh.Capitals++
	}
	if w.letters > 1 && w.caps == w.letters {
		sh.Shouted++
	}
	if w.digit {
		sh.Numbers++
	}
	sh.Long = max(sh.Long, w.size)
	m.hashes = append(m.hashes, w.hash)
	m.pairs = append(m.pairs, false)
	*w = word{hash: hashStart}
}

// count counts a character that is in no word; next is where the line goes on.
func (sh *Shape) count(c uint8, r rune, first bool, s string, next int) {
	switch c {
	case cStop:
		if next >= len(s) || s[next] == ' ' || s[next] == '"' || s[next] >= utf8.RuneSelf {
			sh.Stops++
		}
	case cComma:
		sh.Commas++
	case cQuote:
		sh.Quotes++
		if first {
			sh.First = QuoteFirst
		}
	case cMark:
		sh.Marks++
		if r == '/' && next < len(s) && s[next] == '/' {
			sh.Addresses++
		}
	case cColon:
		sh.Colons++
	case cParen:
		sh.Parens++
	case cAt:
		sh.Addresses++
	case cBullet:
		if first {
			sh.First = BulletFirst
		}
		if r >= utf8.RuneSelf && r != '–' && r != '—' {
			sh.Marks++
		}
	case cOther:
		if r == '©' {
			sh.Rights++
		}
	}
}

func (sh *Shape) end(last uint8, r, before rune) {
	switch {
	case r == '…' || r == '.' && before == '.':
		sh.Final = EndsDots
	case last == cStop:
		sh.Final = EndsStop
	case last == cQuote && (before == ',' || classOf(before) == cStop):
		sh.Final = EndsQuote
	case last == cColon:
		sh.Final = EndsColon
	case last == cComma:
		sh.Final = EndsComma
	case r == ')' && classOf(before) == cStop:
		sh.Final = EndsStop
	}
}

// match looks the words up: function words, cues, and the hash of the whole.
func (m *Measurer) match(sh *Shape) {
	h := uint64(hashStart)
	covered := 0
	for i, x := range m.hashes {
		h = (h ^ x) * hashPrime
		h ^= h >> 31
		e := words.find(x)
		switch {
		case m.pairs[i]:
			if i > 0 && m.pairs[i-1] {
				m.Content = append(m.Content, (m.hashes[i-1]^x>>7)*hashPrime)
			}
		case e == nil || !e.stop:
			m.Content = append(m.Content, x)
		}
		if e == nil {
			continue
		}
		if e.stop {
			sh.Function++
			for bits := e.langs; bits != 0; bits &= bits - 1 {
				m.Languages[bits32.TrailingZeros32(bits)]++
			}
		}
		for k := range e.phrases {
			p := &e.phrases[k]
			if !m.follows(i+1, p.rest) || p.whole && (i > 0 || len(p.rest)+1 != len(m.hashes)) {
				continue
			}
			if sh.Cues[p.class] < 255 {
				sh.Cues[p.class]++
			}
			if end := i + 1 + len(p.rest); end > covered {
				sh.Phrased += int32(end - max(covered, i))
				covered = end
			}
		}
	}
	sh.Hash = h
}

func (m *Measurer) follows(i int, rest []uint64) bool {
	if i+len(rest) > len(m.hashes) {
		return false
	}
	for k, x := range rest {
		if m.hashes[i+k] != x {
			return false
		}
	}
	return true
}
