package mat

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// noise fills s with values of mixed size, zeros among them.
func noise(t *rapid.T, s []float32) {
	seed := rapid.Uint64().Draw(t, "seed")
	for i := range s {
		seed = seed*6364136223846793005 + 1442695040888963407
		s[i] = float32(int32(seed>>32)) / (1 << 28)
		if seed>>20&15 == 0 {
			s[i] = 0
		}
	}
}

func noiseBytes(t *rapid.T, s []int8) {
	seed := rapid.Uint64().Draw(t, "seed")
	for i := range s {
		seed = seed*6364136223846793005 + 1442695040888963407
		s[i] = int8(seed >> 40)
	}
}

func rows(n, stride int) Rows { return Rows{make([]float32, PadRows(n)*stride), stride} }

func acts(n, stride int) Acts {
	return Acts{make([]uint8, PadRows(n)*stride), stride, make([]float32, PadRows(n))}
}

func sameRows(t *rapid.T, k *Kernels, what string, want, got Rows, n, cols int) {
	t.Helper()
	for r := range n {
		a, b := want.Row(r, cols), got.Row(r, cols)
		for i := range a {
			if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
				t.Fatalf("%s: %s row %d column %d: %v (%#x), portable has %v (%#x)", k.Name(), what, r, i,
					b[i], math.Float32bits(b[i]), a[i], math.Float32bits(a[i]))
			}
		}
	}
}

func TestAvailable(t *testing.T) {
	for _, k := range Available() {
		got, err := ByName(k.Name())
		if err != nil || got != k {
			t.Errorf("ByName(%q) = %v, %v", k.Name(), got, err)
		}
	}
	if _, err := ByName("abacus"); err == nil {
		t.Error("ByName finds an abacus")
	}
	t.Log("best:", Best().Name())
}

func TestMulSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "rows")
		in := rapid.IntRange(1, 200).Draw(t, "in")
		out := rapid.IntRange(1, 200).Draw(t, "out")
		maxout := rapid.Bool().Draw(t, "maxout")
		if maxout {
			out = (out + 31) / 32 * 32
		}
		mode := Mode(rapid.IntRange(0, 2).Draw(t, "mode"))
		if maxout {
			mode = Store
		}
		w, scale, bias := make([]int8, out*in), make([]float32, out), make([]float32, out)
		noiseBytes(t, w)
		noise(t, scale)
		noise(t, bias)
		src := rows(n, Pad(in))
		noise(t, src.Data)
		for r := range n {
			clear(src.Row(r, Pad(in))[in:])
		}
		start := rows(n, Pad(out))
		noise(t, start.Data)
		var want Rows
		for i, k := range Available() {
			m, err := k.NewMatrix(w, out, in, scale, bias, maxout)
			if err != nil {
				t.Fatal(err)
			}
			q := acts(n, m.In()+16)
			k.QuantiseRows(q, src, n, m.In(), make([]float32, n))
			dst := Rows{append([]float32(nil), start.Data...), start.Stride}
			m.Mul(dst, q, n, mode)
			if i == 0 {
				want = dst
				continue
			}
			sameRows(t, k, "product", want, dst, n, m.Out())
		}
	})
}

