package flat

import (
	"strings"
	"unicode/utf8"
)

// Normalise returns the text with a leading byte order mark dropped, line ends as
// "\n", and NULs and broken UTF-8 replaced by U+FFFD. Nothing else is changed.
func Normalise(s string) string {
	s = strings.TrimPrefix(s, "\uFEFF")
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}

// oneLine folds a title's white space, line breaks among it.
func oneLine(s string) string { return strings.Join(strings.Fields(Normalise(s)), " ") }
