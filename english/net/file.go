package net

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Magic opens a model file.
const Magic = "RPMODEL1"

// Align is the alignment of a tensor in a model file, in bytes.
const Align = 64

// Limits of a model: a file beyond them is refused before anything is allocated.
const (
	maxHeader = 16 << 20
	maxWidth  = 1024
	maxBlocks = 16
	maxLabels = 1 << 15
	// maxValue bounds every float of the file, so that no sum of the network overflows.
	maxValue = 1e4
)

// Header describes a model file: what its network looks like and where its tensors are.
type Header struct {
	Version int                 `json:"version"`
	Config  Config              `json:"config"`
	Heads   []Head              `json:"heads"`
	Labels  map[string][]string `json:"labels"`
	Tensors []Tensor            `json:"tensors"`
	Card    json.RawMessage     `json:"card,omitempty"` // for people: data, scores, dates
}

// Config holds the sizes of the network.
type Config struct {
	W       int   `json:"W"` // width of a word's vector
	C       int   `json:"C"` // convolution blocks
	A       int   `json:"A"` // attention blocks
	Heads   int   `json:"heads"`
	D       int   `json:"d"` // width of an embedding
	Buckets []int `json:"buckets"`
	Arc     int   `json:"arc"`
	Lab     int   `json:"lab"`
}

// Levels of a head.
const (
	TokenLevel    = "token"
	SentenceLevel = "sentence"
)

// Head is a further head of the network: one label a token or one a sentence.
type Head struct {
	Name   string   `json:"name"`
	Level  string   `json:"level"`
	Labels []string `json:"labels"`
}

// Tensor places a tensor in the file.
type Tensor struct {
	Name   string `json:"name"`
	Dtype  string `json:"dtype"` // i8 or f32 (little endian)
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"` // from the start of the file
}

// base are the heads that every model has, in the order of their matrix.
var base = [...]string{"upos", "xpos", "feats", "lemma", "name"}

// nameSegment is the place of "name" in base.
const nameSegment = 4

// file is a model file whose header has been checked.
type file struct {
	data    []byte
	header  Header
	tensors map[string]Tensor
}

// open reads and checks the header.
func open(data []byte) (*file, error) {
	if len(data) < len(Magic)+4 || string(data[:len(Magic)]) != Magic {
		return nil, errors.New("it does not begin with " + Magic)
	}
	n := int(binary.LittleEndian.Uint32(data[len(Magic):]))
	if n > maxHeader || n > len(data)-len(Magic)-4 {
		return nil, fmt.Errorf("its header of %d bytes is longer than the file or than %d", n, maxHeader)
	}
	f := &file{data: data, tensors: map[string]Tensor{}}
	if err := json.Unmarshal(data[len(Magic)+4:][:n], &f.header); err != nil {
		return nil, fmt.Errorf("its header is no JSON of the expected form: %w", err)
	}
	if f.header.Version != 1 {
		return nil, fmt.Errorf("its version is %d, and this program reads version 1", f.header.Version)
	}
	if err := f.header.Config.check(); err != nil {
		return nil, err
	}
	if err := f.header.checkLabels(); err != nil {
		return nil, err
	}
	for _, t := range f.header.Tensors {
		if _, twice := f.tensors[t.Name]; twice {
			return nil, fmt.Errorf("tensor %q appears twice", t.Name)
		}
		if err := t.check(len(Magic)+4+n, len(data)); err != nil {
			return nil, err
		}
		f.tensors[t.Name] = t
	}
	return f, nil
}

