package english

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteCoNLLU writes a document as CoNLL-U: one block a sentence with sent_id and text, lines for
// multiword tokens, SpaceAfter=No and NER=B-PER and the like in MISC. Sentences count from 1; a
// sentence that starts another span than the one before it opens a paragraph (newpar).
// Broken UTF-8 is written as U+FFFD.
func WriteCoNLLU(w io.Writer, d *Doc) error {
	out := bufio.NewWriterSize(w, 1<<16)
	c := conlluWriter{d: d}
	for s := range d.Sentences {
		c.sentence(s)
		if _, err := out.Write(c.buf); err != nil {
			return err
		}
	}
	return out.Flush()
}

type conlluWriter struct {
	d   *Doc
	buf []byte
}

func (c *conlluWriter) sentence(s int) {
	d := c.d
	x := d.Sentences[s]
	c.buf = c.buf[:0]
	if s == 0 {
		c.buf = append(c.buf, "# newdoc\n"...)
	}
	if s == 0 || x.Span != d.Sentences[s-1].Span {
		c.buf = append(c.buf, "# newpar\n"...)
	}
	c.buf = append(c.buf, "# sent_id = "...)
	c.buf = strconv.AppendInt(c.buf, int64(s+1), 10)
	c.buf = append(c.buf, "\n# text = "...)
	start, end := d.SentenceBytes(s)
	c.buf = appendField(c.buf, d.Text[start:end], ' ')
	c.buf = append(c.buf, '\n')
	for i := x.First; i < x.Last; i++ {
		if d.Tokens[i].Part == 1 {
			c.multiword(x, i)
		}
		c.word(x, i)
	}
	c.buf = append(c.buf, '\n')
}

// lastPart is the last word of the multiword token that word i starts.
func lastPart(d *Doc, x Sentence, i int) int {
	for i+1 < x.Last && d.Tokens[i+1].Part == d.Tokens[i].Part+1 {
		i++
	}
	return i
}

func (c *conlluWriter) multiword(x Sentence, i int) {
	j := lastPart(c.d, x, i)
	c.number(i - x.First + 1)
	c.buf = append(c.buf, '-')
	c.number(j - x.First + 1)
	c.buf = append(c.buf, '\t')
	c.buf = appendField(c.buf, c.d.Text[c.d.Tokens[i].Start:c.d.Tokens[j].End], '_')
	c.buf = append(c.buf, "\t_\t_\t_\t_\t_\t_\t_\t"...)
	if c.d.Tokens[j].Glued {
		c.buf = append(c.buf, "SpaceAfter=No\n"...)
	} else {
		c.buf = append(c.buf, "_\n"...)
	}
}

func (c *conlluWriter) word(x Sentence, i int) {
	t := &c.d.Tokens[i]
	c.number(i - x.First + 1)
	c.buf = append(c.buf, '\t')
	c.buf = appendField(c.buf, c.d.Form(i), '_')
	for _, f := range [...]string{t.Lemma, t.UPOS, t.XPOS, t.Feats} {
		c.field(f)
	}
	c.buf = append(c.buf, '\t')
	switch {
	case t.Rel == "":
		c.buf = append(c.buf, '_')
	case t.Head < 0:
		c.buf = append(c.buf, '0')
	default:
		c.number(t.Head - x.First + 1)
	}
	c.field(t.Rel)
	c.buf = append(c.buf, "\t_\t"...)
	misc := len(c.buf)
	if t.Name != "" && t.Name != "O" {
		c.buf = append(append(c.buf, "NER="...), t.Name...)
	}
	if t.Glued && t.Part == 0 {
		if len(c.buf) > misc {
			c.buf = append(c.buf, '|')
		}
		c.buf = append(c.buf, "SpaceAfter=No"...)
	}
	if len(c.buf) == misc {
		c.buf = append(c.buf, '_')
	}
	c.buf = append(c.buf, '\n')
}

func (c *conlluWriter) number(n int) { c.buf = strconv.AppendInt(c.buf, int64(n), 10) }

func (c *conlluWriter) field(f string) {
	c.buf = append(c.buf, '\t')
	if f == "" {
		f = "_"
	}
	c.buf = appendField(c.buf, f, '_')
}

// appendField appends s with blanks and control signs replaced by blank, and broken UTF-8 by U+FFFD.
func appendField(b []byte, s string, blank byte) []byte {
	if strings.IndexFunc(s, needsCare) < 0 {
		return append(b, s...)
	}
	for _, r := range s {
		if r < ' ' || r == 0x7F || r == 0x85 || r == 0x2028 || r == 0x2029 || r == ' ' && blank != ' ' {
			b = append(b, blank)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

func needsCare(r rune) bool {
	return r <= ' ' || r == 0x7F || r == utf8.RuneError || r == 0x85 || r == 0x2028 || r == 0x2029
}
