package speech

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"straight", `"We are ready," the envoy said.`, []string{`"We are ready,"`}},
		{"typographic", `“We are ready,” the envoy said. “The rest is up to them.”`, []string{`“We are ready,”`, `“The rest is up to them.”`}},
		{"interrupted", `"We," she said, "are ready."`, []string{`"We,"`, `"are ready."`}},
		{"mixed marks", `"We are ready,” he said.`, []string{`"We are ready,”`}},
		{"single", `The envoy said: 'We don't mind the rain.'`, []string{`'We don't mind the rain.'`}},
		{"possessive is no quotation", `The envoys' cars and the rebels' camp were gone.`, nil},
		{"single in double", `"He said 'no' to me," she said.`, []string{`"He said 'no' to me,"`}},
		{"several sentences", `"It is over. We go home," he said.`, []string{`"It is over. We go home,"`}},
		{"over paragraphs", "“It is over.\n\n“We go home,” he said.", []string{"“It is over.", "“We go home,”"}},
		{"never closed", "He said: “It is over.\n\nThe hall was empty.", []string{"“It is over."}},
		{"inches", `The 9" gun was old.`, nil},
		{"double in double", "“He said “no” to me,” she said. “And left.”", []string{"“He said “no” to me,”", "“And left.”"}},
		{"typographic in straight", `"He said “no” to me," she said.`, []string{`"He said “no” to me,"`}},
		{"two apostrophes", "''We don't mind,'' he said. ``The rest'' is silence.", []string{"''We don't mind,''", "``The rest''"}},
		{"touching", `"We wait.""We do not," they said.`, []string{`"We wait."`, `"We do not,"`}},
	} {
		var got []string
		for _, q := range Quotes(c.text) {
			got = append(got, c.text[q.Start:q.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: Quotes(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestQuotesGoOn(t *testing.T) {
	qs := Quotes("“It is over.\n\n“We go home,” he said.")
	if len(qs) != 2 || !qs[0].Open || !qs[1].Goes {
		t.Errorf("the first quotation is to be open and the second to go on, got %+v", qs)
	}
}

// Whatever the text, quotations are in order, within it, cut at runes and do not overlap.
func TestQuotesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab .,?\n\"'“”‘’«»(é"))).Draw(t, "text")
		at := 0
		for _, q := range Quotes(text) {
			if q.Start < at || q.End <= q.Start || q.End > len(text) {
				t.Fatalf("quotation [%d, %d) after byte %d of %d", q.Start, q.End, at, len(text))
			}
			if !utf8.ValidString(text[q.Start:q.End]) {
				t.Fatalf("quotation %q cuts a rune", text[q.Start:q.End])
			}
			at = q.End
		}
	})
}

func FuzzQuotes(f *testing.F) {
	f.Add("“A,” he said, 'b' \"c\n")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, q := range Quotes(text) {
			if q.Start < at || q.End > len(text) || q.End <= q.Start {
				t.Fatalf("quotation [%d, %d) after byte %d of %d", q.Start, q.End, at, len(text))
			}
			at = q.End
		}
	})
}
