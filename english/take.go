package english

// makeRoom allocates the answers of the further heads.
func (p *Parser) makeRoom(d *Doc) {
	d.Labels, d.Scores = nil, nil
	if len(p.heads) == 0 {
		return
	}
	d.Labels, d.Scores = make(map[string][]string, len(p.heads)), make(map[string][]float32, len(p.heads))
	for _, h := range p.heads {
		n := len(d.Tokens)
		if h.Sentence {
			n = len(d.Sentences)
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
		labels[to] = h.Labels[o.Labels[k]]
		copy(scores[to*m:], o.Scores[k*m:][:m])
	}
}
