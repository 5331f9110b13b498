// Command rapporteur reads news pages and keeps the minutes of diplomacy: who met whom, who said what, each line with
// the sentence that it rests on. It works offline and gives the same output for the same input.
//
// Exit codes: 0 all is well; 1 the command could not be carried out (wrong usage, no such ledger); 2 some inputs could
// not be read, the rest was; 3 none could; 130 interrupted (what an add had kept by then stays kept).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"rapporteur"
)

// Exit codes.
const (
	exitUsage       = 1
	exitSomeFailed  = 2
	exitAllFailed   = 3
	exitInterrupted = 130
)

// exitError carries an exit code, after what there was to say has been said.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

type cli struct {
	Ledger  string `placeholder:"FILE" help:"The ledger; by default ledger.db in the user's data folder." env:"RAPPORTEUR_LEDGER"`
	Width   int    `placeholder:"COLUMNS" help:"Wrap the output at so many columns; by default the terminal's width, 100 where there is none."`
	NoColor bool   `help:"Plain output; so does the variable NO_COLOR, and a pipe."`

	Read       readCmd       `cmd:"" help:"Read pages and show what they say."`
	Add        addCmd        `cmd:"" help:"Read pages and keep them in the ledger."`
	Timeline   timelineCmd   `cmd:"" help:"Show who met whom, in the order of the days."`
	Show       showCmd       `cmd:"" help:"Show one thing of the ledger with all its evidence."`
	Encounters encountersCmd `cmd:"" help:"List the encounters of the ledger."`
	Statements statementsCmd `cmd:"" help:"List what was said."`
	Positions  positionsCmd  `cmd:"" help:"List what each side demands, rejects, offers and accepts."`
	People     peopleCmd     `cmd:"" help:"List people with their roles over time."`
	Search     searchCmd     `cmd:"" help:"Search the stories for words."`
	Trends     trendsCmd     `cmd:"" help:"Show who and what rises this week against the weeks before."`
	Process    processCmd    `cmd:"" help:"Name the negotiations that you follow."`
	Brief      briefCmd      `cmd:"" help:"Write a briefing on a process, every line cited."`
	Correct    correctCmd    `cmd:"" help:"Correct the ledger: merge, split, set, rename, drop."`
	Reread     rereadCmd     `cmd:"" help:"Read all stories of the ledger anew with this version, and tell what changed."`
	Export     exportCmd     `cmd:"" help:"Write the ledger in the formats of other tools."`
	Serve      serveCmd      `cmd:"" help:"Open the ledger in the browser: pages, an API, feeds."`
	MCP        mcpCmd        `cmd:"" name:"mcp" help:"Answer an assistant's questions (Model Context Protocol)."`
	Status     statusCmd     `cmd:"" help:"Tell what the ledger holds."`
	Parse      parseCmd      `cmd:"" help:"Print words, tags, trees and names of a text, as CoNLL-U or IOB2."`
	Demo       demoCmd       `cmd:"" help:"Read the examples into a ledger of their own and show what comes of it."`
	Schema     schemaCmd     `cmd:"" help:"Print the JSON Schema of a record."`
	Completion completionCmd `cmd:"" help:"Print the completions for a shell."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// env is what commands work with.
type env struct {
	ctx    context.Context
	cli    *cli
	model  *kong.Application
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second interrupt ends the program at once.
	context.AfterFunc(ctx, stop)
	c := &cli{}
	exited := -1
	parser, err := kong.New(c, kong.Name("rapporteur"), kong.Description(description), kong.Writers(stdout, stderr), kong.Exit(func(n int) { exited = n; panic(helpShown{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}), kong.Vars{"since": "Only from this day on (2025-12-02, 2025-12, 2025)."})
	if err != nil {
		fmt.Fprintln(stderr, "rapporteur:", err)
		return exitUsage
	}
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(helpShown); !ok {
				panic(p)
			}
			code = exited
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "rapporteur: %v; see rapporteur --help\n", err)
		return exitUsage
	}
	e := &env{ctx: ctx, cli: c, model: parser.Model, stdin: stdin, stdout: stdout, stderr: stderr}
	return e.exitCode(kctx.Run(e))
}

type helpShown struct{}

func (e *env) exitCode(err error) int {
	var code exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, syscall.EPIPE):
		return 0 // the reader of our output has seen enough
	case e.ctx.Err() != nil:
		fmt.Fprintln(e.stderr, "rapporteur: interrupted")
		return exitInterrupted
	}
	fmt.Fprintln(e.stderr, "rapporteur:", err)
	return exitUsage
}

const description = `Rapporteur reads news pages and keeps the minutes of diplomacy: who met whom, who said what, what each side holds.

Examples:
  rapporteur read page.html                     what one page says
  rapporteur read --evidence page.html          with the sentences behind each line
  rapporteur add pages/ news.jsonl.gz           keep many in the ledger
  rapporteur timeline --party Russia            who met Russia, in order
  rapporteur demo                               all of it, on the examples

Exit codes: 0 all is well; 1 the command could not be carried out; 2 some inputs could not be read; 3 none could; 130 interrupted.`

type versionCmd struct{}

func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintln(e.stdout, "rapporteur", rapporteur.Version)
	return err
}
