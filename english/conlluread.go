package english

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine bounds a line of CoNLL-U, in bytes.
const maxLine = 1 << 20

// ReadCoNLLU reads one document. Offsets into text are those of start= and end= in MISC where they fit the
// form, else the words are aligned with the text, white space aside. With an empty text, the text is put together
// from the forms and SpaceAfter. NER= in MISC gives the names, Cue=, Content= and Speaker= the labels of those heads, and so do
// the comments "# encounter = …" and "# position = …" for a sentence; empty nodes are passed over; a
// newpar opens the next span. The error names the line.
func ReadCoNLLU(r io.Reader, text string) (*Doc, error) {
	c := conlluReader{d: &Doc{Text: text}, given: text != "", interned: map[string]string{}, span: -1}
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 1<<16), maxLine)
	for in.Scan() {
		c.line++
		if err := c.read(in.Text()); err != nil {
			return nil, fmt.Errorf("CoNLL-U line %d: %w", c.line, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("CoNLL-U line %d: %w", c.line+1, err)
	}
	if err := c.endSentence(); err != nil {
		return nil, fmt.Errorf("CoNLL-U line %d: %w", c.line+1, err)
	}
	if !c.given {
		c.d.Text = c.builtText()
	}
	c.glue()
	c.fillLabels()
	c.d.Names = namesOf(c.d)
	return c.d, nil
}

// builtText is what was put together, without the blank after the last word; a form may end in blanks of its own.
func (c *conlluReader) builtText() string {
	if n := len(c.d.Tokens); n > 0 {
		return c.built.String()[:c.d.Tokens[n-1].End]
	}
	return ""
}

type conlluReader struct {
	d        *Doc
	given    bool // the text was given
	built    strings.Builder
	at       int // end of the last word in the text
	line     int
	first    int // first word of the sentence being read
	span     int
	interned map[string]string
	parts    int    // words of the multiword token still to come
	part     uint8  // place of the next one
	surface  string // form of the multiword token, as far as it has not been given out
	spaced   bool   // a blank follows the multiword token
}

func (c *conlluReader) read(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return c.endSentence()
	case line[0] == '#':
		c.comment(line)
		if strings.HasPrefix(line, "# newpar") || strings.HasPrefix(line, "# newdoc") && c.span < 0 {
			c.span++
		}
		return nil
	}
	var f [10]string
	n := 0
	for rest, more := line, true; more; n++ {
		if n == len(f) {
			return fmt.Errorf("more than 10 fields in %.80q", line)
		}
		f[n], rest, more = strings.Cut(rest, "\t")
	}
	if n != len(f) {
		return fmt.Errorf("%d fields in %.80q, want 10 parted by tabs", n, line)
	}
	if strings.Contains(f[0], ".") {
		return nil
	}
	if a, b, ok := strings.Cut(f[0], "-"); ok {
		return c.multiword(a, b, f[1], f[9])
	}
	return c.word(&f)
}

func (c *conlluReader) multiword(a, b, form, misc string) error {
	from, err := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if err != nil || err2 != nil || to <= from || to-from > 20 || from != len(c.d.Tokens)-c.first+1 {
		return fmt.Errorf("the multiword token %s-%s %q does not cover the next words", a, b, form)
	}
	c.parts, c.part, c.surface = to-from+1, 1, form
	c.spaced = !hasFeature(misc, "SpaceAfter", "No")
	return nil
}

func hasFeature(misc, key, value string) bool {
	v, ok := feature(misc, key)
	return ok && v == value
}

// feature is the value of a key of a field such as MISC.
func feature(field, key string) (string, bool) {
	for kv := range strings.SplitSeq(field, "|") {
		if v, ok := strings.CutPrefix(kv, key); ok && len(v) > 0 && v[0] == '=' {
			return v[1:], true
		}
	}
	return "", false
}

func (c *conlluReader) word(f *[10]string) error {
	id, err := strconv.Atoi(f[0])
	if err != nil || id != len(c.d.Tokens)-c.first+1 {
		return fmt.Errorf("word %q is numbered %q, want %d", f[1], f[0], len(c.d.Tokens)-c.first+1)
	}
	if f[1] == "" {
		return fmt.Errorf("word %d has no form", id)
	}
	t := Token{UPOS: c.label(f[3]), XPOS: c.label(f[4]), Feats: c.intern(f[5]), Rel: c.label(f[7]), Head: -1}
	if f[2] != "_" || f[1] == "_" {
		t.Lemma = c.intern(f[2])
	}
	if head, err := strconv.Atoi(f[6]); err == nil && head >= 0 {
		t.Head = c.first + head - 1
		if head == 0 {
			t.Head = -1
		}
	} else if f[6] != "_" {
		return fmt.Errorf("head %q of word %d is no number", f[6], id)
	}
	if name, ok := feature(f[9], "NER"); ok {
		t.Name = c.intern(name)
	} else {
		t.Name = "O"
	}
	form, spaced := f[1], !hasFeature(f[9], "SpaceAfter", "No")
	for key, head := range wordHeads {
		if v, ok := feature(f[9], key); ok {
			c.setLabel(head, len(c.d.Tokens), c.intern(v))
		}
	}
	if c.parts > 0 {
		t.Part = c.part
		form, spaced = c.nextPart(form)
	}
	if err := c.place(&t, form, f[9]); err != nil {
		return err
	}
	if !c.given && spaced {
		c.built.WriteByte(' ')
	}
	c.d.Tokens = append(c.d.Tokens, t)
	return nil
}

