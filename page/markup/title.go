package markup

import (
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
)

// pickHeadline decides the headline: as the page shows it, if the metadata knows it too;
// else as the metadata says.
func (c *composer) pickHeadline() string {
	if c.options.Title != "" {
		return c.options.Title
	}
	shown := ""
	if c.page.Title >= 0 {
		shown = c.block(c.page.Title).Text
		for _, v := range c.meta.Titles {
			if words.Key(v.Text) == c.page.Keys[c.page.Title] {
				return shown
			}
		}
	}
	for _, v := range c.meta.Titles {
		if v.From == meta.LD {
			return v.Text
		}
	}
	if shown != "" {
		return shown
	}
	for _, v := range c.meta.Titles {
		return v.Text
	}
	return ""
}
