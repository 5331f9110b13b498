package markup

import (
	"rapporteur/record"
)

// minEntries is the number of entries from which a page is read as a live blog.
const minEntries = 2

// updates are the entries of a live blog, a result each; none where the page is no live blog.
func (c *composer) updates() []Result {
	if len(c.meta.Updates) < minEntries {
		return nil
	}
	var out []Result
	for _, u := range c.meta.Updates {
		if u.Body == "" {
			continue
		}
		e := composer{page: c.page, meta: c.meta, options: c.options, story: newStory()}
		e.facts()
		e.story.Headline = u.Title
		if u.URL != "" {
			e.story.Canonical = absolute(c.options.URL, u.URL)
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
			e.story.Blocks = append(e.story.Blocks, record.Block{Kind: record.Headline, Start: e.write(u.Title), End: e.text.Len()})
		}
		e.story.Blocks = append(e.story.Blocks, record.Block{Kind: record.Paragraph, Start: e.write(u.Body), End: e.text.Len()})
		out = append(out, Result{Text: e.text.String(), Story: e.story})
	}
	return out
}
