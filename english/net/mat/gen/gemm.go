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

// gemm512 keeps 6 rows of nt tiles in registers: 24 sums, the weights of one step,
// and one broadcast row.
func gemm512(nt int) {
	name := fmt.Sprintf("gemm%dAVX512", nt)
	TEXT(name, 4, gemmSignature)
	gemmDoc(name, nt)
	Pragma("noescape")
	z := v512.regs
	acc := func(r, t int) reg.Register { return z[r*nt+t] }
	w, act, floor := z[24:28], z[28:30], z[30]
	dst, ldd := Load(Param("dst"), GP64()), Load(Param("ldd"), GP64())
	a, lda := Load(Param("a"), GP64()), Load(Param("lda"), GP64())
	groups, par := Load(Param("groups"), GP64()), Load(Param("par"), GP64())
	sx := Load(Param("sx"), GP64())
	fm, _ := Param("floor").Resolve()
	VBROADCASTSS(fm.Addr, floor)
	a0, a3, wp, k := GP64(), GP64(), GP64(), GP64()

	Label("group")
	MOVQ(a, a0)
	LEAQ(Mem{Base: a, Index: lda, Scale: 2}, a3)
	ADDQ(lda, a3)
	Load(Param("w"), wp)
	Load(Param("k4"), k)
	for t := 0; t < nt; t++ {
		VMOVDQU32(Mem{Base: par, Disp: 64 * t}, acc(0, t))
		for r := 1; r < 6; r++ {
			VMOVDQA32(acc(0, t), acc(r, t))
		}
	}
	Label("step")
	for t := 0; t < nt; t++ {
		VMOVDQU32(Mem{Base: wp, Disp: 64 * t}, w[t])
	}
	for r := 0; r < 6; r++ {
		m := Mem{Base: []reg.GPVirtual{a0, a3}[r/3]}
		if r%3 > 0 {
			m.Index, m.Scale = lda, uint8(r%3)
		}
		VPBROADCASTD(m, act[r%2])
		for t := 0; t < nt; t++ {
			dot(w[t], act[r%2], acc(r, t))
		}
	}
	ADDQ(Imm(4), a0)
	ADDQ(Imm(4), a3)
	ADDQ(I32(64*nt), wp)
	DECQ(k)
	JNZ(LabelRef("step"))

	for r := 0; r < 6; r++ {
		VBROADCASTSS(Mem{Base: sx, Disp: 4 * r}, act[0])
		for t := 0; t < nt; t++ {
			v := acc(r, t)
			VCVTDQ2PS(v, v)
			VMULPS(act[0], v, v)
			VMULPS(Mem{Base: par, Disp: 64 * (nt + t)}, v, v)
			VADDPS(Mem{Base: par, Disp: 64 * (2*nt + t)}, v, v)
			VMAXPS(floor, v, v)
		}
	}
	Load(Param("mode"), k)
	if nt > 1 {
		TESTQ(I32(modeMaxout), k)
		JNZ(LabelRef("maxout"))
	}
	TESTQ(I32(modeAdd), k)
	JNZ(LabelRef("add"))
	each := func(f func(r, t int)) {
		for r := 0; r < 6; r++ {
			for t := 0; t < nt; t++ {
				f(r, t)
			}
			ADDQ(ldd, dst)
		}
	}
	each(func(r, t int) { VMOVUPS(acc(r, t), Mem{Base: dst, Disp: 64 * t}) })
	JMP(LabelRef("next"))
	Label("add")
	each(func(r, t int) {
		VADDPS(Mem{Base: dst, Disp: 64 * t}, acc(r, t), acc(r, t))
		VMOVUPS(acc(r, t), Mem{Base: dst, Disp: 64 * t})
	})
	if nt > 1 {
		JMP(LabelRef("next"))
		Label("maxout")
		each(func(r, t int) {
			if t%2 == 0 {
				VMAXPS(acc(r, t+1), acc(r, t), acc(r, t))
				VMOVUPS(acc(r, t), Mem{Base: dst, Disp: 32 * t})
			}
		})
	}
	Label("next")
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
	h := min(nt, 2) * 2 // registers a row
	acc := func(r, t int) reg.Register { return y[r*h+t] }
	ones, act, t0, t1 := y[12], y[13], y[14], y[15]
	dst, ldd := Load(Param("dst"), GP64()), Load(Param("ldd"), GP64())
	a, lda := Load(Param("a"), GP64()), Load(Param("lda"), GP64())
	groups := Load(Param("groups"), GP64())
	sx := Load(Param("sx"), GP64())
	ADDQ(groups, groups) // groups of three
	a0, par, wp, k, out := GP64(), GP64(), GP64(), GP64(), GP64()
	fm, _ := Param("floor").Resolve()

	Label("group")
	for pass := 0; pass < (nt+1)/2; pass++ {
		l := func(s string) string { return fmt.Sprintf("%s%d", s, pass) }
		Load(Param("w"), wp)
		Load(Param("k4"), k)
		Load(Param("par"), par)
		if pass > 0 {
			ADDQ(I32(128*pass), wp)
			ADDQ(I32(128*pass), par)
		}
		MOVQ(a, a0)
		VPCMPEQW(ones, ones, ones)
		VPSRLW(Imm(15), ones, ones)
		for t := 0; t < h; t++ {
			VMOVDQU(Mem{Base: par, Disp: 32 * t}, acc(0, t))
			for r := 1; r < 3; r++ {
				VMOVDQA(acc(0, t), acc(r, t))
			}
		}
		Label(l("step"))
		for r := 0; r < 3; r++ {
			m := Mem{Base: a0}
			if r > 0 {
				m.Index, m.Scale = lda, uint8(r)
			}
			VPBROADCASTD(m, act)
			for t := 0; t < h; t++ {
				tmp := []reg.Register{t0, t1}[t%2]
				VPMADDUBSW(Mem{Base: wp, Disp: 32 * t}, act, tmp)
				VPMADDWD(ones, tmp, tmp)
				VPADDD(tmp, acc(r, t), acc(r, t))
			}
		}
		ADDQ(Imm(4), a0)
		ADDQ(I32(64*nt), wp)
		DECQ(k)
		JNZ(LabelRef(l("step")))

		floor := ones
		VBROADCASTSS(fm.Addr, floor)
		for r := 0; r < 3; r++ {
			VBROADCASTSS(Mem{Base: sx, Disp: 4 * r}, act)
			for t := 0; t < h; t++ {
				v := acc(r, t)
				VCVTDQ2PS(v, v)
				VMULPS(act, v, v)
				VMULPS(Mem{Base: par, Disp: 64*nt + 32*t}, v, v)
				VADDPS(Mem{Base: par, Disp: 128*nt + 32*t}, v, v)
				VMAXPS(floor, v, v)
			}
		}
		MOVQ(dst, out)
		Load(Param("mode"), k)
		each := func(f func(r, t int)) {
			for r := 0; r < 3; r++ {
				for t := 0; t < h; t++ {
					f(r, t)
				}
				if r < 2 {
					ADDQ(ldd, out)
				}
			}
		}
		if nt > 1 {
			TESTQ(I32(modeMaxout), k)
			JNZ(LabelRef(l("maxout")))
		}
		TESTQ(I32(modeAdd), k)
		JNZ(LabelRef(l("add")))
		each(func(r, t int) { VMOVUPS(acc(r, t), Mem{Base: out, Disp: 128*pass + 32*t}) })
		JMP(LabelRef(l("next")))
		Label(l("add"))
		each(func(r, t int) {
			VADDPS(Mem{Base: out, Disp: 128*pass + 32*t}, acc(r, t), acc(r, t))
			VMOVUPS(acc(r, t), Mem{Base: out, Disp: 128*pass + 32*t})
		})
		if nt > 1 {
			JMP(LabelRef(l("next")))
			Label(l("maxout"))
			each(func(r, t int) {
				if t < 2 {
					VMAXPS(acc(r, t+2), acc(r, t), acc(r, t))
					VMOVUPS(acc(r, t), Mem{Base: out, Disp: 64*pass + 32*t})
				}
			})
		}
		Label(l("next"))
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
