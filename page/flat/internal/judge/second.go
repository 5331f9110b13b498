package judge

import (
	"slices"

	"rapporteur/page/parts"
)

// SecondCount is the number of features of the second look at a line.
const SecondCount = localCount + 52

// Faint is the score of the first look below which a line is not looked at again.
const Faint = -5500

// Second is the second look at a page's lines: what the first look found around a
// line, how much its words belong to the article, and where the headline stands.
type Second struct {
	page  *Page
	score []int32 // of the first look
	keep  []bool
	words *vocabulary
	title int // -1 where there is none
	first int // the kept lines' main stretch
	last  int
	kept  []int32 // kept words up to and with a line
	sum   []int32 // clipped scores up to and with a line, in tenths
}

// NewSecond prepares the second look. The headlines' choice shares its vocabulary.
func NewSecond(h *Headlines, title int) *Second {
	s := &Second{page: h.page, score: h.score, keep: h.keep, words: h.words, title: title, first: h.First, last: h.First}
	n := len(h.page.Lines)
	s.kept, s.sum = make([]int32, n), make([]int32, n)
	var kept, sum int32
	for i := range n {
		if h.keep[i] {
			kept += h.page.Lines[i].Shape.Words
			s.last = i
		}
		sum += min(max(h.score[i], -3000), 3000) / 100
		s.kept[i], s.sum[i] = kept, sum
	}
	return s
}

// Features writes the features of line i into f, which holds SecondCount of them.
func (s *Second) Features(i int, f []int32) {
	lines := s.page.Lines
	l := &lines[i]
	l.local(f)
	f = f[localCount:]
	o := s.page.overlap(s.words, s.keep, i)
	f[0] = s.score[i] / 10
	f[1] = o.words
	f[2] = o.shared
	f[3] = o.twice
	f[4] = o.rare
	f[5] = int32(i - s.title)
	f[6] = flag(s.title >= 0)
	f[7] = int32(i - s.first)
	f[8] = int32(s.last - i)
	f[9] = permille(s.kept[i], s.kept[len(s.kept)-1])
	f[10] = s.kept[len(s.kept)-1]
	for k, w := range [4]int{2, 5, 10, 20} {
		f[11+2*k] = s.window(i-w, i)
		f[12+2*k] = s.window(i+1, i+1+w)
	}
	for d := 1; d <= 3; d++ {
		s.neighbour(i-d, f[19+5*(2*d-2):])
		s.neighbour(i+d, f[19+5*(2*d-1):])
	}
	f = f[49:]
	f[0] = s.alike(i, i-1)
	f[1] = s.alike(i, i+1)
	f[2] = l.Times
}

// window sums the clipped scores of lines [a, b).
func (s *Second) window(a, b int) int32 {
	a, b = max(a, 0), min(b, len(s.sum))
	if a >= b {
		return 0
	}
	n := s.sum[b-1]
	if a > 0 {
		n -= s.sum[a-1]
	}
	return n
}

// neighbour writes what line k is like, to a line next to it.
func (s *Second) neighbour(k int, f []int32) {
	if k < 0 || k >= len(s.score) {
		f[0], f[1], f[2], f[3], f[4] = -999, -1, -1, -1, -1
		return
	}
	sh := &s.page.Lines[k].Shape
	f[0] = s.score[k] / 10
	f[1] = sh.Words
	f[2] = int32(sh.Cues[parts.CreditCue]) + 2*flag(sh.Words <= 10 && (sh.Cues[parts.CreditCue] > 0 || sh.Marks > 0))
	f[3] = int32(sh.Cues[parts.Related]) + int32(sh.Cues[parts.Newsletter]) + int32(sh.Cues[parts.Advertisement])
	f[4] = int32(sh.Final)
}

// alike is the share, per mille, of line i's content words that line k holds too.
func (s *Second) alike(i, k int) int32 {
	if k < 0 || k >= len(s.score) {
		return -1
	}
	a, b := s.page.words(i), s.page.words(k)
	if len(a) > 60 || len(b) > 60 {
		return -2
	}
	sign := s.page.Lines[k].sign
	if s.page.Lines[i].sign&sign == 0 {
		return 0
	}
	n := int32(0)
	for _, x := range a {
		if sign&bit(x) != 0 && slices.Contains(b, x) {
			n++
		}
	}
	return permille(n, int32(len(a)))
}
