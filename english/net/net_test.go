package net_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/english/net"
	"rapporteur/english/net/mat"
	"rapporteur/english/net/nettest"
)

var small = sync.OnceValue(func() []byte { return nettest.Random(nettest.Small, nettest.Heads(), 1).Bytes() })

func load(t testing.TB, data []byte, k *mat.Kernels) *net.Model {
	t.Helper()
	m, err := net.LoadFor(data, k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var words = []string{"The", "the", "envoy", "Envoy", "met", "“", "”", "’s", "2,000", "U.S.", "Ž", "ß", "", "\x00", "\xff", "—", ";",
	"state-of-the-art", "https://example.org/a/very/long/address/that/no/cache/keeps", "talks", "Norway", "in", "of", "."}

func drawSentences(t *rapid.T, longest int) [][]string {
	return rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(words), 0, longest), 0, 12).Draw(t, "sentences")
}

// Every kind of kernels gives the same output.
func TestKernelsAgree(t *testing.T) {
	var models []*net.Model
	for _, k := range mat.Available() {
		models = append(models, load(t, small(), k))
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawSentences(t, 200)
		var want net.Output
		for i, m := range models {
			var got net.Output
			m.Run(s, &got)
			if i == 0 {
				want = got
			} else if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s differs from %s", m.Kernels(), models[0].Kernels())
			}
		}
	})
}

// A sentence's labels do not depend on its neighbours, nor on what ran before.
func TestBatchesDoNotMatter(t *testing.T) {
	m := load(t, small(), mat.Best())
	rapid.Check(t, func(t *rapid.T) {
		s := drawSentences(t, 150)
		var all, one net.Output
		m.Run(s, &all)
		token := 0
		for i, x := range s {
			m.Run(s[i:i+1], &one)
			if !reflect.DeepEqual(one.Tokens, all.Tokens[token:token+len(x)]) && len(x) > 0 {
				t.Fatalf("sentence %d alone differs from the batch", i)
			}
			for h, head := range m.Heads() {
				from, n := token, len(x)
				if head.Level == net.SentenceLevel {
					from, n = i, 1
				}
				k := len(head.Labels)
				if fmt.Sprint(one.Heads[h]) != fmt.Sprint(net.HeadOutput{Labels: all.Heads[h].Labels[from : from+n], Scores: all.Heads[h].Scores[from*k : (from+n)*k]}) {
					t.Fatalf("sentence %d: head %s differs from the batch", i, head.Name)
				}
			}
			token += len(x)
		}
	})
}

func TestTreesAndNamesAreWellFormed(t *testing.T) {
	m := load(t, small(), mat.Best())
	names := m.Labels().Name
	rapid.Check(t, func(t *rapid.T) {
		s := drawSentences(t, 300)
		var out net.Output
		m.Run(s, &out)
		token := 0
		for _, x := range s {
			tokens := out.Tokens[token:][:len(x)]
			token += len(x)
			if err := wellFormed(tokens); err != nil {
				t.Fatal(err)
			}
			last := ""
			for i, y := range tokens {
				n := names[y.Name]
				if n[0] == 'I' && (last == "" || last == "O" || last[1:] != n[1:]) {
					t.Fatalf("token %d has %s after %q", i, n, last)
				}
				last = n
			}
		}
	})
}

// wellFormed says why tokens are no tree.
func wellFormed(t []net.Token) error {
	roots := 0
	for i := range t {
		if t[i].Head < 0 {
			roots++
		}
		j, steps := int32(i), 0
		for j >= 0 {
			if j = t[j].Head; int(j) >= len(t) || steps > len(t) {
				return fmt.Errorf("token %d does not reach the root", i)
			}
			steps++
		}
	}
	if len(t) > 0 && roots != 1 {
		return fmt.Errorf("%d roots", roots)
	}
	return nil
}

func TestGoroutinesAgree(t *testing.T) {
	m := load(t, small(), mat.Best())
	s := [][]string{words, words[3:9], words[5:]}
	var want net.Output
	m.Run(s, &want)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				var got net.Output
				m.Run(s, &got)
				if !reflect.DeepEqual(got, want) {
					t.Error("a goroutine's output differs")
				}
			}
		})
	}
	wg.Wait()
}

func TestRunAllocatesNothing(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector makes pools forget: allocations are counted without it")
	}
	m := load(t, small(), mat.Best())
	s := [][]string{words, words[3:9], words[5:]}
	var out net.Output
	m.Run(s, &out)
	if n := testing.AllocsPerRun(50, func() { m.Run(s, &out) }); n > 0.5 {
		t.Errorf("%v allocations a run", n)
	}
}

