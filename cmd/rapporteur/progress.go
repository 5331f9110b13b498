package main

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// progress tells how far an add is: a bar on a terminal, a line now and then in a log, lines of JSON with --json.
// Its methods may be called from several goroutines.
type progress struct {
	e      *env
	json   bool
	bar    bool
	total  int64 // bytes of the sources on the disk, 0 if unknown
	start  time.Time
	mu     sync.Mutex
	last   time.Time
	bytes  int64
	counts counts
}

type counts struct {
	New    int `json:"new"`   // stories added
	Known  int `json:"known"` // items that were in the ledger already
	Failed int `json:"failed"`
}

// Summary is the last line of add --json.
type summary struct {
	counts
	Seconds float64 `json:"seconds"`
}

const (
	barEvery = 200 * time.Millisecond
	logEvery = 15 * time.Second
	barWidth = 24
)

func newProgress(e *env, asJSON bool, total int64) *progress {
	now := time.Now()
	return &progress{e: e, json: asJSON, bar: !asJSON && isTerminal(e.stderr), total: total, start: now, last: now}
}

func (p *progress) read(bytes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bytes += int64(bytes)
}

func (p *progress) known() { p.count(func(c *counts) { c.Known++ }) }

func (p *progress) kept(stories, items int) {
	p.count(func(c *counts) {
		c.New += stories
		if stories == 0 {
			c.Known += items
		}
	})
}

func (p *progress) count(f func(*counts)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f(&p.counts)
	every := logEvery
	if p.bar {
		every = barEvery
	}
	if now := time.Now(); now.Sub(p.last) >= every {
		p.last = now
		p.show()
	}
}

// fail reports an input that could not be read, above the bar.
func (p *progress) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts.Failed++
	p.clear()
	fmt.Fprintln(p.e.stderr, "rapporteur:", err)
}

func (p *progress) clear() {
	if p.bar {
		fmt.Fprint(p.e.stderr, "\r\x1b[K")
	}
}

func (p *progress) show() {
	c, took := p.counts, time.Since(p.start)
	if p.json {
		_ = printJSON(p.e.stderr, map[string]any{"progress": c, "seconds": round(took), "bytes": p.bytes, "of": p.total})
		return
	}
	line := fmt.Sprintf("%d stories", c.New)
	if c.Known > 0 {
		line += fmt.Sprintf(", %d known", c.Known)
	}
	if c.Failed > 0 {
		line += fmt.Sprintf(", %d failed", c.Failed)
	}
	if s := took.Seconds(); s > 1 {
		line += fmt.Sprintf(" · %.0f/s", float64(c.New)/s)
	}
	if p.total > 0 {
		part := min(float64(p.bytes)/float64(p.total), 1)
		if p.bar {
			n := int(part * barWidth)
			line = fmt.Sprintf("[%s%s] %3.0f %% ", strings.Repeat("█", n), strings.Repeat("·", barWidth-n), 100*part) + line
		} else {
			line = fmt.Sprintf("%3.0f %% ", 100*part) + line
		}
		if part > 0.01 && part < 1 {
			line += " · " + time.Duration(float64(took)*(1-part)/part).Round(time.Second).String() + " left"
		}
	}
	if p.bar {
		fmt.Fprint(p.e.stderr, "\r"+line+"\x1b[K")
		return
	}
	fmt.Fprintln(p.e.stderr, line)
}

func round(d time.Duration) float64 {
	return float64(d.Round(10*time.Millisecond)) / float64(time.Second)
}

// done ends the bar and says what came of it.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	if p.json {
		return
	}
	c := p.counts
	fmt.Fprintf(p.e.stderr, "%d stories added, %d known before, %d inputs failed, in %s\n", c.New, c.Known, c.Failed, time.Since(p.start).Round(10*time.Millisecond))
}

func (p *progress) summary() summary { return summary{p.counts, round(time.Since(p.start))} }
