package merge

import (
	"slices"

	"rapporteur/record"
)

// Weights of the evidence that two reports tell of one encounter, and the sum from which they do. What is not told
// counts half: silence is no contradiction, but no support either.
const (
	wParties  = 0.35
	wDate     = 0.25
	wPlace    = 0.15
	wPeople   = 0.15
	wKind     = 0.10
	wOrdinal  = 0.25
	Threshold = 0.70
	// sameStory is how much more it takes for two encounters that one story tells apart: readers err, and tell one twice.
	sameStory = 0.25
)

// dateSlack is how many days two exact dates may lie apart: time zones, meetings past midnight, a day misreported.
const dateSlack = 1

// Score tells how well a and b fit as reports of one encounter, 0 to about 1.2; -1 where they can't be one.
func Score(a, b *Report) float64 {
	if a.Series != b.Series {
		return -1
	}
	kind, ok := kinds(a, b)
	if !ok {
		return -1
	}
	parties, people, ok := actors(a, b)
	if !ok {
		return -1
	}
	sameN := a.N > 0 && a.N == b.N && a.Of == b.Of
	if a.N > 0 && b.N > 0 && a.Of == b.Of && a.N != b.N {
		return -1
	}
	date, ok := dates(a, b, sameN)
	if !ok {
		return -1
	}
	place, ok := places(a, b)
	if !ok {
		return -1
	}
	s := wParties*parties + wDate*date + wPlace*place + wPeople*people + wKind*kind
	if sameN {
		s += wOrdinal
	}
	if a.Story == b.Story {
		s -= sameStory
	}
	if few(a, b) {
		return 0
	}
	return s
}

// few tells whether two reports have no more than one name in common, which is chance; it takes two, or one and the place. That
// is no contradiction: a third report may tie them.
func few(a, b *Report) bool {
	return shared(a.Parties, b.Parties)+met(a, b)+min(shared(a.Places, b.Places), 1) < 2
}

func kinds(a, b *Report) (float64, bool) {
	if a.Kind == b.Kind {
		return 1, true
	}
	face := func(k string) bool { return k == record.Meeting || k == record.Talks || k == record.Summit }
	if face(a.Kind) && face(b.Kind) {
		return 0.7, true
	}
	// A signing happens at a meeting of the signers; calls, visits and meetings stay apart.
	if (a.Kind == record.Signing && face(b.Kind)) || (b.Kind == record.Signing && face(a.Kind)) {
		return 0.3, true
	}
	return 0, false
}

