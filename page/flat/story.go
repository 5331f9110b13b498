package flat

import (
	"strings"

	"rapporteur/page/flat/internal/judge"
	"rapporteur/page/parts"
	"rapporteur/record"
)

// reader reads one page; kind and reason are those of the units, kind "" while undecided.
type reader struct {
	text    string
	units   []unit
	given   bool // unit 0 is a title that the source gave
	options Options

	page   *judge.Page
	keep   []bool
	kind   []string
	reason []string
	title  int // the headline's unit, -1 where there is none
	first  int // the first and last unit of the article, -1 where there is none
	last   int
	dates  datesFound
	story  record.Story
}

func (r *reader) read() {
	r.story = record.Story{Bylines: []record.Author{}, Blocks: []record.Block{}, Images: []record.Image{}}
	r.story.Canonical = r.options.URL
	texts := make([]string, len(r.units))
	for i, u := range r.units {
		texts[i] = u.plain
	}
	r.kind, r.reason = make([]string, len(texts)), make([]string, len(texts))
	if len(texts) == 0 {
		r.story.NotArticle = "empty"
		return
	}
	r.page = judge.Measure(texts)
	judges := judge.Shipped()
	scores := judges.BodyScores(r.page)
	r.keep = judge.Decode(scores, judge.Usual)
	r.headline(judges, scores)
	r.captions()
	r.bylines()
	r.body()
	r.published()
	r.blocks()
	r.story.NotArticle = r.notArticle()
}

// headline finds the headline, and sets its copies apart.
func (r *reader) headline(judges *judge.Judges, scores []int32) {
	r.title = -1
	if r.given {
		r.title = 0
	} else if h := judge.NewHeadlines(r.page, r.keep, scores); len(r.units) > 1 {
		if i, odds := judges.PickHeadline(h); odds > -3000 {
			r.title = i
		}
	}
	if r.title >= 0 {
		r.kind[r.title] = record.Headline
		r.keep[r.title] = false
		r.story.Headline = r.units[r.title].plain
		hash := r.line(r.title).Shape.Hash
		for i := range r.units {
			if i != r.title && r.line(i).Shape.Hash == hash {
				r.furniture(i, "repeated headline")
			}
		}
	}
	r.bounds()
}

func (r *reader) line(i int) *judge.Line { return &r.page.Lines[i] }

// furniture sets unit i apart.
func (r *reader) furniture(i int, reason string) {
	r.kind[i], r.reason[i], r.keep[i] = record.Furniture, reason, false
}

// bounds finds the article's first and last unit.
func (r *reader) bounds() {
	r.first, r.last = -1, -1
	for i, k := range r.keep {
		if k {
			if r.first < 0 {
				r.first = i
			}
			r.last = i
		}
	}
}

// zone is where the article's own small print may stand: [from, to).
func (r *reader) zone(before, after int) (from, to int) {
	from, to = r.first, r.last
	if r.first < 0 {
		from, to = r.title, r.title
	}
	if r.title >= 0 {
		from, to = min(from, r.title), max(to, r.title)
	}
	return max(0, from-before), min(len(r.units), to+after+1)
}

// body tells summary, headings, lists and paragraphs apart.
func (r *reader) body() {
	r.bounds()
	for i, k := range r.keep {
		if !k || r.kind[i] != "" {
			continue
		}
		s := &r.line(i).Shape
		switch {
		case i == r.first && r.isSummary(i):
			r.kind[i] = record.Summary
			text := r.units[i].plain
			r.story.Summary = &text
		case s.First == parts.BulletFirst && s.Words > 1:
			r.kind[i] = record.List
		case r.line(i).Prose == 0 && s.Final == parts.EndsOpen && s.Words <= 16 && s.First != parts.SmallFirst && i < r.last:
			r.kind[i] = record.Heading
		default:
			r.kind[i] = record.Paragraph
		}
	}
}

// isSummary tells whether the article's first unit is a standfirst: set off from
// the next paragraph by a byline, date or picture, or without a full stop.
func (r *reader) isSummary(i int) bool {
	s := &r.line(i).Shape
	if i == r.last || s.Words < 6 || s.Words > 80 {
		return false
	}
	if s.Final == parts.EndsOpen && s.Words >= 8 {
		return true
	}
	for k := i + 1; k < r.last && !r.keep[k]; k++ {
		if r.kind[k] == record.Byline || r.kind[k] == record.Caption || r.dates.lines[k] {
			return r.title >= 0 && r.title < i
		}
	}
	return false
}

// blocks writes the blocks, in order, and the dateline out of the first paragraph.
func (r *reader) blocks() {
	dateline := false
	for i, u := range r.units {
		if r.kind[i] == "" {
			r.kind[i], r.reason[i] = record.Furniture, r.why(i)
		}
		start := u.start
		if r.kind[i] == record.Paragraph && !dateline {
			dateline = true
			if d, ok := parts.ParseDateline(r.text[u.start:u.end]); ok && u.start+d.End < u.end {
				r.story.Dateline, r.story.Agency = &d.Place, d.Agency
				end := u.start + len(strings.TrimRight(r.text[u.start:u.start+d.End], " "))
				r.story.Blocks = append(r.story.Blocks, record.Block{Kind: record.Dateline, Start: u.start, End: end})
				start += d.End
			}
		}
		r.story.Blocks = append(r.story.Blocks, record.Block{Kind: r.kind[i], Start: start, End: u.end, Reason: r.reason[i]})
	}
}
