package main

import (
	"bufio"

	"rapporteur/ledger"
	"rapporteur/record"
	"rapporteur/views/term"
)

// filterFlags are what the questions share.
type filterFlags struct {
	JSON     bool   `help:"Print one answer a line, as JSON."`
	Since    string `placeholder:"DATE" help:"Only from this day on (2025-12-02, 2025-12, 2025)."`
	Until    string `placeholder:"DATE" help:"Only up to this day, itself included."`
	Party    string `placeholder:"NAME" help:"Only what concerns this party."`
	Person   string `placeholder:"NAME" help:"Only what concerns this person (full name or surname)."`
	Place    string `placeholder:"NAME" help:"Only what happened at this place."`
	Issue    string `placeholder:"NAME" help:"Only positions on this issue."`
	Process  string `placeholder:"NAME" help:"Only what belongs to this process (see rapporteur process)."`
	Limit    int    `default:"-1" placeholder:"N" help:"At most so many lines, the latest; 0 for all. By default 50 on a terminal, all with --json."`
	Evidence bool   `help:"With the sentences behind each line."`
}

func (f *filterFlags) filter() ledger.Filter {
	limit := f.Limit
	if limit < 0 {
		if limit = ledger.DefaultLimit; f.JSON {
			limit = 0
		}
	}
	return ledger.Filter{Since: f.Since, Until: f.Until, Party: f.Party, Person: f.Person, Place: f.Place, Issue: f.Issue, Process: f.Process, Limit: limit, Evidence: f.Evidence}
}

// ask opens the ledger and gives f what it needs to answer.
func (e *env) ask(evidence bool, f func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error) error {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	out := bufio.NewWriterSize(e.stdout, 64<<10)
	p := e.printer(out)
	p.Evidence = evidence
	if err := f(l, p, out); err != nil {
		return err
	}
	return out.Flush()
}

// answer prints a list as lines of JSON, or shows it.
func answer[T any](asJSON bool, out *bufio.Writer, list []T, show func([]T)) error {
	if !asJSON {
		show(list)
		return nil
	}
	for _, v := range list {
		if err := printJSON(out, v); err != nil {
			return err
		}
	}
	return nil
}

type timelineCmd struct{ filterFlags }

// Run shows encounters in the order of their days.
func (c *timelineCmd) Run(e *env) error {
	return e.ask(c.Evidence, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		list, err := l.Timeline(e.ctx, c.filter())
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, p.Timeline)
	})
}

type encountersCmd struct {
	filterFlags
	Status string `enum:",held,ongoing,scheduled,proposed,cancelled,refused,denied" default:"" placeholder:"STATUS" help:"Only encounters of this status."`
}

// Run lists encounters.
func (c *encountersCmd) Run(e *env) error {
	return e.ask(c.Evidence, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		f := c.filter()
		f.Status = c.Status
		if !c.JSON {
			list, err := l.Timeline(e.ctx, f)
			p.Timeline(list)
			return err
		}
		for x, err := range l.Encounters(e.ctx, f) {
			if err != nil {
				return err
			}
			if err := printJSON(out, x); err != nil {
				return err
			}
		}
		return nil
	})
}

type statementsCmd struct {
	Words []string `arg:"" optional:"" help:"Words that were said; a phrase in quotation marks."`
	filterFlags
}

// Run lists statements.
func (c *statementsCmd) Run(e *env) error {
	return e.ask(c.Evidence, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		f := c.filter()
		f.Text = phrase(c.Words)
		list, err := l.Statements(e.ctx, f)
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, p.Statements)
	})
}

type positionsCmd struct{ filterFlags }

// Run lists positions.
func (c *positionsCmd) Run(e *env) error {
	return e.ask(c.Evidence, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		list, err := l.Positions(e.ctx, c.filter())
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, p.Positions)
	})
}

type peopleCmd struct{ filterFlags }

// Run lists people.
func (c *peopleCmd) Run(e *env) error {
	return e.ask(c.Evidence, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		list, err := l.People(e.ctx, c.filter())
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, p.People)
	})
}

type searchCmd struct {
	Words []string `arg:"" help:"Words that a passage must hold; a phrase in quotation marks."`
	filterFlags
}

// Run searches the stories.
func (c *searchCmd) Run(e *env) error {
	return e.ask(c.Evidence, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		f := c.filter()
		f.Text = phrase(c.Words)
		if f.Limit == 0 {
			f.Limit = 1000
		}
		list, err := l.Search(e.ctx, f)
		if err != nil {
			return err
		}
		return answer(c.JSON, out, list, p.Hits)
	})
}

// phrase puts an argument of several words in quotation marks: the shell took the user's away.
func phrase(words []string) string {
	s := ""
	for _, w := range words {
		for _, c := range w {
			if c == ' ' {
				w = `"` + w + `"`
				break
			}
		}
		s += w + " "
	}
	return s
}

type showCmd struct {
	ID   string `arg:"" help:"What to show: an encounter (E…), a story's id, story/e1, story/s1, story/q1, or a person's name."`
	JSON bool   `help:"Print it as JSON."`
}

// Run shows one thing.
func (c *showCmd) Run(e *env) error {
	return e.ask(true, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		s, err := l.Show(e.ctx, c.ID)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(out, s)
		}
		switch {
		case s.Encounter != nil:
			p.Encounter(s.Encounter)
		case s.Record != nil:
			p.Record(s.Record)
		case s.Statement != nil:
			p.Statement(*s.Statement)
		case s.Position != nil:
			p.Position(*s.Position)
		case s.Person != nil:
			p.People([]ledger.Person{*s.Person})
		}
		return nil
	})
}

type statusCmd struct {
	JSON bool `help:"Print it as JSON."`
}

// Run tells what the ledger holds.
func (c *statusCmd) Run(e *env) error {
	return e.ask(false, func(l *ledger.Ledger, p *term.Printer, out *bufio.Writer) error {
		s, err := l.Status(e.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(out, s)
		}
		p.Status(s)
		return nil
	})
}

type schemaCmd struct{}

// Run prints the JSON Schema of a record.
func (schemaCmd) Run(e *env) error {
	_, err := e.stdout.Write(record.JSONSchema())
	return err
}