func shared(a, b []string) (n int) {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

// personal tells of kinds of which the people are the point: talks of two delegations are the same whoever is named.
func personal(kind string) bool {
	return kind == record.Call || kind == record.Visit || kind == record.Meeting
}

// met counts the people whom both reports name, the same from either side.
func met(a, b *Report) int {
	if len(a.People) == 0 || len(b.People) == 0 {
		return 0
	}
	x, y := a.listen(), b.listen()
	in := func(list, other [][]string) (n int) {
		for _, p := range list {
			if slices.ContainsFunc(other, func(q []string) bool { return sameWords(p, q) }) {
				n++
			}
		}
		return n
	}
	return min(in(x, y), in(y, x))
}

// listen gives the words of the people's names as they sound, and keeps them.
func (x *Report) listen() [][]string {
	if x.sounds == nil {
		x.sounds = make([][]string, len(x.People))
		for i, p := range x.People {
			x.sounds[i] = nameWords(p)
		}
	}
	return x.sounds
}

func actors(a, b *Report) (parties, people float64, ok bool) {
	both := shared(a.Parties, b.Parties)
	least := min(len(a.Parties), len(b.Parties))
	switch {
	case least == 0:
		parties = 0.4
	default:
		contained := float64(both) / float64(least)
		union := len(a.Parties) + len(b.Parties) - both
		parties = 0.7*contained + 0.3*float64(both)/float64(union)
		if contained < 0.5 {
			return 0, 0, false
		}
	}
	met, few := met(a, b), min(len(a.People), len(b.People))
	people = 0.5
	if few > 0 {
		// Other people, another encounter: a minister's call is not the president's of the same day.
		if met == 0 && (few > 1 || personal(a.Kind) && personal(b.Kind)) {
			return 0, 0, false
		}
		if people = float64(met) / float64(few); !personal(a.Kind) {
			people = max(people, 0.5)
		}
	}
	return parties, people, true
}

func dates(a, b *Report, sameN bool) (float64, bool) {
	if a.Series {
		return seriesDates(a, b)
	}
	if a.long() != b.long() {
		return 0, false
	}
	gap := max(a.Lo, b.Lo) - min(a.Hi, b.Hi) // above 0: days between them
	// A refusal of no told day is about what did not come; a later meeting is another matter.
	if !sameN && (vain(a) && b.Dated || vain(b) && a.Dated) {
		return 0, false
	}
	exact := a.Dated && b.Dated && a.Hi-a.Lo <= 7 && b.Hi-b.Lo <= 7
	switch {
	case gap <= 0 && exact:
		return 1, true
	case gap <= 0 && a.Dated && b.Dated:
		return 0.4, true
	case gap <= 0 && sameN:
		return 0.6, true
	case gap <= 0 && (next(a, b) || next(b, a)):
		return 0.6, true
	case gap <= 0 && (a.Dated || b.Dated):
		return 0.35, true
	case gap <= 0 && planned(a.Status) && planned(b.Status) && max(a.Told, b.Told)-min(a.Told, b.Told) <= nextDays/3:
		return 0.5, true
	case gap <= 0:
		return 0.15, true
	case gap <= dateSlack && exact:
		return 0.6, true
	case gap <= 4 && exact && sameN:
		return 0.5, true
	case gap <= 10 && sameN && (planned(a.Status) || planned(b.Status)):
		return 0.3, true // days that are proposed shift
	}
	return 0, false
}

// nextDays is how far ahead "the next round" is looked for.
const nextDays = 21

// next tells whether b is the next encounter after the day on which a told of a coming one without a date.
func next(a, b *Report) bool {
	return planned(a.Status) && !a.Dated && b.Dated && a.Told != Never && b.Lo >= a.Told-1 && b.Hi <= a.Told+nextDays
}

// vain tells of an encounter without a day that did not come about.
func vain(x *Report) bool {
	return !x.Dated && (x.Status == record.Refused || x.Status == record.Denied)
}

// seriesDates: two accounts of a series fit where they were told within weeks of each other and their stretches touch.
func seriesDates(a, b *Report) (float64, bool) {
	if a.Told == Never || b.Told == Never {
		return 0.3, true
	}
	apart := max(a.Told, b.Told) - min(a.Told, b.Told)
	over := func(x *Report) bool { return x.Dated && x.Hi != Open && x.Hi < x.Told-seriesGap }
	if apart > seriesGap || over(a) != over(b) {
		return 0, false
	}
	if a.Dated && b.Dated && (a.Lo > b.Hi || b.Lo > a.Hi) {
		return 0, false
	}
	if a.Status == record.Ongoing && b.Status == record.Ongoing {
		return 0.8, true
	}
	return 0.6, true
}

func planned(status string) bool { return status == record.Scheduled || status == record.Proposed }

func places(a, b *Report) (float64, bool) {
	if len(a.Places) == 0 || len(b.Places) == 0 {
		return 0.5, true
	}
	for _, x := range a.Places {
		if slices.Contains(b.Places, x) {
			return 1, true
		}
	}
	if a.Country != "" && a.Country == b.Country {
		return 0.7, true
	}
	if a.Country == "" || b.Country == "" {
		return 0.2, true
	}
	// Elsewhere is another encounter, unless it is told of before the place was settled.
	return 0, planned(a.Status) || planned(b.Status)
}
