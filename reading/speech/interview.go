package speech

import (
	"strings"
	"unicode"

	"rapporteur/reading/mention"
	"rapporteur/reading/who"
	"rapporteur/record"
)

// turns makes statements of the turns of a transcript.
func (f *finder) turns() []*draft {
	t := f.t
	byName := map[string]int{} // last word of a name -> index into People.List; -1 where two share it
	for k, p := range f.w.People.List {
		for _, n := range append([]string{p.Name}, p.Aliases...) {
			ws := strings.Fields(who.Fold(n))
			if len(ws) == 0 {
				continue
			}
			w := ws[len(ws)-1]
			if j, ok := byName[w]; ok && j != k {
				byName[w] = -1
			} else {
				byName[w] = k
			}
		}
	}
	ts := turns(t.Text, func(s string) bool { _, ok := byName[who.Fold(s)]; return ok })
	var out []*draft
	for k := range ts {
		x := &ts[k]
		a, b := f.tokens(x.start, x.end)
		d := &draft{Candidate: &Candidate{Verb: -1, First: a, Last: a, Speaker: a, Stop: b, Head: b - 1, cue: cues["says"]}}
		for _, p := range x.content {
			if first, last := f.tokens(p[0], p[1]); first < last {
				d.content = append(d.content, [2]int{first, last})
			}
		}
		if len(d.content) == 0 {
			continue
		}
		d.turn = f.spokenBy(x, a, b, byName, ts[0].start)
		out = append(out, d)
	}
	return out
}

// tokens are those of bytes [start, end); first equals last where none lies there.
func (f *finder) tokens(start, end int) (first, last int) {
	t := f.t
	first = t.At(start)
	for last = first; last < len(t.Tokens) && t.Tokens[last].Start < end; last++ {
	}
	return first, last
}

// spokenBy tells whom the label of a turn names: nobody for "Q", the one interviewed for "A".
func (f *finder) spokenBy(x *turn, a, b int, byName map[string]int, before int) *mention.Who {
	nobody := &mention.Who{Person: -1}
	switch x.kind {
	case question:
		return nobody
	case asker:
		name := strings.ToLower(x.key)
		return &mention.Who{Actors: []record.Actor{{Name: name}}, Name: name, Person: -1}
	case answer:
		if k := f.interviewed(before); k >= 0 {
			y := f.w.OfPerson(k)
			return &y
		}
		return nobody
	}
	ws := strings.Fields(who.Fold(x.key))
	if k, ok := byName[ws[len(ws)-1]]; ok && k >= 0 {
		y := f.w.OfPerson(k)
		return &y
	}
	if a < b {
		if y := f.w.Resolve(a, b, b-1); y.Known {
			return &y
		}
	}
	name := capitals(x.key)
	return &mention.Who{Actors: []record.Actor{{Name: name}}, Name: name, Person: -1}
}

// interviewed is the person that the story names most often before byte before, where the
// transcript begins; -1 where it names nobody, or two as often.
func (f *finder) interviewed(before int) int {
	times := make([]int, len(f.w.People.List))
	for _, m := range f.w.People.Mentions {
		if f.t.Tokens[m.First].Start < before {
			times[m.Person]++
		}
	}
	best, tied := -1, false
	for k, n := range times {
		switch {
		case n == 0 || best >= 0 && n < times[best]:
		case best >= 0 && n == times[best]:
			tied = true
		default:
			best, tied = k, false
		}
	}
	if tied {
		return -1
	}
	return best
}

// capitals writes a name that stands in capitals as names are written: "AL-OTIENO" is
// "Al-Otieno".
func capitals(s string) string {
	begins := true
	return strings.Map(func(r rune) rune {
		first := begins
		begins = !unicode.IsLetter(r)
		if first {
			return r
		}
		return unicode.ToLower(r)
	}, s)
}
