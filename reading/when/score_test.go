package when_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// timex is one annotated expression: bytes of the text and its value.
type timex struct {
	start, end int
	value      string
}

// timeml reads a TimeML file: the text, the day of publication, the expressions.
func timeml(data []byte) (text, published string, out []timex, err error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	var b strings.Builder
	var open []timex
	inText, inDCT := false, false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), published, out, nil
		}
		if err != nil {
			return "", "", nil, err
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "TEXT":
				inText = true
			case "DCT":
				inDCT = true
			case "TIMEX3":
				t := timex{start: b.Len()}
				for _, a := range x.Attr {
					if a.Name.Local == "value" {
						t.value = a.Value
					}
				}
				if inDCT {
					published = t.value
				}
				open = append(open, t)
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "TEXT":
				inText = false
			case "DCT":
				inDCT = false
			case "TIMEX3":
				t := open[len(open)-1]
				open = open[:len(open)-1]
				if t.end = b.Len(); inText && t.end > t.start {
					out = append(out, t)
				}
			}
		case xml.CharData:
			if inText {
				b.Write(x)
			}
		}
	}
}

// valueF1 scores what is read from a folder of TimeML: an expression counts where one that
// shares a byte with it has its value.
func valueF1(t *testing.T, dir string) float64 {
	paths, _ := filepath.Glob(filepath.Join(dir, "*.tml"))
	if len(paths) == 0 {
		t.Skipf("no TimeML files in %s: the reference material stands beside the project", dir)
	}
	gold, got, right := 0, 0, 0
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		text, published, want, err := timeml(data)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		dates := read(text, published)
		gold, got = gold+len(want), got+len(dates)
		used := make([]bool, len(dates))
		for _, g := range want {
			for k, d := range dates {
				if !used[k] && d.Start < g.end && g.start < d.End {
					used[k] = true
					if d.Value != nil && strings.Trim(*d.Value, "~?") == g.value {
						right++
					}
					break
				}
			}
		}
	}
	return 200 * float64(right) / float64(gold+got)
}

// The bars are a little below what was measured: a rule that costs a point is to be seen.
func TestScores(t *testing.T) {
	for name, bar := range map[string]float64{"wikiwars": 84, "meantime": 82} {
		t.Run(name, func(t *testing.T) {
			f := valueF1(t, filepath.Join("..", "..", "..", "shared", "data", "time", name))
			t.Logf("value F1 %.1f", f)
			if f < bar {
				t.Errorf("value F1 %.1f, below %.0f", f, bar)
			}
		})
	}
}
