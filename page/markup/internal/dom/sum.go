package dom

// LinkShare is the share of a block's text that is linked, in percent.
func (b *Block) LinkShare() int { return min(100, 100*b.Linked/len(b.Text)) }

// Prose tells whether a block reads like running text: ended, unlinked, more than a phrase.
func (b *Block) Prose() bool {
	return b.Shape.Words >= 8 && b.Shape.Stops > 0 && b.LinkShare() < 40 && 8*b.Shape.Function >= b.Shape.Words-b.Shape.Spaceless
}

// sum adds the blocks up in the scopes around them.
func (w *walker) sum() {
	for _, s := range w.t.Scopes {
		s.First = -1
	}
	for i := range w.t.Blocks {
		b := &w.t.Blocks[i]
		words, linked, prose := int(b.Shape.Words), int(b.Shape.Words)*b.LinkShare()/100, 0
		if b.Prose() {
			prose = words
		}
		for s := b.Scope; s != nil; s = s.Parent {
			if s.First < 0 {
				s.First = i
			}
			s.Last = i + 1
			s.Blocks++
			s.Words += words
			s.LinkWords += linked
			s.Prose += prose
		}
	}
	for i := len(w.t.Scopes) - 1; i > 0; i-- { // a scope comes after those around it
		w.t.Scopes[i].Parent.Images += w.t.Scopes[i].Images
	}
}
