package speech

import (
	"slices"
	"strings"
)

// content finds what was said: the clause, quotation, infinitive or phrase that the verb
// takes, or the clause into which the verb is thrown.
func (f *finder) content(c *Candidate) {
	t, v := f.t, c.Verb
	for _, x := range t.Kids[v] {
		if t.Is(x, "ccomp") && !(c.cue.object && !c.cue.clause && x > v && f.marked(x, "of")) || t.Is(x, "parataxis") && f.in[x] >= 0 && f.in[x] != f.in[v] {
			f.take(c, x, "clause")
		}
	}
	if q := f.quotedAs(v); q >= 0 {
		for _, x := range t.Kids[q] {
			if t.Is(x, "ccomp", "obj", "parataxis") {
				f.take(c, x, "clause")
			}
		}
	}
	if c.cue.second != "" && len(c.Content) == 0 {
		// "makes clear | that …" hangs on "clear"
		for _, x := range t.Kids[c.Last-1] {
			if t.Is(x, "ccomp") && c.cue.clause {
				f.take(c, x, "clause")
			}
		}
	}
	f.thrownIn(c)
	f.stretch(c)
	if len(c.Content) == 0 || f.tiny(c) {
		f.beside(c)
	}
	if len(c.Content) == 0 && c.cue.inf {
		for _, x := range t.Kids[v] {
			if t.Is(x, "xcomp", "advcl") && x > v && f.marked(x, "to") {
				f.take(c, x, "infinitive")
				break
			}
		}
	}
	if len(c.Content) == 0 {
		f.phrases(c)
		f.stretch(c)
	}
	f.labelled(c)
	f.edges(c)
	slices.SortFunc(c.Content, func(a, b [2]int) int { return a[0] - b[0] })
	f.join(c)
	f.called(c)
	if f.empty(c) {
		c.Content = nil
	}
}

// empty tells whether the content only names what was said before: "repeated the message", "delivered his statement".
func (f *finder) empty(c *Candidate) bool {
	if len(c.Content) != 1 || c.cue.class != "says" {
		return false
	}
	p := c.Content[0]
	return p[1]-p[0] == 2 && f.t.Is(p[0], "det", "nmod:poss") && texts[f.t.Low[p[0]+1]] && !f.anyQuoted(p)
}

// called gives the cue the preposition that goes with its verb, where the parser hung it on what was said: "called on | both sides to stop".
func (f *finder) called(c *Candidate) {
	if len(c.Content) == 0 || c.Verb < 0 {
		return
	}
	p := &c.Content[0]
	if p[0] == c.Last && p[1]-p[0] > 1 && slices.Contains(c.cue.preps, f.t.Low[p[0]]) {
		c.Last++
		p[0]++
	}
}

// edges cuts from the end of content what hangs on the cue and not on what was said: a
// second cue without a subject of its own ("…, adding that …", "… and said …"), and a
// trailing clause that the network holds for the story's own words.
func (f *finder) edges(c *Candidate) {
	t := f.t
	label := t.Labels["content"]
	for k := range c.Content {
		p := &c.Content[k]
		if f.in[p[0]] >= 0 && f.in[p[0]] == f.in[p[1]-1] {
			continue
		}
		for i := p[0] + 3; i < p[1]; i++ {
			if f.in[i] >= 0 || i == c.Verb || cues[t.Low[i]] == nil || t.Tokens[i].UPOS != "VERB" || t.Kid(i, "nsubj") >= 0 {
				continue
			}
			end := i
			for end > p[0] && (t.Is(end-1, "aux", "cc", "advmod", "mark") || t.Form(end-1) == ",") && end > i-4 {
				end--
			}
			bare := t.Is(i, "advcl", "conj", "parataxis", "xcomp") && t.Tokens[i].XPOS == "VBG" && t.Form(end) == "," ||
				t.Is(i, "conj") && t.Tokens[i].XPOS == "VBD" && t.Kid(i, "ccomp", "obj", "obl", "xcomp") > i
			if bare {
				p[1] = end
				break
			}
		}
		if label == nil {
			continue
		}
		last, in := p[1], 0
		for i := p[0]; i < p[1]; i++ {
			if label[i] != "O" {
				in++
				last = i + 1
			}
		}
		if in*2 > p[1]-p[0] && p[1]-last >= 3 && (strings.Contains(",–—;", t.Form(last)) || strings.Contains("”\"’", t.Form(last-1)) || t.Is(last, "mark")) {
			p[1] = last
		}
	}
	f.drop(c, label)
}

