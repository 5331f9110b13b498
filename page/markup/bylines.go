package markup

import (
	"strings"
	"unicode"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
	"rapporteur/page/parts"
	"rapporteur/record"
)

// maxAuthors bounds a byline.
const maxAuthors = 40

// authors gathers the names of a byline, once each.
type authors struct {
	list    []record.Author
	persons int // names that are neither an organisation's nor the publisher's
}

func (a *authors) has(name string) bool {
	k := words.Key(name)
	for _, x := range a.list {
		if words.Key(x.Name) == k {
			return true
		}
	}
	return false
}

// bylines decides who wrote the story: persons that the metadata names, else those that the
// page marks by the headline or after the text, else whatever the metadata has.
func (c *composer) bylines() {
	best := authors{list: []record.Author{}}
	try := func(a authors) bool {
		if len(a.list) > 0 && (a.persons > 0 || len(best.list) == 0) {
			best = a
		}
		return a.persons > 0
	}
	_ = try(c.fromMeta(meta.LD)) || try(c.fromMarks()) || try(c.fromBlocks()) ||
		try(c.fromMeta(meta.Tag)) || try(c.fromMeta(meta.Graph)) || try(c.fromMeta(meta.Dublin)) || try(c.fromMeta(meta.PageLD))
	c.story.Bylines = best.list
	in := c.zone()
	for i, k := range c.kind {
		w := c.block(i).Shape.Words
		free := k == "" && w <= 40 || (k == record.Paragraph || k == record.Summary || k == record.Heading) && w <= 12
		if free && (c.isByline(i, &best) || k == "" && in(i) && c.isAgency(i)) {
			c.set(i, record.Byline, "")
		}
	}
	c.placed()
}

func (c *composer) fromMeta(from meta.From) (out authors) {
	for _, n := range c.meta.Authors[from] {
		c.add(&out, n.Text, n.Organisation)
	}
	return out
}

// add takes a text apart into names and adds them.
func (c *composer) add(out *authors, text string, organisation bool) {
	text = trimName(text)
	if text == "" || strings.Contains(text, "@") || strings.Contains(text, "://") || len(out.list) >= maxAuthors {
		return
	}
	names := []record.Author{{Name: text}}
	if !organisation && (strings.ContainsAny(text, ",;&/|") || strings.Count(text, " ") > 2) || startsBy(text) {
		if b, ok := parts.ParseByline(text); ok {
			names = b.Authors
		}
	}
	for _, n := range names {
		if !named(n.Name) || out.has(n.Name) {
			continue
		}
		out.list = append(out.list, n)
		if !organisation && !c.isPublisher(n.Name) {
			out.persons++
		}
	}
}

// startsBy tells whether a text begins with a word such as "By".
func startsBy(s string) bool {
	b, ok := parts.ParseByline(s)
	return ok && b.Lead
}

// trimName takes off what sites put around a name: initials in brackets, marks.
func trimName(s string) string {
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " ,;|·•-–—/:")
	if i := strings.LastIndexAny(s, "(["); i > 3 && len(s)-i <= 12 && strings.HasSuffix(s, map[byte]string{'(': ")", '[': "]"}[s[i]]) {
		s = strings.TrimSpace(s[:i])
	}
	return s
}

// named tells whether s can be a name: it has letters, and not too many words.
func named(s string) bool {
	letters, digits := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return letters > 1 && letters > digits && len(s) < 120
}

// isPublisher tells whether a name is the publisher's: its words, or its address.
func (c *composer) isPublisher(name string) bool {
	a, b := words.Hashes(name), words.Hashes(c.meta.Publisher)
	return len(a) > 0 && (holds(b, a) || len(b) > 0 && holds(a, b)) || strings.Contains(name, ".") && !strings.Contains(name, ". ") && !strings.Contains(name, " ")
}

// zone is where the story's own byline may stand: by the headline, or right after the text.
func (c *composer) zone() func(i int) bool {
	first, last := -1, -1
	for i, k := range c.kind {
		switch k {
		case record.Paragraph, record.Quote, record.List:
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		first = c.page.Title
	}
	top := first
	if t := c.page.Title; t >= 0 && t < first && first-t < 60 {
		top = t
	}
	return func(i int) bool { return first >= 0 && (i >= top-6 && i <= first+2 || i > last && i <= last+4) }
}

// usable tells whether a block's names may be of this story's authors.
func (c *composer) usable(i int) bool {
	b := c.block(i)
	return b.Dist[dom.Comment] > 4 && b.Dist[dom.Teaser] > 2 && b.Dist[dom.Credit] > 0 && b.Within&(dom.InFigure|dom.InFigcaption|dom.InFooter|dom.InNav) == 0 &&
		c.kind[i] != record.Caption && c.kind[i] != record.Headline
}

// fromMarks takes the names that the page marks as authors', of the surest kind of mark only.
func (c *composer) fromMarks() (out authors) {
	in := c.zone()
	for kind := dom.MarkRel; kind <= dom.MarkLink; kind++ {
		for _, m := range c.page.Tree.Marks {
			if m.Kind != kind || m.Block >= len(c.kind) || !in(m.Block) || !c.usable(m.Block) {
				continue
			}
			if b, ok := parts.ParseByline(oneLine(m.Text)); ok {
				for _, a := range b.Authors {
					c.add(&out, a.Name, false)
				}
			}
		}
		if out.persons > 0 {
			return out
		}
	}
	return out
}

// fromBlocks takes the names of lines that begin with "By" or the like, next to the headline.
func (c *composer) fromBlocks() (out authors) {
	in := c.zone()
	for i := range c.kind {
		if !in(i) || !c.usable(i) || c.block(i).Shape.Words > 30 {
			continue
		}
		if b, ok := parts.ParseByline(oneLine(c.block(i).Text)); ok && b.Lead {
			for _, a := range b.Authors {
				c.add(&out, a.Name, false)
			}
			if out.persons > 0 {
				return out
			}
		}
	}
	return out
}

// isByline tells whether a block says who wrote the story.
func (c *composer) isByline(i int, a *authors) bool {
	if !c.usable(i) {
		return false
	}
	text := oneLine(c.block(i).Text)
	if a.has(text) {
		return true
	}
	b, ok := parts.ParseByline(text)
	if !ok {
		return false
	}
	for _, x := range b.Authors {
		if a.has(x.Name) {
			return true
		}
	}
	return false
}

// isAgency tells whether a block is the name of a news agency and nothing else.
func (c *composer) isAgency(i int) bool {
	_, ok := parts.Agency(oneLine(c.block(i).Text))
	return ok && c.usable(i)
}

// placed adds the places that bylines on the page give.
func (c *composer) placed() {
	for i, k := range c.kind {
		if k != record.Byline {
			continue
		}
		b, ok := parts.ParseByline(oneLine(c.block(i).Text))
		if !ok {
			continue
		}
		for _, a := range b.Authors {
			for j := range c.story.Bylines {
				if s := &c.story.Bylines[j]; a.Place != nil && s.Place == nil && words.Key(s.Name) == words.Key(a.Name) {
					s.Place = a.Place
				}
			}
		}
	}
}
