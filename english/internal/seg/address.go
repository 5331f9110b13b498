package seg

import "strings"

// longest parts of an address that are looked at
const (
	maxLocal = 64
	maxHost  = 253
)

var schemes = []string{"http://", "https://", "ftp://", "mailto:", "www."}

// address is the end of an address of the web or of a mailbox that starts at i, i if there is none.
func (s *Segmenter) address(i, end int) int {
	switch s.text[i] | 0x20 {
	case 'h', 'f', 'm', 'w':
		for _, p := range schemes {
			if i+len(p) < end && strings.EqualFold(s.text[i:i+len(p)], p) {
				return s.urlEnd(i, i+len(p), end)
			}
		}
	}
	if at := s.nextAt(i); at < end && at-i <= maxLocal {
		return s.mailbox(i, at, end)
	}
	return i
}

// urlEnd is the end of the address that began at i, without the punctuation behind it.
func (s *Segmenter) urlEnd(i, body, end int) int {
	j := body
	open := 0
scan:
	for j < end && j-i < maxToken {
		switch c := s.text[j]; {
		case c == '<' || c == '>' || c == '"' || c == '|' || c == '{' || c == '}' || c < ' ':
			break scan
		case c == '(':
			open++
		case c == ')':
			if open == 0 {
				break scan
			}
			open--
		case c == 0xE2 && isBreak(s.text[j:end]), c == 0xC2 && strings.HasPrefix(s.text[j:end], "\u00bb"):
			break scan
		}
		j++
	}
	for j > body && strings.IndexByte(".,;:!?'`]*", s.text[j-1]) >= 0 {
		j--
	}
	if j == body {
		return i
	}
	return s.clip(i, j)
}

// isBreak reports whether a typographic sign that ends an address begins s.
func isBreak(s string) bool {
	switch {
	case strings.HasPrefix(s, "”"), strings.HasPrefix(s, "’"), strings.HasPrefix(s, "—"), strings.HasPrefix(s, "–"), strings.HasPrefix(s, "…"):
		return true
	}
	return false
}

// mailbox is the end of the mail address whose sign stands at at, i if it is none.
func (s *Segmenter) mailbox(i, at, end int) int {
	for k := i; k < at; k++ {
		if c := s.text[k]; !isAlpha(c) && !isDigit(c) && strings.IndexByte("._%+-", c) < 0 {
			return i
		}
	}
	j := at + 1
	for j < end && j-at <= maxHost && (isAlpha(s.text[j]) || isDigit(s.text[j]) || strings.IndexByte("._-", s.text[j]) >= 0) {
		j++
	}
	for j > at+1 && strings.IndexByte("._-", s.text[j-1]) >= 0 {
		j--
	}
	if j == at+1 {
		return i
	}
	return j
}

// hostOrFile is the end of a host name, file name or newsgroup with a known last label that starts at i, 0 if there is none.
func (s *Segmenter) hostOrFile(i, end int) int {
	j, stop := i, 0
	for j < end && j-i <= maxHost {
		c := s.text[j]
		if c == '.' {
			stop = j
		} else if !isAlpha(c) && !isDigit(c) && c != '-' && c != '_' {
			break
		}
		j++
	}
	if stop == j-1 && stop > i { // the stop behind the name ends the sentence
		j = stop
		stop = strings.LastIndexByte(s.text[i:j], '.') + i
	}
	if stop <= i || !has(s.lists.suffixes, s.text[stop+1:j]) && !isGroup(s.text[i:j]) {
		return 0
	}
	if label := s.text[stop+1 : j]; isUpper(label[0]) && !allUpper(label) {
		return 0
	}
	if j < end && s.text[j] == '/' && letterLen(s.text, j+1, end) > 0 {
		return s.urlEnd(i, j+1, end)
	}
	return j
}

// isGroup reports whether w has the form of a newsgroup: three labels or more of small letters, the first a word.
func isGroup(w string) bool {
	labels := 1
	for k := 0; k < len(w); k++ {
		switch c := w[k]; {
		case c == '.':
			labels++
			if k < 3 || w[k-1] == '.' {
				return false
			}
		case !isLower(c) && c != '-':
			return false
		}
	}
	return labels >= 3 && w[len(w)-1] != '.'
}
