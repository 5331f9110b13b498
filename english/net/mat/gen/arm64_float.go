package main

import "math"

func (a *arm) absmax() {
	a.text("absmaxNEON", "stores the largest absolute value of each row of n bytes.", "dst *float32, src *float32, lds int, rows int, n int", 40)
	a.load(0, "dst", "src", "lds", "rows", "n")
	a.label("row")
	a.zero(0, 4)
	a.ins("MOVD R1, R9")
	a.loop("col", 4, func() {
		a.ins("VLD1.P 64(R9), %s", four(4))
		for j := range 4 {
			a.op2(fabs, 4+j, 4+j)
			a.op3(fmax, j, j, 4+j)
		}
	})
	a.tree(fmax)
	a.ins("FMOVS F0, (R0)")
	a.ins("ADD $4, R0, R0")
	a.ins("ADD R2, R1, R1")
	a.ins("SUBS $1, R3, R3")
	a.ins("BNE row")
	a.ins("RET")
}

func (a *arm) quantise() {
	a.text("quantiseNEON", "stores round-half-even(src*inv)+64 as bytes; n is in bytes of src.",
		"dst *uint8, ldd int, src *float32, lds int, rows int, n int, inv *float32", 56)
	a.load(0, "dst", "ldd", "src", "lds", "rows", "n", "inv")
	a.constant(9, 64)
	a.label("row")
	a.ins("VLD1R.P 4(R6), [V8.S4]")
	a.ins("MOVD R0, R10")
	a.ins("MOVD R2, R9")
	a.loop("col", 5, func() {
		a.ins("VLD1.P 64(R9), %s", four(4))
		for v := 4; v < 8; v++ {
			a.op3(fmul, v, v, 8)
			a.op2(fcvtns, v, v)
			a.ins("VADD V9.S4, V%d.S4, V%d.S4", v, v)
		}
		a.op2(xtn4h, 4, 4)
		a.op2(xtn8h, 4, 5)
		a.op2(xtn4h, 6, 6)
		a.op2(xtn8h, 6, 7)
		a.op2(xtn8b, 4, 4)
		a.op2(xtn16b, 4, 6)
		a.ins("VST1.P [V4.B16], 16(R10)")
	})
	a.ins("ADD R1, R0, R0")
	a.ins("ADD R3, R2, R2")
	a.ins("SUBS $1, R4, R4")
	a.ins("BNE row")
	a.ins("RET")
}

func (a *arm) layerNorm() {
	a.text("layerNormNEON", "normalises each row of n bytes; with add, the result is added to dst.",
		"dst *float32, src *float32, ld int, rows int, n int, gain *float32, bias *float32, invN float32, add int", 72)
	a.load(0, "dst", "src", "ld", "rows", "n", "gain", "bias")
	a.ins("FMOVS invN+56(FP), F16")
	a.ins("MOVD add+64(FP), R7")
	a.label("row")
	a.zero(0, 4)
	a.ins("MOVD R1, R9")
	a.loop("sum", 4, func() {
		a.ins("VLD1.P 64(R9), %s", four(4))
		for j := range 4 {
			a.op3(fadd, j, j, 4+j)
		}
	})
	a.tree(fadd)
	a.ins("FMULS F16, F0, F0")
	a.ins("VDUP V0.S[0], V17.S4")
	a.zero(0, 4)
	a.ins("MOVD R1, R9")
	a.loop("square", 4, func() {
		a.ins("VLD1.P 64(R9), %s", four(4))
		for j := range 4 {
			a.op3(fsub, 4+j, 4+j, 17)
			a.op3(fmul, 4+j, 4+j, 4+j)
			a.op3(fadd, j, j, 4+j)
		}
	})
	a.tree(fadd)
	a.ins("FMULS F16, F0, F0")
	a.constant(18, math.Float32bits(1e-5))
	a.ins("FADDS F18, F0, F0")
	a.ins("FSQRTS F0, F0")
	a.ins("FMOVS $1.0, F18")
	a.ins("FDIVS F0, F18, F0")
	a.ins("VDUP V0.S[0], V18.S4")
	a.normValues()
	a.ins("ADD R2, R0, R0")
	a.ins("ADD R2, R1, R1")
	a.ins("SUBS $1, R3, R3")
	a.ins("BNE row")
	a.ins("RET")
}

// normValues stores a row, whose mean is in v17 and whose factor in v18.
func (a *arm) normValues() {
	a.ins("MOVD R1, R9")
	a.ins("MOVD R0, R10")
	a.ins("MOVD R5, R11")
	a.ins("MOVD R6, R12")
	value := func() {
		a.ins("VLD1.P 64(R9), %s", four(4))
		a.ins("VLD1.P 64(R11), %s", four(20))
		a.ins("VLD1.P 64(R12), %s", four(24))
		for v := 4; v < 8; v++ {
			a.op3(fsub, v, v, 17)
			a.op3(fmul, v, v, 18)
			a.op3(fmul, v, v, v+16)
			a.op3(fadd, v, v, v+20)
		}
	}
	a.ins("CBNZ R7, residual")
	a.loop("plain", 4, func() {
		value()
		a.ins("VST1.P %s, 64(R10)", four(4))
	})
	a.ins("B next")
	a.label("residual")
	a.loop("sums", 4, func() {
		value()
		a.ins("VLD1 (R10), %s", four(20))
		for v := 4; v < 8; v++ {
			a.op3(fadd, v, v, v+16)
		}
		a.ins("VST1.P %s, 64(R10)", four(4))
	})
	a.label("next")
}

