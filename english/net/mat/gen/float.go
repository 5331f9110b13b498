package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

var tables = map[string]Mem{}

// lanes is a read-only table that holds bits 16 times, so that it serves as a
// memory operand of either width.
func lanes(name string, bits uint32) Mem {
	if m, ok := tables[name]; ok {
		return m
	}
	m := GLOBL(name, 8|16) // RODATA|NOPTR
	for i := 0; i < 16; i++ {
		DATA(4*i, U32(bits))
	}
	tables[name] = m
	return m
}

func lanesF(name string, f float32) Mem { return lanes(name, math.Float32bits(f)) }

// at is the memory of register i of the 16 lanes at base+index.
func (v vec) at(base, index reg.Register, i int) Mem {
	m := Mem{Base: base, Disp: v.bytes * i}
	if index != nil {
		m.Index, m.Scale = index, 1
	}
	return m
}

// tree folds the 16 lanes of r: lane k with k+8, then k+4, k+2, k+1; the result is
// lane 0 of r[0]. t is spoilt.
func (v vec) tree(op func(...Op), r []reg.Register, t reg.Register) {
	if v.n == 1 {
		VEXTRACTF32X8(Imm(1), r[0], ymm(t))
		op(ymm(t), ymm(r[0]), ymm(r[0]))
	} else {
		op(r[1], r[0], r[0])
	}
	x, tx := xmm(r[0]), xmm(t)
	VEXTRACTF128(Imm(1), ymm(r[0]), tx)
	op(tx, x, x)
	VPERMILPS(Imm(0b1110), x, tx)
	op(tx, x, x)
	VPERMILPS(Imm(1), x, tx)
	op(tx, x, x)
}

// loop runs body with i going from 0 to n (bytes) by 64.
func loop(label string, i, n reg.GPVirtual, body func()) {
	XORQ(i, i)
	Label(label)
	body()
	ADDQ(Imm(64), i)
	CMPQ(i, n)
	JLT(LabelRef(label))
}

func gp(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }

func broadcast(name string, r reg.Register) {
	m, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSS(m.Addr, r)
}

func (v vec) and(a Op, b, c reg.Register) { v.pick(VANDPS, VPANDD)(a, b, c) }

func (v vec) pick(narrow, wide func(...Op)) func(...Op) {
	if v.n == 1 {
		return wide
	}
	return narrow
}

