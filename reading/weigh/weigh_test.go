package weigh

import (
	"bytes"
	"slices"
	"testing"
)

func features(words ...string) Features {
	var f Features
	for _, w := range words {
		f.Add("word", w)
	}
	return f
}

func trained() *Model {
	var xs []Example
	for range 30 {
		xs = append(xs,
			Example{X: features("talks", "held"), Class: 0},
			Example{X: features("talks", "cancelled"), Class: 1},
			Example{X: features("visit", "held"), Class: 0},
			Example{X: features("visit", "cancelled"), Class: 1})
	}
	return Train([]string{"held", "cancelled"}, xs, Options{Bits: 10, Epochs: 4, Rate: 0.1})
}

func TestTrainLearns(t *testing.T) {
	m := trained()
	for _, c := range []struct {
		word, want string
	}{{"held", "held"}, {"cancelled", "cancelled"}} {
		if got, lead := m.Best(features("summit", c.word)); got != c.want || lead <= 0 {
			t.Errorf("Best of %q = %q by %.2f, want %q", c.word, got, lead, c.want)
		}
	}
	if m.Margin(features("held")) <= m.Margin(features("cancelled")) {
		t.Error("the margin of the first class is no higher where its word stands")
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	var a, b bytes.Buffer
	if err := trained().Write(&a); err != nil {
		t.Fatal(err)
	}
	if err := trained().Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same examples gave two models")
	}
}

func TestWriteRead(t *testing.T) {
	m := trained()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	f := features("talks", "cancelled")
	if !slices.Equal(back.Classes, m.Classes) || !slices.Equal(back.Score(f), m.Score(f)) {
		t.Errorf("read back %v %v, wrote %v %v", back.Classes, back.Score(f), m.Classes, m.Score(f))
	}
}

func TestReadBroken(t *testing.T) {
	var b bytes.Buffer
	if err := trained().Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{nil, []byte("weights"), b.Bytes()[:40], []byte(magic + "a b\n60 1\n")} {
		if _, err := Read(data); err == nil {
			t.Errorf("Read(%.30q) gave no error", data)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := trained().Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Read(data); err == nil {
			m.Score(features("talks"))
		}
	})
}
