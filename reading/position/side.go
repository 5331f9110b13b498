package position

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/mention"
	"rapporteur/record"
)

// offices are those that one state alone has (homes.tsv).
var offices = func() map[string]string {
	out := map[string]string{}
	for _, r := range words.Table("homes.tsv", 2) {
		out[r[0]] = r[1]
	}
	return out
}()

// side is the party that person k acts for: by the story, or else by the words of the
// office. It is nil where that stays unknown.
func side(w *mention.Web, k int) *record.Actor {
	if a := w.ForPerson(k); a != nil {
		return a
	}
	for _, o := range w.People.List[k].Offices {
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

// whole is the organisation of an organ: the Security Council speaks for the United Nations.
func whole(a *record.Actor) *record.Actor {
	if a == nil {
		return nil
	}
	parent, _, organ := strings.Cut(a.ID, "-")
	if !organ {
		return a
	}
	if p := knowledge.PartyByCode(parent); p != nil {
		return &record.Actor{ID: p.Code, Name: p.Name}
	}
	return a
}
