package english

import (
	"reflect"
	"testing"

	"rapporteur/english/net"
	"rapporteur/english/net/nettest"
)

// A document whose sentences the network has parted is labelled as if the splitter had parted them.
func TestPartedSentencesAreLabelledByThemselves(t *testing.T) {
	heads := append(nettest.Heads(), net.Head{Name: startHead, Level: net.TokenLevel, Labels: []string{"O", startLabel}})
	p, err := NewParser(nettest.Random(nettest.Small, heads, 7).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	text := "Norland welcomed the accord. Aid for the refugees arrived on Sunday, officials said Read more\n\n" +
		"Who will pay for it? The envoys did not say."
	got := p.Parse(text)
	if whole := Segment(text); len(got.Sentences) <= len(whole.Sentences) {
		t.Fatalf("%d sentences, the splitter alone makes %d: nothing was parted", len(got.Sentences), len(whole.Sentences))
	}
	proper(t, got)
	want := Segment(text)
	want.Sentences = append([]Sentence(nil), got.Sentences...)
	p.Label(want)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for s, x := range got.Sentences {
		if s > 0 && x.First != got.Sentences[s-1].Last || x.First >= x.Last {
			t.Errorf("sentence %d is %+v after %+v", s, x, got.Sentences[max(0, s-1)])
		}
	}
}
