package export

import (
	"context"
	"iter"
	"strings"

	"rapporteur/ledger"
	"rapporteur/record"
)

// The rows of the tables. Dates are EDTF, durations ISO 8601; start and end are byte offsets into the story's text.
type (
	storyRow struct {
		Source      string  `json:"source" parquet:"source"`
		URI         string  `json:"uri" parquet:"uri"`
		Published   *string `json:"published" parquet:"published,optional"`
		Basis       string  `json:"basis" parquet:"basis"`
		Headline    string  `json:"headline" parquet:"headline"`
		Publisher   string  `json:"publisher" parquet:"publisher"`
		Agency      string  `json:"agency" parquet:"agency"`
		Language    string  `json:"language" parquet:"language"`
		Words       int64   `json:"words" parquet:"words"`
		NotArticle  string  `json:"not_article" parquet:"not_article"`
		SHA256      string  `json:"sha256" parquet:"sha256"`
		Reader      string  `json:"reader" parquet:"reader"`
		People      int64   `json:"people" parquet:"people"`
		Encounters  int64   `json:"encounters" parquet:"encounters"`
		Statements  int64   `json:"statements" parquet:"statements"`
		Positions   int64   `json:"positions" parquet:"positions"`
		Instruments int64   `json:"instruments" parquet:"instruments"`
	}
	personRow struct {
		Source   string   `json:"source" parquet:"source"`
		ID       string   `json:"id" parquet:"id"`
		Name     string   `json:"name" parquet:"name"`
		Aliases  []string `json:"aliases" parquet:"aliases,list"`
		Roles    []string `json:"roles" parquet:"roles,list"`
		Mentions int64    `json:"mentions" parquet:"mentions"`
	}
	partyRow struct {
		Source   string `json:"source" parquet:"source"`
		ID       string `json:"id" parquet:"id"`
		Name     string `json:"name" parquet:"name"`
		Kind     string `json:"kind" parquet:"kind"`
		Mentions int64  `json:"mentions" parquet:"mentions"`
	}
	placeRow struct {
		Source   string   `json:"source" parquet:"source"`
		ID       string   `json:"id" parquet:"id"`
		Name     string   `json:"name" parquet:"name"`
		Country  string   `json:"country" parquet:"country"`
		Lat      *float64 `json:"lat" parquet:"lat,optional"`
		Lon      *float64 `json:"lon" parquet:"lon,optional"`
		Mentions int64    `json:"mentions" parquet:"mentions"`
	}
	reportRow struct {
		Source       string   `json:"source" parquet:"source"`
		ID           string   `json:"id" parquet:"id"`
		Kind         string   `json:"kind" parquet:"kind"`
		Status       string   `json:"status" parquet:"status"`
		Date         *string  `json:"date" parquet:"date,optional"`
		Place        *string  `json:"place" parquet:"place,optional"`
		Venue        *string  `json:"venue" parquet:"venue,optional"`
		Duration     *string  `json:"duration" parquet:"duration,optional"`
		Outcome      string   `json:"outcome" parquet:"outcome"`
		Parties      []string `json:"parties" parquet:"parties,list"`
		Participants []string `json:"participants" parquet:"participants,list"`
		Mediators    []string `json:"mediators" parquet:"mediators,list"`
		Host         *string  `json:"host" parquet:"host,optional"`
		Evidence     []string `json:"evidence" parquet:"evidence,list"`
	}
	encounterRow struct {
		ID           string   `json:"id" parquet:"id"`
		Kind         string   `json:"kind" parquet:"kind"`
		Status       string   `json:"status" parquet:"status"`
		Date         *string  `json:"date" parquet:"date,optional"`
		Place        *string  `json:"place" parquet:"place,optional"`
		Lat          *float64 `json:"lat" parquet:"lat,optional"`
		Lon          *float64 `json:"lon" parquet:"lon,optional"`
		Venue        *string  `json:"venue" parquet:"venue,optional"`
		Duration     *string  `json:"duration" parquet:"duration,optional"`
		Outcome      string   `json:"outcome" parquet:"outcome"`
		Parties      []string `json:"parties" parquet:"parties,list"`
		Participants []string `json:"participants" parquet:"participants,list"`
		Mediators    []string `json:"mediators" parquet:"mediators,list"`
		Host         *string  `json:"host" parquet:"host,optional"`
		FirstTold    *string  `json:"first_told" parquet:"first_told,optional"`
		Stories      int64    `json:"stories" parquet:"stories"`
		Independent  int64    `json:"independent" parquet:"independent"`
		Reports      []string `json:"reports" parquet:"reports,list"`
		Disagree     []string `json:"disagree" parquet:"disagree,list"`
	}
	statementRow struct {
		Source    string  `json:"source" parquet:"source"`
		ID        string  `json:"id" parquet:"id"`
		Published *string `json:"published" parquet:"published,optional"`
		Speaker   *string `json:"speaker" parquet:"speaker,optional"`
		For       *string `json:"for" parquet:"for,optional"`
		Cue       *string `json:"cue" parquet:"cue,optional"`
		CueClass  string  `json:"cue_class" parquet:"cue_class"`
		Mode      string  `json:"mode" parquet:"mode"`
		Content   string  `json:"content" parquet:"content"`
		Start     int64   `json:"start" parquet:"start"`
		End       int64   `json:"end" parquet:"end"`
		Evidence  string  `json:"evidence" parquet:"evidence"`
	}
	positionRow struct {
		Source    string  `json:"source" parquet:"source"`
		ID        string  `json:"id" parquet:"id"`
		Published *string `json:"published" parquet:"published,optional"`
		Party     string  `json:"party" parquet:"party"`
		PartyID   string  `json:"party_id" parquet:"party_id"`
		Stance    string  `json:"stance" parquet:"stance"`
		Issue     string  `json:"issue" parquet:"issue"`
		Content   string  `json:"content" parquet:"content"`
		Statement *string `json:"statement" parquet:"statement,optional"`
		Start     int64   `json:"start" parquet:"start"`
		End       int64   `json:"end" parquet:"end"`
		Evidence  string  `json:"evidence" parquet:"evidence"`
	}
	instrumentRow struct {
		Source   string   `json:"source" parquet:"source"`
		ID       string   `json:"id" parquet:"id"`
		Name     string   `json:"name" parquet:"name"`
		Kind     string   `json:"kind" parquet:"kind"`
		Status   string   `json:"status" parquet:"status"`
		By       []string `json:"by" parquet:"by,list"`
		Evidence string   `json:"evidence" parquet:"evidence"`
	}
	eventRow struct {
		Source     string   `json:"source" parquet:"source"`
		Plover     string   `json:"plover" parquet:"plover"`
		Mode       string   `json:"mode" parquet:"mode"`
		Cameo      string   `json:"cameo" parquet:"cameo"`
		Actors     []string `json:"actors" parquet:"actors,list"`
		Recipients []string `json:"recipients" parquet:"recipients,list"`
		Date       *string  `json:"date" parquet:"date,optional"`
		Place      *string  `json:"place" parquet:"place,optional"`
		Marks      []string `json:"marks" parquet:"marks,list"`
		Evidence   string   `json:"evidence" parquet:"evidence"`
	}
)

