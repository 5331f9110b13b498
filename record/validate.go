package record

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// The closed lists that are checked; each is defined by the annotation guidelines.
var (
	blockKinds   = []string{Headline, Summary, Byline, Dateline, Heading, Paragraph, Quote, List, Caption, Furniture}
	bases        = []string{BasisMetadata, BasisText, BasisCaption, BasisGiven}
	partyKinds   = []string{State, Organisation, ArmedGroup, Alliance, Institution}
	dateTypes    = []string{"date", "time", "duration", "set"}
	kinds        = []string{Meeting, Call, Visit, Talks, Summit, Signing}
	statuses     = []string{Held, Ongoing, Scheduled, Proposed, Cancelled, Refused, Denied}
	outcomes     = []string{Agreement, Progress, NoProgress, Breakdown, NoneReported}
	modes        = []string{Direct, Indirect, Mixed}
	stances      = []string{"demands", "rejects", "offers", "accepts", "commits", "threatens"}
	issues       = []string{"territory", "ceasefire", "security_guarantees", "sanctions", "prisoners", "nuclear", "troops", "humanitarian", "recognition", "trade", "arms", "energy", "governance", "human_rights", "talks_format", "war_conduct", "relations", "other"}
	instruments  = []string{"proposal", "agreement", "resolution", "memorandum", "letter", "roadmap", "sanctions", "statement"}
	instStatuses = []string{"drafted", "presented", "revised", "accepted", "rejected", "signed", "adopted", "in_force", "broken", "expired", "unknown"}
	plovers      = []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)

// EncounterKinds are the kinds of encounters.
func EncounterKinds() []string { return slices.Clone(kinds) }

// EncounterStatuses are what an encounter may be.
func EncounterStatuses() []string { return slices.Clone(statuses) }

// EncounterOutcomes are what may come of an encounter.
func EncounterOutcomes() []string { return slices.Clone(outcomes) }

// Issues lists the issues of positions.
func Issues() []string { return slices.Clone(issues) }

// maxFaults bounds the length of a validation error.
const maxFaults = 20

