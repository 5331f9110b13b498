// Package export writes a ledger in the formats of other tools: tables (CSV, JSON Lines, Parquet) of every layer, event data in
// the columns of POLECAT and GDELT, a graph of who met whom for Gephi (GEXF), FollowTheMoney entities for OpenAleph, GeoJSON, and a
// calendar of scheduled encounters (iCalendar).
//
// What is written is a function of the ledger's stories and corrections; nothing is guessed: a column that the ledger has
// nothing for stays empty.
package export

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"rapporteur/ledger"
)

// exporter writes what the filter asks for.
type exporter func(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error

// whole are the formats that are no table of a layer.
var whole = map[string]exporter{
	"polecat": polecat, "gdelt": gdelt, "gexf": gexf, "ftm": ftm, "geojson": geojson, "ics": ics,
}

// Formats lists the formats: tables of one layer first.
func Formats() []string {
	return append([]string{"csv", "jsonl", "parquet"}, slices.Sorted(maps.Keys(whole))...)
}

// Layers lists the layers that there are tables of.
func Layers() []string { return slices.Sorted(maps.Keys(tables)) }

// Write exports the ledger in a format; layer counts for tables alone.
func Write(ctx context.Context, l *ledger.Ledger, format, layer string, f ledger.Filter, w io.Writer) error {
	if e, ok := whole[format]; ok {
		return e(ctx, l, f, w)
	}
	t, ok := tables[layer]
	if !ok {
		return fmt.Errorf("there is no table of %q; there are %s", layer, strings.Join(Layers(), ", "))
	}
	switch format {
	case "csv":
		return t.csv(ctx, l, f, w)
	case "jsonl":
		return t.jsonl(ctx, l, f, w)
	case "parquet":
		return t.parquet(ctx, l, f, w)
	}
	return fmt.Errorf("there is no format %q; there are %s", format, strings.Join(Formats(), ", "))
}