func published(r *record.Record) *string {
	if r.Story.Published == nil {
		return nil
	}
	return &r.Story.Published.Date
}

func storyRows(r *record.Record) []storyRow {
	row := storyRow{Source: r.Source.ID, URI: r.Source.URI, Published: published(r), Headline: r.Story.Headline, Publisher: r.Story.Publisher, Agency: r.Story.Agency,
		Language: r.Story.Language, Words: int64(len(strings.Fields(r.Text))), NotArticle: r.Story.NotArticle, SHA256: r.Source.SHA256,
		Reader: strings.TrimSpace(r.Reader.Version + " " + r.Reader.Models), People: int64(len(r.People)), Encounters: int64(len(r.Encounters)),
		Statements: int64(len(r.Statements)), Positions: int64(len(r.Positions)), Instruments: int64(len(r.Instruments))}
	if r.Story.Published != nil {
		row.Basis = r.Story.Published.Basis
	}
	return []storyRow{row}
}

func personRows(r *record.Record) (out []personRow) {
	for _, p := range r.People {
		roles := []string{}
		for _, role := range p.Roles {
			s := role.Title
			if role.Of != nil {
				s += " (" + *role.Of + ")"
			}
			roles = append(roles, s)
		}
		out = append(out, personRow{r.Source.ID, p.ID, p.Name, p.Aliases, roles, int64(len(p.Mentions))})
	}
	return out
}

