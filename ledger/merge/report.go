// Package merge decides which reports of encounters, from many stories, tell of the same one. It is pure: what comes
// out depends on the set of reports alone, never on their order.
//
// Rules, in short: parties and participants must be compatible, dates must touch after resolution, kinds and places must
// be compatible, ordinals equal; a series of talks is never one of its rounds; two encounters of one story are two.
package merge

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/record"
)

// Report is what merging looks at of one encounter of one record.
type Report struct {
	Ref     string   `json:"-"`           // names the report among all: the same for the same story, whenever it is added
	Story   string   `json:"-"`           // names the story
	Told    int      `json:"t"`           // day of the story; Never if unknown
	Kind    string   `json:"k"`           // record.Meeting…
	Status  string   `json:"s"`           // record.Held…
	Parties []string `json:"p,omitempty"` // keys, sorted
	People  []string `json:"w,omitempty"` // folded names, sorted
	Dated   bool     `json:"d,omitempty"`
	Lo      int      `json:"l"` // first and last day; a guess from Told where not Dated
	Hi      int      `json:"h"`
	Places  []string `json:"a,omitempty"` // folded names, several for "Doha or Cairo"
	Country string   `json:"c,omitempty"`
	Lat     *float64 `json:"y,omitempty"`
	Lon     *float64 `json:"x,omitempty"`
	N       int      `json:"n,omitempty"` // ordinal
	Of      string   `json:"o,omitempty"`
	Series  bool     `json:"r,omitempty"`

	Pinned bool `json:"-"` // people have put it together with others

	sounds [][]string // words of People's names, as they sound; filled when first needed
}

// Name sets the names of the report: encounter eid of the story of that key.
func (x *Report) Name(story, eid string) { x.Story, x.Ref = story, story+"/"+eid }

// How far from the story's day an encounter without a date may lie, in days.
const (
	lookBack  = 10
	lookAhead = 45
	seriesGap = 45
)

// longTalks is the length in days from which talks are a series, not a round.
const longTalks = 10

// NewReport makes a report of encounter e of record r, whose story is named story.
func NewReport(story string, r *record.Record, e *record.Encounter) Report {
	x := Report{Told: Never, Kind: e.Kind, Status: e.Status}
	x.Name(story, e.ID)
	if p := r.Story.Published; p != nil {
		if _, hi, ok := Bounds(p.Date); ok {
			x.Told = hi
		}
	}
	for _, a := range slices.Concat(e.Parties, e.Mediators) {
		x.Parties = append(x.Parties, PartyKey(a))
	}
	for _, a := range e.Participants {
		x.People = append(x.People, PersonKey(a.Name))
	}
	slices.Sort(x.Parties)
	slices.Sort(x.People)
	x.Parties, x.People = slices.Compact(x.Parties), slices.Compact(x.People)
	if e.Ordinal != nil {
		x.N, x.Of = e.Ordinal.N, unit(e.Ordinal.Of)
	}
	x.where(r, e)
	x.when(e)
	return x
}

func (x *Report) where(r *record.Record, e *record.Encounter) {
	if e.Place == nil {
		return
	}
	for _, alt := range strings.FieldsFunc(strings.NewReplacer(" or ", "|", " and ", "|", ",", "|", "/", "|").Replace(e.Place.Name), func(c rune) bool { return c == '|' }) {
		if f := Fold(alt); f != "" {
			x.Places = append(x.Places, f)
		}
	}
	for _, p := range r.Places {
		if p.ID == e.Place.ID || e.Place.ID == "" && p.Name == e.Place.Name {
			x.Country, x.Lat, x.Lon = p.Country, p.Lat, p.Lon
		}
	}
}

func (x *Report) when(e *record.Encounter) {
	if e.Date != nil {
		x.Lo, x.Hi, x.Dated = Bounds(*e.Date)
	}
	if x.Dated && x.Told != Never && x.misdated() {
		x.Dated = false
	}
	// Talks without a number that stretch over weeks, or go on with no day told, are a series of rounds; "five rounds since
	// April" are one too, and five is no ordinal then.
	open := x.Dated && x.Hi == Open
	long := x.Dated && x.Hi-x.Lo > longTalks && strings.Contains(*e.Date, "/")
	if x.Kind == record.Talks && (open || x.N == 0 && (long || !x.Dated && (x.Status == record.Held || x.Status == record.Ongoing))) {
		x.Series, x.N, x.Of = true, 0, ""
	}
	if x.Dated {
		return
	}
	if x.Told == Never {
		x.Lo, x.Hi = Never, Open
		return
	}
	switch x.Status {
	case record.Scheduled, record.Proposed:
		x.Lo, x.Hi = x.Told-1, x.Told+lookAhead
	case record.Held, record.Ongoing:
		x.Lo, x.Hi = x.Told-lookBack, x.Told
	default: // cancelled, refused and denied ones may have been planned for either side of the day
		x.Lo, x.Hi = x.Told-lookBack, x.Told+lookBack
	}
}

// misdated tells of a date that is the day of the telling, not of the encounter: one that is only proposed is not of today or
// before, nor is a planned one over; and talks that "go on" on the day are no round of that day where nothing else tells one.
func (x *Report) misdated() bool {
	switch x.Status {
	case record.Proposed:
		return x.Hi <= x.Told
	case record.Scheduled:
		return x.Hi < x.Told
	case record.Ongoing:
		return x.Kind == record.Talks && x.N == 0 && len(x.Places) == 0 && x.Lo == x.Hi && x.Lo >= x.Told-lookBack
	}
	return false
}

// unit folds what an ordinal counts: "round of talks" and "round" count alike.
func unit(of string) string {
	f := strings.Fields(Fold(of))
	if len(f) == 0 {
		return ""
	}
	return f[0]
}

// PartyKey names a party across stories: its id where the reader knows the party, else its folded name.
func PartyKey(a record.Actor) string {
	if a.ID != "" && !isLocal(a.ID) {
		return a.ID
	}
	return Fold(strings.TrimPrefix(strings.ToLower(a.Name), "the "))
}

// isLocal tells ids that count within one record ("p1", "o12") from ids that name the party everywhere ("USA", "hamas").
func isLocal(id string) bool {
	return len(id) >= 2 && unicode.IsLower(rune(id[0])) && strings.Trim(id[1:], "0123456789") == ""
}
