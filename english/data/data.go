// Package data holds the word lists of the language core: plain text that can be
// read and mended without touching code. Each file starts with a comment that
// says what a line means.
package data

import (
	"bufio"
	"embed"
	"fmt"
	"strings"
)

// FS holds the data files by name.
//
//go:embed *.tsv *.txt *.bin
var FS embed.FS

// Each calls f with the tab-separated fields of every line of a data file that is neither blank nor a comment.
func Each(name string, fields int, f func([]string) error) error {
	file, err := FS.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != fields {
			return fmt.Errorf("%s line %d: %d fields, want %d", name, n, len(parts), fields)
		}
		if err := f(parts); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	return sc.Err()
}
