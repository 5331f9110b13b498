package encounter

import (
	"slices"
	"strings"

	"rapporteur/reading/tree"
	"rapporteur/record"
)

// What evidence of grammar takes from, or adds to, the score of a status: the classifier
// has seen too few articles to know that nobody has met who may meet, will meet, or is
// asked to. A meeting wrongly called held costs more than any other slip.
const (
	forbidden = 3.0 // grammar forbids the status
	towards   = 1.5 // grammar names the status
	doubt     = 1.2 // what "held" must be ahead by where no grammar speaks for it
)

// guard weighs the scores of the statuses by tense and modality, by words of plan beside the
// trigger, and by the day of the encounter against the day of publication.
func (c *Candidate) guard(t *tree.Tree, classes []string, score []float64) {
	parts := strings.Fields(modality(t, c.Tok))
	// "the upcoming talks", "a possible meeting"
	for _, k := range t.Kids[c.Tok] {
		if k >= c.Tok || !t.Is(k, "amod", "compound") {
			continue
		}
		if p := statusWords.At(t, k, c.Tok); p != nil && (p.Class == "plan" || p.Class == "wish") {
			parts = append(parts, "inf", p.Class)
		}
	}
	add := func(status string, x float64) {
		if k := slices.Index(classes, status); k >= 0 {
			score[k] += x
		}
	}
	has := func(xs ...string) bool {
		for _, x := range xs {
			if slices.Contains(parts, x) {
				return true
			}
		}
		return false
	}
	ahead := has("will", "may", "would")
	switch {
	case has("off"):
		c.sure = true
		add(record.Cancelled, towards)
		add(record.Held, -forbidden)
	case has("wish"):
		c.sure = true
		add(record.Proposed, towards)
		add(record.Held, -forbidden)
	case has("plan") && !has("perf"):
		c.sure = true
		add(record.Scheduled, towards)
		add(record.Held, -forbidden)
	case has("refuse"):
		add(record.Refused, towards)
		add(record.Held, -forbidden)
	case has("deny"):
		add(record.Denied, towards)
		add(record.Held, -forbidden)
	case c.when == "after":
		c.sure = true
		add(record.Held, -forbidden)
		add(record.Ongoing, -towards)
	case ahead && !has("perf"):
		c.sure = true
		add(record.Held, -forbidden)
		if has("will") {
			add(record.Scheduled, towards)
		} else {
			add(record.Proposed, towards)
		}
	case has("past", "after", "following") && !has("not"):
	default:
		add(record.Held, -doubt)
	}
}
