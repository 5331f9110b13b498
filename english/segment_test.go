package english

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// sentencesOf returns the sentences of a document without their blanks.
func sentencesOf(d *Doc) []string {
	var out []string
	for s := range d.Sentences {
		start, end := d.SentenceBytes(s)
		out = append(out, withoutBlanks(d.Text[start:end]))
	}
	return out
}

func withoutBlanks(s string) string { return strings.Join(strings.Fields(s), "") }

// keptOf returns what is left of the sentences of a document where only the signs of want are kept, in their order: a
// splitter with offsets takes nothing away, while some of the cases want marks cleaned out.
func keptOf(d *Doc, want string) []string {
	var out []string
	for s := range d.Sentences {
		start, end := d.SentenceBytes(s)
		var kept strings.Builder
		for _, r := range d.Text[start:end] {
			if w, n := utf8.DecodeRuneInString(want); n > 0 && r == w && !unicode.IsSpace(r) {
				kept.WriteRune(r)
				want = want[n:]
			}
		}
		if kept.Len() > 0 {
			out = append(out, kept.String())
		}
	}
	return out
}

type goldenRule struct {
	Rule, Text string
	Sentences  []string
}

// TestGoldenRules holds the splitter, alone and with the network behind it, to the sentence cases of ../shared: the golden
// rules proper, on which splitters are compared, and below them the other cases. Sentences are compared as strings, blanks aside;
// and by place: where the sentences part the signs that a case keeps. Some of the cases want whole quotations kept together, where
// the treebanks part them.
func TestGoldenRules(t *testing.T) {
	b, err := os.ReadFile("../../shared/data/sentences/golden-rules-en.json")
	if err != nil {
		t.Skip("the golden rules are not beside the project: ", err)
	}
	var cases []goldenRule
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		cut  func(string) *Doc
	}{{"Segment", Segment}, {"Parse", Parse}} {
		proper, strings, places, all := score(t, cases, c.cut)
		t.Logf("%s: golden rules proper %d of %d; all cases %d as strings, %d by place, of %d", c.name, proper[0], proper[1], strings, places, all)
		if proper[0]*100 < proper[1]*95 || strings*100 < all*87 || places*100 < all*92 {
			t.Errorf("%s: want 95 %% of the golden rules proper, 87 %% of all as strings, 92 %% by place", c.name)
		}
	}
}

func score(t *testing.T, cases []goldenRule, cut func(string) *Doc) (proper [2]int, asStrings, byPlace, all int) {
	for _, c := range cases {
		var want []string
		for _, s := range c.Sentences {
			want = append(want, withoutBlanks(s))
		}
		d := cut(c.Text)
		same := slices.Equal(sentencesOf(d), want)
		if !strings.HasPrefix(c.Rule, "correctly segments") {
			proper[1]++
			if same {
				proper[0]++
			}
		}
		if same {
			asStrings++
		}
		if same || slices.Equal(keptOf(d, strings.Join(want, "")), want) {
			byPlace++
		} else {
			t.Logf("wrong: %.80s", c.Rule)
		}
	}
	return proper, asStrings, byPlace, len(cases)
}

// TestSentenceEnds shows, class by class, where sentences end and where they don't.
func TestSentenceEnds(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a number that names an item", "The fee for 2. below is due in May.", "The fee for 2. below is due in May."},
		{"a number that ends a sentence", "They freed all 20. The rest stayed.", "They freed all 20.|The rest stayed."},
		{"a mark in brackets", "The notes [read: firm? 13:20] were lost.", "The notes [read: firm? 13:20] were lost."},
		{"speech without marks", "Go home! she shouted. Nobody went.", "Go home! she shouted.|Nobody went."},
		{"an omission", "The accord was old. . . . The envoys kept to it.", "The accord was old.|. . . The envoys kept to it."},
		{"items of a list", "a. open the road b. pay the guards c. count the trucks", "a. open the road|b. pay the guards|c. count the trucks"},
		{"a number of people behind an abbreviation", "He flew back to the U.S. Thousands met him.", "He flew back to the U.S.|Thousands met him."},
		{"a tag of HTML", "They signed. <b>At last.</b> <i>All of them</i>!", "They signed.|<b>At last.</b>|<i>All of them</i>!"},
		{"no tag", "If a < b the rest fails. If c > d it holds.", "If a < b the rest fails.|If c > d it holds."},
		{"a word down the page", "N\nO\nTI\nC\nE\n\nTalks ended.", "N\nO\nTI\nC\nE|Talks ended."},
		{"catchwords on lines", "UN\nEU\nNATO", "UN|EU|NATO"},
	} {
		for _, d := range []*Doc{Segment(c.text), Parse(c.text)} {
			var got []string
			for s := range d.Sentences {
				start, end := d.SentenceBytes(s)
				got = append(got, c.text[start:end])
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("%s: %q\n got %q\nwant %q", c.name, c.text, s, c.want)
			}
		}
	}
}
