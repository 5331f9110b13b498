package meta

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The parser below reads JSON as pages write it: with line breaks within strings, commas
// before closing brackets, comments and CDATA marks around, cut off at the end. What
// it can't read it leaves out. Standard JSON (RFC 8259) comes out as encoding/json would give it.

const maxNesting = 64

type object = map[string]any

// loose parses s; nil where there is no value.
func loose(s string) any {
	p := &looseParser{s: s}
	p.blank()
	for p.at < len(s) && s[p.at] != '{' && s[p.at] != '[' {
		p.at++ // "<!--", "//<![CDATA[" and the like
		if strings.HasPrefix(s[p.at:], "[CDATA[") {
			p.at += len("[CDATA[")
		}
	}
	return p.value(0)
}

type looseParser struct {
	s  string
	at int
}

func (p *looseParser) blank() {
	for p.at < len(p.s) && (p.s[p.at] <= ' ' || p.s[p.at] == ',' || p.s[p.at] == ';') {
		p.at++
	}
}

func (p *looseParser) value(depth int) any {
	p.blank()
	if p.at >= len(p.s) || depth > maxNesting {
		p.at = len(p.s)
		return nil
	}
	switch c := p.s[p.at]; {
	case c == '{':
		return p.object(depth)
	case c == '[':
		p.at++
		list := []any{}
		for {
			p.blank()
			if p.at >= len(p.s) {
				return list
			}
			if p.s[p.at] == ']' || p.s[p.at] == '}' {
				p.at++
				return list
			}
			list = append(list, p.value(depth+1))
		}
	case c == '"':
		return p.text()
	default:
		return p.bare()
	}
}

func (p *looseParser) object(depth int) any {
	p.at++
	o := object{}
	for {
		p.blank()
		if p.at >= len(p.s) {
			return o
		}
		if c := p.s[p.at]; c == '}' || c == ']' {
			p.at++
			return o
		}
		var key string
		if p.s[p.at] == '"' {
			key = p.text()
		} else if k, ok := p.bare().(string); ok {
			key = k
		}
		for p.at < len(p.s) && p.s[p.at] <= ' ' {
			p.at++
		}
		if p.at < len(p.s) && p.s[p.at] == ':' {
			p.at++
			if v := p.value(depth + 1); o[key] == nil {
				o[key] = v
			}
		}
	}
}

// bare reads a number or a word; it takes one byte at least.
func (p *looseParser) bare() any {
	from := p.at
	for p.at < len(p.s) && !strings.ContainsRune(",:{}[]\"", rune(p.s[p.at])) && p.s[p.at] > ' ' {
		p.at++
	}
	if p.at == from {
		p.at++
		return nil
	}
	w := p.s[from:p.at]
	switch w {
	case "null":
		return nil
	case "true":
		return true
	case "false":
		return false
	}
	if f, err := strconv.ParseFloat(w, 64); err == nil {
		return f
	}
	return w
}

func (p *looseParser) text() string {
	p.at++
	from := p.at
	for p.at < len(p.s) && p.s[p.at] != '"' && p.s[p.at] != '\\' {
		p.at++
	}
	if p.at < len(p.s) && p.s[p.at] == '"' {
		p.at++
		return p.s[from : p.at-1]
	}
	var b strings.Builder
	b.WriteString(p.s[from:p.at])
	for p.at < len(p.s) {
		c := p.s[p.at]
		p.at++
		switch c {
		case '"':
			return b.String()
		case '\\':
			p.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (p *looseParser) escape(b *strings.Builder) {
	if p.at >= len(p.s) {
		return
	}
	c := p.s[p.at]
	p.at++
	switch c {
	case 'n', 'r', 't', 'f', 'b':
		b.WriteByte(" \n\r\t\f\b"[strings.IndexByte(" nrtfb", c)])
	case 'u':
		r := p.hex()
		if r >= 0xD800 && r < 0xDC00 && strings.HasPrefix(p.s[p.at:], `\u`) {
			p.at += 2
			if low := p.hex(); low >= 0xDC00 && low < 0xE000 {
				r = (r-0xD800)<<10 + low - 0xDC00 + 0x10000
			}
		}
		if !utf8.ValidRune(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	default:
		b.WriteByte(c)
	}
}

func (p *looseParser) hex() rune {
	if p.at+4 > len(p.s) {
		p.at = len(p.s)
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(p.s[p.at:p.at+4], 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	p.at += 4
	return rune(n)
}
