package markup

import (
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/judge"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
	"rapporteur/page/parts"
	"rapporteur/record"
)

// composer turns a judged page into a story.
type composer struct {
	page    *judge.Page
	meta    *meta.Meta
	chances judge.Chances
	options Options

	kind   []string // of each block
	reason []string
	text   strings.Builder
	story  record.Story
	spans  []record.Block // of each block, where it came to stand in the text
}

func newStory() record.Story {
	return record.Story{Bylines: []record.Author{}, Blocks: []record.Block{}, Images: []record.Image{}}
}

func (c *composer) compose() Result {
	n := len(c.page.Tree.Blocks)
	c.kind, c.reason, c.spans = make([]string, n), make([]string, n), make([]record.Block, n)
	c.story = newStory()
	c.headline()
	c.captions()
	c.body()
	c.within()
	c.another()
	c.bylines()
	c.facts()
	c.published()
	c.story.NotArticle = c.notArticle()
	c.setApart()
	c.render()
	c.images()
	return Result{Text: c.text.String(), Story: c.story}
}

func (c *composer) block(i int) *dom.Block { return &c.page.Tree.Blocks[i] }

func (c *composer) set(i int, kind, reason string) { c.kind[i], c.reason[i] = kind, reason }

// headline decides the headline, and marks the block that shows it.
func (c *composer) headline() {
	c.story.Headline = c.pickHeadline()
	key := words.Key(c.story.Headline)
	at := -1
	if t := c.page.Title; t >= 0 && c.page.Keys[t] == key {
		at = t
	}
	for i, k := range c.page.Keys {
		if k != key || c.story.Headline == "" {
			continue
		}
		if at < 0 {
			at = i
		}
		if i == at {
			c.set(i, record.Headline, "")
		} else {
			c.set(i, record.Furniture, "repeated headline")
		}
	}
	if t := c.page.Title; t >= 0 && at < 0 && c.kind[t] == "" && c.block(t).Scope.Tag == atom.H1 {
		c.set(t, record.Furniture, "another headline")
	}
}

// body marks the blocks of the story and tells their kinds apart. What a caption says is
// not said again.
func (c *composer) body() {
	seen := map[uint64]bool{}
	for i, k := range c.kind {
		if k == record.Caption {
			seen[c.page.Keys[i]] = true
		}
	}
	from := c.bodyFrom()
	for i := range c.kind {
		if c.kind[i] != "" || c.chances.Body[i] < from || c.isLinks(i) || c.isNotice(i) {
			continue
		}
		if k := c.page.Keys[i]; c.block(i).Shape.Words > 4 {
			if seen[k] {
				c.set(i, record.Furniture, "repeated")
				continue
			}
			seen[k] = true
		}
		c.set(i, c.bodyKind(i), "")
	}
}

// bodyFrom is the chance, in thousandths, from which a block is taken for the story's: even
// odds, or less where a page that says it is an article would be left with next to nothing.
func (c *composer) bodyFrom() int32 {
	most := c.page.Main.Prose
	for _, from := range []int32{500, 250, 125, 60} {
		kept := 0
		for i, chance := range c.chances.Body {
			if chance >= from && c.block(i).Prose() {
				kept += int(c.block(i).Shape.Words)
			}
		}
		if 4*kept >= most || !c.declared() {
			return from
		}
	}
	return 500
}

// isNotice tells whether a block is the site talking of itself: of subscriptions, cookies, newsletters.
func (c *composer) isNotice(i int) bool {
	s := &c.block(i).Shape
	n := uint8(0)
	for _, k := range []parts.Class{parts.Access, parts.Consent, parts.Newsletter} {
		n = max(n, s.Cues[k])
	}
	return n > 1 && 4*s.Phrased >= s.Words || n > 0 && 2*s.Phrased >= s.Words
}

// isLinks tells whether a block is nothing but links that are no sentence.
func (c *composer) isLinks(i int) bool {
	b := c.block(i)
	return b.LinkShare() >= 90 && b.Links > 1 && b.Shape.Stops == 0
}

