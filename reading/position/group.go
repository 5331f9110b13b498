package position

import (
	"slices"

	"rapporteur/knowledge/words"
	"rapporteur/reading/mention"
	"rapporteur/record"
)

// takers are the parties that take a position and how they were found: "known", of a name
// or pronoun that the story resolves; "named", within the words of the phrase; "group", by a
// word for several that were named before; "described", by their description alone.
type takers struct {
	actors []record.Actor
	how    string
}

// groups are the words for several parties that a story named before ("the two sides").
var groups = words.Set("groups.txt")

// maxTakers is how many parties may share a position.
const maxTakers = 3

// phrase tells which parties the noun phrase of tokens [a, b) with that head stands for. Many
// candidates ask for the same phrase, so that answers are kept.
func (r *reader) phrase(a, b, head int) takers {
	key := [3]int{a, b, head}
	x, ok := r.asked[key]
	if !ok {
		x = r.resolve(a, b, head)
		r.asked[key] = x
	}
	return x
}

func (r *reader) resolve(a, b, head int) takers {
	t := r.t
	if head < a || head >= b {
		head = r.top(a, b)
	}
	if c := r.camps(a, b, head); len(c) > 0 {
		return takers{c, "described"}
	}
	many := t.Tokens[head].XPOS == "NNS" || t.Tokens[head].XPOS == "NNPS" || groups[t.Low[head]]
	named := r.named(a, b, head)
	if many && len(named) > 1 {
		return takers{named, "named"}
	}
	if groups[t.Low[head]] && len(named) == 0 && t.Tokens[head].UPOS != "PRON" {
		if g := r.group(a, head); len(g) > 0 {
			return takers{g, "group"}
		}
	}
	x := r.w.Resolve(a, b, head)
	if x.Known {
		return takers{sides(r.w, x), "known"}
	}
	if s := sides(r.w, x); len(s) > 0 {
		return takers{s, "named"}
	}
	if len(named) > 0 {
		return takers{named[:1], "named"}
	}
	if groups[t.Low[head]] {
		return takers{r.group(a, head), "group"}
	}
	return r.owned(a, head)
}

// campNouns are those of parties that stand together.
var campNouns = words.Set("camps.txt")

// camps are the parties of a phrase one of which at least is a camp ("Oslo and its Western
// partners"), nil where none is.
func (r *reader) camps(a, b, head int) []record.Actor {
	t := r.t
	var out []record.Actor
	camp := false
	heads := []int{head}
	for _, k := range t.Kids[head] {
		if t.Is(k, "conj") && k < b {
			heads = append(heads, k)
		}
	}
	for _, h := range heads {
		if m := r.w.PartyAt(h); m != nil {
			out = append(out, sides(r.w, r.w.OfParty(m))...)
			continue
		}
		k := t.Kid(h, "amod")
		if !campNouns[t.Low[h]] || k < a || !t.Cap(k) || r.w.PartyAt(k) != nil {
			continue
		}
		camp = true
		out = append(out, record.Actor{Name: t.Cut(k, h+1)})
	}
	if !camp {
		return nil
	}
	return out[:min(len(out), maxTakers)]
}

// owned are the parties of the one whose thing noun k is ("the plan of the rebels").
func (r *reader) owned(first, k int) takers {
	t := r.t
	for _, j := range t.Kids[k] {
		if t.Is(j, "nmod:poss") || t.Is(j, "nmod") && (r.w.Prep(j) == "of" || r.w.Prep(j) == "from" || r.w.Prep(j) == "by") {
			a, b, head := r.w.Phrase(j)
			if s := sides(r.w, r.w.Resolve(a, b, head)); len(s) > 0 {
				return takers{s, "named"}
			}
		}
	}
	if !texts[t.Low[k]] || t.Tokens[k].Head < 0 || !t.Is(k, "obj", "obl") {
		return takers{}
	}
	// "Oslo and Chad issued a statement urging…": whoever brings out the text.
	a, b, head := r.w.Agent(t.Tokens[k].Head)
	if a >= b || head == k || b > first || texts[t.Low[head]] {
		return takers{}
	}
	return r.phrase(a, b, head)
}

// texts are the nouns of writing that stand for who wrote.
var texts = words.Set("texts.txt")

