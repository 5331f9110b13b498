// Package reading turns a parsed document into the layers of a record: people, parties,
// statements, encounters, positions, instruments and events, each with the words of the
// story that it rests on.
package reading

import (
	"rapporteur/english"
	"rapporteur/reading/encounter"
	"rapporteur/reading/event"
	"rapporteur/reading/instrument"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/position"
	"rapporteur/reading/speech"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

// Read fills the layers of a record whose Source, Story and Text stand, from the document
// parsed out of that text (its offsets are offsets into rec.Text).
func Read(rec *record.Record, doc *english.Doc) {
	published := ""
	if rec.Story.Published != nil {
		published = rec.Story.Published.Date
	}
	times := when.Read(doc, &rec.Story, published)
	rec.Dates, rec.Notes = times.Dates, append(rec.Notes, times.Notes...)
	t := tree.New(doc)
	w := mention.New(t)
	w.Day = published
	parties := party.Find(t, &rec.Story)
	places := where.Read(t, parties)
	ground := &encounter.Ground{Times: times, Parties: parties, Places: places, Published: published}
	rec.Encounters = append(rec.Encounters, encounter.Read(w, ground)...)
	rec.Statements = append(rec.Statements, speech.Read(w, times, places)...)
	rec.Positions = append(rec.Positions, position.Read(w, rec.Statements)...)
	rec.Instruments = append(rec.Instruments, instrument.Read(w)...)
	rec.Events = append(rec.Events, event.Read(w, ground, rec)...)
	for _, p := range w.People.List {
		rec.People = append(rec.People, p.Person)
	}
	for _, k := range w.ByTable() {
		rec.Notes = append(rec.Notes, w.People.List[k].Name+" acts for "+w.ForPerson(k).Name+" by the table of holders of offices; the story does not say so")
	}
	rec.Parties = parties.Parties(cited(rec)...)
	link(rec, places)
}

// cited lists the ids of the actors that the layers refer to.
func cited(rec *record.Record) []string {
	var out []string
	add := func(actors ...*record.Actor) {
		for _, a := range actors {
			if a != nil && a.ID != "" {
				out = append(out, a.ID)
			}
		}
	}
	for i := range rec.Encounters {
		e := &rec.Encounters[i]
		for _, list := range [][]record.Actor{e.Participants, e.Parties, e.Mediators} {
			for k := range list {
				add(&list[k])
			}
		}
		add(e.Host)
	}
	for i := range rec.Statements {
		add(rec.Statements[i].Speaker, rec.Statements[i].For)
	}
	for i := range rec.Positions {
		add(&rec.Positions[i].Party)
	}
	for i := range rec.Events {
		for _, list := range [][]record.Actor{rec.Events[i].Actors, rec.Events[i].Recipients} {
			for k := range list {
				add(&list[k])
			}
		}
	}
	return out
}

// link lists the places and refers the places of the encounters to them.
func link(rec *record.Record, places *where.Web) {
	rec.Places = places.Places
	for i := range rec.Encounters {
		if p := rec.Encounters[i].Place; p != nil && p.ID == "" {
			if x, ok := places.Locate(p.Name); ok {
				p.ID = x.ID
			}
		}
	}
}