func absmax(v vec) {
	TEXT("absmax"+v.suffix, 4, "func(dst *float32, src *float32, lds int, rows int, n int)")
	Doc("absmax" + v.suffix + " stores the largest absolute value of each row of n bytes.")
	Pragma("noescape")
	dst, src, lds, rows, n, i := gp("dst"), gp("src"), gp("lds"), gp("rows"), gp("n"), GP64()
	acc, t := v.regs[:v.n], v.regs[2]
	Label("row")
	for _, r := range acc {
		zero(r)
	}
	loop("col", i, n, func() {
		for j, r := range acc {
			VMOVUPS(v.at(src, i, j), t)
			v.and(lanes("absmask", 0x7fffffff), t, t)
			VMAXPS(t, r, r)
		}
	})
	v.tree(VMAXPS, acc, t)
	VMOVSS(xmm(acc[0]), Mem{Base: dst})
	ADDQ(Imm(4), dst)
	ADDQ(lds, src)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

func quantise(v vec) {
	TEXT("quantise"+v.suffix, 4, "func(dst *uint8, ldd int, src *float32, lds int, rows int, n int, inv *float32)")
	Doc("quantise" + v.suffix + " stores round-half-even(src*inv)+64 as bytes; n is in bytes of src.")
	Pragma("noescape")
	dst, ldd, src, lds, rows, n, inv := gp("dst"), gp("ldd"), gp("src"), gp("lds"), gp("rows"), gp("n"), gp("inv")
	i, o := GP64(), GP64()
	q, s := v.regs[:v.n], v.regs[2]
	Label("row")
	VBROADCASTSS(Mem{Base: inv}, s)
	MOVQ(dst, o)
	loop("col", i, n, func() {
		for j, r := range q {
			VMULPS(v.at(src, i, j), s, r)
			VCVTPS2DQ(r, r)
			v.pick(VPADDD, VPADDD)(lanes("sixtyfour", 64), r, r)
		}
		if v.n == 1 {
			VPMOVDB(q[0], Mem{Base: o})
		} else {
			VPACKSSDW(q[1], q[0], q[0])
			VPERMQ(Imm(0xD8), q[0], q[0])
			VEXTRACTI128(Imm(1), q[0], xmm(q[1]))
			VPACKUSWB(xmm(q[1]), xmm(q[0]), xmm(q[0]))
			VMOVDQU(xmm(q[0]), Mem{Base: o})
		}
		ADDQ(Imm(16), o)
	})
	ADDQ(ldd, dst)
	ADDQ(lds, src)
	ADDQ(Imm(4), inv)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

func layerNorm(v vec) {
	TEXT("layerNorm"+v.suffix, 4, "func(dst *float32, src *float32, ld int, rows int, n int, gain *float32, bias *float32, invN float32, add int)")
	Doc("layerNorm" + v.suffix + " normalises each row of n bytes; with add, the result is added to dst.")
	Pragma("noescape")
	dst, src, ld, rows, n := gp("dst"), gp("src"), gp("ld"), gp("rows"), gp("n")
	gain, bias, add, i := gp("gain"), gp("bias"), gp("add"), GP64()
	acc, t, mean, rstd := v.regs[:v.n], v.regs[2], v.regs[3], v.regs[4]
	invN, _ := Param("invN").Resolve()
	Label("row")
	for _, r := range acc {
		zero(r)
	}
	loop("sum", i, n, func() {
		for j, r := range acc {
			VADDPS(v.at(src, i, j), r, r)
		}
	})
	v.tree(VADDPS, acc, t)
	VMULSS(invN.Addr, xmm(acc[0]), xmm(acc[0]))
	VBROADCASTSS(xmm(acc[0]), mean)
	for _, r := range acc {
		zero(r)
	}
	loop("square", i, n, func() {
		for j, r := range acc {
			VMOVUPS(v.at(src, i, j), t)
			VSUBPS(mean, t, t)
			VMULPS(t, t, t)
			VADDPS(t, r, r)
		}
	})
	v.tree(VADDPS, acc, t)
	x := xmm(acc[0])
	VMULSS(invN.Addr, x, x)
	VADDSS(lanesF("epsilon", 1e-5), x, x)
	VSQRTSS(x, x, x)
	VMOVSS(lanesF("one", 1), xmm(t))
	VDIVSS(x, xmm(t), x)
	VBROADCASTSS(x, rstd)
	TESTQ(add, add)
	JNZ(LabelRef("residual"))
	value := func(j int) {
		VMOVUPS(v.at(src, i, j), t)
		VSUBPS(mean, t, t)
		VMULPS(rstd, t, t)
		VMULPS(v.at(gain, i, j), t, t)
		VADDPS(v.at(bias, i, j), t, t)
	}
	loop("plain", i, n, func() {
		for j := range acc {
			value(j)
			VMOVUPS(t, v.at(dst, i, j))
		}
	})
	JMP(LabelRef("next"))
	Label("residual")
	loop("sums", i, n, func() {
		for j := range acc {
			value(j)
			VADDPS(v.at(dst, i, j), t, t)
			VMOVUPS(t, v.at(dst, i, j))
		}
	})
	Label("next")
	ADDQ(ld, dst)
	ADDQ(ld, src)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// product multiplies float matrices, four rows by 16 columns at a time; each sum
// runs over k in order, so lanes never meet.
func product(v vec) {
	TEXT("product"+v.suffix, 4, "func(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, groups int, k int, n int)")
	Doc("product" + v.suffix + " stores a*b: 4*groups rows, k deep, n bytes of columns; strides in bytes.")
	Pragma("noescape")
	c, ldc, a, lda, b, ldb := gp("c"), gp("ldc"), gp("a"), gp("lda"), gp("b"), gp("ldb")
	groups, n := gp("groups"), gp("n")
	i, k, pa, pb, pc := GP64(), GP64(), GP64(), GP64(), GP64()
	acc := func(r, j int) reg.Register { return v.regs[r*v.n+j] }
	col := v.regs[4*v.n : 5*v.n]
	t, av := v.regs[5*v.n:6*v.n], v.regs[6*v.n]
	Label("group")
	loop("col", i, n, func() {
		MOVQ(a, pa)
		LEAQ(Mem{Base: b, Index: i, Scale: 1}, pb)
		Load(Param("k"), k)
		for r := 0; r < 4; r++ {
			for j := 0; j < v.n; j++ {
				zero(acc(r, j))
			}
		}
		Label("deep")
		for j := range col {
			VMOVUPS(v.at(pb, nil, j), col[j])
		}
		for r := 0; r < 4; r++ {
			m := Mem{Base: pa}
			switch r {
			case 1, 2:
				m.Index, m.Scale = lda, uint8(r)
			case 3: // three strides are no addressing mode
				LEAQ(Mem{Base: pa, Index: lda, Scale: 2}, pc)
				m = Mem{Base: pc, Index: lda, Scale: 1}
			}
			if v.n == 1 {
				VMULPS_BCST(m, col[0], t[0])
				VADDPS(t[0], acc(r, 0), acc(r, 0))
				continue
			}
			VBROADCASTSS(m, av)
			for j := range col {
				VMULPS(av, col[j], t[j])
				VADDPS(t[j], acc(r, j), acc(r, j))
			}
		}
		ADDQ(Imm(4), pa)
		ADDQ(ldb, pb)
		DECQ(k)
		JNZ(LabelRef("deep"))
		LEAQ(Mem{Base: c, Index: i, Scale: 1}, pc)
		for r := 0; r < 4; r++ {
			for j := 0; j < v.n; j++ {
				VMOVUPS(acc(r, j), v.at(pc, nil, j))
			}
			if r < 3 {
				ADDQ(ldc, pc)
			}
		}
	})
	LEAQ(Mem{Base: a, Index: lda, Scale: 4}, a)
	LEAQ(Mem{Base: c, Index: ldc, Scale: 4}, c)
	DECQ(groups)
	JNZ(LabelRef("group"))
	VZEROUPPER()
	RET()
}
