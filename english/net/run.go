package net

import (
	"math"

	"rapporteur/english/net/mat"
)

const (
	// chunkTokens is where a chunk is full: its activations stay in the second cache.
	chunkTokens = 192
	chunkRows   = chunkTokens + MaxTokens
	bufferRows  = chunkRows + mat.Group // a product may start at any row
	mixRows     = 96
	tagRows     = 48
)

// piece is a run of tokens that the network sees as one sentence.
type piece struct {
	first, n int // rows of the chunk
	sentence int
	token    int // the first token of the sentence in Output.Tokens
	at       int // place of the piece in its sentence
}

// scratch holds the buffers of one run.
type scratch struct {
	forms   []string
	pieces  []piece
	speller speller
	missing []int
	wide    []float32 // embeddings side by side
	x, y    mat.Rows
	top     []float32
	inv     []float32
	scale   []float32
	bytes   []uint8
	qkv     mat.Rows
	att     mat.Rows
	keys    mat.Rows // one head of a piece, transposed
	share   mat.Rows
	hidden  mat.Rows
	tags    mat.Rows
	arcs    mat.Rows
	query   mat.Rows
	labs    mat.Rows
	heads   mat.Rows // AH of a piece, transposed
	places  [chunkRows]int32
	path    []float32
	back    []uint16
	mst     mst
	names   mat.Rows // scores of names of a piece
	pool    mat.Rows // sums, then means, and maxima of sentences
	verdict mat.Rows // scores of a head at sentence level
}

func newRows(rows, stride int) mat.Rows {
	return mat.Rows{Data: make([]float32, mat.PadRows(rows)*stride), Stride: stride}
}

// pieceStride is the length of a row with one value for each token of a piece, and
// the root.
const pieceStride = MaxTokens + mat.Lanes

func newScratch(m *Model) *scratch {
	c := m.config
	heads := attHeads * m.headDim
	widest := max(3*c.W, tables*c.D, heads, c.Arc, c.Lab)
	rows := mat.PadRows(bufferRows)
	s := &scratch{
		wide: make([]float32, mixRows*tables*c.D),
		x:    newRows(bufferRows, c.W), y: newRows(bufferRows, c.W),
		top: make([]float32, rows), inv: make([]float32, rows), scale: make([]float32, rows),
		bytes: make([]uint8, rows*widest),
		tags:  newRows(tagRows, m.tagWidth), names: newRows(MaxTokens, mat.Pad(len(m.labels.Name))),
		arcs: newRows(bufferRows, 2*c.Arc), query: newRows(bufferRows, c.Arc), labs: newRows(bufferRows, 2*c.Lab),
		heads: newRows(c.Arc, pieceStride), share: newRows(MaxTokens, pieceStride),
		hidden: newRows(bufferRows, max(2*c.W, c.Lab, mat.Pad(len(m.labels.Deprel)))),
	}
	verdict := 0
	for _, x := range m.sentence {
		if x != nil {
			verdict = max(verdict, x.Out())
		}
	}
	s.verdict = newRows(tagRows, verdict)
	if verdict > 0 {
		s.bytes = make([]uint8, rows*max(widest, 2*c.W))
	}
	if len(m.atts) > 0 {
		s.qkv, s.att, s.keys = newRows(bufferRows, 3*heads), newRows(bufferRows, heads), newRows(m.headDim, pieceStride)
	}
	return s
}

// acts returns the buffer of activations with rows of n bytes.
func (s *scratch) acts(n int) mat.Acts { return mat.Acts{Data: s.bytes, Stride: n, Scale: s.scale} }

// Run labels the tokens of sentences, given as the forms of their words. Sentences
// longer than MaxTokens are cut into pieces, whose trees are joined.
func (m *Model) Run(sentences [][]string, out *Output) {
	tokens := 0
	for _, x := range sentences {
		tokens += len(x)
	}
	out.reset(m, tokens, len(sentences))
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	s.forms, s.pieces = s.forms[:0], s.pieces[:0]
	s.preparePool(m, len(sentences))
	token := 0
	for i, x := range sentences {
		for at := 0; at < len(x); {
			n := pieceLength(x[at:])
			s.pieces = append(s.pieces, piece{len(s.forms), n, i, token, at})
			s.forms = append(s.forms, x[at:at+n]...)
			at += n
			if len(s.forms) >= chunkTokens {
				m.chunk(s, out)
			}
		}
		token += len(x)
	}
	m.chunk(s, out)
	clear(s.forms[:cap(s.forms)]) // don't hold the caller's text
	m.join(sentences, out)
	m.sentenceHeads(s, sentences, out)
}

// pieceLength is where to cut a sentence: at its end if that is near, or behind the
// last mark that often parts clauses, or at MaxTokens.
func pieceLength(x []string) int {
	if len(x) <= MaxTokens {
		return len(x)
	}
	for i := MaxTokens; i > MaxTokens/2; i-- {
		switch x[i-1] {
		case ";", ":", ",", "–", "—", "--":
			return i
		}
	}
	return MaxTokens
}

