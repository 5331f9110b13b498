// Command gen writes the kernels of package mat: AVX-512 with VNNI and AVX2 for
// amd64, NEON with SDOT for arm64. It is a module of its own, so that the product
// does not depend on avo. Run it with go generate in mat.
//
// Each amd64 kernel exists once for vectors of 16 floats (AVX-512) and once for pairs
// of vectors of 8 (AVX2); both do the same operations in the same order.
package main

import (
	"log"

	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	if err := writeARM64("../kernels_arm64.s", "../kernels_arm64.go"); err != nil {
		log.Fatal(err)
	}
	ConstraintExpr("amd64,!purego")
	for _, nt := range []int{4, 2, 1} {
		gemm512(nt)
	}
	for _, nt := range []int{4, 2, 1} {
		gemm256(nt)
	}
	for _, v := range []vec{v512, v256} {
		absmax(v)
		quantise(v)
		layerNorm(v)
		product(v)
		softmax(v)
		argmax(v)
	}
	Generate()
}

// vec is one way of holding 16 lanes: one Z register, or two Y registers.
type vec struct {
	suffix string
	regs   []reg.Register // vector registers, in order
	n      int            // registers that make 16 lanes
	bytes  int            // bytes a register
}

var (
	v512 = vec{"AVX512", zregs(), 1, 64}
	v256 = vec{"AVX2", yregs(), 2, 32}
)

func zregs() []reg.Register {
	r := make([]reg.Register, 32)
	for i, z := range []reg.Register{reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7,
		reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15,
		reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23,
		reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31} {
		r[i] = z
	}
	return r
}

func yregs() []reg.Register {
	return []reg.Register{reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
		reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15}
}

// xmm is the low quarter or half of r.
func xmm(r reg.Register) reg.Register { return r.(reg.Vec).AsX() }

func ymm(r reg.Register) reg.Register { return r.(reg.Vec).AsY() }

// zero clears r.
func zero(r reg.Register) {
	if r.Size() == 64 {
		VPXORD(r, r, r)
		return
	}
	VXORPS(r, r, r)
}

// dot adds to acc, in each of 16 lanes, the products of four unsigned bytes of a
// with four signed bytes of w (avo does not know the instruction).
func dot(w, a, acc reg.Register) {
	Instruction(&ir.Instruction{
		Opcode:   "VPDPBUSD",
		Operands: []Op{w, a, acc},
		Inputs:   []Op{w, a, acc},
		Outputs:  []Op{acc},
		ISA:      []string{"AVX512VNNI"},
	})
}
