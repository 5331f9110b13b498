package position

import (
	"slices"
	"strconv"

	"rapporteur/knowledge"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

// features are what tells whether a candidate is a position.
func (r *reader) features(c *Candidate) weigh.Features {
	t, v := r.t, c.Verb
	var f weigh.Features
	f.Add("bias")
	f.Add("kind", c.Kind)
	signal, where := r.signal(c)
	f.Add("signal", signal, where)
	f.Add("signal", signal, c.Kind, c.how)
	f.Add("signal", signal, strconv.FormatBool(c.own))
	for h, steps := t.Tokens[v].Head, 0; h >= 0 && steps < 4; h, steps = t.Tokens[h].Head, steps+1 {
		if k := t.Kid(h, "mark"); k >= 0 && t.Low[k] != "that" && t.Low[k] != "to" {
			f.Add("under", t.Low[k])
		}
	}
	if teller := r.teller(c); teller != "" {
		f.Add("teller", teller, c.Kind)
		f.Add("teller", teller, signal)
	}
	net := r.label(c)
	f.Add("net", net)
	f.Add("net", net, c.Kind)
	f.Add("net", net, signal)
	base := "statement"
	if c.trigger != nil {
		base = c.trigger.base
		f.Add("stance", c.trigger.stance)
		f.Add("trigger", base)
		f.Add("trigger", t.Low[v], t.Tokens[v].XPOS)
		f.Add("trigger", base, t.Tokens[v].Rel)
		f.Add("trigger", base, strconv.FormatBool(c.own))
	}
	f.Add("how", c.how)
	f.Add("how", c.how, c.Kind)
	f.Add("shape", c.Shape)
	f.Add("shape", c.Kind, c.Shape)
	if c.Last < len(t.Tokens) {
		f.Add("next", t.Low[c.Last])
		f.Add("next", c.Shape, t.Tokens[c.Last].Rel)
	}
	if c.First > 0 {
		f.Add("last", t.Low[c.First-1])
	}
	f.Add("own", c.Kind, strconv.FormatBool(c.own))
	f.Add("long", c.Kind, strconv.Itoa(min((c.Last-c.First)/4, 8)))
	f.Flag("title", t.Para[v] == 0)
	f.Add("party", c.Kind, strconv.FormatBool(len(c.Party.ID) == 3))
	r.around(c, base, &f)
	for i := c.First; i < c.Last; i++ {
		if x := issueOf(t.Low[i]); x != "" {
			f.Add("issue", x)
		}
		if i < c.First+3 {
			f.Add("begin", c.Kind, strconv.Itoa(i-c.First), t.Tokens[i].XPOS)
		}
	}
	r.spoken(c, base, &f)
	for _, x := range triggers[t.Low[v]] {
		f.Add("v", x.part, x.stance)
	}
	r.stances(c, &f)
	r.head(c, base, &f)
	r.standing(c, &f)
	return f
}

// spoken adds what the statement tells in which the candidate stands.
func (r *reader) spoken(c *Candidate, base string, f *weigh.Features) {
	if c.statement >= 0 {
		s := r.said[c.statement]
		f.Add("class", s.CueClass, c.Kind)
		if s.cue >= 0 {
			f.Add("cue", r.t.Low[s.cue], c.Kind)
			f.Add("cue", r.t.Low[s.cue], base)
		}
		f.Add("mode", s.Mode, c.Kind)
	} else {
		f.Add("narrative", base)
	}
}

// teller tells who says that another party takes the position: "self" where the party's own
// people do, "other" where another's do, "unknown"; empty in the narrative.
func (r *reader) teller(c *Candidate) string {
	if c.statement < 0 {
		return ""
	}
	by := r.speaker(c.statement).actors
	switch {
	case len(by) == 0:
		return "unknown"
	case slices.Contains(by, c.Party):
		return "self"
	}
	return "other"
}

// label is what the network says of the candidate's sentence: a stance, "none", or empty
// where no network labelled it.
func (r *reader) label(c *Candidate) string {
	if net := r.t.Labels["position"]; net != nil {
		return net[r.t.Sent[c.Verb]]
	}
	return ""
}

// head adds what the verb that leads the content tells: its modal and auxiliary verbs,
// whether it is negated, who does it, whether it is itself a word of stance.
func (r *reader) head(c *Candidate, base string, f *weigh.Features) {
	t := r.t
	top := r.top(c.First, c.Last)
	not, aux := "", ""
	for _, k := range t.Kids[top] {
		switch {
		case t.Is(k, "advmod") && isNot(t.Low[k]), t.Is(k, "det") && t.Low[k] == "no":
			not = "not"
		case t.Is(k, "aux"):
			aux = t.Low[k]
		}
	}
	subject := r.subject(top, c.Party)
	f.Add("top", t.Tokens[top].Lemma, not)
	f.Add("top", c.Kind, t.Tokens[top].UPOS, t.Tokens[top].Rel)
	f.Add("aux", aux, not, subject)
	f.Add("who", subject, c.Kind)
	f.Add("who", subject, base, not)
	for _, x := range triggers[t.Low[top]] {
		if fits(t, top, x) && !x.weak {
			f.Add("top stance", x.stance, not, subject)
			f.Add("top stance", x.stance, not)
		}
	}
	if c.trigger == nil {
		return
	}
	no := ""
	v := c.Verb
	if c.Kind == "modal" {
		v = t.Tokens[v].Head
	}
	for _, k := range t.Kids[v] {
		if t.Is(k, "advmod", "det") && isNot(t.Low[k]) {
			no = "not"
		}
		if t.Is(k, "aux") {
			f.Add("trigger aux", c.trigger.stance, t.Low[k])
		}
	}
	f.Add("trigger", "stance", c.trigger.stance, no)
	f.Add("trigger", base, no, t.Tokens[c.Verb].XPOS)
	f.Add("trigger", "who", r.subject(v, c.Party), c.trigger.stance, no)
	f.Add("trigger", "who", r.subject(v, c.Party), base, no)
}

func isNot(w string) bool {
	switch w {
	case "not", "n't", "’t", "never", "no", "nor", "neither", "hardly":
		return true
	}
	return false
}

// subject tells whether token v is done by the party itself, by another or by nobody told.
func (r *reader) subject(v int, p record.Actor) string {
	a, b, head := r.w.Agent(v)
	if a >= b {
		return "none"
	}
	switch r.t.Low[head] {
	case "we", "i":
		return "we"
	case "you":
		return "you"
	}
	for _, x := range r.phrase(a, b, head).actors {
		if x.Name == p.Name {
			return "self"
		}
	}
	if r.w.PartyAt(head) != nil {
		return "party"
	}
	return "other"
}

// standing adds what the party is and how much the story tells of it.
func (r *reader) standing(c *Candidate, f *weigh.Features) {
	kind := "unlisted"
	if c.Party.ID != "" {
		kind = "listed"
	}
	if knowledge.StateOf(c.Party.ID) != "" {
		kind = "state"
	}
	n := 0
	for i := range r.w.Parties {
		if r.w.Parties[i].Name == c.Party.Name || c.Party.ID != "" && r.w.Parties[i].For == c.Party.ID {
			n++
		}
	}
	share := strconv.Itoa(min(4*n/max(len(r.w.Parties), 1), 3))
	f.Add("standing", kind)
	f.Add("standing", kind, share)
	f.Add("standing", share, c.Kind)
	n = 0
	for i := c.First; i < c.Last; i++ {
		if issueOf(r.t.Low[i]) != "" {
			n++
		}
	}
	f.Add("issues", strconv.Itoa(min(n, 3)))
	f.Add("issues", strconv.Itoa(min(n, 3)), c.Kind)
	f.Add("place", strconv.Itoa(min(r.t.Para[c.First], 4)))
}

// stances adds the words of stance in the content and before it, and that of the cue.
func (r *reader) stances(c *Candidate, f *weigh.Features) {
	t := r.t
	s := t.Sentences[t.Sent[c.First]]
	not := ""
	for i := max(s.First, c.First-6); i < min(c.Last, c.First+10); i++ {
		switch t.Low[i] {
		case "not", "n't", "never", "no":
			not = "not "
			continue
		}
		where := "in"
		if i < c.First {
			where = "before"
		}
		for _, x := range triggers[t.Low[i]] {
			if fits(t, i, x) && !x.weak {
				f.Add("stance", where, not+x.stance)
				f.Add("stance", where, x.part, not+x.stance)
				not = ""
			}
		}
	}
	if c.statement >= 0 && r.said[c.statement].cue >= 0 {
		for _, x := range triggers[t.Low[r.said[c.statement].cue]] {
			f.Add("cue stance", x.stance, c.Kind)
		}
	}
}

// around adds the words that hang on the trigger and the verb above it.
func (r *reader) around(c *Candidate, base string, f *weigh.Features) {
	t, v := r.t, c.Verb
	if c.Kind == "modal" && t.Tokens[v].Head >= 0 {
		v = t.Tokens[v].Head
		f.Add("modal", base, t.Tokens[v].Lemma)
	}
	for _, k := range t.Kids[v] {
		switch {
		case t.Is(k, "aux", "advmod", "mark", "cop", "det", "case"):
			f.Add("kid", t.Low[k])
			f.Add("kid", base, t.Low[k])
			if x := triggers[t.Low[k]]; len(x) > 0 {
				f.Add("modal", x[0].stance)
			}
		case t.Is(k, "nsubj"):
			f.Add("subject", t.Low[k])
			f.Add("subject", base, t.Tokens[k].UPOS)
		default:
			f.Add("kid", t.Tokens[k].Rel)
		}
	}
	if h := t.Tokens[v].Head; h >= 0 {
		f.Add("up", t.Tokens[h].Lemma)
		f.Add("up", t.Tokens[v].Rel, base)
	}
}

// issueFeatures are what the classifier of issues sees: the words of the content, and of
// what issues its words, its sentence and the whole story speak.
func (r *reader) issueFeatures(c *Candidate) weigh.Features {
	var f weigh.Features
	t := r.t
	f.Add("bias")
	count := map[string]int{}
	first, last := "", ""
	s := t.Sentences[t.Sent[c.First]]
	for i := s.First; i < s.Last; i++ {
		x := issueOf(t.Low[i])
		if i < c.First || i >= c.Last {
			if x != "" {
				f.Add("near", x)
			}
			continue
		}
		if u := t.Tokens[i].UPOS; u == "NOUN" || u == "VERB" || u == "ADJ" || u == "PROPN" {
			f.Add("in", t.Tokens[i].Lemma)
		}
		if x == "" {
			continue
		}
		if first == "" {
			first = x
		}
		last = x
		count[x]++
		f.Add("issue", x)
		if count[x] == 2 {
			f.Add("issue twice", x)
		}
	}
	f.Add("first", first)
	f.Add("last", last)
	f.Add("pair", first, last)
	top := r.top(c.First, c.Last)
	f.Add("top", issueOf(t.Low[top]))
	for n, x := range r.topics {
		f.Add("topic", strconv.Itoa(n), x)
		f.Add("topic", strconv.Itoa(n), x, first)
	}
	return f
}

// topicsOf are the two issues of which a story speaks most.
func topicsOf(t *tree.Tree) []string {
	count := map[string]int{}
	var order []string
	for _, w := range t.Low {
		x := issueOf(w)
		if x == "" {
			continue
		}
		if count[x] == 0 {
			order = append(order, x)
		}
		count[x]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	return order[:min(len(order), 2)]
}
