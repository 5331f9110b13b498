package net

import (
	"fmt"
	"unsafe"

	"rapporteur/english/net/mat"
)

// builder reads the tensors of a file into a model; the first error stays.
type builder struct {
	*file
	k   *mat.Kernels
	err error
}

func (b *builder) floatsOf(name string, shape ...int) []float32 {
	if b.err != nil {
		return nil
	}
	v, err := b.floats(name, shape...)
	b.err = err
	return v
}

// bytes returns a tensor of int8 as it lies in the file.
func (b *builder) bytes(name string, shape ...int) []int8 {
	if b.err != nil {
		return nil
	}
	v, err := b.find(name, "i8", shape...)
	if err != nil {
		b.err = err
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

// weights is a matrix before it is packed.
type weights struct {
	w           []int8
	out, in     int
	scale, bias []float32
}

// weights reads a matrix; a missing bias is zero. After an error it is empty, and so
// is all that is made of it.
func (b *builder) weights(name string, out, in int) weights {
	w := weights{b.bytes(name, out, in), out, in, b.floatsOf(name+".scale", out), make([]float32, out)}
	if b.has(name + ".bias") {
		w.bias = b.floatsOf(name+".bias", out)
	}
	if b.err != nil {
		return weights{}
	}
	return w
}

// pack packs w for the kernels.
func (b *builder) pack(w weights, maxout bool) *mat.Matrix {
	if b.err != nil {
		return nil
	}
	m, err := b.k.NewMatrix(w.w, w.out, w.in, w.scale, w.bias, maxout)
	b.err = err
	return m
}

// never is the bias of an output that pads: no score falls below it.
const never = -1e30

// stack puts matrices of equal width one below the other, each padded to whole tiles.
func stack(parts ...weights) weights {
	s := weights{in: parts[0].in}
	for _, p := range parts {
		pad := mat.Pad(p.out) - p.out
		s.out += p.out + pad
		s.w = append(append(s.w, p.w...), make([]int8, pad*p.in)...)
		s.scale = append(append(s.scale, p.scale...), make([]float32, pad)...)
		s.bias = append(s.bias, p.bias...)
		for range pad {
			s.bias = append(s.bias, never)
		}
	}
	return s
}

// spreadRows moves groups of n rows apart to step rows, with rows of zeros between.
func (w weights) spreadRows(n, step int) weights {
	groups := w.out / n
	s := weights{make([]int8, groups*step*w.in), groups * step, w.in, make([]float32, groups*step), make([]float32, groups*step)}
	for g := range groups {
		copy(s.w[g*step*w.in:], w.w[g*n*w.in:][:n*w.in])
		copy(s.scale[g*step:], w.scale[g*n:][:n])
		copy(s.bias[g*step:], w.bias[g*n:][:n])
	}
	return s
}

// spreadColumns does the same with columns.
func (w weights) spreadColumns(n, step int) weights {
	groups := w.in / n
	s := w
	s.in = groups * step
	s.w = make([]int8, w.out*s.in)
	for r := range w.out {
		for g := range groups {
			copy(s.w[r*s.in+g*step:], w.w[r*w.in+g*n:][:n])
		}
	}
	return s
}

// norm is the gain and bias of a layer norm.
type norm struct{ gain, bias []float32 }

func (b *builder) norm(name string) norm {
	w := b.header.Config.W
	return norm{b.floatsOf(name+".gain", w), b.floatsOf(name+".bias", w)}
}

// conv is a convolution block, attention an attention block.
type conv struct {
	m  *mat.Matrix
	ln norm
}

type attention struct {
	ln1, ln2       norm
	qkv, o, f1, f2 *mat.Matrix
}

// build reads the whole network.
func (b *builder) build() *Model {
	h := &b.header
	c := h.Config
	m := &Model{k: b.k, config: c, heads: h.Heads, card: h.Card}
	for i := range tables {
		name := fmt.Sprintf("E%d", i)
		m.tables[i].rows = b.bytes(name, c.Buckets[i], c.D)
		if s := b.floatsOf(name+".scale", 1); s != nil {
			m.tables[i].scale = s[0]
		}
		m.tables[i].buckets = uint32(c.Buckets[i])
	}
	m.mix, m.ln0 = b.pack(b.weights("mix", 2*c.W, tables*c.D), true), b.norm("ln0")
	for i := range c.C {
		name := fmt.Sprintf("conv%d", i)
		m.convs = append(m.convs, conv{b.pack(b.weights(name, 2*c.W, 3*c.W), true), b.norm(name + ".ln")})
	}
	m.pos = b.floatsOf("pos", MaxTokens, c.W)
	m.headDim = mat.Pad(c.W / attHeads)
	for i := range c.A {
		m.atts = append(m.atts, b.attention(fmt.Sprintf("att%d.", i), m.headDim))
	}
	m.labels = Labels{h.Labels["upos"], h.Labels["xpos"], h.Labels["feats"], h.Labels["lemma"], h.Labels["deprel"], h.Labels["name"]}
	b.tags(m)
	b.tree(m)
	return m
}

func (b *builder) attention(name string, headDim int) attention {
	w := b.header.Config.W
	return attention{
		b.norm(name + "ln1"), b.norm(name + "ln2"),
		b.pack(b.weights(name+"qkv", 3*w, w).spreadRows(w/attHeads, headDim), false),
		b.pack(b.weights(name+"o", w, w).spreadColumns(w/attHeads, headDim), false),
		b.pack(b.weights(name+"f1", 2*w, w), false),
		b.pack(b.weights(name+"f2", w, 2*w), false),
	}
}

// tags stacks all heads at token level into one matrix.
func (b *builder) tags(m *Model) {
	w := b.header.Config.W
	var parts []weights
	add := func(name string, n int) {
		parts = append(parts, b.weights("head."+name, n, w))
		m.segments = append(m.segments, segment{m.tagWidth, n})
		m.tagWidth += mat.Pad(n)
	}
	for _, name := range base {
		add(name, len(b.header.Labels[name]))
	}
	for _, h := range m.heads {
		if h.Level == TokenLevel {
			add(h.Name, len(h.Labels))
			m.sentence = append(m.sentence, nil)
			continue
		}
		m.sentence = append(m.sentence, b.pack(b.weights("head."+h.Name, len(h.Labels), 2*w), false))
	}
	if b.err == nil {
		m.tags = b.pack(stack(parts...), false)
	}
}

// tree reads the matrices of arcs and labels, and what the root token gives them.
func (b *builder) tree(m *Model) {
	c := b.header.Config
	m.arcs = b.pack(stack(b.weights("AH", c.Arc, c.W), b.weights("AD", c.Arc, c.W)), false)
	m.u = b.pack(b.weights("U", c.Arc, c.Arc), false)
	m.labs = b.pack(stack(b.weights("LH", c.Lab, c.W), b.weights("LD", c.Lab, c.W)), false)
	m.l2 = b.pack(stack(b.weights("L2", len(m.labels.Deprel), c.Lab)), false)
	root := b.floatsOf("root", c.W)
	if b.err != nil {
		return
	}
	q := mat.Acts{Data: make([]uint8, mat.Group*c.W), Stride: c.W, Scale: make([]float32, mat.Group)}
	b.k.QuantiseRows(q, mat.Rows{Data: root, Stride: c.W}, 1, c.W, make([]float32, 1))
	row := func(x *mat.Matrix, n int, mode mat.Mode) []float32 {
		dst := mat.Rows{Data: make([]float32, mat.Group*2*n), Stride: 2 * n}
		x.Mul(dst, q, 1, mode)
		return dst.Row(0, n)
	}
	m.rootArc = row(m.arcs, c.Arc, mat.ReLU)
	m.rootLab = row(m.labs, c.Lab, mat.Store)
}
