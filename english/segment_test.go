package english

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// sentencesOf returns the sentences of a text with single blanks between words and none inside them lost.
func sentencesOf(text string) []string {
	d := Segment(text)
	var out []string
	for s := range d.Sentences {
		start, end := d.SentenceBytes(s)
		out = append(out, strings.Join(strings.Fields(text[start:end]), " "))
	}
	return out
}

// TestGoldenRules holds the splitter to the sentence cases of ../shared.
func TestGoldenRules(t *testing.T) {
	b, err := os.ReadFile("../../shared/data/sentences/golden-rules-en.json")
	if err != nil {
		t.Skip("the golden rules are not beside the project: ", err)
	}
	var cases []struct {
		Rule, Text string
		Sentences  []string
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, c := range cases {
		got := sentencesOf(c.Text)
		var want []string
		for _, s := range c.Sentences {
			want = append(want, strings.Join(strings.Fields(s), " "))
		}
		if slices.Equal(got, want) {
			right++
		} else {
			t.Logf("%s\n got %q\nwant %q", c.Rule, got, want)
		}
	}
	share := 100 * float64(right) / float64(len(cases))
	t.Logf("%d of %d cases, %.1f %%", right, len(cases), share)
	if share < 95 {
		t.Errorf("%.1f %% of the golden rules, want 95", share)
	}
}
