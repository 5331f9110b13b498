package dom

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// Hint is what the name that a page gave an element (class, id, role) hints at.
type Hint uint8

// The hints, as in data/hints.tsv.
const (
	Caption Hint = iota
	Credit
	Byline
	Time
	Title
	Summary
	Body
	Article
	Teaser
	Share
	Comment
	Newsletter
	Ad
	Nav
	Footer
	Header
	Aside
	Paywall
	Consent
	Media
	Video
	Bio
	Tags
	Quote
	Infobox
	Live
	Widget
	Dialog
	Hidden
	Hints
)

var hintNames = [Hints]string{"caption", "credit", "byline", "time", "title", "summary", "body", "article", "teaser", "share",
	"comment", "newsletter", "ad", "nav", "footer", "header", "aside", "paywall", "consent", "media", "video", "bio", "tags",
	"quote", "infobox", "live", "widget", "dialog", "hidden"}

// String is the hint's name.
func (h Hint) String() string { return hintNames[h] }

// HintSet is a set of hints, a bit each.
type HintSet uint32

// Has tells whether the set holds a hint.
func (s HintSet) Has(h Hint) bool { return s>>h&1 == 1 }

//go:embed data/hints.tsv
var hintRows string

var hintWords, hintParts = loadHints(hintRows)

type fragment struct {
	text string
	set  HintSet
}

func loadHints(rows string) (map[string]HintSet, []fragment) {
	byName := map[string]Hint{}
	for h, n := range hintNames {
		byName[n] = Hint(h)
	}
	words, frags := map[string]HintSet{}, []fragment(nil)
	for i, row := range strings.Split(rows, "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		name, list, ok := strings.Cut(row, "\t")
		h, known := byName[name]
		if !ok || !known {
			panic(fmt.Sprintf("dom: hints.tsv row %d: no hint and words in %q", i+1, row))
		}
		for _, w := range strings.Fields(list) {
			if p, ok := strings.CutPrefix(w, "*"); ok {
				frags = append(frags, fragment{p, 1 << h})
			} else {
				words[w] |= 1 << h
			}
		}
	}
	return words, frags
}

// maxName bounds the part of a class or id that is looked at.
const maxName = 300

// hinter reads names, and keeps what it read, for pages repeat their names.
type hinter struct {
	seen map[string]HintSet
}

// of reads the hints of an element's names.
func (h *hinter) of(n *html.Node) (set HintSet) {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "data-block":
			set |= h.name(a.Val)
		case "hidden":
			set |= 1 << Hidden
		case "aria-hidden":
			if a.Val == "true" {
				set |= 1 << Hidden
			}
		case "style":
			if v := strings.ReplaceAll(a.Val, " ", ""); strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden") {
				set |= 1 << Hidden
			}
		}
	}
	return set
}

func (h *hinter) name(s string) HintSet {
	s = s[:min(len(s), maxName)]
	if set, ok := h.seen[s]; ok {
		return set
	}
	var set HintSet
	for _, w := range nameWords(s) {
		set |= hintWords[w]
		if len(w) < 6 {
			continue
		}
		for _, p := range fragments(w) {
			set |= p.set
		}
	}
	if len(h.seen) < 4096 {
		h.seen[s] = set
	}
	return set
}

func fragments(w string) (out []fragment) {
	for _, p := range hintParts {
		if strings.Contains(w, p.text) {
			out = append(out, p)
		}
	}
	return
}

// nameWords cuts a name at capitals and at what is no letter, and folds the words.
func nameWords(s string) (out []string) {
	start := -1
	for i := 0; i <= len(s); i++ {
		var c byte
		if i < len(s) {
			c = s[i]
		}
		upper := 'A' <= c && c <= 'Z'
		ends := !letter(c) || upper && i > 0 && 'a' <= s[i-1] && s[i-1] <= 'z'
		if ends && start >= 0 {
			out = append(out, strings.ToLower(s[start:i]))
			start = -1
		}
		if start < 0 && letter(c) {
			start = i
		}
	}
	return out
}
