package web

import (
	"net/http"
	"slices"

	"rapporteur/ledger"
	"rapporteur/record"
)

// How much a page shows.
const (
	perPage      = 30
	axisMarks    = 240 // marks of the time axis
	namedStories = 30  // stories that an encounter's page names by their headlines
	shownQuotes  = 120 // sentences that an encounter's page shows
)

type timelineData struct {
	Axis *axis
	List []*ledger.Encounter
	All  int
}

func (s *server) timeline(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	all, err := s.l.Timeline(r.Context(), f.filter(max(f.Page*perPage+1, axisMarks)))
	if err != nil {
		return nil, err
	}
	d := timelineData{Axis: newAxis(all[max(0, len(all)-axisMarks):], f, axisMarks), All: len(all)}
	d.List = turn(&f, all, perPage)
	return &view{Title: "Timeline", Nav: "timeline", F: f, Data: d}, nil
}

// source is a story as the pages name it.
type source struct {
	ID, Headline, Publisher string
	Day                     *string
	URI                     string
}

// source reads what a story is called.
func (s *server) source(r *http.Request, id string) (source, *record.Record, error) {
	out := source{ID: id}
	rec, err := s.l.Record(r.Context(), id)
	if err != nil || rec == nil {
		return out, nil, err
	}
	out.Headline, out.Publisher, out.URI = rec.Story.Headline, rec.Story.Publisher, rec.Source.URI
	if p := rec.Story.Published; p != nil {
		out.Day = &p.Date
	}
	return out, rec, nil
}

// report is one story's account of an encounter.
type report struct {
	source
	Item      string // the encounter's id in the story's record
	Sentences []string
	More      int // sentences that are not shown
}

// independent are the stories that copy one text, or a single one.
type independent struct {
	Agency  string
	Reports []report
}

type encounterData struct {
	E       *ledger.Encounter
	Groups  []independent
	Unshown int // stories beyond the ones named
	Count   *ledger.ClaimedCount
	Fields  []string // that a correction can set
}

func (s *server) encounter(r *http.Request) (*view, error) {
	e, err := s.findEncounter(r, field(r, "id"))
	if err != nil {
		return nil, err
	}
	d := encounterData{E: e, Fields: []string{"status", "kind", "outcome", "date", "duration", "place", "venue"}}
	if d.Count, err = s.l.CheckCount(r.Context(), e); err != nil {
		return nil, err
	}
	reports, err := s.reports(r, e)
	if err != nil {
		return nil, err
	}
	d.Unshown = max(0, e.Stories-len(reports))
	d.Groups = grouped(e, reports)
	return &view{Title: title(e.Kind), Nav: "timeline", Data: d}, nil
}

// findEncounter looks for an encounter by its id or one of its reports ("story/e1").
func (s *server) findEncounter(r *http.Request, id string) (*ledger.Encounter, error) {
	shown, err := s.l.Show(r.Context(), id)
	if err != nil {
		if status(err) == http.StatusBadRequest {
			return nil, missing("The ledger has no encounter " + id + ".")
		}
		return nil, err
	}
	if shown == nil || shown.Encounter == nil {
		return nil, missing("The ledger has no encounter " + id + ".")
	}
	return shown.Encounter, nil
}

// reports gives the stories of an encounter with their sentences, in the order of the days.
func (s *server) reports(r *http.Request, e *ledger.Encounter) ([]report, error) {
	var out []report
	at := map[string]int{}
	for _, ref := range e.Reports {
		if _, ok := at[ref.Source]; ok {
			continue
		}
		if len(out) == namedStories {
			break
		}
		src, _, err := s.source(r, ref.Source)
		if err != nil {
			return nil, err
		}
		at[ref.Source] = len(out)
		out = append(out, report{source: src, Item: ref.Encounter})
	}
	most := max(2, shownQuotes/max(1, len(out)))
	for _, q := range e.Evidence {
		i, ok := at[q.Source]
		if !ok || slices.Contains(out[i].Sentences, q.Quote) {
			continue
		}
		if len(out[i].Sentences) == most {
			out[i].More++
			continue
		}
		out[i].Sentences = append(out[i].Sentences, q.Quote)
	}
	return out, nil
}

// grouped puts reports that copy one text together; the groups stand in the order of their first reports.
func grouped(e *ledger.Encounter, reports []report) []independent {
	var out []independent
	at := map[int]int{} // group of copies: index in out
	for _, r := range reports {
		group := slices.IndexFunc(e.Copies, func(g ledger.CopyGroup) bool { return slices.Contains(g.Sources, r.ID) })
		i, ok := at[group]
		if group < 0 || !ok {
			i = len(out)
			out = append(out, independent{})
			if group >= 0 {
				at[group] = i
				out[i].Agency = e.Copies[group].Agency
			}
		}
		out[i].Reports = append(out[i].Reports, r)
	}
	return out
}
