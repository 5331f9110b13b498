package judge

// Costs are the decoder's prices, in thousandths of a log-odds unit.
type Costs struct {
	Open  int64 // to begin the article
	Leave int64 // to leave it for a stretch of furniture inside
	Enter int64 // to come back
	Close int64 // to end it
	Shift int64 // added to every line's log-odds
}

// The decoder's states.
const (
	before = iota
	in
	aside
	after
	states

	never = int64(1) << 50
)

// step moves from the best costs of one line to those of the next, and says which
// state each came from.
func step(best [states]int64, c Costs) (next [states]int64, from [states]uint8) {
	next[before], from[before] = best[before], before
	next[in], from[in] = best[in], in
	if v := best[before] + c.Open; v < next[in] {
		next[in], from[in] = v, before
	}
	if v := best[aside] + c.Enter; v < next[in] {
		next[in], from[in] = v, aside
	}
	next[aside], from[aside] = best[aside], aside
	if v := best[in] + c.Leave; v < next[aside] {
		next[aside], from[aside] = v, in
	}
	next[after], from[after] = best[after], after
	if v := best[in] + c.Close; v < next[after] {
		next[after], from[after] = v, in
	}
	return next, from
}

// Decode chooses the lines of the article: the path through "before, in, aside,
// after" of the least cost, given each line's log-odds. It prefers one stretch.
func Decode(score []int32, c Costs) []bool {
	n := len(score)
	back := make([][states]uint8, n)
	best := [states]int64{0, c.Open, never, never}
	for i, s := range score {
		next := best
		if i > 0 {
			next, back[i] = step(best, c)
		}
		if x := int64(s) + c.Shift; x > 0 {
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
