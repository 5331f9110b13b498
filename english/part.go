package english

// startHead names the head of the network that marks words which begin a second sentence, one that the splitter has
// not parted; startLabel is its mark.
const (
	startHead  = "start"
	startLabel = "B"
)

// part parts the sentences of a labelled document in which the network sees a second one begin, and labels the parts.
func (p *Parser) part(d *Doc) {
	if d.Labels[startHead] == nil {
		return
	}
	parts := &Doc{Text: d.Text}
	all := make([]Sentence, 0, len(d.Sentences)+8) // the sentences of d from now on,
	of := make([]int, 0, len(d.Sentences)+8)       // where the labels of each are: sentence of d, or -1-k for sentence k of parts
	var ends []Sentence
	for s, x := range d.Sentences {
		ends = partsOf(ends[:0], d, x)
		if len(ends) == 1 {
			all, of = append(all, x), append(of, s)
			continue
		}
		for _, y := range ends {
			first := len(parts.Tokens)
			parts.Tokens = append(parts.Tokens, d.Tokens[y.First:y.Last]...)
			all, of = append(all, y), append(of, -1-len(parts.Sentences))
			parts.Sentences = append(parts.Sentences, Sentence{First: first, Last: len(parts.Tokens), Span: x.Span})
		}
	}
	if len(parts.Sentences) == 0 {
		return
	}
	p.Label(parts)
	p.merge(d, parts, all, of)
}

// partsOf appends sentence x of d to out, cut before the words that begin a second one; a multiword token stays whole,
// and so does what a rule of the splitter binds (the mark of an item and its text).
func partsOf(out []Sentence, d *Doc, x Sentence) []Sentence {
	starts, first := d.Labels[startHead], x.First
	for i := x.First + 1; i < x.Last; i++ {
		if starts[i] == startLabel && d.Tokens[i].Part < 2 && !d.Tokens[i-1].bound {
			out = append(out, Sentence{First: first, Last: i, Span: x.Span})
			first = i
		}
	}
	return append(out, Sentence{First: first, Last: x.Last, Span: x.Span})
}

// merge takes the labels of parts over into d, whose sentences become all.
func (p *Parser) merge(d, parts *Doc, all []Sentence, of []int) {
	for n, y := range all {
		if of[n] >= 0 {
			continue
		}
		from := parts.Sentences[-1-of[n]].First
		for i := y.First; i < y.Last; i++ {
			t := parts.Tokens[from+i-y.First]
			if t.Head >= 0 {
				t.Head += y.First - from
			}
			d.Tokens[i] = t
		}
		for _, h := range p.heads {
			if !h.Sentence {
				k := y.Last - y.First
				copy(d.Labels[h.Name][y.First:y.Last], parts.Labels[h.Name][from:from+k])
				m := len(h.Labels)
				copy(d.Scores[h.Name][y.First*m:y.Last*m], parts.Scores[h.Name][from*m:(from+k)*m])
			}
		}
	}
	for _, h := range p.heads {
		if h.Sentence {
			d.Labels[h.Name], d.Scores[h.Name] = gather(d, parts, h, of)
		}
	}
	d.Sentences = all
	d.Names = namesOf(d)
}

// gather puts together the labels and scores of a sentence head.
func gather(d, parts *Doc, h Head, of []int) (labels []string, scores []float32) {
	m := len(h.Labels)
	labels, scores = make([]string, 0, len(of)), make([]float32, 0, len(of)*m)
	for _, s := range of {
		from := d
		if s < 0 {
			from, s = parts, -1-s
		}
		labels = append(labels, from.Labels[h.Name][s])
		scores = append(scores, from.Scores[h.Name][s*m:(s+1)*m]...)
	}
	return labels, scores
}
