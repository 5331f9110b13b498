// Package nettest makes model files with random weights, for tests and benchmarks of
// what runs on the network.
package nettest

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"

	"rapporteur/english/net"
)

// Full is the shape of the network that the product embeds; Small is one for tests.
var (
	Full = net.Config{W: 160, C: 4, A: 1, Heads: 4, D: 96, Buckets: []int{30000, 8000, 8000, 4000, 64}, Arc: 96, Lab: 96}
	// Small pads the width of its attention heads, 8, to whole lanes.
	Small = net.Config{W: 32, C: 2, A: 1, Heads: 4, D: 16, Buckets: []int{50, 20, 20, 20, 8}, Arc: 16, Lab: 32}
)

// Labels are label sets of about the sizes of the product's.
func Labels() map[string][]string {
	l := map[string][]string{
		"upos":   {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"},
		"xpos":   numbered("X", 50),
		"feats":  numbered("F=", 180),
		"lemma":  append([]string{"same", "low", "l1+", "U3+y"}, numbered("l2+", 260)...),
		"deprel": append([]string{"root", "parataxis"}, numbered("rel", 48)...),
		"name":   {"O"},
	}
	for _, t := range []string{"PER", "ORG", "LOC", "FAC", "NORP", "EVENT", "LAW"} {
		l["name"] = append(l["name"], "B-"+t, "I-"+t)
	}
	return l
}

func numbered(prefix string, n int) []string {
	s := make([]string, n)
	for i := range s {
		s[i] = fmt.Sprint(prefix, i)
	}
	return s
}

// Heads are two further heads, one at each level.
func Heads() []net.Head {
	return []net.Head{
		{Name: "speech", Level: net.TokenLevel, Labels: []string{"O", "cue", "content"}},
		{Name: "encounter", Level: net.SentenceLevel, Labels: []string{"none", "held", "planned"}},
	}
}

// File is a model file in the making.
type File struct {
	Header net.Header
	Data   map[string][]byte // by name of the tensor
	rnd    *rand.Rand
}

// Random makes a network of that shape with random weights.
func Random(c net.Config, heads []net.Head, seed uint64) *File {
	f := &File{net.Header{Version: 1, Config: c, Heads: heads, Labels: Labels()}, map[string][]byte{}, rand.New(rand.NewPCG(seed, 1))}
	for i, n := range c.Buckets {
		name := fmt.Sprintf("E%d", i)
		f.bytes(name, n, c.D)
		f.floats(name+".scale", 0.01, 0, 1)
	}
	f.matrix("mix", 2*c.W, 5*c.D, true)
	f.norm("ln0")
	for i := range c.C {
		name := fmt.Sprintf("conv%d", i)
		f.matrix(name, 2*c.W, 3*c.W, true)
		f.norm(name + ".ln")
	}
	f.floats("pos", 0, 0.1, net.MaxTokens, c.W)
	for i := range c.A {
		name := fmt.Sprintf("att%d.", i)
		f.norm(name + "ln1")
		f.norm(name + "ln2")
		f.matrix(name+"qkv", 3*c.W, c.W, true)
		f.matrix(name+"o", c.W, c.W, true)
		f.matrix(name+"f1", 2*c.W, c.W, true)
		f.matrix(name+"f2", c.W, 2*c.W, true)
	}
	for _, name := range []string{"upos", "xpos", "feats", "lemma", "name"} {
		f.matrix("head."+name, len(f.Header.Labels[name]), c.W, true)
	}
	for _, h := range heads {
		in := c.W
		if h.Level == net.SentenceLevel {
			in *= 2
		}
		f.matrix("head."+h.Name, len(h.Labels), in, true)
	}
	f.floats("root", 0, 1, c.W)
	f.matrix("AH", c.Arc, c.W, true)
	f.matrix("AD", c.Arc, c.W, true)
	f.matrix("U", c.Arc, c.Arc, true)
	f.matrix("LD", c.Lab, c.W, true)
	f.matrix("LH", c.Lab, c.W, false)
	f.matrix("L2", len(f.Header.Labels["deprel"]), c.Lab, true)
	return f
}

func (f *File) add(name, dtype string, data []byte, shape []int) {
	f.Header.Tensors = append(f.Header.Tensors, net.Tensor{Name: name, Dtype: dtype, Shape: shape})
	f.Data[name] = data
}

func count(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func (f *File) bytes(name string, shape ...int) {
	b := make([]byte, count(shape))
	for i := range b {
		b[i] = byte(f.rnd.IntN(255) - 127)
	}
	f.add(name, "i8", b, shape)
}

// floats adds a tensor of values spread around mean.
func (f *File) floats(name string, mean, spread float32, shape ...int) {
	b := make([]byte, 0, 4*count(shape))
	for range count(shape) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(mean+float32(spread*float32(f.rnd.NormFloat64()))))
	}
	f.add(name, "f32", b, shape)
}

func (f *File) matrix(name string, out, in int, bias bool) {
	f.bytes(name, out, in)
	f.floats(name+".scale", 1/float32(73*math.Sqrt(float64(in))), 0, out)
	if bias {
		f.floats(name+".bias", 0, 0.1, out)
	}
}

func (f *File) norm(name string) {
	f.floats(name+".gain", 1, 0.1, f.Header.Config.W)
	f.floats(name+".bias", 0, 0.1, f.Header.Config.W)
}

// Bytes lays the file out.
func (f *File) Bytes() []byte {
	pad := func(n int) int { return (n + net.Align - 1) / net.Align * net.Align }
	// The header's length depends on the offsets, and they on it: leave room.
	room := 4096
	for _, t := range f.Header.Tensors {
		room += 128 + len(t.Name)
	}
	for _, l := range f.Header.Labels {
		for _, s := range l {
			room += 8 + 6*len(s)
		}
	}
	at := pad(room)
	for i := range f.Header.Tensors {
		t := &f.Header.Tensors[i]
		t.Offset = at
		at = pad(at + len(f.Data[t.Name]))
	}
	header, err := json.Marshal(f.Header)
	if err != nil || len(header) > room-len(net.Magic)-4 {
		panic(fmt.Sprintf("nettest: header of %d bytes: %v", len(header), err))
	}
	b := append(make([]byte, 0, at), net.Magic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(header)))
	b = append(b, header...)
	b = b[:at]
	for _, t := range f.Header.Tensors {
		copy(b[t.Offset:], f.Data[t.Name])
	}
	return b
}
