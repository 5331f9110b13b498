package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/judge"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
)

// gold is a page with what is known of it.
type gold struct {
	ID, URL, Title, HTML string
	Authors              []string
	Published            string
	Summary, Body        []string
	Images               []struct{ Caption string }

	publisher string
	fold      int // the publisher's number; folds are this, modulo their number
}

// readGold reads a file of pages and numbers their publishers.
func readGold(path string) ([]*gold, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []*gold
	var publishers []string
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		g := &gold{}
		if err := json.Unmarshal(sc.Bytes(), g); err != nil {
			return nil, fmt.Errorf("%s, page %d: %w", path, len(out)+1, err)
		}
		g.publisher = publisher(g.ID)
		publishers = append(publishers, g.publisher)
		out = append(out, g)
	}
	slices.Sort(publishers)
	publishers = slices.Compact(publishers)
	for _, g := range out {
		k, _ := slices.BinarySearch(publishers, g.publisher)
		g.fold = k * 7 % len(publishers) // neighbours in the alphabet are often kin
	}
	return out, sc.Err()
}

// families are publishers whose pages are built by the same hand; they stay in one fold.
var families = [][]string{
	{"BerlinerMorgenpost", "HamburgerAbendblatt", "WAZ"}, {"EuronewsDE", "EuronewsEN", "EuronewsFR"},
	{"CanadaCom", "FinancialPost", "NationalPost", "OttawaCitizen", "TheProvince"}, {"MallorcaMagazin", "MallorcaZeitung"},
	{"BusinessInsider", "BusinessInsiderDE"}, {"TheMirror", "DailyStar", "Express"}, {"NDR", "WDR", "SportSchau", "Tagesschau", "Hessenschau"},
	{"DailyNewsTZ", "HabariLeo"}, {"Isolezwe", "IsolezweLesiXhosa", "Ilanga", "DurbanLocal", "EyethuNews"},
	{"FrankfurterRundschau", "Merkur"}, {"iNews", "Metro"},
}

// publisher is the part of an id that names the publisher ("de_Name_2024_01_02"), or its family.
func publisher(id string) string {
	f := strings.Split(id, "_")
	name := f[min(1, len(f)-1)]
	for _, fam := range families {
		if slices.Contains(fam, name) {
			return fam[0]
		}
	}
	return name
}

// sample is a page with the labels of its blocks.
type sample struct {
	gold                   *gold
	page                   *judge.Page
	rows                   [][]int32
	body, caption, summary []bool
	weight                 []float64
	captionWeight          float64 // of each caption: a page with a gallery is not worth ten
}

var limits = dom.Limits{Elements: 1 << 20, Blocks: 1 << 16}

func newSample(g *gold) (*sample, error) {
	doc, err := dom.Parse([]byte(g.HTML), limits)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", g.ID, err)
	}
	m := meta.Read(doc)
	s := &sample{gold: g, page: judge.NewPage(dom.Cut(doc, limits), m)}
	s.rows = s.page.Rows()
	s.label()
	return s, nil
}

// label compares every block with what is known of the page.
func (s *sample) label() {
	n := len(s.rows)
	s.weight = make([]float64, n)
	total := 0
	for _, t := range append(slices.Clone(s.gold.Body), s.gold.Summary...) {
		total += len(words.Hashes(t))
	}
	s.body = s.match(append(slices.Clone(s.gold.Summary), s.gold.Body...), true)
	s.summary = s.match(s.gold.Summary, true)
	var captions []string
	for _, i := range s.gold.Images {
		if i.Caption != "" {
			captions = append(captions, i.Caption)
		}
	}
	s.caption = s.match(captions, false)
	captioned := 0
	for i := range n {
		if s.body[i] {
			s.caption[i] = false
		}
		if s.caption[i] {
			captioned++
		}
		s.weight[i] = min(20, 0.15+400*float64(len(s.page.Hashes[i]))/float64(max(150, total))/10)
	}
	s.captionWeight = min(1, 8/float64(max(1, captioned)))
}

// match tells which blocks are texts, or lie in one; where several blocks hold the same,
// only the one nearest to the others if once is set.
func (s *sample) match(texts []string, once bool) []bool {
	grams, keys := map[uint64]bool{}, map[uint64]bool{}
	for _, t := range texts {
		hs := words.Hashes(t)
		keys[words.Fold(hs)] = true
		words.Grams(hs, 4, func(g uint64) { grams[g] = true })
	}
	out := make([]bool, len(s.rows))
	at := map[uint64][]int{}
	for i, hs := range s.page.Hashes {
		out[i] = keys[s.page.Keys[i]]
		if len(hs) >= 4 {
			in, n := 0, 0
			words.Grams(hs, 4, func(g uint64) {
				n++
				if grams[g] {
					in++
				}
			})
			out[i] = out[i] || 10*in >= 6*n
		}
		if out[i] {
			at[s.page.Keys[i]] = append(at[s.page.Keys[i]], i)
		}
	}
	if !once {
		return out
	}
	var sure []int
	for i := range out {
		if ks := at[s.page.Keys[i]]; len(ks) == 1 && len(s.page.Hashes[i]) >= 4 {
			sure = append(sure, i)
		}
	}
	for i := range out {
		if ks := at[s.page.Keys[i]]; len(ks) > 1 && len(sure) > 0 {
			mid := sure[len(sure)/2]
			best := ks[0]
			for _, k := range ks {
				if abs(k-mid) < abs(best-mid) {
					best = k
				}
			}
			out[i] = i == best
		}
	}
	return out
}

func abs(x int) int { return max(x, -x) }
