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
	// pictured are the log-odds, in thousandths, of each line being a caption
	pictured []int32
	title    int // the headline's unit, -1 where there is none
	first    int // the first and last unit of the article, -1 where there is none
	last     int
	dates    datesFound
	story    record.Story
}

// read reads the page; texts is room for what its units say.
func (r *reader) read(texts []string) {
	r.story = record.Story{Bylines: []record.Author{}, Blocks: []record.Block{}, Images: []record.Image{}}
	r.story.Canonical = r.options.URL
	for i := range r.units {
		texts[i] = r.units[i].plain
	}
	if len(texts) == 0 {
		r.story.NotArticle = "empty"
		return
	}
	r.page = judge.Measure(texts)
	defer r.page.Release()
	r.story.Language = r.page.Language
	r.judge(judge.Shipped())
	r.captions()
	r.bylines()
	r.standfirst()
	r.body()
	r.published()
	if r.story.NotArticle = r.notArticle(); r.story.NotArticle != "" && r.story.NotArticle != "paywall" {
		r.retract()
	}
	r.blocks()
}

// retract takes back what was read as an article on a page that holds none.
func (r *reader) retract() {
	s := &r.story
	s.Bylines, s.Images, s.Published, s.Modified, s.Agency, s.Summary = []record.Author{}, []record.Image{}, nil, "", "", nil
	if r.options.Published != "" {
		s.Published = &record.Published{Date: r.options.Published, Basis: record.BasisGiven}
	}
	if !r.given {
		s.Headline = ""
	}
	for i, k := range r.kind {
		if k != "" && k != record.Furniture && !(r.given && i == 0) {
			r.furniture(i, s.NotArticle)
		}
	}
}

// judge chooses the article's lines and its headline: a first look at every line,
// the headline by what the first look kept, a second look with both in mind.
func (r *reader) judge(judges *judge.Judges) {
	scores := judges.BodyScores(r.page)
	r.marked(scores)
	r.keep = judge.Decode(scores, r.costs(judge.Usual))
	heads := judge.NewHeadlines(r.page, r.keep, scores)
	r.title = -1
	if r.given {
		r.title = 0
	} else if len(r.units) > 1 {
		if r.title = r.pick(judges, heads); r.title >= 0 {
			r.title = r.narrow(r.title)
		}
	}
	scores, r.pictured = judges.SecondScores(judge.NewSecond(heads, r.title))
	r.marked(scores)
	r.keep = judge.Decode(scores, r.costs(judge.Sure))
	r.prune()
	r.headings()
	r.headline()
}

// givenOdds is what a title given apart adds to every line's log-odds: such texts
// have mostly been cleaned already.
const givenOdds = 3000

func (r *reader) costs(c judge.Costs) judge.Costs {
	if r.given {
		c.Shift += givenOdds
	}
	return c
}

// headline takes the headline out of the article, and sets its copies apart.
func (r *reader) headline() {
	if r.title >= 0 {
		r.kind[r.title] = record.Headline
		r.keep[r.title] = false
		r.story.Headline = shownTitle(r.units[r.title].plain)
		hash := r.line(r.title).Shape.Hash
		for i := range r.units {
			if i != r.title && r.line(i).Shape.Hash == hash {
				r.furniture(i, "repeated headline")
			}
		}
	}
	r.bounds()
}

// invisible are the marks that only say where a line may break.
var invisible = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")

// shownTitle is a title without invisible marks.
func shownTitle(s string) string { return invisible.Replace(s) }

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
		m := &r.units[i].mark
		switch {
		case m.level > 0:
			r.kind[i] = record.Heading
		case m.quote:
			r.kind[i] = record.Quote
		case m.list:
			r.kind[i] = record.List
		case i == r.first && r.story.Summary == nil && r.isSummary(i):
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

// standfirst keeps the line under the headline that stands above byline or date and
// reads like a sentence of its own.
func (r *reader) standfirst() {
	i := r.title + 1
	if r.title < 0 || r.given || i >= len(r.units) || i > r.first+2 || r.kind[i] != "" || r.keep[i] {
		return
	}
	l := r.line(i)
	s := &l.Shape
	closed := s.Final == parts.EndsStop || s.Final == parts.EndsQuote
	if l.Times > 1 || s.Words < 8 || s.Words > 70 || s.Cues[parts.CreditCue] > 0 || r.pictured[i] > 0 || !closed && (r.pictured[i] > -1000 || s.Digits > 4) {
		return
	}
	for k := i + 1; k <= i+3 && k < len(r.units); k++ {
		if r.kind[k] == record.Byline || r.dates.lines[k] {
			r.kind[i], r.keep[i] = record.Summary, true
			text := r.units[i].plain
			r.story.Summary = &text
			return
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

// blocks writes the blocks, in order, and takes the dateline out of the first paragraph.
func (r *reader) blocks() {
	r.story.Blocks = make([]record.Block, 0, len(r.units)+1)
	dateline := false
	for i := range r.units {
		u := &r.units[i]
		if r.kind[i] == "" {
			r.kind[i], r.reason[i] = record.Furniture, r.why(i)
		}
		start := u.start
		if r.kind[i] == record.Paragraph && !dateline {
			dateline = true
			start = r.dateline(u)
		}
		r.block(record.Block{Kind: r.kind[i], Start: start, End: u.end, Reason: r.reason[i]}, i)
	}
	r.settle()
}

// settle makes a place of what a byline names last where the dateline names it too:
// "Von Jana Petersen, Port Selim".
func (r *reader) settle() {
	n := len(r.story.Bylines)
	if n < 2 || r.story.Dateline == nil {
		return
	}
	if last := r.story.Bylines[n-1]; last.Name == *r.story.Dateline && last.Place == nil {
		r.story.Bylines = r.story.Bylines[:n-1]
		for i := range r.story.Bylines {
			if r.story.Bylines[i].Place == nil {
				r.story.Bylines[i].Place = &last.Name
			}
		}
	}
}

// dateline writes the block of the dateline that opens a paragraph, and returns
// where the rest begins.
func (r *reader) dateline(u *unit) int {
	d, ok := parts.ParseDateline(u.plain)
	if !ok || d.End >= len(u.plain) {
		return u.start
	}
	r.story.Dateline, r.story.Agency = &d.Place, d.Agency
	end := len(strings.TrimRight(u.plain[:d.End], " "))
	r.story.Blocks = append(r.story.Blocks, record.Block{Kind: record.Dateline, Start: u.start, End: u.ending(end)})
	return u.offset(d.End)
}

// block adds a block. The sentences of a line without line breaks come together again.
func (r *reader) block(b record.Block, i int) {
	if n := len(r.story.Blocks); i > 0 && n > 0 && r.units[i].line > 0 && r.units[i].line == r.units[i-1].line {
		last := &r.story.Blocks[n-1]
		if last.Kind == b.Kind && last.Reason == b.Reason && (b.Kind == record.Paragraph || b.Kind == record.Furniture) {
			last.End = b.End
			return
		}
	}
	r.story.Blocks = append(r.story.Blocks, b)
}
