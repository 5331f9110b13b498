package judge

import (
	"slices"
	"sync"

	"rapporteur/page/parts"
)

// Line is one unit of a page as the judge sees it.
type Line struct {
	Shape   parts.Shape
	Prose   int32 // its words if it reads as running text, else 0
	Times   int32 // how often the page holds it
	Nth     int32 // which of them this is, from 1
	Total   int32 // prose words of the page up to and with this line
	Related int32 // lines since the last short line with a cue, by kind
	Consent int32
	Tail    int32
	sign    uint64 // the set of its content words, in short: lines that share none share no bit, or few
}

// Count is the number of features of a line.
const (
	localCount = 22 + int(parts.Classes)
	near       = 3
	Count      = localCount + 2*near*nearCount + contextCount
	nearCount  = 6
)

const contextCount = 30

// far stands for a distance to something that the page does not hold.
const far = 999

// Page is a page's lines, and the words that carry what they speak of.
type Page struct {
	Lines []Line
	texts []string
	// Language is the language that most function words belong to, as in parts.Languages;
	// "" where none stands out.
	Language string
	content  []uint64
	at       []int32 // content[at[i]:at[i+1]] are the words of line i

	measurer parts.Measurer
	seen     map[uint64]int32
	slots    []vocable
}

// pages keeps the room of pages that were released.
var pages = sync.Pool{New: func() any { return new(Page) }}

// maxKept is the number of lines above which a page's room is not kept.
const maxKept = 20_000

// Release gives the page's room back; the page must not be used again.
func (p *Page) Release() {
	if len(p.Lines) <= maxKept {
		p.texts = nil
		pages.Put(p)
	}
}

// Measure fills in what the lines tell of themselves and of each other.
func Measure(texts []string) *Page {
	p := pages.Get().(*Page)
	m := &p.measurer
	m.Content, m.Languages = m.Content[:0], [32]int32{}
	p.texts = texts
	p.Lines = slices.Grow(p.Lines[:0], len(texts))[:len(texts)]
	p.at = append(p.at[:0], 0)
	if p.seen == nil {
		p.seen = make(map[uint64]int32, len(texts))
	}
	clear(p.seen)
	seen := p.seen
	for i, t := range texts {
		l := &p.Lines[i]
		*l = Line{Shape: m.Measure(t)}
		l.Prose = prose(&l.Shape)
		seen[l.Shape.Hash]++
		l.Nth = seen[l.Shape.Hash]
		for _, x := range m.Content[p.at[i]:] {
			l.sign |= bit(x)
		}
		p.at = append(p.at, int32(len(m.Content)))
	}
	p.content = m.Content
	p.Language = language(m)
	related, consent, tail, total := int32(far), int32(far), int32(far), int32(0)
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Times = seen[l.Shape.Hash]
		c := &l.Shape.Cues
		related, consent, tail = min(related+1, far), min(consent+1, far), min(tail+1, far)
		if l.Shape.Words <= 8 {
			if c[parts.Related] > 0 {
				related = 0
			}
			if c[parts.Comments] > 0 || c[parts.Share] > 0 || c[parts.Newsletter] > 0 {
				tail = 0
			}
		}
		if c[parts.Consent] > 0 || c[parts.Legal] > 0 || l.Shape.Rights > 0 {
			consent = 0
		}
		total += l.Prose
		l.Related, l.Consent, l.Tail, l.Total = related, consent, tail, total
	}
	return p
}

// bit is a word's bit in a line's sign.
func bit(word uint64) uint64 { return 1 << (word >> 13 & 63) }

// language is the language of most of the function words that were met.
func language(m *parts.Measurer) string {
	best, second := 0, 0
	for k, n := range m.Languages {
		switch {
		case n > m.Languages[best]:
			best, second = k, best
		case k != best && (second == best || n > m.Languages[second]):
			second = k
		}
	}
	if n := m.Languages[best]; n < 10 || n*4 < m.Languages[second]*5 {
		return ""
	}
	return parts.Languages[best]
}

// prose is the number of words of a line that reads as running text, else 0.
func prose(s *parts.Shape) int32 {
	if s.Words < 6 || s.Stops == 0 && s.Final != parts.EndsQuote && s.Final != parts.EndsColon {
		return 0
	}
	if s.Function*8 < s.Words && s.Spaceless*2 < s.Runes {
		return 0
	}
	return s.Words
}

func permille(n, of int32) int32 {
	if of == 0 {
		return 0
	}
	return n * 1000 / of
}

