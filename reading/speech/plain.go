package speech

import (
	"rapporteur/reading/mention"
	"rapporteur/record"
)

// plain reads statements from words alone, for documents without trees: quotations with a
// verb of speech beside them, clauses behind one, "according to".
func plain(w *mention.Web, quotes []Quote) []record.Statement {
	t := w.T
	p := &plainReader{w: w, quoted: make([]int, len(t.Tokens)), used: make([]bool, len(quotes)), quotes: quotes}
	for i := range p.quoted {
		p.quoted[i] = -1
		for q, x := range quotes {
			if x.Start <= t.Tokens[i].Start && t.Tokens[i].End <= x.End {
				p.quoted[i] = q
			}
		}
	}
	for s, x := range t.Sentences {
		for i := x.First; i < x.Last; i++ {
			if c := cues[t.Low[i]]; c != nil && p.quoted[i] < 0 && !t.Cap(i) {
				p.verb(s, i, c)
			}
			if t.Low[i] == "to" && i > x.First && t.Low[i-1] == "according" && p.quoted[i] < 0 {
				p.according(s, i)
			}
		}
	}
	return p.out
}

type plainReader struct {
	w      *mention.Web
	quotes []Quote
	quoted []int
	used   []bool
	out    []record.Statement
}

// verb makes a statement of the verb at token i of sentence s where content stands beside it.
func (p *plainReader) verb(s, i int, c *cue) {
	t := p.w.T
	x := t.Sentences[s]
	first, last := p.speaker(s, i)
	var content []record.Span
	b := t.Tokens[i].Start
	for q, y := range p.quotes {
		if !c.quote || p.used[q] || t.Para[t.At(y.Start)] != t.Para[i] {
			continue
		}
		if y.End <= b && i-t.At(y.End) < 10 || y.Start >= b && t.At(y.Start)-i <= 2 {
			p.used[q] = true
			content = append(content, record.Cut(t.Text, y.Start, y.End))
		}
	}
	from := i + 1
	if c.hearer {
		for from < x.Last && from < i+6 && t.Low[from] != "that" {
			from++
		}
	}
	if len(content) == 0 && (c.clause || c.object) && from < x.Last {
		if t.Low[from] == "that" {
			from++
		} else if from > i+1 {
			from = i + 2
		}
		a, b := t.Trim(from, x.Last)
		if b-a >= 3 && (t.Low[from-1] == "that" || c.base == "say") {
			content = append(content, record.Cut(t.Text, t.Tokens[a].Start, t.Tokens[b-1].End))
		}
	}
	if len(content) == 0 || first >= last {
		return
	}
	p.emit(s, i, i+1, first, last, c.class, content)
}

// speaker finds the name or pronoun before the verb, or behind it ("said Vance").
func (p *plainReader) speaker(s, i int) (first, last int) {
	t := p.w.T
	x := t.Sentences[s]
	for k := i - 1; k >= x.First && k > i-12; k-- {
		if p.quoted[k] >= 0 {
			break
		}
		if m := p.w.PersonAt(k); m != nil {
			return m.From, m.Last
		}
		if m := p.w.PartyAt(k); m != nil {
			return m.First, m.Last
		}
		switch t.Low[k] {
		case "he", "she", "they", "it":
			return k, k + 1
		}
	}
	if m := p.w.PersonAt(min(i+1, len(t.Tokens)-1)); m != nil && m.From == i+1 {
		return m.From, m.Last
	}
	return 0, 0
}

// according makes a statement of "according to X, …" or "…, according to X".
func (p *plainReader) according(s, to int) {
	t := p.w.T
	x := t.Sentences[s]
	last := to + 1
	for last < x.Last && t.Form(last) != "," && t.Form(last) != "." {
		last++
	}
	a, b := x.First, to-1
	if to-1 == x.First {
		a, b = last, x.Last
	}
	a, b = t.Trim(a, b)
	if a < b && to+1 < last {
		p.emit(s, to-1, to+1, to+1, last, "says", []record.Span{record.Cut(t.Text, t.Tokens[a].Start, t.Tokens[b-1].End)})
	}
}

func (p *plainReader) emit(s, cueFirst, cueLast, first, last int, class string, content []record.Span) {
	t := p.w.T
	who := p.w.Resolve(first, last, -1)
	speaker := who.Actor()
	text := record.Cut(t.Text, t.Tokens[first].Start, t.Tokens[last-1].End)
	cueSpan := record.Cut(t.Text, t.Tokens[cueFirst].Start, t.Tokens[cueLast-1].End)
	if who.Person >= 0 {
		p.w.Spoke(cueFirst, who.Person)
	}
	start, end := t.SentenceBytes(s)
	for _, c := range content {
		start, end = min(start, c.Start), max(end, c.End)
	}
	st := record.Statement{Speaker: &speaker, SpeakerText: &text, For: who.For, Cue: &cueSpan, CueClass: class,
		Content: content, Evidence: record.Cut(t.Text, start, end)}
	finish(&st, p.quotes, t.Text)
	p.out = append(p.out, st)
}
