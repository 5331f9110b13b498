package speech

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// said gives the statements of an invented text as "speaker mode: content"; it needs the
// embedded network.
func said(t *testing.T, text string) []string {
	t.Helper()
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	var spans [][2]int
	at := 0
	for line := range strings.Lines(text) {
		if s := strings.TrimSpace(line); s != "" {
			spans = append(spans, [2]int{at, at + len(s)})
		}
		at += len(line)
	}
	var out []string
	for _, s := range Read(mention.New(tree.New(english.ParseSpans(text, spans))), nil, nil) {
		who := "nobody"
		if s.Speaker != nil {
			who = s.Speaker.Name
		}
		var parts []string
		for _, c := range s.Content {
			parts = append(parts, c.Quote)
		}
		out = append(out, who+" "+s.Mode+": "+strings.Join(parts, " | "))
	}
	return out
}

func TestInterview(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"names in capitals", "Norwegian envoy Espen Dahl spoke to the radio about the treaty.\n\nHOLM: Let us start with the harbour.\n\nDAHL: I want a treaty.\n\nWe are ready to sign.\n\nHOLM: When will you sign?\n\nDAHL: On Monday.\n\nThe programme ran on Sunday.",
			[]string{"Espen Dahl direct: I want a treaty. | We are ready to sign.", "Espen Dahl direct: On Monday."}},
		{"answers without a label", "Kenyan Foreign Minister Grace Wanjiru spoke with the paper on the treaty.\n\nQ: Who comes?\n\nThe envoy of Norway.\n\nQ: When?\n\nOn Monday, with his aides.\n\nQ: What does he want?\n\nTo sign.",
			[]string{"nobody direct: Who comes?", "Grace Wanjiru direct: The envoy of Norway.", "Grace Wanjiru direct: On Monday, with his aides."}},
		{"a reporter asks", "Kenyan Foreign Minister Grace Wanjiru met the press.\n\nREPORTER: Who comes?\n\nWANJIRU: The envoy of Norway.\n\nREPORTER: When?\n\nWANJIRU: On Monday.",
			[]string{"reporter " + record.Direct + ": Who comes?", "Grace Wanjiru direct: The envoy of Norway."}},
	} {
		got := said(t, c.text)
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q is not among %q", c.name, w, got)
			}
		}
	}
}

func TestStatements(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"goes on after the speaker", "“As we noted, the king hit the barons hard on his record,” said Kenneth Bairn, a former Norland official. “What was needed was to do it in this hall.”",
			"Kenneth Bairn direct: “As we noted, the king hit the barons hard on his record,” | “What was needed was to do it in this hall.”"},
		{"led in from the paragraph before", "Espen Dahl spoke of the harbour.\n\nHe said:\n\n\"We have a situation where the boats wait for days. And we have to mend it.\"",
			"Espen Dahl direct: \"We have a situation where the boats wait for days. And we have to mend it.\""},
		{"a second clause", "Grace Wanjiru says she hopes to be elected president, but she knows that “Dahl will always be the king.”",
			"Grace Wanjiru mixed: she hopes to be elected president, but she knows that “Dahl will always be the king.”"},
		{"a verb of two words", "Grace Wanjiru pushed back on the claim that Kenya had broken the treaty.",
			"Grace Wanjiru indirect: the claim that Kenya had broken the treaty"},
	} {
		if got := said(t, c.text); !slices.Contains(got, c.want) {
			t.Errorf("%s: %q is not among %q", c.name, c.want, got)
		}
	}
}
