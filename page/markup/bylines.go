package markup

import (
	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
	"rapporteur/page/parts"
	"rapporteur/record"
)

// bylines decides who wrote the story, and marks the blocks that say so.
func (c *composer) bylines() {
	for _, from := range []meta.From{meta.LD, meta.Graph, meta.Tag, meta.Dublin, meta.PageLD} {
		for _, n := range c.meta.Authors[from] {
			c.author(record.Author{Name: n.Text})
		}
		if len(c.story.Bylines) > 0 {
			break
		}
	}
	for i := range c.kind {
		if c.kind[i] != "" || c.block(i).Dist[dom.Byline] > 2 || c.block(i).Shape.Words > 40 {
			continue
		}
		if b, ok := parts.ParseByline(c.block(i).Text); ok {
			for _, a := range b.Authors {
				if c.known(a.Name) {
					c.set(i, record.Byline, "")
				}
			}
		}
	}
}

func (c *composer) known(name string) bool {
	k := words.Key(name)
	for _, a := range c.story.Bylines {
		if words.Key(a.Name) == k {
			return true
		}
	}
	return false
}

func (c *composer) author(a record.Author) {
	if a.Name != "" && !c.known(a.Name) && len(c.story.Bylines) < 40 {
		c.story.Bylines = append(c.story.Bylines, a)
	}
}
