package who

import (
	"strings"

	"rapporteur/reading/tree"
	"rapporteur/record"
)

// roles reads the offices that stand around mention i and widens its noun phrase by them.
func (p *People) roles(t *tree.Tree, i int, lookup Lookup) {
	m := &p.Mentions[i]
	if from, ok := p.before(t, m, lookup); ok {
		m.From = from
	} else {
		m.From = styleBefore(t, m.First)
	}
	p.behind(t, m, lookup)
	p.apposedBefore(t, m, lookup)
}

// styleBefore widens a name by "Mr", "Dr"; it returns the first token of the name.
func styleBefore(t *tree.Tree, first int) int {
	for first > 0 && t.Sent[first-1] == t.Sent[first] {
		w := t.Low[first-1]
		if voc.is(w, "style") || w == "." && first > 1 && voc.is(t.Low[first-2], "style", "rank") {
			first--
			continue
		}
		break
	}
	return first
}

// before reads the title right before a name: "US special envoy", "former Secretary of State".
// It returns the first token of the noun phrase.
func (p *People) before(t *tree.Tree, m *Mention, lookup Lookup) (int, bool) {
	end := styleBefore(t, m.First)
	style := end < m.First
	if end == 0 || t.Sent[end-1] != t.Sent[m.First] || t.Para[end-1] != t.Para[m.First] {
		return 0, false
	}
	// A single style word is an office only where it is one ("Sen.", "Gen.").
	if style && voc.is(strings.TrimSuffix(t.Low[end], "."), "rank") {
		end = m.First
	}
	from := leftEdge(t, end)
	if from == end {
		return end, style
	}
	first := from
	for first < end && !roleWord(t, first) {
		first++
	}
	if _, ok := headAt(t, end-1, end); !ok {
		return m.First, false
	}
	owner := t.Cut(from, first)
	start, of, state := p.owner(t, owner, from, first, lookup)
	if _, _, known := lookup(owner); !known {
		if a, b, name, isState := namedIn(t, from, end, lookup); a < b {
			if start, of, state = from, &name, isState; isState && a == from && t.Low[a] != "us" && t.Low[a] != "u.s." {
				start = b
			}
		}
	}
	if of == nil && owner == "" {
		start, of, state = organBefore(t, from, lookup)
	}
	if of == nil {
		of, state = landBehind(t, m, lookup)
	}
	if of == nil {
		of, state = p.shared(t, m, from)
	}
	p.add(t, m, start, end, of, state)
	np := from
	for np > 0 && (t.Low[np-1] == "the" || t.Low[np-1] == "a" || t.Low[np-1] == "an") {
		np--
	}
	if np > 1 && t.Low[np-1] == "'s" {
		np = possessor(t, np-1)
	}
	return np, true
}

// namedIn finds the state or organisation that the words of a title name, the longest of the first: "former Iranian President",
// "State Department spokeswoman". a equals b where there is none.
func namedIn(t *tree.Tree, from, end int, lookup Lookup) (a, b int, name string, state bool) {
	for a = from; a < end; a++ {
		for b = min(end, a+4); b > a && t.Cap(a); b-- {
			if name, state, ok := lookup(t.Cut(a, b)); ok {
				return a, b, name, state
			}
		}
	}
	return from, from, "", false
}

// organBefore reads the organ before an office whose noun stands at token from, and the state before that: "Norway's foreign ministry
// spokeswoman". It returns the first token of the organ.
func organBefore(t *tree.Tree, from int, lookup Lookup) (start int, of *string, state bool) {
	i := from
	for i > 1 && from-i < 3 && !t.Cap(i-1) && (voc.is(t.Low[i-1], "organ") || i < from && roleWord(t, i-1)) {
		i--
	}
	if i == from || t.Sent[i-1] != t.Sent[from] {
		return from, nil, false
	}
	k := i
	if t.Low[k-1] == "'s" && k > 1 {
		k--
	}
	if name, isState, ok := lookup(t.Cut(possessor(t, k), k)); ok && isState {
		return i, &name, true
	}
	return from, nil, false
}

// landBehind reads the state behind a name with its office before it: "Foreign Minister Anna Dahl of Norway".
func landBehind(t *tree.Tree, m *Mention, lookup Lookup) (of *string, state bool) {
	n := t.Sentences[t.Sent[m.First]].Last
	if m.Last+1 >= n || t.Low[m.Last] != "of" {
		return nil, false
	}
	from, to := skipDet(t, m.Last+1), m.Last+1
	for to < n && to-from < 5 && (t.Cap(to) || to == m.Last+1 || t.Low[to] == "." && t.Tokens[to-1].Glued) {
		to++
	}
	for ; to > from; to-- {
		if name, isState, ok := lookup(t.Cut(from, to)); ok && isState {
			m.To = max(m.To, to)
			return &name, true
		}
	}
	return nil, false
}

