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
	var of, statusOf []int
	yes := 0
	for n, a := range articles {
		for _, c := range encounter.Candidates(a.web, a.ground) {
			f := c.Features(a.web)
			of = append(of, n)
			k := a.encounterAt(c)
			if k < 0 {
				found = append(found, weigh.Example{X: f, Class: 1})
				continue
			}
			yes++
			found = append(found, weigh.Example{X: f, Class: 0})
			for i, s := range statuses {
				if s == a.Encounters[k].Status {
					statusOf = append(statusOf, n)
					status = append(status, weigh.Example{X: f, Class: i})
				}
			}
		}
	}
	fmt.Printf("encounter: %d candidates, %d of them encounters\n", len(found), yes)
	check([]string{"yes", "no"}, found, of, 1, yes, options)
	m := weigh.Train([]string{"yes", "no"}, found, options)
	if err := save(filepath.Join(root, "encounter", "found.weights"), m); err != nil {
		return err
	}
	fmt.Println("status")
	check(statuses, status, statusOf, -1, len(status), options)
	m = weigh.Train(statuses, status, options)
	return save(filepath.Join(root, "encounter", "status.weights"), m)
}

// encounterAt returns the annotated encounter that the candidate most likely reports: its
// evidence covers the trigger, and kind, people and parties agree best; -1 for none.
func (a *article) encounterAt(c *encounter.Candidate) int {
	best, top := -1, 0.0
	for k, e := range a.Encounters {
		for _, ev := range e.Evidence {
			if !covers(a.Text, ev, a.web.T.Tokens[c.Tok].Start) || (e.Kind == record.Visit) != (c.Kind == record.Visit) && e.Kind != record.Meeting && c.Kind != record.Meeting {
				continue
			}
			s := 0.1
			if e.Kind == c.Kind {
				s++
			}
			for _, p := range c.Parties {
				for _, q := range e.Parties {
					if sameParty(q, p.Name) {
						s += 0.4
					}
				}
			}
			for _, p := range c.People {
				for _, q := range e.Participants {
					if x := a.web.People.List[p].Name; overlap(q, []record.Span{{Quote: x}}) >= 0.5 {
						s += 0.6
					}
				}
			}
			if s > top {
				best, top = k, s
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
