// Command tok cuts texts into sentences and tokens with the product's own
// tokeniser, so that training and inference see the same words.
//
// It reads JSON lines {"id", "text"} from standard input and writes lines
// {"id", "sentences"} to standard output: for each sentence its tokens as
// [start, end] in code points of the text.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"rapporteur/english"
)

type article struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type cut struct {
	ID        string     `json:"id"`
	Sentences [][][2]int `json:"sentences"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "tok:", err)
		os.Exit(1)
	}
}

func run() error {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	for in.Scan() {
		var a article
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			return fmt.Errorf("reading an article from standard input: %w", err)
		}
		if err := enc.Encode(cut{a.ID, sentences(a.Text)}); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("reading standard input: %w", err)
	}
	return out.Flush()
}

// sentences gives the tokens of each sentence in code points.
func sentences(text string) [][][2]int {
	doc := english.Segment(text)
	at := make([]int, len(text)+1)
	n := 0
	for i := range text {
		at[i] = n
		n++
	}
	at[len(text)] = n
	out := make([][][2]int, 0, len(doc.Sentences))
	for _, s := range doc.Sentences {
		var toks [][2]int
		for _, t := range doc.Tokens[s.First:s.Last] {
			toks = append(toks, [2]int{at[t.Start], at[t.End]})
		}
		if len(toks) > 0 {
			out = append(out, toks)
		}
	}
	return out
}