// shared is the country of the office before in a list: "the Omani minister A, envoy B and
// aide C".
func (p *People) shared(t *tree.Tree, m *Mention, from int) (*string, bool) {
	for i := range p.Mentions {
		n := &p.Mentions[i]
		if n.Last >= from || n.Last < from-2 || t.Sent[n.First] != t.Sent[m.First] {
			continue
		}
		for k := n.Last; k < from; k++ {
			if t.Form(k) != "," && t.Low[k] != "and" {
				return nil, false
			}
		}
		for _, o := range p.List[n.Person].Offices {
			if o.Country {
				return o.Of, true
			}
		}
	}
	return nil, false
}

// leftEdge walks left from a name over the words of a title and the names of what it is of.
func leftEdge(t *tree.Tree, end int) int {
	i, heads := end, 0
	for i > 0 && t.Sent[i-1] == t.Sent[end-1] && t.Para[i-1] == t.Para[end-1] && end-i < 14 {
		w := t.Low[i-1]
		switch {
		case i < end && heads > 0 && (w == "of" || w == "for" && t.Cap(i)) && voc.is(t.Low[i], "of") && i > 1 && isHead(t, i-2):
		case roleWord(t, i-1):
			if isHead(t, i-1) {
				heads++
			}
		case func() bool { f, l := chain(t, i-1); return l-f > 1 && i < end && heads > 0 && roleWord(t, f) }():
		case (w == "-" || w == "–" || w == "/") && i < end && t.Tokens[i-1].Glued:
		case w == "." && t.Tokens[i-1].Glued:
		case w == "and" && heads > 0 && i > 1 && isHead(t, i-2) && i-1 != end-1:
		case heads > 0 && t.Cap(i-1) && !t.Punct(i-1) && w != "the" && notSentenceWord(t, i-1):
		case heads > 0 && (w == "u.s." || w == "us" || w == "u.k." || w == "u.n." || w == "then"):
		default:
			return i
		}
		i--
	}
	return i
}

// notSentenceWord keeps words that are capitals only because they open a sentence out of titles.
func notSentenceWord(t *tree.Tree, i int) bool {
	if i > 0 && t.Sent[i-1] == t.Sent[i] {
		return t.Tokens[i].UPOS == "" || t.Tokens[i].UPOS == "PROPN" || t.Tokens[i].UPOS == "ADJ" || t.Tokens[i].UPOS == "NOUN"
	}
	return t.Tokens[i].UPOS == "PROPN" || t.Tokens[i].UPOS == "ADJ"
}

func roleWord(t *tree.Tree, i int) bool {
	w := t.Low[i]
	if first, last := chain(t, i); last-first > 1 && roleName(t.Text[t.Tokens[first].Start:t.Tokens[last-1].End]) {
		return true
	}
	if voc.is(w, "mod", "head", "org-head", "kin", "of") || voc.is(strings.TrimSuffix(w, "."), "rank") {
		return true
	}
	_, ok := RoleHead(w)
	return ok
}

// chain returns the tokens of the word joined by hyphens that token i is part of:
// "son-in-law".
func chain(t *tree.Tree, i int) (first, last int) {
	first, last = i, i+1
	for first > 1 && t.Tokens[first-1].Glued && (t.Form(first-1) == "-" || t.Form(first) == "-") {
		first--
	}
	for last < len(t.Tokens) && t.Tokens[last-1].Glued && (t.Form(last) == "-" || t.Form(last-1) == "-") {
		last++
	}
	return first, last
}

func roleName(w string) bool {
	w = strings.ToLower(w)
	_, ok := RoleHead(w)
	return ok || voc.is(w, "mod")
}

func isHead(t *tree.Tree, i int) bool { _, ok := headAt(t, i, i+1); return ok }

// headAt looks for the noun of an office as the last word of tokens [.., end): "secretary",
// "Sen .", "secretary - general", "Secretary of State".
func headAt(t *tree.Tree, i, end int) (string, bool) {
	if i < 0 {
		return "", false
	}
	if first, last := chain(t, i); last-first > 1 && last == i+1 {
		if h, ok := RoleHead(t.Text[t.Tokens[first].Start:t.Tokens[i].End]); ok {
			return h, true
		}
	}
	w := t.Low[i]
	if w == "." && i > 0 {
		i--
		w = t.Low[i]
	}
	if voc.is(strings.TrimSuffix(w, "."), "rank") {
		return strings.TrimSuffix(w, "."), true
	}
	if h, ok := RoleHead(w); ok {
		return h, true
	}
	if i > 1 && voc.is(w, "of") && t.Low[i-1] == "of" {
		return RoleHead(t.Low[i-2])
	}
	if i > 3 && voc.is(w, "of") && t.Low[i-2] == "of" {
		return RoleHead(t.Low[i-3])
	}
	if i > 1 && voc.is(w, "head") {
		return w, true
	}
	return "", false
}

