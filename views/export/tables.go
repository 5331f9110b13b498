package export

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"rapporteur/ledger"
	"rapporteur/record"
)

// table is one layer as rows; all rows of a table are of one struct type, whose json names are the columns.
type table interface {
	csv(context.Context, *ledger.Ledger, ledger.Filter, io.Writer) error
	jsonl(context.Context, *ledger.Ledger, ledger.Filter, io.Writer) error
	parquet(context.Context, *ledger.Ledger, ledger.Filter, io.Writer) error
}

var tables = map[string]table{
	"stories":     fromRecords(storyRows),
	"people":      fromRecords(personRows),
	"parties":     fromRecords(partyRows),
	"places":      fromRecords(placeRows),
	"reports":     fromRecords(reportRows),
	"statements":  fromRecords(statementRows),
	"positions":   fromRecords(positionRows),
	"instruments": fromRecords(instrumentRows),
	"events":      fromRecords(eventRows),
	"encounters":  rowsOf[encounterRow](encounterRows),
}

// rowsOf gives the rows of a table.
type rowsOf[T any] func(context.Context, *ledger.Ledger, ledger.Filter) iter.Seq2[T, error]

// fromRecords makes a table of what each record gives.
func fromRecords[T any](rows func(*record.Record) []T) rowsOf[T] {
	return func(ctx context.Context, l *ledger.Ledger, f ledger.Filter) iter.Seq2[T, error] {
		return func(yield func(T, error) bool) {
			for r, err := range l.Records(ctx, f) {
				if err != nil {
					var none T
					yield(none, err)
					return
				}
				for _, row := range rows(r) {
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}
}

func (t rowsOf[T]) jsonl(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for row, err := range t(ctx, l, f) {
		if err != nil {
			return err
		}
		if err := e.Encode(row); err != nil {
			return err
		}
	}
	return nil
}

func (t rowsOf[T]) csv(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	c := csv.NewWriter(w)
	typ := reflect.TypeFor[T]()
	head := make([]string, typ.NumField())
	for i := range head {
		head[i], _, _ = strings.Cut(typ.Field(i).Tag.Get("json"), ",")
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for row, err := range t(ctx, l, f) {
		if err != nil {
			return err
		}
		v := reflect.ValueOf(row)
		cells := make([]string, len(head))
		for i := range cells {
			cells[i] = cell(v.Field(i))
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// cell is a value as a field of CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it:
// text of pages is hostile.
func cell(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return cell(v.Elem())
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Slice:
		var out []string
		for i := range v.Len() {
			out = append(out, cell(v.Index(i)))
		}
		return strings.Join(out, "; ")
	}
	s := v.String()
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (t rowsOf[T]) parquet(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	p := parquet.NewGenericWriter[T](w, parquet.Compression(&parquet.Zstd))
	batch := make([]T, 0, 512)
	flush := func() error {
		_, err := p.Write(batch)
		batch = batch[:0]
		return err
	}
	for row, err := range t(ctx, l, f) {
		if err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) == cap(batch) {
			if err := flush(); err != nil {
				return fmt.Errorf("writing Parquet: %w", err)
			}
		}
	}
	if err := flush(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	if err := p.Close(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}
