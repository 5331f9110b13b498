package weigh

import "math"

// Ranked is one annotated decision among choices, of which one or more are right.
type Ranked struct {
	Choices []Features
	Right   []bool
	W       float64 // weight; 0 counts as 1
}

// Rank fits a model whose Margin is highest for the right choice of each decision. Decisions
// of which no choice is right, or all are, teach nothing. The same examples in the same
// order give the same model.
func Rank(xs []Ranked, o Options) *Model {
	w := make([]float64, 1<<o.Bits)
	g := make([]float64, len(w))
	mask := uint32(1)<<o.Bits - 1
	for epoch := range o.Epochs {
		for k := range xs {
			x := &xs[stride(k, epoch, len(xs))]
			steps := x.steps(w, mask)
			for c, f := range x.Choices {
				if steps == nil || steps[c] == 0 {
					continue
				}
				for _, h := range f {
					i := h & mask
					d := steps[c] + o.Decay*w[i]
					g[i] += d * d
					w[i] -= o.Rate * d / (1e-6 + math.Sqrt(g[i]))
				}
			}
		}
	}
	two := make([]float64, 2*len(w))
	for i, v := range w {
		two[2*i] = v
	}
	return quantise([]string{"yes", "no"}, two, o.Bits)
}

// steps are the slopes of the loss in the score of each choice: how likely the model holds
// it, less how likely it is among the right ones; nil where the decision teaches nothing.
func (x *Ranked) steps(w []float64, mask uint32) []float64 {
	p := make([]float64, len(x.Choices))
	top := math.Inf(-1)
	for c, f := range x.Choices {
		for _, h := range f {
			p[c] += w[h&mask]
		}
		top = max(top, p[c])
	}
	sum, right, rights := 0.0, 0.0, 0
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		sum += p[c]
		if x.Right[c] {
			right += p[c]
			rights++
		}
	}
	if rights == 0 || rights == len(p) {
		return nil
	}
	weight := x.W
	if weight == 0 {
		weight = 1
	}
	for c := range p {
		q := 0.0
		if x.Right[c] {
			q = p[c] / right
		}
		p[c] = weight * (p[c]/sum - q)
	}
	return p
}
