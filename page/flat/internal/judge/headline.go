package judge

import (
	"math/bits"
	"slices"
	"strings"

	"rapporteur/page/parts"
)

// HeadlineCount is the number of features of a candidate for the headline.
const HeadlineCount = localCount + 52

// Headlines are the candidates for the headline among the lines around the
// article's first one.
type Headlines struct {
	page                 *Page
	keep                 []bool
	score                []int32 // the body judge's
	words                *vocabulary
	over                 []overlap // of the candidates
	rival                []rival
	tally                []tally // of the lines from From up to each
	sameAbove, sameBelow []int32
	within, holding      []int32 // see nest
	First                int     // the article's first line
	From                 int     // candidates are the lines [From, To)
	To                   int
}

// rival is what a candidate is compared by with the others; kept lines are below all.
type rival struct {
	hash          uint64
	shared, twice int32 // words, times per mille of them
}

// How far from the article's first line its headline is looked for.
const (
	headlineBefore = 60
	headlineAfter  = 12
)

// NewHeadlines prepares the choice, given the kept lines and their scores.
func NewHeadlines(p *Page, keep []bool, score []int32) *Headlines {
	h := &Headlines{page: p, keep: keep, score: score, words: p.vocabulary(keep)}
	h.First = firstOf(p, keep)
	h.From, h.To = max(0, h.First-headlineBefore), min(len(p.Lines), h.First+headlineAfter)
	h.count()
	h.nest()
	for i, n := h.First, 0; i < len(p.Lines) && n < 3; i++ {
		if keep[i] && p.Lines[i].Prose > 0 {
			n++
			for _, x := range p.words(i) {
				h.words.slot(x).line = leads
			}
		}
	}
	h.over, h.rival = make([]overlap, h.To-h.From), make([]rival, h.To-h.From)
	for k := range h.over {
		i := h.From + k
		o := p.overlap(h.words, keep, i)
		h.over[k], h.rival[k] = o, rival{p.Lines[i].Shape.Hash, o.words * o.shared, o.words * o.twice}
		if keep[i] {
			h.rival[k].shared, h.rival[k].twice = -1, -1
		}
	}
	return h
}

// eligible tells whether line i has the length of a headline.
func (h *Headlines) eligible(i int) bool {
	s := &h.page.Lines[i].Shape
	return s.Letters >= 6 && (s.Words >= 3 || s.Letters >= 12) && s.Words <= 60
}

// firstOf is the first kept line of the stretch that holds most kept words.
func firstOf(p *Page, keep []bool) int {
	best, at, sum, from, gap := int32(-1), 0, int32(0), 0, 0
	for i, k := range keep {
		if !k {
			if gap++; gap == 12 {
				sum = 0
			}
			continue
		}
		if sum == 0 {
			from = i
		}
		gap = 0
		sum += 1 + p.Lines[i].Shape.Words
		if sum > best {
			best, at = sum, from
		}
	}
	return at
}

// Features writes the features of candidate i into f, which holds HeadlineCount of them.
func (h *Headlines) Features(i int, f []int32) {
	lines := h.page.Lines
	l := &lines[i]
	l.local(f)
	f = f[localCount:]
	o := h.over[i-h.From]
	f[0] = int32(h.First - i)
	f[1] = flag(h.keep[i])
	f[2] = l.Times
	f[3] = l.Nth
	f[4] = o.words
	f[5] = o.shared
	f[6] = o.twice
	f[7] = o.rare
	f[8] = h.score[i] / 100
	longer := int32(0)
	for k := i + 1; k < h.First; k++ {
		longer += flag(lines[k].Shape.Words >= l.Shape.Words)
	}
	till := h.tallies(i+1, h.First)
	f[9], f[10], f[11] = longer, till.sentences, till.titles
	longer = 0
	for k := max(h.From, i-20); k < i; k++ {
		longer += flag(lines[k].Shape.Words >= l.Shape.Words)
	}
	f[12], f[13] = longer, h.tallies(max(h.From, i-20), i).titles
	h.around(i, f[14:])
	f[32] = between(lines, i+1, h.First)
	f[33] = int32(i * 1000 / len(lines))
	h.rivals(i, o, f[34:])
}

// around writes what stands next to the candidate.
func (h *Headlines) around(i int, f []int32) {
	lines := h.page.Lines
	for x, d := range [4]int{-2, -1, 1, 2} {
		g := f[3*x:]
		g[0], g[1], g[2] = -1, -1, -1
		if k := i + d; k >= 0 && k < len(lines) {
			g[0] = lines[k].Shape.Words
			g[1] = lines[k].Prose
			g[2] = permille(lines[k].Shape.Capitals, lines[k].Shape.Words)
		}
	}
	var time, byline, credit, share int32
	for k := i + 1; k <= i+4 && k < len(lines); k++ {
		c := &lines[k].Shape.Cues
		time += flag(c[parts.Time] > 0 || lines[k].Shape.Numbers >= 3)
		byline += flag(c[parts.BylineCue] > 0)
		credit += flag(c[parts.CreditCue] > 0)
		share += flag(c[parts.Share] > 0)
	}
	f[12], f[13], f[14], f[15] = time, byline, credit, share
	time = 0
	for k := max(0, i-3); k < i; k++ {
		time += flag(lines[k].Shape.Cues[parts.Time] > 0 || lines[k].Shape.Numbers >= 3)
	}
	f[16] = time
	f[17] = h.page.Lines[i].Shape.Words * 10 / (1 + lines[min(h.First, len(lines)-1)].Shape.Words)
}

