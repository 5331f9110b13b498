package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// One process adds while others ask and correct the same ledger: each does its work, and none is told of a lock.
func TestProcessesBesideEachOther(t *testing.T) {
	input := stories(t, told)
	ledger := filepath.Join(t.TempDir(), "ledger.db")
	first := stories(t, 1)
	if out, err := command(ledger, "add", first).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var adding bytes.Buffer
	add := command(ledger, "add", "--workers", "1", input)
	add.Stdout, add.Stderr = &adding, &adding
	if err := add.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- add.Wait() }()
	ask := func(args ...string) {
		out, err := command(ledger, args...).CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("locked")) {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	asked := 0
	for running := true; running || asked == 0; asked++ {
		select {
		case err := <-ended:
			if running = false; err != nil {
				t.Fatalf("%v\n%s", err, &adding)
			}
		default:
		}
		ask("encounters", "--json", "--evidence")
		ask("search", "truce")
		ask("correct", "set", "s000/e1", "venue", "the old mill", "--reason", "test", "--author", "ann")
		ask("process", "set", "both", "--party", "Norway", "--party", "Egypt")
		ask("brief", "both")
	}
	if strings.Contains(adding.String(), "locked") {
		t.Errorf("the adding process was told of a lock:\n%s", &adding)
	}
	if n := strings.Count(exported(t, ledger), `"headline"`); n != told {
		t.Errorf("%d stories, want %d", n, told)
	}
	t.Logf("asked %d times while adding", asked)
}

// Two processes that add the same stories at once share the work: each story is kept once.
func TestTwoProcessesAdd(t *testing.T) {
	input := stories(t, told)
	dir := t.TempDir()
	alone, shared := filepath.Join(dir, "alone.db"), filepath.Join(dir, "shared.db")
	if out, err := command(alone, "add", input).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var both []*exec.Cmd
	outs := make([]bytes.Buffer, 2)
	for i := range outs {
		cmd := command(shared, "add", "--workers", "1", input)
		cmd.Stdout, cmd.Stderr = &outs[i], &outs[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		both = append(both, cmd)
	}
	for i, cmd := range both {
		if err := cmd.Wait(); err != nil || bytes.Contains(outs[i].Bytes(), []byte("locked")) {
			t.Errorf("%v\n%s", err, &outs[i])
		}
	}
	if exported(t, shared) != exported(t, alone) {
		t.Error("what two processes added is not what one adds")
	}
}
