// Package dom turns the bytes of a page into a tree and the tree into the blocks of
// text that a reader sees, each with the place it has in the page: the ancestors, what
// their names hint at, and how much text and how many links they hold.
package dom

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/net/html"
)

// Limits bound what is read of one page.
type Limits struct {
	Elements int // start tags
	Blocks   int // blocks of text; what comes after is left out
}

// ErrTooLarge is wrapped by the errors that tell that a page is beyond a limit.
var ErrTooLarge = errors.New("page beyond a limit")

// ErrTooDeep is wrapped by the error that tells that elements are nested too deep; the
// parser's own bound is 512.
var ErrTooDeep = errors.New("elements nested deeper than 512")

// Parse parses a page, UTF-8 text. Time and memory are linear in its length.
func Parse(src []byte, lim Limits) (*html.Node, error) {
	small, err := slim(src, lim.Elements)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	doc, err := html.Parse(bytes.NewReader(small))
	if err != nil { // of bytes in memory there is no other error
		return nil, fmt.Errorf("%w: %w", ErrTooDeep, err)
	}
	return doc, nil
}
