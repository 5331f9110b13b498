package net_test

import (
	"testing"

	"rapporteur/english/net"
	"rapporteur/english/net/nettest"
)

// Tags are always one of the combinations that were given; without any, each head has its own way.
func TestRestrict(t *testing.T) {
	m, err := net.Load(nettest.Random(nettest.Small, nil, 3).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	given := [][3]string{{"NOUN", "X3", "F=1"}, {"VERB", "X4", "F=2"}, {"NOUN", "X5", "F=2"}, {"NOUN", "nothing", "F=2"}}
	m.Restrict(given)
	words := [][]string{{"Talks", "in", "Geneva", "ended", ",", "an", "envoy", "said", "."}, {"Nobody", "spoke"}}
	var out net.Output
	m.Run(words, &out)
	labels := m.Labels()
	for i, w := range out.Tokens {
		got := [3]string{labels.UPOS[w.UPOS], labels.XPOS[w.XPOS], labels.Feats[w.Feats]}
		if got != given[0] && got != given[1] && got != given[2] {
			t.Errorf("word %d has the tags %v", i, got)
		}
	}
	loose, err := net.Load(nettest.Random(nettest.Small, nil, 3).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var free net.Output
	loose.Run(words, &free)
	same := true
	for i := range free.Tokens {
		a, b := free.Tokens[i], out.Tokens[i]
		same = same && a.UPOS == b.UPOS && a.XPOS == b.XPOS && a.Feats == b.Feats
		if a.Head != b.Head || a.Name != b.Name || a.Lemma != b.Lemma {
			t.Errorf("word %d differs in more than its tags: %+v, %+v", i, a, b)
		}
	}
	if same {
		t.Error("the combinations changed nothing")
	}
}
