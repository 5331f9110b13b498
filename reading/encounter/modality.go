package encounter

import (
	"rapporteur/reading/tree"
)

// modality tells how the sentence speaks of what token i reports: in which tense, under
// which modal, after which verb of plan or refusal. The steps from the word up to the
// finite verb are joined into one string: "inf plan past" for "agreed to meet".
func modality(t *tree.Tree, i int) string {
	out := ""
	v := i
	for steps := 0; steps < 5 && v >= 0; steps++ {
		f, finite := form(t, v)
		if f != "" {
			out += f + " "
		}
		if finite {
			break
		}
		if c := t.Kid(v, "case", "mark"); c >= 0 {
			switch w := t.Low[c]; w {
			case "after", "before", "since", "during", "following", "until", "if", "for", "at", "to", "as", "when", "while", "that", "whether", "on", "in", "ahead", "toward", "towards":
				out += w + " "
			}
		}
		v = t.Tokens[v].Head
		if v >= 0 {
			if p := statusWords.At(t, v, len(t.Low)); p != nil {
				out += p.Class + " "
			}
		}
	}
	return out
}

// form is the tense or modal of verb v, and whether it is finite; empty for other words.
func form(t *tree.Tree, v int) (string, bool) {
	not := ""
	modal, have, be := "", "", ""
	for _, k := range t.Kids[v] {
		if k > v && !t.Is(k, "cop", "aux") {
			continue
		}
		switch w := t.Low[k]; {
		case w == "not" || w == "n't" || w == "never":
			not = " not"
		case t.Is(k, "aux") && t.Tokens[k].XPOS == "MD":
			modal = w
		case t.Is(k, "aux", "cop"):
			switch w {
			case "have", "has", "had", "'ve", "'d", "having":
				have = "perf"
			case "is", "are", "am", "'s", "'re", "be", "being":
				be = "is"
			case "was", "were", "been":
				be = "was"
			case "do", "does":
				be = "do"
			case "did":
				be = "did"
			}
		case w == "to" && t.Is(k, "mark", "aux"):
			return "inf" + not, false
		}
	}
	if t.Tokens[v].UPOS != "VERB" && t.Tokens[v].UPOS != "AUX" && be == "" && modal == "" {
		return "", false
	}
	switch x := t.Tokens[v].XPOS; {
	case modal == "will" || modal == "'ll" || modal == "shall" || modal == "wo":
		return "will" + not, true
	case modal == "would" || modal == "'d":
		return "would" + not, true
	case modal != "":
		return "may" + not, true
	case have != "" && be == "was" && x == "VBG":
		return "progressive" + not, true
	case have != "":
		return "perf" + not, true
	case be == "is" && x == "VBG":
		return "progressive" + not, true
	case be == "was" && x == "VBG":
		return "was-ing" + not, true
	case be != "":
		return be + not, true
	case x == "VBD":
		return "past" + not, true
	case x == "VBZ" || x == "VBP":
		return "present" + not, true
	case x == "VBG":
		return "ing" + not, false
	case x == "VBN":
		return "participle" + not, false
	}
	return "bare" + not, false
}
