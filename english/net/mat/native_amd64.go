//go:build !purego

package mat

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

//go:generate sh -c "cd gen && go run . -out ../kernels_amd64.s -stubs ../kernels_amd64.go -pkg mat"

type gemmBlock func(dst *float32, ldd int, a *uint8, lda int, groups int, k4 int, w *int8, par *float32, sx *float32, floor float32, mode int)

// native lists the kernels that this processor can run, the fastest last.
func native() []*Kernels {
	var k []*Kernels
	if cpu.X86.HasAVX2 {
		k = append(k, &avx2)
	}
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VNNI {
		k = append(k, &avx512)
	}
	return k
}

var avx2 = Kernels{
	name: "avx2", wide: true, gemm: gemmBlocks([5]gemmBlock{1: gemm1AVX2, 2: gemm2AVX2, 4: gemm4AVX2}),
	absmax: func(dst, src []float32, lds, rows, n int) { absmaxAVX2(&dst[0], &src[0], lds*4, rows, n*4) },
	quantise: func(dst []uint8, ldd int, src []float32, lds, rows, n int, inv []float32) {
		quantiseAVX2(&dst[0], ldd, &src[0], lds*4, rows, n*4, &inv[0])
	},
	layerNorm: func(dst, src []float32, ld, rows, n int, gain, bias []float32, invN float32, add bool) {
		layerNormAVX2(&dst[0], &src[0], ld*4, rows, n*4, &gain[0], &bias[0], invN, flag(add))
	},
	product: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, rows, k, n int) {
		productAVX2(&c[0], ldc*4, &a[0], lda*4, &b[0], ldb*4, rows/4, k, n*4)
	},
	softmax: func(s []float32, ld, rows, n int, mask []float32, scale float32) {
		softmaxAVX2(&s[0], ld*4, rows, n*4, &mask[0], scale)
	},
}

var avx512 = Kernels{
	name: "avx512", wide: true, gemm: gemmBlocks([5]gemmBlock{1: gemm1AVX512, 2: gemm2AVX512, 4: gemm4AVX512}),
	absmax: func(dst, src []float32, lds, rows, n int) { absmaxAVX512(&dst[0], &src[0], lds*4, rows, n*4) },
	quantise: func(dst []uint8, ldd int, src []float32, lds, rows, n int, inv []float32) {
		quantiseAVX512(&dst[0], ldd, &src[0], lds*4, rows, n*4, &inv[0])
	},
	layerNorm: func(dst, src []float32, ld, rows, n int, gain, bias []float32, invN float32, add bool) {
		layerNormAVX512(&dst[0], &src[0], ld*4, rows, n*4, &gain[0], &bias[0], invN, flag(add))
	},
	product: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, rows, k, n int) {
		productAVX512(&c[0], ldc*4, &a[0], lda*4, &b[0], ldb*4, rows/4, k, n*4)
	},
	softmax: func(s []float32, ld, rows, n int, mask []float32, scale float32) {
		softmaxAVX512(&s[0], ld*4, rows, n*4, &mask[0], scale)
	},
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// gemmBlocks multiplies block by block: a block's weights stay in the first cache
// while the rows pass.
func gemmBlocks(kernel [5]gemmBlock) func(*Matrix, []float32, int, []uint8, int, int, []float32, float32, bool) {
	return func(m *Matrix, dst []float32, ldd int, a []uint8, lda, rows int, sx []float32, floor float32, add bool) {
		mode := flag(add)
		if m.maxout {
			mode = 2
		}
		col := 0
		for i := range m.blocks {
			b := &m.blocks[i]
			par := (*float32)(unsafe.Pointer(&b.par[0]))
			kernel[b.tiles](&dst[col], ldd*4, &a[0], lda, rows/6, m.in/4, &b.w[0], par, &sx[0], floor, mode)
			if m.maxout {
				col += b.tiles * Lanes / 2
			} else {
				col += b.tiles * Lanes
			}
		}
	}
}
