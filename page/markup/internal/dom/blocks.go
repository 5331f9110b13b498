package dom

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rapporteur/page/parts"
)

// Far is the distance of a hint that no ancestor gives.
const Far = 31

// Scope is an element that lays out blocks: a paragraph, a list, a section.
type Scope struct {
	Node   *html.Node
	Parent *Scope
	Tag    atom.Atom
	Depth  int
	Index  int // among the element children of its parent
	Own    HintSet
	Dist   [Hints]uint8 // steps up to the nearest element that hints so
	Within TagSet
	Sig    uint64 // equal for elements of the same make: name and class, of it and of the one above

	Blocks, Words, LinkWords, Prose, Images int // sums over all that lies within
	First, Last                             int // blocks [First, Last) lie within
}

// TagSet tells which elements of interest are around, a bit each.
type TagSet uint32

// The elements of TagSet.
const (
	InA TagSet = 1 << iota
	InArticle
	InAside
	InBlockquote
	InButton
	InDialog
	InFigcaption
	InFigure
	InFooter
	InForm
	InHeader
	InLi
	InMain
	InNav
	InSection
	InTable
	InHeading
	InLabel
	InDl
	InDetails
	InParagraph
	InTime
	InAddress
)

var tagBits = map[atom.Atom]TagSet{atom.A: InA, atom.Article: InArticle, atom.Aside: InAside, atom.Blockquote: InBlockquote,
	atom.Button: InButton, atom.Dialog: InDialog, atom.Figcaption: InFigcaption, atom.Figure: InFigure, atom.Footer: InFooter,
	atom.Form: InForm, atom.Header: InHeader, atom.Li: InLi, atom.Main: InMain, atom.Nav: InNav, atom.Section: InSection,
	atom.Table: InTable, atom.H1: InHeading, atom.H2: InHeading, atom.H3: InHeading, atom.H4: InHeading, atom.H5: InHeading,
	atom.H6: InHeading, atom.Label: InLabel, atom.Dl: InDl, atom.Details: InDetails, atom.P: InParagraph, atom.Time: InTime,
	atom.Address: InAddress}

// blockTags are the elements that begin and end a block of text.
var blockTags = map[atom.Atom]bool{atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true,
	atom.Button: true, atom.Caption: true, atom.Center: true, atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true,
	atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true,
	atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true,
	atom.Hgroup: true, atom.Hr: true, atom.Html: true, atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true, atom.Nav: true,
	atom.Ol: true, atom.Option: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true, atom.Tbody: true,
	atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true}

// skipTags hold no text that a reader sees as part of the page.
var skipTags = map[atom.Atom]bool{atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true,
	atom.Svg: true, atom.Iframe: true, atom.Object: true, atom.Select: true, atom.Textarea: true, atom.Datalist: true, atom.Canvas: true,
	atom.Audio: true, atom.Video: true, atom.Title: true, atom.Input: true, atom.Math: true, atom.Applet: true, atom.Embed: true}

// Block is a block of text and its place.
type Block struct {
	Text   string
	Scope  *Scope
	Dist   [Hints]uint8 // as the scope's, with the inline elements that hold most of the block
	Within TagSet
	Links  int
	Breaks int
	Strong int // bytes within bold, and so on
	Em     int
	Linked int
	Shape  parts.Shape
	Images int    // pictures between the block before and this one
	Alt    string // what the last picture before the block shows, as the page says for those who don't see it
	Split  bool   // one of the parts that a heading was cut into: a kicker, the headline
}

// Tree is a page cut into blocks.
type Tree struct {
	Doc    *html.Node
	Blocks []Block
	Scopes []*Scope
	Marks  []Mark
	Cut    bool // the page has more blocks than the limit
}

// walker gathers blocks.
type walker struct {
	t       *Tree
	max     int
	hints   hinter
	measure parts.Measurer
	scope   *Scope
	buf     strings.Builder
	space   bool // a space is due before the next letter
	cur     Block
	inline  []inline
	covers  []cover
	strong  int
	em      int
	link    int
	within  TagSet
	split   bool
	images  int
	alt     string
}

// inline is an inline element that is open and hints at something, or is of interest.
type inline struct {
	set   HintSet
	tags  TagSet
	start int
}

// cover is an inline element's stretch of the block under way.
type cover struct {
	set   HintSet
	tags  TagSet
	bytes int
}

// Cut cuts a page into blocks of text.
func Cut(doc *html.Node, lim Limits) *Tree {
	w := &walker{t: &Tree{Doc: doc}, max: lim.Blocks, hints: hinter{seen: map[string]HintSet{}}}
	root := &Scope{Node: doc}
	for h := range root.Dist {
		root.Dist[h] = Far
	}
	w.scope = root
	w.t.Scopes = append(w.t.Scopes, root)
	for c := doc.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, 0)
	}
	w.flush()
	w.sum()
	return w.t
}

func (w *walker) node(n *html.Node, index int) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
	case html.ElementNode:
		if skipTags[n.DataAtom] || w.t.Cut {
			return
		}
		switch {
		case n.DataAtom == atom.Br:
			w.br()
		case n.DataAtom == atom.Img || n.Data == "amp-img" || n.DataAtom == atom.Picture && n.FirstChild == nil:
			w.image(n)
		default:
			w.element(n, index)
		}
	}
}

