package speech

import (
	"slices"
	"strings"

	"rapporteur/reading/mention"
	"rapporteur/record"
)

// draft is a statement before it is written.
type draft struct {
	*Candidate
	margin  float64
	content [][2]int
	turn    *mention.Who // of a transcript: who the label names
}

// continued gives the quotations that no cue claims to the statement that they go on from,
// or, with other text between, makes them statements of the last speaker without a cue.
func (f *finder) continued(ds []*draft) []*draft {
	claimed := make([]bool, len(f.span))
	for _, d := range ds {
		for _, p := range d.content {
			for q, s := range f.span {
				// Speech told inside a quotation does not make the quotation its own.
				if s[0] < p[1] && p[0] < s[1] && (d.turn != nil || !(s[0] <= d.First && d.First < s[1])) {
					claimed[q] = true
				}
			}
		}
	}
	for q, s := range f.span {
		if claimed[q] || f.words(s) < 4 {
			continue
		}
		if e := f.signed(s); e != nil {
			ds = append(ds, e)
			continue
		}
		if !f.sentenceLike(s) {
			continue
		}
		d := f.lastBefore(ds, s[0])
		if d == nil {
			continue
		}
		end := f.end(d)
		gap := f.t.Sent[s[0]] - f.t.Sent[end-1]
		paras := f.t.Para[s[0]] - f.t.Para[end-1]
		switch {
		case gap <= 1 && paras <= 1 && f.hasQuote(d):
			d.content = append(d.content, s)
		case paras <= 1 && f.hasQuote(d), paras == 0 && gap <= 1:
			e := &draft{Candidate: &Candidate{Verb: -1, First: s[0], Last: s[0], Speaker: d.Speaker, Stop: d.Stop, Head: d.Head, cue: cues["says"]}, content: [][2]int{s}}
			ds = append(ds, e)
		}
	}
	slices.SortStableFunc(ds, func(a, b *draft) int { return a.First - b.First })
	return ds
}

// signed makes a statement of a quotation that a colon leads in or a dash signs: "Dahl: 'We
// wait.'", "'We wait.' — Espen Dahl".
func (f *finder) signed(s [2]int) *draft {
	t := f.t
	mark, first, last, head := -1, 0, 0, -1
	if i := s[1]; i+1 < len(t.Low) && t.Para[i] <= t.Para[s[1]-1]+1 && strings.Contains("-–—―", t.Form(i)) {
		if m := f.w.PersonAt(i + 1); m != nil {
			mark, first, last, head = i, m.From, m.Last, m.First
		} else if end := f.paragraphEnd(i); end-i < 9 && t.Tokens[i+1].UPOS == "PROPN" && (s[0] == 0 || t.Para[s[0]-1] != t.Para[s[0]]) {
			// A name that is nobody's else in the story signs a paragraph of its own.
			mark, first, last, head = i, i+1, f.nameEnd(i+1, end), i+1
		}
	} else if i := s[0] - 1; i > 0 && t.Form(i) == ":" && t.Para[i] == t.Para[s[0]] {
		if m := f.w.PersonAt(i - 1); m != nil && (m.From == 0 || t.Para[m.From-1] != t.Para[i] || t.Sent[m.From-1] != t.Sent[i]) {
			mark, first, last, head = i, m.From, m.Last, m.First
		}
	}
	if mark < 0 {
		return nil
	}
	return &draft{Candidate: &Candidate{Verb: mark, First: mark, Last: mark + 1, Speaker: first, Stop: last, Head: head, cue: cues["says"]}, content: [][2]int{s}}
}

// paragraphEnd is one past the last token of the paragraph of token i.
func (f *finder) paragraphEnd(i int) int {
	k := i
	for k < len(f.t.Para) && f.t.Para[k] == f.t.Para[i] {
		k++
	}
	return k
}

// nameEnd is one past the run of proper nouns that begins at token i, before token end.
func (f *finder) nameEnd(i, end int) int {
	for i < end && f.t.Tokens[i].UPOS == "PROPN" {
		i++
	}
	return i
}

// sentenceLike tells whether a quotation is speech of its own: it begins a sentence and is
// longer than a title or a scare quote.
func (f *finder) sentenceLike(s [2]int) bool {
	first := f.t.Sentences[f.t.Sent[s[0]]].First
	return s[0] == first && f.words(s) >= 4
}

// words counts the words of tokens [s[0], s[1]).
func (f *finder) words(s [2]int) int {
	n := 0
	for i := s[0]; i < s[1]; i++ {
		if !f.t.Punct(i) {
			n++
		}
	}
	return n
}

