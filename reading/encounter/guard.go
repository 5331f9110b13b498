package encounter

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/reading/tree"
	"rapporteur/record"
)

// What evidence of grammar takes from, or adds to, the score of a status: the classifier
// has seen too few articles to know that nobody has met who may meet, will meet, or is
// asked to. A meeting wrongly called held costs more than any other slip.
const (
	forbidden = 3.0 // grammar forbids that it was held
	towards   = 1.5 // grammar names a status that is rare in the articles
	doubt     = 1.2 // what "held" must be ahead by where no grammar speaks for it
)

// speaks is what grammar says of how far the encounter has come: a class of status words
// that governs the trigger or stands beside it, a tense, or a day to come; empty where it is silent.
func (c *Candidate) speaks(t *tree.Tree) string {
	parts := strings.Fields(modality(t, c.Tok))
	// "the upcoming talks", "a possible meeting", "no meeting"
	for _, k := range t.Kids[c.Tok] {
		if k >= c.Tok || !t.Is(k, "amod", "compound", "det") {
			continue
		}
		if p := statusWords.At(t, k, c.Tok); p != nil {
			switch p.Class {
			case "plan", "wish":
				parts = append(parts, "inf", p.Class)
			case "negated":
				parts = append(parts, "not")
			case "under way":
				parts = append(parts, p.Class)
			}
		}
	}
	has := func(xs ...string) bool {
		return slices.ContainsFunc(xs, func(x string) bool { return slices.Contains(parts, x) })
	}
	ahead, not := has("will", "may", "would") && !has("perf"), has("not")
	switch {
	case has("off"):
		return "off"
	case has("wish") && not:
		return "no wish"
	case has("wish"):
		return "wish"
	case ahead && not:
		return "not ahead"
	case has("plan") && not:
		return "no plan"
	case has("plan") && !has("perf"):
		return "plan"
	case has("refuse"):
		return "refuse"
	case has("deny"):
		return "deny"
	case c.when == "after":
		return "after"
	case has("progressive") && !not:
		return "now"
	case ahead && has("will"):
		return "will"
	case ahead:
		return "may"
	case not:
		return "not"
	case slices.Contains(parts, "under way"):
		return "under way"
	case has("if", "until", "whether", "before", "ahead"):
		return "before"
	case has("for", "toward", "towards"):
		return "for"
	case has("past", "after", "following"):
		return "past"
	}
	return ""
}

// guard weighs the scores of the statuses by what grammar says.
func (c *Candidate) guard(classes []string, score []float64) {
	add := func(status string, x float64) {
		if k := slices.Index(classes, status); k >= 0 {
			score[k] += x
		}
	}
	switch c.says {
	case "off":
		add(record.Cancelled, towards)
	case "refuse", "not ahead":
		add(record.Refused, towards)
	case "deny":
		add(record.Denied, towards)
	case "past":
		return
	case "", "not", "for", "before":
		add(record.Held, -doubt)
		return
	}
	add(record.Held, -forbidden)
}

// ago tells roughly how long before the day of publication an EDTF date begins.
func ago(date, published string) string {
	if len(date) < 10 || len(published) < 10 {
		return ""
	}
	first, err := time.Parse(time.DateOnly, date[:10])
	if err != nil {
		return ""
	}
	day, err := time.Parse(time.DateOnly, published[:10])
	if err != nil {
		return ""
	}
	switch n := int(day.Sub(first).Hours() / 24); {
	case n < 0:
		return "ahead"
	case n < 4:
		return strconv.Itoa(n)
	case n < 8:
		return "week"
	case n < 40:
		return "month"
	}
	return "long"
}
