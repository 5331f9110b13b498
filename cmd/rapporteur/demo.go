package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rapporteur/examples"
	"rapporteur/ledger"
	"rapporteur/views/term"
)

type demoCmd struct {
	Keep string `placeholder:"FOLDER" help:"Keep the pages and the ledger in this folder, to go on with them."`
}

// shownExample is the page that the demo reads aloud.
const shownExample = "11-muscat-second-round.html"

// Run reads one example, adds all to a ledger of their own, and shows its timeline and one encounter.
func (c *demoCmd) Run(e *env) error {
	dir := c.Keep
	if dir == "" {
		tmp, err := os.MkdirTemp("", "rapporteur-demo-")
		if err != nil {
			return fmt.Errorf("making a folder for the demo: %w", err)
		}
		defer os.RemoveAll(tmp)
		dir = tmp
	}
	pages := filepath.Join(dir, "pages")
	if err := unpackExamples(pages); err != nil {
		return err
	}
	e.cli.Ledger = filepath.Join(dir, "ledger.db")
	say := func(what string) {
		fmt.Fprintf(e.stdout, "\n%s\n\n", e.printer(e.stdout).Command("rapporteur "+what))
	}
	input := inputFlags{Format: "auto", MaxItem: 64}

	say("read " + shownExample)
	read := &readCmd{inputFlags: input}
	read.Sources = []string{filepath.Join(pages, shownExample)}
	if err := read.Run(e); err != nil {
		return err
	}
	say("add examples/")
	add := &addCmd{inputFlags: input}
	add.Sources = []string{pages}
	if err := add.Run(e); err != nil {
		return err
	}
	say("timeline")
	if err := (&timelineCmd{filterFlags{Limit: -1}}).Run(e); err != nil {
		return err
	}
	id, err := e.mostTold()
	if err != nil || id == "" {
		return err
	}
	say("show " + id)
	if err := (&showCmd{ID: id}).Run(e); err != nil {
		return err
	}
	if c.Keep != "" {
		fmt.Fprintf(e.stdout, "\nTo go on: rapporteur --ledger %s timeline\n", e.cli.Ledger)
	}
	return nil
}

// mostTold is the encounter that most stories of the ledger tell, the first of them.
func (e *env) mostTold() (id string, err error) {
	most := 0
	err = e.ask(false, func(l *ledger.Ledger, _ *term.Printer, _ *bufio.Writer) error {
		for x, err := range l.Encounters(e.ctx, ledger.Filter{}) {
			if err != nil {
				return err
			}
			if x.Stories > most {
				id, most = x.ID, x.Stories
			}
		}
		return nil
	})
	return id, err
}

func unpackExamples(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("unpacking the examples: %w", err)
	}
	names, err := fs.Glob(examples.Files, "*")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := examples.Files.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return fmt.Errorf("unpacking the examples: %w", err)
		}
	}
	return nil
}
