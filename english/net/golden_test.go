package net_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"slices"
	"testing"

	"rapporteur/english/net"
	"rapporteur/english/net/mat"
)

// golden is what training/reference.py, the network in numpy, says about a sentence.
type golden struct {
	Tokens                                 []string
	UPOS, XPOS, Feats, Lemma, Name, Deprel []string
	Head                                   []int32 // 0 is the root, i the token i-1
	X, Arcs                                [][]float64
}

func read(t *testing.T, path string) []byte {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is missing: training/export.py and training/reference.py make it", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The embedded model gives the labels and vectors of the reference.
func TestGolden(t *testing.T) {
	checkGolden(t, read(t, "../model/english.rpm"), read(t, "../testdata/net-golden.json"))
}

// So does a model with random weights, the small one of nettest.
func TestReference(t *testing.T) {
	checkGolden(t, small(), read(t, "testdata/reference.json"))
}

func checkGolden(t *testing.T, model, want []byte) {
	var cases []golden
	if err := json.Unmarshal(want, &cases); err != nil {
		t.Fatal(err)
	}
	for _, k := range mat.Available() {
		m := load(t, model, k)
		for _, g := range cases {
			checkSentence(t, m, &g)
		}
	}
}

// A vector may differ where a value lies so near a half that float32 in another order
// rounds an activation to the other side.
func checkSentence(t *testing.T, m *net.Model, g *golden) {
	sum, far, n := 0.0, 0.0, 0
	for i, x := range m.Encode(g.Tokens) {
		for k, v := range x {
			d := math.Abs(float64(v) - g.X[i][k])
			sum, far, n = sum+d, max(far, d), n+1
		}
	}
	if mean := sum / float64(n); mean > 2e-3 || far > 0.1 {
		t.Errorf("%s: %q: x differs by %.5f in the mean, by %.5f at most", m.Kernels(), g.Tokens, mean, far)
	}
	var out net.Output
	m.Run([][]string{g.Tokens}, &out)
	l := m.Labels()
	ours, theirs := 0.0, 0.0
	for i, x := range out.Tokens {
		got := []string{l.UPOS[x.UPOS], l.XPOS[x.XPOS], l.Feats[x.Feats], l.Lemma[x.Lemma], l.Name[x.Name], l.Deprel[x.Deprel]}
		want := []string{g.UPOS[i], g.XPOS[i], g.Feats[i], g.Lemma[i], g.Name[i], g.Deprel[i]}
		if x.Head+1 != g.Head[i] {
			got, want = got[:5], want[:5] // the label of another arc
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q: %v, want %v", m.Kernels(), g.Tokens[i], got, want)
		}
		ours, theirs = ours+g.Arcs[i][x.Head+1], theirs+g.Arcs[i][g.Head[i]]
	}
	// The reference tries some tokens under the root only, so ours may be better.
	if ours < theirs-0.01 {
		t.Errorf("%s: %q: a tree of %.3f, the reference has one of %.3f", m.Kernels(), g.Tokens, ours, theirs)
	}
}
