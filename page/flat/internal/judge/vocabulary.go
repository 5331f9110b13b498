package judge

// vocabulary counts in how many lines of the page, and of its kept lines, a word stands.
type vocabulary struct {
	mask  uint64
	slots []vocable
}

type vocable struct {
	hash       uint64
	page, body uint16
	line       int32 // the line last counted, plus one; leads for a word of the article's first lines
}

// leads marks the content words of the article's first lines, once all lines are counted.
const leads = -1

func (p *Page) vocabulary(keep []bool) *vocabulary {
	size := uint64(64)
	for size < uint64(2*len(p.content)) {
		size *= 2
	}
	if uint64(cap(p.slots)) < size {
		p.slots = make([]vocable, size)
	}
	v := &vocabulary{mask: size - 1, slots: p.slots[:size]}
	clear(v.slots)
	for i := range p.Lines {
		for _, h := range p.words(i) {
			w := v.slot(h)
			if w.line == int32(i+1) {
				continue
			}
			w.hash, w.line = h, int32(i+1)
			if w.page < 1<<15 {
				w.page++
				if keep[i] {
					w.body++
				}
			}
		}
	}
	return v
}

// words are the content words of line i.
func (p *Page) words(i int) []uint64 { return p.content[p.at[i]:p.at[i+1]] }

// slot finds the word's place; an empty one has page 0.
func (v *vocabulary) slot(h uint64) *vocable {
	for i := (h ^ h>>31) & v.mask; ; i = (i + 1) & v.mask {
		if s := &v.slots[i]; s.page == 0 || s.hash == h {
			return s
		}
	}
}

// overlap is how a line's words are spread over the page.
type overlap struct {
	words  int32 // content words of the line
	shared int32 // per mille of them that the kept lines (without this one) use
	twice  int32 // per mille that other lines of the page use
	rare   int32 // the least number of lines that one of them stands in
}

func (p *Page) overlap(v *vocabulary, keep []bool, i int) overlap {
	own := uint16(0)
	if keep[i] {
		own = 1
	}
	o := overlap{rare: 99}
	var shared, twice int32
	for _, h := range p.words(i) {
		w := v.slot(h)
		if w.body > own {
			shared++
		}
		if w.page > 1 {
			twice++
		}
		o.rare = min(o.rare, int32(w.page))
		o.words++
	}
	o.shared, o.twice = permille(shared, o.words), permille(twice, o.words)
	return o
}