// The sums of the portable kernels are those of the definition, at the ends of the
// range too.
func TestMulExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, out := rapid.IntRange(1, 500).Draw(t, "in"), rapid.IntRange(1, 70).Draw(t, "out")
		w, scale := make([]int8, out*in), make([]float32, out)
		for i := range scale {
			scale[i] = 1
		}
		noiseBytes(t, w)
		fill := rapid.SampledFrom([]int{-128, 127, 0}).Draw(t, "fill")
		if fill != 0 {
			for i := range w {
				w[i] = int8(fill)
			}
		}
		for _, k := range Available() {
			m, err := k.NewMatrix(w, out, in, scale, nil, false)
			if err != nil {
				t.Fatal(err)
			}
			q := acts(1, m.In())
			q.Scale[0] = 1
			for i := range q.Data {
				q.Data[i] = uint8(64 + rapid.SampledFrom([]int{-63, 63, 0, 1, -17}).Draw(t, "q"))
				if i >= 8 {
					q.Data[i] = q.Data[i%8]
				}
			}
			dst := rows(1, m.Out())
			m.Mul(dst, q, 1, Store)
			for o := range out {
				sum := 0
				for i := range in {
					sum += (int(q.Data[i]) - 64) * int(w[o*in+i])
				}
				if dst.Data[o] != float32(sum) {
					t.Fatalf("%s: output %d is %v, want %d", k.Name(), o, dst.Data[o], sum)
				}
			}
		}
	})
}

func TestMaxout(t *testing.T) {
	const in, out = 16, 64
	w, scale, bias := make([]int8, in*out), make([]float32, out), make([]float32, out)
	for o := range out {
		bias[o] = float32(o * 37 % 64)
	}
	for _, k := range Available() {
		m, err := k.NewMatrix(w, out, in, scale, bias, true)
		if err != nil {
			t.Fatal(err)
		}
		dst := rows(1, m.Out())
		m.Mul(dst, acts(1, in), 1, Store)
		for i := range out / 2 {
			if want := max(bias[i], bias[i+out/2]); dst.Data[i] != want {
				t.Errorf("%s: value %d is %v, want %v", k.Name(), i, dst.Data[i], want)
			}
		}
	}
}

func TestFloatStepsSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "rows")
		cols := rapid.IntRange(1, 12).Draw(t, "tiles") * Lanes
		src, add := rows(n, cols+16), rows(n, cols+16)
		noise(t, src.Data)
		noise(t, add.Data)
		gain, bias := make([]float32, cols), make([]float32, cols)
		noise(t, gain)
		noise(t, bias)
		residual := rapid.Bool().Draw(t, "residual")
		valid := rapid.IntRange(1, cols).Draw(t, "valid")
		depth := rapid.IntRange(1, cols).Draw(t, "depth")
		b := rows(cols, 32)
		noise(t, b.Data)
		var wantLN, wantSM, wantP Rows
		var wantQ Acts
		var wantA []int32
		tied := rows(n, cols+16)
		for i, x := range src.Data {
			tied.Data[i] = float32(int(x)) // many equals
		}
		for i, k := range Available() {
			ln := Rows{append([]float32(nil), add.Data...), add.Stride}
			k.LayerNorm(ln, src, n, cols, gain, bias, residual)
			sm := Rows{append([]float32(nil), src.Data...), src.Stride}
			k.Softmax(sm, n, valid, 0.37)
			p := rows(n, 48)
			k.Product(p, src, b, n, depth, 32)
			q := acts(n, cols+16)
			k.QuantiseRows(q, src, n, cols, make([]float32, n))
			places := make([]int32, n)
			k.ArgMax(places, tied, n, cols)
			if i == 0 {
				wantLN, wantSM, wantP, wantQ, wantA = ln, sm, p, q, places
				continue
			}
			sameRows(t, k, "layer norm", wantLN, ln, n, cols)
			sameRows(t, k, "softmax", wantSM, sm, n, Pad(valid))
			sameRows(t, k, "product", wantP, p, n, 32)
			if !slices.Equal(places, wantA) {
				t.Fatalf("%s: largest at %v, portable has %v", k.Name(), places, wantA)
			}
			if string(q.Data) != string(wantQ.Data) || fmt.Sprint(q.Scale) != fmt.Sprint(wantQ.Scale) {
				t.Fatalf("%s: quantised rows differ", k.Name())
			}
		}
	})
}

