package english

import (
	"sync"

	"rapporteur/english/internal/second"
	"rapporteur/english/net"
)

// batch is the number of words after which the network is run: enough to fill its buffers, few enough to keep ours small.
const batch = 2048

// Head is a further head of a model, beyond tags, trees and names.
type Head struct {
	Name     string
	Sentence bool // one label a sentence; else one a word
	Labels   []string
}

// Parser labels texts with a model. It is safe for concurrent use.
type Parser struct {
	net     *net.Model
	labels  net.Labels
	heads   []Head
	lemmas  *lemmatiser
	scratch sync.Pool
}

type scratch struct {
	forms     []string
	sentences [][]string
	out       net.Output
	looker    *second.Looker
	words     []second.Word
	again     []int      // indexes of the sentences that a second look has made
	redo      []Sentence // and those sentences
}

// NewParser reads a model file (see training/MODEL.md); it keeps the bytes, which must not change. The error says
// what is wrong with the file.
func NewParser(model []byte) (*Parser, error) {
	m, err := net.Load(model)
	if err != nil {
		return nil, err
	}
	p := &Parser{net: m, labels: m.Labels()}
	for _, h := range m.Heads() {
		p.heads = append(p.heads, Head{Name: h.Name, Sentence: h.Level == net.SentenceLevel, Labels: h.Labels})
	}
	if p.lemmas, err = newLemmatiser(p.labels.Lemma); err != nil {
		return nil, err
	}
	p.scratch.New = func() any { return &scratch{looker: second.New()} }
	return p, nil
}

// Heads lists the further heads of the model.
func (p *Parser) Heads() []Head { return p.heads }

// Parse cuts and labels a text.
func (p *Parser) Parse(text string) *Doc {
	return p.ParseSpans(text, [][2]int{{0, len(text)}})
}

// ParseSpans cuts and labels the spans of a text, as SegmentSpans takes them.
func (p *Parser) ParseSpans(text string, spans [][2]int) *Doc {
	d, odds := segment(text, spans, true)
	p.label(d, odds)
	return d
}

// Label labels a document that is cut into words and sentences, whatever cut it, and replaces what labels it has.
func (p *Parser) Label(d *Doc) { p.label(d, nil) }

// label labels a document; with the odds of the gaps behind its words, it parts sentences anew where a second look
// says so.
func (p *Parser) label(d *Doc, odds []float32) {
	first := d.Sentences
	d.Sentences = make([]Sentence, 0, len(first)+len(first)/16)
	p.makeRoom(d, len(first))
	s := p.scratch.Get().(*scratch)
	for from := 0; from < len(first); {
		to, words := from, 0
		for to < len(first) && words < batch {
			words += first[to].Last - first[to].First
			to++
		}
		p.run(d, first[from:to], s)
		s.again, s.redo = s.again[:0], s.redo[:0]
		at := 0
		for k, x := range first[from:to] {
			p.takeWords(d, x, s, at)
			at += x.Last - x.First
			if odds == nil || !p.lookAgain(d, x, odds[x.First:x.Last], s) {
				p.takeSentence(d, len(d.Sentences), s, k)
				d.Sentences = append(d.Sentences, x)
			}
		}
		p.runAgain(d, s)
		from = to
	}
	clear(s.forms[:cap(s.forms)]) // don't hold the text
	p.scratch.Put(s)
	d.Names = namesOf(d)
}

// word takes over what the network says about a word of a sentence that starts at word first.
func (p *Parser) word(t *Token, o *net.Token, form string, first int) {
	t.UPOS = p.labels.UPOS[o.UPOS]
	t.XPOS = p.labels.XPOS[o.XPOS]
	t.Feats = p.labels.Feats[o.Feats]
	t.Rel = p.labels.Deprel[o.Deprel]
	t.Name = p.labels.Name[o.Name]
	t.Lemma = p.lemmas.lemma(form, t.XPOS, o.Lemma)
	t.Head = -1
	if o.Head >= 0 {
		t.Head = first + int(o.Head)
	}
}
