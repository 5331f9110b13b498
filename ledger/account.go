package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// account is one report with the story that gives it.
type account struct {
	record.Encounter
	source string
	told   int
	agency string
	copies int64 // stories of one number are copies of one text
	report merge.Report
}

// leanEncounter is a record's encounter as the ledger keeps it beside the record: without its evidence, in few letters.
type leanEncounter struct {
	ID           string           `json:"i"`
	Kind         string           `json:"k"`
	Status       string           `json:"s"`
	Participants []record.Actor   `json:"w,omitempty"`
	Parties      []record.Actor   `json:"p,omitempty"`
	Mediators    []record.Actor   `json:"m,omitempty"`
	Host         *record.Actor    `json:"h,omitempty"`
	Place        *record.PlaceRef `json:"a,omitempty"`
	Venue        *string          `json:"v,omitempty"`
	Date         *string          `json:"d,omitempty"`
	Duration     *string          `json:"l,omitempty"`
	Ordinal      *record.Ordinal  `json:"n,omitempty"`
	Outcome      string           `json:"o,omitempty"`
}

func lean(e *record.Encounter) leanEncounter {
	x := leanEncounter{e.ID, e.Kind, e.Status, e.Participants, e.Parties, e.Mediators, e.Host, e.Place, e.Venue, e.Date, e.Duration, e.Ordinal, e.Outcome}
	if x.Outcome == record.NoneReported {
		x.Outcome = ""
	}
	return x
}

func (x *leanEncounter) encounter() record.Encounter {
	e := record.Encounter{ID: x.ID, Kind: x.Kind, Status: x.Status, Participants: x.Participants, Parties: x.Parties, Mediators: x.Mediators, Host: x.Host,
		Place: x.Place, Venue: x.Venue, Date: x.Date, Duration: x.Duration, Ordinal: x.Ordinal, Outcome: x.Outcome}
	if e.Outcome == "" {
		e.Outcome = record.NoneReported
	}
	return e
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// loadAccounts reads reports (table r) with their stories (table s).
func loadAccounts(ctx context.Context, q querier, where string, args ...any) ([]account, error) {
	out, _, err := loadGrouped(ctx, q, where, args...)
	return out, err
}

// loadGrouped also gives the row of the encounter that each report belongs to.
func loadGrouped(ctx context.Context, q querier, where string, args ...any) (out []account, owners []int64, err error) {
	rows, err := q.QueryContext(ctx, `SELECT s.id, s.key, r.told, s.agency, s.copies, r.account, r.features, coalesce(r.encounter, 0) FROM report r JOIN story s ON s.n = r.story WHERE `+where, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a account
		var doc, features []byte
		var owner int64
		var key string
		if err := rows.Scan(&a.source, &key, &a.told, &a.agency, &a.copies, &doc, &features, &owner); err != nil {
			return nil, nil, err
		}
		var x leanEncounter
		if err := json.Unmarshal(doc, &x); err != nil {
			return nil, nil, fmt.Errorf("an encounter of %s: %w", a.source, err)
		}
		a.Encounter = x.encounter()
		if err := json.Unmarshal(features, &a.report); err != nil {
			return nil, nil, fmt.Errorf("an encounter of %s: %w", a.source, err)
		}
		a.report.Name(key, a.ID)
		out, owners = append(out, a), append(owners, owner)
	}
	return out, owners, rows.Err()
}
