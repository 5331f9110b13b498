package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponent makes 2^t of each t in r, -127 <= t <= 0: 2 to the nearest integer by the
// bits of the float, the rest by Taylor's polynomial of degree six.
func (v vec) exponent(r, i, p reg.Register) {
	VADDPS(lanes("magic", 0x4b400000), r, i) // 1.5*2^23: rounds half to even
	VSUBPS(lanes("magic", 0x4b400000), i, p)
	VSUBPS(p, r, r)
	VPADDD(lanes("bias", 127), i, i)
	VPSLLD(Imm(23), i, i)
	for d := len(taylor) - 1; d >= 0; d-- {
		c := lanesF("taylor"+string(rune('0'+d)), taylor[d])
		if d == len(taylor)-1 {
			VMULPS(c, r, p)
			continue
		}
		VADDPS(c, p, p)
		if d > 0 {
			VMULPS(r, p, p)
		}
	}
	VMULPS(i, p, r)
}

// taylor holds ln(2)^d/d!, as package mat does.
var taylor = []float32{1, 0.6931471805599453, 0.2402265069591007, 0.05550410866482158,
	0.009618129107628477, 0.0013333558146428443, 0.00015403530393381606}

func softmax(v vec) {
	TEXT("softmax"+v.suffix, 4, "func(s *float32, ld int, rows int, n int, mask *float32, scale float32)")
	Doc("softmax" + v.suffix + " replaces each row of n bytes by softmax(s*scale+mask).")
	Pragma("noescape")
	s, ld, rows, n, mask, i := gp("s"), gp("ld"), gp("rows"), gp("n"), gp("mask"), GP64()
	acc, t, u, p, c, scale := v.regs[:v.n], v.regs[2], v.regs[3], v.regs[4], v.regs[5], v.regs[6]
	broadcast("scale", scale)
	Label("row")
	for _, r := range acc {
		VMOVUPS(lanesF("lowest", -math.MaxFloat32), r)
	}
	loop("top", i, n, func() {
		for j, r := range acc {
			VMULPS(v.at(s, i, j), scale, t)
			VADDPS(v.at(mask, i, j), t, t)
			VMOVUPS(t, v.at(s, i, j))
			VMAXPS(t, r, r)
		}
	})
	v.tree(VMAXPS, acc, t)
	VBROADCASTSS(xmm(acc[0]), c)
	for _, r := range acc {
		zero(r)
	}
	loop("exp", i, n, func() {
		for j, r := range acc {
			VMOVUPS(v.at(s, i, j), t)
			VSUBPS(c, t, t)
			VMULPS(lanesF("log2e", math.Log2E), t, t)
			VMAXPS(lanesF("underflow", -127), t, t)
			v.exponent(t, u, p)
			VMOVUPS(t, v.at(s, i, j))
			VADDPS(t, r, r)
		}
	})
	v.tree(VADDPS, acc, t)
	VMOVSS(lanesF("one", 1), xmm(t))
	VDIVSS(xmm(acc[0]), xmm(t), xmm(t))
	VBROADCASTSS(xmm(t), c)
	loop("share", i, n, func() {
		for j := range acc {
			VMULPS(v.at(s, i, j), c, t)
			VMOVUPS(t, v.at(s, i, j))
		}
	})
	ADDQ(ld, s)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// argmax finds the first place of the largest value of each row: the value first,
// then where it is.
func argmax(v vec) {
	TEXT("argmax"+v.suffix, 4, "func(dst *int32, src *float32, lds int, rows int, n int)")
	Doc("argmax" + v.suffix + " stores the place of the largest value of each row of n bytes.")
	Pragma("noescape")
	dst, src, lds, rows, n, i := gp("dst"), gp("src"), gp("lds"), gp("rows"), gp("n"), GP64()
	acc, t, m, hi := v.regs[:v.n], v.regs[2], GP32(), GP32()
	Label("row")
	for j, r := range acc {
		VMOVUPS(v.at(src, nil, j), r)
	}
	loop("top", i, n, func() {
		for j, r := range acc {
			VMAXPS(v.at(src, i, j), r, r)
		}
	})
	v.tree(VMAXPS, acc, t)
	VBROADCASTSS(xmm(acc[0]), t)
	XORQ(i, i)
	Label("find")
	if v.n == 1 {
		k := K()
		VCMPPS(Imm(0), v.at(src, i, 0), t, k)
		KMOVW(k, m)
	} else {
		for j, r := range acc {
			VCMPPS(Imm(0), v.at(src, i, j), t, r)
		}
		VMOVMSKPS(acc[0], m)
		VMOVMSKPS(acc[1], hi)
		SHLL(Imm(8), hi)
		ORL(hi, m)
	}
	ADDQ(Imm(64), i)
	TESTL(m, m)
	JNZ(LabelRef("found"))
	CMPQ(i, n)
	JLT(LabelRef("find"))
	MOVL(U32(1), m) // a row of NaNs: any place
	Label("found")
	BSFL(m, m)
	SHRQ(Imm(2), i)
	LEAL(Mem{Base: i.As32(), Disp: -16, Index: m, Scale: 1}, m)
	MOVL(m, Mem{Base: dst})
	ADDQ(Imm(4), dst)
	ADDQ(lds, src)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}
