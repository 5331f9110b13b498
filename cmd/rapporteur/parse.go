package main

import (
	"fmt"
	"io"
	"os"

	"rapporteur/english"
)

// maxParse bounds the text of one parse command, in bytes.
const maxParse = 64 << 20

type parseCmd struct {
	File string `arg:"" optional:"" default:"-" help:"A file of plain text, or - for standard input."`
	IOB2 bool   `name:"iob2" help:"Only the names: one word a line with its tag (B-PER, I-PER, O…) behind a tab."`
}

// Help is shown below the flags.
func (parseCmd) Help() string {
	return `Cuts English text into sentences and words and prints them as CoNLL-U: lemma, tags, features, head and relation of each
word as in Universal Dependencies, names in the last column (NER=B-PER).

Examples:
  rapporteur parse story.txt
  echo "The envoy left Geneva." | rapporteur parse
  rapporteur parse --iob2 story.txt`
}

// Run parses one text.
func (c *parseCmd) Run(e *env) error {
	text, err := c.text(e)
	if err != nil {
		return err
	}
	if err := english.Load(); err != nil {
		fmt.Fprintln(e.stderr, "rapporteur: parse:", err)
	}
	d := english.Parse(text)
	if c.IOB2 {
		return english.WriteIOB2(e.stdout, d)
	}
	return english.WriteCoNLLU(e.stdout, d)
}

func (c *parseCmd) text(e *env) (string, error) {
	in := e.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return "", fmt.Errorf("parse: %w", err)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxParse+1))
	if err != nil {
		return "", fmt.Errorf("parse: reading %s: %w", c.File, err)
	}
	if len(b) > maxParse {
		return "", fmt.Errorf("parse: %s holds more than %d megabytes of text; cut it into several files", c.File, maxParse>>20)
	}
	return string(b), nil
}
