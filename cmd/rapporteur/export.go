package main

import (
	"bufio"
	"fmt"
	"os"

	"rapporteur/ledger"
	"rapporteur/views/export"
)

type exportCmd struct {
	Format  string `arg:"" enum:"csv,jsonl,parquet,polecat,gdelt,gexf,ftm,geojson,ics" help:"csv, jsonl or parquet for the table of one layer; polecat, gdelt, gexf, ftm, geojson or ics."`
	Layer   string `arg:"" optional:"" default:"encounters" help:"For tables: encounters (merged), reports, stories, people, parties, places, statements, positions, instruments or events."`
	Output  string `short:"o" placeholder:"FILE" help:"Write to a file instead of standard output."`
	Since   string `placeholder:"DATE" help:"Only from this day on."`
	Until   string `placeholder:"DATE" help:"Only up to this day, itself included."`
	Party   string `placeholder:"NAME" help:"Only what concerns this party."`
	Person  string `placeholder:"NAME" help:"Only what concerns this person."`
	Process string `placeholder:"NAME" help:"Only what belongs to this process."`
}

// Help is shown below the flags.
func (exportCmd) Help() string {
	return `Examples:
  rapporteur export csv encounters -o encounters.csv
  rapporteur export parquet statements --party Russia -o statements.parquet
  rapporteur export gexf > who-met-whom.gexf        for Gephi
  rapporteur export ftm > entities.ftm.json         for OpenAleph
  rapporteur export ics > scheduled.ics             for a calendar`
}

// Run writes the export.
func (c *exportCmd) Run(e *env) (err error) {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	to := e.stdout
	if c.Output != "" {
		f, err := os.Create(c.Output)
		if err != nil {
			return fmt.Errorf("writing the export: %w", err)
		}
		defer func() {
			if cerr := f.Close(); err == nil && cerr != nil {
				err = fmt.Errorf("writing the export: %w", cerr)
			}
		}()
		to = f
	} else if c.Format == "parquet" && isTerminal(e.stdout) {
		return fmt.Errorf("the Parquet format is no text for a terminal; name a file with -o")
	}
	out := bufio.NewWriterSize(to, 64<<10)
	if err := export.Write(e.ctx, l, c.Format, c.Layer, ledger.Filter{Since: c.Since, Until: c.Until, Party: c.Party, Person: c.Person, Process: c.Process}, out); err != nil {
		return err
	}
	return out.Flush()
}
