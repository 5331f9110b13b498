// Package gaptrain trains the networks of gapnet. It is deterministic.
package gaptrain

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"rapporteur/english/internal/gapnet"
)

// Net is the model in training: hashed rows summed, negative sums dropped, one output; AdaGrad.
type Net struct {
	Dropout     float32 // share of features left out at each step
	bits, width int
	rows        []float32
	rowsG       []float32
	hidden, out []float32
	headG       []float32
	bias, biasG float32
	rng         *rand.Rand
	sum         []float32 // of the rows at the end of each pass that counts for the mean
	passes      int
}

// Example is a gap with its features and whether a sentence ends there.
type Example struct {
	Features []uint32
	End      bool
}

// New returns a net of 2^bits rows of the given width, with small random weights.
func New(bits, width int) *Net {
	n := &Net{Dropout: 0.5, bits: bits, width: width, rng: rand.New(rand.NewPCG(1, 2))}
	n.rows = make([]float32, width<<bits)
	n.rowsG = make([]float32, width<<bits)
	n.hidden, n.out, n.headG = make([]float32, width), make([]float32, width), make([]float32, 2*width)
	for k := range n.rows {
		n.rows[k] = float32(n.rng.NormFloat64()) * 0.05
	}
	for k := range n.out {
		n.hidden[k] = 0.1
		n.out[k] = 1
		if k%2 == 1 {
			n.out[k] = -1
		}
	}
	return n
}

// forward returns the score and the hidden sums; each feature counts for share.
func (n *Net) forward(feats []uint32, share float32, h []float32) float32 {
	copy(h, n.hidden)
	mask := uint32(1)<<n.bits - 1
	for _, f := range feats {
		row := n.rows[int(f&mask)*n.width:][:n.width]
		for k, v := range row {
			h[k] += v * share
		}
	}
	y := n.bias
	for k, v := range h {
		if v > 0 {
			y += v * n.out[k]
		}
	}
	return y
}

func sigmoid(y float32) float32 { return float32(1 / (1 + math.Exp(-float64(y)))) }

const decay = 2e-6

// Pass goes over the data once, the e-th time of of times, and returns the mean loss.
func (n *Net) Pass(data []Example, e, of int) float64 {
	rate := float32(0.05 * (1 - float64(e)/float64(of)))
	h := make([]float32, n.width)
	order := n.rng.Perm(len(data))
	kept := make([]uint32, 0, 64)
	loss := 0.0
	for _, at := range order {
		x := &data[at]
		kept = kept[:0]
		for _, f := range x.Features {
			if n.rng.Float32() >= n.Dropout {
				kept = append(kept, f)
			}
		}
		p := sigmoid(n.forward(kept, 1, h))
		y := float32(0)
		if x.End {
			y = 1
		}
		loss -= math.Log(math.Max(1e-6, float64(1-absf(y-p))))
		n.step(kept, h, p-y, rate)
	}
	return loss / float64(len(data))
}

func absf(x float32) float32 { return max(x, -x) }

func (n *Net) step(feats []uint32, h []float32, g, rate float32) {
	var gh [64]float32
	for k, v := range h {
		if v <= 0 {
			continue
		}
		gh[k] = g * n.out[k]
		update(&n.out[k], &n.headG[k], g*v, rate*0.1)
		update(&n.hidden[k], &n.headG[n.width+k], gh[k], rate)
	}
	update(&n.bias, &n.biasG, g, rate)
	mask := uint32(1)<<n.bits - 1
	for _, f := range feats {
		base := int(f&mask) * n.width
		for k := range n.width {
			w := &n.rows[base+k]
			update(w, &n.rowsG[base+k], gh[k]+decay**w, rate)
		}
	}
}

func update(w, sum *float32, g, rate float32) {
	if g == 0 {
		return
	}
	*sum += g * g
	*w -= rate * g / float32(math.Sqrt(float64(*sum))+1e-6)
}

// Remember adds the rows to the mean.
func (n *Net) Remember() {
	if n.sum == nil {
		n.sum = make([]float32, len(n.rows))
	}
	for k, v := range n.rows {
		n.sum[k] += v
	}
	n.passes++
}

// Average replaces the rows by their mean over the passes remembered.
func (n *Net) Average() {
	for k, v := range n.sum {
		n.rows[k] = v / float32(n.passes)
	}
}

// Forget lets the next data move the weights as freely as if they were new.
func (n *Net) Forget() {
	clear(n.rowsG)
	clear(n.headG)
	n.biasG = 0
}

// F1 is the F1 of the ends that the net finds.
func (n *Net) F1(data []Example) float64 {
	h := make([]float32, n.width)
	hit, got, gold := 0, 0, 0
	for _, x := range data {
		end := n.forward(x.Features, 1-n.Dropout, h) > 0
		if end {
			got++
		}
		if x.End {
			gold++
			if end {
				hit++
			}
		}
	}
	return 200 * float64(hit) / math.Max(1, float64(got+gold))
}

// File is the model as seg reads it. Rows are scaled to int8, and by the share of features that dropout left in.
func (n *Net) File() []byte {
	top := float32(0)
	for _, v := range n.rows {
		top = max(top, absf(v))
	}
	scale := top / 127
	b := []byte(gapnet.Magic)
	b = binary.LittleEndian.AppendUint32(b, uint32(n.bits))
	b = binary.LittleEndian.AppendUint32(b, uint32(n.width))
	for _, v := range append(append([]float32{scale * (1 - n.Dropout), n.bias}, n.hidden...), n.out...) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	for _, v := range n.rows {
		b = append(b, byte(int8(math.Round(float64(v/scale)))))
	}
	return b
}
