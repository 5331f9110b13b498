package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/reading/encounter"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

var statuses = []string{record.Held, record.Ongoing, record.Scheduled, record.Proposed, record.Cancelled, record.Refused, record.Denied}

// yesNo are the classes of a decision of two.
var yesNo = []string{"yes", "no"}

// meetings are the examples of the three decisions about encounters, each with the article
// that it is from.
type meetings struct {
	articles                  []*article
	cands                     [][]*encounter.Candidate // by article
	gold                      [][]int                  // of each candidate: index of its annotated encounter, or -1
	found, status, same       []weigh.Example
	foundOf, statusOf, sameOf []int
}

// encounters trains which words of meeting report an encounter, with which status, and
// which report the same one.
func encounters(articles []*article, root, cross string) error {
	m := &meetings{articles: articles}
	yes := m.collect()
	fmt.Printf("encounter: %d candidates, %d of them encounters\n", len(m.found), yes)
	check(yesNo, m.found, m.foundOf, 1, yes, options)
	fmt.Println("status")
	check(statuses, m.status, m.statusOf, -1, len(m.status), options)
	m.pair()
	fmt.Printf("same encounter: %d pairs\n", len(m.same))
	check(yesNo, m.same, m.sameOf, -1, len(m.same), options)
	if cross != "" {
		return m.write(cross)
	}
	all := m.fit(-1)
	for name, x := range map[string]*weigh.Model{"found": all.Found, "status": all.Status, "same": all.Same} {
		if err := save(filepath.Join(root, "encounter", name+".weights"), x); err != nil {
			return err
		}
	}
	return nil
}

// collect gathers the examples of found and status, and returns how many are encounters.
func (m *meetings) collect() (yes int) {
	for n, a := range m.articles {
		cs := encounter.Candidates(a.web, a.ground)
		var gold []int
		for _, c := range cs {
			f := c.Features(a.web)
			k := a.encounterAt(c)
			gold = append(gold, k)
			class := 1
			if k >= 0 {
				yes++
				class = 0
				m.status = append(m.status, weigh.Example{X: f, Class: index(statuses, a.Encounters[k].Status)})
				m.statusOf = append(m.statusOf, n)
			}
			m.found = append(m.found, weigh.Example{X: f, Class: class})
			m.foundOf = append(m.foundOf, n)
		}
		m.cands, m.gold = append(m.cands, cs), append(m.gold, gold)
	}
	return yes
}

// pair gathers the examples of same: all pairs of candidates of an article that report an
// encounter each. Their statuses are those of a classifier that has not seen the article, as
// in reading.
func (m *meetings) pair() {
	for fold := range folds {
		model := weigh.Train(statuses, m.without(m.status, m.statusOf, fold), options)
		for n, a := range m.articles {
			if n%folds != fold {
				continue
			}
			for _, c := range m.cands[n] {
				c.Decide(a.web.T, model, c.Features(a.web))
			}
		}
	}
	for n, a := range m.articles {
		for j, k := range m.gold[n] {
			for i := range j {
				if k < 0 || m.gold[n][i] < 0 {
					continue
				}
				class := 1
				if m.gold[n][i] == k {
					class = 0
				}
				m.same = append(m.same, weigh.Example{X: encounter.Same(a.web, m.cands[n][i], m.cands[n][j]), Class: class})
				m.sameOf = append(m.sameOf, n)
			}
		}
	}
}

// without are the examples of all articles but those of one fold; of all for -1.
func (m *meetings) without(xs []weigh.Example, of []int, fold int) (out []weigh.Example) {
	for i, x := range xs {
		if fold < 0 || of[i]%folds != fold {
			out = append(out, x)
		}
	}
	return out
}

// fit trains the classifiers on all articles but those of one fold.
func (m *meetings) fit(fold int) *encounter.Models {
	return &encounter.Models{
		Found:  weigh.Train(yesNo, m.without(m.found, m.foundOf, fold), options),
		Status: weigh.Train(statuses, m.without(m.status, m.statusOf, fold), options),
		Same:   weigh.Train(yesNo, m.without(m.same, m.sameOf, fold), options),
	}
}

// write writes the encounters of each article as classifiers read them that have not seen
// it, one record a line, for the scorer.
func (m *meetings) write(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	out := json.NewEncoder(f)
	for fold := range folds {
		models := m.fit(fold)
		for n, a := range m.articles {
			if n%folds != fold {
				continue
			}
			rec := record.Record{Source: record.Source{ID: a.ID}, Text: a.Text, Encounters: append([]record.Encounter{}, models.Read(a.web, a.ground)...)}
			if err := out.Encode(rec); err != nil {
				f.Close()
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return f.Close()
}

// encounterAt returns the annotated encounter that the candidate most likely reports: its
// evidence covers the trigger, and kind, people, parties and date agree best; -1 for none.
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
			if e.Date != "" && e.Date == c.Date() {
				s += 0.6
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
