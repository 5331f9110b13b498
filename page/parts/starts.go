package parts

import "strings"

// startsBy are the phrases of starts.tsv by their first byte.
var startsBy = func() (t [256][]phraseStart) {
	eachRow("starts.tsv", func(f []string) {
		t[f[1][0]] = append(t[f[1][0]], phraseStart{f[0], f[1]})
	})
	return
}()

type phraseStart struct{ reason, text string }

// Leads tells whether a line begins with words that lead elsewhere ("Read more: …",
// "See also", "Lesen Sie auch …"), and why it is to be set apart.
func Leads(s string) (reason string, ok bool) {
	s = strings.TrimLeft(s, " •*-–—>|[(")
	if s == "" {
		return "", false
	}
	first := s[0]
	if 'A' <= first && first <= 'Z' {
		first += 'a' - 'A'
	}
	best := 0
	for _, p := range startsBy[first] {
		n := len(p.text)
		if n <= best || len(s) < n || !strings.EqualFold(s[:n], p.text) {
			continue
		}
		if n == len(s) || strings.IndexByte(" :|…>.", s[n]) >= 0 {
			best, reason = n, p.reason
		}
	}
	if best == 0 {
		return "", false
	}
	// a word alone must be set off ("Watch: …", "WATCH | …"), else it opens a sentence
	if !strings.Contains(s[:best], " ") && best < len(s) && strings.IndexByte(":|…>", s[best]) < 0 && !strings.HasPrefix(s[best:], " |") {
		return "", false
	}
	return reason, true
}

// IsCredit tells whether a line is nothing but a picture's credit ("Photo: AFP",
// "© dpa", "Jane Doe/Getty Images").
func IsCredit(s string) bool {
	if len(s) > 100 || len(s) < 4 {
		return false
	}
	t := strings.Trim(s, " ()[]")
	if k := labelEnd(t); k > 0 && strings.IndexByte(t[:k], ':') >= 0 || strings.HasPrefix(t, "©") {
		return ParseCredit(t) != nil
	}
	c := ParseCredit(t)
	return c != nil && strings.IndexByte(t, '/') > 0 && (c.Agency != "" && known(c.Agency) || c.Distributor != "")
}

func known(name string) bool {
	_, ok := Agency(name)
	return ok
}
