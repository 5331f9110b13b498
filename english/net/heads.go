package net

import (
	"math"

	"rapporteur/english/net/mat"
)

// tagChunk labels the tokens of a chunk with every head at token level. It goes in
// steps of a few rows, whose scores stay in the first caches.
func (m *Model) tagChunk(s *scratch, q mat.Acts, out *Output) {
	for _, p := range s.pieces {
		for at := 0; at < p.n; at += tagRows {
			n := min(tagRows, p.n-at)
			row := p.first + at
			part := mat.Acts{Data: q.Data[row*q.Stride:], Stride: q.Stride, Scale: q.Scale[row:]}
			m.tags.Mul(s.tags, part, n, mat.Store)
			m.tagRows(s, n, p.token+p.at+at, out)
			for i := range n {
				copy(s.names.Row(at+i, s.names.Stride), s.tags.Row(i, m.tagWidth)[m.segments[nameSegment].first:])
			}
		}
		m.grammar.decode(out.Tokens[p.token+p.at:][:p.n], s)
	}
}

// tagRows takes the best label of each head out of the scores of n tokens.
func (m *Model) tagRows(s *scratch, n, token int, out *Output) {
	places := s.places[:]
	best := func(k int) {
		g := m.segments[k]
		m.k.ArgMax(places, s.tags.From(0, g.first), n, mat.Pad(g.n))
	}
	tokens := out.Tokens[token:][:n]
	for k, field := range [len(base)]func(*Token) *uint16{
		func(t *Token) *uint16 { return &t.UPOS }, func(t *Token) *uint16 { return &t.XPOS }, func(t *Token) *uint16 { return &t.Feats },
		func(t *Token) *uint16 { return &t.Lemma }, func(t *Token) *uint16 { return &t.Name },
	} {
		best(k)
		for i := range tokens {
			*field(&tokens[i]) = uint16(places[i])
		}
	}
	m.agree(s, tokens)
	k := len(base)
	for h := range m.heads {
		if m.sentence[h] != nil {
			continue
		}
		best(k)
		g, o := m.segments[k], &out.Heads[h]
		for i := range n {
			o.Labels[token+i] = uint16(places[i])
			copy(o.Scores[(token+i)*g.n:], s.tags.Row(i, m.tagWidth)[g.first:][:g.n])
		}
		k++
	}
}

// top is the place of the largest value, the first of equals.
func top(v []float32) int {
	b, t := 0, v[0]
	for i, x := range v {
		if x > t {
			b, t = i, x
		}
	}
	return b
}

// preparePool makes room for the sums and maxima of each sentence, if any head
// looks at them.
func (s *scratch) preparePool(m *Model, sentences int) {
	if s.verdict.Stride == 0 {
		return
	}
	w := m.config.W
	s.pool = mat.Rows{Data: grow(s.pool.Data, mat.PadRows(sentences)*2*w), Stride: 2 * w}
	for i := range sentences {
		row := s.pool.Row(i, 2*w)
		clear(row[:w])
		for k := w; k < 2*w; k++ {
			row[k] = -math.MaxFloat32
		}
	}
}

// addToPool adds the vectors of a chunk to the sums and maxima of their sentences.
func (m *Model) addToPool(s *scratch) {
	if s.verdict.Stride == 0 {
		return
	}
	w := m.config.W
	for _, p := range s.pieces {
		pool := s.pool.Row(p.sentence, 2*w)
		sum, most := pool[:w], pool[w:]
		for i := range p.n {
			for k, v := range s.x.Row(p.first+i, w) {
				sum[k] += v
				if v > most[k] {
					most[k] = v
				}
			}
		}
	}
}

// sentenceHeads labels the sentences with every head at sentence level; a sentence
// without tokens gets the first label.
func (m *Model) sentenceHeads(s *scratch, sentences [][]string, out *Output) {
	if s.verdict.Stride == 0 {
		return
	}
	w := m.config.W
	for i, x := range sentences {
		row := s.pool.Row(i, 2*w)
		if len(x) == 0 {
			clear(row)
			continue
		}
		for k := range w {
			row[k] /= float32(len(x))
		}
	}
	q := s.acts(2 * w)
	for first := 0; first < len(sentences); first += tagRows {
		n := min(tagRows, len(sentences)-first)
		m.k.QuantiseRows(q, s.pool.From(first, 0), n, 2*w, s.inv)
		for h, x := range m.sentence {
			if x == nil {
				continue
			}
			dst := mat.Rows{Data: s.verdict.Data, Stride: x.Out()}
			x.Mul(dst, q, n, mat.Store)
			o, labels := &out.Heads[h], len(m.heads[h].Labels)
			for i := range n {
				scores := dst.Row(i, labels)
				copy(o.Scores[(first+i)*labels:], scores)
				o.Labels[first+i] = 0
				if len(sentences[first+i]) > 0 {
					o.Labels[first+i] = uint16(top(scores))
				}
			}
		}
	}
}
