// Package knowledge holds what a reader of diplomacy knows before opening the page:
// states with their adjectives, capitals and seats, organisations, alliances, armed
// groups, and where places lie. All of it stands in tab-separated files that
// an expert can read and mend; each file's header comment explains its columns.
//
// Codes. A state is its ISO 3166-1 alpha-3 code (Kosovo: XKX). Everything else has a
// code with a dot: "IGO.x" organisations of states and "IGO.x-y" their organs, "ALL.x"
// alliances and informal groups of states, "NGO.x" organisations that are not of states,
// "GRP.x" armed groups and movements, and "USA.x" an organ or political party of the
// state before the dot. [StateOf] gives the state that a code acts for.
//
// The tables are built once, on first use, and are then read only; every function may
// be called from many goroutines.
package knowledge

import (
	"embed"
	"strings"

	"rapporteur/knowledge/tsv"
)

//go:embed countries.tsv organisations.tsv institutions.tsv armed_groups.tsv places.tsv holders.tsv offices.tsv family_first.tsv
var files embed.FS

// table returns the rows of a data file as cells, width of them at least. It panics
// where the file is missing: a fault of the build, found by the tests.
func table(name string, width int) [][]string {
	rows := tsv.Rows(files, name)
	for i := range rows {
		for len(rows[i]) < width {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// list cuts a cell at its semicolons.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	parts := strings.Split(cell, ";")
	out := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
