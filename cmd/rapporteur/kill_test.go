package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asCommand is the variable by which the test's own binary runs as the command, to be killed.
const asCommand = "RAPPORTEUR_TEST_AS_COMMAND"

// kills is how often an add is killed; RAPPORTEUR_TEST_KILLS asks for more.
const kills = 3

// told is how many stories the killed add has to read.
const told = 80

// stories writes so many invented stories as JSON Lines.
func stories(t *testing.T, n int) string {
	towns := []string{"Oslo", "Geneva", "Muscat", "Vienna", "Cairo", "Doha"}
	envoys := []string{"Anna Berg", "Ivo Krall", "Mirek Halden", "Josip Arden", "Erik Haugland"}
	rnd := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	for i := range n {
		a, c := envoys[rnd.IntN(len(envoys))], envoys[rnd.IntN(len(envoys))]
		town := towns[rnd.IntN(len(towns))]
		fmt.Fprintf(&b, `{"id":"s%03d","title":"Envoys of Norway and Egypt meet in %s","text":"Norwegian envoy %s met Egyptian envoy %s in %s on Monday for talks on the ceasefire.\n\nThe talks lasted %d hours, and no agreement was reached, officials of both countries said.\n\n\"We will meet again,\" %s said after meeting number %d. He added that Egypt must open the border.","date":"2026-03-%02d"}`+"\n",
			i, town, a, c, town, 1+rnd.IntN(9), a, i, 1+rnd.IntN(28))
	}
	path := filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func command(ledger string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], append([]string{"--ledger", ledger}, args...)...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

// exported is all that a ledger holds.
func exported(t *testing.T, ledger string) string {
	t.Helper()
	var all bytes.Buffer
	for _, layer := range []string{"stories", "encounters", "reports", "statements", "positions", "people"} {
		cmd := command(ledger, "export", "jsonl", layer)
		var errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &all, &errs
		if err := cmd.Run(); err != nil {
			t.Fatalf("export %s: %v %s", layer, err, &errs)
		}
	}
	return all.String()
}

// An add that is killed at any moment loses nothing and doubles nothing: run again, the ledger is as if nothing had happened.
func TestKilledAddIsResumed(t *testing.T) {
	input := stories(t, told)
	dir := t.TempDir()
	calm := filepath.Join(dir, "calm.db")
	start := time.Now()
	if out, err := command(calm, "add", "--workers", "2", input).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	want := exported(t, calm)
	if n := strings.Count(want, `"headline"`); n != told {
		t.Fatalf("%d stories", n)
	}
	n := kills
	if s := os.Getenv("RAPPORTEUR_TEST_KILLS"); s != "" {
		if _, err := fmt.Sscan(s, &n); err != nil {
			t.Fatal(err)
		}
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		ledger := filepath.Join(dir, fmt.Sprintf("killed%d.db", i))
		cmd := command(ledger, "add", "--workers", "2", input)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Float64() * float64(took)))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if out, err := command(ledger, "add", "--workers", "1", input).CombinedOutput(); err != nil {
			t.Fatalf("after kill %d: %v\n%s", i, err, out)
		}
		if got := exported(t, ledger); got != want {
			t.Fatalf("after kill %d the ledger differs", i)
		}
	}
}
