package net

import "strings"

// nameGrammar says which labels of names may follow which: I-T only B-T or I-T.
type nameGrammar struct {
	// before lists, for each I- label, the labels that may precede it; nil for others.
	before [][]uint16
}

func newNameGrammar(labels []string) nameGrammar {
	g := nameGrammar{make([][]uint16, len(labels))}
	for i, l := range labels {
		t, inside := strings.CutPrefix(l, "I-")
		if !inside {
			continue
		}
		g.before[i] = []uint16{}
		for j, k := range labels {
			if k == "B-"+t || k == l {
				g.before[i] = append(g.before[i], uint16(j))
			}
		}
	}
	return g
}

// valid says whether label b may follow a; a is -1 at the start.
func (g *nameGrammar) valid(a int, b uint16) bool {
	if g.before[b] == nil {
		return true
	}
	for _, f := range g.before[b] {
		if int(f) == a {
			return true
		}
	}
	return false
}

// decode replaces the labels of a piece's tokens, each the best by itself, by the
// sequence of the highest sum of scores that the grammar allows.
func (g *nameGrammar) decode(t []Token, s *scratch) {
	ok, last := true, -1
	for i := range t {
		ok = ok && g.valid(last, t[i].Name)
		last = int(t[i].Name)
	}
	if ok {
		return // the best of each token is the best sequence
	}
	const impossible = -1e30
	n := len(g.before)
	s.path, s.back = grow(s.path, 2*n), grow(s.back, len(t)*n)
	prev, cur := s.path[:n], s.path[n:]
	for i := range t {
		v := s.names.Row(i, n)
		best := 0
		if i > 0 {
			best = top(prev)
		}
		for l := range n {
			from := best
			if g.before[l] != nil {
				from = bestOf(prev, g.before[l])
			}
			switch {
			case i == 0 && g.before[l] == nil:
				cur[l] = v[l]
			case i == 0 || from < 0:
				cur[l], from = impossible, 0
			default:
				cur[l] = prev[from] + v[l]
			}
			s.back[i*n+l] = uint16(from)
		}
		prev, cur = cur, prev
	}
	l := uint16(top(prev))
	for i := len(t) - 1; i >= 0; i-- {
		t[i].Name = l
		l = s.back[i*n+int(l)]
	}
}

// bestOf is the one of places whose value is the largest, or -1 without places.
func bestOf(v []float32, places []uint16) int {
	b := -1
	for _, i := range places {
		if b < 0 || v[i] > v[b] {
			b = int(i)
		}
	}
	return b
}
