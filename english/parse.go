package english

import (
	"sync"

	"rapporteur/english/data"
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
	tags, err := readTags()
	if err != nil {
		return nil, err
	}
	m.Restrict(tags)
	p.scratch.New = func() any { return new(scratch) }
	return p, nil
}

// readTags reads which tags and features go together.
func readTags() ([][3]string, error) {
	var tags [][3]string
	err := data.Each("tags.tsv", 3, func(f []string) error {
		tags = append(tags, [3]string(f))
		return nil
	})
	return tags, err
}

// Heads lists the further heads of the model.
func (p *Parser) Heads() []Head { return p.heads }

// Parse cuts and labels a text.
func (p *Parser) Parse(text string) *Doc {
	return p.ParseSpans(text, [][2]int{{0, len(text)}})
}

// ParseSpans cuts and labels the spans of a text, as SegmentSpans takes them. The network has a say in where sentences
// end: it parts those in which it sees a second one begin.
func (p *Parser) ParseSpans(text string, spans [][2]int) *Doc {
	d := SegmentSpans(text, spans)
	p.Label(d)
	p.part(d)
	return d
}

// Label labels a document that is cut into words and sentences, whatever cut it, and replaces what labels it has.
func (p *Parser) Label(d *Doc) {
	p.makeRoom(d)
	s := p.scratch.Get().(*scratch)
	for from := 0; from < len(d.Sentences); {
		to, words := from, 0
		for to < len(d.Sentences) && words < batch {
			words += d.Sentences[to].Last - d.Sentences[to].First
			to++
		}
		p.run(d, d.Sentences[from:to], s)
		at := 0
		for k, x := range d.Sentences[from:to] {
			p.takeWords(d, x, s, at)
			p.takeSentence(d, from+k, s, k)
			at += x.Last - x.First
		}
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
