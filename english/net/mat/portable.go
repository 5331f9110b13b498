package mat

import "math"

// Portable returns the kernels in plain Go: the definition of what the others compute.
func Portable() *Kernels { return &portable }

var portable = Kernels{
	name: "portable", gemm: gemmGo, absmax: absmaxGo, quantise: quantiseGo,
	layerNorm: layerNormGo, product: productGo, softmax: softmaxGo, argmax: argmaxGo,
}

// Three outputs share one 64-bit word, in lanes of 21 bits: one multiplication
// makes three products, and a lane holds the sum of chunk of them.
const (
	laneBits = 21
	chunk    = 1 << (laneBits - 1) / (127 * 128)
)

// packLanes packs the weights for gemmGo: for each three outputs, one word an input.
func (m *Matrix) packLanes(w []int8) {
	triples := (m.rows + 2) / 3
	m.lanes = make([]uint64, triples*m.in)
	for t := range triples {
		for i := range m.in {
			v := int64(0)
			for l := range min(3, m.rows-3*t) {
				v += int64(w[(3*t+l)*m.in+i]) << (laneBits * l)
			}
			m.lanes[t*m.in+i] = uint64(v)
		}
	}
}

// span is the number of outputs that gemmGo sums before it turns them into values:
// whole triples and whole pairs of tiles.
const span = 6 * Lanes

func gemmGo(m *Matrix, dst []float32, ldd int, a []uint8, lda, rows int, sx []float32, floor float32, add bool) {
	var sums [4][span]int32
	for r := 0; r < rows; r += 4 {
		for first := 0; first < m.rows; first += span {
			n := min(span, m.rows-first)
			for o := 0; o < n; o += 3 {
				m.triple((first+o)/3, a[r*lda:], lda, &sums, o)
			}
			for j := range 4 {
				m.finish(dst[(r+j)*ldd:], sums[j][:n], first, sx[r+j], floor, add)
			}
		}
	}
}

// triple sums outputs 3t to 3t+2 of four rows of a into columns o to o+2.
func (m *Matrix) triple(t int, a []uint8, lda int, sums *[4][span]int32, o int) {
	w := m.lanes[t*m.in:][:m.in]
	var total [4][3]int64
	for i := 0; i < len(w); i += chunk {
		c := min(chunk, len(w)-i)
		var s [4]uint64
		s[0], s[1], s[2], s[3] = dot4(w[i:i+c], a[i:], a[lda+i:], a[2*lda+i:], a[3*lda+i:])
		for j := range total {
			unpack(&total[j], s[j])
		}
	}
	for j := range total {
		for l, v := range total[j] {
			sums[j][o+l] = int32(v)
		}
	}
}

// unpack adds the three lanes of s to total.
func unpack(total *[3]int64, s uint64) {
	l0 := int64(s) << (64 - laneBits) >> (64 - laneBits)
	s = (s - uint64(l0)) >> laneBits
	l1 := int64(s) << (64 - laneBits) >> (64 - laneBits)
	s = (s - uint64(l1)) >> laneBits
	total[0] += l0
	total[1] += l1
	total[2] += int64(s) << (64 - laneBits) >> (64 - laneBits)
}

// dot4 sums four rows over packed weights. It stands alone so that the sums stay in
// registers.
//
//go:noinline
func dot4(w []uint64, a0, a1, a2, a3 []uint8) (s0, s1, s2, s3 uint64) {
	a0, a1, a2, a3 = a0[:len(w)], a1[:len(w)], a2[:len(w)], a3[:len(w)]
	for k, y := range w {
		s0 += uint64(a0[k]) * y
		s1 += uint64(a1[k]) * y
		s2 += uint64(a2[k]) * y
		s3 += uint64(a3[k]) * y
	}
	return s0, s1, s2, s3
}

// finish turns the sums of outputs first, first+1… of one row into values.
func (m *Matrix) finish(dst []float32, sums []int32, first int, sx, floor float32, add bool) {
	comp, scale, bias := m.comp[first:][:len(sums)], m.scale[first:][:len(sums)], m.bias[first:][:len(sums)]
	var v [span]float32
	for i, s := range sums {
		x := float32(float32(float32(s+comp[i])*sx)*scale[i]) + bias[i]
		if !(x > floor) {
			x = floor
		}
		v[i] = x
	}
	if m.maxout {
		for p := 0; p < len(sums); p += 2 * Lanes {
			d := dst[(first+p)/2:][:Lanes]
			for i := range d {
				d[i] = v[p+i+Lanes]
				if v[p+i] > v[p+i+Lanes] {
					d[i] = v[p+i]
				}
			}
		}
		return
	}
	d := dst[first:][:len(sums)]
	if !add {
		copy(d, v[:])
		return
	}
	for i := range d {
		d[i] += v[i]
	}
}

