package web

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/ledger"
	"rapporteur/record"
)

func TestWhoMetWhom(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""), told("b", "2026-05-02", record.Held, "offers", "the army will go soon", ""),
		told("c", "2026-06-02", record.Scheduled, "offers", "a third round is to be held", ""))
	h := room(t, l, Options{})
	for target, want := range map[string][]string{
		"/met":               {"Mirek Halden", "Josip Arden", `href="/person?id=Josip&#43;Arden"`, "From 2 encounters", "2 encounters</title>"},
		"/met?by=parties":    {"Karvenia", "Oltania", "/?party=Oltania"},
		"/met?since=2026-04": {"From 1 encounter ", "/encounter?id=E"},
		"/met?person=Nobody": {"No two people met in what matches the filters"},
		"/met?by=people&a=Josip+Arden&b=Mirek+Halden": {`id="pair"`, `<li class="card">`},
	} {
		w := get(t, h, target)
		checkPage(t, target, w)
		for _, s := range want {
			if !strings.Contains(w.Body.String(), s) {
				t.Errorf("%s lacks %q", target, s)
			}
		}
	}
}

// However people meet, the picture keeps them inside and apart, names no two on one place, and is the same again.
func TestGraphKeepsInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []*ledger.Encounter
		for i := range rapid.IntRange(1, 40).Draw(t, "encounters") {
			e := &ledger.Encounter{ID: fmt.Sprint("E", i)}
			for range rapid.IntRange(0, 5).Draw(t, "people") {
				e.Participants = append(e.Participants, fmt.Sprint("Person ", rapid.IntRange(0, 60).Draw(t, "who")))
			}
			all = append(all, e)
		}
		draw := func() *metData {
			d := &metData{By: "people"}
			d.count(all, form{Path: "/met"})
			d.draw()
			return d
		}
		d, again := draw(), draw()
		if len(d.Nodes) > metNodes || len(d.Links) > metLinks || len(d.Pairs) > metPairs {
			t.Fatalf("%d nodes, %d links, %d pairs", len(d.Nodes), len(d.Links), len(d.Pairs))
		}
		var names boxes
		for i, n := range d.Nodes {
			if n.X < 0 || n.X > graphWidth || n.Y < 0 || n.Y > graphHeight || n.R < 4 || n.R > 14 {
				t.Fatalf("%s at %d, %d with %d", n.Name, n.X, n.Y, n.R)
			}
			if *n != *again.Nodes[i] {
				t.Fatalf("%+v and %+v", n, again.Nodes[i])
			}
			if n.Named {
				b, _ := besides(n.X, n.Y, n.R, n.Name, n.Left)
				if names.meet(b, -1) {
					t.Fatalf("the name of %s lies on another", n.Name)
				}
				names = append(names, b)
			}
		}
	})
}

func TestSpreadKeepsApart(t *testing.T) {
	at := spread(3, [][2]int{{0, 1}}, []float64{1})
	d := func(a, b int) float64 { return math.Hypot(at[a].x-at[b].x, at[a].y-at[b].y) }
	if !(d(0, 1) < d(0, 2) && d(0, 1) < d(1, 2)) || d(0, 1) < 0.05 {
		t.Errorf("those who met lie %.2f apart, the others %.2f and %.2f", d(0, 1), d(0, 2), d(1, 2))
	}
}

func TestTheWorldIsWhole(t *testing.T) {
	points := 0
	for line := range strings.Lines(worldText) {
		if !strings.HasPrefix(line, "#") {
			points += len(strings.Fields(line))
		}
	}
	read := 0
	for i, r := range world() {
		read += len(r.points)
		if len(r.points) < 4 || r.west < -5400 || r.east > 5400 || r.south < -900 || r.north > 900 {
			t.Errorf("line %d: %d points of %d to %d, %d to %d", i+3, len(r.points), r.west, r.east, r.south, r.north)
		}
		for j, p := range r.points[1:] {
			if before := r.points[j]; p[1] > -900 && max(p[0]-before[0], before[0]-p[0]) > 1800 {
				t.Errorf("line %d runs across the whole map, from %v to %v", i+3, before, p)
			}
		}
	}
	if read != points || points < 4000 {
		t.Errorf("%d points are read of %d", read, points)
	}
	if whole, part := coast(-180, 180, -90, 90, 960./360), coast(0, 30, 45, 70, 32); len(whole) > 60_000 || len(part) == 0 || strings.Count(part, "M") >= strings.Count(whole, "M") {
		t.Errorf("outlines of %d and %d bytes", len(whole), len(part))
	}
}

func TestZoom(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""), told("b", "2026-05-02", record.Scheduled, "offers", "the army will go soon", ""))
	h := room(t, l, Options{})
	count := func(target, what string) int { return strings.Count(get(t, h, target).Body.String(), what) }
	const mark = `<path class="mark`
	for target, want := range map[string]int{"/": 2, "/?since=2026-05-01&until=2026-05-30": 1, "/?since=2027&until=2027": 0, "/?issue=territory": 2, "/?issue=nuclear": 0} {
		if n := count(target, mark); n != want {
			t.Errorf("%s has %d marks, want %d", target, n, want)
		}
	}
	// A period without encounters still has its axis and the ways out of it.
	if count("/?since=2027&until=2027", `class="zoom"`) != 1 || count("/?since=2027&until=2027", "All days") != 1 {
		t.Error("an empty period is a dead end")
	}
}