func TestQuantiseRoundsHalfToEven(t *testing.T) {
	want := map[float32]int{63: 63, -63: -63, 0.5: 0, 1.5: 2, -0.5: 0, -2.5: -2, 31.49: 31, 0: 0}
	for _, k := range Available() {
		src, q := rows(1, 16), acts(1, 16)
		for x, y := range want {
			clear(src.Data)
			src.Data[0], src.Data[1] = 63, x
			k.QuantiseRows(q, src, 1, 16, make([]float32, 1))
			if got := int(q.Data[1]) - 64; got != y {
				t.Errorf("%s: %v becomes %d, want %d", k.Name(), x, got, y)
			}
		}
		clear(src.Data)
		k.QuantiseRows(q, src, 1, 16, make([]float32, 1))
		if q.Scale[0] != 0 || q.Data[0] != 64 {
			t.Errorf("%s: a row of zeros has scale %v and bytes %d", k.Name(), q.Scale[0], q.Data[0])
		}
	}
}

func TestFloatStepsRight(t *testing.T) {
	for _, k := range Available() {
		s := rows(1, 32)
		for i := range s.Data {
			s.Data[i] = float32(i%7) * 3
		}
		in := append([]float32(nil), s.Row(0, 20)...)
		k.Softmax(s, 1, 20, 0.5)
		sum := 0.0
		for _, x := range in {
			sum += math.Exp(float64(x) * 0.5)
		}
		for i, x := range in {
			if want := math.Exp(float64(x)*0.5) / sum; math.Abs(float64(s.Data[i])-want) > 1e-6*want {
				t.Errorf("%s: share %d is %v, want %v", k.Name(), i, s.Data[i], want)
			}
		}
		for i := 20; i < 32; i++ {
			if s.Data[i] != 0 {
				t.Errorf("%s: value %d beyond the row is %v", k.Name(), i, s.Data[i])
			}
		}
		x, one, nul := rows(1, 16), make([]float32, 16), make([]float32, 16)
		for i := range one {
			one[i] = 1
			x.Data[i] = float32(i)
		}
		k.LayerNorm(x, x, 1, 16, one, nul, false)
		for i := range 16 {
			want := (float64(i) - 7.5) / math.Sqrt(21.25+1e-5)
			if math.Abs(float64(x.Data[i])-want) > 1e-6 {
				t.Errorf("%s: normalised value %d is %v, want %v", k.Name(), i, x.Data[i], want)
			}
		}
	}
}

func TestNewMatrixChecks(t *testing.T) {
	f := make([]float32, 64)
	cases := map[string]func() error{
		"no rows":        func() error { _, err := Best().NewMatrix(nil, 0, 16, nil, nil, false); return err },
		"short weights":  func() error { _, err := Best().NewMatrix(make([]int8, 15), 1, 16, f[:1], nil, false); return err },
		"short scales":   func() error { _, err := Best().NewMatrix(make([]int8, 32), 2, 16, f[:1], nil, false); return err },
		"odd maxout":     func() error { _, err := Best().NewMatrix(make([]int8, 48), 3, 16, f[:3], nil, true); return err },
		"sums overflow":  func() error { _, err := Best().NewMatrix(make([]int8, 1<<18), 1, 1<<18, f[:1], nil, false); return err },
		"too few biases": func() error { _, err := Best().NewMatrix(make([]int8, 32), 2, 16, f[:2], f[:1], false); return err },
	}
	for name, f := range cases {
		if f() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func BenchmarkMul(b *testing.B) {
	const n, in, out = 240, 480, 320
	for _, k := range Available() {
		b.Run(k.Name(), func(b *testing.B) {
			w, scale := make([]int8, in*out), make([]float32, out)
			for i := range w {
				w[i] = int8(i * 31)
			}
			m, err := k.NewMatrix(w, out, in, scale, nil, true)
			if err != nil {
				b.Fatal(err)
			}
			q, dst := acts(n, in), rows(n, m.Out())
			for b.Loop() {
				m.Mul(dst, q, n, Store)
			}
			b.ReportMetric(float64(b.N)*n*in*out/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
