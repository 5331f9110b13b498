package seg

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func forms(text string) []string {
	var out []string
	for _, t := range New().Segment(text, 0, len(text)) {
		out = append(out, text[t.Start:t.End])
	}
	return out
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"contraction", "They don't know; we couldn’t've", "They do n't know ; we could n’t 've"},
		{"possessive", "Putin's aide, the players' union", "Putin 's aide , the players ' union"},
		{"typographic possessive", "Kyiv’s envoy and the states’ rights", "Kyiv ’s envoy and the states ’ rights"},
		{"written as one", "cannot gonna dont", "can not gon na do nt"},
		{"names with apostrophes", "O'Brien of Côte d'Ivoire, 9 o'clock", "O'Brien of Côte d'Ivoire , 9 o'clock"},
		{"quotation", "'We agree,' he said. \"Yes.\"", "' We agree , ' he said . \" Yes . \""},
		{"typographic quotation", "“No deal,” she said, ‘none’.", "“ No deal , ” she said , ‘ none ’ ."},
		{"compound", "long-term US-led talks in Stratford-upon-Avon", "long - term US - led talks in Stratford - upon - Avon"},
		{"prefix", "re-elected non-binding pro-European mid-2024 over-the-top Lashkar-e-Taiba", "re-elected non-binding pro-European mid-2024 over - the - top Lashkar - e - Taiba"},
		{"dashes", "talks—the third – and last -- ended", "talks — the third – and last -- ended"},
		{"ellipsis", "Well... no… wait . . .", "Well ... no … wait . . ."},
		{"abbreviations", "Gen. Smith of the U.S. Army met Mr. Roe on Feb. 3.", "Gen. Smith of the U.S. Army met Mr. Roe on Feb. 3 ."},
		{"chains of letters", "the U.S.A. team, a.k.a. the M.Sc. group of the U.A.E. and D.C. police", "the U.S.A. team , a.k.a. the M.Sc. group of the U.A.E. and D.C. police"},
		{"abbreviation at the end", "He left the U.S. They stayed until 5 p.m.", "He left the U.S . They stayed until 5 p.m ."},
		{"abbreviation with possessive", "the U.S.'s plan", "the U.S. 's plan"},
		{"initials", "J. R. Roe and A.B. Doe", "J. R. Roe and A.B. Doe"},
		{"numbers", "1,000.50 people, 7:30, 11/28/2000, 1/2, .50, 20th, 1990s", "1,000.50 people , 7:30 , 11/28/2000 , 1 / 2 , .50 , 20th , 1990s"},
		{"ranges", "10-15 days, 2003-2007, call 555-0100 or 202-555-0100", "10 - 15 days , 2003 - 2007 , call 555-0100 or 202-555-0100"},
		{"currency and units", "$10bn, €5m, US$3.5, 5%, 35mm, 5pm, 10°C", "$ 10 bn , € 5 m , US$ 3.5 , 5 % , 35 mm , 5 pm , 10 ° C"},
		{"addresses", "See https://example.org/a?b=c, mail jo.roe@example.org.", "See https://example.org/a?b=c , mail jo.roe@example.org ."},
		{"handles", "@example_user wrote #Talks2026", "@example_user wrote #Talks2026"},
		{"file and host", "report.pdf on example.com.", "report.pdf on example.com ."},
		{"dateline", "MOSCOW, May 21. /TASS/. No decision yet", "MOSCOW , May 21 . / TASS / . No decision yet"},
		{"slash", "and/or w/o he/she", "and / or w/o he / she"},
		{"ampersand", "AT&T, R&D and Smith&Sons", "AT&T , R&D and Smith & Sons"},
		{"marks", "What?! No!!! Why?", "What ?! No !!! Why ?"},
		{"faces", "fine :) thanks ;-)", "fine :) thanks ;-)"},
		{"emoji", "ok 👍🏽👨‍👩‍👧🇺🇦🇺🇸 yes", "ok 👍🏽 👨‍👩‍👧 🇺🇦 🇺🇸 yes"},
		{"no blank between sentences", "It ended.They left.", "It ended . They left ."},
		{"scripts", "Путин met 习近平 in Αθήνα", "Путин met 习近平 in Αθήνα"},
		{"soft hyphen", "a nego\u00adtiation", "a nego\u00adtiation"},
		{"brackets", "(see [1], {x})", "( see [ 1 ] , { x } )"},
	} {
		if got := strings.Join(forms(c.text), " "); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// cuts fails unless the words cut the text exactly: in order, without overlap, nothing but blanks between them.
func cuts(t interface{ Fatalf(string, ...any) }, text string, start, end int, toks []Token) {
	at := start
	for i, tok := range toks {
		if tok.Start < at || tok.End <= tok.Start || tok.End > end {
			t.Fatalf("word %d is [%d, %d) behind %d in %q", i, tok.Start, tok.End, at, text)
		}
		blank(t, text, at, tok.Start)
		if tok.Part > 1 && (i == 0 || toks[i-1].Part != tok.Part-1 || toks[i-1].End != tok.Start || toks[i-1].Last) {
			t.Fatalf("word %d of %q is part %d of nothing", i, text, tok.Part)
		}
		at = tok.End
	}
	blank(t, text, at, end)
	if n := len(toks); n > 0 && !toks[n-1].Last {
		t.Fatalf("the last word of %q ends no sentence", text)
	}
}

func blank(t interface{ Fatalf(string, ...any) }, text string, i, j int) {
	for i < j {
		n := blankLen(text, i)
		if n == 0 {
			t.Fatalf("byte %d of %q is in no word", i, text)
		}
		i += n
	}
}

func TestWordsCutTheText(t *testing.T) {
	s := New()
	piece := rapid.SampledFrom([]string{
		"a", "Bc", "don't", "U.S.", "'", "’", "“", "\"", ".", "...", "…", "-", "–", " ", "\n", "\u00a0", "1,000", "5pm", "$", "@", "#x", "/", "😀", "\u200d", "é",
		"\xff", "\x00", "http://a.b", "x@y.z", "cannot", "(", ")", "Mr.", "3.", "&", "'em", "gonna'", "'s", "1.", "b)", "N°", "\u00ad", "?!", ":)",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		if rapid.Bool().Draw(t, "wild") {
			text += rapid.String().Draw(t, "tail")
		}
		start := rapid.IntRange(0, len(text)).Draw(t, "start")
		end := rapid.IntRange(start, len(text)).Draw(t, "end")
		cuts(t, text, start, end, s.Segment(text, start, end))
	})
}

func FuzzSegment(f *testing.F) {
	f.Add("MOSCOW, May 21. /TASS/. \"No,\" the U.S.'s envoy said... don't")
	f.Add("1.) a.) '90s \xff\xfe\x00 http:// a@b.c 1-2-3-4 :'( N°")
	s := New()
	f.Fuzz(func(t *testing.T, text string) {
		cuts(t, text, 0, len(text), s.Segment(text, 0, len(text)))
	})
}

// TestHostileText feeds what no page should hold; each must come back whole, in words that are not absurdly many.
func TestHostileText(t *testing.T) {
	const size = 1 << 18
	s := New()
	for _, unit := range []string{
		"a", "A", "1", ".", "-", "'", "’", "\"", "(", "@", "a@", "a.", "A.", "a-", "1-", "1.", "a'", "&A", "_a", "é", "中", "\x00", "\xff", "\xf0\x9f", "😀", "\u200d", "\ufe0f",
		"http://", "www.", "a b ", "A. ", "\n", "1) ", "U.S. ", "\" ", ". ", "<b", "<b>", "</b> ", "A\n", "2. a ", "! he said ", "1,", "#a", ":)", "𝔸", "\u0301", "w/",
	} {
		text := strings.Repeat(unit, size/len(unit))
		cuts(t, text, 0, len(text), s.Segment(text, 0, len(text)))
	}
}

func TestListsLoad(t *testing.T) {
	l, err := readLists()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.abbreviations) < 100 || len(l.contractions) < 20 || len(l.prefixes) < 20 || len(l.emoticons) < 10 {
		t.Errorf("the lists are thin: %d abbreviations, %d contractions", len(l.abbreviations), len(l.contractions))
	}
	for w := range l.starters {
		if w != strings.ToLower(w) {
			t.Errorf("starters.txt: %q is not in lower case", w)
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	text := strings.Repeat("The U.S. special envoy didn't say when long-term talks would resume. \"We will meet on Feb. 3,\" he told reporters in Geneva.\n", 200)
	s := New()
	words := 0
	for b.Loop() {
		words = len(s.Segment(text, 0, len(text)))
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