// named are the states and organisations that the words of a phrase name, but for those of a
// place ("the envoys in Oslo") and of a clause.
func (r *reader) named(a, b, head int) []record.Actor {
	t := r.t
	var out []record.Actor
	for i := a; i < b && len(out) < maxTakers; i++ {
		if p := t.Low[i]; i > head && (p == "in" || p == "at" || p == "on" || p == "with" || p == "who" || p == "which" || p == "that" || p == "to") {
			break
		}
		m := r.w.PartyAt(i)
		if m == nil || m.First != i {
			continue
		}
		for _, x := range sides(r.w, r.w.OfParty(m)) {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// numbers are those with which a group is counted.
var numbers = map[string]int{"both": 2, "two": 2, "three": 3}

// groupReach is how many sentences back the parties of a group are looked for.
const groupReach = 8

// group are the parties meant by "both sides", "the three countries": those last named side
// by side, as many as the words count, or else the two that the story names most.
func (r *reader) group(a, head int) []record.Actor {
	t := r.t
	n := numbers[t.Low[head]]
	for i := max(a-1, 0); i < head; i++ {
		if k := numbers[t.Low[i]]; k > 0 {
			n = k
		}
	}
	for s := t.Sent[head]; s >= max(0, t.Sent[head]-groupReach); s-- {
		x := t.Sentences[s]
		got := r.together(x.First, min(x.Last, a))
		if len(got) == n || n == 0 && len(got) > 1 {
			return got
		}
	}
	if n == 3 {
		return nil
	}
	return r.main()
}

// main are the two parties that the story names most, if it names each more than once.
func (r *reader) main() []record.Actor {
	count := map[string]int{}
	var order []record.Actor
	for i := range r.w.Parties {
		x := r.w.Side(r.w.OfParty(&r.w.Parties[i]).Actor())
		if x.ID == "" {
			continue
		}
		if count[x.ID] == 0 {
			order = append(order, *x)
		}
		count[x.ID]++
	}
	slices.SortStableFunc(order, func(a, b record.Actor) int { return count[b.ID] - count[a.ID] })
	if len(order) < 2 || count[order[1].ID] < 2 {
		return nil
	}
	return order[:2]
}

// together are the parties, those of persons too, that are joined to each other among the
// tokens [a, b), where there are two or three of them.
func (r *reader) together(a, b int) []record.Actor {
	t := r.t
	var best []record.Actor
	for i := a; i < b; i++ {
		var out []record.Actor
		add := func(k int) {
			var x mention.Who
			if m := r.w.PersonAt(k); m != nil {
				x = r.w.OfPerson(m.Person)
			} else if m := r.w.PartyAt(k); m != nil {
				x = r.w.OfParty(m)
			} else {
				return
			}
			for _, p := range sides(r.w, x) {
				if !slices.Contains(out, p) && p.ID != "" {
					out = append(out, p)
				}
			}
		}
		if t.Tokens[i].UPOS == "VERB" {
			if k := t.Kid(i, "nsubj"); k >= a {
				add(k)
				for _, j := range t.Kids[i] {
					if p := r.w.Prep(j); t.Is(j, "obl") && j < b && (p == "with" || p == "to") {
						add(j)
					}
				}
			}
		} else if t.Is(i, "conj") || t.Kid(i, "conj") < 0 {
			continue
		} else {
			add(i)
			for _, k := range t.Kids[i] {
				if t.Is(k, "conj") && k < b {
					add(k)
				}
			}
		}
		if len(out) > 1 && len(out) <= maxTakers && len(out) >= len(best) {
			best = out
		}
	}
	return best
}

// issuers are the parties whose own text the document is: those that the title of a joint
// statement names. They are nil where the title tells of none.
func (r *reader) issuers() []record.Actor {
	t := r.t
	var out []record.Actor
	release := false
	for i := 0; i < len(t.Tokens) && t.Para[i] == 0; i++ {
		switch t.Low[i] {
		case "statement", "communique", "communiqué", "declaration":
			release = true
		}
		if m := r.w.PartyAt(i); m != nil && m.First == i && len(out) < maxTakers {
			for _, x := range sides(r.w, r.w.OfParty(m)) {
				if !slices.Contains(out, x) {
					out = append(out, x)
				}
			}
		}
	}
	if !release {
		return nil
	}
	return out
}

func isWe(w string) bool {
	switch w {
	case "we", "i", "our", "my":
		return true
	}
	return false
}
