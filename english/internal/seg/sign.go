package seg

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRun is the length to which a run of one and the same sign is cut.
const maxRun = 256

// sign reads what starts neither with a letter nor with a digit; begin is the start of the run of non-blanks.
func (s *Segmenter) sign(i, begin, end int) {
	c := s.text[i]
	if c >= utf8.RuneSelf {
		s.rune(i, begin, end)
		return
	}
	if j := s.emoticon(i, begin, end); j > i {
		s.add(i, j)
		return
	}
	switch c {
	case '.':
		s.stop(i, begin, end)
		return
	case '\'', '`':
		s.quote(i, 1, begin, end)
		return
	case '!', '?':
		s.add(i, s.marksEnd(i, end))
		return
	case '+', '@', '#':
		if j := s.prefixed(i, begin, end); j > i {
			s.add(i, j)
			return
		}
	}
	s.add(i, s.sameRun(i, end))
}

// sameRun is the end of a run of the same sign: rules and dashes are one word, brackets and quotation marks are not
// unless they run on without sense.
func (s *Segmenter) sameRun(i, end int) int {
	c := s.text[i]
	j := i + 1
	for j < end && s.text[j] == c && j-i < maxRun {
		j++
	}
	if c < ' ' || j-i >= 16 || strings.IndexByte("-=*_~#+|<>^,$/\\", c) >= 0 {
		return j
	}
	return i + 1
}

// marksEnd is the end of a run of question and exclamation marks, with a lone stop behind it.
func (s *Segmenter) marksEnd(i, end int) int {
	j := i
	for j < end && (s.text[j] == '!' || s.text[j] == '?') && j-i < maxRun {
		j++
	}
	if j < end && s.text[j] == '.' && (j+1 >= end || s.text[j+1] != '.') {
		j++
	}
	return j
}

// stop reads full stops: an ellipsis, a number such as .50, or the end of a sentence.
func (s *Segmenter) stop(i, begin, end int) {
	j := i
	for j < end && s.text[j] == '.' && j-i < maxRun {
		j++
	}
	if j-i > 1 {
		s.add(i, j)
		return
	}
	if j < end && (s.text[j] == '!' || s.text[j] == '?') {
		s.add(i, s.marksEnd(j, end))
		return
	}
	if k := lettersEnd(s.text, j, end); k > j && k-j >= 3 && has(s.lists.suffixes, s.text[j:k]) && letterLen(s.text, k, end) == 0 &&
		(i == begin || letterLen(s.text, i-1, end) == 0) { // the name of a kind of file: .pdf
		s.add(i, k)
		return
	}
	if j < end && isDigit(s.text[j]) && (i == 0 || letterLen(s.text, i-1, end) == 0 && s.text[i-1] != ')') {
		k := s.digits(j, end)
		s.add(i, s.clip(i, k))
		return
	}
	s.add(i, j)
}

// prefixed is the end of +44, @handle or #tag at the start of a run of non-blanks, i if there is none.
func (s *Segmenter) prefixed(i, begin, end int) int {
	if i > begin && strings.IndexByte("([\"'.", s.text[i-1]) < 0 || i+1 >= end {
		return i
	}
	if s.text[i] == '+' {
		if j := s.digits(i+1, end); j > i+1 && isDigit(s.text[i+1]) {
			return s.clip(i, j)
		}
		return i
	}
	if !isAlpha(s.text[i+1]) && (s.text[i+1] != '_' || s.text[i] == '#') {
		return i
	}
	j := i + 1
	for j < end && j-i < maxRun {
		if n := letterLen(s.text, j, end); n > 0 {
			j += n
		} else if s.text[j] == '_' {
			j++
		} else {
			break
		}
	}
	return j
}

// emoticon is the end of a face that starts at i, i if there is none.
func (s *Segmenter) emoticon(i, begin, end int) int {
	switch s.text[i] {
	case ':', ';', '=', '<', '^', '-', '>':
	default:
		return i
	}
	for _, e := range s.lists.emoticons {
		if i+len(e) > end || s.text[i:i+len(e)] != e {
			continue
		}
		k := i + len(e)
		if letterLen(s.text, k, end) > 0 || k < end && (s.text[k] == '/' || s.text[k] == e[len(e)-1]) || i > begin && isDigit(s.text[i-1]) {
			return i
		}
		if isAlpha(e[len(e)-1]) && i > begin && letterLen(s.text, i-1, end) > 0 {
			return i
		}
		return k
	}
	return i
}