func partyRows(r *record.Record) (out []partyRow) {
	for _, p := range r.Parties {
		out = append(out, partyRow{r.Source.ID, p.ID, p.Name, p.Kind, int64(len(p.Mentions))})
	}
	return out
}

func placeRows(r *record.Record) (out []placeRow) {
	for _, p := range r.Places {
		out = append(out, placeRow{r.Source.ID, p.ID, p.Name, p.Country, p.Lat, p.Lon, int64(len(p.Mentions))})
	}
	return out
}

func names(list []record.Actor) []string {
	out := []string{}
	for _, a := range list {
		out = append(out, a.Name)
	}
	return out
}

func name(a *record.Actor) *string {
	if a == nil {
		return nil
	}
	return &a.Name
}

func quotes(list []record.Span) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, s.Quote)
	}
	return out
}

func reportRows(r *record.Record) (out []reportRow) {
	for _, e := range r.Encounters {
		row := reportRow{Source: r.Source.ID, ID: e.ID, Kind: e.Kind, Status: e.Status, Date: e.Date, Venue: e.Venue, Duration: e.Duration, Outcome: e.Outcome,
			Parties: names(e.Parties), Participants: names(e.Participants), Mediators: names(e.Mediators), Host: name(e.Host), Evidence: quotes(e.Evidence)}
		if e.Place != nil {
			row.Place = &e.Place.Name
		}
		out = append(out, row)
	}
	return out
}

func statementRows(r *record.Record) (out []statementRow) {
	for _, s := range r.Statements {
		row := statementRow{Source: r.Source.ID, ID: s.ID, Published: published(r), Speaker: name(s.Speaker), For: name(s.For), CueClass: s.CueClass, Mode: s.Mode,
			Content: strings.Join(quotes(s.Content), " … "), Start: int64(s.Evidence.Start), End: int64(s.Evidence.End), Evidence: s.Evidence.Quote}
		if s.Cue != nil {
			row.Cue = &s.Cue.Quote
		}
		out = append(out, row)
	}
	return out
}

func positionRows(r *record.Record) (out []positionRow) {
	for _, q := range r.Positions {
		out = append(out, positionRow{r.Source.ID, q.ID, published(r), q.Party.Name, q.Party.ID, q.Stance, q.Issue, q.Content.Quote, q.Statement, int64(q.Evidence.Start), int64(q.Evidence.End), q.Evidence.Quote})
	}
	return out
}

func instrumentRows(r *record.Record) (out []instrumentRow) {
	for _, x := range r.Instruments {
		out = append(out, instrumentRow{r.Source.ID, x.ID, x.Name.Quote, x.Kind, x.Status, names(x.By), x.Evidence.Quote})
	}
	return out
}

func eventRows(r *record.Record) (out []eventRow) {
	for _, e := range r.Events {
		marks := e.Marks
		if marks == nil {
			marks = []string{}
		}
		out = append(out, eventRow{r.Source.ID, e.Plover, e.Mode, e.Cameo, names(e.Actors), names(e.Recipients), e.Date, e.Place, marks, e.Evidence.Quote})
	}
	return out
}

func encounterRows(ctx context.Context, l *ledger.Ledger, f ledger.Filter) iter.Seq2[encounterRow, error] {
	return func(yield func(encounterRow, error) bool) {
		for e, err := range l.Encounters(ctx, f) {
			if err != nil {
				yield(encounterRow{}, err)
				return
			}
			row := encounterRow{ID: e.ID, Kind: e.Kind, Status: e.Status, Date: e.Date, Place: e.Place, Lat: e.Lat, Lon: e.Lon, Venue: e.Venue, Duration: e.Duration, Outcome: e.Outcome,
				Parties: e.Parties, Participants: e.Participants, Mediators: e.Mediators, Host: e.Host, Stories: int64(e.Stories), Independent: int64(e.Independent), Reports: []string{}, Disagree: []string{}}
			if len(e.Chain) > 0 {
				row.FirstTold = e.Chain[0].Told
			}
			for _, r := range e.Reports {
				row.Reports = append(row.Reports, r.Source+"/"+r.Encounter)
			}
			for _, d := range e.Disagreements {
				row.Disagree = append(row.Disagree, d.Field)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
