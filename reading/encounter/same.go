package encounter

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/record"
)

// Same are the features of two candidates, the earlier first, that tell whether they report
// one encounter: who takes part, when, where, how far it has come, and how the later one
// points back.
func Same(w *mention.Web, a, b *Candidate) weigh.Features {
	t := w.T
	var f weigh.Features
	f.Add("bias")
	people, parties := relation(a.People, b.People), relation(names(a.Parties), names(b.Parties))
	day, place := days(a, b), alike(a.place, b.place)
	kinds := a.Kind + " " + b.Kind
	back := strconv.FormatBool(definite(t, b.Tok))
	held := strconv.FormatBool(done(a.Status)) + strconv.FormatBool(done(b.Status))
	far := distance(a, b)
	f.Add("people", people)
	f.Add("parties", parties)
	f.Add("who", people, parties)
	f.Add("tied", strconv.FormatBool(a.tied), strconv.FormatBool(b.tied), people)
	f.Add("tied", strconv.FormatBool(a.tied), strconv.FormatBool(b.tied), parties)
	f.Add("kinds", kinds)
	f.Add("kinds", kinds, people)
	f.Add("kinds", kinds, parties)
	f.Add("kinds", kinds, far)
	f.Add("kinds", kinds, held)
	f.Add("day", day)
	f.Add("day", day, people)
	f.Add("day", day, parties)
	f.Add("day", day, kinds)
	f.Add("place", place)
	f.Add("place", place, day)
	f.Add("status", a.Status, b.Status)
	f.Add("held", held)
	f.Add("held", held, people)
	f.Add("held", held, parties)
	f.Add("held", held, far)
	f.Add("far", far)
	f.Add("far", far, people)
	f.Add("far", far, parties)
	f.Add("back", back)
	f.Add("back", back, far)
	f.Add("back", back, kinds)
	f.Add("back", back, people, parties)
	f.Add("base", strconv.FormatBool(a.trigger.base == b.trigger.base), back)
	f.Add("forms", t.Low[a.Tok], t.Low[b.Tok])
	f.Add("counted", counted(a, b))
	f.Flag("duration", a.duration != "" && b.duration != "" && a.duration != b.duration)
	for _, c := range []struct {
		side string
		c    *Candidate
	}{{"a", a}, {"b", b}} {
		for _, k := range t.Kids[c.c.Tok] {
			if t.Is(k, "det", "amod", "nummod") {
				f.Add("word", c.side, t.Low[k])
			}
		}
	}
	if a.Sent == b.Sent {
		tie(t, a.Tok, b.Tok, &f)
	}
	return f
}

// tie adds how two triggers of one sentence hang together: "a visit for talks".
func tie(t *tree.Tree, a, b int, f *weigh.Features) {
	way := "apart"
	switch {
	case t.Tokens[b].Head == a:
		way = "under " + t.Tokens[b].Rel
	case t.Tokens[a].Head == b:
		way = "over " + t.Tokens[a].Rel
	case t.Tokens[a].Head == t.Tokens[b].Head:
		way = "beside " + t.Tokens[a].Rel + " " + t.Tokens[b].Rel
	case t.Under(b, a):
		way = "below"
	case t.Under(a, b):
		way = "above"
	}
	f.Add("tie", way)
	if k := t.Kid(b, "case", "mark"); k >= 0 {
		f.Add("tie", way, t.Low[k])
	}
	d := path(t, a, b)
	f.Add("path", strconv.Itoa(min(d, 10)))
}

// relation tells how two lists stand to each other.
func relation[T comparable](a, b []T) string {
	shared := 0
	for _, x := range b {
		if slices.Contains(a, x) {
			shared++
		}
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return "none"
	case len(a) == 0:
		return "later"
	case len(b) == 0:
		return "earlier"
	case shared == len(a) && shared == len(b):
		return "equal" + strconv.Itoa(min(shared, 2))
	case shared == len(a):
		return "more" + strconv.Itoa(min(shared, 2))
	case shared == len(b):
		return "fewer" + strconv.Itoa(min(shared, 2))
	case shared > 0:
		return "some" + strconv.Itoa(min(shared, 2))
	}
	return "apart"
}

func names(actors []record.Actor) []string {
	var out []string
	for _, a := range actors {
		out = append(out, a.Name)
	}
	return out
}

// days compares the dates of two candidates; a date that only stands in the sentence
// counts less than one tied to the trigger.
func days(a, b *Candidate) string {
	switch {
	case a.date == "" && b.date == "":
		return "none"
	case a.date == "" || b.date == "":
		return "one"
	}
	sure := ""
	if a.dateCost >= apart || b.dateCost >= apart {
		sure = " loose"
	}
	x, y := bounds(a.date), bounds(b.date)
	switch {
	case x == y:
		return "equal" + sure
	case x[1] < y[0] || y[1] < x[0]:
		return "apart" + sure
	}
	return "touch" + sure
}

// bounds are the first and last day of an EDTF date, as strings that order like days.
func bounds(date string) [2]string {
	date = strings.TrimRight(date, "~?%")
	first, last, interval := strings.Cut(date, "/")
	first, last = strings.TrimRight(first, "~?%"), strings.TrimRight(last, "~?%")
	if !interval {
		last = first
	}
	if last == ".." || last == "" {
		last = "9999"
	}
	if first == ".." {
		first = ""
	}
	return [2]string{first, last + "~"}
}

func alike(a, b string) string {
	switch {
	case a == "" && b == "":
		return "none"
	case a == "" || b == "":
		return "one"
	case a == b:
		return "equal"
	}
	return "apart"
}

func distance(a, b *Candidate) string {
	switch d := b.Sent - a.Sent; {
	case d <= 2:
		return strconv.Itoa(d)
	case d <= 5:
		return "near"
	}
	return "far"
}

// counted compares "second round" and "fifth round".
func counted(a, b *Candidate) string {
	switch {
	case a.ordinal == nil && b.ordinal == nil:
		return "none"
	case a.ordinal == nil:
		return "later"
	case b.ordinal == nil:
		return "earlier"
	case a.ordinal.N == b.ordinal.N:
		return "equal"
	}
	return "apart"
}
