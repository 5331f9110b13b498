// Command tok cuts texts into words and sentences for the training: JSON lines
// {"id", "text"} come in, one line a sentence goes out, {"id", "start", "end",
// "tokens", "starts", "ends", "parts", "glued"}, offsets in bytes of the text.
// With -conllu, plain text comes in and CoNLL-U without labels goes out; with -parse, CoNLL-U
// with the labels of the embedded model; with -label, CoNLL-U comes in and goes out labelled anew.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"unicode/utf8"

	"rapporteur/english"
)

func main() {
	conllu := flag.Bool("conllu", false, "read plain text, write CoNLL-U")
	parse := flag.Bool("parse", false, "read plain text, write labelled CoNLL-U")
	label := flag.Bool("label", false, "read CoNLL-U, write it labelled anew")
	flag.Parse()
	do := lines
	if *conllu {
		do = plain
	}
	if *parse {
		do = parsed
	}
	if *label {
		do = relabel
	}
	if err := do(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "tok: "+err.Error())
		os.Exit(1)
	}
}

func plain(r io.Reader, w io.Writer) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}
	return english.WriteCoNLLU(w, english.Segment(string(text)))
}

func parsed(r io.Reader, w io.Writer) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}
	if err := english.Load(); err != nil {
		return err
	}
	return english.WriteCoNLLU(w, english.Parse(string(text)))
}

func relabel(r io.Reader, w io.Writer) error {
	d, err := english.ReadCoNLLU(r, "")
	if err != nil {
		return err
	}
	if err := english.Label(d); err != nil {
		return err
	}
	return english.WriteCoNLLU(w, d)
}

func lines(r io.Reader, w io.Writer) error {
	in := bufio.NewReaderSize(r, 1<<20)
	out := bufio.NewWriterSize(w, 1<<20)
	var buf []byte
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var story struct {
				ID   string `json:"id"`
				Text string `json:"text"`
			}
			if err := json.Unmarshal(line, &story); err != nil {
				return fmt.Errorf("line %d is not a JSON object with id and text: %w", n, err)
			}
			d := english.Segment(story.Text)
			for s := range d.Sentences {
				buf = appendSentence(buf[:0], story.ID, d, s)
				if _, err := out.Write(buf); err != nil {
					return err
				}
			}
		}
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return fmt.Errorf("reading line %d: %w", n, err)
		}
	}
}

func appendSentence(b []byte, id string, d *english.Doc, s int) []byte {
	start, end := d.SentenceBytes(s)
	toks := d.Tokens[d.Sentences[s].First:d.Sentences[s].Last]
	b = appendString(append(b, `{"id":`...), id)
	b = strconv.AppendInt(append(b, `,"start":`...), int64(start), 10)
	b = strconv.AppendInt(append(b, `,"end":`...), int64(end), 10)
	b = list(b, "tokens", toks, func(b []byte, t *english.Token) []byte { return appendString(b, d.Text[t.Start:t.End]) })
	b = list(b, "starts", toks, func(b []byte, t *english.Token) []byte { return strconv.AppendInt(b, int64(t.Start), 10) })
	b = list(b, "ends", toks, func(b []byte, t *english.Token) []byte { return strconv.AppendInt(b, int64(t.End), 10) })
	b = list(b, "parts", toks, func(b []byte, t *english.Token) []byte { return strconv.AppendInt(b, int64(t.Part), 10) })
	b = list(b, "glued", toks, func(b []byte, t *english.Token) []byte { return strconv.AppendBool(b, t.Glued) })
	return append(b, '}', '\n')
}

func list(b []byte, name string, toks []english.Token, item func([]byte, *english.Token) []byte) []byte {
	b = append(append(append(b, `,"`...), name...), `":[`...)
	for i := range toks {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(b, &toks[i])
	}
	return append(b, ']')
}

// appendString appends s as a JSON string; broken UTF-8 becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