// wordHeads names the heads at word level by their key in MISC, sentenceHeads those at sentence level, in comments.
var (
	wordHeads     = map[string]string{"Cue": "cue", "Content": "content", "Speaker": "speaker"}
	sentenceHeads = []string{"encounter", "position"}
)

func (c *conlluReader) comment(line string) {
	for _, head := range sentenceHeads {
		if v, ok := strings.CutPrefix(line, "# "+head+" = "); ok {
			c.setLabel(head, len(c.d.Sentences), c.intern(v))
		}
	}
}

// setLabel gives word or sentence i a label of a further head.
func (c *conlluReader) setLabel(head string, i int, label string) {
	if c.d.Labels == nil {
		c.d.Labels = map[string][]string{}
	}
	labels := c.d.Labels[head]
	for len(labels) <= i {
		labels = append(labels, "")
	}
	labels[i] = label
	c.d.Labels[head] = labels
}

// fillLabels makes each head's labels as many as there are words or sentences.
func (c *conlluReader) fillLabels() {
	for head, labels := range c.d.Labels {
		n := len(c.d.Tokens)
		if slices.Contains(sentenceHeads, head) {
			n = len(c.d.Sentences)
		}
		for len(labels) < n {
			labels = append(labels, "")
		}
		c.d.Labels[head] = labels[:n]
	}
}

// nextPart is the share of the multiword token that its next word takes, and whether a blank follows.
func (c *conlluReader) nextPart(form string) (string, bool) {
	c.parts--
	c.part++
	if c.parts == 0 {
		return c.surface, c.spaced
	}
	n := min(len(form), len(c.surface))
	if c.surface[:n] != form { // the words don't spell it: each takes a rune, the last what is left
		_, n = utf8.DecodeRuneInString(c.surface)
	}
	form, c.surface = c.surface[:n], c.surface[n:]
	return form, false
}

// place sets the offsets of a word.
func (c *conlluReader) place(t *Token, form, misc string) error {
	if !c.given {
		t.Start = c.built.Len()
		c.built.WriteString(form)
		t.End = c.built.Len()
		return nil
	}
	text := c.d.Text
	if s, ok := feature(misc, "start"); ok {
		e, _ := feature(misc, "end")
		start, err := strconv.Atoi(s)
		end, err2 := strconv.Atoi(e)
		if err == nil && err2 == nil && c.at <= start && start <= end && end <= len(text) && sameText(text[start:end], form) {
			t.Start, t.End, c.at = start, end, end
			return nil
		}
	}
	start := c.at
	for start < len(text) {
		r, n := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += n
	}
	end, ok := match(text, start, form)
	if !ok {
		return fmt.Errorf("word %q does not continue the text at byte %d: %.40q", form, start, text[start:])
	}
	t.Start, t.End, c.at = start, end, end
	return nil
}

// sameText reports whether a stretch of text is what a form stands for.
func sameText(text, form string) bool {
	if text == form {
		return true
	}
	end, ok := match(text, 0, form)
	return ok && end == len(text)
}

// match follows form from byte start of text on; blanks in the text and in the form are passed over, and what
// CoNLL-U cannot hold (control signs, broken UTF-8) matches its stand-in.
func match(text string, start int, form string) (int, bool) {
	at := start
	for _, r := range form {
		if unicode.IsSpace(r) {
			continue
		}
		for {
			if at >= len(text) {
				return 0, false
			}
			x, n := utf8.DecodeRuneInString(text[at:])
			if x == r || r == '_' && (x < ' ' || x == 0x7F) {
				at += n
				break
			}
			if !unicode.IsSpace(x) || at == start {
				return 0, false
			}
			at += n
		}
	}
	return at, at > start
}

// label is a field with "_" for nothing given.
func (c *conlluReader) label(f string) string {
	if f == "_" {
		return ""
	}
	return c.intern(f)
}

// intern keeps one copy of each label, so that the line it was cut from is let go.
func (c *conlluReader) intern(f string) string {
	if s, ok := c.interned[f]; ok {
		return s
	}
	s := strings.Clone(f)
	c.interned[s] = s
	return s
}

// endSentence closes the sentence being read and checks its heads.
func (c *conlluReader) endSentence() error {
	if c.parts > 0 {
		return fmt.Errorf("the sentence ends inside the multiword token, %d words short", c.parts)
	}
	last := len(c.d.Tokens)
	if last == c.first {
		return nil
	}
	for i := c.first; i < last; i++ {
		if h := c.d.Tokens[i].Head; h >= last || h == i {
			return fmt.Errorf("word %d of the sentence that ends here has head %d, of %d words", i-c.first+1, h-c.first+1, last-c.first)
		}
	}
	c.d.Sentences = append(c.d.Sentences, Sentence{First: c.first, Last: last, Span: max(0, c.span)})
	c.first = last
	return nil
}

// glue sets Glued where no blank parts two words of a span.
func (c *conlluReader) glue() {
	for _, s := range c.d.Sentences {
		for i := s.First; i < s.Last && i+1 < len(c.d.Tokens); i++ {
			c.d.Tokens[i].Glued = c.d.Tokens[i].End == c.d.Tokens[i+1].Start
		}
	}
}
