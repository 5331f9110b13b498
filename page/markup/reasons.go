package markup

import (
	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/parts"
)

// hintReasons are the reasons that an element's names give, the surest first.
var hintReasons = []struct {
	hint   dom.Hint
	near   uint8 // how far up the hint may stand
	reason string
}{
	{dom.Consent, 6, "consent"}, {dom.Paywall, 2, "access"}, {dom.Newsletter, 3, "newsletter"}, {dom.Comment, 4, "comments"},
	{dom.Share, 2, "share"}, {dom.Ad, 2, "advertisement"}, {dom.Bio, 2, "author"}, {dom.Teaser, 4, "related"},
	{dom.Nav, 5, "navigation"}, {dom.Tags, 1, "navigation"}, {dom.Video, 2, "player"}, {dom.Widget, 1, "widget"}, {dom.Infobox, 2, "aside"},
}

// why names what a block of furniture is: by its words, the names of the elements
// around it, the elements, and where it stands.
func (c *composer) why(i int) string {
	b := c.block(i)
	if _, _, ok := parts.DateLine(b.Text); ok && b.Shape.Words <= 20 {
		return "date"
	}
	if b.Split {
		return "kicker"
	}
	best, count := parts.Classes, uint8(0)
	for k := range parts.Classes {
		if b.Shape.Cues[k] > count && k != parts.BylineCue && k != parts.Author {
			best, count = k, b.Shape.Cues[k]
		}
	}
	if best < parts.Classes && (count > 1 || 3*b.Shape.Phrased >= b.Shape.Words) {
		return best.String()
	}
	for _, r := range hintReasons {
		if b.Dist[r.hint] <= r.near {
			return r.reason
		}
	}
	switch {
	case b.Within&(dom.InNav|dom.InFooter) != 0:
		return "navigation"
	case best < parts.Classes:
		return best.String()
	case b.Dist[dom.Time] == 0 && b.Shape.Digits > 0:
		return "date"
	case b.Within&(dom.InButton|dom.InLabel|dom.InForm) != 0:
		return "widget"
	case b.Within&dom.InAside != 0:
		return "aside"
	case b.LinkShare() > 60 && b.Shape.Words >= 4:
		return "related"
	case b.LinkShare() > 60:
		return "navigation"
	case b.Within&dom.InFigure != 0 || b.Dist[dom.Media] < 3:
		return "picture"
	}
	return "aside"
}
