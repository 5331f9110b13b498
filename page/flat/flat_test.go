package flat

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
	"rapporteur/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden is what a page in testdata is read as: the story, and its blocks in full.
type golden struct {
	Story  record.Story `json:"story"`
	Blocks []string     `json:"blocks"`
}

// TestGolden reads the pages of testdata, written by us in the manner of real ones.
func TestGolden(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in testdata: %v", err)
	}
	for _, p := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(p), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			r, err := Read(string(b), Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, r)
			g := golden{Story: r.Story}
			for _, b := range r.Story.Blocks {
				kind := b.Kind
				if b.Reason != "" {
					kind += " (" + b.Reason + ")"
				}
				g.Blocks = append(g.Blocks, kind+": "+r.Text[b.Start:b.End])
			}
			g.Story.Blocks = nil
			got, err := json.MarshalIndent(g, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			file := strings.TrimSuffix(p, ".txt") + ".json"
			if *update {
				if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v: make it with go test ./page/flat -update", err)
			}
			if string(want) != string(got)+"\n" {
				t.Errorf("%s reads otherwise than %s says (go test ./page/flat -update writes it anew):\n%s", p, file, got)
			}
		})
	}
}

// check holds a result to what every result promises: blocks in order and disjoint,
// without white space at their ends, that cover all that is not white space; spans
// that cut the text they claim.
func check(t interface{ Fatalf(string, ...any) }, r Result) {
	if !utf8.ValidString(r.Text) || strings.ContainsAny(r.Text, "\x00\r") {
		t.Fatalf("text is not normalised: %q", r.Text)
	}
	at := 0
	for i, b := range r.Story.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(r.Text) {
			t.Fatalf("block %d, %+v, begins before %d or ends past %d", i, b, at, len(r.Text))
		}
		if between := r.Text[at:b.Start]; strings.TrimFunc(between, unicode.IsSpace) != "" {
			t.Fatalf("no block covers %q, before block %d", between, i)
		}
		if s := r.Text[b.Start:b.End]; !utf8.ValidString(s) || strings.TrimFunc(s, unicode.IsSpace) != s {
			t.Fatalf("block %d holds %q", i, s)
		}
		if (b.Kind == record.Furniture) != (b.Reason != "") {
			t.Fatalf("block %d: kind %s, reason %q", i, b.Kind, b.Reason)
		}
		at = b.End
	}
	if rest := r.Text[at:]; strings.TrimFunc(rest, unicode.IsSpace) != "" {
		t.Fatalf("no block covers the end, %q", rest)
	}
	for _, m := range r.Story.Images {
		if c := m.Caption; c.Start < 0 || c.End > len(r.Text) || c.Start >= c.End || r.Text[c.Start:c.End] != c.Quote {
			t.Fatalf("caption %+v does not cut the text", c)
		}
	}
}

// TestRead reads pages put together at random out of the lines that pages are made of.
func TestRead(t *testing.T) {
	line := rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", "Home", "* [World](https://example.org/w)", "# Envoys meet", "I agree", "By Marta Lindqvist in Port Selim",
			"KYIV, Feb 5 (Reuters) - The envoys met in the old town on Wednesday, and the talks went on.",
			"The envoys shake hands in Port Selim, May 2, 2025. /Jonas Weber/Sputnik/Pool via Reuters", "Published 3 December 2025 14:05 GMT",
			"Read more", "![a](b)", "[12]Sign in", "> She said so.", "======", "\uFEFF", "a\u0000b", "\xff\xfe", "第一回会談は五時間続いた。"}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(line, 0, 40).Draw(t, "lines"), rapid.SampledFrom([]string{"\n", "\r\n", "\n\n", " "}).Draw(t, "end"))
		o := Options{Title: rapid.SampledFrom([]string{"", "Envoys meet", " a \n b "}).Draw(t, "title")}
		r, err := Read(text, o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		check(t, r)
		again, err := Read(text, o)
		a, _ := json.Marshal(r)
		b, _ := json.Marshal(again)
		if err != nil || string(a) != string(b) {
			t.Fatalf("the second reading differs")
		}
	})
}

func TestTitleGiven(t *testing.T) {
	body := "The envoys met in the old town on Wednesday, and the talks went on for five hours.\n\nThe dam\n\nNeither side would say whether the proposal had been changed."
	r, err := Read(body, Options{Title: "Envoys meet\nagain", Published: "2026-03-04", URL: "https://example.org/a"})
	if err != nil {
		t.Fatal(err)
	}
	check(t, r)
	if r.Text != "Envoys meet again\n\n"+body {
		t.Errorf("text %q", r.Text)
	}
	s := r.Story
	if s.Headline != "Envoys meet again" || s.Published == nil || *s.Published != (record.Published{Date: "2026-03-04", Basis: record.BasisGiven}) || s.Canonical != "https://example.org/a" {
		t.Errorf("story %+v", s)
	}
	var kinds []string
	for _, b := range s.Blocks {
		kinds = append(kinds, b.Kind)
	}
	if got := strings.Join(kinds, " "); got != "headline paragraph heading paragraph" {
		t.Errorf("blocks: %s", got)
	}
}

func TestLimits(t *testing.T) {
	var limit *LimitError
	if _, err := Read(strings.Repeat("x", 2000), Options{Limits: Limits{MaxBytes: 1000}}); !errors.As(err, &limit) || limit.What != "bytes" || limit.Got != 2000 {
		t.Errorf("2000 bytes of 1000 allowed: %v", err)
	}
	if _, err := Read(strings.Repeat("\n", 2000), Options{Limits: Limits{MaxLines: 1000}}); !errors.As(err, &limit) || limit.What != "lines" {
		t.Errorf("2001 lines of 1000 allowed: %v", err)
	}
	if _, err := Read(strings.Repeat("x", DefaultMaxBytes+1), Options{}); err == nil || !strings.Contains(err.Error(), "Limits.MaxBytes") {
		t.Errorf("the error does not name the remedy: %v", err)
	}
}

func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"one long word":       strings.Repeat("x", 1<<20),
		"one long line":       strings.Repeat("The envoys met. ", 1<<16),
		"brackets":            strings.Repeat("[", 1<<18) + "](" + strings.Repeat("](", 1<<16),
		"headings":            strings.Repeat("# a\n", 1<<14),
		"strong":              "[a](b)\n" + strings.Repeat("**", 1<<18),
		"many lines":          strings.Repeat("a b c d\n", 50_000),
		"many equal captions": strings.Repeat("The envoys meet. (AP Photo/Jonas Weber)\n", 20_000),
		"NULs":                strings.Repeat("\x00", 1<<18),
		"broken UTF-8":        strings.Repeat("\xff\xc0 ", 1<<16),
		"wrapped":             strings.Repeat("the envoys met in the old town and the talks went on and\n", 1<<13),
		"breaks":              strings.Repeat("Advertisement Read more By Ab Cd ", 1<<14),
		"labels":              strings.Repeat("Photo: ", 1<<15),
		"carriage returns":    strings.Repeat("a\r", 1<<15),
		"white space":         strings.Repeat("\u00a0\t\n", 1<<15),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Read(text, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, r)
		})
	}
}

func FuzzRead(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.txt")
	for _, p := range pages {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b), "")
	}
	f.Add("[a](b\n![c](d) **\n# e\n===", "t")
	f.Add("x\r\n\x00\xff\uFEFF", "")
	f.Fuzz(func(t *testing.T, text, title string) {
		r, err := Read(text, Options{Title: title})
		if err != nil {
			return
		}
		check(t, r)
	})
}