// Validate holds a record to what it claims: every span cuts its quote from the text, every block and id is
// in its place, every closed list keeps to its words, every date is EDTF and every duration ISO 8601.
// The error joins one error a fault, at most twenty; each names the field as a path ("encounters[2].date").
func Validate(r *Record) error {
	faults := check(r)
	if len(faults) > maxFaults {
		faults = faults[:maxFaults]
	}
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

// fault is one thing that does not hold.
type fault struct {
	path string // "encounters[2].date"
	what string
}

func (f *fault) Error() string { return f.path + " " + f.what }

func check(r *Record) []*fault {
	v := &validator{r: r, ids: map[string]bool{}}
	if r.Schema != Schema {
		v.fault("schema", "is %q, this reader knows %q", r.Schema, Schema)
	}
	if !utf8.ValidString(r.Text) {
		v.fault("text", "is not valid UTF-8")
	}
	v.story()
	v.entities()
	v.encounters()
	v.statements()
	v.rest()
	return v.faults
}

type validator struct {
	r      *Record
	ids    map[string]bool // people and parties
	places map[string]bool
	said   map[string]bool
	faults []*fault
}

func (v *validator) fault(path, format string, args ...any) {
	v.faults = append(v.faults, &fault{path, fmt.Sprintf(format, args...)})
}

func (v *validator) span(path string, s Span) {
	switch t := v.r.Text; {
	case s.Start < 0 || s.End > len(t) || s.Start > s.End:
		v.fault(path, "bytes %d to %d lie outside the text of %d bytes", s.Start, s.End, len(t))
	case s.Start == s.End:
		v.fault(path, "is empty at byte %d", s.Start)
	case t[s.Start:s.End] != s.Quote:
		v.fault(path, "quotes %q, the text has %q at byte %d", clip(s.Quote), clip(t[s.Start:s.End]), s.Start)
	}
}

func (v *validator) spans(path string, spans []Span) {
	for i, s := range spans {
		v.span(fmt.Sprintf("%s[%d]", path, i), s)
	}
}

func (v *validator) word(path, w string, list []string) {
	if !slices.Contains(list, w) {
		v.fault(path, "is %q, not one of %v", w, list)
	}
}

func (v *validator) actor(path string, a Actor) {
	if a.Name == "" {
		v.fault(path, "has no name")
	}
	if a.ID != "" && !v.ids[a.ID] {
		v.fault(path, "refers to %q, which is neither a person nor a party of the record", a.ID)
	}
}

func (v *validator) actors(path string, list []Actor) {
	for i, a := range list {
		v.actor(fmt.Sprintf("%s[%d]", path, i), a)
	}
}

func (v *validator) place(path string, p *PlaceRef) {
	if p == nil {
		return
	}
	if p.Name == "" {
		v.fault(path, "has no name")
	}
	if p.ID != "" && !v.places[p.ID] {
		v.fault(path, "refers to %q, which is no place of the record", p.ID)
	}
}

func (v *validator) day(path string, d *string) {
	if d != nil && !IsEDTF(*d) {
		v.fault(path, "is %q, not an EDTF date", *d)
	}
}

// identify notes an id of a layer; ids are unique within the set.
func (v *validator) identify(path, id string, set map[string]bool) {
	if id == "" {
		v.fault(path, "has no id")
	} else if set[id] {
		v.fault(path, "repeats the id %q", id)
	}
	set[id] = true
}

func (v *validator) story() {
	s, t, at := &v.r.Story, v.r.Text, 0
	for i, b := range s.Blocks {
		path := fmt.Sprintf("story.blocks[%d]", i)
		v.word(path+".kind", b.Kind, blockKinds)
		if b.Start < at || b.End < b.Start || b.End > len(t) {
			v.fault(path, "bytes %d to %d overlap the block before or lie outside the text of %d bytes", b.Start, b.End, len(t))
			continue
		}
		v.uncovered(path, at, b.Start)
		at = b.End
	}
	v.uncovered("story.blocks", at, len(t))
	if p := s.Published; p != nil {
		v.word("story.published.basis", p.Basis, bases)
		v.day("story.published.date", &p.Date)
	}
	for i, m := range s.Images {
		path := fmt.Sprintf("story.images[%d]", i)
		v.span(path+".caption", m.Caption)
		v.day(path+".date", m.Date)
	}
}

// uncovered faults text of [start, end) that is not white space: it lies in no block.
func (v *validator) uncovered(path string, start, end int) {
	for i, c := range v.r.Text[start:end] {
		if !unicode.IsSpace(c) {
			v.fault(path, "leaves byte %d (%q) in no block", start+i, c)
			return
		}
	}
}

func (v *validator) entities() {
	for i, p := range v.r.People {
		path := fmt.Sprintf("people[%d]", i)
		v.identify(path, p.ID, v.ids)
		v.spans(path+".mentions", p.Mentions)
		if p.Name == "" {
			v.fault(path, "has no name")
		}
	}
	for i, p := range v.r.Parties {
		path := fmt.Sprintf("parties[%d]", i)
		v.identify(path, p.ID, v.ids)
		v.word(path+".kind", p.Kind, partyKinds)
		v.spans(path+".mentions", p.Mentions)
		if p.Name == "" {
			v.fault(path, "has no name")
		}
	}
	v.places = map[string]bool{}
	for i, p := range v.r.Places {
		path := fmt.Sprintf("places[%d]", i)
		v.identify(path, p.ID, v.places)
		v.spans(path+".mentions", p.Mentions)
		if (p.Lat == nil) != (p.Lon == nil) || p.Lat != nil && (*p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180) {
			v.fault(path, "has coordinates that are none")
		}
	}
	for i, m := range v.r.Story.Images {
		v.actors(fmt.Sprintf("story.images[%d].people", i), m.People)
	}
	for i, d := range v.r.Dates {
		path := fmt.Sprintf("dates[%d]", i)
		v.span(path, Span{d.Start, d.End, d.Quote})
		v.word(path+".type", d.Type, dateTypes)
		if d.Value != nil && !isTimeValue(d.Type, *d.Value) {
			v.fault(path+".value", "is %q, not a %s in EDTF or ISO 8601", *d.Value, d.Type)
		}
	}
}

func (v *validator) encounters() {
	seen := map[string]bool{}
	for i, e := range v.r.Encounters {
		path := fmt.Sprintf("encounters[%d]", i)
		v.identify(path, e.ID, seen)
		v.word(path+".kind", e.Kind, kinds)
		v.word(path+".status", e.Status, statuses)
		v.word(path+".outcome", e.Outcome, outcomes)
		v.actors(path+".participants", e.Participants)
		v.actors(path+".parties", e.Parties)
		v.actors(path+".mediators", e.Mediators)
		if e.Host != nil {
			v.actor(path+".host", *e.Host)
		}
		v.place(path+".place", e.Place)
		v.day(path+".date", e.Date)
		if e.Duration != nil && !IsDuration(*e.Duration) {
			v.fault(path+".duration", "is %q, not an ISO 8601 duration", *e.Duration)
		}
		v.evidence(path, e.Evidence)
	}
}

func (v *validator) evidence(path string, spans []Span) {
	if len(spans) == 0 {
		v.fault(path, "has no evidence")
	}
	v.spans(path+".evidence", spans)
}

func (v *validator) statements() {
	v.said = map[string]bool{}
	for i, s := range v.r.Statements {
		path := fmt.Sprintf("statements[%d]", i)
		v.identify(path, s.ID, v.said)
		v.word(path+".mode", s.Mode, modes)
		if s.Speaker != nil {
			v.actor(path+".speaker", *s.Speaker)
		}
		if s.For != nil {
			v.actor(path+".for", *s.For)
		}
		if s.SpeakerText != nil {
			v.span(path+".speaker_text", *s.SpeakerText)
		}
		if s.Cue != nil {
			v.span(path+".cue", *s.Cue)
		}
		if len(s.Content) == 0 {
			v.fault(path, "has no content")
		}
		v.spans(path+".content", s.Content)
		v.spans(path+".quotes", s.Quotes)
		v.day(path+".date", s.Date)
		v.place(path+".place", s.Place)
		v.span(path+".evidence", s.Evidence)
	}
}

func (v *validator) rest() {
	seen := map[string]bool{}
	for i, q := range v.r.Positions {
		path := fmt.Sprintf("positions[%d]", i)
		v.identify(path, q.ID, seen)
		v.actor(path+".party", q.Party)
		v.word(path+".stance", q.Stance, stances)
		v.word(path+".issue", q.Issue, issues)
		v.span(path+".content", q.Content)
		v.span(path+".evidence", q.Evidence)
		if q.Statement != nil && !v.said[*q.Statement] {
			v.fault(path+".statement", "refers to %q, which is no statement of the record", *q.Statement)
		}
	}
	seen = map[string]bool{}
	for i, x := range v.r.Instruments {
		path := fmt.Sprintf("instruments[%d]", i)
		v.identify(path, x.ID, seen)
		v.span(path+".name", x.Name)
		v.word(path+".kind", x.Kind, instruments)
		v.word(path+".status", x.Status, instStatuses)
		v.actors(path+".by", x.By)
		v.span(path+".evidence", x.Evidence)
	}
	for i, e := range v.r.Events {
		path := fmt.Sprintf("events[%d]", i)
		v.word(path+".plover", e.Plover, plovers)
		v.actors(path+".actors", e.Actors)
		v.actors(path+".recipients", e.Recipients)
		v.day(path+".date", e.Date)
		v.span(path+".evidence", e.Evidence)
	}
}

// clip shortens a quote for an error message, at a rune's border.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	n := most
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
