package web

import (
	"strings"

	"rapporteur/record"
)

// layersOf lists the items of a record that have a span in the window, layer by layer.
func layersOf(rec *record.Record, id, lit string, shown map[string]bool) []layer {
	var out []layer
	start := func(name, class string) { out = append(out, layer{Name: name, Class: class}) }
	add := func(e entry) {
		l := &out[len(out)-1]
		switch {
		case !shown[e.ID]:
		case len(l.Entries) == windowItems && e.ID != lit:
			l.More++
		default:
			e.Lit = e.ID == lit
			e.Text = clip(shownContent, e.Text)
			l.Entries = append(l.Entries, e)
		}
	}
	fix := func(item string) string { return askLink("/correct", "ref", id+"/"+item) }
	start("Encounters", "en")
	for _, e := range rec.Encounters {
		add(entry{ID: e.ID, Text: title(e.Kind) + ", " + e.Status + ": " + actors(e.Parties, e.Participants), Note: encounterNote(&e), Href: askLink("/encounter", "id", id+"/"+e.ID), Fix: fix(e.ID)})
	}
	start("Statements", "st")
	for _, s := range rec.Statements {
		add(entry{ID: s.ID, Text: speaker(&s) + ": " + spans(s.Content), Note: s.Mode, Fix: fix(s.ID)})
	}
	start("Positions", "po")
	for _, q := range rec.Positions {
		add(entry{ID: q.ID, Text: q.Party.Name + " " + q.Stance + ": " + q.Content.Quote, Note: words(q.Issue),
			Href: askLink("/position", "party", q.Party.Name, "issue", q.Issue), Fix: fix(q.ID)})
	}
	start("Instruments", "in")
	for _, i := range rec.Instruments {
		add(entry{ID: i.ID, Text: i.Name.Quote, Note: strings.Trim(words(i.Kind)+", "+words(i.Status), ", ")})
	}
	start("People", "pe")
	for _, p := range rec.People {
		add(entry{ID: p.ID, Text: p.Name, Note: clip(120, roles(p.Roles)), Href: askLink("/person", "id", p.Name), Fix: askLink("/correct", "ref", p.Name)})
	}
	start("Parties", "pa")
	for _, p := range rec.Parties {
		add(entry{ID: partyItem(p.ID), Text: p.Name, Note: words(p.Kind), Href: askLink("/", "party", p.Name)})
	}
	start("Places", "pl")
	for _, p := range rec.Places {
		add(entry{ID: placeItem(p.ID), Text: p.Name, Note: p.Country, Href: askLink("/", "place", p.Name)})
	}
	kept := out[:0]
	for _, l := range out {
		if len(l.Entries) > 0 {
			kept = append(kept, l)
		}
	}
	return kept
}

func actors(lists ...[]record.Actor) string {
	var out []string
	for _, list := range lists {
		for _, a := range list {
			out = append(out, a.Name)
		}
	}
	if len(out) == 0 {
		return "parties not told"
	}
	return strings.Join(out, ", ")
}

func encounterNote(e *record.Encounter) string {
	var out []string
	if e.Date != nil {
		out = append(out, dayOr(*e.Date))
	}
	if e.Place != nil {
		out = append(out, clip(60, e.Place.Name))
	}
	if e.Outcome != record.NoneReported {
		out = append(out, words(e.Outcome))
	}
	return strings.Join(out, ", ")
}

func speaker(s *record.Statement) string {
	switch {
	case s.Speaker != nil:
		return s.Speaker.Name
	case s.SpeakerText != nil:
		return s.SpeakerText.Quote
	}
	return "Speaker not told"
}

func spans(list []record.Span) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Quote)
	}
	return strings.Join(out, " … ")
}

func roles(list []record.Role) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Title)
	}
	return strings.Join(out, "; ")
}
