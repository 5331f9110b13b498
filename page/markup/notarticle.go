package markup

import (
	"rapporteur/page/parts"
	"rapporteur/record"
)

// fewWords is the length below which what was kept is not taken for an article on a page
// that holds much else.
const fewWords = 40

// notArticle says why the page is no article, "" where it is one.
func (c *composer) notArticle() string {
	kept, all, consent, access := 0, 0, 0, 0
	for i := range c.kind {
		w := int(c.block(i).Shape.Words)
		all += w
		switch c.kind[i] {
		case record.Paragraph, record.Summary, record.Quote, record.List, record.Heading:
			kept += w
			continue
		}
		if c.block(i).Shape.Cues[parts.Consent] > 0 {
			consent += w
		}
		if c.block(i).Shape.Cues[parts.Access] > 0 {
			access += w
		}
	}
	switch {
	case kept >= fewWords || kept > 0 && kept*2 > all:
		return ""
	case consent*2 > all:
		return "consent wall"
	case access*4 > all:
		return "paywall"
	case all < fewWords:
		return "empty"
	}
	return "index"
}
