package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"rapporteur/ledger"
)

func (s *server) corrections(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	var list []ledger.Correction
	for c, err := range s.l.Corrections(r.Context()) {
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	list = turn(&f, list, perPage)
	return &view{Title: "Corrections", Nav: "corrections", F: f, Data: list}, nil
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
	if err := s.l.Correct(r.Context(), c); err != nil {
		code := status(err)
		s.render(w, "error", code, &view{Title: "Not corrected", Data: s.told(r, code, err)})
		return
	}
	to := "/corrections"
	if slices.Contains([]string{ledger.OpSet, ledger.OpMerge}, c.Op) && len(c.Refs) > 0 {
		to = "/encounter?id=" + url.QueryEscape(c.Refs[0])
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
