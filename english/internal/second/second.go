// Package second takes a second look at where sentences end, once words have tags and trees: two sentences that were
// taken for one hang together by a single arc that is seldom a good one, and the parts are whole without it.
package second

import (
	"sync"

	"rapporteur/english/internal/gapnet"
)

// ModelFile is the data file of the weights; internal/secondtrain writes it.
const ModelFile = "second.bin"

// floor is the score of the first look below which a gap is not looked at again.
const floor = -7

// Scores from which the second look parts. Behind a dash, a bracket, a list's mark the score is a little below zero, as trees suffer more
// from two sentences in one than from one in two; between two words it is higher, lest a title lose its name.
const (
	behindSign  = -0.5
	behindWords = 0.0
)

// Word is what the second look sees of a word of a sentence.
type Word struct {
	Form, UPOS, Rel string
	Head            int     // index in the sentence, -1 for the root
	Odds            float32 // the first look's score of the gap behind the word, 0 where there is no doubt
}

// Looker looks at sentences; it keeps its buffers and is not safe for concurrent use.
type Looker struct {
	model  *gapnet.Model
	cover  []int32 // arcs that cross each gap
	sum    []int32 // the sum of their dependents
	verbs  []int32 // verbs up to each word
	feats  [40]uint32
	n      int
	splits []int
}

var load = sync.OnceValue(func() *gapnet.Model { return gapnet.Embedded(ModelFile) })

// New returns a looker with the embedded model.
func New() *Looker { return &Looker{model: load()} }

// Blank returns a looker without a model, for training.
func Blank() *Looker { return &Looker{} }

// Splits returns the places where the sentence is to be parted: i for the gap behind word i. The slice is
// valid until the next call.
func (l *Looker) Splits(ws []Word) []int {
	l.splits = l.splits[:0]
	l.Gaps(ws, func(i int, feats []uint32) bool {
		if ws[i].UPOS != "PUNCT" && ws[i].UPOS != "SYM" {
			return l.model.Score(feats) > behindWords
		}
		return l.model.Score(feats) > behindSign
	})
	return l.splits
}

// Gaps calls decide for each gap worth a second look, with its features; what it says is taken for the rest
// of the sentence.
func (l *Looker) Gaps(ws []Word, decide func(i int, feats []uint32) bool) {
	any := false
	for i := range ws[:max(0, len(ws)-1)] {
		any = any || isOpen(&ws[i])
	}
	if !any {
		return
	}
	l.measure(ws)
	start := 0
	for i := range ws[:len(ws)-1] {
		if isOpen(&ws[i]) {
			l.describe(ws, start, i)
			if decide(i, l.feats[:l.n]) {
				l.splits = append(l.splits, i)
				start = i + 1
			}
		}
	}
}

func isOpen(w *Word) bool { return w.Odds != 0 && w.Odds > floor }

// measure counts, for all gaps at once, the arcs that cross them, and the verbs before them.
func (l *Looker) measure(ws []Word) {
	n := len(ws) + 1
	l.cover, l.sum, l.verbs = zeros(l.cover, n), zeros(l.sum, n), zeros(l.verbs, n)
	for j, w := range ws {
		if w.Head >= 0 {
			a, b := min(j, w.Head), max(j, w.Head)
			l.cover[a]++
			l.cover[b]--
			l.sum[a] += int32(j)
			l.sum[b] -= int32(j)
		}
		l.verbs[j+1] = l.verbs[j]
		if w.UPOS == "VERB" || w.UPOS == "AUX" {
			l.verbs[j+1]++
		}
	}
	for i := 1; i < n; i++ {
		l.cover[i] += l.cover[i-1]
		l.sum[i] += l.sum[i-1]
	}
}

func zeros(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n, 2*n)
	}
	s = s[:n]
	clear(s)
	return s
}

// describe makes the features of the gap behind word i of a sentence that starts at start.
func (l *Looker) describe(ws []Word, start, i int) {
	l.n = 0
	odds := uint32(int32(ws[i].Odds * 2))
	arcs := uint32(min(l.cover[i], 4))
	rel, way, tops, dep, head := uint32(0), uint32(0), uint32(0), uint32(0), uint32(0)
	if l.cover[i] == 1 {
		j := int(l.sum[i])
		h := ws[j].Head
		rel, dep, head = hash(ws[j].Rel), hash(ws[j].UPOS), hash(ws[h].UPOS)
		if j > i {
			way = 1
		}
		if ws[h].Head < 0 {
			tops = 1
		}
	}
	u := func(k int) uint32 {
		if k < start || k >= len(ws) {
			return 0
		}
		return hash(ws[k].UPOS)
	}
	left, right := uint32(min(l.verbs[i+1]-l.verbs[start], 2)), uint32(min(l.verbs[min(len(ws), i+30)]-l.verbs[i+1], 2))
	size, rest := bucket(i+1-start), bucket(len(ws)-i-1)
	next, last := hash(ws[i+1].Form), hash(ws[i].Form)
	whole := uint32(0)
	if start > 0 {
		whole = 1
	}
	for _, f := range [...][6]uint32{
		{1, odds}, {2, odds, arcs}, {3, odds, rel, way}, {4, odds, arcs, left, right}, {5, rel, way, tops, arcs}, {6, rel, dep, head, way},
		{7, u(i), u(i + 1), arcs}, {8, u(i - 1), u(i), u(i + 1), u(i + 2)}, {9, left, right, arcs, size}, {10, size, rest, rel, arcs}, {11, next, arcs, odds},
		{12, last, arcs, odds}, {13, u(i + 1), u(i + 2), left, arcs}, {14, next, u(i), left}, {15, odds, size, left}, {16, rel, next, tops}, {17, odds, u(i), u(i + 1)},
		{18, rest, right, odds}, {19, whole, odds, arcs}, {20, rel, left, right, tops, way}, {21, hash(ws[i+1].Rel), u(i + 1), arcs, left}, {22, hash(ws[i].Rel), arcs, odds},
	} {
		h := uint32(2166136261)
		for _, v := range f {
			h = (h ^ v) * 16777619
			h ^= h >> 15
		}
		l.feats[l.n] = h * 0x9E3779B1
		l.n++
	}
}

func hash(w string) uint32 {
	h := uint32(2166136261)
	for k := 0; k < len(w) && k < 24; k++ {
		c := w[k]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func bucket(n int) uint32 {
	switch {
	case n < 5:
		return uint32(n)
	case n < 9:
		return 5
	case n < 16:
		return 6
	}
	return 7
}
