// Package judge tells the blocks of a page that are the story from those that are not.
// It looks at layout (elements, hints in names, links, the company a block keeps) and at
// the shape of the text, never at what is said; what it has learned is in weights.tsv,
// which package train writes.
package judge

import (
	"slices"

	"golang.org/x/net/html/atom"

	"rapporteur/page/markup/internal/dom"
	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
	"rapporteur/page/parts"
)

// Page is a page under judgement.
type Page struct {
	Tree   *dom.Tree
	Meta   *meta.Meta
	Hashes [][]uint64 // of each block's words
	Keys   []uint64   // of each block
	Title  int        // the block that is the headline, -1 where none is
	Main   *dom.Scope // the deepest element that holds most of the prose

	copies     map[uint64]int
	bySig      map[uint64]*crowd
	inBody     words.Set
	about      words.Set
	captions   words.Set
	titles     map[uint64]bool // the keys of the metadata's titles
	titleWords [][]uint64      // their words
	prefix     []int           // words before each block
}

// crowd sums up the blocks that are of the same make.
type crowd struct {
	n, words, linked, prose int
}

// NewPage prepares a page for judgement.
func NewPage(t *dom.Tree, m *meta.Meta) *Page {
	p := &Page{Tree: t, Meta: m, Title: -1, copies: map[uint64]int{}, bySig: map[uint64]*crowd{}, titles: map[uint64]bool{}}
	p.Main = mainScope(t)
	for _, v := range m.Titles {
		hs := words.Hashes(v.Text)
		p.titles[words.Fold(hs)] = true
		p.titleWords = append(p.titleWords, hs)
	}
	if len(m.Body) > 200 {
		p.inBody = words.SetOf(m.Body)
	}
	p.about = words.Set{}
	for _, d := range m.Descriptions {
		words.Grams(words.Hashes(d.Text), 3, func(g uint64) { p.about[g] = true })
	}
	p.captions = words.Set{}
	for _, c := range m.Captions {
		words.Grams(words.Hashes(c), 3, func(g uint64) { p.captions[g] = true })
	}
	n := 0
	for i := range t.Blocks {
		b := &t.Blocks[i]
		hs := words.Hashes(b.Text)
		k := words.Fold(hs)
		p.Hashes, p.Keys = append(p.Hashes, hs), append(p.Keys, k)
		p.copies[k]++
		p.prefix = append(p.prefix, n)
		n += int(b.Shape.Words)
		c := p.bySig[b.Scope.Sig]
		if c == nil {
			c = &crowd{}
			p.bySig[b.Scope.Sig] = c
		}
		c.n++
		c.words += int(b.Shape.Words)
		c.linked += int(b.Shape.Words) * b.LinkShare() / 100
		if b.Prose() {
			c.prose += int(b.Shape.Words)
		}
	}
	p.findTitle()
	return p
}

// mainScope goes down from the root while one element holds most of the prose.
func mainScope(t *dom.Tree) *dom.Scope {
	best := map[*dom.Scope]*dom.Scope{}
	for _, s := range t.Scopes[1:] {
		if b := best[s.Parent]; b == nil || s.Prose > b.Prose {
			best[s.Parent] = s
		}
	}
	cur := t.Scopes[0]
	for b := best[cur]; b != nil && b.Prose*10 >= cur.Prose*6 && b.Blocks > 1; b = best[cur] {
		cur = b
	}
	return cur
}

// findTitle looks for the block that is the headline: a first-level heading that says
// what the metadata says, else any such block, else the first-level heading next to the prose.
func (p *Page) findTitle() {
	best := 0
	for i := range p.Tree.Blocks {
		b := &p.Tree.Blocks[i]
		points := 0
		if p.titles[p.Keys[i]] || p.opensTitle(i) {
			points += 6
		}
		switch b.Scope.Tag {
		case atom.H1:
			points += 5
		case atom.H2, atom.H3:
			points++
		}
		if b.Dist[dom.Title] == 0 {
			points++
		}
		if b.Split && (i == 0 || p.Tree.Blocks[i-1].Split) && (i+1 == len(p.Tree.Blocks) || !p.Tree.Blocks[i+1].Split) {
			points += 5 // the last part of a heading; a kicker stands before it
		} else if b.Split {
			points -= 4
		}
		if b.Within&(dom.InNav|dom.InFooter) != 0 || b.Shape.Words < 2 || b.Shape.Words > 40 {
			points -= 4
		}
		if b.LinkShare() > 50 {
			points -= 2
		}
		if points > best && points >= 5 {
			best, p.Title = points, i
		}
	}
}

