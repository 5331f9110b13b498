// Package weigh is a small linear classifier over hashed features, for the decisions of
// reading that no single word settles: is this an encounter, with which status, is this
// cue a statement. Weights are small integers, so that an answer is the same on every
// processor, and are trained by the program of reading/learn on annotated articles.
package weigh

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// Features are the hashed features of one decision.
type Features []uint32

// Add adds the feature made of the parts.
func (f *Features) Add(parts ...string) {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0x1f) * 16777619
	}
	*f = append(*f, h^h>>15)
}

// Flag adds the named feature where on holds.
func (f *Features) Flag(name string, on bool) {
	if on {
		f.Add(name)
	}
}

// Model is a trained classifier. It is read-only and may be shared.
type Model struct {
	Classes []string
	bits    uint
	scale   float64 // of one unit of weight
	w       []int8  // bucket by bucket, one weight a class
}

// maxBits bounds the table that a weights file may ask for.
const maxBits = 18

// Score returns the score of each class: the log-odds but for a common constant.
func (m *Model) Score(f Features) []float64 {
	n := len(m.Classes)
	sum := make([]int, n)
	mask := uint32(1)<<m.bits - 1
	for _, x := range f {
		row := m.w[int(x&mask)*n:][:n]
		for c, v := range row {
			sum[c] += int(v)
		}
	}
	out := make([]float64, n)
	for c, v := range sum {
		out[c] = float64(v) * m.scale
	}
	return out
}

// Margin is the log-odds of the first class of a model of two classes against the second.
func (m *Model) Margin(f Features) float64 {
	s := m.Score(f)
	return s[0] - s[1]
}

// Best returns the class with the highest score and how far it leads.
func (m *Model) Best(f Features) (class string, lead float64) {
	s := m.Score(f)
	b := 0
	for c := range s {
		if s[c] > s[b] {
			b = c
		}
	}
	lead = math.Inf(1)
	for c := range s {
		if c != b {
			lead = min(lead, s[b]-s[c])
		}
	}
	return m.Classes[b], lead
}

const magic = "rapporteur weights 1\n"

// Write writes the model.
func (m *Model) Write(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString(magic)
	fmt.Fprintf(&b, "%s\n%d %d\n", strings.Join(m.Classes, " "), m.bits, math.Float64bits(m.scale))
	z, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return err
	}
	if err := binary.Write(z, binary.LittleEndian, m.w); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

var errFormat = errors.New("weigh: not a weights file: train it anew with go run ./reading/learn")

// Read reads a model that Write wrote.
func Read(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, errFormat
	}
	classes, rest, ok := bytes.Cut(rest, []byte("\n"))
	if !ok {
		return nil, errFormat
	}
	sizes, rest, ok := bytes.Cut(rest, []byte("\n"))
	if !ok {
		return nil, errFormat
	}
	m := &Model{Classes: strings.Fields(string(classes))}
	var scale uint64
	if _, err := fmt.Sscanf(string(sizes), "%d %d", &m.bits, &scale); err != nil || m.bits > maxBits || len(m.Classes) < 2 || len(m.Classes) > 64 {
		return nil, errFormat
	}
	m.scale = math.Float64frombits(scale)
	m.w = make([]int8, len(m.Classes)<<m.bits)
	if err := binary.Read(flate.NewReader(bytes.NewReader(rest)), binary.LittleEndian, m.w); err != nil {
		return nil, errFormat
	}
	return m, nil
}

// Must is Read for an embedded file: it panics where the file is broken.
func Must(data []byte) *Model {
	m, err := Read(data)
	if err != nil {
		panic(err)
	}
	return m
}
