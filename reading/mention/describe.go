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
	m := w.lastParty(first, func(m *Party) bool { return calledSo(m, noun) })
	if m == nil {
		return Who{}, false
	}
	return w.OfParty(m), true
}

// calledSo tells whether a party may be called by the noun later on.
func calledSo(m *Party, noun string) bool {
	if strings.Contains(strings.ToLower(m.Name), noun) {
		return true
	}
	p := knowledge.PartyByCode(m.Code)
	if p == nil {
		return news[noun] && strings.Contains(" times post journal news tribune herald gazette guardian telegraph globe mail observer reuters ", " "+strings.ToLower(lastWord(m.Name))+" ")
	}
	for _, n := range p.Names {
		if strings.Contains(strings.ToLower(n), noun) {
			return true
		}
	}
	switch noun {
	case "group", "movement", "militants":
		return strings.HasPrefix(p.Code, "GRP.")
	case "bloc", "alliance":
		return strings.HasPrefix(p.Code, "ALL.") || p.Code == "IGO.EU" || p.Code == "IGO.NATO"
	case "country", "kingdom", "republic":
		return p.Code == p.Country
	}
	return false
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

var news = map[string]bool{"newspaper": true, "paper": true, "outlet": true, "daily": true, "report": true, "agency": true}

func (w *Web) inner(first, head int) *Party {
	for i := first; i < head; i++ {
		if m := w.PartyAt(i); m != nil {
			return m
		}
	}
	return nil
}

var organs = words.Set("organ-nouns.txt")
