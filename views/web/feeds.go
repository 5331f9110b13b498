package web

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"

	"rapporteur/ledger"
	"rapporteur/views/export"
	"rapporteur/views/term"
)

// feed is an Atom feed (RFC 4287).
type feed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  feedAuthor  `xml:"author"`
	Links   []feedLink  `xml:"link"`
	Entries []feedEntry `xml:"entry"`
}

type feedAuthor struct {
	Name string `xml:"name"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type feedEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    feedLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// feedEntries is how many encounters a feed gives, the latest.
const feedEntries = 60

// atom gives the latest encounters as a feed: an entry is updated when the status of its encounter is.
func (s *server) atom(w http.ResponseWriter, r *http.Request) {
	f, err := s.form(r)
	var list []*ledger.Encounter
	if err == nil {
		list, err = s.l.Timeline(r.Context(), f.filter(feedEntries))
	}
	if err != nil {
		code := status(err)
		http.Error(w, s.told(r, code, err), code)
		return
	}
	base := (&url.URL{Scheme: "http", Host: r.Host}).String()
	name := "Encounters"
	if f.Process != "" {
		name += ": " + f.Process
	}
	out := feed{ID: base + f.With(), Title: term.Clean(name), Updated: "1970-01-01T00:00:00Z", Author: feedAuthor{"Rapporteur"},
		Links: []feedLink{{"self", base + f.With()}, {"alternate", base + "/"}}}
	for i := len(list) - 1; i >= 0; i-- {
		e := list[i]
		at := changed(e)
		out.Updated = max(out.Updated, at)
		who := strings.Join(append(append([]string{}, e.Participants...), e.Parties...), ", ")
		out.Entries = append(out.Entries, feedEntry{ID: "urn:rapporteur:encounter:" + e.ID, Title: term.Clean(label(e)), Updated: at,
			Link: feedLink{"alternate", base + "/encounter?id=" + url.QueryEscape(e.ID)}, Summary: term.Clean(clip(600, who) + "; " + plural(e.Stories, "story"))})
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Write([]byte(xml.Header))
	if err := xml.NewEncoder(w).Encode(out); err != nil {
		s.o.Log.Error("a feed could not be written", "error", err)
	}
}

// changed is the instant at which an encounter's status last changed, by the days of the stories.
func changed(e *ledger.Encounter) string {
	last := "1970-01-01"
	for _, c := range e.Chain {
		last = max(last, deref(c.Told))
	}
	return last + "T00:00:00Z"
}

// calendar gives the scheduled encounters as iCalendar.
func (s *server) calendar(w http.ResponseWriter, r *http.Request) {
	f, err := s.form(r)
	if err == nil {
		w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
		err = export.Write(r.Context(), s.l, "ics", "", f.filter(1000), w)
	}
	if err != nil {
		code := status(err)
		http.Error(w, s.told(r, code, err), code)
	}
}
