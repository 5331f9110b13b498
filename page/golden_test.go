package page

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads the invented pages of testdata and compares with what was read before.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".json") {
			continue
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			pages, err := Read(data, Options{ID: filepath.Base(f), URL: "https://news.example/" + filepath.Base(f)})
			if err != nil {
				t.Fatal(err)
			}
			valid(t, pages)
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetIndent("", " ")
			enc.SetEscapeHTML(false)
			if err := enc.Encode(show(pages)); err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(f, filepath.Ext(f)) + ".json"
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("read differently; got\n%s\nwant\n%s", b.Bytes(), want)
			}
		})
	}
}

// show makes pages fit for reading: blocks with their text.
func show(pages []Page) (out []any) {
	type block struct{ Kind, Reason, Text string }
	for _, p := range pages {
		var blocks []block
		for _, b := range p.Story.Blocks {
			blocks = append(blocks, block{b.Kind, b.Reason, p.Text[b.Start:b.End]})
		}
		s := p.Story
		s.Blocks = nil
		out = append(out, map[string]any{"blocks": blocks, "story": s})
	}
	return out
}
