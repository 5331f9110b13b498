package encounter

import (
	"strconv"
	"strings"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/record"
)

// fields reads when, where, for how long, and which of a count a candidate is.
func (c *Candidate) fields(w *mention.Web, at *Ground) {
	times := at.Times
	t := w.T
	start, end := t.SentenceBytes(c.Sent)
	c.date, c.dateCost = c.day(t, times.In(start, end))
	c.nextYear = c.date != "" && yearless(t.Text[start:end], c.date)
	for _, x := range times.In(start, end) {
		if x.Type == "duration" && lasts(t, c.Tok, t.At(x.Start), t.At(x.End-1)) {
			c.duration = x.Value
			break
		}
	}
	c.place, c.venue, c.placeCost = c.where(w, at)
	c.ordinal = ordinal(t, c.Tok)
}

// apart is the cost from which a date of the sentence is not the encounter's.
const apart = 10

// day chooses the date of the sentence that stands nearest to the trigger in the tree, an
// interval where two days in a row are named ("on Thursday and Friday").
func (c *Candidate) day(t *tree.Tree, times []when.Time) (string, int) {
	best, cost := "", apart
	for k := range times {
		x := &times[k]
		date := when.EDTF(x.Interval())
		if x.EDTF == "" || date == "" {
			continue
		}
		if k > 0 && times[k-1].Until == x.EDTF {
			date = when.EDTF(times[k-1].Interval())
		}
		at := t.At(x.Start)
		if at > 0 && t.Low[at-1] == "since" && !strings.Contains(date, "/") {
			date += "/.."
		}
		d := path(t, c.Tok, at)
		if len(x.EDTF) < 10 {
			d += 2
		}
		if d >= cost {
			continue
		}
		if k+1 < len(times) && x.Until == "" && len(date) == 10 && len(times[k+1].EDTF) == 10 && times[k+1].EDTF > date {
			if between := strings.TrimSpace(t.Text[x.End:times[k+1].Start]); between == "and" || between == "and on" || between == "to" {
				date += "/" + times[k+1].EDTF
			}
		}
		best, cost = date, d
	}
	if best == "" {
		return only(times)
	}
	return best, cost
}

// only is the one day that a sentence tells, where the tree ties it to another verb: "On
// Monday he said that they had met". It yields to any date that stands nearer.
func only(times []when.Time) (string, int) {
	day := ""
	for k := range times {
		x := &times[k]
		if x.EDTF == "" {
			continue
		}
		if day != "" || x.Until != "" || len(x.EDTF) != 10 || x.Type != "date" {
			return "", apart
		}
		day = x.EDTF
	}
	return day, apart
}

// yearless tells whether the sentence nowhere names the year of the date: "in May" may then
// be the one that comes.
func yearless(sentence, date string) bool {
	return len(date) >= 7 && !strings.Contains(sentence, date[:4])
}

// later is the same day or month of the year after.
func later(date string) string {
	year, err := strconv.Atoi(date[:4])
	if err != nil || len(date) > 10 {
		return date
	}
	return strconv.Itoa(year+1) + date[4:]
}

// path is the way from token a to token b over the tree; an edge that opens a clause of
// its own counts as many.
func path(t *tree.Tree, a, b int) int {
	if a >= len(t.Tokens) || b >= len(t.Tokens) || t.Sent[a] != t.Sent[b] {
		return 100
	}
	up := map[int]int{}
	cost := 0
	for i, steps := a, 0; i >= 0 && steps < 30; steps++ {
		up[i] = cost
		cost += edge(t, i)
		i = t.Tokens[i].Head
	}
	cost = 0
	for i, steps := b, 0; i >= 0 && steps < 30; steps++ {
		if c, ok := up[i]; ok {
			return c + cost
		}
		cost += edge(t, i)
		i = t.Tokens[i].Head
	}
	return 100
}

func edge(t *tree.Tree, i int) int {
	switch {
	case t.Is(i, "ccomp", "parataxis", "advcl", "acl", "csubj"):
		return 8
	case t.Is(i, "conj", "appos"):
		return 3
	}
	return 1
}

// against tells whether an EDTF date lies before, on or after the day of publication.
func against(date, published string) string {
	if date == "" || len(published) < 10 {
		return ""
	}
	first, last, interval := strings.Cut(date, "/")
	if !interval || len(last) < 4 {
		last = first
	}
	n := min(len(first), len(last), 10)
	switch day := published[:n]; {
	case first[:n] > day:
		return "after"
	case last[:n] < day:
		return "before"
	case n < 10:
		return "around"
	}
	return "on"
}

// lasts tells whether the length told by tokens [a, b] is that of the encounter at token i:
// "five-hour meeting", "met for two hours".
func lasts(t *tree.Tree, i, a, b int) bool {
	if a < i && i-b <= 3 {
		return true
	}
	for k := a; k <= b && k < len(t.Tokens); k++ {
		for h, steps := t.Tokens[k].Head, 0; h >= 0 && steps < 3; h, steps = t.Tokens[h].Head, steps+1 {
			if h == i {
				return true
			}
		}
	}
	return b > i && a-i <= 6 && a > 0 && (t.Low[a-1] == "for" || t.Low[a-1] == "lasted" || t.Low[a-1] == "nearly" || t.Low[a-1] == "about")
}

// ordinal reads "sixth trip to Oslo this year", "fifth round".
func ordinal(t *tree.Tree, i int) *record.Ordinal {
	s := t.Sentences[t.Sent[i]]
	for k := i - 1; k >= max(s.First, i-4); k-- {
		n := ordinals[t.Low[k]]
		if n == 0 {
			n = numeral(t.Low[k])
		}
		if n == 0 {
			continue
		}
		end := i + 1
		for end < s.Last && end < i+8 && !t.Punct(end) && t.Low[end] != "and" && t.Tokens[end].UPOS != "VERB" && t.Tokens[end].UPOS != "AUX" {
			end++
		}
		return &record.Ordinal{N: n, Of: t.Cut(k+1, end)}
	}
	return nil
}

var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
	"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "twentieth": 20}

// numeral reads "21st".
func numeral(s string) int {
	if len(s) < 3 || len(s) > 5 {
		return 0
	}
	switch s[len(s)-2:] {
	case "st", "nd", "rd", "th":
		if n, err := strconv.Atoi(s[:len(s)-2]); err == nil {
			return n
		}
	}
	return 0
}