func (c Config) check() error {
	size := func(n, top int) bool { return n >= 16 && n <= top && n%16 == 0 }
	switch {
	case !size(c.W, maxWidth) || !size(c.D, maxWidth) || !size(c.Arc, maxWidth) || !size(c.Lab, maxWidth):
		return fmt.Errorf("widths W %d, d %d, arc %d and lab %d must be multiples of 16 up to %d", c.W, c.D, c.Arc, c.Lab, maxWidth)
	case c.C < 0 || c.C > maxBlocks || c.A < 0 || c.A > maxBlocks:
		return fmt.Errorf("blocks C %d and A %d must lie between 0 and %d", c.C, c.A, maxBlocks)
	case c.Heads != attHeads:
		return fmt.Errorf("%d attention heads, and this program reads %d", c.Heads, attHeads)
	case len(c.Buckets) != tables:
		return fmt.Errorf("%d bucket counts, and this program reads %d", len(c.Buckets), tables)
	}
	for _, b := range c.Buckets {
		if b < 2 || b > 1<<24 {
			return fmt.Errorf("a table of %d buckets", b)
		}
	}
	return nil
}

func (h *Header) checkLabels() error {
	for _, name := range append([]string{"deprel"}, base[:]...) {
		if n := len(h.Labels[name]); n == 0 || n > maxLabels {
			return fmt.Errorf("%d labels of %q (1 to %d)", n, name, maxLabels)
		}
	}
	if !slices.Contains(h.Labels["name"], "O") {
		return errors.New(`no label "O" among those of names`)
	}
	seen := map[string]bool{}
	for _, name := range base {
		seen[name] = true
	}
	total := 0
	for _, x := range h.Heads {
		total += len(x.Labels)
		switch {
		case x.Name == "" || seen[x.Name]:
			return fmt.Errorf("head name %q is empty or used twice", x.Name)
		case x.Level != TokenLevel && x.Level != SentenceLevel:
			return fmt.Errorf("head %q has level %q (token or sentence)", x.Name, x.Level)
		case len(x.Labels) == 0 || total > maxLabels:
			return fmt.Errorf("head %q has %d labels (1 to %d in all)", x.Name, len(x.Labels), maxLabels)
		}
		seen[x.Name] = true
	}
	return nil
}

// check makes sure that the tensor lies in the file behind its header.
func (t Tensor) check(start, end int) error {
	n := 1
	switch t.Dtype {
	case "i8":
	case "f32":
		n = 4
	default:
		return fmt.Errorf("tensor %q has type %q (i8 or f32)", t.Name, t.Dtype)
	}
	for _, d := range t.Shape {
		if d <= 0 || n > end/d {
			return fmt.Errorf("tensor %q of shape %v is larger than the file", t.Name, t.Shape)
		}
		n *= d
	}
	if t.Offset < start || t.Offset%Align != 0 || t.Offset > end-n {
		return fmt.Errorf("tensor %q at byte %d, %d bytes long, lies outside the file of %d bytes or is not aligned to %d", t.Name, t.Offset, n, end, Align)
	}
	return nil
}

// find returns the bytes of a tensor that must have that type and shape.
func (f *file) find(name, dtype string, shape ...int) ([]byte, error) {
	t, ok := f.tensors[name]
	if !ok {
		return nil, fmt.Errorf("tensor %q is missing", name)
	}
	if t.Dtype != dtype || !slices.Equal(t.Shape, shape) {
		return nil, fmt.Errorf("tensor %q is %s %v, expected %s %v", name, t.Dtype, t.Shape, dtype, shape)
	}
	n := 1
	if dtype == "f32" {
		n = 4
	}
	for _, d := range shape {
		n *= d
	}
	return f.data[t.Offset:][:n:n], nil
}

// floats reads a tensor of floats and checks each.
func (f *file) floats(name string, shape ...int) ([]float32, error) {
	b, err := f.find(name, "f32", shape...)
	if err != nil {
		return nil, err
	}
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if !(v[i] >= -maxValue && v[i] <= maxValue) {
			return nil, fmt.Errorf("tensor %q holds %v at place %d, beyond ±%g", name, v[i], i, float64(maxValue))
		}
	}
	return v, nil
}

// has says whether the file holds a tensor of that name.
func (f *file) has(name string) bool {
	_, ok := f.tensors[name]
	return ok
}
