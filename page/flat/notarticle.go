package flat

import (
	_ "embed"
	"fmt"
	"strings"

	"rapporteur/page/parts"
	"rapporteur/record"
)

const (
	// fewWords is the length below which kept text is not taken for an article on a
	// page that holds much else.
	fewWords = 40
	// stubWords is the length up to which a page that says so is a paywall's stub, or
	// an error.
	stubWords = 120
	// phraseWords is the longest line in which the phrases of pages.tsv count.
	phraseWords = 14
	// scattered is the number of paragraphs under headlines from which a page of teasers is known.
	scattered = 4
	// teaserWords is the length below which a paragraph may be a teaser.
	teaserWords = 40
)

//go:embed data/pages.tsv
var pagePhrases string

type pagePhrase struct{ reason, text string }

var phrases = func() (t []pagePhrase) {
	for i, row := range strings.Split(pagePhrases, "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		reason, text, ok := strings.Cut(row, "\t")
		if !ok || text == "" {
			panic(fmt.Sprintf("flat: pages.tsv row %d: no reason and phrase in %q", i+1, row))
		}
		t = append(t, pagePhrase{reason, text})
	}
	return
}()

// size sums up a page.
type size struct {
	kept, all, consent, access int32 // words
	prose, teasers             int   // lines of prose, and those right under a line like a headline
	pairs                      int   // kept lines of prose right under another
}

func (r *reader) size() (n size) {
	for i := range r.units {
		l := r.line(i)
		w := max(l.Shape.Words, 1)
		n.all += w
		switch {
		case r.keep[i]:
			n.kept += w
		case l.Shape.Cues[parts.Consent] > 0:
			n.consent += w
		case l.Shape.Cues[parts.Access] > 0:
			n.access += w
		}
		if l.Prose == 0 {
			continue
		}
		n.prose++
		if i == 0 {
			continue
		}
		switch above := r.line(i - 1); {
		case above.Prose > 0 && r.keep[i] && r.keep[i-1]:
			n.pairs++
		case above.Prose == 0 && above.Shape.Words >= 4 && above.Shape.Final == parts.EndsOpen && l.Shape.Words < teaserWords && r.kind[i-1] != record.Caption:
			n.teasers++
		}
	}
	return n
}

// notArticle says why the page is no article, "" where it is one.
func (r *reader) notArticle() string {
	n := r.size()
	if n.kept <= stubWords {
		if reason := r.phrase(); reason != "" && (reason != "paywall" || n.kept*2 < n.all) {
			return reason
		}
	}
	switch {
	case n.teasers >= scattered && n.teasers*5 > n.prose*3 && n.pairs == 0:
		return "index"
	case n.kept >= fewWords || n.kept > 0 && n.kept*2 > n.all || r.given && n.kept > 0:
		return ""
	case n.consent*2 > n.all:
		return "consent wall"
	case n.access*4 > n.all:
		return "paywall"
	case n.all < fewWords:
		return "empty"
	}
	return "index"
}

// phrase is the reason that a short line of the page names, "" where none does.
func (r *reader) phrase() string {
	for i := range r.units {
		if r.line(i).Shape.Words > phraseWords {
			continue
		}
		low := strings.ToLower(strings.ReplaceAll(r.units[i].plain, "’", "'"))
		for _, p := range phrases {
			if strings.Contains(low, p.text) {
				return p.reason
			}
		}
	}
	return ""
}
