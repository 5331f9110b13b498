// Package record holds the vocabulary that every stage of the pipeline shares:
// the types of a record (what one story says), its JSON Schema, and the
// validator that holds every span to the text it claims to cut.
//
// The package imports no other stage, so that every stage may import it.
// Offsets are UTF-8 byte offsets into Record.Text; dates are EDTF (ISO 8601-2),
// durations ISO 8601. A field that the story does not give is null, never guessed.
package record

// Schema is the name and version of the record's schema.
const Schema = "rapporteur.record.v1"

// Span is a stretch of a record's text: bytes [Start, End), and the text between them.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// Cut returns the span of text's bytes [start, end).
func Cut(text string, start, end int) Span {
	return Span{Start: start, End: end, Quote: text[start:end]}
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Covers tells whether t lies within s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps tells whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Actor refers to a person or a party of the record by its id; the id is empty
// where the actor is only described ("a senior Israeli official").
type Actor struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

// Record is what one story says.
type Record struct {
	Schema      string       `json:"schema"`
	Reader      Reader       `json:"reader"`
	Source      Source       `json:"source"`
	Story       Story        `json:"story"`
	Text        string       `json:"text"`
	People      []Person     `json:"people"`
	Parties     []Party      `json:"parties"`
	Places      []Place      `json:"places"`
	Dates       []Date       `json:"dates"`
	Encounters  []Encounter  `json:"encounters"`
	Statements  []Statement  `json:"statements"`
	Positions   []Position   `json:"positions"`
	Instruments []Instrument `json:"instruments"`
	Events      []Event      `json:"events"`
	Notes       []string     `json:"notes"`
}

// Reader names the version of the program and of its models that made a record.
type Reader struct {
	Version string `json:"version"`
	Models  string `json:"models,omitempty"`
}

// Source says where a story came from.
type Source struct {
	ID        string `json:"id"`
	URI       string `json:"uri,omitempty"`
	MediaType string `json:"media_type,omitempty"`
	SHA256    string `json:"sha256,omitempty"`    // of the bytes as they came, in hexadecimal
	Retrieved string `json:"retrieved,omitempty"` // RFC 3339; only where the intake knows it
}

// Kinds of blocks. Every byte of a record's text that is not white space lies in one block.
const (
	Headline  = "headline"
	Summary   = "summary" // standfirst
	Byline    = "byline"
	Dateline  = "dateline"
	Heading   = "heading"
	Paragraph = "paragraph"
	Quote     = "quote"
	List      = "list"
	Caption   = "caption"
	Furniture = "furniture"
)

// Block is one block of the page, bytes [Start, End) of the text.
// Reason says why a block of furniture was set apart ("consent", "related",
// "repeated caption", "share", "widget"…).
type Block struct {
	Kind   string `json:"kind"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Reason string `json:"reason,omitempty"`
}

// Story is one page, cleaned.
type Story struct {
	Headline  string     `json:"headline"`
	Summary   *string    `json:"summary"`
	Publisher string     `json:"publisher,omitempty"`
	Section   string     `json:"section,omitempty"`
	Language  string     `json:"language,omitempty"` // BCP 47
	Canonical string     `json:"canonical,omitempty"`
	Dateline  *string    `json:"dateline"` // the place of the dateline
	Agency    string     `json:"agency,omitempty"`
	Bylines   []Author   `json:"bylines"`
	Published *Published `json:"published"`
	Modified  string     `json:"modified,omitempty"`
	Blocks    []Block    `json:"blocks"`
	Images    []Image    `json:"images"`
	// NotArticle is set, with the reason ("index", "search", "consent wall",
	// "error page", "paywall", "empty"), where the page holds no article.
	NotArticle string `json:"not_article,omitempty"`
}

// Author is one name of a byline.
type Author struct {
	Name  string  `json:"name"`
	Place *string `json:"place,omitempty"`
}

// Bases of a publication date.
const (
	BasisMetadata = "metadata"
	BasisText     = "text"
	BasisCaption  = "caption"
	BasisGiven    = "given"
)

// Published is the day (or instant) of publication and what it rests on.
type Published struct {
	Date  string `json:"date"` // EDTF, or RFC 3339 where the page tells the time
	Basis string `json:"basis"`
}

// Image is a picture of the page. Times counts how often its caption stands on the page.
type Image struct {
	Caption Span    `json:"caption"`
	Credit  *Credit `json:"credit"`
	Date    *string `json:"date"`
	Place   *string `json:"place"`
	People  []Actor `json:"people"`
	Times   int     `json:"times_on_page,omitempty"`
}

// Credit is the chain of a picture's credit line.
type Credit struct {
	Photographer string `json:"photographer,omitempty"`
	Agency       string `json:"agency,omitempty"`
	Pool         bool   `json:"pool,omitempty"`
	Distributor  string `json:"distributor,omitempty"`
}

// Person is a real person named in the story, one entry each.
type Person struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Roles    []Role   `json:"roles"`
	Mentions []Span   `json:"mentions"`
}

// Role is an office or function; Of is the country, organisation or person it belongs to.
type Role struct {
	Title string  `json:"title"`
	Of    *string `json:"of"`
}

// Kinds of parties.
const (
	State        = "state"
	Organisation = "organisation"
	ArmedGroup   = "armed_group"
	Alliance     = "alliance"
	Institution  = "institution"
)

// Party is a state, organisation, alliance, armed group or institution that acts.
type Party struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Mentions []Span `json:"mentions"`
}

// Place is a venue, city, region or country; coordinates are decimal degrees, WGS 84.
type Place struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Country  string   `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
	Mentions []Span   `json:"mentions"`
}

// Date is a time expression; Value is EDTF or an ISO 8601 duration, TIMEX3 where these have no word for it (the evening
// of a day, "now"), null while unresolved.
type Date struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Quote string  `json:"quote"`
	Type  string  `json:"type"` // date, time, duration, set
	Value *string `json:"value"`
}

