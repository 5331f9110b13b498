package flat

import "strings"

// isMarkdown tells whether a text is Markdown: links with addresses, headings behind
// number signs, strong marks.
func isMarkdown(text string, lines []span) bool {
	links := strings.Count(text, "](")
	if links == 0 && !strings.Contains(text, "**") && !strings.Contains(text, "# ") {
		return false
	}
	marked := 0
	for _, l := range lines {
		s := strings.TrimLeft(text[l.start:l.end], " ")
		if level(s) > 0 || strings.HasPrefix(s, "![") || strings.HasPrefix(s, "**") && strings.Contains(s[2:], "**") {
			marked++
		}
	}
	return links >= 3 || links > 0 && marked > 0 || marked >= 2
}

// level is the level of a heading, 0 where s is none.
func level(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n > 6 || n == 0 || n == len(s) || s[n] != ' ' {
		return 0
	}
	return n
}

// markdown makes a unit of each line, without its marks.
func markdown(units []unit, text string, lines []span) []unit {
	for i := 0; i < len(lines); i++ {
		u, ok := trim(text, lines[i].start, lines[i].end)
		if !ok {
			continue
		}
		// a line of "=" or "-" under a line makes it a heading
		if i+1 < len(lines) {
			if under := underline(text[lines[i+1].start:lines[i+1].end]); under > 0 {
				u.mark.level = uint8(under)
				if v, ok := trim(text, lines[i+1].start, lines[i+1].end); ok {
					u.end = v.end
				}
				i++
			}
		}
		units = append(units, unmark(text, u))
	}
	return units
}

func underline(s string) int {
	s = strings.TrimRight(s, " ")
	switch {
	case len(s) < 3:
	case strings.Trim(s, "=") == "":
		return 1
	case strings.Trim(s, "-") == "":
		return 2
	}
	return 0
}

// stripper writes a unit's plain text, and where it comes from.
type stripper struct {
	text   string
	out    strings.Builder
	pieces []piece
	linked int // bytes of plain within links
	images int // bytes of plain that describe pictures
}

func (p *stripper) copy(from, to int) {
	if from < to {
		p.pieces = append(p.pieces, piece{p.out.Len(), from})
		p.out.WriteString(p.text[from:to])
	}
}

// unmark takes the marks of Markdown off a unit.
func unmark(text string, u unit) unit {
	raw := u.plain
	if !strings.ContainsAny(raw, "#*_[]!>`\\<") && u.mark.level == 0 {
		return u
	}
	at := 0
	if n := level(raw); n > 0 {
		u.mark.level, at = uint8(n), n+1
	}
	for strings.HasPrefix(raw[at:], ">") {
		u.mark.quote = true
		at += len(raw[at:]) - len(strings.TrimLeft(raw[at+1:], " "))
	}
	if len(raw) > at+1 && strings.IndexByte("*-+", raw[at]) >= 0 && raw[at+1] == ' ' {
		u.mark.list, at = true, at+2
	}
	p := &stripper{text: text}
	p.run(u.start+at, u.start+len(raw), 0)
	plain := p.out.String()
	trimmed := strings.TrimRight(plain, " #")
	lead := len(trimmed) - len(strings.TrimLeft(trimmed, " "))
	u.plain, u.pieces = trimmed[lead:], p.pieces
	for i := range u.pieces {
		u.pieces[i].at -= lead
	}
	if len(u.pieces) == 0 {
		u.pieces = []piece{{0, u.start}}
	}
	u.mark.image = p.images > 0 && p.images*10 >= len(plain)*9
	u.mark.linked = p.linked > 0 && p.linked*10 >= len(plain)*8
	return u
}

// maxNesting bounds links within links.
const maxNesting = 3

// run strips bytes [at, end).
func (p *stripper) run(at, end, depth int) {
	from := at
	for at < end {
		switch c := p.text[at]; {
		case c == '\\' && at+1 < end && strings.IndexByte("\\`*_{}[]()#+-.!|>", p.text[at+1]) >= 0:
			p.copy(from, at)
			from, at = at+1, at+2
		case c == '*' || c == '`' || c == '_' && edge(p.text, at, end):
			p.copy(from, at)
			at++
			from = at
		case c == '[' || c == '!' && at+1 < end && p.text[at+1] == '[':
			open := at
			if c == '!' {
				open++
			}
			close, after := link(p.text, open, end)
			if after < 0 || depth == maxNesting {
				at++
				continue
			}
			p.copy(from, at)
			before := p.out.Len()
			p.run(open+1, close, depth+1)
			if c == '!' {
				p.images += p.out.Len() - before
			} else if depth == 0 {
				p.linked += p.out.Len() - before
			}
			at, from = after, after
		default:
			at++
		}
	}
	p.copy(from, end)
}

// edge tells whether an underscore stands at the edge of a word, as emphasis does.
func edge(s string, at, end int) bool {
	return at == 0 || at+1 >= end || !alnum(s[at-1]) || !alnum(s[at+1])
}

func alnum(c byte) bool {
	return c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// Bounds on what a link may hold, in bytes, so that broken links cost linear time.
const (
	maxLinkText = 600
	maxLinkAddr = 4000
)

// link finds the end of the text and of the address of "[text](address)"; after is -1 where there is no link.
func link(s string, open, end int) (close, after int) {
	depth := 0
	for i := open; i < end && i < open+maxLinkText; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth > 0 {
				continue
			}
			if i+1 >= end || s[i+1] != '(' {
				return 0, -1
			}
			return i, address(s, i+1, end)
		}
	}
	return 0, -1
}

func address(s string, open, end int) int {
	depth := 0
	for i := open; i < end && i < open+maxLinkAddr; i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
