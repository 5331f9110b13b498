// Package reading turns a parsed document into the layers of a record: people, parties,
// statements, encounters, positions, instruments and events, each with the words of the
// story that it rests on.
package reading

import (
	"rapporteur/english"
	"rapporteur/reading/encounter"
	"rapporteur/reading/mention"
	"rapporteur/reading/position"
	"rapporteur/reading/speech"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
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
	w := mention.New(tree.New(doc))
	for _, p := range w.People.List {
		rec.People = append(rec.People, p.Person)
	}
	rec.Encounters = append(rec.Encounters, encounter.Read(w, times, published)...)
	rec.Statements = append(rec.Statements, speech.Read(w)...)
	rec.Positions = append(rec.Positions, position.Read(w, rec.Statements)...)
}
