package position

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/knowledge"
	"rapporteur/reading/mention"
	"rapporteur/reading/speech"
	"rapporteur/reading/tree"
)

// Among the candidates of a sentence are the party and the content that a reader would
// give. The test needs the embedded network.
func TestCandidates(t *testing.T) {
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	for _, c := range []struct{ text, party, content string }{
		{"Norway refused to sign the treaty.", "Norway", "sign the treaty"},
		{"Kenya demanded the release of the sailors.", "Kenya", "the release of the sailors"},
		{"Norway urged Kenya to open the harbour.", "Norway", "open the harbour"},
		{"Norway urged Kenya to open the harbour.", "Norway", "Kenya to open the harbour"},
		{"Norway insists that any treaty must include the strait, a position rejected by both Kenya and its Western partners.", "Kenya", "any treaty must include the strait"},
		{"Norway insists that any treaty must include the strait, a position rejected by both Kenya and its Western partners.", "Western partners", "any treaty must include the strait"},
		{"The leaders of Norway, Kenya and Chile demanded the release of the sailors.", "Chile", "the release of the sailors"},
		{"Norway met with Kenya in Oslo. Both sides agreed to open the harbour.", "Kenya", "open the harbour"},
		{"Norway and Kenya issued a statement urging Chile to open the harbour.", "Kenya", "Chile to open the harbour"},
		{"The Security Council demanded the release of the sailors.", "United Nations", "the release of the sailors"},
		{"It is the goal of Chile to open the harbour.", "Chile", "open the harbour"},
		{"Chile is ready to host the talks.", "Chile", "host the talks"},
		{"Kenya will withdraw its soldiers.", "Kenya", "withdraw its soldiers"},
	} {
		w := mention.New(tree.New(english.Parse(c.text)))
		found := false
		var all []string
		for _, x := range newReader(w, speech.Read(w, nil, nil)).candidates() {
			content := w.T.Cut(x.First, x.Last)
			all = append(all, x.Party.Name+": "+content)
			found = found || x.Party.Name == c.party && content == c.content
		}
		if !found {
			t.Errorf("%q: no candidate %s: %q among %q", c.text, c.party, c.content, all)
		}
	}
}

// Every office is a state's, in lower case as it is looked up.
func TestOffices(t *testing.T) {
	if len(offices) == 0 {
		t.Fatal("homes.tsv gives no offices")
	}
	for word, code := range offices {
		if word != strings.ToLower(word) || knowledge.StateOf(code) != code || state(code) == nil {
			t.Errorf("homes.tsv: %q is of %q, which is no state, or not in lower case", word, code)
		}
	}
}

func TestIssueOf(t *testing.T) {
	for word, want := range map[string]string{"territorial": "territory", "truce": "ceasefire", "tariffs": "trade", "spoon": ""} {
		if got := issueOf(word); got != want {
			t.Errorf("issueOf(%q) = %q, want %q", word, got, want)
		}
	}
}

// The words of a candidate tell its stance, turned round where they are denied.
func TestSignal(t *testing.T) {
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	for _, c := range []struct{ text, content, want string }{
		{"Norway demanded the release of the sailors.", "the release of the sailors", "demands"},
		{"Norway does not want to open the harbour.", "open the harbour", "rejects"},
		{"Norway is prepared to open the harbour.", "open the harbour", "offers"},
		{"Norway vowed to open the harbour.", "open the harbour", "commits"},
		{"Norway agreed to open the harbour.", "open the harbour", "accepts"},
		{"Norway threatened to close the harbour.", "close the harbour", "threatens"},
		{"Norway refused to open the harbour.", "open the harbour", "rejects"},
		{"Norway will not open the harbour.", "not open the harbour", "rejects"},
	} {
		w := mention.New(tree.New(english.Parse(c.text)))
		r := newReader(w, speech.Read(w, nil, nil))
		var all []string
		for _, x := range r.candidates() {
			if s, _ := r.signal(x); w.T.Cut(x.First, x.Last) == c.content {
				all = append(all, s)
			}
		}
		if !slices.Contains(all, c.want) {
			t.Errorf("%q: %q is signalled as %q, want %s", c.text, c.content, all, c.want)
		}
	}
}
