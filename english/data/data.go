// Package data holds the word lists of the language core: plain text that can be
// read and mended without touching code. Each file starts with a comment that
// says what a line means.
package data

import "embed"

// FS holds the data files by name.
//
//go:embed *.tsv *.txt *.bin
var FS embed.FS