// within adds quotations and lists that stand among the paragraphs, in the same element: the
// judge has learned from pages whose known text often lacks them.
func (c *composer) within() {
	bodies := map[*dom.Scope][2]int{}
	for i, k := range c.kind {
		if k != record.Paragraph || c.block(i).Scope.Parent == nil {
			continue
		}
		p := c.block(i).Scope.Parent
		span, ok := bodies[p]
		if !ok {
			span[0] = i
		}
		bodies[p] = [2]int{span[0], i}
	}
	for i, k := range c.kind {
		b := c.block(i)
		if k != "" || b.Within&(dom.InBlockquote|dom.InLi) == 0 || b.LinkShare() > 30 || b.Shape.Words < 4 || c.chances.Caption[i] >= captionFrom {
			continue
		}
		outer := holderOf(b.Scope)
		if outer == nil {
			continue
		}
		if span, ok := bodies[outer]; ok && span[0] < i && i < span[1] && (b.Prose() || b.Shape.Stops > 0) {
			c.set(i, c.bodyKind(i), "")
		}
	}
}

// holderOf is the element that holds the quotation or list in which s lies, nil if that
// lies in yet another.
func holderOf(s *dom.Scope) *dom.Scope {
	for n := 0; n < 4 && s != nil; n++ {
		if s.Tag == atom.Blockquote || s.Tag == atom.Ul || s.Tag == atom.Ol {
			if s.Own != 0 && (s.Own.Has(dom.Teaser) || s.Own.Has(dom.Share) || s.Own.Has(dom.Nav) || s.Own.Has(dom.Tags)) {
				return nil
			}
			return s.Parent
		}
		s = s.Parent
	}
	return nil
}

func (c *composer) bodyKind(i int) string {
	b := c.block(i)
	s := &b.Shape
	switch {
	case c.chances.Summary[i] >= 500:
		return record.Summary
	case b.Within&dom.InHeading != 0:
		return record.Heading
	case b.Within&dom.InBlockquote != 0:
		return record.Quote
	case b.Within&dom.InLi != 0 || s.First == parts.BulletFirst && s.Words > 1:
		return record.List
	case 10*b.Strong > 9*len(b.Text) && s.Words <= 14 && (s.Final == parts.EndsOpen || s.Words <= 8) && i > 0:
		return record.Heading
	}
	return record.Paragraph
}

// The chances, in thousandths, from which a block is taken for a caption: a caption that is
// missed may be read as text, one too many does no harm there.
const (
	captionFrom    = 200
	figcaptionFrom = 60 // where the page says that it is one
)

// captions marks the captions of pictures and what stands beside them.
func (c *composer) captions() {
	seen := map[uint64]bool{}
	for i := range c.kind {
		b := c.block(i)
		named := (b.Within&dom.InFigcaption != 0 || b.Dist[dom.Caption] == 0) && b.LinkShare() < 50
		if c.kind[i] != "" || c.chances.Caption[i] < figcaptionFrom ||
			!named && (c.chances.Caption[i] < captionFrom || c.chances.Caption[i] < c.chances.Body[i]) {
			continue
		}
		if k := c.page.Keys[i]; seen[k] {
			c.set(i, record.Furniture, "repeated caption")
		} else {
			seen[k] = true
			c.set(i, record.Caption, "")
		}
	}
	for i := 1; i < len(c.kind); i++ { // the credit after a caption
		if c.kind[i] == "" && c.kind[i-1] == record.Caption && c.beside(i-1, i) && c.isCredit(i) {
			c.set(i, record.Caption, "")
		}
	}
}

