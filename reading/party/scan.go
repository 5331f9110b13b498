package party

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/knowledge"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

type scanner struct {
	t      *tree.Tree
	w      *Web
	tagged bool            // the text has name tags
	name   []int32         // token -> index of the name that covers it, -1 for none
	skip   []bool          // token stands in furniture
	seen   map[string]bool // codes of the parties named
}

// furniture marks the tokens of blocks that are no article.
func (s *scanner) furniture(story *record.Story) {
	s.skip = make([]bool, len(s.t.Tokens))
	if story == nil {
		return
	}
	for _, b := range story.Blocks {
		if b.Kind != record.Furniture {
			continue
		}
		for i := s.t.At(b.Start); i < len(s.t.Tokens) && s.t.Tokens[i].Start < b.End; i++ {
			s.skip[i] = true
		}
	}
}

// names notes which name covers each token.
func (s *scanner) names() {
	s.name = make([]int32, len(s.t.Tokens))
	for i := range s.name {
		s.name[i] = -1
	}
	for k, n := range s.t.Names {
		for i := max(n.First, 0); i < n.Last && i < len(s.name); i++ {
			s.name[i] = int32(k)
		}
	}
}

// tag is the type of the name that covers token i, empty for none.
func (s *scanner) tag(i int) string {
	if i < 0 || i >= len(s.name) || s.name[i] < 0 {
		return ""
	}
	return s.t.Names[s.name[i]].Type
}

// step reads the name at token i, if one begins there, and returns the token to go on with.
func (s *scanner) step(i int) int {
	if s.skip[i] {
		return i + 1
	}
	t := s.t
	for _, start := range heads(t.Form(i), t.Tokens[i].Start) {
		if next := s.nameAt(i, start); next > i {
			return next
		}
	}
	return i + 1
}

// heads returns where a name may begin in a token: at its head and behind its hyphens
// ("inter-Korea").
func heads(form string, start int) []int {
	k := strings.IndexByte(form, '-')
	if k < 0 {
		if starts(form) || strings.EqualFold(form, "the") || form == "al" {
			return []int{start}
		}
		return nil
	}
	out := []int{start}
	for i := k; i < len(form)-1; i++ {
		if form[i] == '-' {
			out = append(out, start+i+1)
		}
	}
	return out
}

// nameAt reads the name at a byte of token i and returns the token behind it, i where there
// is none.
func (s *scanner) nameAt(i, start int) int {
	t := s.t
	if !starts(t.Text[start:]) {
		return i
	}
	tag := s.tag(i)
	end, forms := knowledge.Longest(t.Text, start)
	if tag == "PER" {
		if last := t.Names[s.name[i]].Last; end <= t.Tokens[last-1].End { // else "Trump administration"
			return last
		}
	}
	if i+1 < len(t.Tokens) && strings.EqualFold(t.Form(i), "the") && end > 0 && beyond(t.Text, t.Tokens[i+1].Start, end) {
		return i // "the West Bank" is no "the West"
	}
	spotEnd, spot := knowledge.LongestSpot(t.Text, start)
	if spotEnd < end {
		spot = ""
	} else if spotEnd > end {
		end, forms = spotEnd, nil
	}
	m := Mention{First: i, Start: start, End: end, Place: spot}
	if len(forms) > 0 {
		f := pick(forms, tag)
		m.Party, m.How = f.Party, f.How
	}
	m.Kind = kind(&m, t.Text[start:max(start, end)])
	if n, longer := s.tagged1(i, end); longer && start == t.Tokens[i].Start { // a longer name is tagged here
		return s.tagName(n, &m)
	}
	if end == 0 || !s.stands(&m, tag) {
		return i
	}
	return s.add(m)
}

// beyond tells whether a name that begins at byte start reaches beyond byte end.
func beyond(text string, start, end int) bool {
	if e, _ := knowledge.Longest(text, start); e > end {
		return true
	}
	e, _ := knowledge.LongestSpot(text, start)
	return e > end
}

