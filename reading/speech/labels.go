package speech

import "strings"

// labelled mends the edges of what the tree gives with what the network marks as reported
// words: a subject that the tree hangs on the cue ("said | the envoy's offer was …"), a
// second clause that it joins to the cue ("says it is over, | but it may return"), and the
// whole where the tree finds nothing.
func (f *finder) labelled(c *Candidate) {
	label := f.t.Labels["content"]
	if label == nil || f.cueTag == nil || f.cueTag[c.Verb] == "O" || f.in[c.Verb] >= 0 || !(c.cue.clause || c.cue.quote) {
		return
	}
	s := f.t.Sentences[f.t.Sent[c.Verb]]
	if len(c.Content) == 0 {
		if a, b := f.run(label, c.Last, s.Last); b-a >= 3 {
			f.piece(c, a, b)
			c.Frame = "clause"
		}
	}
	for k := range c.Content {
		p := &c.Content[k]
		if p[0] >= c.Last && p[1] <= s.Last {
			f.leftwards(c, p, label)
			f.rightwards(c, p, s.Last, label)
		}
	}
	f.front(c, s.First, label)
}

// front adds the labelled tokens before a cue that is thrown in: "The fee, | it says, | would
// be low".
func (f *finder) front(c *Candidate, first int, label []string) {
	t := f.t
	at, b, _ := f.w.Agent(c.Verb)
	if at >= b || b > c.First || c.First-b > 2 || len(c.Content) == 0 || c.Content[0][0] < at || f.in[c.Content[0][0]] >= 0 || at-1 < first || t.Form(at-1) != "," {
		return
	}
	for i := first; i < at; i++ {
		if f.cueTag[i] != "O" {
			return // the words of another statement
		}
	}
	a := at - 1
	for a > first && label[a-1] != "O" {
		a--
	}
	if a < at-1 {
		f.piece(c, a, at-1)
	}
}

// run is the stretch of labelled tokens that begins at token from, after "that" or a comma.
func (f *finder) run(label []string, from, stop int) (first, last int) {
	for from < stop && (f.t.Low[from] == "that" || f.t.Form(from) == ",") {
		from++
	}
	last = from
	for last < stop && label[last] != "O" {
		last++
	}
	return from, last
}

// leftwards widens a piece behind the cue to the labelled tokens before it, where they reach
// back to the cue.
func (f *finder) leftwards(c *Candidate, p *[2]int, label []string) {
	if a, b := f.run(label, c.Last, p[0]); a < b && b == p[0] {
		p[0] = a
	}
}

// rightwards widens a piece behind the cue over the labelled tokens after it, and over a
// conjunction and a few words to those after that.
func (f *finder) rightwards(c *Candidate, p *[2]int, stop int, label []string) {
	t := f.t
	for i := p[1]; i < stop; {
		last := i
		for last < stop && label[last] != "O" {
			last++
		}
		if last > i {
			p[1], i = last, last
			continue
		}
		k := i
		if strings.Contains(":;–—(", t.Form(k)) && k+1 < stop && label[k+1] != "O" {
			i = k + 1 // "two tasks: | sell it and go"
			continue
		}
		// ", and | we will", "but she knows that | 'it will hold'"
		if k < stop && t.Form(k) == "," {
			k++
		}
		if k >= stop || !t.Is(k, "cc") {
			break
		}
		for k++; k < stop && k-i < 7 && label[k] == "O" && f.cueTag[k] == "O" && cues[t.Low[k]] == nil && pairs[t.Low[k]] == nil; k++ {
		}
		if k >= stop || label[k] == "O" {
			break
		}
		i = k
	}
	// "the offer in | the capital": labels may stop short of a phrase's noun.
	for steps := 0; steps < 4 && p[1] > p[0] && p[1] < stop && t.Is(p[1]-1, "det", "case", "mark", "nmod:poss", "amod", "compound"); steps++ {
		h := t.Tokens[p[1]-1].Head
		if h < p[1] || h >= stop {
			break
		}
		_, p[1] = t.Span(h)
		p[1] = min(p[1], stop)
	}
	p[0], p[1] = t.Trim(p[0], p[1])
}