// A title of the metadata is a block's text and the name of the site after it: the least
// number of words of the one, the greatest of the other.
const (
	opensFrom = 4
	siteWords = 4
)

// opensTitle tells whether block i is what a title of the metadata begins with, before
// the name of the site.
func (p *Page) opensTitle(i int) bool {
	b := p.Hashes[i]
	if len(b) < opensFrom {
		return false
	}
	for _, t := range p.titleWords {
		if n := len(t) - len(b); n > 0 && n <= siteWords && slices.Equal(t[:len(b)], b) {
			return true
		}
	}
	return false
}

// flags of elements that become features, a feature each
var within = []dom.TagSet{dom.InA, dom.InArticle, dom.InAside, dom.InBlockquote, dom.InButton | dom.InLabel | dom.InForm, dom.InDialog,
	dom.InFigcaption, dom.InFigure, dom.InFooter, dom.InHeader, dom.InLi, dom.InMain, dom.InNav, dom.InSection, dom.InTable,
	dom.InHeading, dom.InDetails | dom.InDl, dom.InParagraph, dom.InTime | dom.InAddress}

func tagCode(t atom.Atom) int32 {
	switch t {
	case atom.P:
		return 0
	case atom.Div:
		return 1
	case atom.Li:
		return 2
	case atom.H1:
		return 3
	case atom.H2:
		return 4
	case atom.H3:
		return 5
	case atom.H4, atom.H5, atom.H6:
		return 6
	case atom.Blockquote:
		return 7
	case atom.Section, atom.Article, atom.Main:
		return 8
	case atom.Td, atom.Th, atom.Dd, atom.Dt:
		return 9
	case atom.Figcaption, atom.Figure:
		return 10
	case atom.Button, atom.Option, atom.Form:
		return 11
	}
	return 12
}

// row gathers the features of a block.
type row []int32

func (r *row) add(v ...int) {
	for _, x := range v {
		*r = append(*r, int32(x))
	}
}

// Rows are the features of all blocks.
func (p *Page) Rows() [][]int32 {
	out := make([][]int32, len(p.Tree.Blocks))
	flat := make([]int32, 0, len(out)*Features)
	for i := range out {
		r := row(flat[len(flat):])
		p.own(&r, i)
		p.place(&r, i)
		p.company(&r, i)
		p.knowledge(&r, i)
		flat = flat[:len(flat)+len(r)]
		out[i] = r
	}
	return out
}

// Features is the number of features of a block.
var Features = func() int {
	t := &dom.Tree{Blocks: []dom.Block{{Text: "x"}}, Scopes: []*dom.Scope{{}}}
	t.Blocks[0].Scope = t.Scopes[0]
	p := NewPage(t, &meta.Meta{})
	var r row
	p.own(&r, 0)
	p.place(&r, 0)
	p.company(&r, 0)
	p.knowledge(&r, 0)
	return len(r)
}()

// own is what the block itself shows.
func (p *Page) own(r *row, i int) {
	b := &p.Tree.Blocks[i]
	s := &b.Shape
	w := int(max(1, s.Words))
	r.add(int(s.Words), int(s.Runes), int(s.Runes)/w, int(s.Function)*100/w, int(s.Capitals)*100/w, int(s.Numbers)*100/w,
		int(s.Stops), int(s.Commas), int(s.Quotes), int(s.Marks), int(s.Colons), int(s.First), int(s.Final),
		int(s.Rights), int(s.Addresses), int(s.Glued), int(s.Shouted)*100/w, int(s.Phrased)*100/w, int(s.Spaceless)*100/max(1, int(s.Runes)))
	for c := range parts.Classes {
		r.add(int(s.Cues[c]))
	}
	r.add(b.LinkShare(), b.Links, 100*b.Strong/len(b.Text), 100*b.Em/len(b.Text), b.Breaks, int(tagCode(b.Scope.Tag)))
	for _, set := range within {
		if b.Within&set != 0 {
			r.add(1)
		} else {
			r.add(0)
		}
	}
	for h := range dom.Hints {
		r.add(int(b.Dist[h]))
	}
}

