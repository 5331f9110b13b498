package mention

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/knowledge/words"
	"rapporteur/reading/who"
)

// kinds maps a noun that stands for an earlier one ("leader", "diplomat") to the nouns of
// office it may mean.
var kinds = func() map[string][]string {
	out := map[string][]string{}
	for _, r := range words.Table("office-kinds.tsv", 2) {
		out[r[0]] = strings.Fields(r[1])
	}
	return out
}()

func offices(w string) ([]string, bool) {
	h, ok := who.RoleHead(w)
	if !ok || h != w {
		return nil, false
	}
	return append([]string{h}, kinds[h]...), true
}

// definite tells whether a phrase points back to someone: it begins with "the", "this" or a possessive.
func (w *Web) definite(first, head int) bool {
	if first == head {
		return w.T.Cap(first)
	}
	switch w.T.Low[first] {
	case "the", "this", "that", "his", "her", "their", "its":
		return true
	case "a", "an", "one", "another", "some", "several", "many", "no", "two", "three", "other", "any":
		return false
	}
	return w.T.Cap(first)
}

// organ resolves a noun that stands for an organisation named before: "the ministry", "the
// group", "the newspaper".
func (w *Web) organ(first, last, head int) (Who, bool) {
	t := w.T
	if !w.definite(first, head) || head == first {
		return Who{}, false
	}
	if m := w.inner(first, head); m != nil && organs[t.Low[head]] {
		return Who{}, false
	}
	noun := t.Low[head]
	if !organs[noun] {
		return Who{}, false
	}
	m := w.lastParty(first, func(p *knowledge.Party) bool {
		for _, n := range append([]string{p.Name}, p.Names...) {
			if strings.Contains(strings.ToLower(n), noun) {
				return true
			}
		}
		return (noun == "group" || noun == "movement" || noun == "militants") && strings.HasPrefix(p.Code, "GRP.") ||
			(noun == "bloc" || noun == "alliance") && (strings.HasPrefix(p.Code, "ALL.") || p.Code == "IGO.EU" || p.Code == "IGO.NATO") ||
			(noun == "country" || noun == "kingdom" || noun == "republic") && p.Code == p.Country
	})
	if m == nil {
		return Who{}, false
	}
	return w.OfParty(m), true
}

func (w *Web) inner(first, head int) *Party {
	for i := first; i < head; i++ {
		if m := w.PartyAt(i); m != nil {
			return m
		}
	}
	return nil
}

var organs = words.Set("organ-nouns.txt")
