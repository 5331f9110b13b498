// Package party finds where a story names parties and places, and tells for each name of
// a place whether it stands there for a party ("Oslo rejected the plan") or for the place
// ("they met in Oslo"). Names, adjectives, capitals and seats come from knowledge; the
// decision is a trained classifier's over the words around the name and, where the text is
// parsed, over its tree (see Train in reading/party/train).
package party

import (
	"strings"

	"rapporteur/knowledge"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// Use is what a name stands for at one place of the text.
type Use uint8

// Uses of a name.
const (
	AsParty Use = iota
	AsPlace
)

// Mention is one name of a party or place: tokens [First, Last), bytes [Start, End).
type Mention struct {
	First, Last int
	Start, End  int
	Use         Use
	Party       *knowledge.Party // the party that it names or may stand for; nil for none
	How         knowledge.How
	Organ       string // of a state's organ without a code of its own: "foreign-ministry"
	Place       string // the name to look up with knowledge.Spots; empty where it is no place's
	Kind        string // what the name is: state, capital, seat, city, region, sea, site, world, org, people
	Margin      float64
}

// Code is the id of the mention's party in a record, empty where there is none.
func (m *Mention) Code() string {
	if m.Party == nil || m.Use != AsParty {
		return ""
	}
	if m.Organ != "" {
		return m.Party.Code + "." + m.Organ
	}
	return m.Party.Code
}

// Web holds the mentions of a story in the order of the text. Mentions do not overlap,
// except that an organ ("the Russian Foreign Ministry") covers the name of its state.
type Web struct {
	Mentions []Mention
	t        *tree.Tree
	at       []int32 // token -> index of its mention, -1 for none
}

// At returns the mention that covers token i (the state's where an organ covers it too), or nil.
func (w *Web) At(i int) *Mention {
	if i < 0 || i >= len(w.at) || w.at[i] < 0 {
		return nil
	}
	return &w.Mentions[w.at[i]]
}

// Find reads the parties and places of a parsed story. The story may be nil; names in its
// furniture are passed over. Without tags and names the words alone decide, less surely.
func Find(t *tree.Tree, story *record.Story) *Web {
	w := scan(t, story)
	w.decide()
	return w
}

// scan finds the names and leaves their use open.
func scan(t *tree.Tree, story *record.Story) *Web {
	s := &scanner{t: t, w: &Web{t: t, at: make([]int32, len(t.Tokens))}, tagged: len(t.Names) > 0, seen: map[string]bool{}}
	for i := range s.w.at {
		s.w.at[i] = -1
	}
	s.furniture(story)
	s.names()
	for i := 0; i < len(t.Tokens); {
		i = s.step(i)
	}
	s.context()
	s.organs()
	return s.w
}

// Parties lists the parties of the story with their mentions, in the order of their first.
// Parties whose codes are cited, because another layer refers to them, are listed also where
// the story names them only as a place, through an organ or not at all.
func (w *Web) Parties(cited ...string) []record.Party {
	out := []record.Party{}
	at := map[string]int{}
	add := func(code string, p *knowledge.Party, organ string) int {
		k, known := at[code]
		if !known {
			k = len(out)
			at[code] = k
			x := record.Party{ID: code, Name: p.Name, Kind: p.Kind, Mentions: []record.Span{}}
			if organ != "" {
				x.Name, x.Kind = organName(p, organ), record.Institution
			}
			out = append(out, x)
		}
		return k
	}
	for i := range w.Mentions {
		if m := &w.Mentions[i]; m.Code() != "" {
			k := add(m.Code(), m.Party, m.Organ)
			out[k].Mentions = append(out[k].Mentions, record.Cut(w.t.Text, m.Start, m.End))
		}
	}
	for _, code := range cited {
		if _, known := at[code]; known {
			continue
		}
		if p := knowledge.PartyByCode(code); p != nil {
			k := add(code, p, "")
			for i := range w.Mentions {
				if m := &w.Mentions[i]; m.Party == p && m.Organ == "" {
					out[k].Mentions = append(out[k].Mentions, record.Cut(w.t.Text, m.Start, m.End))
				}
			}
		}
	}
	return out
}

// organName makes a name of an organ's short form: "Russian foreign ministry".
func organName(p *knowledge.Party, organ string) string {
	adjective := p.Name
	if len(p.Adjectives) > 0 {
		adjective = p.Adjectives[0]
	}
	return adjective + " " + strings.ReplaceAll(organ, "-", " ")
}