// starts tells whether a name may begin with what s begins with: a capital, or "the".
func starts(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || strings.HasPrefix(s, "the ") || strings.HasPrefix(s, "al-") || strings.HasPrefix(s, "al ") || r >= '0' && r <= '9'
}

// pick chooses among the parties of one spelling: a name before a capital before an adjective.
func pick(forms []knowledge.Form, tag string) knowledge.Form {
	best := forms[0]
	for _, f := range forms[1:] {
		if rank(f.How) < rank(best.How) {
			best = f
		}
		if best.How == knowledge.ByCapital && f.How == knowledge.ByCapital && f.Party.Code == "IGO.EU" {
			best = f // Brussels
		}
	}
	return best
}

func rank(h knowledge.How) int {
	switch h {
	case knowledge.ByName:
		return 0
	case knowledge.BySeat:
		return 1
	case knowledge.ByCapital:
		return 2
	}
	return 3
}

// kind tells what a name is.
func kind(m *Mention, form string) string {
	if m.Party != nil {
		switch m.How {
		case knowledge.ByAdjective, knowledge.ByPerson, knowledge.ByPeople:
			return "people"
		case knowledge.ByCapital:
			return "capital"
		case knowledge.BySeat:
			if m.Place == "" && strings.HasSuffix(form, "dministration") {
				return "org"
			}
			return "seat"
		}
		if m.Party.Kind == record.State {
			return "state"
		}
		if m.Party.Code == "ALL.EUROPE" {
			return "world"
		}
		return "org"
	}
	if spots := knowledge.Spots(m.Place); m.Place != "" && len(spots) > 0 {
		return spots[0].Kind
	}
	return ""
}

// tagged1 returns the name that begins at token i where it is tagged and reaches beyond end.
func (s *scanner) tagged1(i, end int) (int32, bool) {
	k := s.name[i]
	if k < 0 || s.t.Names[k].First != i {
		return -1, false
	}
	last := s.t.Names[k].Last
	return k, s.t.Tokens[last-1].End > end && !(last-1 > i && s.t.Low[last-1] == "'s" && s.t.Tokens[last-2].End <= end)
}

// tagName reads a tagged name that is longer than what knowledge lists: m is what it
// lists at its head.
func (s *scanner) tagName(k int32, m *Mention) int {
	n := s.t.Names[k]
	switch n.Type {
	case "LOC", "FAC":
		first := n.First
		if s.t.Low[first] == "the" && first+1 < n.Last {
			first++
		}
		if !s.placeName(first, n.Last) {
			return n.Last
		}
		x := Mention{First: first, Start: s.t.Tokens[first].Start, End: s.t.Tokens[n.Last-1].End, Kind: "site", Use: AsPlace}
		if n.Type == "LOC" {
			x.Kind = "region"
		}
		x.Place = knowledge.Fold(s.t.Text[x.Start:x.End])
		return s.add(x)
	case "ORG", "EVENT", "LAW":
		if m.Party == nil || m.End == 0 || m.Kind == "capital" || m.Kind == "city" {
			return n.Last
		}
		return s.add(*m)
	}
	if m.End == 0 || !s.stands(m, n.Type) {
		return n.First
	}
	return s.add(*m)
}

// maxPlaceWords bounds a tagged place; what is longer is a slip of the tags.
const maxPlaceWords = 7

// placeName tells whether tokens [first, last) can be the name of a place: a capital at its
// head and at most one word in small letters that is no article or preposition.
func (s *scanner) placeName(first, last int) bool {
	t := s.t
	if last-first > maxPlaceWords || !upper(t.Form(first)) || last-first == 1 && t.Low[first] == "the" {
		return false
	}
	small := 0
	for i := first; i < last; i++ {
		x := t.Low[i]
		if !upper(t.Form(i)) && !t.Punct(i) && x != "of" && x != "the" && x != "al" && x != "el" && x != "'s" && x != "de" && x != "and" && x != "in" {
			small++
		}
	}
	return small <= 2 && small < last-first
}