func absmaxGo(dst, src []float32, lds, rows, n int) {
	for r := range rows {
		top := uint32(0)
		for _, x := range src[r*lds:][:n] {
			// Without the sign, floats order as integers.
			top = max(top, math.Float32bits(x)&^(1<<31))
		}
		dst[r] = math.Float32frombits(top)
	}
}

// magic, added to a float32 and taken away, rounds it half to even.
const magic = 1 << 23 * 1.5

func quantiseGo(dst []uint8, ldd int, src []float32, lds, rows, n int, inv []float32) {
	for r := range rows {
		s, d := src[r*lds:][:n], dst[r*ldd:][:n]
		f := inv[r]
		for i, x := range s {
			d[i] = uint8(math.Float32bits(float32(x*f)+magic) + 64)
		}
	}
}

// fold sums 16 lanes in the order that all kernels keep.
func fold(l *[Lanes]float32) float32 {
	for h := Lanes / 2; h > 0; h /= 2 {
		for k := range h {
			l[k] += l[k+h]
		}
	}
	return l[0]
}

func layerNormGo(dst, src []float32, ld, rows, n int, gain, bias []float32, invN float32, add bool) {
	gain, bias = gain[:n], bias[:n]
	for r := range rows {
		s, d := src[r*ld:][:n], dst[r*ld:][:n]
		var l [Lanes]float32
		for i := 0; i+Lanes <= len(s); i += Lanes {
			for k, x := range s[i : i+Lanes] {
				l[k] += x
			}
		}
		mean := float32(fold(&l) * invN)
		l = [Lanes]float32{}
		for i := 0; i+Lanes <= len(s); i += Lanes {
			for k, x := range s[i : i+Lanes] {
				x -= mean
				l[k] += float32(x * x)
			}
		}
		rstd := 1 / float32(math.Sqrt(float64(float32(fold(&l)*invN)+1e-5)))
		for i, x := range s {
			v := float32(float32((x-mean)*rstd)*gain[i]) + bias[i]
			if add {
				v += d[i]
			}
			d[i] = v
		}
	}
}

func productGo(c []float32, ldc int, a []float32, lda int, b []float32, ldb, rows, depth, n int) {
	for r := range rows {
		av := a[r*lda:][:depth]
		for j := 0; j < n; j += 8 {
			var s0, s1, s2, s3, s4, s5, s6, s7 float32
			for k, x := range av {
				v := (*[8]float32)(b[k*ldb+j:])
				s0 += float32(x * v[0])
				s1 += float32(x * v[1])
				s2 += float32(x * v[2])
				s3 += float32(x * v[3])
				s4 += float32(x * v[4])
				s5 += float32(x * v[5])
				s6 += float32(x * v[6])
				s7 += float32(x * v[7])
			}
			*(*[8]float32)(c[r*ldc+j:]) = [8]float32{s0, s1, s2, s3, s4, s5, s6, s7}
		}
	}
}

// exp2 is 2^t for -127 <= t <= 0: 2 to the nearest integer by the bits of the float,
// the rest by Taylor's polynomial of degree six (ln(2)^d/d!).
func exp2(t float32) float32 {
	m := t + magic
	r := t - (m - magic)
	p := float32(0.00015403530393381606*r) + 0.0013333558146428443
	p = float32(p*r) + 0.009618129107628477
	p = float32(p*r) + 0.05550410866482158
	p = float32(p*r) + 0.2402265069591007
	p = float32(p*r) + 0.6931471805599453
	p = float32(p*r) + 1
	return p * math.Float32frombits((math.Float32bits(m)+127)<<23)
}

func softmaxGo(s []float32, ld, rows, n int, mask []float32, scale float32) {
	mask = mask[:n]
	for r := range rows {
		v := s[r*ld:][:n]
		top := float32(-math.MaxFloat32)
		for i, x := range v {
			x = float32(x*scale) + mask[i]
			v[i] = x
			if x > top {
				top = x
			}
		}
		var l [Lanes]float32
		for i, x := range v {
			t := float32((x - top) * math.Log2E)
			if !(t > -127) {
				t = -127
			}
			x = exp2(t)
			v[i] = x
			l[i%Lanes] += x
		}
		f := 1 / fold(&l)
		for i := range v {
			v[i] *= f
		}
	}
}

func argmaxGo(dst []int32, src []float32, lds, rows, n int) {
	for r := range rows {
		v := src[r*lds:][:n]
		best, top := 0, v[0]
		for i, x := range v {
			if x > top {
				best, top = i, x
			}
		}
		dst[r] = int32(best)
	}
}
