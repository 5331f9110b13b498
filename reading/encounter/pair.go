package encounter

import (
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// pair is the place with the other that a sentence of the encounter names in one breath with it: talks "in Geneva or Vienna" are at
// neither for sure, a series "in Muscat and Italy's Rome" was at both. Of visits each place is one of its own.
func (s *scene) pair(g *group, place string) string {
	if g.kind == record.Visit || g.kind == record.Call {
		return place
	}
	list := s.at.Parties.Mentions
	for k := range list {
		a := &list[k]
		if len(s.bySent[s.t.Sent[a.First]]) == 0 || !city(a) {
			continue
		}
		for n := k + 1; n < min(k+3, len(list)); n++ {
			b := &list[n]
			x, y := siteName(s.at, a), siteName(s.at, b)
			conj := joinedBy(s.t, a, b)
			if conj == "" || !city(b) || x == y || x != place && y != place || !s.ofGroup(g, s.t.Sent[a.First]) {
				continue
			}
			return x + " " + conj + " " + y
		}
	}
	return place
}

func city(m *party.Mention) bool {
	return m.Use == party.AsPlace && (m.Kind == "city" || m.Kind == "capital")
}

// ofGroup tells whether a sentence reports the encounter.
func (s *scene) ofGroup(g *group, sent int) bool {
	for _, o := range s.bySent[sent] {
		if o == g {
			return true
		}
	}
	return false
}

// joinedBy is the "and" or "or" between two places: "Geneva or Vienna", "in Geneva and in Austria's capital Vienna"; empty where there
// is none.
func joinedBy(t *tree.Tree, a, b *party.Mention) string {
	if a.Last >= b.First || t.Sent[a.Last] != t.Sent[b.First] || b.First-a.Last > 4 {
		return ""
	}
	conj := t.Low[a.Last]
	if conj != "and" && conj != "or" {
		return ""
	}
	for i := a.Last + 1; i < b.First; i++ {
		if l := t.Low[i]; l != "in" && l != "'s" && l != "’s" && t.Tokens[i].UPOS != "PROPN" {
			return ""
		}
	}
	return conj
}