func flag(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// local writes what the line tells by itself.
func (l *Line) local(f []int32) {
	s := &l.Shape
	f[0] = s.Runes
	f[1] = s.Words
	f[2] = permille(s.Letters, s.Words) / 10
	f[3] = permille(s.Function, s.Words)
	f[4] = permille(s.Capitals, s.Words)
	f[5] = permille(s.Shouted, s.Words)
	f[6] = permille(s.Numbers, s.Words)
	f[7] = s.Stops
	f[8] = s.Commas
	f[9] = s.Quotes
	f[10] = s.Marks
	f[11] = s.Colons
	f[12] = s.Parens
	f[13] = s.Addresses
	f[14] = s.Rights
	f[15] = s.Glued
	f[16] = int32(s.First)
	f[17] = int32(s.Final)
	f[18] = permille(s.Phrased, s.Words)
	f[19] = s.Long
	f[20] = permille(s.Spaceless, s.Runes)
	f[21] = l.Prose
	for c, n := range s.Cues {
		f[22+c] = int32(n)
	}
}

// Features writes the features of line i into f, which holds Count of them.
func Features(lines []Line, i int, f []int32) {
	l := &lines[i]
	l.local(f)
	f = f[localCount:]
	for d := 1; d <= near; d++ {
		for _, k := range [2]int{i - d, i + d} {
			if k < 0 || k >= len(lines) {
				for x := range nearCount {
					f[x] = -1
				}
			} else {
				s := &lines[k].Shape
				f[0] = s.Words
				f[1] = lines[k].Prose
				f[2] = permille(s.Phrased, s.Words)
				f[3] = int32(s.Final)
				f[4] = permille(s.Capitals, s.Words)
				f[5] = lines[k].Times
			}
			f = f[nearCount:]
		}
	}
	context(lines, i, f)
}

// between is the number of prose words of lines [a, b), clipped to the page.
func between(lines []Line, a, b int) int32 {
	a, b = max(a, 0), min(b, len(lines))
	if a >= b {
		return 0
	}
	n := lines[b-1].Total
	if a > 0 {
		n -= lines[a-1].Total
	}
	return n
}

func context(lines []Line, i int, f []int32) {
	l, n := &lines[i], len(lines)
	total := lines[n-1].Total
	f[0] = int32(i * 1000 / n)
	f[1] = int32(min(n, 2000))
	f[2] = min(total, 20000)
	f[3] = permille(l.Total-l.Prose, total)
	f[4] = l.Times
	f[5] = l.Nth
	f[6] = l.Related
	f[7] = l.Consent
	f[8] = l.Tail
	for k, w := range [5]int{2, 4, 8, 16, 32} {
		f[9+2*k] = between(lines, i-w, i)
		f[10+2*k] = between(lines, i+1, i+1+w)
	}
	f[19] = gap(lines, i, -1)
	f[20] = gap(lines, i, 1)
	f[21] = l.Total - l.Prose
	f[22] = min(total-l.Total, 20000)
	f[23] = int32(min(i, far))
	f[24] = int32(min(n-1-i, far))
	f[25] = shapeAhead(lines, i, 1)
	f[26] = shapeAhead(lines, i, -1)
	f[27] = run(lines, i)
	f[28] = between(lines, i-4, i+5) * 100 / (1 + wordsBetween(lines, i-4, i+5))
	f[29] = between(lines, i-12, i+13) * 100 / (1 + wordsBetween(lines, i-12, i+13))
}

// gap is the number of lines to the next line of prose in one direction.
func gap(lines []Line, i, step int) int32 {
	for d := 1; d <= 20; d++ {
		k := i + d*step
		if k < 0 || k >= len(lines) {
			break
		}
		if lines[k].Prose >= 12 {
			return int32(d)
		}
	}
	return 21
}

// shapeAhead is the mean number of words of the five lines in one direction, times ten.
func shapeAhead(lines []Line, i, step int) int32 {
	var sum, n int32
	for d := 1; d <= 5; d++ {
		if k := i + d*step; k >= 0 && k < len(lines) {
			sum += min(lines[k].Shape.Words, 100)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum * 10 / n
}

// run is the number of lines of prose in the unbroken run around line i.
func run(lines []Line, i int) int32 {
	n := int32(0)
	for k := i - 1; k >= 0 && k >= i-20 && lines[k].Prose > 0; k-- {
		n++
	}
	for k := i + 1; k < len(lines) && k <= i+20 && lines[k].Prose > 0; k++ {
		n++
	}
	return n
}

func wordsBetween(lines []Line, a, b int) (n int32) {
	for k := max(a, 0); k < min(b, len(lines)); k++ {
		n += lines[k].Shape.Words
	}
	return n
}
