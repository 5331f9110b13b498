package judge

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

// Tree asks the same Depth questions of every line ("is feature f greater than t?")
// and answers by the leaf that the answers, as bits, number.
// Everything is an integer, so that a judgement is the same on every processor.
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
	// hardly a line that it looks for was ever there. Empty where it never does.
	Stops []int32
}

// Block is the number of trees between two Stops.
const Block = 8

// Hopeless is the greatest score of a line that a model gave up.
const Hopeless = Faint - 500

// Row is room for the features of one line, of whichever model.
type Row [256]int32

// Score is the log-odds, in thousandths, that the features speak of what the model looks for.
func (m *Model) Score(f *Row) int32 {
	sum := m.Base
	for i := range m.Trees {
		if i%Block == 0 && i > 0 && i/Block <= len(m.Stops) && sum < m.Stops[i/Block-1] {
			return min(sum, Hopeless)
		}
		t := &m.Trees[i]
		k := above(f, t, 0)<<4 | above(f, t, 1)<<3 | above(f, t, 2)<<2
		if t.Above[3] != math.MaxInt32 {
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

// Write writes the model, a tree a row: features, thresholds, leaves.
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

// widths are the numbers of features of the models.
var widths = map[string]int{"body": Count, "headline": HeadlineCount, "article": SecondCount, "caption": SecondCount}

// Load reads a weights file that holds all models.
func Load(text string) (*Judges, error) {
	models := map[string]*Model{}
	rows := strings.Split(text, "\n")
	for i := 0; i < len(rows); i++ {
		if rows[i] == "" || rows[i][0] == '#' {
			continue
		}
		h := strings.Split(rows[i], "\t")
		if len(h) < 4 || h[0] != "model" || widths[h[1]] == 0 {
			return nil, fmt.Errorf("row %d: want model, a known name, base and number of trees, got %q", i+1, rows[i])
		}
		base, err1 := strconv.Atoi(h[2])
		n, err2 := strconv.Atoi(h[3])
		if err1 != nil || err2 != nil || n < 0 || i+n >= len(rows) {
			return nil, fmt.Errorf("row %d: bad numbers in %q", i+1, rows[i])
		}
		m := &Model{Name: h[1], Base: int32(base), Trees: make([]Tree, n)}
		for _, x := range h[4:] {
			stop, err := strconv.Atoi(x)
			if err != nil {
				return nil, fmt.Errorf("row %d: %w", i+1, err)
			}
			m.Stops = append(m.Stops, int32(stop))
		}
		for k := range m.Trees {
			i++
			if err := m.Trees[k].parse(rows[i], widths[m.Name]); err != nil {
				return nil, fmt.Errorf("row %d: %w", i+1, err)
			}
		}
		models[m.Name] = m
	}
	j := &Judges{Body: models["body"], Headline: models["headline"], Article: models["article"], Caption: models["caption"]}
	if j.Body == nil || j.Headline == nil || j.Article == nil || j.Caption == nil {
		return nil, fmt.Errorf("a model is missing: body, headline, article and caption are needed")
	}
	return j, nil
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
