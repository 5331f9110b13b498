package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Mark is a name that the page marks as an author's.
type Mark struct {
	Block int // the block it stands in
	Text  string
	Kind  MarkKind
}

// MarkKind tells by what a name is marked.
type MarkKind uint8

// The kinds of marks, the surest first.
const (
	MarkRel  MarkKind = iota // rel=author, itemprop=author
	MarkHint                 // a name such as "byline__author"
	MarkLink                 // a link to an author's page
)

// maxMark is the longest text that is taken for a name, in bytes.
const maxMark = 200

// authorPaths are parts of addresses of pages about an author.
var authorPaths = []string{"/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/", "/profile/", "/by/", "/journalist/",
	"/people/", "/person/", "/staff/", "/reporter/", "/contributor", "/redakteur", "/firma/", "/writer/", "/correspondent"}

// markOf tells whether an element marks an author's name.
func markOf(n *html.Node, set HintSet) (MarkKind, bool) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "rel" && strings.Contains(a.Val, "author"), a.Key == "itemprop" && strings.Contains(a.Val, "author"):
			return MarkRel, true
		}
	}
	if set.Has(Byline) && !set.Has(Bio) && !set.Has(Share) {
		return MarkHint, true
	}
	if n.DataAtom == atom.A {
		for _, a := range n.Attr {
			if a.Key != "href" {
				continue
			}
			for _, p := range authorPaths {
				if strings.Contains(a.Val, p) {
					return MarkLink, true
				}
			}
		}
	}
	return 0, false
}

// mark notes the text of an inline element that marks a name.
func (w *walker) mark(k MarkKind, start int) {
	if s := strings.TrimSpace(w.buf.String()[min(start, w.buf.Len()):]); s != "" && len(s) <= maxMark && len(w.t.Marks) < 1000 {
		w.t.Marks = append(w.t.Marks, Mark{Block: len(w.t.Blocks), Text: s, Kind: k})
	}
}

// markBlocks notes the blocks of an element that marks a name, where they are few.
func (w *walker) markBlocks(k MarkKind, from int) {
	if len(w.t.Blocks)-from > 3 {
		return
	}
	for i := from; i < len(w.t.Blocks); i++ {
		if s := w.t.Blocks[i].Text; len(s) <= maxMark && len(w.t.Marks) < 1000 {
			w.t.Marks = append(w.t.Marks, Mark{Block: i, Text: s, Kind: k})
		}
	}
}

// image notes a picture.
func (w *walker) image(n *html.Node) {
	w.scope.Images++
	w.images++
	for _, a := range n.Attr {
		if a.Key == "alt" && a.Val != "" {
			w.alt = a.Val[:min(len(a.Val), 1000)]
		}
	}
}

func heading(a atom.Atom) bool { return a == atom.H1 || a == atom.H2 || a == atom.H3 }

// inParts tells whether a heading is made of two or three spans and no text beside
// them: a kicker and a headline, which a page shows one above the other.
func inParts(h *html.Node) bool {
	n := 0
	for c := h.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return false
		case c.Type == html.ElementNode && c.DataAtom != atom.Span && c.DataAtom != atom.Small:
			return false
		case c.Type == html.ElementNode:
			n++
		}
	}
	return n == 2 || n == 3
}