// stands tells whether a listed name is one here.
func (s *scanner) stands(m *Mention, tag string) bool {
	t := s.t
	if m.Party == nil && m.Place == "" {
		return false
	}
	if !s.tagged {
		return s.standsUntagged(m)
	}
	switch m.Kind {
	case "state", "people", "seat", "world", "sea", "region", "org":
		return true
	case "capital":
		return tag != "" || s.standsUntagged(m)
	}
	if tag == "LOC" || tag == "FAC" {
		return true
	}
	if tag != "" || len(t.Form(m.First)) < 4 || !s.standsUntagged(m) {
		return false
	}
	return s.capitals(m) && s.dateline(m.First) || knowledge.Spots(m.Place)[0].Population >= bigCity // the tags missed it
}

// capitals tells whether the mention is written in capitals only.
func (s *scanner) capitals(m *Mention) bool {
	x := s.t.Text[m.Start:m.End]
	return strings.ToUpper(x) == x
}

// dateline tells whether token i opens a paragraph.
func (s *scanner) dateline(i int) bool { return i == 0 || s.t.Para[i] != s.t.Para[i-1] }

// bigCity is the population from which a city needs no word that points at a place.
const bigCity = 300_000

// standsUntagged decides by the neighbours where the text has no name tags.
func (s *scanner) standsUntagged(m *Mention) bool {
	t := s.t
	last := s.behind(m)
	before, after := "", ""
	if m.First > 0 && t.Para[m.First] == t.Para[m.First-1] {
		before = t.Form(m.First - 1)
	}
	if last < len(t.Tokens) && t.Para[last] == t.Para[last-1] {
		after = t.Form(last)
	}
	switch m.Kind {
	case "state", "people", "seat", "org", "world", "sea", "region":
		return true
	}
	prep := placePreps[strings.ToLower(before)]
	if upper(before) && !prep && before != "" && !(m.First >= 2 && s.sentenceStart(m.First-1)) || upper(after) {
		if m.Kind != "capital" || s.nameAfter(last) {
			return false
		}
	}
	if m.Kind == "capital" || s.capitals(m) && s.dateline(m.First) {
		return true
	}
	spots := knowledge.Spots(m.Place)
	return prep || spots[0].Population >= bigCity && len(m.Place) > 4 && !s.sentenceStart(m.First)
}

// nameAfter tells whether the token behind a capital's name makes another name of it
// ("London School").
func (s *scanner) nameAfter(i int) bool {
	t := s.t
	if i >= len(t.Tokens) || !t.Cap(i) {
		return false
	}
	end, forms := knowledge.Longest(t.Text, t.Tokens[i].Start)
	return end == 0 || len(forms) == 0
}

func (s *scanner) sentenceStart(i int) bool {
	k := s.t.SentenceOf(i)
	return k >= 0 && s.t.Sentences[k].First == i
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// placePreps are the prepositions before places.
var placePreps = map[string]bool{"in": true, "at": true, "near": true, "from": true, "to": true, "outside": true, "around": true,
	"inside": true, "toward": true, "towards": true, "via": true, "of": true, "into": true, "through": true, "across": true}

// behind returns the token behind a mention.
func (s *scanner) behind(m *Mention) int {
	last := s.t.At(m.End)
	if last < len(s.t.Tokens) && s.t.Tokens[last].Start < m.End {
		last++
	}
	return max(last, m.First+1)
}

// add keeps a mention and returns the token behind it.
func (s *scanner) add(m Mention) int {
	m.Last = s.behind(&m)
	for i := m.First; i < m.Last; i++ {
		s.w.at[i] = int32(len(s.w.Mentions))
	}
	if m.Party != nil {
		s.seen[m.Party.Code] = true
	}
	s.w.Mentions = append(s.w.Mentions, m)
	return m.Last
}
