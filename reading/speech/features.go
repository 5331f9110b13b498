package speech

import (
	"strconv"

	"rapporteur/knowledge/words"
	"rapporteur/reading/weigh"
)

// features are what the classifier of statements sees of a candidate.
func (f *finder) features(c *Candidate) weigh.Features {
	t, v := f.t, c.Verb
	var x weigh.Features
	x.Add("bias")
	base := c.cue.base
	if c.cue == generic {
		base = t.Tokens[v].Lemma
	}
	x.Add("base", base)
	x.Add("class", c.cue.class)
	x.Add("frame", c.Frame)
	x.Add("base", base, c.Frame)
	x.Add("class", c.cue.class, c.Frame)
	x.Flag("noun", c.noun)
	x.Flag("generic", c.cue == generic)
	x.Add("form", t.Low[v])
	x.Add("xpos", t.Tokens[v].XPOS)
	x.Add("rel", t.Tokens[v].Rel)
	x.Add("rel", base, t.Tokens[v].Rel)
	x.Flag("quoted", f.in[v] >= 0)
	if c.within {
		x.Add("within")
		x.Add("within", c.Frame)
		x.Add("within", c.cue.class)
		x.Add("within", t.Tokens[v].Rel)
	}
	x.Flag("title", t.Para[v] == 0)
	x.Add("quotes", strconv.Itoa(min(len(c.quotes), 2)))
	x.Add("quotes", c.Frame, strconv.Itoa(min(len(c.quotes), 2)))
	n := 0
	for _, p := range c.Content {
		n += p[1] - p[0]
	}
	x.Add("long", bucket(n))
	x.Add("long", base, bucket(n))
	x.Add("pieces", strconv.Itoa(min(len(c.Content), 3)))
	f.speakerFeatures(c, base, &x)
	for _, k := range t.Kids[v] {
		if t.Is(k, "aux", "advmod", "mark", "cop", "neg", "det", "case") {
			x.Add("kid", t.Low[k])
		} else {
			x.Add("kid", t.Tokens[k].Rel)
		}
	}
	if h := t.Tokens[v].Head; h >= 0 {
		x.Add("up", t.Tokens[h].UPOS)
		x.Add("up", t.Tokens[h].Lemma)
		x.Flag("up cue", cues[t.Low[h]] != nil)
	}
	if len(c.Content) > 0 {
		a := c.Content[0][0]
		x.Add("first", t.Low[a])
		x.Add("first", c.Frame, t.Tokens[a].UPOS)
		if a > 0 {
			x.Add("link", t.Low[a-1])
		}
	}
	f.labelFeatures(c, &x)
	return x
}

func bucket(n int) string {
	switch {
	case n <= 3:
		return strconv.Itoa(n)
	case n <= 6:
		return "6"
	case n <= 12:
		return "12"
	case n <= 40:
		return "40"
	}
	return "more"
}

// speakerFeatures tell what kind of speaker there is: a person, a party, a pronoun, a thing.
func (f *finder) speakerFeatures(c *Candidate, base string, x *weigh.Features) {
	kind := "none"
	if c.Speaker < c.Stop {
		h := c.Head
		switch {
		case f.w.PersonAt(h) != nil:
			kind = "person"
		case f.w.PartyAt(h) != nil:
			kind = "party"
		case f.t.Tokens[h].UPOS == "PRON":
			kind = "pronoun " + f.t.Low[h]
		case f.t.Tokens[h].UPOS == "PROPN":
			kind = "name"
		default:
			kind = "noun"
			if !f.w.Human(h) && !texts[f.t.Low[h]] && !f.w.NamedWithin(c.Speaker, c.Stop, h) {
				kind = "thing"
			}
			x.Add("speaker", f.t.Tokens[h].Lemma)
		}
		x.Flag("speaker behind", c.Speaker > c.Verb)
	}
	x.Add("speaker", kind)
	x.Add("speaker", base, kind)
	x.Add("speaker", c.Frame, kind)
}

// thingsDo are the verbs of speech that things do as well.
var thingsDo = words.Set("things-do.txt")

// mute tells whether a candidate's speaker cannot speak: neither person nor party, text nor
// pronoun, and no quotation either.
func (f *finder) mute(c *Candidate) bool {
	if len(c.quotes) > 0 || c.Speaker >= c.Stop {
		return false
	}
	h := c.Head
	if f.t.Low[h] == "it" && thingsDo[c.cue.base] {
		return true
	}
	return f.t.Tokens[h].UPOS != "PRON" && f.t.Tokens[h].UPOS != "PROPN" && f.w.PersonAt(h) == nil && f.w.PartyAt(h) == nil &&
		!f.w.Human(h) && !texts[f.t.Low[h]] && !f.w.NamedWithin(c.Speaker, c.Stop, h)
}

// labelFeatures add what the network's heads say of the cue, the content and the speaker.
func (f *finder) labelFeatures(c *Candidate, x *weigh.Features) {
	if f.cueTag == nil {
		return
	}
	cue := f.cueTag[c.Verb]
	x.Add("net cue", cue)
	content := f.t.Labels["content"]
	if content == nil {
		return
	}
	in, all := 0, 0
	for _, p := range c.Content {
		for i := p[0]; i < p[1]; i++ {
			all++
			if content[i] != "O" && content[i] != "" {
				in++
			}
		}
	}
	share := strconv.Itoa(in * 4 / max(all, 1))
	x.Add("net content", share)
	x.Add("net", cue, share)
}
