package markup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/parts"
	"rapporteur/record"
)

// minEntries is the number of entries from which a page is read as a live blog.
const minEntries = 2

// updates are the entries of a live blog, a result each, in the page's order; none where
// the page is no live blog. Entries that the metadata gives in full are preferred.
func (c *composer) updates() []Result {
	var out []Result
	for _, u := range c.meta.Updates {
		if u.Body != "" {
			out = append(out, c.update(u))
		}
	}
	if len(out) >= minEntries {
		return out
	}
	scopes := c.entries()
	if len(scopes) < minEntries {
		return nil
	}
	out = nil
	for _, s := range scopes {
		out = append(out, c.entry(s))
	}
	return out
}

// part is a composer of one entry.
func (c *composer) part(headline string) *composer {
	e := &composer{page: c.page, meta: c.meta, options: c.options, story: newStory()}
	e.facts()
	e.story.Headline = headline
	if headline == "" {
		e.story.Headline = c.pickHeadline()
	}
	return e
}

// update makes a story of an entry that the metadata gives.
func (c *composer) update(u meta.Update) Result {
	e := c.part(u.Title)
	if u.URL != "" {
		e.story.Canonical = absolute(e.story.Canonical, u.URL)
	}
	if d := instant(u.Published); d != "" {
		e.story.Published = &record.Published{Date: d, Basis: record.BasisMetadata}
	}
	e.story.Modified = instant(u.Modified)
	var by authors
	for _, a := range u.Authors {
		e.add(&by, a.Text, a.Organisation)
	}
	e.story.Bylines = append(e.story.Bylines, by.list...)
	if u.Title != "" {
		e.put(record.Headline, "", u.Title)
	}
	for p := range strings.Lines(u.Body) {
		if p = strings.TrimSpace(p); p != "" {
			e.put(record.Paragraph, "", p)
		}
	}
	return Result{Text: e.text.String(), Story: e.story}
}

// put writes a block.
func (c *composer) put(kind, reason, text string) {
	start := c.write(text)
	c.story.Blocks = append(c.story.Blocks, record.Block{Kind: kind, Start: start, End: c.text.Len(), Reason: reason})
}

// entries are the elements that hold the entries of a live blog, where the page says that it is
// one: brothers of the same make, each with a time and with prose.
func (c *composer) entries() []*dom.Scope {
	live := slices.Contains(c.meta.LDTypes, "liveblogposting")
	type family struct {
		parent *dom.Scope
		sig    uint64
	}
	families, prose := map[family][]*dom.Scope{}, map[family]int{}
	var order []family
	for _, s := range c.page.Tree.Scopes[1:] {
		if s.Prose == 0 || s.Blocks < 2 || !live && s.Dist[dom.Live] > 2 || s.Dist[dom.Comment] < 6 || s.Tag == atom.P {
			continue
		}
		f := family{s.Parent, s.Sig}
		if families[f] == nil {
			order = append(order, f)
		}
		if timeOf(s.Node) != "" || c.clockIn(s) {
			families[f] = append(families[f], s)
			prose[f] += s.Prose
		}
	}
	var best []*dom.Scope
	most := 0
	for _, f := range order {
		if len(families[f]) > minEntries && prose[f] > most {
			best, most = families[f], prose[f]
		}
	}
	if 2*most < c.page.Main.Prose {
		return nil
	}
	return best
}

// clockIn tells whether a block of the element shows a time and little else.
func (c *composer) clockIn(s *dom.Scope) bool {
	for i := s.First; i < min(s.Last, s.First+4); i++ {
		b := c.block(i)
		if b.Dist[dom.Time] == 0 && b.Shape.Digits > 2 && b.Shape.Words <= 8 {
			return true
		}
	}
	return false
}

// timeOf is the first time that an element gives for machines.
func timeOf(n *html.Node) string {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode {
			continue
		}
		if k.DataAtom == atom.Time {
			if d := instant(meta.Attr(k, "datetime")); d != "" {
				return d
			}
		}
		if d := timeOf(k); d != "" {
			return d
		}
	}
	return ""
}

// entry makes a story of an entry that the page shows.
func (c *composer) entry(s *dom.Scope) Result {
	title := -1
	for i := s.First; i < s.Last && title < 0; i++ {
		if c.block(i).Within&dom.InHeading != 0 {
			title = i
		}
	}
	headline := ""
	if title >= 0 {
		headline = oneLine(c.block(title).Text)
	}
	e := c.part(headline)
	if d := timeOf(s.Node); d != "" {
		e.story.Published = &record.Published{Date: d, Basis: record.BasisMetadata}
	}
	var by authors
	for _, m := range c.page.Tree.Marks {
		if b, ok := parts.ParseByline(oneLine(m.Text)); ok && m.Block >= s.First && m.Block < s.Last && m.Kind != dom.MarkLink {
			for _, a := range b.Authors {
				e.add(&by, a.Name, false)
			}
		}
	}
	e.story.Bylines = append(e.story.Bylines, by.list...)
	for i := s.First; i < s.Last; i++ {
		kind, reason := e.entryKind(i, title, &by)
		if kind == record.Caption {
			cap := parts.ParseCaption(c.block(i).Text)
			start := e.write(c.block(i).Text)
			e.story.Blocks = append(e.story.Blocks, record.Block{Kind: kind, Start: start, End: e.text.Len()})
			if cap.End > cap.Start {
				e.story.Images = append(e.story.Images, record.Image{Caption: record.Cut(e.text.String(), start+cap.Start, start+cap.End),
					Credit: cap.Credit, Date: orNil(cap.Date), Place: orNil(cap.Place), People: []record.Actor{}, Times: 1})
			}
			continue
		}
		e.put(kind, reason, c.block(i).Text)
	}
	return Result{Text: e.text.String(), Story: e.story}
}

// entryKind tells what a block of an entry is.
func (c *composer) entryKind(i, title int, by *authors) (kind, reason string) {
	b := c.block(i)
	b0, named := parts.ParseByline(oneLine(b.Text))
	switch {
	case i == title:
		return record.Headline, ""
	case b.Within&dom.InFigcaption != 0 || b.Dist[dom.Caption] == 0:
		return record.Caption, ""
	case named && len(b0.Authors) > 0 && by.has(b0.Authors[0].Name):
		return record.Byline, ""
	case b.Within&dom.InTime != 0 || b.Dist[dom.Time] == 0 && b.Shape.Words < 10:
		return record.Furniture, "date"
	case b.Within&(dom.InButton|dom.InForm|dom.InNav) != 0 || b.Dist[dom.Share] < 2 || b.LinkShare() > 80 || !b.Prose() && b.Shape.Words < 4:
		return record.Furniture, c.why(i)
	case b.Within&dom.InHeading != 0:
		return record.Heading, ""
	case b.Within&dom.InBlockquote != 0:
		return record.Quote, ""
	case b.Within&dom.InLi != 0 && c.block(i).Scope.Tag == atom.Li:
		return record.List, ""
	}
	return record.Paragraph, ""
}
