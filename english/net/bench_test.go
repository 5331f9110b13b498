package net_test

import (
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"rapporteur/english/net"
	"rapporteur/english/net/mat"
	"rapporteur/english/net/nettest"
)

var full = sync.OnceValue(func() []byte { return nettest.Random(nettest.Full, nettest.Heads(), 2).Bytes() })

// text makes sentences of the lengths of news, of words as frequent as Zipf has them.
func text(tokens int) [][]string {
	r := rand.New(rand.NewPCG(1, 2))
	z := rand.NewZipf(r, 1.07, 3, 60000)
	var s [][]string
	for n := 0; n < tokens; {
		x := make([]string, 3+r.IntN(45))
		for i := range x {
			x[i] = "w" + strconv.FormatUint(z.Uint64(), 36)
		}
		s = append(s, x)
		n += len(x)
	}
	return s
}

// inBatches runs s in batches of about the size of a page's paragraphs.
func inBatches(m *net.Model, s [][]string, out *net.Output) {
	const batch = 64
	for len(s) > batch {
		m.Run(s[:batch], out)
		s = s[batch:]
	}
	m.Run(s, out)
}

func BenchmarkRun(b *testing.B) {
	const tokens = 20000
	s := text(tokens)
	for _, k := range mat.Available() {
		m := load(b, full(), k)
		b.Run(k.Name(), func(b *testing.B) {
			var out net.Output
			inBatches(m, s, &out)
			b.ReportAllocs()
			start := cpuTime()
			for b.Loop() {
				inBatches(m, s, &out)
			}
			b.ReportMetric(float64(b.N)*tokens/b.Elapsed().Seconds(), "words/s")
			// What counts on a machine that does other things at the same time.
			b.ReportMetric(float64(b.N)*tokens/(cpuTime()-start), "words/cpu-s")
		})
		b.Run(k.Name()+"/two", func(b *testing.B) {
			start := cpuTime()
			b.RunParallel(func(p *testing.PB) {
				var out net.Output
				for p.Next() {
					inBatches(m, s, &out)
				}
			})
			b.ReportMetric(float64(b.N)*tokens/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric(float64(b.N)*tokens/(cpuTime()-start), "words/cpu-s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	data := full()
	for _, k := range mat.Available() {
		b.Run(k.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				load(b, data, k)
			}
		})
	}
}