// chunk runs the network on the pieces collected and forgets them.
func (m *Model) chunk(s *scratch, out *Output) {
	if len(s.forms) == 0 {
		return
	}
	m.encode(s)
	m.addToPool(s)
	n := len(s.forms)
	q := s.acts(m.config.W)
	m.k.QuantiseRows(q, s.x, n, m.config.W, s.inv)
	m.arcs.Mul(s.arcs, q, n, mat.ReLU)
	m.labs.Mul(s.labs, q, n, mat.Store)
	m.tagChunk(s, q, out)
	m.trees(s, out)
	s.forms, s.pieces = s.forms[:0], s.pieces[:0]
}

// encode makes the vectors x of the words collected.
func (m *Model) encode(s *scratch) {
	m.wordVectors(s, s.forms)
	for i := range m.convs {
		m.convolve(s, &m.convs[i])
	}
	m.positions(s)
	for i := range m.atts {
		m.attend(s, &m.atts[i])
	}
}

// convolve is a convolution block.
func (m *Model) convolve(s *scratch, c *conv) {
	w, n := m.config.W, len(s.forms)
	m.k.AbsMax(s.top, s.x, n, w)
	for _, p := range s.pieces {
		before := float32(0)
		for i := p.first; i < p.first+p.n; i++ {
			t := s.top[i]
			s.scale[i] = max(before, t)
			if i+1 < p.first+p.n {
				s.scale[i] = max(s.scale[i], s.top[i+1])
			}
			before = t
		}
	}
	mat.Scales(s.scale[:n], s.inv, s.scale[:n])
	q := s.acts(3 * w)
	m.k.Quantise(mat.Acts{Data: q.Data[q.Stride:], Stride: q.Stride}, 0, s.x, n-1, w, s.inv[1:])
	m.k.Quantise(q, w, s.x, n, w, s.inv)
	if n > 1 {
		m.k.Quantise(q, 2*w, s.x.From(1, 0), n-1, w, s.inv)
	}
	for _, p := range s.pieces {
		fillZero(q.Data[p.first*q.Stride:][:w])
		fillZero(q.Data[(p.first+p.n-1)*q.Stride+2*w:][:w])
	}
	c.m.Mul(s.y, q, n, mat.Store)
	m.k.LayerNorm(s.x, s.y, n, w, c.ln.gain, c.ln.bias, true)
}

// fillZero sets activations to zero.
func fillZero(q []uint8) {
	for i := range q {
		q[i] = 64
	}
}

func (m *Model) positions(s *scratch) {
	w := m.config.W
	for _, p := range s.pieces {
		for i := range p.n {
			x, pos := s.x.Row(p.first+i, w), m.pos[i*w:][:w]
			for k := range x {
				x[k] += pos[k]
			}
		}
	}
}

// attend is an attention block.
func (m *Model) attend(s *scratch, a *attention) {
	w, n, d := m.config.W, len(s.forms), m.headDim
	q := s.acts(w)
	m.k.LayerNorm(s.y, s.x, n, w, a.ln1.gain, a.ln1.bias, false)
	m.k.QuantiseRows(q, s.y, n, w, s.inv)
	a.qkv.Mul(s.qkv, q, n, mat.Store)
	scale := float32(1 / math.Sqrt(float64(w/attHeads)))
	for _, p := range s.pieces {
		rows := s.qkv.From(p.first, 0)
		for h := range attHeads {
			transpose(s.keys, rows.From(0, (attHeads+h)*d), p.n, d, 0)
			m.k.Product(s.share, rows.From(0, h*d), s.keys, p.n, d, mat.Pad(p.n))
			m.k.Softmax(s.share, p.n, p.n, scale)
			m.k.Product(s.att.From(p.first, h*d), s.share, rows.From(0, (2*attHeads+h)*d), p.n, p.n, d)
		}
	}
	q = s.acts(attHeads * d)
	m.k.QuantiseRows(q, s.att, n, attHeads*d, s.inv)
	a.o.Mul(s.x, q, n, mat.Add)

	q = s.acts(w)
	m.k.LayerNorm(s.y, s.x, n, w, a.ln2.gain, a.ln2.bias, false)
	m.k.QuantiseRows(q, s.y, n, w, s.inv)
	hidden := mat.Rows{Data: s.hidden.Data, Stride: 2 * w}
	a.f1.Mul(hidden, q, n, mat.ReLU)
	q = s.acts(2 * w)
	m.k.QuantiseRows(q, hidden, n, 2*w, s.inv)
	a.f2.Mul(s.x, q, n, mat.Add)
}

// transpose writes n rows of d values of src as columns from first on, with zeros up
// to the next multiple of mat.Lanes.
func transpose(dst, src mat.Rows, n, d, first int) {
	end := mat.Pad(first + n)
	for k := range d {
		clear(dst.Row(k, end)[first+n:])
	}
	for i := range n {
		for k, v := range src.Row(i, d) {
			dst.Data[k*dst.Stride+first+i] = v
		}
	}
}
