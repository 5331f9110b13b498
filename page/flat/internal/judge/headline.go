package judge

import "rapporteur/page/parts"

// HeadlineCount is the number of features of a candidate for the headline.
const HeadlineCount = localCount + 34

// Headlines are the candidates for the headline among the lines around the
// article's first one.
type Headlines struct {
	page  *Page
	keep  []bool
	score []int32 // the body judge's
	words *vocabulary
	First int // the article's first line
	From  int // candidates are the lines [From, To)
	To    int
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
	return h
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
	o := h.page.overlap(h.words, h.keep, i)
	f[0] = int32(h.First - i)
	f[1] = flag(h.keep[i])
	f[2] = l.Times
	f[3] = l.Nth
	f[4] = o.words
	f[5] = o.shared
	f[6] = o.twice
	f[7] = o.rare
	f[8] = h.score[i] / 100
	longer, sentences, titles := int32(0), int32(0), int32(0)
	for k := i + 1; k < h.First; k++ {
		if lines[k].Shape.Words >= l.Shape.Words {
			longer++
		}
		if lines[k].Prose > 0 {
			sentences++
		}
		if lines[k].Shape.Words >= 4 {
			titles++
		}
	}
	f[9], f[10], f[11] = longer, sentences, titles
	longer, titles = 0, 0
	for k := max(h.From, i-20); k < i; k++ {
		if lines[k].Shape.Words >= l.Shape.Words {
			longer++
		}
		if lines[k].Shape.Words >= 4 {
			titles++
		}
	}
	f[12], f[13] = longer, titles
	h.around(i, f[14:])
	f[32] = between(lines, i+1, h.First)
	f[33] = int32(i * 1000 / len(lines))
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