// lastBefore is the statement whose words end nearest before token i; where two end in the
// same sentence, one that quotes goes before one that does not, and what is told within
// another's words goes behind.
func (f *finder) lastBefore(ds []*draft, i int) *draft {
	var best *draft
	rank, last := -1, -1
	for _, d := range ds {
		end := f.end(d)
		if end > i || f.nested(ds, d) {
			continue
		}
		r := 2 * f.t.Sent[end-1]
		if f.hasQuote(d) {
			r++
		}
		if r > rank || r == rank && end > last {
			best, rank, last = d, r, end
		}
	}
	return best
}

// nested tells whether the cue of d stands within the words of another statement.
func (f *finder) nested(ds []*draft, d *draft) bool {
	return slices.ContainsFunc(ds, func(e *draft) bool {
		return e != d && slices.ContainsFunc(e.content, func(p [2]int) bool { return p[0] <= d.First && d.First < p[1] })
	})
}

// end is one past the last token of a statement.
func (f *finder) end(d *draft) int {
	end := max(d.Last, d.Stop)
	for _, p := range d.content {
		end = max(end, p[1])
	}
	return end
}

func (f *finder) hasQuote(d *draft) bool {
	for _, p := range d.content {
		if f.in[p[0]] >= 0 || f.in[p[1]-1] >= 0 {
			return true
		}
	}
	return false
}

// who resolves the speaker of a draft: "I" and "we" in a quotation are the one who says it.
func (f *finder) who(d *draft) mention.Who {
	if d.turn != nil {
		return *d.turn
	}
	switch f.t.Low[d.Head] {
	case "i", "we", "me", "us", "our", "my":
		for _, e := range f.drafts {
			if e == d || e.Speaker >= e.Stop || f.t.Low[e.Head] == "i" || f.t.Low[e.Head] == "we" {
				continue
			}
			for _, p := range e.content {
				if p[0] <= d.Head && d.Head < p[1] {
					return f.who(e)
				}
			}
		}
	}
	return f.w.Resolve(d.Speaker, d.Stop, d.Head)
}

// withoutAsides leaves out how a speaker names a thing within their own reported words: "he
// warned of what he called a mistake" is one statement.
func (f *finder) withoutAsides(ds []*draft) []*draft {
	t := f.t
	return slices.DeleteFunc(ds, func(d *draft) bool {
		if d.Speaker >= d.Stop || d.Speaker == 0 || t.Low[d.Speaker-1] != "what" || t.Tokens[d.Head].UPOS != "PRON" {
			return false
		}
		return slices.ContainsFunc(ds, func(e *draft) bool {
			return e != d && e.Speaker < e.Stop && t.Low[e.Head] == t.Low[d.Head] &&
				slices.ContainsFunc(e.content, func(p [2]int) bool { return p[0] <= d.First && d.First < p[1] })
		})
	})
}

// record writes a draft as a statement.
func (f *finder) record(d *draft) record.Statement {
	t := f.t
	s := record.Statement{CueClass: d.cue.class, Content: []record.Span{}}
	if d.Verb >= 0 {
		c := record.Cut(t.Text, t.Tokens[d.First].Start, t.Tokens[d.Last-1].End)
		s.Cue = &c
	}
	at := d.First
	if d.Speaker < d.Stop || d.turn != nil {
		who := f.who(d)
		if a := who.Actor(); a.Name != "" {
			s.Speaker, s.For = &a, who.For
		}
		if d.Speaker < d.Stop && (d.Verb >= 0 || d.turn != nil) {
			if d.turn == nil {
				f.w.Spoke(d.First, d.Head, who)
			}
			c := record.Cut(t.Text, t.Tokens[d.Speaker].Start, t.Tokens[d.Stop-1].End)
			s.SpeakerText = &c
		}
	}
	start, end := t.SentenceBytes(t.Sent[at])
	for _, p := range d.content {
		c := record.Cut(t.Text, t.Tokens[p[0]].Start, t.Tokens[p[1]-1].End)
		s.Content = append(s.Content, c)
		a, b := t.SentenceBytes(t.Sent[p[0]])
		_, e := t.SentenceBytes(t.Sent[p[1]-1])
		start, end = min(start, a), max(end, b, e)
	}
	s.Evidence = record.Cut(t.Text, start, end)
	finish(&s, f.quotes, t.Text)
	if d.turn != nil {
		s.Mode = record.Direct // a transcript gives the words themselves
	}
	return s
}
