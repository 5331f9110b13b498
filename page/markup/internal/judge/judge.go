package judge

import (
	_ "embed"
	"fmt"
	"sync"

	"rapporteur/page/internal/trees"
	"rapporteur/page/markup/internal/dom"
)

// Models are what the judge asks in turn: First looks at every block alone, Body and
// Caption look again with the chances that First gave to the block's company.
type Models struct {
	First, Body, Caption, Summary *trees.Model
}

//go:embed weights.tsv
var weights string

// Default are the models that the program ships.
var Default = sync.OnceValues(func() (*Models, error) { return ParseModels(weights) })

// ParseModels reads a weights file.
func ParseModels(text string) (*Models, error) {
	width := Features + Second
	ms, err := trees.Parse(text, map[string]int{"first": Features, "body": width, "caption": width, "summary": width})
	if err != nil {
		return nil, err
	}
	m := &Models{ms["first"], ms["body"], ms["caption"], ms["summary"]}
	if m.First == nil || m.Body == nil || m.Caption == nil || m.Summary == nil {
		return nil, fmt.Errorf("weights: want models first, body, caption and summary, got %d models", len(ms))
	}
	return m, nil
}

// Chances are chances in thousandths, of each block.
type Chances struct {
	Body, Caption, Summary []int32
}

// Judge judges the blocks of a page.
func (m *Models) Judge(p *Page) Chances {
	rows := p.Rows()
	firsts := make([]int32, len(rows))
	for i, r := range rows {
		firsts[i] = trees.Chance(m.First.ScoreOf(r))
	}
	rows = p.Again(rows, firsts)
	n := len(rows)
	c := Chances{make([]int32, n), make([]int32, n), make([]int32, n)}
	for i, r := range rows {
		c.Body[i] = trees.Chance(m.Body.ScoreOf(r))
		c.Caption[i] = trees.Chance(m.Caption.ScoreOf(r))
		c.Summary[i] = trees.Chance(m.Summary.ScoreOf(r))
	}
	return c
}

// Second is the number of features that the second look adds.
const Second = 24

// mean gathers a mean of chances weighted by words.
type mean struct{ sum, words int64 }

func (m *mean) add(chance int32, words int64) {
	m.sum += int64(chance) * words
	m.words += words
}

func (m *mean) of() int {
	if m.words == 0 {
		return -1
	}
	return int(m.sum / m.words)
}

// Again adds to the features of every block what the first look said of it and of its company.
func (p *Page) Again(rows [][]int32, firsts []int32) [][]int32 {
	bs := p.Tree.Blocks
	sigs := map[uint64]*mean{}
	scopes := map[*dom.Scope]*mean{}
	var all mean
	before := make([]int64, len(bs)+1)
	top, first, last := int32(0), -1, -1
	for i := range bs {
		w := int64(bs[i].Shape.Words) + 1
		meanOf(sigs, bs[i].Scope.Sig).add(firsts[i], w)
		sc := bs[i].Scope
		for range 4 {
			meanOf(scopes, sc).add(firsts[i], w)
			if sc = sc.Parent; sc == nil {
				break
			}
		}
		all.add(firsts[i], w)
		before[i+1] = before[i] + int64(firsts[i])*w
		top = max(top, firsts[i])
		if firsts[i] > 700 && w > 12 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	out := make([][]int32, len(rows))
	for i := range rows {
		r := append(make(row, 0, len(rows[i])+Second), rows[i]...)
		r.add(int(firsts[i]))
		for _, d := range []int{-4, -3, -2, -1, 1, 2, 3, 4} {
			if j := i + d; j >= 0 && j < len(bs) {
				r.add(int(firsts[j]))
			} else {
				r.add(-1)
			}
		}
		r.add(meanOf(sigs, bs[i].Scope.Sig).of())
		sc := bs[i].Scope
		for range 4 {
			r.add(meanOf(scopes, sc).of())
			if sc.Parent != nil {
				sc = sc.Parent
			}
		}
		total := max(1, before[len(bs)])
		r.add(int(1000*before[i]/total), int(top), all.of(), int(total/1000), i-first, last-i)
		r.add(p.run(firsts, i, -1), p.run(firsts, i, 1))
		r.add(p.nearSame(firsts, i, -1), p.nearSame(firsts, i, 1))
		out[i] = r
	}
	return out
}

// run is how many words away the next likely block is, on one side.
func (p *Page) run(firsts []int32, i, step int) int {
	n := 0
	for j := i + step; j >= 0 && j < len(firsts) && n < 1000; j += step {
		if firsts[j] > 500 {
			return n
		}
		n += int(p.Tree.Blocks[j].Shape.Words) + 1
	}
	return 1000
}

// nearSame is the chance of the next block of the same make, on one side.
func (p *Page) nearSame(firsts []int32, i, step int) int {
	for j := i + step; j >= 0 && j < len(firsts) && (j-i)*step <= 40; j += step {
		if p.Tree.Blocks[j].Scope.Sig == p.Tree.Blocks[i].Scope.Sig {
			return int(firsts[j])
		}
	}
	return -1
}

func meanOf[K comparable](m map[K]*mean, k K) *mean {
	x := m[k]
	if x == nil {
		x = &mean{}
		m[k] = x
	}
	return x
}
