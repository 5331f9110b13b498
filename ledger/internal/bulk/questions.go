//go:build unix

package main

import (
	"context"
	"fmt"
	"slices"
	"syscall"
	"time"

	"rapporteur/ledger"
)

// drain asks for encounters one by one, as the command does.
func drain(ctx context.Context, l *ledger.Ledger, f ledger.Filter) error {
	for _, err := range l.Encounters(ctx, f) {
		if err != nil {
			return err
		}
	}
	return nil
}

// questions asks every kind of question, about parties, people, places, issues, words and days of the ledger itself, with the
// limit that the command has where its user names none, and tells the median and the 95th percentile of the times.
func questions(ctx context.Context, l *ledger.Ledger, rounds int) error {
	status, err := l.Status(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d stories, %d reports, %d encounters, %d statements, %d positions, %d people; %d MB\n", status.Stories, status.Reports, status.Encounters, status.Statements, status.Positions, status.People, status.Bytes>>20)
	people, err := l.People(ctx, ledger.Filter{Limit: 200})
	if err != nil {
		return err
	}
	parties := []string{"United States", "Russia", "Ukraine", "Israel", "Iran", "China", "Hamas", "European Union", "France", "Qatar", "India", "Norway"}
	places := []string{"Moscow", "Geneva", "Doha", "Washington", "Istanbul", "Oslo"}
	issues := []string{"ceasefire", "sanctions", "nuclear", "trade", "territory", "prisoners"}
	words := []string{"talks", "ceasefire", "peace", "president", "agreement", "meeting", "sanctions relief", "hostages", "said", "security guarantees", `"prime minister"`, "enrichment"}
	months := []string{"2016-03", "2018-06", "2022-10", "2024-08", "2025-05", "2025-06", "2025-11", "2026-01"}
	pick := func(list []string, i int) string { return list[i%len(list)] }
	processes := []ledger.Process{
		{Name: "bulk one", Parties: []string{"United States", "Iran"}},
		{Name: "bulk two", Parties: []string{"Russia", "Ukraine"}, Words: "talks"},
		{Name: "bulk three", Parties: []string{"Israel", "Hamas", "Qatar"}, Issues: []string{"ceasefire", "prisoners"}},
	}
	for _, p := range processes {
		if err := l.SaveProcess(ctx, p); err != nil {
			return err
		}
	}
	process := func(i int) string { return processes[i%len(processes)].Name }
	n := ledger.DefaultLimit
	shown, err := l.Timeline(ctx, ledger.Filter{Limit: 500})
	if err != nil {
		return err
	}
	list := func(ask func(context.Context, ledger.Filter) error, f func(i int) ledger.Filter) func(int) error {
		return func(i int) error { return ask(ctx, f(i)) }
	}
	encounters := func(ctx context.Context, f ledger.Filter) error { return drain(ctx, l, f) }
	statements := func(ctx context.Context, f ledger.Filter) error { _, err := l.Statements(ctx, f); return err }
	positions := func(ctx context.Context, f ledger.Filter) error { _, err := l.Positions(ctx, f); return err }
	search := func(ctx context.Context, f ledger.Filter) error { _, err := l.Search(ctx, f); return err }
	byPeople := func(ctx context.Context, f ledger.Filter) error { _, err := l.People(ctx, f); return err }
	var all, allWorks []time.Duration
	for _, q := range []struct {
		kind string
		ask  func(int) error
	}{
		{"timeline", list(encounters, func(int) ledger.Filter { return ledger.Filter{Limit: n} })},
		{"timeline --party", list(encounters, func(i int) ledger.Filter { return ledger.Filter{Party: pick(parties, i), Limit: n} })},
		{"timeline --person", list(encounters, func(i int) ledger.Filter { return ledger.Filter{Person: people[i*7%len(people)].Name, Limit: n} })},
		{"timeline --place", list(encounters, func(i int) ledger.Filter { return ledger.Filter{Place: pick(places, i), Limit: n} })},
		{"timeline --since --until", list(encounters, func(i int) ledger.Filter {
			return ledger.Filter{Since: pick(months, i), Until: pick(months, i), Limit: n}
		})},
		{"timeline --evidence", list(encounters, func(i int) ledger.Filter { return ledger.Filter{Party: pick(parties, i), Evidence: true, Limit: n} })},
		{"timeline --process", list(encounters, func(i int) ledger.Filter { return ledger.Filter{Process: process(i), Limit: n} })},
		{"statements", list(statements, func(int) ledger.Filter { return ledger.Filter{Limit: n} })},
		{"statements --person", list(statements, func(i int) ledger.Filter { return ledger.Filter{Person: people[i*7%len(people)].Name, Limit: n} })},
		{"statements --party", list(statements, func(i int) ledger.Filter { return ledger.Filter{Party: pick(parties, i), Limit: n} })},
		{"statements WORD", list(statements, func(i int) ledger.Filter { return ledger.Filter{Text: pick(words, i), Limit: n} })},
		{"statements --process", list(statements, func(i int) ledger.Filter { return ledger.Filter{Process: process(i), Limit: n} })},
		{"positions", list(positions, func(int) ledger.Filter { return ledger.Filter{Limit: n} })},
		{"positions --party", list(positions, func(i int) ledger.Filter { return ledger.Filter{Party: pick(parties, i), Limit: n} })},
		{"positions --issue", list(positions, func(i int) ledger.Filter { return ledger.Filter{Issue: pick(issues, i), Limit: n} })},
		{"positions --process", list(positions, func(i int) ledger.Filter { return ledger.Filter{Process: process(i), Limit: n} })},
		{"people", list(byPeople, func(int) ledger.Filter { return ledger.Filter{Limit: n} })},
		{"people --party", list(byPeople, func(i int) ledger.Filter { return ledger.Filter{Party: pick(parties, i), Limit: n} })},
		{"people --since --until", list(byPeople, func(i int) ledger.Filter {
			return ledger.Filter{Since: pick(months, i), Until: pick(months, i), Limit: n}
		})},
		{"search WORD", list(search, func(i int) ledger.Filter { return ledger.Filter{Text: pick(words, i), Limit: n} })},
		{"search --party", list(search, func(i int) ledger.Filter {
			return ledger.Filter{Text: pick(words, i), Party: pick(parties, i/2), Limit: n}
		})},
		{"trends", func(i int) error {
			_, _, _, err := l.Trends(ctx, ledger.Filter{Limit: n, Until: pick(months, i)})
			return err
		}},
		{"brief", func(i int) error { _, err := l.Brief(ctx, process(i), ""); return err }},
		{"show", func(i int) error { _, err := l.Show(ctx, shown[i*11%len(shown)].ID); return err }},
		{"status", func(int) error { _, err := l.Status(ctx); return err }},
	} {
		var took, works []time.Duration
		for i := range rounds {
			from, worked := time.Now(), work()
			if err := q.ask(i); err != nil {
				return fmt.Errorf("%s: %w", q.kind, err)
			}
			took, works = append(took, time.Since(from)), append(works, work()-worked)
		}
		all, allWorks = append(all, took...), append(allWorks, works...)
		tell(q.kind, took, works)
	}
	tell("all kinds", all, allWorks)
	fmt.Println("resident", resident())
	for _, p := range processes {
		if err := l.DropProcess(ctx, p.Name); err != nil {
			return err
		}
	}
	return nil
}

// tell prints the times of one kind of question: by the clock, and the processor's, which is the clock's on an idle machine.
func tell(kind string, took, works []time.Duration) {
	fmt.Printf("%-26s median %6.0f ms  p95 %6.0f ms   processor median %6.0f ms  p95 %6.0f ms\n", kind, at(took, 50), at(took, 95), at(works, 50), at(works, 95))
}

// work is the processor's time that the process has taken.
func work() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// at gives a percentile in milliseconds.
func at(took []time.Duration, percent int) float64 {
	took = slices.Clone(took)
	slices.Sort(took)
	return float64(took[(len(took)-1)*percent/100].Microseconds()) / 1000
}
