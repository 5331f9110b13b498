package tree

import (
	"strings"
	"testing"

	"rapporteur/english"
)

const parsed = `1	The	the	DET	DT	_	2	det	_	_
2	envoy	envoy	NOUN	NN	_	3	nsubj	_	_
3	said	say	VERB	VBD	_	0	root	_	_
4	talks	talk	NOUN	NNS	_	6	nsubj	_	_
5	had	have	AUX	VBD	_	6	aux	_	_
6	failed	fail	VERB	VBN	_	3	ccomp	_	SpaceAfter=No
7	.	.	PUNCT	.	_	3	punct	_	_

`

func TestTree(t *testing.T) {
	doc, err := english.ReadCoNLLU(strings.NewReader(parsed), "")
	if err != nil {
		t.Fatal(err)
	}
	tr := New(doc)
	if a, b := tr.Span(5); tr.Cut(a, b) != "talks had failed" {
		t.Errorf("failed governs %q", tr.Cut(a, b))
	}
	if a, b := tr.Span(2); a != 0 || b != len(doc.Tokens) {
		t.Errorf("the root governs [%d, %d)", a, b)
	}
	if k := tr.Kid(2, "nsubj"); k != 1 {
		t.Errorf("subject of said is token %d", k)
	}
	if !tr.Under(3, 2) || tr.Under(2, 3) {
		t.Error("talks lies under said, and said not under talks")
	}
	if i := tr.At(strings.Index(doc.Text, "failed")); i != 5 {
		t.Errorf("failed is token %d", i)
	}
	if a, b := tr.Trim(5, 7); a != 5 || b != 6 {
		t.Errorf("Trim gave [%d, %d)", a, b)
	}
}

// A tree that bites its own tail, as broken input may hold, ends.
func TestCycle(t *testing.T) {
	doc := english.Segment("talks had failed")
	for i := range doc.Tokens {
		doc.Tokens[i].Head, doc.Tokens[i].Rel = (i+1)%len(doc.Tokens), "dep"
	}
	tr := New(doc)
	if tr.Under(0, 99) {
		t.Error("a token lies under none that is not there")
	}
	if a, b := tr.Span(0); a > 0 || b < 1 {
		t.Errorf("Span gave [%d, %d)", a, b)
	}
}

func TestPhrases(t *testing.T) {
	tr := New(english.Segment("They called off the talks."))
	p := ReadPhrases("status.tsv")
	if x := p.At(tr, 1, len(tr.Low)); x == nil || x.Class != "off" || len(x.Words) != 2 {
		t.Errorf("called off is %+v", x)
	}
	if x := p.At(tr, 1, 2); x != nil {
		t.Errorf("a phrase that reaches beyond the end was found: %+v", x)
	}
}
