// Package speech reads attributed speech: who said what, in which words, for whom. Cues and
// what they take stand in knowledge/words; the speaker is asked of the web of mentions.
package speech

import (
	"strconv"

	"rapporteur/reading/mention"
	"rapporteur/record"
)

// Read returns the statements of a story in the order of its text.
func Read(w *mention.Web) []record.Statement {
	quotes := Quotes(w.T.Text)
	out := plain(w, quotes)
	for i := range out {
		out[i].ID = "s" + strconv.Itoa(i+1)
	}
	return out
}

// finish sets what follows from a statement's content: its mode and its quotations.
func finish(s *record.Statement, quotes []Quote, text string) {
	s.Quotes = []record.Span{}
	inside, outside := 0, 0
	for _, c := range s.Content {
		at := c.Start
		for _, q := range quotes {
			a, b := max(q.Start, c.Start), min(q.End, c.End)
			if a >= b {
				continue
			}
			s.Quotes = append(s.Quotes, record.Cut(text, a, b))
			outside += letters(text[at:max(at, a)])
			inside += letters(text[a:b])
			at = max(at, b)
		}
		outside += letters(text[at:c.End])
	}
	switch {
	case inside == 0:
		s.Mode = record.Indirect
	case outside == 0:
		s.Mode = record.Direct
	default:
		s.Mode = record.Mixed
	}
}

func letters(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
			n++
		}
	}
	return n
}
