package seg

import "strings"

// number reads the number that starts at the digit at i: 1,000.50, 7:30, 11/28/2000, 20th, 1990s, 555-0100. first
// tells that it starts a run of non-blanks.
func (s *Segmenter) number(i, end int, first bool) {
	if at := s.nextAt(i); at < end && at-i <= maxLocal {
		if j := s.mailbox(i, at, end); j > i {
			s.add(i, j)
			return
		}
	}
	if j := s.exceptionNumber(i, end); j > i {
		s.add(i, j)
		return
	}
	if j := groupsEnd(s.text, i, end); j > i {
		s.add(i, s.clip(i, j))
		return
	}
	j := s.digits(i, end)
	if j-i > maxToken {
		s.add(i, s.clip(i, j))
		return
	}
	s.afterDigits(i, j, end)
}

func (s *Segmenter) exceptionNumber(i, end int) int {
	if k := i + 4; k <= end && has(s.lists.exceptions, s.text[i:k]) && letterLen(s.text, k, end) == 0 {
		return k
	}
	return i
}

// digits is the end of the digits at i with the signs between them.
func (s *Segmenter) digits(i, end int) int {
	j := digitsEnd(s.text, i, end)
	for j+1 < end && isDigit(s.text[j+1]) && j-i <= maxToken {
		switch s.text[j] {
		case '.', ':':
		case ',':
			if !thousands(s.text, j, end) {
				return j
			}
		case '/':
			if k := digitsEnd(s.text, j+1, end); k == j+2 && j == i+1 && (k >= end || s.text[k] != '/') {
				return j // 1/2 is three words, 9/11 and dates are one
			}
		default:
			return j
		}
		j = digitsEnd(s.text, j+1, end)
	}
	return j
}

// thousands reports whether the comma at j stands before a group of three digits, or of two as in 1,00,000.
func thousands(text string, j, end int) bool {
	k := digitsEnd(text, j+1, end)
	if k-j-1 == 2 && k < end && text[k] == ',' {
		n := digitsEnd(text, k+1, end) - k - 1
		return n == 3 || n == 2
	}
	return k-j-1 == 3
}

// afterDigits adds the number text[i:j] with the letters behind it, or leaves a unit to be read next.
func (s *Segmenter) afterDigits(i, j, end int) {
	if n := apostropheLen(s.text, j, end); n > 0 && j+n < end && s.text[j+n] == 's' && s.text[j-1] == '0' &&
		(j-i == 2 || j-i == 4) && letterLen(s.text, j+n+1, end) == 0 {
		s.add(i, j+n+1) // the 1960's
		return
	}
	k := runEnd(s.text, j, end)
	if k == j || strings.HasPrefix(s.text[j:k], "º") {
		if n := apostropheLen(s.text, j, end); n > 0 && j+n < end && s.text[j+n] == 's' && letterLen(s.text, j+n+1, end) == 0 {
			s.addParts(i, j, j+n+1)
		} else {
			s.add(i, j)
		}
		return
	}
	if unit := s.text[j:k]; has(s.lists.units, unit) || k < end && s.text[k] == '.' && k+1 < end && isAlpha(s.text[k+1]) && s.clockUnit(j, end) {
		s.add(i, j)
		return
	}
	if strings.IndexByte("$", s.prevByte(i)) >= 0 && k == j+1 {
		s.add(i, j)
		return
	}
	k = s.body(i, end)
	if k < j {
		k = j
	}
	s.contract(i, s.clip(i, max(k, runEnd(s.text, j, end))), end)
}

// clockUnit reports whether "a.m" or "p.m" stands at j.
func (s *Segmenter) clockUnit(j, end int) bool {
	return j+3 <= end && has(s.lists.units, s.text[j:j+3])
}

// prevByte is the byte before i, a blank at the start.
func (s *Segmenter) prevByte(i int) byte {
	if i == 0 {
		return ' '
	}
	return s.text[i-1]
}

// groupsEnd is the end of digits in groups joined by hyphens that are one word: telephone numbers, dates, postal
// codes; i where the hyphen stands between two numbers (10-15, 2003-2007).
func groupsEnd(text string, i, end int) int {
	j := digitsEnd(text, i, end)
	if j >= end || text[j] != '-' || j-i > 5 {
		return i
	}
	first, groups, last := j-i, 1, j-i
	for j+1 < end && text[j] == '-' && isDigit(text[j+1]) && groups < 8 {
		k := digitsEnd(text, j+1, end)
		last, groups, j = k-j-1, groups+1, k
	}
	if letterLen(text, j, end) > 0 || j+1 < end && (text[j] == '.' || text[j] == ',' || text[j] == ':') && isDigit(text[j+1]) {
		return i
	}
	switch {
	case groups == 2 && (first == 3 && last == 4 || first == 5 && last == 4):
		return j
	case groups >= 3:
		return j
	}
	return i
}
