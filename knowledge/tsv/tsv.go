// Package tsv reads the project's data files: tab-separated lines, of which empty ones and
// those that begin with "#" are comments.
package tsv

import (
	"fmt"
	"io/fs"
	"strings"
)

// Rows returns the rows of a data file cut into cells, as they stand. It panics where the
// file is not embedded: that is a fault of the build, found by the tests of whoever asks.
func Rows(files fs.FS, name string) [][]string {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		panic(fmt.Sprintf("the data file %s is not embedded: %v", name, err))
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}