// render writes the text, block by block; what is left is furniture.
func (c *composer) render() {
	shown := false
	for _, k := range c.kind {
		shown = shown || k == record.Headline
	}
	if !shown && c.story.Headline != "" {
		start := c.write(c.story.Headline)
		c.story.Blocks = append(c.story.Blocks, record.Block{Kind: record.Headline, Start: start, End: c.text.Len()})
	}
	dateline := false
	for i := range c.kind {
		if c.kind[i] == "" {
			c.set(i, record.Furniture, c.why(i))
		}
		start := c.write(c.block(i).Text)
		b := record.Block{Kind: c.kind[i], Start: start, End: c.text.Len(), Reason: c.reason[i]}
		c.spans[i] = b
		if b.Kind == record.Paragraph && !dateline {
			dateline = true
			b.Start += c.dateline(i, start)
		}
		if b.Kind == record.Summary {
			c.summary(c.block(i).Text)
		}
		c.story.Blocks = append(c.story.Blocks, b)
	}
}

// write writes a block and returns where it begins.
func (c *composer) write(s string) int {
	if c.text.Len() > 0 {
		c.text.WriteString("\n\n")
	}
	start := c.text.Len()
	c.text.WriteString(s)
	return start
}

func (c *composer) summary(s string) {
	s = strings.ReplaceAll(s, "\n", " ")
	if c.story.Summary != nil {
		s = *c.story.Summary + " " + s
	}
	c.story.Summary = &s
}

// dateline cuts the dateline off the first paragraph, and returns its length.
func (c *composer) dateline(i, start int) int {
	text := c.block(i).Text
	d, ok := parts.ParseDateline(text)
	if !ok || d.End >= len(text) {
		return 0
	}
	c.story.Dateline, c.story.Agency = &d.Place, d.Agency
	end := start + len(strings.TrimRight(text[:d.End], " \n"))
	c.story.Blocks = append(c.story.Blocks, record.Block{Kind: record.Dateline, Start: start, End: end})
	return d.End
}

// images makes the pictures out of the captions; a credit that stands by itself goes to
// the caption before it.
func (c *composer) images() {
	text := c.text.String()
	last := -1
	for i := range c.kind {
		if c.kind[i] != record.Caption {
			continue
		}
		at := c.spans[i].Start
		cap := parts.ParseCaption(c.block(i).Text)
		credit := cap.Credit
		if last >= 0 && c.beside(last, i) && c.isCredit(i) {
			c.credit(&c.story.Images[len(c.story.Images)-1], i, credit)
			continue
		}
		if c.isCredit(i) && cap.End-cap.Start < 4 {
			continue // a credit whose caption is not shown
		}
		last = i
		if cap.End <= cap.Start {
			cap.Start, cap.End = 0, len(c.block(i).Text)
		}
		c.story.Images = append(c.story.Images, record.Image{
			Caption: record.Cut(text, at+cap.Start, at+cap.End), Credit: credit, Date: orNil(cap.Date), Place: orNil(cap.Place),
			People: []record.Actor{}, Times: c.times(i),
		})
	}
}

// credit gives a picture the credit that block i is.
func (c *composer) credit(img *record.Image, i int, parsed *record.Credit) {
	if img.Credit != nil {
		return
	}
	if img.Credit = parsed; parsed == nil {
		img.Credit = parts.ParseCredit(c.block(i).Text)
	}
}

// times counts how often a block's text stands on the page.
func (c *composer) times(i int) (n int) {
	for _, k := range c.page.Keys {
		if k == c.page.Keys[i] {
			n++
		}
	}
	return n
}

// beside tells whether two captions belong to one picture.
func (c *composer) beside(i, j int) bool {
	if j-i > 2 {
		return false
	}
	a, b := c.block(i).Scope, c.block(j).Scope
	for range 4 {
		for s, n := b, 0; s != nil && n < 4; s, n = s.Parent, n+1 {
			if s == a && s.Blocks <= 4 {
				return true
			}
		}
		if a = a.Parent; a == nil {
			break
		}
	}
	return false
}

// isCredit tells whether a block is no caption but a credit.
func (c *composer) isCredit(i int) bool {
	b := c.block(i)
	return b.Dist[dom.Credit] == 0 && b.Shape.Words < 14 || b.Shape.Words <= 10 && b.Shape.Cues[parts.CreditCue]+uint8(min(1, b.Shape.Rights)) > 0
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