// quote reads a single quotation mark or apostrophe of n bytes at i.
func (s *Segmenter) quote(i, n, begin, end int) {
	j := i + n
	if strings.HasPrefix(s.text[j:end], s.text[i:j]) || s.text[i:j] == "‘" && strings.HasPrefix(s.text[j:end], "’") { // '' and `` are one mark
		s.add(i, j+n)
		return
	}
	if i == begin || letterLen(s.text, i-1, end) == 0 {
		if k := s.clipped(i, j, end); k > i {
			return
		}
	}
	if len(s.toks) > 0 && s.toks[len(s.toks)-1].End == i && cliticFollows(s.text, i, j, end) { // behind a word that closed with a sign
		k := runEnd(s.text, j, end)
		s.add(i, k)
		return
	}
	opens := i == begin || strings.IndexByte("([{\"-/", s.text[i-1]) >= 0 || s.text[i-1] >= utf8.RuneSelf && letterLen(s.text, i-1, end) == 0
	if opens && (letterLen(s.text, j, end) > 0 || j < end) {
		s.quotes++
	} else if s.quotes > 0 {
		s.quotes--
	}
	s.add(i, j)
}

// cliticFollows reports whether 's follows at i, e.g. behind a closing quotation mark or a number.
func cliticFollows(text string, i, j, end int) bool {
	return j < end && text[j] == 's' && letterLen(text, j+1, end) == 0 && i > 0 && blankLen(text, i-1) == 0
}

// clipped adds a word with a leading apostrophe ('em, '90s) that starts at i; it returns its end, i if there is none.
func (s *Segmenter) clipped(i, j, end int) int {
	k := runEnd(s.text, j, end)
	if k == j || k-i > 12 {
		return i
	}
	if isDigit(s.text[j]) {
		if d := digitsEnd(s.text, j, end); d == j+2 && (k == d || k == d+1 && s.text[d] == 's') && s.quotes == 0 && apostropheLen(s.text, k, end) == 0 {
			s.add(i, k)
			return k
		}
		return i
	}
	var buf [16]byte
	if lens := s.lists.contractions[string(lowerTo(buf[:0], s.text[i:k]))]; lens != nil {
		s.contract(i, k, end)
		return k
	}
	n := j - i
	if k+n <= end && s.text[k:k+n] == s.text[i:j] && has(s.lists.exceptions, s.text[i:k+n]) {
		k += n // 'n'
	} else if !has(s.lists.exceptions, s.text[i:k]) {
		return i
	}
	s.add(i, k)
	return k
}

// rune reads a sign beyond ASCII: typographic quotation marks, dashes, ellipses, symbols, emoji, broken bytes.
func (s *Segmenter) rune(i, begin, end int) {
	r, n := utf8.DecodeRuneInString(s.text[i:end])
	j := i + n
	switch {
	case r == utf8.RuneError && n == 1:
		for j < end && j-i < maxRun {
			if r, n := utf8.DecodeRuneInString(s.text[j:end]); r != utf8.RuneError || n != 1 {
				break
			}
			j++
		}
	case r == '‘' || r == '’':
		s.quote(i, n, begin, end)
		return
	case r == '…':
		for j < end && s.text[j] == '.' && j-i < maxRun {
			j++
		}
	case r == '—' || r == '–' || r == '―':
		for strings.HasPrefix(s.text[j:end], s.text[i:i+n]) && j-i < maxRun {
			j += n
		}
	case unicode.Is(unicode.So, r):
		j = s.emojiEnd(r, j, end)
	default:
		k := j
		for strings.HasPrefix(s.text[k:end], s.text[i:i+n]) && k-i < maxRun {
			k += n
		}
		if k-i >= 16*n {
			j = k
		}
	}
	s.add(i, j)
}

// emojiEnd is the end of the cluster whose first sign, r, ends at j: skin tones, selectors, joined signs, flags.
func (s *Segmenter) emojiEnd(r rune, j, end int) int {
	flag := isRegional(r)
	for k := 0; k < 8 && j < end; k++ {
		next, n := utf8.DecodeRuneInString(s.text[j:end])
		switch {
		case next == 0x200D:
			j += n
			if m, n := utf8.DecodeRuneInString(s.text[j:end]); unicode.Is(unicode.So, m) {
				j += n
			}
		case next == 0xFE0F || next == 0xFE0E || next == 0x20E3 || 0x1F3FB <= next && next <= 0x1F3FF:
			j += n
		case flag && isRegional(next):
			return j + n
		default:
			return j
		}
	}
	return j
}

func isRegional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }
