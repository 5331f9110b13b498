package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"rapporteur"
	"rapporteur/intake"
	"rapporteur/ledger"
	"rapporteur/views/term"
)

type correctCmd struct {
	Merge  mergeCmd  `cmd:"" help:"Two or more encounters are one."`
	Split  splitCmd  `cmd:"" help:"A report tells of another encounter than the others."`
	Set    setCmd    `cmd:"" help:"Set a field of an encounter."`
	Rename renameCmd `cmd:"" help:"A name is another person's name."`
	Drop   dropCmd   `cmd:"" help:"A report, statement or position is wrong."`
	Undo   undoCmd   `cmd:"" help:"Take corrections back; the list keeps both."`
	List   listCmd   `cmd:"" help:"Print all corrections, one a line, as JSON: to keep or to share."`
	Import importCmd `cmd:"" help:"Apply corrections from such a list."`
}

// by are the author and reason that every correction carries.
type by struct {
	Author string `env:"RAPPORTEUR_AUTHOR,USER" placeholder:"NAME" help:"Who corrects."`
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
}

func (b by) correct(e *env, op string, refs []string, field, value string) error {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Correct(e.ctx, ledger.Correction{At: time.Now().UTC().Format(time.RFC3339), Author: b.Author, Reason: b.Reason, Op: op, Refs: refs, Field: field, Value: value})
}

type mergeCmd struct {
	Encounters []string `arg:"" help:"Encounters (E…) or reports (story/e1)."`
	by
}

// Run merges.
func (c *mergeCmd) Run(e *env) error { return c.correct(e, ledger.OpMerge, c.Encounters, "", "") }

type splitCmd struct {
	Report string `arg:"" help:"The report (story/e1) that tells of something else."`
	by
}

// Run splits.
func (c *splitCmd) Run(e *env) error {
	return c.correct(e, ledger.OpSplit, []string{c.Report}, "", "")
}

type setCmd struct {
	Encounter string `arg:"" help:"The encounter (E…) or a report of it (story/e1)."`
	Field     string `arg:"" help:"kind, status, outcome, date, duration, place or venue."`
	Value     string `arg:"" help:"What it is."`
	by
}

// Run sets a field.
func (c *setCmd) Run(e *env) error {
	return c.correct(e, ledger.OpSet, []string{c.Encounter}, c.Field, c.Value)
}

type renameCmd struct {
	Name   string `arg:"" help:"The name as stories write it."`
	Person string `arg:"" help:"The name of the person that it stands for."`
	by
}

// Run renames.
func (c *renameCmd) Run(e *env) error {
	return c.correct(e, ledger.OpRename, []string{c.Name}, "", c.Person)
}

type dropCmd struct {
	Refs []string `arg:"" help:"Encounters (E…), reports (story/e1), statements (story/s1) or positions (story/q1)."`
	by
}

// Run drops.
func (c *dropCmd) Run(e *env) error { return c.correct(e, ledger.OpDrop, c.Refs, "", "") }

type undoCmd struct {
	Corrections []string `arg:"" help:"Corrections by their ids (C…), as correct list prints them; an undoing may be undone too."`
	by
}

// Run takes corrections back.
func (c *undoCmd) Run(e *env) error { return c.correct(e, ledger.OpUndo, c.Corrections, "", "") }

type listCmd struct{}

// Run prints the corrections.
func (listCmd) Run(e *env) error {
	return e.ask(false, func(l *ledger.Ledger, _ *term.Printer, out *bufio.Writer) error {
		for c, err := range l.Corrections(e.ctx) {
			if err != nil {
				return err
			}
			if err := printJSON(out, c); err != nil {
				return err
			}
		}
		return nil
	})
}

type importCmd struct {
	File string `arg:"" help:"A list as correct list prints it."`
}

// Run applies corrections from a file.
func (c *importCmd) Run(e *env) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	var list []ledger.Correction
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	for {
		var x ledger.Correction
		err := d.Decode(&x)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: correction %d: %w", c.File, len(list)+1, err)
		}
		list = append(list, x)
	}
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Correct(e.ctx, list...)
}

type rereadCmd struct {
	JSON    bool `help:"Print what changed as JSON."`
	Workers int  `default:"0" placeholder:"N" help:"Stories read at the same time; by default one a processor."`
}

// Run reads all sources of the ledger anew.
func (c *rereadCmd) Run(e *env) error {
	reader, err := rapporteur.NewReader()
	if err != nil {
		return err
	}
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	var changed ledger.Changed
	var batch []ledger.Entry
	failed := 0
	flush := func() error {
		err := l.Replace(e.ctx, batch, &changed)
		batch = batch[:0]
		return err
	}
	workers := (&inputFlags{Workers: c.Workers}).workers()
	for res := range reader.ReadAll(e.ctx, l.Sources(e.ctx), workers) {
		if res.Err != nil {
			var in *intake.Error
			if !errors.As(res.Err, &in) {
				return res.Err
			}
			failed++
			fmt.Fprintln(e.stderr, "rapporteur:", res.Err)
			continue
		}
		if batch = append(batch, ledger.Entry{Item: res.Item, Records: res.Records}); len(batch) >= batchItems {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if c.JSON {
		if err := printJSON(e.stdout, changed); err != nil {
			return err
		}
	} else {
		e.printer(e.stdout).Changed(&changed)
	}
	if e.ctx.Err() != nil {
		return e.ctx.Err()
	}
	return tally{good: changed.Items, failed: failed}.exit()
}
