package ledger

import "rapporteur/record"

// Encounter is one real encounter, put together from the reports of all stories that tell of it.
type Encounter struct {
	ID            string           `json:"id"`
	Kind          string           `json:"kind"`
	Status        string           `json:"status"`
	Date          *string          `json:"date"`
	Place         *string          `json:"place"`
	Country       string           `json:"country,omitempty"` // ISO 3166-1 alpha-3, of the place
	Lat           *float64         `json:"lat"`
	Lon           *float64         `json:"lon"`
	Venue         *string          `json:"venue"`
	Duration      *string          `json:"duration"`
	Ordinal       *record.Ordinal  `json:"ordinal"`
	Outcome       string           `json:"outcome"`
	Parties       []string         `json:"parties"`
	Participants  []string         `json:"participants"`
	Mediators     []string         `json:"mediators"`
	Host          *string          `json:"host"`
	Chain         []Step           `json:"chain"`
	Disagreements []Disagreement   `json:"disagreements"`
	Corrected     []string         `json:"corrected,omitempty"` // fields that people have set
	Stories       int              `json:"stories"`
	Independent   int              `json:"independent"` // reports, copies of one text counted once
	Copies        []CopyGroup      `json:"copies"`
	Reports       []ReportRef      `json:"reports"`
	Evidence      []SourceSentence `json:"evidence,omitempty"`

	lo, hi, told int
}

// Step is one link of an encounter's chain of status: what it was said to be, from which day on, by which stories.
type Step struct {
	Status  string   `json:"status"`
	Told    *string  `json:"told"` // day of the first story that says so
	Sources []string `json:"sources"`
}

// Disagreement is a field on which the stories do not agree, each value with its stories, the best supported first.
type Disagreement struct {
	Field  string  `json:"field"`
	Values []Value `json:"values"`
}

// Value is one value of a field and the stories that give it.
type Value struct {
	Value   string   `json:"value"`
	Sources []string `json:"sources"`
}

// CopyGroup is a set of stories that copy one text, with the agency that the first of them to name one names.
type CopyGroup struct {
	Agency  string   `json:"agency,omitempty"`
	Sources []string `json:"sources"`
}

// ReportRef names an encounter in the record of one story.
type ReportRef struct {
	Source    string `json:"source"`
	Encounter string `json:"encounter"`
}

// SourceSentence is a sentence of a story.
type SourceSentence struct {
	Source string `json:"source"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Quote  string `json:"quote"`
}
