package merge

import (
	"hash/fnv"
	"slices"
	"strconv"
)

// Bounds on what one report is filed under.
const (
	maxTokens = 10
	maxMonths = 4
)

// Links are the keys under which a report is filed: two reports that fit (Score of at least Threshold) share one. A link is
// the hash of two names that both reports must hold (parties, surnames, places) and of a stretch of time; equal
// links are only a hint.
func (x *Report) Links() []int64 {
	tokens := slices.Clone(x.Parties[:min(len(x.Parties), maxTokens)])
	for _, p := range x.People {
		// Either end of a name may be all that another story gives.
		f := nameWords(p)
		if len(f) > 0 && len(tokens) < 2*maxTokens {
			tokens = append(tokens, "@"+f[len(f)-1], "@"+f[0])
		}
	}
	for _, p := range x.Places {
		tokens = append(tokens, "#"+p)
	}
	slices.Sort(tokens)
	tokens = slices.Compact(tokens)
	var out []int64
	for _, when := range x.months() {
		for i, a := range tokens {
			for _, b := range tokens[i+1:] {
				out = append(out, link(a, b, when))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// long tells whether the report's days span many months: exact ones and long ones are never taken for the same encounter.
func (x *Report) long() bool {
	return x.Lo == Never || x.Hi == Open || (x.Hi+4)/30-(x.Lo-4)/30 >= maxMonths
}

// months are the stretches of time that the report may share with another: its months with the days beside them.
func (x *Report) months() []string {
	lo, hi, kind := x.Lo-5, x.Hi+5, "m"
	switch {
	case x.Series && x.Told == Never:
		return []string{"series"}
	case x.Series:
		lo, hi, kind = x.Told-seriesGap/2-1, x.Told+seriesGap/2+1, "s"
	case x.long():
		return []string{"long"}
	}
	var out []string
	for m := lo / 30; m <= hi/30; m++ {
		out = append(out, kind+strconv.Itoa(m))
	}
	return out
}

func link(parts ...string) int64 {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p))
		_, _ = h.Write([]byte{0})
	}
	return int64(h.Sum64())
}