// Closed lists of an encounter.
const (
	Meeting = "meeting"
	Call    = "call"
	Visit   = "visit"
	Talks   = "talks"
	Summit  = "summit"
	Signing = "signing"

	Held      = "held"
	Ongoing   = "ongoing"
	Scheduled = "scheduled"
	Proposed  = "proposed"
	Cancelled = "cancelled"
	Refused   = "refused"
	Denied    = "denied"

	Agreement    = "agreement"
	Progress     = "progress"
	NoProgress   = "no_progress"
	Breakdown    = "breakdown"
	NoneReported = "none_reported"
)

// PlaceRef refers to a place of the record; the id is empty where the record lists none.
type PlaceRef struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

// Ordinal is a count that the story gives: the sixth "trip to Moscow this year".
type Ordinal struct {
	N  int    `json:"n"`
	Of string `json:"of"`
}

// Encounter is one meeting, call, visit, round of talks, summit or signing, once per story.
type Encounter struct {
	ID           string    `json:"id"`
	Kind         string    `json:"kind"`
	Status       string    `json:"status"`
	Participants []Actor   `json:"participants"`
	Parties      []Actor   `json:"parties"`
	Mediators    []Actor   `json:"mediators"`
	Host         *Actor    `json:"host"`
	Place        *PlaceRef `json:"place"`
	Venue        *string   `json:"venue"`
	Date         *string   `json:"date"`
	Duration     *string   `json:"duration"`
	Ordinal      *Ordinal  `json:"ordinal"`
	Outcome      string    `json:"outcome"`
	Evidence     []Span    `json:"evidence"`
}

// Modes of a statement, by quotation marks alone.
const (
	Direct   = "direct"
	Indirect = "indirect"
	Mixed    = "mixed"
)

// Statement is one reported act of speech or writing.
type Statement struct {
	ID          string    `json:"id"`
	Speaker     *Actor    `json:"speaker"`
	SpeakerText *Span     `json:"speaker_text"`
	For         *Actor    `json:"for"`
	Cue         *Span     `json:"cue"`
	CueClass    string    `json:"cue_class,omitempty"` // says, asks, demands, denies, warns, accuses…
	Mode        string    `json:"mode"`
	Content     []Span    `json:"content"`
	Quotes      []Span    `json:"quotes"`
	Addressee   *string   `json:"addressee"`
	Date        *string   `json:"date"`
	Place       *PlaceRef `json:"place"`
	Medium      *string   `json:"medium"`
	Evidence    Span      `json:"evidence"`
}

// Position is what a party wants, refuses, offers, accepts, pledges or threatens on an issue.
type Position struct {
	ID        string  `json:"id"`
	Party     Actor   `json:"party"`
	Stance    string  `json:"stance"` // demands, rejects, offers, accepts, commits, threatens
	Issue     string  `json:"issue"`
	Content   Span    `json:"content"`
	Statement *string `json:"statement"`
	Evidence  Span    `json:"evidence"`
}

// Instrument is a proposal, plan, agreement, resolution, letter or draft on the table.
type Instrument struct {
	ID       string  `json:"id"`
	Name     Span    `json:"name"`
	Kind     string  `json:"kind"`
	By       []Actor `json:"by"`
	Status   string  `json:"status"`
	Evidence Span    `json:"evidence"`
}

// Event is one n-ary event coded by PLOVER, with the CAMEO code beside it.
type Event struct {
	Plover     string   `json:"plover"`
	Mode       string   `json:"mode,omitempty"`
	Cameo      string   `json:"cameo,omitempty"`
	Actors     []Actor  `json:"actors"`
	Recipients []Actor  `json:"recipients"`
	Date       *string  `json:"date"`
	Place      *string  `json:"place"`
	Marks      []string `json:"marks,omitempty"` // historical, future, hypothetical, negated
	Evidence   Span     `json:"evidence"`
}

// New returns a record of a text with every list empty, never null.
func New(text string) *Record {
	return &Record{
		Schema: Schema, Text: text,
		Story:  Story{Bylines: []Author{}, Blocks: []Block{}, Images: []Image{}},
		People: []Person{}, Parties: []Party{}, Places: []Place{}, Dates: []Date{},
		Encounters: []Encounter{}, Statements: []Statement{}, Positions: []Position{},
		Instruments: []Instrument{}, Events: []Event{}, Notes: []string{},
	}
}
