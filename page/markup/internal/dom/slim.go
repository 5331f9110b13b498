package dom

import (
	"bytes"
	"fmt"
)

// The scanner below makes a slim copy of a page before it is parsed: no scripts (but
// those that hold data), styles, drawings or comments, and only the attributes that are
// read later. That halves the parser's work, and it bounds what a hostile page could do to
// it: open formatting elements, which the parser opens again in every later paragraph,
// and attributes, which it compares pairwise, are cut off at a few.

const (
	maxAttributes = 24
	maxFormatting = 24 // formatting elements that are open at once
)

// kept are the attributes that some part of the reader looks at.
var kept = set("class", "id", "itemprop", "itemtype", "itemscope", "href", "src", "alt", "datetime", "content", "property",
	"name", "rel", "lang", "http-equiv", "hidden", "aria-hidden", "style", "role", "type", "data-testid", "aria-label",
	"data-component", "data-type", "data-block", "title", "pubdate", "typeof", "xml:lang")

// dropped are elements that hold nothing to be read; their end tag is looked for as text.
var dropped = set("style", "svg", "noscript", "template", "iframe", "object", "canvas", "math", "noembed", "noframes")

var formatting = set("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// slimmer copies a page.
type slimmer struct {
	in       []byte
	out      []byte
	at       int
	copied   int // in[:copied] has been copied or dropped
	elements int
	max      int
	open     map[string]int // formatting elements, by name
	opened   int            // their sum
	name     [32]byte
}

// slim returns the slim copy of a page, or an error where it has more than max elements.
func slim(in []byte, max int) ([]byte, error) {
	s := &slimmer{in: in, out: make([]byte, 0, len(in)/2+64), max: max, open: map[string]int{}}
	for {
		k := bytes.IndexByte(in[s.at:], '<')
		if k < 0 || s.at+k+1 >= len(in) {
			break
		}
		s.at += k
		switch c := in[s.at+1]; {
		case c == '!' || c == '?':
			s.flush()
			s.at += s.declaration()
			s.copied = s.at
		case c == '/' && s.at+2 < len(in) && letter(in[s.at+2]):
			s.endTag()
		case letter(c):
			if err := s.startTag(); err != nil {
				return nil, err
			}
		default:
			s.at++
		}
	}
	s.at = len(in)
	s.flush()
	return s.out, nil
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func (s *slimmer) flush() {
	s.out = append(s.out, s.in[s.copied:s.at]...)
	s.copied = s.at
}

// declaration is the length of a comment, document type or processing instruction.
func (s *slimmer) declaration() int {
	rest := s.in[s.at:]
	if bytes.HasPrefix(rest, []byte("<!--")) {
		if bytes.HasPrefix(rest[4:], []byte(">")) || bytes.HasPrefix(rest[4:], []byte("->")) {
			return 4 + bytes.IndexByte(rest[4:], '>') + 1
		}
		if k := bytes.Index(rest[4:], []byte("-->")); k >= 0 {
			return 4 + k + 3
		}
		return len(rest)
	}
	if k := bytes.IndexByte(rest, '>'); k >= 0 {
		return k + 1
	}
	return len(rest)
}

// tagName reads the folded name of the tag at at; the result lasts until the next call.
func (s *slimmer) tagName(at int) (name []byte, end int) {
	n := 0
	for end = at; end < len(s.in); end++ {
		c := s.in[end]
		if space(c) || c == '/' || c == '>' {
			break
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if n < len(s.name) {
			s.name[n] = c
			n++
		}
	}
	return s.name[:n], end
}

func (s *slimmer) endTag() {
	name, end := s.tagName(s.at + 2)
	if formatting[string(name)] {
		if s.open[string(name)] > 0 {
			s.open[string(name)]--
			s.opened--
		}
	}
	s.flush()
	s.out = append(append(append(s.out, "</"...), name...), '>')
	if k := bytes.IndexByte(s.in[end:], '>'); k >= 0 {
		s.at = end + k + 1
	} else {
		s.at = len(s.in)
	}
	s.copied = s.at
}

func (s *slimmer) startTag() error {
	buf, end := s.tagName(s.at + 1)
	name := string(buf) // the buffer is used again for the attributes
	s.flush()
	start := len(s.out)
	s.out = append(append(s.out, '<'), name...)
	data, closed := false, false
	s.at, data, closed = s.attributes(end, name == "script")
	s.out = append(s.out, '>')
	s.copied = s.at
	if s.elements++; s.elements > s.max {
		return fmt.Errorf("more than %d elements (at byte %d)", s.max, start)
	}
	switch {
	case name == "script":
		s.skipTo("script", data)
		if !data {
			s.out = s.out[:start]
		}
	case name == "textarea" || name == "title" || name == "xmp":
		s.skipTo(name, true)
	case dropped[name]:
		s.out = s.out[:start]
		if !closed {
			s.skipTo(name, false)
		}
	case formatting[name]:
		if s.opened >= maxFormatting {
			s.out = s.out[:start]
			break
		}
		s.open[name]++
		s.opened++
	}
	return nil
}

// skipTo goes past the end tag of an element, and copies what lies between if keep is set.
func (s *slimmer) skipTo(name string, keep bool) {
	from, close := s.at, len(s.in)
	for {
		k := bytes.Index(s.in[s.at:], []byte("</"))
		if k < 0 {
			s.at = len(s.in)
			break
		}
		s.at += k
		if got, end := s.tagName(s.at + 2); string(got) == name {
			close, s.at = s.at, end
			if j := bytes.IndexByte(s.in[end:], '>'); j >= 0 {
				s.at = end + j + 1
			}
			break
		}
		s.at += 2
	}
	if keep {
		s.out = append(s.out, s.in[from:close]...)
		s.out = append(append(append(s.out, "</"...), name...), '>')
	}
	s.copied = s.at
}

// attributes copies the kept attributes from at to the end of the tag, and returns where
// the tag ends, whether its type says that a script holds data, and whether it closes itself.
func (s *slimmer) attributes(at int, script bool) (end int, data, closed bool) {
	n := 0
	for at < len(s.in) {
		for at < len(s.in) && (space(s.in[at]) || s.in[at] == '/') {
			closed = s.in[at] == '/'
			at++
		}
		if at >= len(s.in) {
			break
		}
		if s.in[at] == '>' {
			return at + 1, data, closed
		}
		closed = false
		name, end := s.attributeName(at)
		value, quote, next := s.attributeValue(end)
		if script && string(name) == "type" && bytes.Contains(bytes.ToLower(value[:min(len(value), 64)]), []byte("ld+json")) {
			data = true
		}
		if n < maxAttributes && kept[string(name)] {
			n++
			s.out = append(append(s.out, ' '), name...)
			if quote != 0 {
				s.out = append(append(append(append(s.out, '='), quote), value...), quote)
			}
		}
		at = next
	}
	return len(s.in), data, closed
}

func (s *slimmer) attributeName(at int) (name []byte, end int) {
	n := 0
	for end = at; end < len(s.in); end++ {
		c := s.in[end]
		if space(c) || c == '>' || c == '=' && end > at || c == '/' {
			break
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if n < len(s.name) {
			s.name[n] = c
		}
		n++
	}
	if end == at {
		end++
	}
	if n > len(s.name) {
		return nil, end
	}
	return s.name[:n], end
}

// attributeValue reads "= value" at at; quote is zero where there is none.
func (s *slimmer) attributeValue(at int) (value []byte, quote byte, next int) {
	i := at
	for i < len(s.in) && space(s.in[i]) {
		i++
	}
	if i >= len(s.in) || s.in[i] != '=' {
		return nil, 0, at
	}
	i++
	for i < len(s.in) && space(s.in[i]) {
		i++
	}
	if i >= len(s.in) {
		return nil, 0, len(s.in)
	}
	if q := s.in[i]; q == '"' || q == '\'' {
		k := bytes.IndexByte(s.in[i+1:], q)
		if k < 0 {
			return nil, 0, len(s.in)
		}
		return s.in[i+1 : i+1+k], q, i + k + 2
	}
	from := i
	for i < len(s.in) && !space(s.in[i]) && s.in[i] != '>' {
		i++
	}
	value = s.in[from:i]
	if bytes.IndexByte(value, '"') >= 0 {
		return nil, 0, i
	}
	return value, '"', i
}
