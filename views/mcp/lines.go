package mcp

import (
	"fmt"

	"rapporteur/ledger"
)

// Cite is a sentence of a story: bytes [start, end) of its text.
type Cite = ledger.SourceSentence

// cites bounds the sentences behind one line of a list; the tool show gives all.
const cites = 4

// Encounter is one line of the timeline.
type Encounter struct {
	ID           string   `json:"id"`
	Kind         string   `json:"kind"`
	Status       string   `json:"status"`
	Date         *string  `json:"date"`
	Place        *string  `json:"place"`
	Venue        *string  `json:"venue"`
	Duration     *string  `json:"duration" jsonschema:"ISO 8601"`
	Ordinal      string   `json:"ordinal,omitempty" jsonschema:"which of a row: 5 round"`
	Outcome      string   `json:"outcome"`
	Parties      []string `json:"parties"`
	Participants []string `json:"participants"`
	Mediators    []string `json:"mediators"`
	Host         *string  `json:"host"`
	Stories      int      `json:"stories"`
	Independent  int      `json:"independent" jsonschema:"reports that are no copies of one another"`
	Differ       []string `json:"differ" jsonschema:"fields on which the stories do not agree; show gives the values"`
	Evidence     []Cite   `json:"evidence"`
}

func encounterLine(e *ledger.Encounter) Encounter {
	out := Encounter{ID: e.ID, Kind: e.Kind, Status: e.Status, Date: e.Date, Place: e.Place, Venue: e.Venue, Duration: e.Duration, Outcome: e.Outcome, Parties: full(e.Parties),
		Participants: full(e.Participants), Mediators: full(e.Mediators), Host: e.Host, Stories: e.Stories, Independent: e.Independent, Differ: []string{}, Evidence: full(e.Evidence[:min(cites, len(e.Evidence))])}
	if e.Ordinal != nil {
		out.Ordinal = fmt.Sprintf("%d %s", e.Ordinal.N, e.Ordinal.Of)
	}
	for _, d := range e.Disagreements {
		out.Differ = append(out.Differ, d.Field)
	}
	return out
}

// Statement is one line of what was said.
type Statement struct {
	ID       string  `json:"id"`
	Day      *string `json:"day"`
	Speaker  string  `json:"speaker"`
	For      string  `json:"for,omitempty" jsonschema:"the party that the speaker speaks for"`
	Cue      string  `json:"cue"`
	Mode     string  `json:"mode" jsonschema:"direct, indirect or mixed"`
	Content  string  `json:"content"`
	Also     int     `json:"also" jsonschema:"how many more stories give the same words"`
	Evidence *Cite   `json:"evidence"`
}

func statementLine(s ledger.Statement) Statement {
	return Statement{ID: s.Source + "/" + s.ID, Day: s.Day, Speaker: s.Speaker, For: s.For, Cue: s.Cue, Mode: s.Mode, Content: s.Content, Also: len(s.Also), Evidence: s.Evidence}
}

// Position is one line of what parties hold.
type Position struct {
	ID       string  `json:"id"`
	Day      *string `json:"day"`
	Party    string  `json:"party"`
	Stance   string  `json:"stance"`
	Issue    string  `json:"issue"`
	Content  string  `json:"content"`
	Change   string  `json:"change,omitempty" jsonschema:"against the position before: new, repeated, softened, hardened or dropped"`
	Before   *string `json:"before" jsonschema:"the id of the position before"`
	Evidence *Cite   `json:"evidence"`
}

func positionLine(p ledger.Position) Position {
	return Position{ID: p.Source + "/" + p.ID, Day: p.Day, Party: p.Party, Stance: p.Stance, Issue: p.Issue, Content: p.Content, Change: p.Change, Before: p.Before, Evidence: p.Evidence}
}

// full is a list that is never null.
func full[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
