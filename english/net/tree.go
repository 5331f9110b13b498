package net

import (
	"slices"

	"rapporteur/english/net/mat"
)

// trees gives each token of the chunk its head and the label of the arc.
func (m *Model) trees(s *scratch, out *Output) {
	c, n := m.config, len(s.forms)
	q := s.acts(c.Arc)
	m.k.QuantiseRows(q, s.arcs.From(0, c.Arc), n, c.Arc, s.inv)
	m.u.Mul(s.query, q, n, mat.Store)
	for _, p := range s.pieces {
		transpose(s.heads, s.arcs.From(p.first, 0), p.n, c.Arc, 1)
		for k, v := range m.rootArc {
			s.heads.Data[k*s.heads.Stride] = v
		}
		m.k.Product(s.share, s.query.From(p.first, 0), s.heads, p.n, c.Arc, mat.Pad(p.n+1))
		heads := s.mst.run(s.share, p.n)
		tokens := out.Tokens[p.token+p.at:][:p.n]
		for i := range tokens {
			tokens[i].Head = heads[i+1] - 1
			lh := m.rootLab
			if h := heads[i+1]; h > 0 {
				lh = s.labs.Row(p.first+int(h)-1, c.Lab)
			}
			ld, dst := s.labs.Row(p.first+i, 2*c.Lab)[c.Lab:], s.hidden.Data[(p.first+i)*c.Lab:][:c.Lab]
			for k := range dst {
				dst[k] = max(ld[k]+lh[k], 0)
			}
		}
	}
	m.deprels(s, out)
}

// deprels labels the arcs of the chunk, whose hidden vectors are ready.
func (m *Model) deprels(s *scratch, out *Output) {
	c := m.config
	q := s.acts(c.Lab)
	m.k.QuantiseRows(q, mat.Rows{Data: s.hidden.Data, Stride: c.Lab}, len(s.forms), c.Lab, s.inv)
	scores := mat.Rows{Data: s.hidden.Data, Stride: m.l2.Out()}
	m.l2.Mul(scores, q, len(s.forms), mat.Store)
	m.k.ArgMax(s.places[:], scores, len(s.forms), scores.Stride)
	for _, p := range s.pieces {
		for i := range p.n {
			out.Tokens[p.token+p.at+i].Deprel = uint16(s.places[p.first+i])
		}
	}
}

// joinLabel is the relation of a later piece's root to the first piece's.
func joinLabel(deprels []string) uint16 {
	return uint16(max(0, slices.Index(deprels, "parataxis")))
}

// join makes one tree of the pieces of each long sentence: the roots of later pieces
// hang on the root of the first.
func (m *Model) join(sentences [][]string, out *Output) {
	token := 0
	for _, x := range sentences {
		if len(x) > MaxTokens {
			m.joinPieces(x, out.Tokens[token:][:len(x)])
		}
		token += len(x)
	}
}

func (m *Model) joinPieces(x []string, t []Token) {
	root := int32(-1)
	for at := 0; at < len(x); {
		n := pieceLength(x[at:])
		for i := at; i < at+n; i++ {
			switch {
			case t[i].Head >= 0:
				t[i].Head += int32(at)
			case root < 0:
				root = int32(i)
			default:
				t[i].Head, t[i].Deprel = root, m.joined
			}
		}
		at += n
	}
}
