package net

import "slices"

// triple is a tag, a Penn tag and features that go together: indexes into Labels.
type triple struct{ upos, xpos, feats uint16 }

// Restrict makes each token's UPOS, XPOS and features one of the given combinations: where the best label of each head
// don't go together, the combination of the highest sum of scores is taken. Combinations with labels that the model does not have are passed
// over. It must be called before Run.
func (m *Model) Restrict(combinations [][3]string) {
	m.triples, m.agreed = nil, map[triple]bool{}
	for _, c := range combinations {
		u, x, f := slices.Index(m.labels.UPOS, c[0]), slices.Index(m.labels.XPOS, c[1]), slices.Index(m.labels.Feats, c[2])
		if u < 0 || x < 0 || f < 0 {
			continue
		}
		t := triple{uint16(u), uint16(x), uint16(f)}
		if !m.agreed[t] {
			m.agreed[t] = true
			m.triples = append(m.triples, t)
		}
	}
}

// agree mends the tags of tokens whose scores are in s.tags, from its first row on.
func (m *Model) agree(s *scratch, tokens []Token) {
	if len(m.triples) == 0 {
		return
	}
	u, x, f := m.segments[0].first, m.segments[1].first, m.segments[2].first
	for i := range tokens {
		t := &tokens[i]
		if m.agreed[triple{t.UPOS, t.XPOS, t.Feats}] {
			continue
		}
		row := s.tags.Row(i, m.tagWidth)
		var best triple
		top := float32(-1e30)
		for _, c := range m.triples {
			if v := row[u+int(c.upos)] + row[x+int(c.xpos)] + row[f+int(c.feats)]; v > top {
				best, top = c, v
			}
		}
		t.UPOS, t.XPOS, t.Feats = best.upos, best.xpos, best.feats
	}
}