// The labels are those of any other processor: the digest was made on amd64.
func TestSameOnEveryProcessor(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var s [][]string
	for range 60 {
		x := make([]string, r.IntN(90))
		for i := range x {
			x[i] = words[r.IntN(len(words))]
		}
		s = append(s, x)
	}
	for _, k := range mat.Available() {
		var out net.Output
		load(t, small(), k).Run(s, &out)
		h := crc32.NewIEEE()
		fmt.Fprint(h, out)
		if got := h.Sum32(); got != 0x2aa97e80 {
			t.Errorf("%s: digest %#x, another than on amd64", k.Name(), got)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	edit := func(f func(*nettest.File)) []byte {
		x := nettest.Random(nettest.Small, nettest.Heads(), 1)
		f(x)
		return x.Bytes()
	}
	nan := []byte{0, 0, 0xc0, 0x7f}
	cases := []struct {
		name, want string
		data       []byte
	}{
		{"empty", "does not begin", nil},
		{"other magic", "does not begin", []byte("GGUF, and more that follows")},
		{"header beyond the file", "longer than the file", []byte("RPMODEL1\xff\xff\x00\x00{}")},
		{"no JSON", "no JSON", []byte("RPMODEL1\x02\x00\x00\x00{]")},
		{"version", "version is 2", edit(func(f *nettest.File) { f.Header.Version = 2 })},
		{"width", "multiples of 16", edit(func(f *nettest.File) { f.Header.Config.W = 33 })},
		{"huge width", "multiples of 16", edit(func(f *nettest.File) { f.Header.Config.W = 1 << 20 })},
		{"blocks", "C -1", edit(func(f *nettest.File) { f.Header.Config.C = -1 })},
		{"attention heads", "attention heads", edit(func(f *nettest.File) { f.Header.Config.Heads = 8 })},
		{"buckets", "bucket counts", edit(func(f *nettest.File) { f.Header.Config.Buckets = []int{9} })},
		{"bucket", "table of 1 buckets", edit(func(f *nettest.File) { f.Header.Config.Buckets = []int{50, 20, 1, 20, 8} })},
		{"labels", `labels of "xpos"`, edit(func(f *nettest.File) { delete(f.Header.Labels, "xpos") })},
		{"names without O", `no label "O"`, edit(func(f *nettest.File) { f.Header.Labels["name"] = []string{"I-PER"} })},
		{"head twice", "used twice", edit(func(f *nettest.File) { f.Header.Heads[1].Name = "speech" })},
		{"head of the base", "used twice", edit(func(f *nettest.File) { f.Header.Heads[1].Name = "upos" })},
		{"level", "has level", edit(func(f *nettest.File) { f.Header.Heads[1].Level = "page" })},
		{"head without labels", "0 labels", edit(func(f *nettest.File) { f.Header.Heads[0].Labels = nil })},
		{"tensor twice", "appears twice", edit(func(f *nettest.File) { f.Header.Tensors[3] = f.Header.Tensors[2] })},
		{"type", "has type", edit(func(f *nettest.File) { f.Header.Tensors[3].Dtype = "f64" })},
		{"shape", "expected i8", edit(func(f *nettest.File) { f.Header.Tensors[0].Shape = []int{16, 50} })},
		{"shape beyond all", "larger than the file", edit(func(f *nettest.File) { f.Header.Tensors[0].Shape = []int{1 << 30, 1 << 30} })},
		{"negative shape", "larger than the file", edit(func(f *nettest.File) { f.Header.Tensors[0].Shape = []int{-50, -16} })},
		{"missing", "is missing", edit(func(f *nettest.File) { f.Header.Tensors = f.Header.Tensors[1:] })},
		{"NaN", `tensor "pos" holds NaN`, edit(func(f *nettest.File) { copy(f.Data["pos"][8:], nan) })},
		{"cut short", "outside the file", small()[:len(small())-100]},
	}
	for _, c := range cases {
		_, err := net.Load(c.data)
		if err == nil || !bytes.Contains([]byte(err.Error()), []byte(c.want)) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// The header is what can go wrong: the fuzzer writes it, in front of good tensors.
func FuzzLoad(f *testing.F) {
	good := small()
	n := int(binary.LittleEndian.Uint32(good[len(net.Magic):]))
	first := len(net.Magic) + 4
	f.Add(good[first : first+n])
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, header []byte) {
		data := append([]byte(net.Magic), 0, 0, 0, 0)
		binary.LittleEndian.PutUint32(data[len(net.Magic):], uint32(len(header)))
		data = append(data, header...)
		if len(data) < len(good) {
			data = append(data, good[len(data):]...)
		}
		m, err := net.Load(data)
		if err != nil {
			return
		}
		var out net.Output
		m.Run([][]string{{"Talks", "began", "."}, nil}, &out)
		if err := wellFormed(out.Tokens[:3]); err != nil {
			t.Error(err)
		}
	})
}

// Hostile text takes bounded time and memory, and gives trees.
func TestHostileText(t *testing.T) {
	m := load(t, small(), mat.Best())
	repeat := func(form string, n int) []string { return slices.Repeat([]string{form}, n) }
	cases := map[string][]string{
		"a megabyte without a blank": {strings.Repeat("a", 1<<20)},
		"a megabyte of marks":        {strings.Repeat("\u0301", 1<<19)},
		"a sentence of 5,000 words":  repeat("talks", 5000),
		"100,000 emoji":              repeat("🕊", 100000),
		"NULs":                       repeat("\x00", 300),
		"no UTF-8":                   repeat("\xff\xfe", 300),
		"nothing but commas":         repeat(",", 1000),
	}
	for name, x := range cases {
		var out net.Output
		m.Run([][]string{x}, &out)
		if len(out.Tokens) != len(x) {
			t.Errorf("%s: %d tokens of %d", name, len(out.Tokens), len(x))
		}
		if len(x) > 6000 { // reaching the root from each token is quadratic
			continue
		}
		if err := wellFormed(out.Tokens); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
