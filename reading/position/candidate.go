package position

import (
	"fmt"
	"slices"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

// Candidate is a stretch of the story that may be a party's position.
type Candidate struct {
	Party       record.Actor
	First, Last int // tokens of the content
	Verb        int // the trigger, or the head of the content
	Kind        string
	Shape       string // how the content was cut out: whole, part, short, bare
	trigger     *trigger
	statement   int    // the statement it stands in, -1 for none
	own         bool   // the party is the statement's speaker, not one that it speaks about
	how         string // how the party was found
}

// said is a statement with its content in tokens.
type said struct {
	*record.Statement
	content [][2]int
	cue     int
	several bool // the speaker's words name several parties
}

// reader finds positions in a document with its statements.
type reader struct {
	w      *mention.Web
	t      *tree.Tree
	said   []said
	inner  []int             // token -> the shortest statement whose content holds it, -1 for none
	ours   []record.Actor    // whose own text the document is
	topics []string          // the issues of which the story speaks most
	asked  map[[3]int]takers // the answers of phrase
}

func newReader(w *mention.Web, statements []record.Statement) *reader {
	t := w.T
	r := &reader{w: w, t: t, asked: map[[3]int]takers{}, inner: make([]int, len(t.Tokens))}
	for i := range r.inner {
		r.inner[i] = -1
	}
	r.ours, r.topics = r.issuers(), topicsOf(t)
	length := make([]int, len(statements))
	for k := range statements {
		s := said{Statement: &statements[k], cue: -1}
		if s.Cue != nil {
			s.cue = t.At(s.Cue.Start)
		}
		for _, c := range s.Content {
			a, b := t.At(c.Start), t.At(c.End-1)
			if b < len(t.Tokens) {
				b++
			}
			s.content = append(s.content, [2]int{a, b})
			length[k] += b - a
		}
		if s.SpeakerText != nil {
			a, b := t.At(s.SpeakerText.Start), min(t.At(s.SpeakerText.End-1)+1, len(t.Tokens))
			if a < b {
				head := r.top(a, b)
				s.several = t.Tokens[head].XPOS == "NNS" && len(r.named(a, b, head)) > 1
			}
		}
		r.said = append(r.said, s)
	}
	for k, s := range r.said {
		for _, c := range s.content {
			for i := c[0]; i < c[1]; i++ {
				if r.inner[i] < 0 || length[k] < length[r.inner[i]] {
					r.inner[i] = k
				}
			}
		}
	}
	return r
}

// candidates returns those of the whole document.
func (r *reader) candidates() []*Candidate {
	l := &list{seen: map[string]bool{}}
	for k, s := range r.said {
		if len(s.content) == 0 || len(s.content) > maxContents {
			continue
		}
		parties := r.speaker(k)
		for _, c := range s.content {
			a, b := r.t.Trim(c[0], c[1])
			if a < b {
				l.add(parties, []edges{{a, b, "whole"}}, Candidate{Verb: r.top(a, b), Kind: "statement", statement: k, own: true})
			}
		}
	}
	for i := range r.t.Tokens {
		r.triggered(i, l)
		r.clause(i, l)
	}
	return l.out
}

// maxContents bounds the pieces of one statement that are looked at, maxCandidates the
// candidates of a story.
const (
	maxContents   = 6
	maxCandidates = 20000
)

// list gathers candidates, each party and stretch once.
type list struct {
	out  []*Candidate
	seen map[string]bool
}

func (l *list) add(parties takers, where []edges, like Candidate) {
	like.how = parties.how
	for _, e := range where {
		for _, p := range parties.actors {
			key := fmt.Sprintf("%d %d %t %s", e.first, e.last, like.trigger != nil, p.Name)
			if l.seen[key] || len(l.out) >= maxCandidates {
				continue
			}
			l.seen[key] = true
			c := like
			c.Party, c.First, c.Last, c.Shape = p, e.first, e.last, e.shape
			l.out = append(l.out, &c)
		}
	}
}

// triggered adds what the word at token i demands, rejects, offers…, where it is a trigger.
func (r *reader) triggered(i int, l *list) {
	t := r.t
	for _, x := range triggers[t.Low[i]] {
		if !fits(t, i, x) {
			continue
		}
		where := r.contents(i, x)
		if len(where) == 0 {
			continue
		}
		like := Candidate{Verb: i, Kind: x.part, trigger: x, statement: r.inner[i]}
		parties, own := r.parties(i, x)
		like.own = own
		l.add(parties, where, like)
		if k := r.inner[i]; k >= 0 && !own && x.part == "modal" {
			like.own = true
			l.add(r.speaker(k), where, like)
		}
		return
	}
	if t.Tokens[i].UPOS != "VERB" && t.Tokens[i].UPOS != "NOUN" {
		return
	}
	for _, k := range t.Kids[i] {
		if k > i && t.Is(k, "xcomp", "acl") && t.Tokens[k].UPOS == "VERB" {
			if m := t.Kid(k, "mark"); m >= 0 && t.Low[m] == "to" {
				a, b := t.Span(k)
				parties, own := r.parties(i, &trigger{})
				l.add(parties, r.cuts(a+1, b), Candidate{Verb: i, Kind: "other", statement: r.inner[i], own: own})
			}
		}
	}
}

// clause adds the clause of verb i as what its speaker wants, where it stands in a statement.
func (r *reader) clause(i int, l *list) {
	t := r.t
	k := r.inner[i]
	if k < 0 && len(r.ours) == 0 || t.Kid(i, "nsubj") < 0 && t.Kid(i, "nsubj:pass") < 0 || !t.Is(i, "root", "ccomp", "conj", "parataxis") {
		return
	}
	a, b := t.Span(i)
	if k < 0 {
		a, b = r.inside(i, a, b)
		l.add(takers{r.ours, "issuer"}, r.cuts(a, b), Candidate{Verb: i, Kind: "clause", statement: k, own: true})
		return
	}
	for _, c := range r.said[k].content {
		if c[0] <= i && i < c[1] {
			a, b = max(a, c[0]), min(b, c[1])
		}
	}
	a, b = r.inside(i, a, b)
	l.add(r.speaker(k), r.cuts(a, b), Candidate{Verb: i, Kind: "clause", statement: k, own: true})
}

func fits(t *tree.Tree, i int, x *trigger) bool {
	switch t.Tokens[i].UPOS {
	case "VERB":
		return x.part == "verb" || x.part == "adj" && t.Tokens[i].XPOS == "VBN"
	case "NOUN":
		return x.part == "noun"
	case "ADJ":
		return x.part == "adj" || x.part == "verb"
	case "AUX":
		return x.part == "modal" && t.Is(i, "aux")
	}
	return false
}

// top is the token of [a, b) whose head lies outside.
func (r *reader) top(a, b int) int {
	for i := a; i < b; i++ {
		if h := r.t.Tokens[i].Head; (h < a || h >= b) && !r.t.Punct(i) {
			return i
		}
	}
	return a
}

// speaker are the parties that a statement's speaker stands for.
func (r *reader) speaker(k int) takers {
	s := r.said[k]
	if s.For != nil && !s.several {
		return takers{[]record.Actor{*whole(s.For)}, "known"}
	}
	if s.Speaker == nil || s.SpeakerText == nil {
		return takers{r.ours, "issuer"}
	}
	a, b := r.t.At(s.SpeakerText.Start), r.t.At(s.SpeakerText.End-1)+1
	b = min(b, len(r.t.Tokens))
	if a >= b {
		return takers{}
	}
	if b == a+1 && isWe(r.t.Low[a]) {
		return takers{r.ours, "issuer"}
	}
	return r.phrase(a, b, -1)
}

// sides are the parties that someone stands for, three at most.
func sides(w *mention.Web, x mention.Who) []record.Actor {
	var out []record.Actor
	add := func(a *record.Actor) {
		if a = whole(a); a != nil && a.Name != "" && !slices.Contains(out, *a) && len(out) < 3 {
			out = append(out, *a)
		}
	}
	for _, a := range x.Actors {
		if p := w.PersonByID(a.ID); p >= 0 {
			add(side(w, p))
		} else if x.Known {
			add(w.Side(a))
		}
	}
	if len(out) == 0 {
		add(x.For)
	}
	return out
}

// parties are those whose position trigger i tells: its subject, or else the speaker. own
// tells that it is the speaker.
func (r *reader) parties(i int, x *trigger) (out takers, own bool) {
	v := i
	if x.part == "modal" {
		v = r.t.Tokens[i].Head
	}
	a, b, head := r.w.Agent(v)
	if a < b && !isWe(r.t.Low[head]) {
		if out = r.phrase(a, b, head); len(out.actors) > 0 {
			return out, false
		}
		if r.inner[i] < 0 {
			return takers{}, false
		}
	}
	if x.part == "noun" {
		if out = r.owned(i, i); len(out.actors) > 0 {
			return out, false
		}
	}
	if k := r.inner[i]; k >= 0 {
		return r.speaker(k), true
	}
	return takers{r.ours, "issuer"}, true
}
