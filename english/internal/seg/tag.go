package seg

import "strings"

// maxTag bounds the bytes of a tag of HTML.
const maxTag = 512

// tag is a tag of HTML that is left in a text.
type tag struct {
	start, end int  // bytes
	closing    bool // </em>
}

// tagAt reads the tag that starts at byte i; without one, its end is 0.
func tagAt(text string, i int) tag {
	if i >= len(text) || text[i] != '<' {
		return tag{}
	}
	text = text[:min(len(text), i+maxTag)]
	t, j := tag{start: i}, i+1
	if j < len(text) && text[j] == '/' {
		t.closing = true
		j++
	}
	k := lettersEnd(text, j, len(text))
	if k == j || k == len(text) || strings.IndexByte(" />0123456789", text[k]) < 0 {
		return tag{}
	}
	rest := text[k:]
	if n := strings.IndexAny(rest, "<>\n"); n >= 0 && rest[n] == '>' {
		t.end = k + n + 1
		return t
	}
	return tag{}
}

// inTag takes note of the tag that word i begins, and reports whether the word is of a tag.
func (s *Segmenter) inTag(i int) bool {
	at := s.toks[i].Start
	if at >= s.tag.end && s.text[at] == '<' {
		if t := tagAt(s.text, at); t.end > 0 {
			s.tag = t
		}
	}
	return s.core >= 0 && at >= s.tag.start && at < s.tag.end
}

// tagged reports whether a tag forbids a sentence to end behind word i: inside it, behind one that opens, before one that closes.
func (s *Segmenter) tagged(i int) bool {
	at, next := s.toks[i].Start, s.toks[i+1].Start
	if at >= s.tag.start && at < s.tag.end && (next < s.tag.end || !s.tag.closing && !strings.Contains(s.text[s.tag.end:next], "\n")) {
		return true
	}
	return s.text[next] == '<' && tagAt(s.text, next).closing
}
