package mat

import (
	"fmt"
	"math"
)

// Matrix is an int8 matrix packed for one set of kernels. It is immutable.
type Matrix struct {
	k       *Kernels
	in, out int
	maxout  bool
	rows    int // outputs before maxout, with padding
	// In packed order: -64 times the sum of the weights, scale and bias of each output.
	comp        []int32
	scale, bias []float32
	blocks      []block  // for vector kernels
	lanes       []uint64 // for portable Go
}

// block is up to four tiles of 16 outputs: weights by steps of four inputs, each
// tile's 16 outputs together; par holds compensations, scales and biases.
type block struct {
	tiles int
	w     []int8
	par   []uint32
}

// In and Out are the numbers of values that a product takes and gives a row, both
// multiples of Lanes.
func (m *Matrix) In() int  { return m.in }
func (m *Matrix) Out() int { return m.out }

// NewMatrix packs w, out rows of in weights, with the scale of each row and its bias
// (nil for none). With maxout, output i of the product is the larger of rows i and
// out/2+i. Sizes that are no multiples of Lanes are padded with zeros.
func (k *Kernels) NewMatrix(w []int8, out, in int, scale, bias []float32, maxout bool) (*Matrix, error) {
	if out <= 0 || in <= 0 || len(w) != out*in || len(scale) != out || bias != nil && len(bias) != out || maxout && out%(2*Lanes) != 0 {
		return nil, fmt.Errorf("mat: %d weights, %d scales, %d biases don't make a matrix of %d by %d", len(w), len(scale), len(bias), out, in)
	}
	if in > math.MaxInt32/(127*128) {
		return nil, fmt.Errorf("mat: %d inputs could overflow the sums", in)
	}
	m := &Matrix{k: k, in: Pad(in), rows: Pad(out), out: Pad(out), maxout: maxout}
	if maxout {
		m.out /= 2
	}
	order := m.order(out)
	m.comp, m.scale, m.bias = make([]int32, m.rows), make([]float32, m.rows), make([]float32, m.rows)
	packed := make([]int8, m.rows*m.in)
	for i, o := range order {
		if o < 0 {
			continue
		}
		row := w[o*in : (o+1)*in]
		copy(packed[i*m.in:], row)
		sum := int32(0)
		for _, x := range row {
			sum += int32(x)
		}
		m.comp[i], m.scale[i] = -64*sum, scale[o]
		if bias != nil {
			m.bias[i] = bias[o] + 0 // no negative zero
		}
	}
	if k.wide {
		m.packTiles(packed)
	} else {
		m.packLanes(packed)
	}
	return m, nil
}

// order gives, for each output in packed order, its row of the source or -1: with
// maxout the two tiles of a pair are neighbours.
func (m *Matrix) order(out int) []int {
	o := make([]int, m.rows)
	for i := range o {
		o[i] = i
		if m.maxout {
			tile := i / Lanes
			o[i] = tile/2*Lanes + i%Lanes + tile%2*out/2
		}
		if o[i] >= out {
			o[i] = -1
		}
	}
	return o
}

func (m *Matrix) packTiles(w []int8) {
	for first := 0; first < m.rows; {
		tiles := min(4, (m.rows-first)/Lanes)
		if tiles == 3 {
			tiles = 2
		}
		b := block{tiles: tiles, w: make([]int8, tiles*Lanes*m.in)}
		for i := range b.w {
			step, lane := i/(tiles*Lanes*4), i%(tiles*Lanes*4)
			b.w[i] = w[(first+lane/4)*m.in+step*4+lane%4]
		}
		n := tiles * Lanes
		b.par = make([]uint32, 3*n)
		for i := range n {
			b.par[i] = uint32(m.comp[first+i])
			b.par[n+i] = math.Float32bits(m.scale[first+i])
			b.par[2*n+i] = math.Float32bits(m.bias[first+i])
		}
		m.blocks = append(m.blocks, b)
		first += n
	}
}

// Mode is what a product does with its values.
type Mode uint8

const (
	Store Mode = iota // dst = value
	ReLU              // dst = max(value, 0)
	Add               // dst += value
)

// Mul multiplies rows of quantised activations with m: sum*scale(row)*scale(output)
// + bias, and maxout where m has it. It reads and writes PadRows(rows) rows.
func (m *Matrix) Mul(dst Rows, a Acts, rows int, mode Mode) {
	if rows == 0 {
		return
	}
	rows = PadRows(rows)
	dst.need(rows, m.out)
	_, _ = a.Data[(rows-1)*a.Stride+m.in-1], a.Scale[rows-1]
	floor := float32(math.Inf(-1))
	if mode == ReLU {
		floor = 0
	}
	m.k.gemm(m, dst.Data, dst.Stride, a.Data, a.Stride, rows, a.Scale, floor, mode == Add)
}
