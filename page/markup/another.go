package markup

import (
	"golang.org/x/net/html/atom"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/record"
)

// anotherFrom is the number of words from which the article with the headline is taken
// for the page's story, and other articles on the page for others.
const anotherFrom = 80

// another sets other articles apart that a page shows below its own, in full, as it does
// for readers who scroll on.
func (c *composer) another() {
	if c.page.Title < 0 {
		return
	}
	own := articleOf(c.block(c.page.Title).Scope)
	if own == nil {
		return
	}
	kept := 0
	for i := own.First; i < own.Last; i++ {
		if c.kind[i] == record.Paragraph {
			kept += int(c.block(i).Shape.Words)
		}
	}
	if kept < anotherFrom {
		return
	}
	for i := own.Last; i < len(c.kind); i++ {
		if k := c.kind[i]; k != "" && k != record.Furniture && articleOf(c.block(i).Scope) != nil && !around(c.block(i).Scope, own) {
			c.set(i, record.Furniture, "another article")
		}
	}
}

// articleOf is the nearest article element around s, nil where there is none.
func articleOf(s *dom.Scope) *dom.Scope {
	for ; s != nil; s = s.Parent {
		if s.Tag == atom.Article {
			return s
		}
	}
	return nil
}

// around tells whether the nearest article element around s holds own too.
func around(s, own *dom.Scope) bool {
	a := articleOf(s)
	return a.First <= own.First && a.Last >= own.Last
}
