package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Bits of the mode of a product's last step.
const (
	modeAdd    = 1
	modeMaxout = 2
)

const gemmSignature = "func(dst *float32, ldd int, a *uint8, lda int, groups int, k4 int, w *int8, par *float32, sx *float32, floor float32, mode int)"

// gemmDoc is the comment of the stub.
func gemmDoc(name string, nt int) {
	Doc(fmt.Sprintf("%s multiplies 6*groups quantised rows with a block of %d tiles of 16", name, nt),
		"outputs. Strides are in bytes; par holds the block's compensations, scales, biases.")
}

// block is a product in the making: its registers, and where its parts lie.
type block struct {
	v            vec
	nt           int // tiles of the block
	rows, h      int // rows in registers, registers a row
	pass         int // which 128 bytes of a row's outputs, for kernels that hold fewer
	act, floor   reg.Register
	par, sx      reg.Register
	ldd          reg.Register
	out          reg.Register // moves along the rows of dst
	mode         reg.GPVirtual
	keepLastStep bool // out does not move behind the last row
}

func (b *block) acc(r, t int) reg.Register { return b.v.regs[r*b.h+t] }

func (b *block) label(s string) string { return fmt.Sprintf("%s%d", s, b.pass) }

// start sets the sums to the compensations.
func (b *block) start() {
	for t := range b.h {
		VMOVUPS(Mem{Base: b.par, Disp: b.v.bytes * t}, b.acc(0, t))
		for r := 1; r < b.rows; r++ {
			VMOVAPS(b.acc(0, t), b.acc(r, t))
		}
	}
}

// finish turns the sums into values and stores them.
func (b *block) finish() {
	for r := range b.rows {
		VBROADCASTSS(Mem{Base: b.sx, Disp: 4 * r}, b.act)
		for t := range b.h {
			v := b.acc(r, t)
			VCVTDQ2PS(v, v)
			VMULPS(b.act, v, v)
			VMULPS(Mem{Base: b.par, Disp: 64*b.nt + b.v.bytes*t}, v, v)
			VADDPS(Mem{Base: b.par, Disp: 128*b.nt + b.v.bytes*t}, v, v)
			VMAXPS(b.floor, v, v)
		}
	}
	Load(Param("mode"), b.mode)
	if b.nt > 1 {
		TESTQ(I32(modeMaxout), b.mode)
		JNZ(LabelRef(b.label("maxout")))
	}
	TESTQ(I32(modeAdd), b.mode)
	JNZ(LabelRef(b.label("add")))
	at := func(t int) Mem { return Mem{Base: b.out, Disp: 128*b.pass + b.v.bytes*t} }
	b.each(func(v reg.Register, r, t int) { VMOVUPS(v, at(t)) })
	JMP(LabelRef(b.label("next")))
	Label(b.label("add"))
	b.each(func(v reg.Register, r, t int) {
		VADDPS(at(t), v, v)
		VMOVUPS(v, at(t))
	})
	if b.nt > 1 {
		JMP(LabelRef(b.label("next")))
		Label(b.label("maxout"))
		b.each(func(v reg.Register, r, t int) {
			if tile, j := t/b.v.n, t%b.v.n; tile%2 == 0 {
				VMAXPS(b.acc(r, t+b.v.n), v, v)
				VMOVUPS(v, Mem{Base: b.out, Disp: 64*b.pass + 32*tile + b.v.bytes*j})
			}
		})
	}
	Label(b.label("next"))
}

// each goes over the values, row by row.
func (b *block) each(f func(v reg.Register, r, t int)) {
	for r := range b.rows {
		for t := range b.h {
			f(b.acc(r, t), r, t)
		}
		if r < b.rows-1 || !b.keepLastStep {
			ADDQ(b.ldd, b.out)
		}
	}
}

