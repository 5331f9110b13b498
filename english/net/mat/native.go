//go:build (amd64 || arm64) && !purego

package mat

import "unsafe"

//go:generate sh -c "cd gen && go run . -out ../kernels_amd64.s -stubs ../kernels_amd64.go -pkg mat"

// gemmBlock is an assembly product of whole groups of six rows with one block.
type gemmBlock func(dst *float32, ldd int, a *uint8, lda int, groups int, k4 int, w *int8, par *float32, sx *float32, floor float32, mode int)

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