// place is where the block stands.
func (p *Page) place(r *row, i int) {
	b := &p.Tree.Blocks[i]
	root := p.Tree.Scopes[0]
	prose := max(1, root.Prose)
	all := max(1, root.Words)
	sc := b.Scope
	r.add(sc.Depth, sc.Index, 100*i/len(p.Tree.Blocks), 100*p.prefix[i]/all, i, root.Blocks, root.Prose)
	for range 4 { // the block's element and three around it
		r.add(100*sc.Prose/prose, 100*sc.LinkWords/max(1, sc.Words), min(sc.Blocks, 500), min(sc.Images, 50), 100*sc.Prose/max(1, sc.Words))
		if sc.Parent != nil {
			sc = sc.Parent
		}
	}
	up, down := p.toMain(b.Scope)
	r.add(up, down, p.Main.Depth, 100*p.Main.Prose/prose, i-p.Main.First, p.Main.Last-i)
	if p.Title >= 0 {
		r.add(i-p.Title, p.prefix[i]-p.prefix[p.Title], p.apart(b.Scope, p.Tree.Blocks[p.Title].Scope))
	} else {
		r.add(-1000, -10000, -1)
	}
}

// toMain is how far up from the main element, and from there down to s.
func (p *Page) toMain(s *dom.Scope) (up, down int) {
	m := p.Main
	for s.Depth > m.Depth {
		s = s.Parent
		down++
	}
	for m.Depth > s.Depth {
		m = m.Parent
		up++
	}
	for s != m {
		s, m = s.Parent, m.Parent
		up++
		down++
	}
	return up, down
}

// apart is how far up from s the element is that holds t too.
func (p *Page) apart(s, t *dom.Scope) (n int) {
	for s.Depth > t.Depth {
		s = s.Parent
		n++
	}
	for t.Depth > s.Depth {
		t = t.Parent
	}
	for s != t {
		s, t = s.Parent, t.Parent
		n++
	}
	return n
}

// company is what stands around the block, and what is made like it.
func (p *Page) company(r *row, i int) {
	bs := p.Tree.Blocks
	for _, d := range []int{-3, -2, -1, 1, 2, 3} {
		j := i + d
		if j < 0 || j >= len(bs) {
			r.add(-1, -1, -1, -1, -1)
			continue
		}
		same := 0
		if bs[j].Scope.Sig == bs[i].Scope.Sig {
			same = 1
		}
		prose := 0
		if bs[j].Prose() {
			prose = 1
		}
		r.add(int(bs[j].Shape.Words), bs[j].LinkShare(), int(tagCode(bs[j].Scope.Tag)), same, prose)
	}
	c := p.bySig[bs[i].Scope.Sig]
	r.add(c.n, c.words/max(1, c.n), 100*c.linked/max(1, c.words), 100*c.prose/max(1, c.words),
		100*c.prose/max(1, p.Tree.Scopes[0].Prose))
	near := 0
	for j := max(0, i-10); j < min(len(bs), i+11); j++ {
		if j != i && bs[j].Prose() {
			near += int(bs[j].Shape.Words)
		}
	}
	r.add(near, p.copies[p.Keys[i]])
	p.pictures(r, i)
}

// pictures is how near pictures are, and whether the last one is said to show what the block says.
func (p *Page) pictures(r *row, i int) {
	bs := p.Tree.Blocks
	back, ahead := 99, 99
	for d := 0; d < 6 && i-d >= 0; d++ {
		if bs[i-d].Images > 0 {
			back = d
			break
		}
	}
	for d := 1; d < 4 && i+d < len(bs); d++ {
		if bs[i+d].Images > 0 {
			ahead = d
			break
		}
	}
	same := -1
	if back < 4 && bs[i].Alt != "" {
		same = int(words.SetOf(bs[i].Alt).Share(p.Hashes[i]))
	}
	caption := -1
	if len(p.captions) > 0 {
		caption = int(p.captions.Share(p.Hashes[i]))
	}
	r.add(back, ahead, bs[i].Images, same, caption)
}

// knowledge is what the metadata says of the block.
func (p *Page) knowledge(r *row, i int) {
	in, about := -1, int(p.about.Share(p.Hashes[i]))
	if p.inBody != nil {
		in = int(p.inBody.Share(p.Hashes[i]))
	}
	title := 0
	if p.titles[p.Keys[i]] {
		title = 1
	}
	r.add(in, about, title)
}