// gemm512 keeps 6 rows of nt tiles in registers: 24 sums, the weights of one step,
// and two broadcast rows.
func gemm512(nt int) {
	name := fmt.Sprintf("gemm%dAVX512", nt)
	TEXT(name, 4, gemmSignature)
	gemmDoc(name, nt)
	Pragma("noescape")
	z := v512.regs
	w, act := z[24:28], z[28:30]
	dst, ldd, a, lda := gp("dst"), gp("ldd"), gp("a"), gp("lda")
	groups, par, sx := gp("groups"), gp("par"), gp("sx")
	broadcast("floor", z[30])
	a0, a3, wp, k := GP64(), GP64(), GP64(), GP64()
	b := &block{v: v512, nt: nt, rows: 6, h: nt, act: act[0], floor: z[30], par: par, sx: sx, ldd: ldd, out: dst, mode: k}

	Label("group")
	MOVQ(a, a0)
	LEAQ(Mem{Base: a, Index: lda, Scale: 2}, a3)
	ADDQ(lda, a3)
	Load(Param("w"), wp)
	Load(Param("k4"), k)
	b.start()
	Label("step")
	for t := range nt {
		VMOVDQU32(Mem{Base: wp, Disp: 64 * t}, w[t])
	}
	for r := range 6 {
		m := Mem{Base: []reg.GPVirtual{a0, a3}[r/3]}
		if r%3 > 0 {
			m.Index, m.Scale = lda, uint8(r%3)
		}
		VPBROADCASTD(m, act[r%2])
		for t := range nt {
			dot(w[t], act[r%2], b.acc(r, t))
		}
	}
	ADDQ(Imm(4), a0)
	ADDQ(Imm(4), a3)
	ADDQ(I32(64*nt), wp)
	DECQ(k)
	JNZ(LabelRef("step"))
	b.finish()
	LEAQ(Mem{Base: a, Index: lda, Scale: 2}, a)
	LEAQ(Mem{Base: a, Index: lda, Scale: 4}, a)
	ADDQ(Imm(24), sx)
	DECQ(groups)
	JNZ(LabelRef("group"))
	VZEROUPPER()
	RET()
}

// gemm256 keeps 3 rows of up to two tiles in registers and goes over the block in
// passes. Seven-bit activations keep VPMADDUBSW from saturating.
func gemm256(nt int) {
	name := fmt.Sprintf("gemm%dAVX2", nt)
	TEXT(name, 4, gemmSignature)
	gemmDoc(name, nt)
	Pragma("noescape")
	y := v256.regs
	ones, act := y[12], y[13]
	dst, ldd, a, lda := gp("dst"), gp("ldd"), gp("a"), gp("lda")
	groups, sx := gp("groups"), gp("sx")
	ADDQ(groups, groups) // groups of three
	par, wp, k, out := GP64(), GP64(), GP64(), GP64()
	b := &block{v: v256, nt: nt, rows: 3, h: min(nt, 2) * 2, act: act, floor: ones, par: par, sx: sx, ldd: ldd, out: out, mode: k, keepLastStep: true}

	Label("group")
	for b.pass = 0; b.pass < (nt+1)/2; b.pass++ {
		Load(Param("w"), wp)
		Load(Param("k4"), k)
		Load(Param("par"), par)
		if b.pass > 0 {
			ADDQ(I32(128*b.pass), wp)
			ADDQ(I32(128*b.pass), par)
		}
		VPCMPEQW(ones, ones, ones)
		VPSRLW(Imm(15), ones, ones)
		b.start()
		b.steps256(a, lda, wp, k, ones, act)
		broadcast("floor", b.floor)
		MOVQ(dst, out)
		b.finish()
	}
	LEAQ(Mem{Base: a, Index: lda, Scale: 2}, a)
	ADDQ(lda, a)
	LEAQ(Mem{Base: dst, Index: ldd, Scale: 2}, dst)
	ADDQ(ldd, dst)
	ADDQ(Imm(12), sx)
	DECQ(groups)
	JNZ(LabelRef("group"))
	VZEROUPPER()
	RET()
}

// steps256 sums a pass of gemm256.
func (b *block) steps256(a, lda, wp, k reg.GPVirtual, ones, act reg.Register) {
	a0 := GP64()
	MOVQ(a, a0)
	Label(b.label("step"))
	for r := range 3 {
		m := Mem{Base: a0}
		if r > 0 {
			m.Index, m.Scale = lda, uint8(r)
		}
		VPBROADCASTD(m, act)
		for t := range b.h {
			tmp := b.v.regs[14+t%2]
			VPMADDUBSW(Mem{Base: wp, Disp: 32 * t}, act, tmp)
			VPMADDWD(ones, tmp, tmp)
			VPADDD(tmp, b.acc(r, t), b.acc(r, t))
		}
	}
	ADDQ(Imm(4), a0)
	ADDQ(I32(64*b.nt), wp)
	DECQ(k)
	JNZ(LabelRef(b.label("step")))
}
