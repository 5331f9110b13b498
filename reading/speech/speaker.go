package speech

import (
	"rapporteur/knowledge/words"
	"rapporteur/reading/who"
)

// phrase is a noun phrase that may name the speaker of a candidate.
type phrase struct {
	first, last, head int
	score             float64
}

// speaker chooses the noun phrase that says what candidate c reports: the subject of its
// verb or of a verb above, the name right beside it, or what the network marks. People,
// parties and pronouns are likelier than things; what lies in the content is none.
func (f *finder) speaker(c *Candidate) {
	var ps []phrase
	add := func(first, last, head int, score float64) {
		if first < last && head >= first && head < last {
			ps = append(ps, phrase{first, last, head, score + f.likely(c, first, last, head)})
		}
	}
	a, b, h := f.w.Agent(c.Verb)
	add(a, b, h, 3)
	// "It" in front of the verb is its speaker or nobody's: no verb above lends it another.
	k := f.t.Kid(c.Verb, "nsubj")
	own := k >= 0 && f.t.Low[k] == "it" && !f.holds(c, k)
	if !c.noun && !own {
		f.above(c.Verb, add)
	}
	if !c.noun {
		f.next(c, add)
	}
	if !own {
		f.proposed(c, add)
	}
	c.Speaker, c.Stop, c.Head = 0, 0, -1
	best := 0.5
	for _, p := range ps {
		if p.score > best {
			best = p.score
			c.Speaker, c.Stop, c.Head = p.first, p.last, p.head
		}
	}
	f.named(c)
	f.begin(c)
	f.carve(c)
}

// begin cuts from the front of a speaker what is no part of who it is: "even | the king's
// men", "and | other ministers".
func (f *finder) begin(c *Candidate) {
	t := f.t
	for c.Speaker < c.Head && (t.Tokens[c.Speaker].UPOS == "ADP" || t.Is(c.Speaker, "cc") || t.Low[c.Speaker] == "even" || t.Low[c.Speaker] == "both" && t.Is(c.Speaker, "cc:preconj")) {
		c.Speaker++
	}
}

// named widens a speaker to the name it is part of or joined to: "President | Dahl", "Dahl,
// now | the king's adviser".
func (f *finder) named(c *Candidate) {
	t := f.t
	if c.Speaker >= c.Stop || f.w.NamedWithin(c.Speaker, c.Stop, c.Head) {
		return
	}
	if _, ok := who.RoleHead(t.Low[c.Head]); !ok {
		return
	}
	for i := c.Stop; i < min(c.Stop+2, len(t.Low)); i++ {
		m := f.w.PersonAt(i)
		if m == nil {
			continue
		}
		// "the envoy to Norland | Espen Dahl | told": the name closes the phrase before its verb.
		closes := m.First == c.Stop && m.Last <= c.First && c.First-m.Last < 2 && t.Low[min(m.Last, len(t.Low)-1)] != "'s"
		if m.From <= c.Speaker || closes {
			c.Speaker, c.Stop, c.Head = min(m.From, c.Speaker), m.Last, m.First
			return
		}
	}
	comma := false
	for i := c.Speaker - 1; i >= max(0, c.Speaker-4) && t.Sent[i] == t.Sent[c.Speaker]; i-- {
		comma = comma || t.Form(i) == ","
		if m := f.w.PersonAt(i); m != nil && comma {
			c.Speaker, c.Head = m.From, m.First
			return
		}
		if t.Form(i) != "," && t.Tokens[i].UPOS != "ADV" {
			return
		}
	}
}

// carve cuts the speaker out of content that holds it at the end beside the cue.
func (f *finder) carve(c *Candidate) {
	if c.Speaker >= c.Stop {
		return
	}
	var out [][2]int
	first, last := f.t.Span(max(c.Head, 0))
	for _, p := range c.Content {
		// What hangs on the speaker ("…, said Dahl, whom the king sent") is not content.
		if first <= p[0] && p[1] <= last && f.in[p[0]] < 0 && !(first <= c.Verb && c.Verb < last) {
			continue
		}
		switch {
		case p[0] <= c.Speaker && c.Speaker < p[1] && p[1] <= c.First:
			p[0], p[1] = f.t.Trim(p[0], c.Speaker)
		case p[0] >= c.Last && p[0] < c.Stop:
			p[0], p[1] = f.t.Trim(min(c.Stop, p[1]), p[1])
		}
		if p[0] < p[1] {
			out = append(out, p)
		}
	}
	if len(out) > 0 {
		c.Content = out
	}
}