// anyQuoted tells whether any token of the piece stands in quotation marks.
func (f *finder) anyQuoted(p [2]int) bool {
	for i := p[0]; i < p[1]; i++ {
		if f.in[i] >= 0 {
			return true
		}
	}
	return false
}

// rival tells whether another cue stands between the cue and the piece, or right before it:
// "'Yes,' she said, adding 'but not now'".
func (f *finder) rival(c *Candidate, p [2]int) bool {
	t := f.t
	a, b := c.Last, p[0]
	if p[1] <= c.First {
		a, b = p[1], c.First
	}
	for i := a; i < b; i++ {
		if t.Tokens[i].UPOS == "VERB" && cues[t.Low[i]] != nil && f.in[i] < 0 && cues[t.Low[i]].quote {
			return true
		}
	}
	return false
}

// drop leaves out pieces beside the main one that hold no speech: "…, he said, adding",
// "…, she said on Tuesday, marking a change".
func (f *finder) drop(c *Candidate, label []string) {
	t := f.t
	if len(c.Content) < 2 {
		return
	}
	quoted := slices.ContainsFunc(c.Content, func(p [2]int) bool {
		return p[1] <= c.First && f.in[p[0]] >= 0 && f.in[p[1]-1] >= 0
	})
	var out [][2]int
	for k, p := range c.Content {
		// Behind "'It is over,' she said" the story goes on in its own words.
		if quoted && p[0] >= c.Last && !f.anyQuoted(p) {
			continue
		}
		in := 0
		for i := p[0]; i < p[1] && label != nil; i++ {
			if label[i] != "O" {
				in++
			}
		}
		own := p[0] > c.Verb && t.Tokens[p[0]].XPOS == "VBG" && cues[t.Low[p[0]]] != nil && f.in[p[0]] < 0
		if own || f.rival(c, p) || label != nil && in*4 < p[1]-p[0] && (k > 0 || f.in[p[0]] < 0) {
			continue
		}
		out = append(out, p)
	}
	if len(out) > 0 {
		c.Content = out
	}
}

// thrownIn takes the clause that the verb interrupts or follows: "It is over, he said."
func (f *finder) thrownIn(c *Candidate) {
	t, v := f.t, c.Verb
	h := t.Tokens[v].Head
	if h < 0 || !(c.cue.clause || c.cue.quote) {
		return
	}
	as := t.Is(v, "advcl") && (f.marked(v, "as") || f.marked(v, "As"))
	if !t.Is(v, "parataxis") && !as {
		return
	}
	// A verb with a clause of its own is thrown in nowhere, but for a quotation that goes on.
	if len(c.Content) > 0 && !as && (f.in[h] < 0 || f.in[h] == f.in[v]) {
		return
	}
	first, last := t.Span(v)
	f.around(c, h, first, last)
	c.Frame = "head"
}

// tiny tells whether the content is a word or two outside quotation marks, which a
// quotation beside the cue outweighs.
func (f *finder) tiny(c *Candidate) bool {
	n := 0
	for _, p := range c.Content {
		n += p[1] - p[0]
	}
	return n < 3 && f.in[c.Content[0][0]] < 0
}

// stretch widens content to the whole of the quotations it cuts, over the ends of sentences,
// and puts the marks in.
func (f *finder) stretch(c *Candidate) {
	for k := range c.Content {
		p := &c.Content[k]
		for _, i := range []int{p[0], p[1] - 1} {
			q := f.in[i]
			if q < 0 || q == f.in[c.Verb] || slices.Contains(c.quotes, q) {
				continue
			}
			s := f.span[q]
			if s[0] <= c.Verb && c.Verb < s[1] {
				continue
			}
			c.quotes = append(c.quotes, q)
			p[0], p[1] = min(p[0], s[0]), max(p[1], s[1])
		}
		// A mark just outside belongs to the quotation inside.
		if a := p[0] - 1; a >= 0 && f.in[a] >= 0 && f.in[a] == f.in[p[0]] && f.span[f.in[a]][0] == a {
			p[0] = a
		}
	}
}

