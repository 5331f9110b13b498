package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// page is a page with known text.
type page struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Authors   []string `json:"authors"`
	Published string   `json:"published"`
	Summary   []string `json:"summary"`
	Body      []string `json:"body"`
	Images    []struct {
		Caption string `json:"caption"`
	} `json:"images"`
	Flat string `json:"flat"`
	HTML string `json:"html"`
	fold int
}

var dated = regexp.MustCompile(`_\d{4}_\d\d_\d\d.*$`)

// publisher is the page's publisher, by its id.
func (p *page) publisher() string { return dated.ReplaceAllString(p.ID, "") }

// readPages reads the pages and deals their publishers out to folds.
func readPages(path string, folds int) ([]*page, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var pages []*page
	var names []string
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		p := new(page)
		if err := json.Unmarshal(in.Bytes(), p); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", path, len(pages)+1, err)
		}
		pages = append(pages, p)
		names = append(names, p.publisher())
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, p := range pages {
		k, _ := slices.BinarySearch(names, p.publisher())
		p.fold = k % folds
	}
	return pages, in.Err()
}

// wordsOf cuts a text into words as the scorer does.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

func foldOf(s string) string { return strings.Join(wordsOf(strings.ToLower(s)), " ") }

// grams counts the word 4-grams of a text, as the scorer does.
func grams(s string) map[string]int {
	w, out := wordsOf(s), map[string]int{}
	if len(w) > 0 && len(w) < 4 {
		out[strings.Join(w, " ")]++
	}
	for i := 0; i+4 <= len(w); i++ {
		out[strings.Join(w[i:i+4], " ")]++
	}
	return out
}

// body labels the lines that hold the page's summary and body. Where a line stands
// several times, the one nearest to the middle of the article counts.
func (p *page) label(texts []string) []bool {
	gold := append(slices.Clone(p.Summary), p.Body...)
	all := map[string]int{}
	pieces := map[string]int{}
	joined := foldOf(strings.Join(gold, "\n"))
	for _, g := range gold {
		pieces[foldOf(g)]++
		for k := range grams(foldOf(g)) {
			all[k]++
		}
	}
	out := make([]bool, len(texts))
	places := map[string][]int{}
	var sum, n int
	for i, t := range texts {
		w := foldOf(t)
		switch words := wordsOf(w); {
		case len(words) == 0:
		case pieces[w] > 0:
			out[i] = true
		case len(words) >= 4 && strings.Contains(joined, w):
			out[i] = true
		case len(words) >= 6:
			g, hit := grams(w), 0
			for k := range g {
				if all[k] > 0 {
					hit++
				}
			}
			out[i] = hit*2 > len(g)
		}
		if out[i] {
			places[w] = append(places[w], i)
			sum, n = sum+i, n+1
		}
	}
	for w, at := range places {
		keep := max(1, strings.Count(joined, w))
		if len(at) <= keep {
			continue
		}
		slices.SortFunc(at, func(a, b int) int { return abs(a*n-sum) - abs(b*n-sum) })
		for _, i := range at[keep:] {
			out[i] = false
		}
	}
	return out
}

func abs(x int) int { return max(x, -x) }

// score is the scorer's body measure over pages, in order of gold and found texts.
type score struct {
	p, r, np, nr float64
}

func (s *score) add(gold, got string) (p, r float64) {
	g, h := grams(gold), grams(got)
	tp, fp, fn := 0, 0, 0
	for k, n := range g {
		tp += min(n, h[k])
		fn += max(0, n-h[k])
	}
	for k, n := range h {
		fp += max(0, n-g[k])
	}
	if tp+fp > 0 {
		p = float64(tp) / float64(tp+fp)
		s.p += p
		s.np++
	}
	if tp+fn > 0 {
		r = float64(tp) / float64(tp+fn)
		s.r += r
		s.nr++
	}
	return
}

func (s *score) f1() (p, r, f float64) {
	p, r = s.p/s.np, s.r/s.nr
	return p, r, 2 * p * r / (p + r)
}

func (s *score) print(what string) {
	p, r, f := s.f1()
	fmt.Printf("%s: P %.4f R %.4f F1 %.4f\n", what, p, r, f)
}

var (
	heading = regexp.MustCompile(`(?is)<h1[^>]*>(.*?)</h1>`)
	tag     = regexp.MustCompile(`(?s)<[^>]*>`)
)

// headlines are the folded texts that a reader sees as the page's headline: its h1,
// which is not always the title that the gold gives.
func (p *page) headlines() map[string]bool {
	out := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(p.HTML, -1) {
		for _, space := range []string{"", " "} {
			if t := foldOf(html.UnescapeString(tag.ReplaceAllString(m[1], space))); strings.Contains(t, " ") {
				out[t] = true
			}
		}
	}
	return out
}

// titled marks the lines to learn the headline from: those that hold the title of the
// gold, or, where none does, the page's h1.
func (p *page) titled(texts []string) (learn, gold []bool) {
	h1s, title := p.headlines(), foldOf(p.Title)
	learn, gold = make([]bool, len(texts)), make([]bool, len(texts))
	any := false
	for i, t := range texts {
		f := foldOf(t)
		gold[i] = title != "" && f == title
		learn[i] = h1s[f]
		any = any || learn[i]
	}
	if slices.Contains(gold, true) || !any {
		copy(learn, gold)
	}
	return learn, gold
}

// photos marks the lines that hold a caption of the gold, or the greater part of one.
func (p *page) photos(texts []string) []bool {
	out := make([]bool, len(texts))
	var captions []string
	for _, i := range p.Images {
		if c := foldOf(i.Caption); strings.Count(c, " ") >= 2 {
			captions = append(captions, c)
		}
	}
	for i, t := range texts {
		f := foldOf(t)
		for _, c := range captions {
			if strings.HasPrefix(f, c) || len(f) >= 24 && len(f)*2 > len(c) && strings.HasPrefix(c, f) {
				out[i] = true
			}
		}
	}
	return out
}
