package flat

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// unit is a stretch of the text that is judged as one line: bytes [start, end),
// without white space at its ends. plain is what it says: the same bytes, or the text
// without the marks of Markdown and with wrapped lines joined; pieces then tell where
// its parts come from.
type unit struct {
	start, end int
	plain      string
	pieces     []piece
	mark       mark
	line       int32 // the number of the input line that a sentence was cut from, plus one; 0 where a line is a unit
}

// piece says that plain[at:] comes from text[from:], up to the next piece.
type piece struct{ at, from int }

// mark is what Markdown says of a unit.
type mark struct {
	level  uint8 // of a heading, 1 to 6
	image  bool  // nothing but a picture
	quote  bool
	list   bool
	linked bool // nothing but links
}

// offset is the place in the text of plain's byte i.
func (u *unit) offset(i int) int {
	if u.pieces == nil {
		return u.start + i
	}
	k := len(u.pieces) - 1
	for k > 0 && u.pieces[k].at > i {
		k--
	}
	return min(u.pieces[k].from+i-u.pieces[k].at, u.end)
}

// ending is the place in the text where plain's first i bytes end.
func (u *unit) ending(i int) int {
	if i == 0 {
		return u.start
	}
	return u.offset(i-1) + 1
}

// span is a line of the input: bytes [start, end) without its line break.
type span struct{ start, end int }

// room is what the reading of a page needs for its lines, kept for the next page.
type room struct {
	lines        []span
	units        []unit
	texts        []string
	kind, reason []string
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// maxRoom is the number of lines above which a page's room is not kept.
const maxRoom = 20_000

// release gives the room back, without what points into the page.
func (m *room) release() {
	if cap(m.lines) <= maxRoom && cap(m.units) <= maxRoom {
		clear(m.units)
		clear(m.texts)
		clear(m.kind)
		clear(m.reason)
		rooms.Put(m)
	}
}

// prepare makes room for what is known of n units: their texts, kinds and reasons.
func (m *room) prepare(n int) {
	m.texts = slices.Grow(m.texts[:0], n)[:n]
	m.kind = slices.Grow(m.kind[:0], n)[:n]
	m.reason = slices.Grow(m.reason[:0], n)[:n]
}

// split cuts the text into units, by the form that it has.
func (m *room) split(text string, given, maxLines int) ([]unit, error) {
	n := strings.Count(text, "\n") + 1
	if n > maxLines {
		return nil, &LimitError{"lines", n, maxLines, "MaxLines"}
	}
	lines := slices.Grow(m.lines[:0], n)
	for at := 0; at <= len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		lines = append(lines, span{at, at + end})
		at += end + 1
	}
	m.lines = lines
	units := slices.Grow(m.units[:0], n)
	if given > 0 {
		units = append(units, unit{start: 0, end: given, plain: text[:given]})
		lines = lines[1:]
	}
	if isMarkdown(text, lines) {
		return markdown(units, text, lines), nil
	}
	if least := lumped(text, lines); least > 0 {
		return sentences(units, text, lines, least, maxLines), nil
	}
	if width := wrapWidth(text, lines); width > 0 {
		return unwrap(units, text, lines, width), nil
	}
	for _, l := range lines {
		if u, ok := trim(text, l.start, l.end); ok {
			units = append(units, u)
		}
	}
	return units, nil
}

// trim makes a unit of bytes [start, end) without the white space around; ok is false where nothing is left.
func trim(text string, start, end int) (unit, bool) {
	if start < end && plainEdge(text[start]) && plainEdge(text[end-1]) {
		return unit{start: start, end: end, plain: text[start:end]}, true
	}
	s := strings.TrimRightFunc(text[start:end], unicode.IsSpace)
	end = start + len(s)
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	start = end - len(s)
	return unit{start: start, end: end, plain: s}, s != ""
}

// plainEdge tells whether c is an ASCII character that is no white space.
func plainEdge(c byte) bool { return c > ' ' && c < utf8.RuneSelf }