// owner reads whose office it is: the words before the title, or the possessor before it.
// Names of states leave the title, names of organisations stay in it.
func (p *People) owner(t *tree.Tree, owner string, from, first int, lookup Lookup) (start int, of *string, state bool) {
	start = from
	if owner != "" {
		if name, isState, ok := lookup(owner); ok {
			of = &name
			state = isState
			if isState && owner != "US" && owner != "U.S." {
				start = first
			}
			return start, of, state
		}
		o := owner
		return start, &o, false
	}
	if from > 1 && t.Low[from-1] == "'s" {
		q := possessor(t, from-1)
		words := t.Cut(q, from-1)
		if name, isState, ok := lookup(words); ok {
			return start, &name, isState
		}
		if x := p.covering(q, from-1); x != nil {
			return start, &x.Name, false
		}
	}
	return start, nil, false
}

// possessor returns the first token of the capitalised name that ends before token end.
func possessor(t *tree.Tree, end int) int {
	i := end
	for i > 0 && t.Sent[i-1] == t.Sent[end] && (t.Cap(i-1) || t.Low[i-1] == "." && t.Tokens[i-1].Glued) {
		i--
	}
	if i == end && i > 0 {
		return i - 1
	}
	return i
}

func (p *People) covering(first, last int) *Person {
	for _, m := range p.Mentions {
		if first <= m.First && m.Last <= last {
			return p.List[m.Person]
		}
	}
	return nil
}

// add gives the mention's person the office that stands in tokens [start, end).
func (p *People) add(t *tree.Tree, m *Mention, start, end int, of *string, state bool) {
	for start < end && (t.Punct(start) || t.Low[start] == "of" || t.Low[start] == "and" || t.Low[start] == "'s" || t.Low[start] == "the") {
		start++
	}
	for end > start && t.Punct(end-1) && t.Form(end-1) != "." {
		end--
	}
	head, ok := headAt(t, end-1, end)
	if start >= end || !ok || voc.is(strings.TrimSuffix(t.Low[end-1], "."), "style") && end-start == 1 {
		return
	}
	title := strings.Join(strings.Fields(t.Cut(start, end)), " ")
	if voc.is(strings.ToLower(title), "alone") {
		return
	}
	p.office(p.List[m.Person], title, head, of, state)
}

// office gives a person an office, unless they have it already or in more words.
func (p *People) office(x *Person, title, head string, of *string, state bool) {
	for k := range x.Offices {
		o := &x.Offices[k]
		if within(title, o.Title) || within(o.Title, title) && strings.EqualFold(unstated(title), o.Title) {
			if o.Of == nil {
				o.Of, o.Country, x.Roles[k].Of = of, state, of
			}
			return
		}
	}
	x.Offices = append(x.Offices, Office{Role: record.Role{Title: title, Of: of}, Head: head, Country: state})
	x.Roles = append(x.Roles, record.Role{Title: title, Of: of})
}

// within tells whether a title stands at the beginning or end of a longer one.
func within(short, long string) bool {
	short, long = strings.ToLower(short), strings.ToLower(long)
	return short == long || strings.HasSuffix(long, " "+short) && unstated(long) == short || strings.HasPrefix(long, short+" of ")
}

// unstated is a title without the "US" before it.
func unstated(title string) string {
	for _, us := range []string{"US ", "U.S. ", "us ", "u.s. "} {
		title = strings.TrimPrefix(title, us)
	}
	return title
}

// Give adds an office that the story gives a person elsewhere than beside the name.
func (p *People) Give(person int, title string, of *string, state bool) {
	words := strings.Fields(strings.ToLower(title))
	if len(words) == 0 {
		return
	}
	if head, ok := RoleHead(words[len(words)-1]); ok {
		p.office(p.List[person], title, head, of, state)
	}
}

// sex reads from given name, style and kinship whether "he" or "she" may mean the person.
func (x *Person) sex() {
	switch voc.given[x.words[0]] {
	case 'f':
		x.Female = true
	case 'm':
		x.Male = true
	}
	for _, o := range x.Offices {
		switch {
		case voc.is(o.Head, "female"):
			x.Female, x.Male = true, false
		case voc.is(o.Head, "male"):
			x.Male, x.Female = true, false
		}
	}
}
