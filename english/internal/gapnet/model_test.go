package gapnet

import (
	"strings"
	"testing"
)

func TestModelRejectsBrokenFiles(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("RPSENT1\n"), []byte("RPSENT1\n\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00"), []byte(strings.Repeat("x", 100))} {
		if m, err := Read(b); err == nil {
			t.Errorf("a model was read from %q: %v", b, m)
		}
	}
}
