package main

import (
	"encoding/json"
	"io"
	"os"
	"strconv"

	xterm "golang.org/x/term"

	"rapporteur/views/term"
)

// defaultWidth is the width where there is no terminal to ask.
const defaultWidth = 100

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && xterm.IsTerminal(int(f.Fd()))
}

// printer shows on w in the manner that fits the terminal: colours and its width, or plain.
func (e *env) printer(w io.Writer) *term.Printer {
	p := &term.Printer{W: w, Width: e.cli.Width}
	tty := isTerminal(e.stdout)
	p.Color = tty && !e.cli.NoColor && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if p.Width <= 0 && tty {
		if width, _, err := xterm.GetSize(int(e.stdout.(*os.File).Fd())); err == nil {
			p.Width = width
		}
	}
	if p.Width <= 0 {
		if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil {
			p.Width = n
		}
	}
	if p.Width <= 0 {
		p.Width = defaultWidth
	}
	return p
}

// printJSON prints one value a line, without escapes for HTML.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
