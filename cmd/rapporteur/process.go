package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"rapporteur/ledger"
	"rapporteur/views/brief"
	"rapporteur/views/term"
)

type processCmd struct {
	Set  processSetCmd  `cmd:"" help:"Make a process, or change it."`
	List processListCmd `cmd:"" help:"List the processes."`
	Drop processDropCmd `cmd:"" help:"Remove a process; its stories stay."`
}

type processSetCmd struct {
	Name   string   `arg:"" help:"Its name: \"Karvenia talks\"."`
	Party  []string `placeholder:"NAME" sep:"none" help:"A party of the process; may be given several times."`
	Person []string `placeholder:"NAME" sep:"none" help:"A person of the process; may be given several times."`
	Issue  []string `placeholder:"NAME" sep:"none" help:"An issue of the process, for its positions; may be given several times."`
	Words  string   `placeholder:"WORDS" help:"Words that its stories hold."`
	Since  string   `placeholder:"DATE" help:"The day on which it began."`
}

// Help is shown below the flags.
func (processSetCmd) Help() string {
	return `An encounter or story belongs to a process if two of its parties and people are in it, or one and the words.

Example:
  rapporteur process set "Karvenia talks" --party Karvenia --party Oltania --since 2026-03`
}

// Run keeps the process.
func (c *processSetCmd) Run(e *env) error {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.SaveProcess(e.ctx, ledger.Process{Name: c.Name, Parties: c.Party, People: c.Person, Issues: c.Issue, Words: c.Words, Since: c.Since})
}

type processListCmd struct {
	JSON bool `help:"Print one process a line, as JSON."`
}

// Run lists the processes.
func (c *processListCmd) Run(e *env) error {
	return e.ask(false, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		list, err := l.Processes(e.ctx)
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, func(list []ledger.Process) {
			for _, x := range list {
				fmt.Fprintf(out, "%s: %s\n", term.Clean(x.Name), term.Clean(strings.Join(append(append(append([]string{}, x.Parties...), x.People...), x.Words, x.Since), " ")))
			}
		})
	})
}

type processDropCmd struct {
	Name string `arg:"" help:"Its name."`
}

// Run removes the process.
func (c *processDropCmd) Run(e *env) error {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.DropProcess(e.ctx, c.Name)
}

type briefCmd struct {
	Process string `arg:"" help:"The name of a process."`
	Format  string `enum:"markdown,html,json" default:"markdown" help:"markdown, html or json."`
	Since   string `placeholder:"DATE" help:"The day from which on things count as changed; by default a week before the last story."`
	Output  string `short:"o" placeholder:"FILE" help:"Write it to a file."`
}

// Run writes the briefing.
func (c *briefCmd) Run(e *env) (err error) {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	b, err := l.Brief(e.ctx, c.Process, c.Since)
	if err != nil {
		return err
	}
	w := e.stdout
	if c.Output != "" {
		f, err := os.Create(c.Output)
		if err != nil {
			return err
		}
		defer func() {
			if cerr := f.Close(); err == nil {
				err = cerr
			}
		}()
		w = f
	}
	switch c.Format {
	case "json":
		return printJSON(w, b)
	case "html":
		return brief.HTML(w, b)
	}
	return brief.Markdown(w, b)
}

type trendsCmd struct {
	JSON  bool   `help:"Print one line of JSON each."`
	Until string `placeholder:"DATE" help:"The last day of the week that is looked at; by default the last day of the ledger."`
	Limit int    `default:"20" placeholder:"N" help:"At most so many lines."`
}

// Run shows what rises.
func (c *trendsCmd) Run(e *env) error {
	return e.ask(false, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		from, to, list, err := l.Trends(e.ctx, ledger.Filter{Until: c.Until, Limit: c.Limit})
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, func(list []ledger.Trend) { p.Trends(from, to, list) })
	})
}
