package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"rapporteur"
	"rapporteur/intake"
	"rapporteur/record"
	"rapporteur/views/term"
)

type readCmd struct {
	inputFlags
	JSON     bool   `help:"Print one record a line, as JSON."`
	Layer    string `enum:",story,people,parties,places,dates,encounters,statements,positions,instruments,events,notes" default:"" placeholder:"NAME" help:"Only one layer of the record: story, people, parties, places, dates, encounters, statements, positions, instruments, events or notes."`
	Evidence bool   `help:"Show the sentences behind each line."`
	All      bool   `help:"Show the whole page too, with what was set apart dimmed and the reason why."`
}

// Help is shown below the flags.
func (readCmd) Help() string {
	return `Examples:
  rapporteur read page.html
  rapporteur read https://news.example/story --evidence
  rapporteur read --json --format jsonl --map id=key,text=body news.jsonl.gz > records.jsonl
  curl -s https://news.example/story | rapporteur read -
  rapporteur read --layer encounters --json pages/`
}

// Run reads the sources and shows each record, in the order of the sources.
func (c *readCmd) Run(e *env) error {
	o, err := c.options(e)
	if err != nil {
		return err
	}
	reader, err := rapporteur.NewReader()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(e.stdout, 64<<10)
	p := e.printer(out)
	p.Evidence, p.All = c.Evidence, c.All
	var t tally
	first := true
	for res := range reader.ReadAll(e.ctx, intake.Items(e.ctx, c.Sources, o), c.workers()) {
		if res.Err != nil {
			t.failed++
			if err := out.Flush(); err != nil {
				return err
			}
			fmt.Fprintln(e.stderr, "rapporteur:", res.Err)
			continue
		}
		t.good++
		for _, r := range res.Records {
			if !c.JSON && !first {
				fmt.Fprintf(out, "\n%s\n", p.Rule())
			}
			first = false
			if err := c.show(out, p, r); err != nil {
				return err
			}
		}
		if !c.JSON {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if e.ctx.Err() != nil {
		return e.ctx.Err()
	}
	return t.exit()
}

func (c *readCmd) show(w io.Writer, p *term.Printer, r *record.Record) error {
	switch {
	case c.JSON && c.Layer == "":
		return record.Encode(w, r)
	case c.JSON:
		return encodeLayer(w, r, c.Layer)
	case c.Layer != "":
		return p.Layer(r, c.Layer)
	}
	p.Record(r)
	return nil
}

// encodeLayer prints one layer of a record with the id of its source, as one line of JSON.
func encodeLayer(w io.Writer, r *record.Record, layer string) error {
	r.Fill()
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "{\"source\":%q,%q:%s}\n", r.Source.ID, layer, all[layer])
	return err
}
