// Package mat is the small matrix package under the network: products of
// seven-bit activations with int8 weights, and the few float32 steps between them.
//
// Every set of kernels (portable Go, AVX2, AVX-512 with VNNI, NEON with SDOT)
// gives the same bits: integer sums are exact, float sums run over 16 lanes that
// are folded in one fixed order (lane k with k+8, then k+4, k+2, k+1), and no
// multiplication is fused with an addition. Rows are multiples of 16 values; a
// product works on Group rows at a time, so buffers hold PadRows(n) rows.
package mat

import (
	"fmt"
	"slices"
)

// Lanes is the number of float32 values that a kernel takes at a time: the length
// of every row is a multiple of it.
const Lanes = 16

// Group is the number of rows that a product takes at a time.
const Group = 12

// PadRows is the number of rows that a buffer for n rows must hold.
func PadRows(n int) int { return (n + Group - 1) / Group * Group }

// Pad is n rounded up to a multiple of Lanes.
func Pad(n int) int { return (n + Lanes - 1) / Lanes * Lanes }

// Kernels is one way of computing: a set of functions for one kind of processor.
// It is immutable and safe for concurrent use.
type Kernels struct {
	name string
	// gemm multiplies whole groups of six rows with the blocks of m. Strides count values.
	gemm      func(m *Matrix, dst []float32, ldd int, a []uint8, lda, rows int, sx []float32, floor float32, add bool)
	absmax    func(dst, src []float32, lds, rows, n int)
	quantise  func(dst []uint8, ldd int, src []float32, lds, rows, n int, inv []float32)
	layerNorm func(dst, src []float32, ld, rows, n int, gain, bias []float32, invN float32, add bool)
	product   func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, rows, k, n int)
	softmax   func(s []float32, ld, rows, n int, mask []float32, scale float32)
	argmax    func(dst []int32, src []float32, lds, rows, n int)
	wide      bool // weights in tiles for vector kernels
}

// Name says which processor the kernels are for: "portable", "avx2", "avx512", "neon".
func (k *Kernels) Name() string { return k.name }

// Available lists the kernels that this processor can run, the portable ones
// first and the fastest last.
func Available() []*Kernels { return append([]*Kernels{Portable()}, native()...) }

// Best returns the fastest kernels that this processor can run.
func Best() *Kernels {
	a := Available()
	return a[len(a)-1]
}

// ByName returns the kernels of that name, where this processor can run them.
func ByName(name string) (*Kernels, error) {
	a := Available()
	i := slices.IndexFunc(a, func(k *Kernels) bool { return k.name == name })
	if i < 0 {
		return nil, fmt.Errorf("mat: no kernels %q on this processor", name)
	}
	return a[i], nil
}

// Rows is a float32 matrix of rows Stride values apart.
type Rows struct {
	Data   []float32
	Stride int
}

// Row returns the first n values of row i.
func (r Rows) Row(i, n int) []float32 { return r.Data[i*r.Stride : i*r.Stride+n : i*r.Stride+n] }

// From is the matrix that starts at row i, column j.
func (r Rows) From(i, j int) Rows { return Rows{r.Data[i*r.Stride+j:], r.Stride} }

// need panics unless the matrix holds rows of n values: kernels don't check.
func (r Rows) need(rows, n int) {
	if rows > 0 {
		_ = r.Data[(rows-1)*r.Stride+n-1]
	}
	if n > r.Stride || n%Lanes != 0 {
		panic("mat: row longer than its stride, or no multiple of the lanes")
	}
}

// Acts is a matrix of quantised activations: byte q+64 for q in [-63, 63], with one
// scale a row.
type Acts struct {
	Data   []uint8
	Stride int
	Scale  []float32
}

// AbsMax stores in dst the largest absolute value of the n values of each row.
func (k *Kernels) AbsMax(dst []float32, src Rows, rows, n int) {
	if rows == 0 {
		return
	}
	src.need(rows, n)
	k.absmax(dst[:rows], src.Data, src.Stride, rows, n)
}

// Scales turns the largest absolute value of each row into its scale and the
// factor that quantises it; both are zero for a row of zeros.
func Scales(scale, inv, top []float32) {
	for i, t := range top {
		scale[i], inv[i] = 0, 0
		// A subnormal maximum would make the factor infinite: such a row counts as zero.
		if t > 1e-30 {
			scale[i], inv[i] = t/63, 63/t
		}
	}
}

// Quantise stores n values of each row of src, times inv, from byte col of dst's rows on.
func (k *Kernels) Quantise(dst Acts, col int, src Rows, rows, n int, inv []float32) {
	if rows == 0 {
		return
	}
	src.need(rows, n)
	_, _ = dst.Data[(rows-1)*dst.Stride+col+n-1], inv[rows-1]
	k.quantise(dst.Data[col:], dst.Stride, src.Data, src.Stride, rows, n, inv)
}

// QuantiseRows quantises whole rows; inv is scratch for one value a row.
func (k *Kernels) QuantiseRows(dst Acts, src Rows, rows, n int, inv []float32) {
	k.AbsMax(inv, src, rows, n)
	Scales(dst.Scale[:rows], inv[:rows], inv[:rows])
	k.Quantise(dst, 0, src, rows, n, inv)
}

// LayerNorm stores (src-mean)/sqrt(variance+1e-5)*gain+bias for each row of n
// values, or adds it to dst; dst and src have the same stride.
func (k *Kernels) LayerNorm(dst, src Rows, rows, n int, gain, bias []float32, add bool) {
	if rows == 0 {
		return
	}
	src.need(rows, n)
	dst.need(rows, n)
	if dst.Stride != src.Stride {
		panic("mat: LayerNorm: strides differ")
	}
	_, _ = gain[n-1], bias[n-1]
	k.layerNorm(dst.Data, src.Data, src.Stride, rows, n, gain, bias, 1/float32(n), add)
}

// Product stores a·b: rows of depth values times depth rows of n values. It reads
// and writes rows up to the next multiple of four.
func (k *Kernels) Product(c, a, b Rows, rows, depth, n int) {
	if rows == 0 || depth == 0 {
		return
	}
	rows = (rows + 3) &^ 3
	c.need(rows, n)
	b.need(depth, n)
	_ = a.Data[(rows-1)*a.Stride+depth-1]
	k.product(c.Data, c.Stride, a.Data, a.Stride, b.Data, b.Stride, rows, depth, n)
}

// MaxSoftmax is the largest number of values that Softmax takes in a row.
const MaxSoftmax = 256

// masks holds zeros, then values that no score outweighs.
var masks = func() (m [2 * MaxSoftmax]float32) {
	for i := MaxSoftmax; i < len(m); i++ {
		m[i] = -1e30
	}
	return m
}()

// Softmax replaces the first n values of each row by exp(s*scale), divided by their
// sum, and the rest up to the next multiple of Lanes by zero.
func (k *Kernels) Softmax(s Rows, rows, n int, scale float32) {
	if rows == 0 || n == 0 {
		return
	}
	s.need(rows, Pad(n))
	k.softmax(s.Data, s.Stride, rows, Pad(n), masks[MaxSoftmax-n:], scale)
}

// ArgMax stores in dst the place of the largest of the n values of each row, the first
// of equals.
func (k *Kernels) ArgMax(dst []int32, src Rows, rows, n int) {
	if rows == 0 {
		return
	}
	src.need(rows, n)
	k.argmax(dst[:rows], src.Data, src.Stride, rows, n)
}