// rivals compares the candidate with the others.
func (h *Headlines) rivals(i int, o overlap, f []int32) {
	lead := int32(0)
	for _, x := range h.page.words(i) {
		if h.words.slot(x).line == leads {
			lead++
		}
	}
	f[0] = lead
	f[1] = permille(lead, o.words)
	own := o.words * o.shared
	f[2] = own / 1000
	f[3] = o.words * o.twice / 1000
	var more, above, below, twice int32
	hash := h.page.Lines[i].Shape.Hash
	for k := range h.rival {
		x := &h.rival[k]
		if x.shared <= own && x.twice <= o.words*o.twice || x.hash == hash {
			continue
		}
		if x.shared > own {
			more++
			if h.From+k < i {
				above++
			} else if h.From+k < h.First {
				below++
			}
		}
		if x.twice > o.words*o.twice {
			twice++
		}
	}
	f[4], f[5], f[6], f[7] = more, above, below, twice
	f[8], f[9] = h.within[i-h.From], h.holding[i-h.From]
	till := h.tallies(i+1, h.First)
	f[10], f[11], f[12], f[13] = till.times, till.names, till.credits, till.shares
	f[14], f[15] = h.sameAbove[i-h.From], h.sameBelow[i-h.From]
	f[16] = flag(i > 0 && h.page.Lines[i-1].Shape.Words <= 2)
	f[17] = flag(i+1 < len(h.page.Lines) && h.page.Lines[i+1].Shape.Words <= 2)
}

// minNested is the least length, in bytes, of a text that is looked for in others.
const minNested = 14

// tally counts lines of some kinds.
type tally struct {
	sentences, titles, times, names, credits, shares int32
}

// tallies counts the lines [a, b), which lie between From and To.
func (h *Headlines) tallies(a, b int) tally {
	if a >= b {
		return tally{}
	}
	x, y := h.tally[a-h.From], h.tally[b-h.From]
	return tally{y.sentences - x.sentences, y.titles - x.titles, y.times - x.times, y.names - x.names, y.credits - x.credits, y.shares - x.shares}
}

// count fills in the tallies.
func (h *Headlines) count() {
	h.tally = make([]tally, h.To-h.From+1)
	var t tally
	for i := h.From; i < h.To; i++ {
		l := &h.page.Lines[i]
		c := &l.Shape.Cues
		t.sentences += flag(l.Prose > 0)
		t.titles += flag(l.Shape.Words >= 4)
		t.times += flag(c[parts.Time] > 0 || l.Shape.Numbers >= 3)
		t.names += flag(c[parts.BylineCue] > 0)
		t.credits += flag(c[parts.CreditCue] > 0)
		t.shares += flag(c[parts.Share] > 0)
		h.tally[i+1-h.From] = t
	}
}

// nested is a line as nest compares it with others.
type nested struct {
	text  string
	words []uint64
	hash  uint64
	sign  uint64
	asked bool // it is a candidate whose copies are counted
}

// nest counts, for each candidate, the candidates that hold all of it and more, and
// those that it holds so itself: a headline returns in breadcrumbs, in share texts
// and before the name of the site. It also counts the candidates that say much the
// same, above and below: the lower one is shown larger.
func (h *Headlines) nest() {
	n := h.To - h.From
	counts := make([]int32, 4*n)
	h.within, h.holding, h.sameAbove, h.sameBelow = counts[:n], counts[n:2*n], counts[2*n:3*n], counts[3*n:]
	all := make([]nested, n)
	for i := range all {
		k := h.From + i
		l := &h.page.Lines[k]
		x := &all[i]
		*x = nested{text: h.page.texts[k], words: h.page.words(k), hash: l.Shape.Hash, sign: l.sign}
		x.asked = len(x.text) >= minNested && len(x.text) <= 300 && len(x.words) > 0 && h.eligible(k)
	}
	for i := range all {
		a := &all[i]
		if !a.asked {
			continue
		}
		// a line that holds a candidate, or half of its words, lacks few of its bits
		lacks := max(2, len(a.words)/2)
		for k := range all {
			b := &all[k]
			if bits.OnesCount64(a.sign&^b.sign) > lacks || a.sign&b.sign == 0 {
				continue
			}
			if len(b.text) < minNested || len(b.text) > 600 || b.hash == a.hash {
				continue
			}
			switch {
			case b.holdsAll(a):
				h.within[i]++
				h.holding[k]++
			case bits.OnesCount64(a.sign&b.sign) < 2 || !same(a.words, b.words, b.sign):
			case k < i:
				h.sameAbove[i]++
			case h.From+k <= h.First:
				h.sameBelow[i]++
			}
		}
	}
}

// holdsAll tells whether b says all of a, and more.
func (b *nested) holdsAll(a *nested) bool {
	return len(b.text) > len(a.text) && (strings.HasSuffix(b.text, a.text) || strings.HasPrefix(b.text, a.text) ||
		len(a.words) > 2 && a.sign&^b.sign == 0 && holds(b.words, a.words))
}

// same tells whether two lines share half of their words; sign is that of b.
func same(a, b []uint64, sign uint64) bool {
	if len(a) > 40 || len(b) > 40 || 2*min(len(a), len(b)) < max(len(a), len(b)) {
		return false
	}
	n := 0
	for _, x := range a {
		if sign&bit(x) != 0 && slices.Contains(b, x) {
			n++
		}
	}
	return 2*n >= max(len(a), len(b)) && n > 1
}

// holds tells whether small stands in big in one piece.
func holds(big, small []uint64) bool {
	for i := 0; i+len(small) <= len(big); i++ {
		if big[i] == small[0] && slices.Equal(big[i:i+len(small)], small) {
			return true
		}
	}
	return false
}
