//go:build !purego

package mat

import "golang.org/x/sys/cpu"

// native lists the kernels that this processor can run, the fastest last. NEON is
// part of every arm64 processor; SDOT came later.
func native() []*Kernels {
	if cpu.ARM64.HasASIMDDP {
		return []*Kernels{&neon, &sdot}
	}
	return []*Kernels{&neon}
}

// neon leaves products of bytes to portable Go.
var neon = Kernels{
	name: "neon", gemm: gemmGo,
	absmax: absmaxVector, quantise: quantiseVector, layerNorm: layerNormVector, product: productVector, softmax: softmaxVector, argmax: argmaxGo,
}

var sdot = Kernels{
	name: "sdot", wide: true, gemm: gemmSDOT,
	absmax: absmaxVector, quantise: quantiseVector, layerNorm: layerNormVector, product: productVector, softmax: softmaxVector, argmax: argmaxGo,
}

func absmaxVector(dst, src []float32, lds, rows, n int) {
	absmaxNEON(&dst[0], &src[0], lds*4, rows, n*4)
}

func quantiseVector(dst []uint8, ldd int, src []float32, lds, rows, n int, inv []float32) {
	quantiseNEON(&dst[0], ldd, &src[0], lds*4, rows, n*4, &inv[0])
}

func layerNormVector(dst, src []float32, ld, rows, n int, gain, bias []float32, invN float32, add bool) {
	layerNormNEON(&dst[0], &src[0], ld*4, rows, n*4, &gain[0], &bias[0], invN, flag(add))
}

func productVector(c []float32, ldc int, a []float32, lda int, b []float32, ldb, rows, k, n int) {
	productNEON(&c[0], ldc*4, &a[0], lda*4, &b[0], ldb*4, rows/4, k, n*4)
}

func softmaxVector(s []float32, ld, rows, n int, mask []float32, scale float32) {
	softmaxNEON(&s[0], ld*4, rows, n*4, &mask[0], scale)
}

var gemmSDOT = gemmBlocks([5]gemmBlock{1: gemm1SDOT, 2: gemm2SDOT, 4: gemm4SDOT})
