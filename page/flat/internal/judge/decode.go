package judge

// Costs are the decoder's prices, in thousandths of a log-odds unit.
type Costs struct {
	Open  int64 // to begin the article
	Leave int64 // to leave it for a stretch of furniture inside
	Enter int64 // to come back
	Close int64 // to end it
	Shift int64 // added to every line's log-odds
}

// Decode chooses the lines of the article: the path through "before, in, aside,
// after" of the least cost, given each line's log-odds. It prefers one stretch.
func Decode(score []int32, c Costs) []bool {
	const (
		before = iota
		in
		aside
		after
		states
	)
	n := len(score)
	back := make([][states]uint8, n)
	best := [states]int64{0, c.Open, 1 << 50, 1 << 50}
	for i, s := range score {
		x := int64(s) + c.Shift
		var next [states]int64
		step := func(to int, from ...[2]int64) {
			next[to] = 1 << 60
			for _, f := range from {
				if v := best[f[0]] + f[1]; v < next[to] {
					next[to], back[i][to] = v, uint8(f[0])
				}
			}
		}
		if i == 0 {
			next = best
		} else {
			step(before, [2]int64{before, 0})
			step(in, [2]int64{before, c.Open}, [2]int64{in, 0}, [2]int64{aside, c.Enter})
			step(aside, [2]int64{in, c.Leave}, [2]int64{aside, 0})
			step(after, [2]int64{in, c.Close}, [2]int64{after, 0})
		}
		if x > 0 {
			next[before] += x
			next[aside] += x
			next[after] += x
		} else {
			next[in] -= x
		}
		best = next
	}
	state := before
	for k := 1; k < states; k++ {
		if k != aside && best[k] < best[state] {
			state = k
		}
	}
	out := make([]bool, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = state == in
		if i > 0 {
			state = int(back[i][state])
		}
	}
	return out
}

// Sure are the prices after the second look.
var Sure = Costs{Open: 200, Leave: 100, Enter: 100, Close: 200}

// Usual are the prices that measured best after the first look.
var Usual = Costs{Open: 500, Leave: 250, Enter: 250, Close: 500, Shift: 200}
