package seg

import (
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"rapporteur/english/data"
)

// modelFile holds the weights; internal/segtrain writes it.
const modelFile = "sentences.bin"

// modelMagic opens the file. Behind it, little-endian: uint32 bits (2^bits rows), uint32 width, float32 scale,
// float32 bias, width float32 of the hidden biases, width float32 of the output, then rows × width int8.
const modelMagic = "RPSENT1\n"

// model is a small network over hashed features: their rows are summed, the negative sums
// dropped, and the rest weighed into one score; above zero a sentence ends.
type model struct {
	mask   uint32
	width  int
	scale  float32
	bias   float32
	hidden []float32
	out    []float32
	rows   []int8
}

var loadModel = sync.OnceValue(func() *model {
	b, err := data.FS.ReadFile(modelFile)
	if err == nil {
		var m *model
		if m, err = readModel(b); err == nil {
			return m
		}
	}
	panic("english: embedded sentence model: " + err.Error()) // part of the binary; a test loads it
})

func readModel(b []byte) (*model, error) {
	const fixed = len(modelMagic) + 16
	if len(b) < fixed || string(b[:len(modelMagic)]) != modelMagic {
		return nil, fmt.Errorf("%s does not start with %q", modelFile, modelMagic)
	}
	u := func(at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
	f := func(at int) float32 { return math.Float32frombits(u(at)) }
	bits, width, at := u(8), int(u(12)), fixed
	if bits > 20 || width > 64 || len(b) != at+8*width+width<<bits {
		return nil, fmt.Errorf("%s: %d bytes don't fit 2^%d rows of %d", modelFile, len(b), bits, width)
	}
	m := &model{mask: 1<<bits - 1, width: width, scale: f(16), bias: f(20)}
	for k := range width {
		m.hidden = append(m.hidden, f(at+4*k))
		m.out = append(m.out, f(at+4*width+4*k))
	}
	m.rows = make([]int8, width<<bits)
	for k, v := range b[at+8*width:] {
		m.rows[k] = int8(v)
	}
	return m, nil
}

// ends reports whether a sentence ends at the gap.
func (m *model) ends(g *Gap) bool { return m.score(g.Features) > 0 }

func (m *model) score(feats []uint32) float32 {
	var sums [64]int32
	h := sums[:m.width]
	for _, f := range feats {
		row := m.rows[int(f&m.mask)*m.width:][:len(h)]
		for k, v := range row {
			h[k] += int32(v)
		}
	}
	score := m.bias
	for k, v := range h {
		if x := float32(v)*m.scale + m.hidden[k]; x > 0 {
			score += x * m.out[k]
		}
	}
	return score
}
