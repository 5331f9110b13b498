package position

import (
	"strconv"

	"rapporteur/reading/weigh"
)

// opposite is the stance of a word of stance that is denied ("does not want", "will not").
var opposite = map[string]string{"demands": "rejects", "accepts": "rejects", "offers": "rejects", "commits": "rejects", "rejects": "accepts", "threatens": "commits"}

// signal is the stance that the words of a candidate tell by themselves: its trigger, or
// else the word of stance nearest to the head of what is said, or else the cue. where tells
// which of them; both are empty where no word of stance stands.
func (r *reader) signal(c *Candidate) (stance, where string) {
	t := r.t
	if x := c.trigger; x != nil {
		v := c.Verb
		if x.part == "modal" {
			v = t.Tokens[v].Head
		}
		where = "trigger"
		if x.weak {
			where = "weak"
		}
		if r.denied(v, c.First) {
			return opposite[x.stance], where
		}
		return x.stance, where
	}
	top := r.top(c.First, c.Last)
	if c.Kind == "other" {
		top = c.Verb
	}
	if s := r.told(top); s != "" {
		return s, "head"
	}
	for _, k := range t.Kids[top] {
		if k < c.First || k >= c.Last || !t.Is(k, "ccomp", "xcomp", "conj", "parataxis", "advcl") {
			continue
		}
		if s := r.told(k); s != "" {
			return s, "below"
		}
	}
	if c.statement >= 0 && r.said[c.statement].cue >= 0 {
		i := r.said[c.statement].cue
		for _, x := range triggers[t.Low[i]] {
			if !x.weak {
				return x.stance, "cue"
			}
		}
	}
	return "", ""
}

// told is the stance that head i tells with its modal verbs, or empty.
func (r *reader) told(i int) string {
	t := r.t
	not := r.denied(i, i)
	for _, k := range t.Kids[i] {
		if !t.Is(k, "aux") {
			continue
		}
		for _, x := range triggers[t.Low[k]] {
			if x.part == "modal" {
				if not && x.stance != "rejects" {
					return opposite[x.stance]
				}
				return x.stance
			}
		}
	}
	for _, x := range triggers[t.Low[i]] {
		if fits(t, i, x) && !x.weak {
			if not {
				return opposite[x.stance]
			}
			return x.stance
		}
	}
	return ""
}

// denied tells whether head i is denied by a word that hangs on it, or on the auxiliary
// verb before it, ahead of token end.
func (r *reader) denied(i, end int) bool {
	t := r.t
	for _, k := range t.Kids[i] {
		if t.Is(k, "advmod", "det", "cc") && isNot(t.Low[k]) && k <= max(end, i) {
			return true
		}
	}
	return false
}

// stanceFeatures are what the classifier of stances sees: few, as the examples are few.
func (r *reader) stanceFeatures(c *Candidate) weigh.Features {
	t := r.t
	var f weigh.Features
	f.Add("bias")
	s, where := r.signal(c)
	f.Add("signal", s)
	f.Add("signal", s, where)
	f.Add("signal", s, "sure", strconv.FormatBool(where != "weak" && where != ""))
	net := r.label(c)
	f.Add("net", net)
	f.Add("net", net, s)
	hurts, cond, no := "", false, false
	sent := t.Sentences[t.Sent[c.First]]
	for i := c.First; i < min(c.Last+6, sent.Last); i++ {
		if i < c.Last {
			if x := harm(t.Low[i]); x != "" && hurts != "sure" {
				hurts = x
			}
			no = no || isNot(t.Low[i]) || t.Low[i] == "without"
		}
		cond = cond || t.Low[i] == "if" || t.Low[i] == "unless" || t.Low[i] == "until"
	}
	top := r.top(c.First, c.Last)
	who := r.subject(top, c.Party)
	f.Add("harm", hurts)
	f.Add("harm", hurts, s)
	f.Add("harm", hurts, who)
	f.Add("harm", hurts, s, strconv.FormatBool(cond))
	f.Add("harm", "first", harm(t.Low[top]), s)
	f.Add("no", strconv.FormatBool(no), s)
	f.Add("who", who, s)
	f.Add("top", t.Tokens[top].Lemma)
	f.Add("top", t.Tokens[top].Lemma, s)
	if c.trigger != nil {
		f.Add("trigger", c.trigger.base, c.trigger.part)
		f.Add("trigger", c.trigger.base, s)
		v := c.Verb
		if c.Kind == "modal" {
			v = t.Tokens[v].Head
		}
		f.Add("trigger who", c.trigger.base, r.subject(v, c.Party))
		f.Add("verb", t.Tokens[v].Lemma)
	}
	if c.statement >= 0 {
		f.Add("class", r.said[c.statement].CueClass, s)
		if i := r.said[c.statement].cue; i >= 0 {
			f.Add("cue", t.Low[i])
			for _, x := range triggers[t.Low[i]] {
				f.Add("cue stance", x.stance, s)
			}
		}
	}
	if where != "trigger" {
		r.stances(c, &f)
	}
	return f
}
