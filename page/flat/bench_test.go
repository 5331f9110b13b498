package flat

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"
)

// BenchmarkRead reads the flattened pages of ../shared/data/pages, a page an operation.
func BenchmarkRead(b *testing.B) {
	f, err := os.Open("../../../shared/data/pages/news-pages.jsonl.gz")
	if err != nil {
		b.Skip("no pages to read: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	var pages []string
	size := 0
	for in.Scan() {
		var p struct{ Flat string }
		if err := json.Unmarshal(in.Bytes(), &p); err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p.Flat)
		size += len(p.Flat)
	}
	if err := in.Err(); err != nil || len(pages) == 0 {
		b.Fatalf("%d pages: %v", len(pages), err)
	}
	b.SetBytes(int64(size / len(pages)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := Read(pages[i%len(pages)], Options{}); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
