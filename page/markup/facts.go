package markup

import (
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/parts"
	"rapporteur/record"
)

// facts takes over what metadata alone can say.
func (c *composer) facts() {
	c.story.Publisher = c.meta.Publisher
	c.story.Section = c.meta.Section
	c.story.Language = languageTag(c.meta.Language)
	c.story.Canonical = absolute(c.options.URL, c.meta.Canonical)
}

// languageTag is the BCP 47 form of a language name such as "en_GB"; "" where it is none.
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), ",")
	t, err := language.Parse(strings.ReplaceAll(s, "_", "-"))
	if err != nil || t == language.Und {
		return ""
	}
	return t.String()
}

// absolute is an address in full; the page's own where it gives none.
func absolute(base, ref string) string {
	if ref == "" {
		return base
	}
	u, err := url.Parse(ref)
	if err != nil || len(ref) > 2000 {
		return base
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return base
	}
	return u.String()
}

// published finds when the story was published and last changed.
func (c *composer) published() {
	if len(c.meta.Modified) > 0 {
		c.story.Modified = instant(c.meta.Modified[0].Text)
	}
	if c.options.Published != "" {
		c.story.Published = &record.Published{Date: c.options.Published, Basis: record.BasisGiven}
		return
	}
	for _, v := range c.meta.Published {
		if v.From == meta.PageLD {
			continue
		}
		if d := instant(v.Text); d != "" {
			c.story.Published = &record.Published{Date: d, Basis: record.BasisMetadata}
			return
		}
	}
	c.publishedInText()
}

// publishedInText looks for the date in <time> elements and date lines next to the story.
func (c *composer) publishedInText() {
	best, points := "", 0
	for i := range c.page.Tree.Blocks {
		b := c.block(i)
		if c.kind[i] == record.Paragraph || c.kind[i] == record.Caption || b.Shape.Digits == 0 || b.Shape.Words > 60 {
			continue
		}
		date, role, ok := parts.DateLine(b.Text)
		if !ok || role == parts.Updated {
			continue
		}
		n := 1
		if role == parts.Published {
			n += 4
		}
		if t := c.page.Title; t >= 0 && i > t-9 && i < t+12 {
			n += 3
		}
		if n > points {
			best, points = date, n
		}
	}
	if best != "" && points > 1 {
		c.story.Published = &record.Published{Date: best, Basis: record.BasisText}
	}
}
