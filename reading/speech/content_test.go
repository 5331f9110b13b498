package speech

import (
	"slices"
	"testing"
)

// What only names what was said before is no statement; a cue keeps its preposition.
func TestContent(t *testing.T) {
	for text, want := range map[string][]string{
		"Norwegian officials repeated the message, saying that the harbour would stay open.": {"Norwegian officials indirect: the harbour would stay open"},
		"Envoy Espen Dahl called on both sides to open the harbour.":                         {"Espen Dahl indirect: both sides to open the harbour"},
	} {
		if got := said(t, text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
