package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"rapporteur/reading/encounter"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

var statuses = []string{record.Held, record.Ongoing, record.Scheduled, record.Proposed, record.Cancelled, record.Refused, record.Denied}

// encounters trains which words of meeting report an encounter, and with which status.
func encounters(articles []*article, root string) error {
	var found, status []weigh.Example
	yes := 0
	for _, a := range articles {
		for _, c := range encounter.Candidates(a.web) {
			f := c.Features(a.web)
			k := a.encounterAt(a.web.T.Tokens[c.Tok].Start, c.Kind)
			if k < 0 {
				found = append(found, weigh.Example{X: f, Class: 1})
				continue
			}
			yes++
			found = append(found, weigh.Example{X: f, Class: 0})
			for i, s := range statuses {
				if s == a.Encounters[k].Status {
					status = append(status, weigh.Example{X: f, Class: i})
				}
			}
		}
	}
	fmt.Printf("encounter: %d candidates, %d of them encounters\n", len(found), yes)
	m := weigh.Train([]string{"yes", "no"}, found, weigh.Options{Bits: 16, Epochs: 8, Rate: 0.1, Decay: 3e-4})
	if err := save(filepath.Join(root, "encounter", "found.weights"), m); err != nil {
		return err
	}
	m = weigh.Train(statuses, status, weigh.Options{Bits: 16, Epochs: 8, Rate: 0.1, Decay: 3e-4})
	return save(filepath.Join(root, "encounter", "status.weights"), m)
}

// encounterAt returns the annotated encounter whose evidence covers byte b, preferring one
// of the same kind, or -1.
func (a *article) encounterAt(b int, kind string) int {
	best := -1
	for k, e := range a.Encounters {
		for _, ev := range e.Evidence {
			if !covers(a.Text, ev, b) {
				continue
			}
			if e.Kind == kind {
				return k
			}
			if best < 0 && (e.Kind != record.Visit) == (kind != record.Visit) {
				best = k
			}
		}
	}
	return best
}

// covers tells whether an occurrence of quote in text covers byte b.
func covers(text, quote string, b int) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], quote)
		if i < 0 || quote == "" {
			return false
		}
		if at+i <= b && b < at+i+len(quote) {
			return true
		}
		at += i + len(quote)
	}
}
