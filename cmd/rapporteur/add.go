package main

import (
	"context"
	"fmt"
	"iter"
	"time"

	"rapporteur"
	"rapporteur/intake"
	"rapporteur/ledger"
)

type addCmd struct {
	inputFlags
	JSON bool `help:"Progress and summary as lines of JSON."`
}

// Help is shown below the flags.
func (addCmd) Help() string {
	return `Stories that the ledger holds already are passed over, so that an interrupted add is resumed by the same command.

Examples:
  rapporteur add pages/
  rapporteur add --map id=key,text=body news.jsonl.gz
  rapporteur --ledger talks.db add https://news.example/story`
}

// A batch is one transaction: what a kill can cost is the reading of one batch.
const (
	batchItems = 64
	batchBytes = 32 << 20
	batchAge   = 5 * time.Second
)

// Run reads the sources into the ledger.
func (c *addCmd) Run(e *env) error {
	o, err := c.options(e)
	if err != nil {
		return err
	}
	reader, err := rapporteur.NewReader()
	if err != nil {
		return err
	}
	l, err := e.openLedger(true)
	if err != nil {
		return err
	}
	defer l.Close()
	total, known := intake.Size(c.Sources)
	if !known {
		total = 0
	}
	a := &adder{e: e, l: l, progress: newProgress(e, c.JSON, total)}
	o.OnRead = a.progress.read
	return a.run(reader, intake.Items(e.ctx, c.Sources, o), c.workers(), c.JSON)
}

type adder struct {
	e        *env
	l        *ledger.Ledger
	progress *progress
	batch    []ledger.Entry
	bytes    int
	since    time.Time
}

// run adds all items. An interrupt keeps what has been read so far.
func (a *adder) run(reader *rapporteur.Reader, items iter.Seq2[intake.Item, error], workers int, asJSON bool) error {
	p := a.progress
	var failure error
	for res := range reader.ReadAll(a.e.ctx, a.unknown(items, &failure), workers) {
		if res.Err != nil {
			p.fail(res.Err)
			continue
		}
		a.batch = append(a.batch, ledger.Entry{Item: res.Item, Records: res.Records})
		a.bytes += len(res.Item.Data)
		if len(a.batch) == 1 {
			a.since = time.Now()
		}
		if len(a.batch) >= batchItems || a.bytes >= batchBytes || time.Since(a.since) > batchAge {
			if err := a.flush(); err != nil {
				return err
			}
		}
	}
	if err := a.flush(); err != nil {
		return err
	}
	if failure != nil {
		return failure
	}
	p.done()
	if asJSON {
		if err := printJSON(a.e.stdout, p.summary()); err != nil {
			return err
		}
	}
	if a.e.ctx.Err() != nil {
		fmt.Fprintf(a.e.stderr, "rapporteur: interrupted; %d stories are kept, the same command goes on with the rest\n", p.counts.New)
		return exitError(exitInterrupted)
	}
	return tally{good: p.counts.New + p.counts.Known, failed: p.counts.Failed}.exit()
}

// unknown leaves out the items whose content is in the ledger; a failure of the ledger ends the sequence.
func (a *adder) unknown(items iter.Seq2[intake.Item, error], failure *error) iter.Seq2[intake.Item, error] {
	return func(yield func(intake.Item, error) bool) {
		for item, err := range items {
			if err == nil {
				has, herr := a.l.Has(a.e.ctx, &item)
				if herr != nil {
					if a.e.ctx.Err() == nil {
						*failure = herr
					}
					return
				}
				if has {
					a.progress.known()
					continue
				}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

func (a *adder) flush() error {
	if len(a.batch) == 0 {
		return nil
	}
	// The batch is kept even where the user has interrupted: it has been read.
	ctx := context.WithoutCancel(a.e.ctx)
	added, err := a.l.Add(ctx, a.batch)
	if err != nil {
		return err
	}
	a.progress.kept(added, len(a.batch))
	a.batch, a.bytes = nil, 0
	return nil
}

// openLedger opens the ledger of the command line or the default one; make tells whether it may be made.
func (e *env) openLedger(makeIt bool) (*ledger.Ledger, error) {
	path := e.cli.Ledger
	if path == "" {
		var err error
		if path, err = ledger.DefaultPath(); err != nil {
			return nil, err
		}
	}
	if makeIt {
		return ledger.Open(e.ctx, path)
	}
	return ledger.OpenExisting(e.ctx, path)
}
