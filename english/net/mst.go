package net

import "rapporteur/english/net/mat"

// mst finds maximum spanning trees: Chu-Liu/Edmonds over up to MaxTokens tokens and
// the root (node 0), with one token under the root. Its buffers are allocated when a
// sentence first needs more than the best head of each token.
type mst struct {
	heads  [MaxTokens + 1]int32
	full   *graph
	colour [MaxTokens + 1]uint8
}

// run returns the head of each node 1 to n. Row i-1 of scores holds those of node i
// for heads 0 to n. The result is good until the next run.
func (t *mst) run(scores mat.Rows, n int) []int32 {
	heads := t.heads[:n+1]
	for i := 1; i <= n; i++ {
		v := scores.Row(i-1, n+1)
		best := -1
		for h, x := range v {
			if h != i && (best < 0 || x > v[best]) {
				best = h
			}
		}
		heads[i] = int32(best)
	}
	if !t.isTree(heads) {
		if t.full == nil {
			t.full = new(graph)
		}
		t.full.solve(scores, heads)
	}
	return heads
}

// isTree says whether heads form a tree with one token under the root.
func (t *mst) isTree(heads []int32) bool {
	roots := 0
	colour := t.colour[:len(heads)]
	clear(colour)
	colour[0] = 1
	for i := 1; i < len(heads); i++ {
		if heads[i] == 0 {
			roots++
		}
		j := i
		for colour[j] == 0 {
			colour[j] = 2
			j = int(heads[j])
		}
		if colour[j] == 2 {
			return false
		}
		for j = i; colour[j] == 2; j = int(heads[j]) {
			colour[j] = 1
		}
	}
	return roots == 1
}

const nodes = MaxTokens + 1

// graph is the dense graph of a sentence while cycles are contracted in it.
type graph struct {
	score    [nodes][nodes]float64 // of the arc head, dependent
	from, to [nodes][nodes]uint8   // the arc of the sentence behind an arc
	active   [nodes]bool           // not merged into another node
	member   [nodes]uint8          // the active node that holds a node of the sentence
	best     [nodes]uint8          // best head of an active node
	cycles   [nodes]contraction    // in the order made
	seen     [nodes]uint8
	entry    [nodes]uint8 // the node of the sentence by which a node is entered
}

// contraction remembers a cycle: the arc into each of its nodes, and which of them
// held which node of the sentence.
type contraction struct {
	cycle    []uint8
	from, to [nodes]uint8 // by node of the cycle
	member   [nodes]uint8
}

// solve replaces heads by those of the best tree. An arc from the root costs more
// than all other arcs together, so that the best tree has one.
func (g *graph) solve(scores mat.Rows, heads []int32) {
	n := len(heads)
	low, high := scores.Data[0], scores.Data[0]
	for i := range n - 1 {
		for _, x := range scores.Row(i, n) {
			low, high = min(low, x), max(high, x)
		}
	}
	cost := (float64(high) - float64(low) + 1) * float64(n)
	for d := range n {
		g.active[d], g.member[d] = true, uint8(d)
		for h := range n {
			g.score[h][d] = 0
			if d > 0 {
				g.score[h][d] = float64(scores.Data[(d-1)*scores.Stride+h])
			}
			g.from[h][d], g.to[h][d] = uint8(h), uint8(d)
		}
		g.score[0][d] -= cost
	}
	for d := 1; d < n; d++ {
		g.pick(n, d)
	}
	made := 0
	for {
		c := g.findCycle(n, &g.cycles[made])
		if c == nil {
			break
		}
		g.contract(n, c)
		made++
	}
	g.expand(n, made, heads)
}

// pick finds the best head of an active node, the first of equals.
func (g *graph) pick(n, d int) {
	best := -1
	for h := range n {
		if h != d && g.active[h] && (best < 0 || g.score[h][d] > g.score[best][d]) {
			best = h
		}
	}
	g.best[d] = uint8(best)
}

// findCycle fills c with a cycle of best heads, or returns nil.
func (g *graph) findCycle(n int, c *contraction) *contraction {
	clear(g.seen[:n])
	for i := 1; i < n; i++ {
		if !g.active[i] || g.seen[i] != 0 {
			continue
		}
		mark := uint8(i)
		j := mark
		for j != 0 && g.seen[j] == 0 {
			g.seen[j] = mark
			j = g.best[j]
		}
		if j == 0 || g.seen[j] != mark {
			continue
		}
		c.cycle = append(c.cycle[:0], j)
		for k := g.best[j]; k != j; k = g.best[k] {
			c.cycle = append(c.cycle, k)
		}
		return c
	}
	return nil
}

// contract merges the nodes of a cycle into its first.
func (g *graph) contract(n int, c *contraction) {
	c.member = g.member
	for _, u := range c.cycle {
		b := g.best[u]
		c.from[u], c.to[u] = g.from[b][u], g.to[b][u]
	}
	r := c.cycle[0]
	for v := range n {
		if !g.active[v] || contains(c.cycle, uint8(v)) {
			continue
		}
		out, in := r, r
		outScore, inScore := g.score[r][v], g.score[v][r]-g.score[g.best[r]][r]
		for _, u := range c.cycle[1:] {
			if x := g.score[u][v]; x > outScore {
				out, outScore = u, x
			}
			if x := g.score[v][u] - g.score[g.best[u]][u]; x > inScore {
				in, inScore = u, x
			}
		}
		g.from[r][v], g.to[r][v], g.score[r][v] = g.from[out][v], g.to[out][v], outScore
		g.from[v][r], g.to[v][r], g.score[v][r] = g.from[v][in], g.to[v][in], inScore
	}
	for _, u := range c.cycle[1:] {
		g.active[u] = false
	}
	for v := 1; v < n; v++ {
		// Other nodes keep their best heads: r offers them no more than its members did.
		if g.active[v] && v != int(r) && contains(c.cycle, g.best[v]) {
			g.best[v] = r
		}
	}
	g.pick(n, int(r))
	for i := range n {
		if contains(c.cycle, g.member[i]) {
			g.member[i] = r
		}
	}
}

func contains(s []uint8, x uint8) bool {
	for _, y := range s {
		if y == x {
			return true
		}
	}
	return false
}

// expand reads off the arcs, from the last contraction back to the first: the node of
// a cycle that is entered from outside gives up its arc of the cycle.
func (g *graph) expand(n, made int, heads []int32) {
	set := func(node, head, dependent uint8) {
		heads[dependent] = int32(head)
		g.entry[node] = dependent
	}
	for d := 1; d < n; d++ {
		if g.active[d] {
			b := g.best[d]
			set(uint8(d), g.from[b][d], g.to[b][d])
		}
	}
	for made--; made >= 0; made-- {
		c := &g.cycles[made]
		entered := g.entry[c.cycle[0]]
		inner := c.member[entered]
		for _, u := range c.cycle {
			if u != inner {
				set(u, c.from[u], c.to[u])
			}
		}
		g.entry[inner] = entered
	}
}
