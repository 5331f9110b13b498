package english

import "rapporteur/english/internal/second"

// makeRoom allocates the answers of the further heads.
func (p *Parser) makeRoom(d *Doc, sentences int) {
	d.Labels, d.Scores = nil, nil
	if len(p.heads) == 0 {
		return
	}
	d.Labels, d.Scores = make(map[string][]string, len(p.heads)), make(map[string][]float32, len(p.heads))
	for _, h := range p.heads {
		n := len(d.Tokens)
		if h.Sentence {
			n = sentences
		}
		d.Labels[h.Name] = make([]string, n)
		d.Scores[h.Name] = make([]float32, n*len(h.Labels))
	}
}

// run runs the network on sentences of d; s.out has the answers, in their order.
func (p *Parser) run(d *Doc, sentences []Sentence, s *scratch) {
	s.forms, s.sentences = s.forms[:0], s.sentences[:0]
	for _, x := range sentences {
		for i := x.First; i < x.Last; i++ {
			s.forms = append(s.forms, d.Form(i))
		}
	}
	at := 0
	for _, x := range sentences {
		n := x.Last - x.First
		s.sentences = append(s.sentences, s.forms[at:at+n])
		at += n
	}
	p.net.Run(s.sentences, &s.out)
}

// takeWords takes over the answers on the words of sentence x, which start at word at of the run.
func (p *Parser) takeWords(d *Doc, x Sentence, s *scratch, at int) {
	n := x.Last - x.First
	for i := range n {
		p.word(&d.Tokens[x.First+i], &s.out.Tokens[at+i], s.forms[at+i], x.First)
	}
	for k, h := range p.heads {
		if h.Sentence {
			continue
		}
		o, labels, m := &s.out.Heads[k], d.Labels[h.Name][x.First:x.Last], len(h.Labels)
		for i := range labels {
			labels[i] = h.Labels[o.Labels[at+i]]
		}
		copy(d.Scores[h.Name][x.First*m:x.Last*m], o.Scores[at*m:])
	}
}

// takeSentence takes over the answers on sentence k of the run, which is sentence to of d.
func (p *Parser) takeSentence(d *Doc, to int, s *scratch, k int) {
	for i, h := range p.heads {
		if !h.Sentence {
			continue
		}
		o, labels, scores, m := &s.out.Heads[i], d.Labels[h.Name], d.Scores[h.Name], len(h.Labels)
		for len(labels) <= to {
			labels, scores = append(labels, ""), append(scores, make([]float32, m)...)
		}
		labels[to] = h.Labels[o.Labels[k]]
		copy(scores[to*m:], o.Scores[k*m:][:m])
		d.Labels[h.Name], d.Scores[h.Name] = labels, scores
	}
}

// lookAgain parts sentence x of d where its tree shows two sentences, and notes the parts to be run again. It
// reports whether it did.
func (p *Parser) lookAgain(d *Doc, x Sentence, odds []float32, s *scratch) bool {
	s.words = secondWords(s.words[:0], d, x, odds)
	splits := s.looker.Splits(s.words)
	if len(splits) == 0 {
		return false
	}
	from := x.First
	for k := 0; k <= len(splits); k++ {
		to := x.Last
		if k < len(splits) {
			to = x.First + splits[k] + 1
		}
		part := Sentence{First: from, Last: to, Span: x.Span}
		s.again, s.redo = append(s.again, len(d.Sentences)), append(s.redo, part)
		d.Sentences = append(d.Sentences, part)
		from = to
	}
	return true
}

// secondWords is sentence x of d as the second look sees it.
func secondWords(ws []second.Word, d *Doc, x Sentence, odds []float32) []second.Word {
	for i := x.First; i < x.Last; i++ {
		t := &d.Tokens[i]
		w := second.Word{Form: d.Form(i), UPOS: t.UPOS, Rel: t.Rel, Head: -1, Odds: odds[i-x.First]}
		if t.Head >= 0 {
			w.Head = t.Head - x.First
		}
		ws = append(ws, w)
	}
	return ws
}

// runAgain labels the sentences that a second look has made.
func (p *Parser) runAgain(d *Doc, s *scratch) {
	if len(s.again) == 0 {
		return
	}
	p.run(d, s.redo, s)
	at := 0
	for k, x := range s.redo {
		p.takeWords(d, x, s, at)
		p.takeSentence(d, s.again[k], s, k)
		at += x.Last - x.First
	}
}
