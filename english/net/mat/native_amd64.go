//go:build !purego

package mat

import "golang.org/x/sys/cpu"

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
	argmax: func(dst []int32, src []float32, lds, rows, n int) { argmaxAVX2(&dst[0], &src[0], lds*4, rows, n*4) },
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
	argmax: func(dst []int32, src []float32, lds, rows, n int) { argmaxAVX512(&dst[0], &src[0], lds*4, rows, n*4) },
}
