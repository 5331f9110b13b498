package markup

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/words"
	"rapporteur/page/parts"
	"rapporteur/record"
)

const (
	// fewWords is the length below which what was kept is not taken for an article on a
	// page that holds much else.
	fewWords = 40
	// stubWords is the length up to which an article behind a paywall is a stub.
	stubWords = 90
)

//go:embed data/pages.tsv
var pageRows string

// titleCue is a phrase in the title of a page that is no article.
type titleCue struct {
	reason string
	words  []uint64
	whole  bool
}

var titleCues = loadTitleCues(pageRows)

func loadTitleCues(rows string) (out []titleCue) {
	for i, row := range strings.Split(rows, "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		reason, phrase, ok := strings.Cut(row, "\t")
		text, whole := strings.CutPrefix(phrase, "=")
		if hs := words.Hashes(text); ok && len(hs) > 0 {
			out = append(out, titleCue{reason, hs, whole})
		} else {
			panic(fmt.Sprintf("markup: pages.tsv row %d: no reason and phrase in %q", i+1, row))
		}
	}
	return out
}

// count sums up a page's words.
type count struct {
	kept, all, consent, access int
	prose, teasers             int // kept blocks of prose, and those that a linked headline stands above
	paragraphs                 int
}

func (c *composer) count() (n count) {
	for i, k := range c.kind {
		b := c.block(i)
		w := int(b.Shape.Words)
		n.all += w
		switch k {
		case record.Paragraph, record.Summary, record.Quote, record.List, record.Heading:
			n.kept += w
			if k == record.Paragraph || k == record.List || k == record.Summary {
				n.prose++
				if c.isTeaser(i) {
					n.teasers++
				}
			}
			if k == record.Paragraph {
				n.paragraphs++
			}
			continue
		}
		if b.Shape.Cues[parts.Consent] > 0 {
			n.consent += w
		}
		if b.Shape.Cues[parts.Access] > 0 || b.Dist[dom.Paywall] < 2 {
			n.access += w
		}
	}
	return n
}

// isTeaser tells whether a linked headline stands right above a block, within the same element.
func (c *composer) isTeaser(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		b := c.block(j)
		if b.LinkShare() > 80 && b.Shape.Words >= 3 && (b.Within&dom.InHeading != 0 || b.Dist[dom.Title] < 2) && near(b.Scope, c.block(i).Scope) {
			return true
		}
	}
	return c.block(i).LinkShare() > 80
}

// near tells whether two elements lie within one that holds little else.
func near(a, b *dom.Scope) bool {
	for range 3 {
		if a == nil {
			return false
		}
		if a.Blocks <= 6 && a.First <= b.First && b.Last <= a.Last {
			return true
		}
		a = a.Parent
	}
	return false
}

// declared tells whether the page says for machines that it is an article.
func (c *composer) declared() bool {
	return len(c.meta.LDTypes) > 0 && !slices.Contains(c.meta.LDTypes, "creativework") && !slices.Contains(c.meta.LDTypes, "webpage") ||
		strings.HasPrefix(c.meta.Type, "article")
}

// notArticle says why the page is no article, "" where it is one.
func (c *composer) notArticle() string {
	n := c.count()
	declared := c.declared()
	if reason := c.byTitle(); reason != "" && (!declared && n.kept < 300 || n.kept < fewWords) {
		return reason
	}
	locked := c.meta.Free != nil && !*c.meta.Free || n.access > 0
	switch {
	case n.kept < fewWords && (n.kept == 0 || n.kept*2 < n.all) && n.consent*2 > n.all:
		return "consent wall"
	case n.kept <= stubWords && locked && n.all > n.kept+8 && (n.paragraphs <= 2 || n.kept < fewWords):
		return "paywall"
	case c.meta.Generic["searchresultspage"]:
		return "search"
	case !declared && n.prose >= 3 && n.teasers*5 >= n.prose*3:
		return "index"
	case !declared && (c.meta.Generic["collectionpage"] || c.meta.Generic["itemlist"]) && n.kept < 300 && n.teasers*3 >= n.prose:
		return "index"
	case n.kept >= fewWords || n.kept > 0 && (declared || n.kept*2 > n.all):
		return ""
	case n.all < fewWords:
		return "empty"
	case declared && n.all < 3*fewWords:
		return "empty"
	}
	return "index"
}

// byTitle is the reason that the page's title gives.
func (c *composer) byTitle() string {
	titles := []string{c.story.Headline}
	for _, v := range c.meta.Titles {
		titles = append(titles, v.Text, c.cutSite(v.Text, nil))
	}
	for _, t := range titles {
		hs := words.Hashes(t)
		for _, cue := range titleCues {
			if slices.Equal(hs, cue.words) || !cue.whole && len(hs) <= 16 && holds(hs, cue.words) {
				return cue.reason
			}
		}
	}
	return ""
}

// setApart turns what was kept of a page that is no article into furniture; a stub keeps
// its text, which is the story's, as far as it goes.
func (c *composer) setApart() {
	if c.story.NotArticle == "" || c.story.NotArticle == "paywall" {
		return
	}
	for i, k := range c.kind {
		if k != record.Headline && k != record.Furniture && k != "" {
			c.set(i, record.Furniture, c.story.NotArticle)
		}
	}
	c.story.Bylines = []record.Author{}
}
