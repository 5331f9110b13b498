package weigh

import "math"

// Example is one annotated decision.
type Example struct {
	X     Features
	Class int
	W     float64 // weight; 0 counts as 1
}

// Options of training.
type Options struct {
	Bits   uint    // the table has 2^Bits buckets
	Epochs int     // passes over the examples, in the order given
	Rate   float64 // first step of AdaGrad
	Decay  float64 // pull of every weight towards nought, by step
}

// Train fits a softmax classifier by AdaGrad. The same examples in the same order give the
// same model.
func Train(classes []string, xs []Example, o Options) *Model {
	n := len(classes)
	w := make([]float64, n<<o.Bits)
	g := make([]float64, len(w))
	mask := uint32(1)<<o.Bits - 1
	p := make([]float64, n)
	for epoch := range o.Epochs {
		// A fixed stride through the examples mixes articles without a random number.
		for k := range xs {
			x := &xs[stride(k, epoch, len(xs))]
			softmax(p, w, x.X, mask, n)
			weight := x.W
			if weight == 0 {
				weight = 1
			}
			for c := range p {
				e := p[c] * weight
				if c == x.Class {
					e -= weight
				}
				for _, f := range x.X {
					i := int(f&mask)*n + c
					d := e + o.Decay*w[i]
					g[i] += d * d
					w[i] -= o.Rate * d / (1e-6 + math.Sqrt(g[i]))
				}
			}
		}
	}
	return quantise(classes, w, o.Bits)
}

func stride(k, epoch, n int) int {
	step := []int{7919, 104729, 1299709, 15485863}[epoch%4]
	for n%step == 0 {
		step++
	}
	if gcd(step, n) != 1 {
		return (k + epoch*31) % n
	}
	return (k*(step%n) + epoch*31) % n
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func softmax(p, w []float64, x Features, mask uint32, n int) {
	for c := range p {
		p[c] = 0
	}
	for _, f := range x {
		for c := range p {
			p[c] += w[int(f&mask)*n+c]
		}
	}
	top := math.Inf(-1)
	for _, v := range p {
		top = max(top, v)
	}
	sum := 0.0
	for c, v := range p {
		p[c] = math.Exp(v - top)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
}

func quantise(classes []string, w []float64, bits uint) *Model {
	top := 1e-9
	for _, v := range w {
		top = max(top, math.Abs(v))
	}
	m := &Model{Classes: classes, bits: bits, scale: top / 127, w: make([]int8, len(w))}
	for i, v := range w {
		m.w[i] = int8(math.Round(v / m.scale))
	}
	return m
}
