package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/intake"
	"rapporteur/record"
)

// inputFlags are what read and add share.
type inputFlags struct {
	Sources []string `arg:"" name:"source" help:"Files, folders, http(s) addresses, or - for standard input."`

	Format       string        `enum:"auto,html,text,jsonl,csv" default:"auto" help:"Format of the sources: auto, html, text, jsonl or csv."`
	Map          string        `placeholder:"FIELDS" help:"Names of the fields of JSON Lines and CSV: id=…,title=…,text=…,html=…,published=…,url=… (a dot goes into nested objects). Common names are found without."`
	Published    string        `placeholder:"DATE" help:"Publication date of pages that give none themselves (2025-12-02)."`
	Charset      string        `placeholder:"NAME" help:"Encoding of the sources, where they are not UTF-8 and do not say so."`
	MaxItem      int64         `default:"64" placeholder:"MB" help:"Bound for one page, line or row, in megabytes."`
	Timeout      time.Duration `default:"30s" help:"Bound for fetching one address."`
	AllowPrivate bool          `help:"Fetch from private and local addresses too."`
	Workers      int           `default:"0" placeholder:"N" help:"Pages read at the same time; by default one a processor."`
}

var roles = []string{"id", "title", "text", "html", "published", "url"}

func (f *inputFlags) options(e *env) (intake.Options, error) {
	o := intake.Options{Format: f.Format, Published: f.Published, Charset: f.Charset, MaxItem: f.MaxItem << 20, Timeout: f.Timeout, AllowPrivate: f.AllowPrivate,
		Agent: "rapporteur/" + rapporteur.Version, Stdin: e.stdin}
	if f.MaxItem < 1 || f.MaxItem > 4096 {
		return o, fmt.Errorf("--max-item %d: give 1 to 4096 megabytes", f.MaxItem)
	}
	if f.Published != "" && !record.IsEDTF(f.Published) {
		return o, fmt.Errorf("--published %q is no date; write it as 2025-12-02 (or 2025-12, or with the time as in 2025-12-02T14:30:00Z)", f.Published)
	}
	if f.Map == "" {
		return o, nil
	}
	o.Map = map[string]string{}
	for _, pair := range strings.Split(f.Map, ",") {
		role, name, ok := strings.Cut(strings.TrimSpace(pair), "=")
		known := false
		for _, r := range roles {
			known = known || r == role
		}
		if !ok || name == "" || !known {
			return o, fmt.Errorf("--map %q: %q is not of the form ROLE=FIELD with a role of %s", f.Map, pair, strings.Join(roles, ", "))
		}
		o.Map[role] = name
	}
	return o, nil
}

func (f *inputFlags) workers() int {
	if f.Workers > 0 {
		return f.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// tally counts what became of the inputs, for the exit code.
type tally struct{ good, failed int }

func (t tally) exit() error {
	switch {
	case t.failed == 0:
		return nil
	case t.good == 0:
		return exitError(exitAllFailed)
	}
	return exitError(exitSomeFailed)
}
