package english

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const sample = `# newdoc
# newpar
# sent_id = 1
# text = Roe's aide didn't leave Geneva.
1-2	Roe's	_	_	_	_	_	_	_	_
1	Roe	Roe	PROPN	NNP	Number=Sing	3	nmod:poss	_	NER=B-PER
2	's	's	PART	POS	_	1	case	_	_
3	aide	aide	NOUN	NN	Number=Sing	6	nsubj	_	_
4-5	didn't	_	_	_	_	_	_	_	_
4	did	do	AUX	VBD	_	6	aux	_	_
5	n't	not	PART	RB	_	6	advmod	_	_
6	leave	leave	VERB	VB	_	0	root	_	_
7	Geneva	Geneva	PROPN	NNP	Number=Sing	6	obj	_	NER=B-LOC|SpaceAfter=No
8	.	.	PUNCT	.	_	6	punct	_	_

`

func TestCoNLLURoundTrip(t *testing.T) {
	for _, text := range []string{"", "Roe's aide didn't\n leave Geneva."} {
		d, err := ReadCoNLLU(strings.NewReader(sample), text)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Form(1) + " " + d.Form(4) + " " + d.Form(6); got != "'s n't Geneva" {
			t.Errorf("the words cut the text as %q", got)
		}
		if len(d.Names) != 2 || d.NameText(d.Names[0]) != "Roe" || d.Names[1].Type != "LOC" {
			t.Errorf("names %+v", d.Names)
		}
		if d.Tokens[5].Head != -1 || d.Tokens[0].Head != 2 || d.Tokens[1].Part != 2 || !d.Tokens[6].Glued || d.Tokens[5].Glued {
			t.Errorf("tokens %+v", d.Tokens)
		}
		var out bytes.Buffer
		if err := WriteCoNLLU(&out, d); err != nil {
			t.Fatal(err)
		}
		if want := strings.Replace(sample, "didn't leave Geneva.\n1", "didn't"+blankOf(text)+"leave Geneva.\n1", 1); out.String() != want {
			t.Errorf("written\n%s\nwant\n%s", out.String(), want)
		}
	}
}

// blankOf is how the writer shows the blanks between "didn't" and "leave".
func blankOf(text string) string {
	if strings.Contains(text, "\n") {
		return "  "
	}
	return " "
}

func TestReadCoNLLUOffsets(t *testing.T) {
	const line = "1\tNo\t_\t_\t_\t_\t_\t_\t_\tstart=3|end=5\n2\tdeal\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	d, err := ReadCoNLLU(strings.NewReader(line), "No No deal")
	if err != nil {
		t.Fatal(err)
	}
	if d.Tokens[0].Start != 3 || d.Form(1) != "deal" {
		t.Errorf("tokens %+v", d.Tokens)
	}
}

func TestReadCoNLLULabels(t *testing.T) {
	const in = "# encounter = held\n1\tThey\t_\t_\t_\t_\t_\t_\t_\tCue=O\n2\tmet\t_\t_\t_\t_\t_\t_\t_\tCue=B|SpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tNo\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	d, err := ReadCoNLLU(strings.NewReader(in), "They met. No")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q %q", d.Labels["cue"], d.Labels["encounter"]); got != `["O" "B" "" ""] ["held" ""]` {
		t.Errorf("labels %s", got)
	}
}

func TestReadCoNLLUSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ in, text, want string }{
		{"1\ta\n", "", "2 fields"},
		{"1\ta\t_\t_\t_\t_\t5\tx\t_\t_\n", "", "has head 5"},
		{"2\ta\t_\t_\t_\t_\t0\tx\t_\t_\n", "", "numbered"},
		{"1\ta\t_\t_\t_\t_\tx\tx\t_\t_\n", "", "no number"},
		{"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "", "inside the multiword token"},
		{"1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n", "abc", "does not continue the text at byte 0"},
		{"5-6\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", "", "does not cover"},
	} {
		_, err := ReadCoNLLU(strings.NewReader(c.in), c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: error %v, want one with %q and the line", c.in, err, c.want)
		}
	}
}

func TestWriteIOB2(t *testing.T) {
	d, err := ReadCoNLLU(strings.NewReader(sample), "")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := WriteIOB2(&out, d); err != nil {
		t.Fatal(err)
	}
	if want := "Roe\tB-PER\n's\tO\naide\tO\ndid\tO\nn't\tO\nleave\tO\nGeneva\tB-LOC\n.\tO\n\n"; out.String() != want {
		t.Errorf("written %q", out.String())
	}
}

// What is written of any text can be read back to the same words at the same places.
func TestWrittenCoNLLUReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("abcA1 .,'’\"-\n\t\x00_é😀\u00a0\u0085\u2028$%@/"))).Draw(t, "text") + rapid.String().Draw(t, "tail")
		d := Segment(text)
		var out bytes.Buffer
		if err := WriteCoNLLU(&out, d); err != nil {
			t.Fatal(err)
		}
		back, err := ReadCoNLLU(&out, text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if len(back.Tokens) != len(d.Tokens) || len(back.Sentences) != len(d.Sentences) {
			t.Fatalf("%q: %d words came back as %d", text, len(d.Tokens), len(back.Tokens))
		}
		for i, w := range d.Tokens {
			if b := back.Tokens[i]; b.Start != w.Start || b.End != w.End || b.Part != w.Part || b.Glued != w.Glued {
				t.Fatalf("%q: word %d %+v came back as %+v", text, i, w, b)
			}
		}
	})
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(sample, "Roe's aide didn't leave Geneva.")
	f.Add("1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n2\ty\t_\t_\t_\t_\t_\t_\t_\t_\n3\tz\t_\t_\t_\t_\t_\t_\t_\t_\n", "")
	f.Add("1\t \t_\t_\t_\t_\t_\t_\t_\t_\n", "")
	f.Fuzz(func(t *testing.T, in, text string) {
		d, err := ReadCoNLLU(strings.NewReader(in), text)
		if err != nil {
			return
		}
		for i, w := range d.Tokens {
			if w.Start < 0 || w.End < w.Start || w.End > len(d.Text) || w.Head >= len(d.Tokens) {
				t.Fatalf("word %d is %+v of %q", i, w, d.Text)
			}
		}
		for _, n := range d.Names {
			d.NameText(n)
		}
	})
}
