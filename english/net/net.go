// Package net runs the embedded network of the language core: words in; tags, trees,
// names and the labels of further heads out.
//
// The network's shape, its numbers and its file are described in
// training/MODEL.md. Weights are int8 and activations seven bits, so that the same
// words give the same labels on every processor, in any batch and with any number of
// goroutines.
package net

import (
	"encoding/json"
	"fmt"
	"sync"

	"rapporteur/english/net/mat"
)

const (
	// MaxTokens is the longest piece of a sentence that the network sees as one.
	MaxTokens = 128
	tables    = 5
	attHeads  = 4
)

// Labels are the label sets of the heads that every model has; Output holds indexes
// into them.
type Labels struct {
	UPOS, XPOS, Feats, Lemma, Deprel, Name []string
}

// segment is the place of a head in the matrix of tags.
type segment struct{ first, n int }

// Model is a network ready to run. It is safe for concurrent use.
type Model struct {
	k        *mat.Kernels
	config   Config
	labels   Labels
	heads    []Head
	card     json.RawMessage
	tables   [tables]table
	mix      *mat.Matrix
	ln0      norm
	convs    []conv
	pos      []float32
	atts     []attention
	headDim  int         // width of an attention head, padded
	tags     *mat.Matrix // every head at token level
	tagWidth int
	triples  []triple        // see Restrict
	agreed   map[triple]bool // the same
	segments []segment       // the base heads, then the further heads at token level
	sentence []*mat.Matrix   // beside heads; nil at token level
	arcs     *mat.Matrix     // AH over AD
	u        *mat.Matrix
	labs     *mat.Matrix // LH over LD
	l2       *mat.Matrix
	rootArc  []float32 // relu(AH·root)
	rootLab  []float32 // LH·root
	grammar  nameGrammar
	joined   uint16 // deprel of a later piece's root
	words    *wordCache
	scratch  sync.Pool
}

// Load reads a model file (see Header). It keeps data, which must not change. The
// error says what is wrong with the file.
func Load(data []byte) (*Model, error) { return LoadFor(data, mat.Best()) }

// LoadFor is Load with the kernels k instead of the fastest.
func LoadFor(data []byte, k *mat.Kernels) (*Model, error) {
	f, err := open(data)
	if err != nil {
		return nil, fmt.Errorf("read model file of %d bytes: %w; build it anew with training/export.py", len(data), err)
	}
	b := &builder{file: f, k: k}
	m := b.build()
	if b.err != nil {
		return nil, fmt.Errorf("read model file of %d bytes: %w; build it anew with training/export.py", len(data), b.err)
	}
	m.grammar = newNameGrammar(m.labels.Name)
	m.joined = joinLabel(m.labels.Deprel)
	m.words = newWordCache(m.config.W)
	m.scratch.New = func() any { return newScratch(m) }
	return m, nil
}

// Labels returns the label sets of the heads that every model has. Don't change them.
func (m *Model) Labels() Labels { return m.labels }

// Heads returns the further heads of the model, in the order of Output.Heads.
func (m *Model) Heads() []Head { return m.heads }

// Config returns the sizes of the network.
func (m *Model) Config() Config { return m.config }

// Card returns the model card of the file: JSON, or nil.
func (m *Model) Card() json.RawMessage { return m.card }

// Kernels names the kernels that the model runs on.
func (m *Model) Kernels() string { return m.k.Name() }

// Token is what the network says about a token: indexes into Labels, and the head as
// an index into the sentence, -1 for the root.
type Token struct {
	UPOS, XPOS, Feats, Lemma, Name, Deprel uint16
	Head                                   int32
}

// HeadOutput is what a further head says: one label a token, or one a sentence.
type HeadOutput struct {
	Labels []uint16
	// Scores holds, for each label given, the scores of all labels of the head, not
	// normalised.
	Scores []float32
}

// Output receives the results of Run. Its slices are used again, so that a second
// run allocates nothing.
type Output struct {
	Tokens []Token      // of all sentences, one after the other
	Heads  []HeadOutput // beside Model.Heads
}

func (o *Output) reset(m *Model, tokens, sentences int) {
	o.Tokens = grow(o.Tokens, tokens)
	o.Heads = grow(o.Heads, len(m.heads))
	for i, h := range m.heads {
		n := tokens
		if h.Level == SentenceLevel {
			n = sentences
		}
		o.Heads[i].Labels = grow(o.Heads[i].Labels, n)
		o.Heads[i].Scores = grow(o.Heads[i].Scores, n*len(h.Labels))
	}
}

// grow returns s with length n, its storage kept where it suffices.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
