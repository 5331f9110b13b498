package party

import (
	"embed"
	"sort"
	"strings"
	"sync"

	"rapporteur/knowledge"
	"rapporteur/knowledge/tsv"
	"rapporteur/record"
)

//go:embed *.tsv
var files embed.FS

func table(name string) [][]string { return tsv.Rows(files, name) }

// phrase is a row of organs.tsv or context.tsv cut into words.
type phrase struct {
	words []string
	value []string
}

// phrases files the rows of a table under their first word, longest first.
func phrases(name string, fold bool) map[string][]phrase {
	out := map[string][]phrase{}
	for _, r := range table(name) {
		key := r[0]
		if fold {
			key = strings.ToLower(key)
		}
		p := phrase{words: strings.Fields(strings.ReplaceAll(key, "'s", " 's")), value: r[1:]}
		out[p.words[0]] = append(out[p.words[0]], p)
	}
	for _, ps := range out {
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].words) > len(ps[j].words) })
	}
	return out
}

var (
	organWords   = sync.OnceValue(func() map[string][]phrase { return phrases("organs.tsv", true) })
	contextNames = sync.OnceValue(func() map[string][]phrase { return phrases("context.tsv", false) })
)

// organs adds the organs of states: behind the name or adjective of a state, its 's and
// adjectives in small letters apart.
func (s *scanner) organs() {
	t := s.t
	for k, n := 0, len(s.w.Mentions); k < n; k++ {
		m := s.w.Mentions[k]
		if m.Party == nil || m.Party.Kind != record.State || m.How == knowledge.ByPeople || m.How == knowledge.ByCapital {
			continue
		}
		i := m.Last
		if i < len(t.Tokens) && (t.Low[i] == "'s" || t.Low[i] == "'") {
			i++
		} else if m.How == knowledge.ByName && !short(m.Party, t.Text[m.Start:m.End]) {
			continue
		}
		for _, p := range organsAt(t.Low, i) {
			if !s.same(i, p.words) || i > 0 && t.Para[i] != t.Para[m.First] {
				continue
			}
			last := i + len(p.words)
			s.w.Mentions = append(s.w.Mentions, Mention{First: m.First, Last: last, Start: m.Start, End: t.Tokens[last-1].End, Party: m.Party, How: m.How, Organ: p.value[0], Kind: "org"})
			break
		}
	}
	sort.SliceStable(s.w.Mentions, func(i, j int) bool { return s.w.Mentions[i].Start < s.w.Mentions[j].Start })
	s.index()
}

// index notes anew which mention covers each token; organs give way to their state.
func (s *scanner) index() {
	for k := len(s.w.Mentions) - 1; k >= 0; k-- {
		m := &s.w.Mentions[k]
		for i := m.First; i < m.Last; i++ {
			if m.Organ == "" || s.w.at[i] < 0 {
				s.w.at[i] = int32(k)
			}
		}
	}
	for k := range s.w.Mentions {
		if m := &s.w.Mentions[k]; m.Organ == "" {
			for i := m.First; i < m.Last; i++ {
				s.w.at[i] = int32(k)
			}
		}
	}
}

func organsAt(low []string, i int) []phrase {
	if i >= len(low) {
		return nil
	}
	return organWords()[low[i]]
}

func (s *scanner) same(i int, words []string) bool {
	if i+len(words) > len(s.t.Low) {
		return false
	}
	for k, w := range words {
		if s.t.Low[i+k] != w {
			return false
		}
	}
	return true
}

// short tells whether a state's name also stands before its organs as it is: "US Treasury".
func short(p *knowledge.Party, form string) bool {
	return strings.ToUpper(form) == form
}

// context adds the names that mean a party only where the story names it elsewhere.
func (s *scanner) context() {
	t := s.t
	for i := range t.Tokens {
		if s.skip[i] || s.listed(i) {
			continue
		}
		word := t.Form(i)
		if word == "The" {
			word = "the"
		}
		for _, p := range contextNames()[word] {
			last := i + len(p.words)
			if !s.seen[p.value[0]] || !s.sameForm(i, p.words) || s.listed(last-1) {
				continue
			}
			if p.value[1] == "tagged" && s.tag(i) != "LOC" {
				continue
			}
			if last < len(t.Tokens) && (t.Cap(last) || strings.HasPrefix(t.Form(last), "-")) && t.Para[last] == t.Para[i] || s.tag(last-1) == "ORG" {
				continue
			}
			first := i
			if p.words[0] == "the" {
				first++
			}
			m := Mention{First: first, Start: t.Tokens[first].Start, End: t.Tokens[last-1].End, Party: knowledge.PartyByCode(p.value[0]), Kind: "short"}
			if p.value[1] != "party" {
				m.Kind, m.Place = "state", m.Party.Name
			}
			if k := s.w.at[first]; k >= 0 && s.w.Mentions[k].First >= i && s.w.Mentions[k].Last <= last {
				m.Last = last
				s.w.Mentions[k] = m
			} else if k < 0 {
				s.add(m)
			}
			break
		}
	}
}

// listed tells whether a mention with a party, or of a longer name, covers token i.
func (s *scanner) listed(i int) bool {
	if i >= len(s.w.at) || s.w.at[i] < 0 {
		return i >= len(s.w.at)
	}
	m := &s.w.Mentions[s.w.at[i]]
	return m.Party != nil || m.Last-m.First > 2
}

// sameForm compares words in their case, the first one aside.
func (s *scanner) sameForm(i int, words []string) bool {
	if i+len(words) > len(s.t.Tokens) {
		return false
	}
	for k, w := range words[1:] {
		if s.t.Form(i+k+1) != w {
			return false
		}
	}
	return true
}
