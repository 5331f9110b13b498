package record

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

var itemPath = regexp.MustCompile(`^(people|parties|places|dates|encounters|statements|positions|instruments|events)\[(\d+)\](?:\.(value|date|duration|for|speaker|place))?(?:[. ]|$)`)

// Prune takes out of a record what does not hold (see Validate), so that the rest can be kept: a reference to nothing loses
// its id, a time expression its value, anything else goes. It returns what was taken out, one line each, and an error where
// the story itself does not hold. A sound reader leaves nothing to prune.
func Prune(r *Record) (pruned []string, err error) {
	for {
		pruned = append(pruned, unlink(r)...)
		faults := check(r)
		if len(faults) == 0 {
			return pruned, nil
		}
		drop := map[string]map[int]bool{}
		for _, f := range faults {
			m := itemPath.FindStringSubmatch(f.path)
			if m == nil {
				return pruned, f
			}
			n, _ := strconv.Atoi(m[2])
			if r.clear(m[1], n, m[3]) {
				pruned = append(pruned, f.Error())
				continue
			}
			if drop[m[1]] == nil {
				drop[m[1]] = map[int]bool{}
			}
			if !drop[m[1]][n] {
				pruned = append(pruned, f.Error())
			}
			drop[m[1]][n] = true
		}
		r.People = without(r.People, drop["people"])
		r.Parties = without(r.Parties, drop["parties"])
		r.Places = without(r.Places, drop["places"])
		r.Dates = without(r.Dates, drop["dates"])
		r.Encounters = without(r.Encounters, drop["encounters"])
		r.Statements = without(r.Statements, drop["statements"])
		r.Positions = without(r.Positions, drop["positions"])
		r.Instruments = without(r.Instruments, drop["instruments"])
		r.Events = without(r.Events, drop["events"])
	}
}

// clear empties a field that may be null; false where the item has no such field, or it is empty already.
func (r *Record) clear(layer string, n int, field string) bool {
	var p **string
	switch layer + "." + field {
	case "dates.value":
		p = &r.Dates[n].Value
	case "encounters.date":
		p = &r.Encounters[n].Date
	case "encounters.duration":
		p = &r.Encounters[n].Duration
	case "statements.date":
		p = &r.Statements[n].Date
	case "events.date":
		p = &r.Events[n].Date
	case "statements.for":
		had := r.Statements[n].For != nil
		r.Statements[n].For = nil
		return had
	case "statements.speaker":
		had := r.Statements[n].Speaker != nil
		r.Statements[n].Speaker = nil
		return had
	case "encounters.place":
		had := r.Encounters[n].Place != nil
		r.Encounters[n].Place = nil
		return had
	default:
		return false
	}
	had := *p != nil
	*p = nil
	return had
}

func without[T any](list []T, drop map[int]bool) []T {
	if len(drop) == 0 {
		return list
	}
	out := list[:0]
	for i, x := range list {
		if !drop[i] {
			out = append(out, x)
		}
	}
	return out
}

// unlink takes the ids off references to nothing.
func unlink(r *Record) (pruned []string) {
	actors, places, said := map[string]bool{"": true}, map[string]bool{"": true}, map[string]bool{}
	for _, p := range r.People {
		actors[p.ID] = true
	}
	for _, p := range r.Parties {
		actors[p.ID] = true
	}
	for _, p := range r.Places {
		places[p.ID] = true
	}
	for _, s := range r.Statements {
		said[s.ID] = true
	}
	note := func(path, id string) {
		if s := fmt.Sprintf("%s referred to %q, which the record does not hold", path, id); !slices.Contains(pruned, s) {
			pruned = append(pruned, s)
		}
	}
	actor := func(path string, a *Actor) {
		if a != nil && !actors[a.ID] {
			note(path, a.ID)
			a.ID = ""
		}
	}
	list := func(path string, as []Actor) {
		for i := range as {
			actor(path, &as[i])
		}
	}
	place := func(path string, p *PlaceRef) {
		if p != nil && !places[p.ID] {
			note(path, p.ID)
			p.ID = ""
		}
	}
	for i := range r.Story.Images {
		list("images", r.Story.Images[i].People)
	}
	for i := range r.Encounters {
		e := &r.Encounters[i]
		list("encounters", e.Participants)
		list("encounters", e.Parties)
		list("encounters", e.Mediators)
		actor("encounters", e.Host)
		place("encounters", e.Place)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		actor("statements", s.Speaker)
		actor("statements", s.For)
		place("statements", s.Place)
	}
	for i := range r.Positions {
		q := &r.Positions[i]
		actor("positions", &q.Party)
		if q.Statement != nil && !said[*q.Statement] {
			note("positions", *q.Statement)
			q.Statement = nil
		}
	}
	for i := range r.Instruments {
		list("instruments", r.Instruments[i].By)
	}
	for i := range r.Events {
		list("events", r.Events[i].Actors)
		list("events", r.Events[i].Recipients)
	}
	return pruned
}
