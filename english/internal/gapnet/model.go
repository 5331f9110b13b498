// Package gapnet is the small network that decides whether a sentence ends at a gap between two words.
package gapnet

import (
	"encoding/binary"
	"fmt"
	"math"

	"rapporteur/english/data"
)

// Magic opens the file. Behind it, little-endian: uint32 bits (2^bits rows), uint32 width, float32 scale,
// float32 bias, width float32 of the hidden biases, width float32 of the output, then rows × width int8.
const Magic = "RPSENT1\n"

// Model is a small network over hashed features: their rows are summed, the negative sums
// dropped, and the rest weighed into one score; above zero a sentence ends.
type Model struct {
	mask   uint32
	width  int
	scale  float32
	bias   float32
	hidden []float32
	out    []float32
	rows   []int8
}

// Embedded reads a model of the data files. It panics on a broken one, which is part of the program and which
// tests load.
func Embedded(name string) *Model {
	b, err := data.FS.ReadFile(name)
	if err == nil {
		var m *Model
		if m, err = Read(b); err == nil {
			return m
		}
	}
	panic("english: embedded model " + name + ": " + err.Error())
}

// Read reads a model file.
func Read(b []byte) (*Model, error) {
	const fixed = len(Magic) + 16
	if len(b) < fixed || string(b[:len(Magic)]) != Magic {
		return nil, fmt.Errorf("model of sentence ends: does not start with %q", Magic)
	}
	u := func(at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
	f := func(at int) float32 { return math.Float32frombits(u(at)) }
	bits, width, at := u(8), int(u(12)), fixed
	if bits > 20 || width > 64 || len(b) != at+8*width+width<<bits {
		return nil, fmt.Errorf("model of sentence ends: %d bytes don't fit 2^%d rows of %d", len(b), bits, width)
	}
	m := &Model{mask: 1<<bits - 1, width: width, scale: f(16), bias: f(20)}
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

// Score weighs the features of a gap; above zero a sentence ends there.
func (m *Model) Score(feats []uint32) float32 {
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
