package main

import (
	"fmt"
	"path/filepath"

	"rapporteur/reading/instrument"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

var instrumentStatuses = []string{"drafted", "presented", "revised", "accepted", "rejected", "signed", "adopted", "in_force", "broken", "expired", "unknown"}

// instruments trains which noun phrases name instruments, and their status.
func instruments(articles []*article, root string) error {
	var found, status []weigh.Example
	var of, statusOf []int
	gold := 0
	for n, a := range articles {
		gold += len(a.Instruments)
		t := a.web.T
		for _, c := range instrument.Candidates(a.web) {
			f := c.Features(a.web)
			name := record.Cut(t.Text, t.Tokens[c.First].Start, t.Tokens[c.Last-1].End)
			class := 1
			for _, x := range a.Instruments {
				if overlap(x.Name, []record.Span{name}) >= 0.5 {
					class = 0
					status = append(status, weigh.Example{X: f, Class: index(instrumentStatuses, x.Status)})
					statusOf = append(statusOf, n)
					break
				}
			}
			found = append(found, weigh.Example{X: f, Class: class})
			of = append(of, n)
		}
	}
	fmt.Printf("instrument: %d candidates, %d of them instruments; %d annotated\n", len(found), len(status), gold)
	check([]string{"yes", "no"}, found, of, 1, gold, options)
	check(instrumentStatuses, status, statusOf, -1, len(status), options)
	if err := save(filepath.Join(root, "instrument", "found.weights"), weigh.Train([]string{"yes", "no"}, found, options)); err != nil {
		return err
	}
	return save(filepath.Join(root, "instrument", "status.weights"), weigh.Train(instrumentStatuses, status, options))
}
