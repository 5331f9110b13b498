package instrument

import (
	"testing"

	"rapporteur/english"
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
)

// The name of an instrument ends before clauses and before where and when it was made. The
// test needs the embedded network.
func TestCandidates(t *testing.T) {
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	for _, c := range []struct{ text, name, kind string }{
		{"Norway presented a revised proposal for a truce.", "a revised proposal for a truce", "proposal"},
		{"They signed the agreement in Geneva on Monday.", "the agreement", "agreement"},
		{"The council adopted a resolution on Sudan.", "a resolution on Sudan", "resolution"},
		{"Kenya rejected the plan, which it called unfair.", "the plan", "proposal"},
		{"New sanctions against the rebels were announced.", "New sanctions against the rebels", "sanctions"},
		{"A letter from the king was read out.", "A letter from the king", "letter"},
	} {
		doc := english.Parse(c.text)
		w := mention.New(tree.New(doc))
		cs := Candidates(w)
		if len(cs) == 0 {
			t.Errorf("%q gives no candidate", c.text)
			continue
		}
		if got := w.T.Cut(cs[0].First, cs[0].Last); got != c.name || cs[0].Kind != c.kind {
			t.Errorf("%q gives %s %q, want %s %q", c.text, cs[0].Kind, got, c.kind, c.name)
		}
	}
}

func TestKinds(t *testing.T) {
	for noun, want := range map[string]string{"treaties": "agreement", "roadmap": "roadmap", "tariffs": "sanctions", "river": ""} {
		if got := kinds[noun]; got != want {
			t.Errorf("%s is %q, want %q", noun, got, want)
		}
	}
}