func (w *walker) element(n *html.Node, index int) {
	set := w.hints.of(n)
	split := n.Parent != nil && heading(n.Parent.DataAtom) && inParts(n.Parent)
	if blockTags[n.DataAtom] || split || n.DataAtom == atom.Time && w.within&(InParagraph|InHeading) == 0 || set.Has(Credit) && w.scope.Dist[Media] < 4 && n.DataAtom != atom.A {
		w.flush()
		if k, ok := markOf(n, set); ok {
			defer w.markBlocks(k, len(w.t.Blocks))
		}
		outer, within := w.scope, w.within
		w.scope = newScope(n, outer, index, set)
		w.t.Scopes = append(w.t.Scopes, w.scope)
		w.within = w.scope.Within
		w.split = split
		w.children(n)
		w.flush()
		w.split = false
		w.scope, w.within = outer, within
		return
	}
	tags := tagBits[n.DataAtom]
	w.inline = append(w.inline, inline{set, tags, w.buf.Len()})
	k := len(w.inline) - 1
	switch n.DataAtom {
	case atom.A:
		w.cur.Links++
		w.link++
	case atom.B, atom.Strong:
		w.strong++
	case atom.I, atom.Em:
		w.em++
	}
	w.children(n)
	if kind, ok := markOf(n, set); ok {
		w.mark(kind, w.inline[k].start)
	}
	switch n.DataAtom {
	case atom.A:
		w.link--
	case atom.B, atom.Strong:
		w.strong--
	case atom.I, atom.Em:
		w.em--
	}
	w.close(k)
	w.inline = w.inline[:k]
	if strings.Contains(n.Data, "-") || n.DataAtom == atom.Span && n.Parent != nil && heading(n.Parent.DataAtom) {
		w.space = true
	}
}

func (w *walker) children(n *html.Node) {
	i := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, i)
		if c.Type == html.ElementNode {
			i++
		}
	}
}

// close notes how much of the block an inline element held.
func (w *walker) close(k int) {
	x := &w.inline[k]
	if bytes := w.buf.Len() - x.start; bytes > 0 && (x.set != 0 || x.tags != 0) {
		w.covers = append(w.covers, cover{x.set, x.tags, bytes})
	}
	x.start = w.buf.Len()
}

func newScope(n *html.Node, parent *Scope, index int, set HintSet) *Scope {
	s := &Scope{Node: n, Parent: parent, Tag: n.DataAtom, Depth: parent.Depth + 1, Index: index, Own: set,
		Within: parent.Within | tagBits[n.DataAtom]}
	for h := range s.Dist {
		switch {
		case set.Has(Hint(h)):
			s.Dist[h] = 0
		default:
			s.Dist[h] = min(parent.Dist[h]+1, Far)
		}
	}
	s.Sig = sign(n)*31 + parent.Sig>>32
	return s
}

// sign hashes an element's name and its classes without digits, which often count.
func sign(n *html.Node) uint64 {
	h := uint64(14695981039346656037)
	mix := func(s string) {
		for i := range len(s) {
			if c := s[i]; c < '0' || c > '9' {
				h = (h ^ uint64(c)) * 1099511628211
			}
		}
	}
	mix(n.Data)
	for _, a := range n.Attr {
		if a.Key == "class" {
			mix(a.Val[:min(len(a.Val), maxName)])
		}
	}
	return h ^ h>>29
}

// br is a line break: two of them part blocks.
func (w *walker) br() {
	s := w.buf.String()
	if strings.HasSuffix(s, "\n") {
		w.flush()
		return
	}
	if s != "" {
		w.buf.WriteByte('\n')
		w.cur.Breaks++
		w.space = false
	}
}

func (w *walker) text(s string) {
	start := w.buf.Len()
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c <= ' ' || c == 0x7f {
				w.space = true
				continue
			}
			w.gap()
			w.buf.WriteByte(c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			w.space = true
		case invisible(r) || r == utf8.RuneError && n == 1:
		default:
			w.gap()
			w.buf.WriteString(s[i : i+n])
		}
		i += n
	}
	grown := w.buf.Len() - start
	if w.strong > 0 {
		w.cur.Strong += grown
	}
	if w.em > 0 {
		w.cur.Em += grown
	}
	if w.link > 0 {
		w.cur.Linked += grown
	}
}

// gap writes the space that is due.
func (w *walker) gap() {
	if w.space {
		if n := w.buf.Len(); n > 0 && w.buf.String()[n-1] != '\n' {
			w.buf.WriteByte(' ')
		}
		w.space = false
	}
}

// invisible tells whether r is a character that shows nothing: soft hyphens, marks of width zero and of direction.
func invisible(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2064 || r == 0xFEFF || r >= 0x80 && r < 0xA0
}

// flush ends the block under way.
func (w *walker) flush() {
	for k := range w.inline {
		w.close(k)
		w.inline[k].start = 0
	}
	text := strings.TrimSpace(w.buf.String())
	w.buf.Reset()
	w.space = false
	if text == "" || w.t.Cut {
		w.cur, w.covers = Block{}, w.covers[:0]
		return
	}
	b := w.cur
	b.Text, b.Scope, b.Dist, b.Within = text, w.scope, w.scope.Dist, w.within
	for _, c := range w.covers {
		if 2*c.bytes > len(text) {
			b.Within |= c.tags
			for h := range Hints {
				if c.set.Has(h) {
					b.Dist[h] = 0
				}
			}
		}
	}
	b.Shape = w.measure.Measure(text)
	b.Images, b.Alt, b.Split = w.images, w.alt, w.split
	w.images = 0
	w.t.Blocks = append(w.t.Blocks, b)
	w.t.Cut = len(w.t.Blocks) >= w.max
	w.cur, w.covers = Block{}, w.covers[:0]
	if w.link > 0 {
		w.cur.Links = 1
	}
}
