package english

import (
	"bufio"
	"io"
	"strings"
)

// namesOf collects the names that the IOB2 tags of a document mark. A name never crosses a sentence; an I- tag
// that continues nothing opens a name.
func namesOf(d *Doc) []Name {
	begun := 0 // names that a B- tag opens
	for i := range d.Tokens {
		if strings.HasPrefix(d.Tokens[i].Name, "B-") {
			begun++
		}
	}
	names := make([]Name, 0, begun)
	for _, s := range d.Sentences {
		open := -1 // index of the name being read
		for i := s.First; i < s.Last; i++ {
			tag := d.Tokens[i].Name
			kind, ok := nameType(tag)
			switch {
			case !ok:
				open = -1
			case open >= 0 && tag[0] == 'I' && names[open].Type == kind:
				names[open].Last = i + 1
			default:
				open = len(names)
				names = append(names, Name{First: i, Last: i + 1, Type: kind})
			}
		}
	}
	return names
}

// nameType is the type in an IOB2 tag: B-PER, I-ORG.
func nameType(tag string) (string, bool) {
	if len(tag) < 3 || tag[1] != '-' || tag[0] != 'B' && tag[0] != 'I' {
		return "", false
	}
	return tag[2:], true
}

// WriteIOB2 writes a document as one word a line with its name tag behind a tab (O outside names), and a blank line behind
// each sentence.
func WriteIOB2(w io.Writer, d *Doc) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var buf []byte
	for _, s := range d.Sentences {
		for i := s.First; i < s.Last; i++ {
			tag := d.Tokens[i].Name
			if tag == "" {
				tag = "O"
			}
			buf = appendField(buf[:0], d.Form(i), '_')
			buf = append(append(append(buf, '\t'), tag...), '\n')
			if _, err := out.Write(buf); err != nil {
				return err
			}
		}
		if err := out.WriteByte('\n'); err != nil {
			return err
		}
	}
	return out.Flush()
}

// NameText is the text of a name.
func (d *Doc) NameText(n Name) string {
	return d.Text[d.Tokens[n.First].Start:d.Tokens[n.Last-1].End]
}
