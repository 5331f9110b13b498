package english

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
	"rapporteur/english/net/nettest"
)

// random is a parser with a small network of random weights: its answers are nonsense, their form is not.
var random = sync.OnceValue(func() *Parser {
	p, err := NewParser(nettest.Random(nettest.Small, nettest.Heads(), 7).Bytes())
	if err != nil {
		panic(err)
	}
	return p
})

// proper fails unless every sentence is a tree with one root, and names follow IOB2.
func proper(t interface{ Fatalf(string, ...any) }, d *Doc) {
	for s, x := range d.Sentences {
		roots := 0
		for i := x.First; i < x.Last; i++ {
			w := d.Tokens[i]
			if w.Head == -1 {
				roots++
			} else if w.Head < x.First || w.Head >= x.Last {
				t.Fatalf("sentence %d: word %d has its head %d outside", s, i, w.Head)
			}
			steps := 0
			for h := i; h >= 0; h = d.Tokens[h].Head {
				if steps++; steps > x.Last-x.First {
					t.Fatalf("sentence %d: word %d hangs in a ring", s, i)
				}
			}
			if kind, ok := nameType(w.Name); ok && w.Name[0] == 'I' {
				if before, _ := nameType(d.Tokens[max(0, i-1)].Name); i == x.First || before != kind {
					t.Fatalf("sentence %d: %s follows nothing", s, w.Name)
				}
			}
			if w.UPOS == "" || w.Feats == "" || w.Lemma == "" || w.Rel == "" {
				t.Fatalf("word %d lacks a label: %+v", i, w)
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d has %d roots", s, roots)
		}
	}
}

func TestParseGivesProperTrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"talks", "Geneva", "the", "U.S.", ",", "don't", "\"", "Putin's", "said", ".", "\n", "2024", "—", "é\xff"}), 0, 300).Draw(t, "words")
		d := random().Parse(strings.Join(words, " "))
		proper(t, d)
		for name, n := range map[string]int{"speech": len(d.Tokens), "encounter": len(d.Sentences)} {
			if len(d.Labels[name]) != n {
				t.Fatalf("%d labels of head %s, want %d", len(d.Labels[name]), name, n)
			}
		}
	})
}

func TestParseHostileText(t *testing.T) {
	for name, text := range map[string]string{
		"no blank":     strings.Repeat("a", 1<<20),
		"emoji":        strings.Repeat("😀", 20_000),
		"NULs":         strings.Repeat("\x00 ", 10_000),
		"mixed":        strings.Repeat("Москва 北京 القاهرة ok ", 3_000),
		"5,000 words":  strings.Repeat("and then they said that ", 1_000),
		"broken UTF-8": strings.Repeat("\xff\xfe ", 10_000),
		"nothing":      "",
		"blanks":       strings.Repeat(" \n", 1000),
	} {
		t.Run(name, func(t *testing.T) { proper(t, random().Parse(text)) })
	}
}

const story = "MOSCOW, May 21. /TASS/. The U.S. envoy didn't say when talks would resume.\n\n\"We will meet on Feb. 3,\" he told reporters in Geneva. Roe's aide was silent."

func TestParseIsTheSameOnAnyGoroutine(t *testing.T) {
	print := func(d *Doc) string {
		var b bytes.Buffer
		if err := WriteCoNLLU(&b, d); err != nil {
			t.Error(err)
		}
		return b.String() + fmt.Sprint(d.Labels, d.Scores)
	}
	p := random()
	text := strings.Repeat(story+"\n", 20)
	want := print(p.Parse(text))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := print(p.Parse(text)); got != want {
				t.Error("a goroutine got another document")
			}
		})
	}
	wg.Wait()
}

func TestSpansPartSentences(t *testing.T) {
	text := "Talks end\nThe envoy left Geneva. He was silent"
	d := random().ParseSpans(text, [][2]int{{0, 9}, {10, 32}, {33, 99}, {5, 7}})
	var got []string
	for s, x := range d.Sentences {
		i, j := d.SentenceBytes(s)
		got = append(got, fmt.Sprintf("%d:%s", x.Span, text[i:j]))
	}
	if want := "[0:Talks end 1:The envoy left Geneva. 2:He was silent]"; fmt.Sprint(got) != want {
		t.Errorf("sentences %v, want %v", got, want)
	}
}

func TestSteadyStateAllocatesNoWords(t *testing.T) {
	p := random()
	text := strings.Repeat(story+"\n", 50)
	p.Parse(text)
	words := len(p.Parse(text).Tokens)
	if n := testing.AllocsPerRun(5, func() { p.Parse(text) }); n > float64(words)/20 {
		t.Errorf("%.0f allocations for %d words", n, words)
	}
}

func TestLemmaScripts(t *testing.T) {
	for _, c := range []struct{ script, form, want string }{
		{"same", "Geneva", "Geneva"}, {"low", "Talks", "talks"}, {"low", "ÉTAT", "état"}, {"l1+", "Talks", "talk"}, {"l3+y", "parties", "party"}, {"U1+", "greeks", "Greek"},
		{"l9+go", "went", "go"}, {"l3+not", "n’t", "not"}, {"l5+", "talks", "talks"},
	} {
		l, err := newLemmatiser([]string{c.script})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := l.lemma(c.form, "", 0); got != c.want {
				t.Errorf("%s of %s is %s, want %s", c.script, c.form, got, c.want)
			}
		}
	}
	l, err := newLemmatiser([]string{"same"})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.lemma("Sought", "VBD", 0) + " " + l.lemma("sought", "NN", 0); got != "seek sought" {
		t.Errorf("irregular lemmas %q", got)
	}
	for _, bad := range []string{"", "x", "l", "lx+", "l-1+"} {
		if _, err := newLemmatiser([]string{bad}); err == nil {
			t.Errorf("script %q was taken", bad)
		}
	}
}

// TestStandardModel holds the embedded model to its promises, where there is one.
func TestStandardModel(t *testing.T) {
	before := time.Now()
	err := Load()
	took := time.Since(before)
	if errors.Is(err, ErrNoModel) {
		if d := Parse(story); len(d.Sentences) != 4 || d.Tokens[0].UPOS != "" {
			t.Errorf("without a model: %d sentences, first word %+v", len(d.Sentences), d.Tokens[0])
		}
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", took)
	d := Parse(story)
	proper(t, d)
	for i, w := range d.Tokens {
		if w.Rel == "" || w.UPOS == "" {
			t.Errorf("word %d is %+v", i, w)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	if err := Load(); err != nil {
		b.Skip(err)
	}
	text := benchText(b)
	words := len(Parse(text).Tokens)
	b.ReportAllocs()
	for b.Loop() {
		Parse(text)
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkParseTwo parses the text on two goroutines at once, each as often as the other: shared out by turns, a few long texts
// would leave one of them idle at the end.
func BenchmarkParseTwo(b *testing.B) {
	if err := Load(); err != nil {
		b.Skip(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	text := benchText(b)
	words := len(Parse(text).Tokens)
	b.ReportAllocs()
	b.ResetTimer()
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for range b.N {
				Parse(text)
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(2*words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// benchText is the raw text of a treebank beside the project, or a made-up one.
func benchText(b *testing.B) string {
	if raw, err := os.ReadFile(os.Getenv("BENCH_TEXT")); err == nil {
		return string(raw)
	}
	return strings.Repeat(story+"\n", 100)
}

func FuzzParse(f *testing.F) {
	f.Add(story)
	f.Add("a \xff\x00 'tis 1) " + strings.Repeat("word ", 140))
	f.Fuzz(func(t *testing.T, text string) { proper(t, random().Parse(text)) })
}