// beside takes the quotation right before or behind the cue in the same paragraph.
func (f *finder) beside(c *Candidate) {
	t := f.t
	if !c.cue.quote && c.cue != generic {
		return
	}
	from, to := c.First, c.Last
	if a, b, _ := f.w.Agent(c.Verb); a < b && b-a < 25 && (b <= c.First && c.First-b < 3 || a >= c.Last && a-c.Last < 2) {
		from, to = min(from, a), max(to, b)
	}
	for q, s := range f.span {
		lead := s[0] == c.Last+1 && t.Form(c.Last) == ":" // "He said:" may be a paragraph of its own
		if f.in[c.Verb] == q || !lead && t.Para[s[0]] != t.Para[c.Verb] && t.Para[s[1]-1] != t.Para[c.Verb] {
			continue
		}
		if w := f.words(s); w < 4 && !(s[1] <= from && from-s[1] <= 1 || s[0] >= to && s[0]-to <= 1) {
			continue
		}
		before := s[1] <= from && from-s[1] <= 2
		after := s[0] >= to && (s[0]-to <= 2 || t.Sent[s[0]] == t.Sent[c.Verb] && s[0]-to <= 12 && t.Low[s[0]-1] == ":" || s[0]-to <= 8 && t.Low[s[0]-1] == ",")
		if before || after {
			if len(c.quotes) == 0 && f.tooSmall(c) {
				c.Content = nil
			}
			c.quotes = append(c.quotes, q)
			c.Content = append(c.Content, s)
			c.Frame = "quote"
		}
	}
}

func (f *finder) tooSmall(c *Candidate) bool { return len(c.Content) > 0 && f.tiny(c) }

// phrases takes the object and what follows it, or the phrase with the cue's preposition.
func (f *finder) phrases(c *Candidate) {
	t, v := f.t, c.Verb
	for _, x := range t.Kids[v] {
		if x > v && t.Is(x, "obl") && slices.Contains(c.cue.preps, f.w.Prep(x)) {
			a, b := t.Span(x)
			k := t.Kid(x, "case")
			f.piece(c, max(a, k+1), f.tail(v, x, b))
			c.Frame = "phrase"
			c.Last = max(c.Last, k+1)
			return
		}
		if x > v && t.Is(x, "advcl") && t.Kid(x, "mark") >= 0 && slices.Contains(c.cue.preps, t.Low[t.Kid(x, "mark")]) {
			f.take(c, x, "phrase")
			return
		}
	}
	if !c.cue.object {
		return
	}
	x := t.Kid(v, "obj")
	if k := t.Kid(v, "ccomp", "xcomp"); x < 0 && k > v && f.marked(k, "of") {
		// "accused them of lying", where the tree makes "them" the subject of "lying".
		_, b := t.Span(k)
		f.piece(c, v+1, b)
		c.Frame = "object"
		return
	}
	if x < 0 || x < v {
		if p := t.Kid(v, "nsubj:pass"); p >= 0 && p < v {
			a, b := t.Span(p)
			f.piece(c, a, b)
			c.Frame = "passive"
		} else if x := t.Kid(v, "obl"); x > v && f.w.Prep(x) == "as" {
			f.take(c, x, "phrase")
		}
		return
	}
	a, b := t.Span(x)
	f.piece(c, a, f.tail(v, x, b))
	c.Frame = "object"
}

// tail widens the content that ends at b by what else the verb takes behind it: "accused
// both sides | of bad faith", "called it | a mistake", "urged them | to talk".
func (f *finder) tail(v, x, b int) int {
	t := f.t
	for _, k := range t.Kids[v] {
		if k <= x {
			continue
		}
		first, last := t.Span(k)
		if first > b+1 {
			break
		}
		switch {
		case t.Is(k, "xcomp", "ccomp"):
			b = max(b, last)
		case t.Is(k, "obl", "advcl"):
			m := f.w.Prep(k)
			if mk := t.Kid(k, "mark"); m == "" && mk >= 0 {
				m = t.Low[mk]
			}
			switch m {
			case "of", "for", "as", "to", "against", "over", "from", "with", "about", "on", "that", "by":
				b = max(b, last)
			}
		}
	}
	return b
}

// join merges pieces that touch or overlap.
func (f *finder) join(c *Candidate) {
	var out [][2]int
	for _, p := range c.Content {
		if n := len(out); n > 0 && p[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], p[1])
			continue
		}
		out = append(out, p)
	}
	c.Content = out
}
