package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"rapporteur": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("RAPPORTEUR_LEDGER", env.WorkDir+"/ledger.db")
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":   exits,
			"garbage": garbage,
		},
	})
}

// exits CODE COMMAND… runs a command and holds it to its exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		code = exit.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

const body = "Envoy Anna Berg met her colleague Ivo Krall in Oslo on Monday, and they talked for two hours about the roads across the valley.\n" +
	"\nThe two sides came no nearer to a truce, their offices said in a joint statement that was sent out late in the evening.\n" +
	"\nThey are due to meet again in May, when the snow has gone and the roads are open once more, a spokesman for the hosts said."

// garbage KIND FILE writes what nobody should have to read.
func garbage(ts *testscript.TestScript, _ bool, args []string) {
	var data []byte
	switch args[0] {
	case "empty":
	case "binary":
		data = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	case "longline": // 50 MB of one line
		data = bytes.Repeat([]byte("minutes of a meeting that never ends "), 50<<20/37)
	case "badutf8":
		data = []byte("Envoys meet\n\nThey talked about \xc3\x28 and left.\n")
	case "nested":
		data = []byte("<html><body>" + strings.Repeat("<div>", 1e5) + "deep" + strings.Repeat("</div>", 1e5) + "</body></html>")
	case "cutline":
		data = []byte(`{"id":"one","title":"Envoys meet","text":"` + strings.ReplaceAll(body, "\n", `\n`) + `","date":"2026-03-02"}` + "\n" +
			`{"id":"two","title":"Envoys part","text":"Anna Ber` + "\n" + `{"id":"three","text":"` + strings.ReplaceAll(body, "\n", `\n`) + `"}` + "\n")
	case "bomb":
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		for range 200 {
			_, _ = z.Write(bytes.Repeat([]byte(" "), 1<<20))
		}
		ts.Check(z.Close())
		data = b.Bytes()
	default:
		ts.Fatalf("no garbage of the kind %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}
