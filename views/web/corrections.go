package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"rapporteur/ledger"
	"rapporteur/record"
)

func (s *server) corrections(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	all, err := collect(s.l.Corrections(r.Context()))
	if err != nil {
		return nil, err
	}
	return &view{Title: "Corrections", Nav: "corrections", F: f, Data: corrected(turn(&f, all, perPage), "/corrections")}, nil
}

// correctedItem is a correction in a list, and the page to come back to when it is undone there.
type correctedItem struct {
	ledger.Correction
	Back string
}

func corrected(list []ledger.Correction, back string) []correctedItem {
	out := make([]correctedItem, len(list))
	for i, c := range list {
		out[i] = correctedItem{c, back}
	}
	return out
}

// choice is a field of an encounter with the values that it can take, none where it is free.
type choice struct {
	Field  string
	Values []string
	Now    string
}

// correctData is an item that is to be corrected; one of Encounter, Statement, Position and Person is set.
type correctData struct {
	Ref, Back string
	ledger.Shown
	Fields  []choice
	Reports []string
	Before  []correctedItem // corrections of this item
}

// correctPage shows what can be corrected of one item.
func (s *server) correctPage(r *http.Request) (*view, error) {
	ref := field(r, "ref")
	shown, err := s.l.Show(r.Context(), ref)
	if err != nil && status(err) != http.StatusBadRequest {
		return nil, err
	}
	if err != nil || shown == nil || shown.Record != nil || ref == "" {
		return nil, missing("The ledger holds no item " + ref + " that could be corrected.")
	}
	d := correctData{Ref: ref, Back: own(r.FormValue("back")), Shown: *shown}
	refs := []string{ref}
	switch {
	case d.Encounter != nil:
		d.Fields = choices(d.Encounter)
		for _, rep := range d.Encounter.Reports {
			d.Reports = append(d.Reports, rep.Source+"/"+rep.Encounter)
		}
		refs = d.Reports
	case d.Person != nil:
		refs = append(slices.Clone(d.Person.Aliases), d.Person.Name)
	}
	all, err := collect(s.l.Corrections(r.Context()))
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if slices.ContainsFunc(c.Refs, func(x string) bool { return slices.Contains(refs, x) }) {
			d.Before = append(d.Before, correctedItem{c, askLink("/correct", "ref", ref)})
		}
	}
	slices.Reverse(d.Before)
	d.Before = d.Before[:min(len(d.Before), perPage)]
	return &view{Title: "Correct", Nav: "corrections", Data: d}, nil
}

// choices are the fields of an encounter that can be set, and what they are now.
func choices(e *ledger.Encounter) []choice {
	return []choice{{"status", record.EncounterStatuses(), e.Status}, {"kind", record.EncounterKinds(), e.Kind}, {"outcome", record.EncounterOutcomes(), e.Outcome},
		{"date", nil, deref(e.Date)}, {"duration", nil, deref(e.Duration)}, {"place", nil, deref(e.Place)}, {"venue", nil, deref(e.Venue)}}
}

// own gives an address of this server, "" for any other.
func own(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n") || len(back) > 1000 {
		return ""
	}
	return back
}

// changes are a correction's own, one each for the fields of an encounter that a form brings with other values than it showed.
func changes(c ledger.Correction, r *http.Request) []ledger.Correction {
	if c.Op != ledger.OpSet || c.Field != "" {
		return []ledger.Correction{c}
	}
	var out []ledger.Correction
	for _, f := range choices(&ledger.Encounter{}) {
		c.Field, c.Value = f.Field, field(r, "v-"+f.Field)
		if r.PostForm.Has("v-"+f.Field) && c.Value != field(r, "was-"+f.Field) {
			out = append(out, c)
		}
	}
	return out
}

// longReason bounds what a person may write into a correction.
const longReason = 2000

// correct takes a correction from a form and leads back to what was corrected.
func (s *server) correct(w http.ResponseWriter, r *http.Request) {
	c := ledger.Correction{At: s.o.Now().UTC().Format(time.RFC3339), Author: field(r, "author"), Reason: clip(longReason, strings.TrimSpace(r.PostFormValue("reason"))),
		Op: field(r, "op"), Refs: strings.Fields(clip(longReason, r.PostFormValue("refs"))), Field: field(r, "field"), Value: field(r, "value")}
	// An id may hold blanks: where the form names one thing alone, it comes in a field of its own.
	if one := field(r, "ref"); one != "" {
		c.Refs = append([]string{one}, c.Refs...)
	}
	if c.Op != ledger.OpSet {
		c.Field = ""
	}
	list := changes(c, r)
	if len(list) == 0 {
		s.render(w, "error", http.StatusBadRequest, &view{Title: "Not corrected", Data: "No field was changed: write the right value in the place of the wrong one."})
		return
	}
	if err := s.l.Correct(r.Context(), list...); err != nil {
		code := status(err)
		s.render(w, "error", code, &view{Title: "Not corrected", Data: s.told(r, code, err)})
		return
	}
	s.wrote.Add(1)
	to := "/corrections"
	switch back := own(r.PostFormValue("back")); {
	case back != "":
		to = back
	case slices.Contains([]string{ledger.OpSet, ledger.OpMerge}, c.Op) && len(c.Refs) > 0:
		to = "/encounter?id=" + url.QueryEscape(c.Refs[0])
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
