package main

import (
	"errors"
	"io"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"rapporteur"
	"rapporteur/ledger"
	"rapporteur/views/mcp"
)

type mcpCmd struct {
	AllowPrivate bool `help:"Let the assistant have pages of private and local addresses read too."`
}

// Help is shown below the flags.
func (mcpCmd) Help() string {
	return `Speaks the Model Context Protocol on standard input and output, for an assistant that starts it. All its tools only read.
rapporteur serve answers the same at /mcp, over HTTP.

Example, in the settings of an assistant:
  {"mcpServers": {"rapporteur": {"command": "rapporteur", "args": ["--ledger", "talks.db", "mcp"]}}}`
}

// Run answers until the assistant closes the connection.
func (c *mcpCmd) Run(e *env) error {
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	reader, err := rapporteur.NewReader()
	if err != nil {
		return err
	}
	err = newMCP(l, reader, c.AllowPrivate).Run(e.ctx, &sdk.IOTransport{Reader: io.NopCloser(e.stdin), Writer: unclosed{e.stdout}})
	if errors.Is(err, io.EOF) || errors.Is(err, sdk.ErrConnectionClosed) {
		return nil
	}
	return err
}

func newMCP(l *ledger.Ledger, reader *rapporteur.Reader, private bool) *sdk.Server {
	return mcp.New(l, reader, mcp.Options{Version: rapporteur.Version, AllowPrivate: private})
}

// unclosed keeps the standard output open when the connection ends.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }
