// Package trees holds small boosted decision trees over integer features: the form in
// which the page stage's judges are trained, stored and applied. Everything is an
// integer, so that a judgement is the same on every processor.
package trees

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Depth is the depth of every tree.
const Depth = 5

// Never is a threshold that no feature exceeds: a tree that asks fewer than Depth
// questions asks "is it more than Never?" in place of the last ones.
const Never = math.MaxInt32

// Tree asks the same Depth questions of every row ("is feature f greater than t?")
// and answers by the leaf that the answers, as bits, number.
type Tree struct {
	Feature [Depth]uint8
	Above   [Depth]int32
	Leaf    [1 << Depth]int16 // in thousandths of a log-odds unit
}

// Model is a sum of trees.
type Model struct {
	Name  string
	Base  int32
	Trees []Tree
	// Stops are the sums, after every Block trees, below which the model gives up:
	// hardly a row that it looks for was ever there. Empty where it never does.
	Stops []int32
	// GivenUp is the greatest score of a row that the model gave up.
	GivenUp int32
}

// Block is the number of trees between two Stops.
const Block = 8

// Row is room for the features of one row.
type Row [256]int32

// Score is the log-odds, in thousandths, that the features speak of what the model looks for.
func (m *Model) Score(f *Row) int32 {
	sum := m.Base
	for i := range m.Trees {
		if i%Block == 0 && i > 0 && i/Block <= len(m.Stops) && sum < m.Stops[i/Block-1] {
			return min(sum, m.GivenUp)
		}
		t := &m.Trees[i]
		k := above(f, t, 0)<<4 | above(f, t, 1)<<3 | above(f, t, 2)<<2
		if t.Above[3] != Never {
			k |= above(f, t, 3)<<1 | above(f, t, 4)
		}
		sum += int32(t.Leaf[k&(1<<Depth-1)])
	}
	return sum
}

// above is 1 where the answer to question d is yes, without a branch.
func above(f *Row, t *Tree, d int) uint32 {
	return uint32(uint64(int64(t.Above[d])-int64(f[t.Feature[d]])) >> 63)
}

// ScoreOf is Score of a row of features that lie in a slice.
func (m *Model) ScoreOf(features []int32) int32 {
	var f Row
	copy(f[:], features)
	return m.Score(&f)
}

// Chance turns a score into a chance in thousandths.
func Chance(score int32) int32 {
	return int32(math.Round(1000 / (1 + math.Exp(-float64(score)/1000))))
}

// Write writes the model: a row with its name, base, number of trees and stops, then a
// tree a row: features with thresholds, leaves.
func (m *Model) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "model\t%s\t%d\t%d", m.Name, m.Base, len(m.Trees))
	for _, x := range m.Stops {
		fmt.Fprintf(b, "\t%d", x)
	}
	b.WriteByte('\n')
	for i := range m.Trees {
		t := &m.Trees[i]
		sep := ""
		for d := range Depth {
			fmt.Fprintf(b, "%s%d\t%d", sep, t.Feature[d], t.Above[d])
			sep = "\t"
		}
		for _, x := range t.Leaf {
			fmt.Fprintf(b, "\t%d", x)
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// Parse reads the models of a weights file; widths are the known models' numbers of
// features. Blank rows and rows that begin with "#" are comments.
func Parse(text string, widths map[string]int) (map[string]*Model, error) {
	out := map[string]*Model{}
	rows := strings.Split(text, "\n")
	for i := 0; i < len(rows); i++ {
		if rows[i] == "" || rows[i][0] == '#' {
			continue
		}
		m, n, err := parseHead(rows[i])
		switch {
		case err != nil:
			return nil, fmt.Errorf("weights row %d: %w", i+1, err)
		case widths[m.Name] == 0 || widths[m.Name] > len(Row{}):
			return nil, fmt.Errorf("weights row %d: no model is called %q", i+1, m.Name)
		case n < 0 || i+n >= len(rows):
			return nil, fmt.Errorf("weights row %d: %d trees are said to follow, %d rows do", i+1, n, len(rows)-1-i)
		}
		m.Trees = make([]Tree, n)
		for k := range m.Trees {
			i++
			if err := m.Trees[k].parse(rows[i], widths[m.Name]); err != nil {
				return nil, fmt.Errorf("weights row %d: %w", i+1, err)
			}
		}
		out[m.Name] = m
	}
	return out, nil
}

// parseHead reads a model's first row, and the number of trees that follow.
func parseHead(row string) (m *Model, n int, err error) {
	h := strings.Split(row, "\t")
	if len(h) < 4 || h[0] != "model" {
		return nil, 0, fmt.Errorf("want model, name, base, number of trees, stops, got %q", row)
	}
	numbers := make([]int32, len(h)-2)
	for i, s := range h[2:] {
		x, err := strconv.ParseInt(s, 10, 32)
		if err != nil {
			return nil, 0, err
		}
		numbers[i] = int32(x)
	}
	m = &Model{Name: h[1], Base: numbers[0]}
	if len(numbers) > 2 {
		m.Stops = numbers[2:]
	}
	return m, int(numbers[1]), nil
}

func (t *Tree) parse(row string, features int) error {
	f := strings.Split(row, "\t")
	if len(f) != 2*Depth+len(t.Leaf) {
		return fmt.Errorf("a tree has %d fields, got %d", 2*Depth+len(t.Leaf), len(f))
	}
	for i, s := range f {
		bits := 32
		if i >= 2*Depth {
			bits = 16
		}
		x, err := strconv.ParseInt(s, 10, bits)
		if err != nil {
			return err
		}
		switch {
		case i >= 2*Depth:
			t.Leaf[i-2*Depth] = int16(x)
		case i%2 == 1:
			t.Above[i/2] = int32(x)
		case x < 0 || int(x) >= features:
			return fmt.Errorf("feature %d of %d", x, features)
		default:
			t.Feature[i/2] = uint8(x)
		}
	}
	return nil
}