func (a *arm) product() {
	a.text("productNEON", "stores a*b: 4*groups rows, k deep, n bytes of columns; strides in bytes.",
		"c *float32, ldc int, a *float32, lda int, b *float32, ldb int, groups int, k int, n int", 72)
	a.load(0, "c", "ldc", "a", "lda", "b", "ldb", "groups")
	a.label("group")
	a.ins("MOVD n+64(FP), R19")
	a.ins("MOVD R4, R17")
	a.ins("MOVD R0, R16")
	a.loop("col", 19, func() {
		for r := range 4 {
			if r == 0 {
				a.ins("MOVD R2, R10")
			} else {
				a.ins("ADD R3, R%d, R%d", 9+r, 10+r)
			}
		}
		a.ins("MOVD R17, R14")
		a.ins("MOVD k+56(FP), R15")
		a.zero(0, 16)
		a.label("deep")
		a.ins("VLD1 (R14), %s", four(16))
		a.ins("ADD R5, R14, R14")
		for r := range 4 {
			a.ins("VLD1R.P 4(R%d), [V20.S4]", 10+r)
			for j := range 4 {
				a.op3(fmul, 24+j, 16+j, 20)
				a.op3(fadd, 4*r+j, 4*r+j, 24+j)
			}
		}
		a.ins("SUBS $1, R15, R15")
		a.ins("BNE deep")
		a.ins("MOVD R16, R14")
		for r := range 4 {
			a.ins("VST1 %s, (R14)", four(4*r))
			a.ins("ADD R1, R14, R14")
		}
		a.ins("ADD $64, R16, R16")
		a.ins("ADD $64, R17, R17")
	})
	a.ins("ADD R3<<2, R2, R2")
	a.ins("ADD R1<<2, R0, R0")
	a.ins("SUBS $1, R6, R6")
	a.ins("BNE group")
	a.ins("RET")
}

func (a *arm) softmax() {
	a.text("softmaxNEON", "replaces each row of n bytes by softmax(s*scale+mask).",
		"s *float32, ld int, rows int, n int, mask *float32, scale float32", 44)
	a.load(0, "s", "ld", "rows", "n", "mask")
	a.constant(8, 0x4b400000)
	a.constant(9, 127)
	a.constant(10, math.Float32bits(math.Log2E))
	a.constant(11, math.Float32bits(-127))
	for d, c := range taylor {
		a.constant(12+d, math.Float32bits(c))
	}
	a.constant(30, math.Float32bits(-math.MaxFloat32))
	a.ins("FMOVS scale+40(FP), F31")
	a.ins("VDUP V31.S[0], V31.S4")
	a.label("row")
	for j := range 4 {
		a.ins("VMOV V30.B16, V%d.B16", j)
	}
	a.ins("MOVD R0, R9")
	a.ins("MOVD R4, R10")
	a.loop("top", 3, func() {
		a.ins("VLD1 (R9), %s", four(4))
		a.ins("VLD1.P 64(R10), %s", four(20))
		for v := 4; v < 8; v++ {
			a.op3(fmul, v, v, 31)
			a.op3(fadd, v, v, v+16)
			a.op3(fmax, v-4, v-4, v)
		}
		a.ins("VST1.P %s, 64(R9)", four(4))
	})
	a.tree(fmax)
	a.ins("VDUP V0.S[0], V19.S4")
	a.zero(0, 4)
	a.ins("MOVD R0, R9")
	a.loop("exp", 3, func() {
		a.ins("VLD1 (R9), %s", four(4))
		for v := 4; v < 8; v++ {
			a.op3(fsub, v, v, 19)
			a.op3(fmul, v, v, 10)
			a.op3(fmax, v, v, 11)
			a.exponent(v, 20, 21)
			a.op3(fadd, v-4, v-4, v)
		}
		a.ins("VST1.P %s, 64(R9)", four(4))
	})
	a.tree(fadd)
	a.ins("FMOVS $1.0, F19")
	a.ins("FDIVS F0, F19, F0")
	a.ins("VDUP V0.S[0], V19.S4")
	a.ins("MOVD R0, R9")
	a.loop("share", 3, func() {
		a.ins("VLD1 (R9), %s", four(4))
		for v := 4; v < 8; v++ {
			a.op3(fmul, v, v, 19)
		}
		a.ins("VST1.P %s, 64(R9)", four(4))
	})
	a.ins("ADD R1, R0, R0")
	a.ins("SUBS $1, R2, R2")
	a.ins("BNE row")
	a.ins("RET")
}

// exponent does what vec.exponent does, with the constants in v8 to v18.
func (a *arm) exponent(r, i, p int) {
	a.op3(fadd, i, r, 8)
	a.op3(fsub, p, i, 8)
	a.op3(fsub, r, r, p)
	a.ins("VADD V9.S4, V%d.S4, V%d.S4", i, i)
	a.op2(shl23, i, i)
	a.op3(fmul, p, 12+6, r)
	for d := 5; d >= 0; d-- {
		a.op3(fadd, p, p, 12+d)
		if d > 0 {
			a.op3(fmul, p, p, r)
		}
	}
	a.op3(fmul, r, p, i)
}
