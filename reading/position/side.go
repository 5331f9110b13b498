package position

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/mention"
	"rapporteur/record"
)

// names and offices tell the state of those whom a story gives no country (homes.tsv).
var names, offices = func() (map[string]string, map[string]string) {
	byName, byOffice := map[string]string{}, map[string]string{}
	for _, r := range words.Table("homes.tsv", 3) {
		if r[1] == "name" {
			byName[r[0]] = r[2]
		} else {
			byOffice[r[0]] = r[2]
		}
	}
	return byName, byOffice
}()

// side is the party that person k acts for: by the story, or else by the words of the
// office, or else by name. It is nil where that stays unknown.
func side(w *mention.Web, k int) *record.Actor {
	if a := w.ForPerson(k); a != nil {
		return a
	}
	p := w.People.List[k]
	for _, o := range p.Offices {
		title := strings.ToLower(o.Title)
		if strings.HasPrefix(title, "former") || strings.HasPrefix(title, "ex-") {
			return nil
		}
		if a := titled(strings.Fields(o.Title)); a != nil {
			return a
		}
		if o.Of != nil {
			return nil
		}
	}
	name := strings.Fields(strings.ToLower(p.Name))
	if len(name) == 0 {
		return nil
	}
	if a := state(names[name[len(name)-1]]); a != nil {
		return a
	}
	for _, o := range p.Offices {
		title := strings.ToLower(o.Title)
		best := ""
		for x := range offices {
			if len(x) > len(best) && strings.Contains(" "+title+" ", " "+x+" ") {
				best = x
			}
		}
		if a := state(offices[best]); a != nil {
			return a
		}
	}
	return nil
}

// titled is the party that the words of a title name ("European Commission President").
func titled(title []string) *record.Actor {
	for n := min(len(title), 4); n > 0; n-- {
		for i := 0; i+n <= len(title); i++ {
			f := knowledge.Lookup(strings.Join(title[i:i+n], " "))
			if len(f) == 0 {
				continue
			}
			if a := state(knowledge.StateOf(f[0].Party.Code)); a != nil {
				return a
			}
			return &record.Actor{ID: f[0].Party.Code, Name: f[0].Party.Name}
		}
	}
	return nil
}

func state(code string) *record.Actor {
	if code == "" {
		return nil
	}
	p := knowledge.PartyByCode(code)
	if p == nil {
		return nil
	}
	return &record.Actor{ID: p.Code, Name: p.Name}
}
