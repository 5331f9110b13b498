package page

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkHTML reads the pages of a folder given by PAGES, one an iteration.
func BenchmarkHTML(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("PAGES"), "*.html"))
	if len(files) == 0 {
		b.Skip("PAGES names no folder of HTML pages")
	}
	var pages [][]byte
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, data)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Read(pages[i%len(pages)], Options{Format: HTML}); err != nil {
			b.Fatal(err)
		}
	}
}