// holds tells whether token i lies in the content.
func (f *finder) holds(c *Candidate, i int) bool {
	for _, p := range c.Content {
		if p[0] <= i && i < p[1] {
			return true
		}
	}
	return false
}

// likely tells how well a noun phrase does as a speaker, whatever its place.
func (f *finder) likely(c *Candidate, first, last, head int) float64 {
	t := f.t
	s := 0.0
	switch {
	case f.w.PersonAt(head) != nil, f.w.PartyAt(head) != nil:
		s += 1.5
	case t.Tokens[head].UPOS == "PRON":
		switch t.Low[head] {
		case "he", "she", "they", "we", "i":
			s += 1.5
		case "which", "that", "this", "what", "who", "whoever":
			s -= 1.5
		}
	case texts[t.Low[head]]:
		s += 0.5
	default:
		if f.w.Human(head) {
			s += 1.5
		} else if f.w.Organ(head) {
			s += 0.7
		} else if f.w.NamedWithin(first, last, head) {
			s += 1
		} else {
			s -= 0.5
		}
	}
	if f.holds(c, head) {
		s -= 6
	}
	switch t.Tokens[head].UPOS {
	case "DET", "ADP", "PUNCT", "CCONJ", "SCONJ", "AUX", "VERB", "ADV":
		s -= 3
	}
	if last-first > 25 {
		s -= 3
	}
	if f.speakerTag != nil && f.speakerTag[head] != "O" {
		s += 2
	}
	return s
}

// texts are nouns of speech and writing that may themselves say something.
var texts = func() map[string]bool {
	out := words.Set("texts.txt")
	for w := range nouns {
		out[w] = true
	}
	return out
}()

// above offers the subjects of the verbs over v, those of speech before others: "Vance said
// the talks failed, blaming the rebels".
func (f *finder) above(v int, add func(first, last, head int, score float64)) {
	t := f.t
	for steps := 1; steps < 5; steps++ {
		if t.Is(v, "acl:relcl") {
			return
		}
		v = t.Tokens[v].Head
		if v < 0 {
			return
		}
		k := t.Kid(v, "nsubj")
		if k < 0 {
			continue
		}
		first, last, head := f.w.Phrase(k)
		score := 2 - 0.3*float64(steps)
		if cues[t.Low[v]] != nil {
			score++
		}
		add(first, last, head, score)
	}
}

// next offers the name or pronoun right before or behind the verb.
func (f *finder) next(c *Candidate, add func(first, last, head int, score float64)) {
	t := f.t
	s := t.Sentences[t.Sent[c.Verb]]
	for i := c.First - 1; i >= max(s.First, c.First-4); i-- {
		if m := f.w.PersonAt(i); m != nil {
			add(m.From, max(m.Last, i+1), i, 1)
			break
		}
		if m := f.w.PartyAt(i); m != nil {
			add(m.First, m.Last, m.Last-1, 0.7)
			break
		}
	}
	for i := c.Last; i < min(s.Last, c.Last+6); i++ {
		if m := f.w.PersonAt(i); m != nil && m.From <= c.Last {
			add(m.From, m.Last, i, 1)
			break
		}
	}
}

// proposed offers the stretch that the network marks as a speaker nearest to the cue.
func (f *finder) proposed(c *Candidate, add func(first, last, head int, score float64)) {
	if f.speakerTag == nil {
		return
	}
	t := f.t
	s := t.Sentences[t.Sent[c.Verb]]
	for i := s.First; i < s.Last; {
		if f.speakerTag[i] == "O" {
			i++
			continue
		}
		j := i
		for j < s.Last && f.speakerTag[j] != "O" {
			j++
		}
		far := max(i-c.Last, c.First-j, 0)
		beside := 0.0
		if far <= 1 && j-i < 20 {
			// The parser may have drawn a speaker beside the cue into the content.
			beside = 6
		}
		head := i
		for k := i; k < j; k++ {
			if h := t.Tokens[k].Head; h < i || h >= j {
				head = k
				break
			}
		}
		score := 1.5 - 0.08*float64(far)
		if f.holds(c, head) {
			score += beside
		}
		add(i, j, head, score)
		i = j
	}
}
