package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// inflate unpacks gzip (RFC 1952), within the limits.
func inflate(data []byte, l Limits) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: gzip: %w; fetch the page again", ErrBroken, err)
	}
	most := min(l.MaxBytes, max(1<<20, len(data)*l.MaxRatio))
	out, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	if len(out) > most {
		return nil, fmt.Errorf("%w: %d bytes of gzip unpack to more than %d; raise Limits.MaxBytes or MaxRatio to read it", ErrLimit, len(data), most)
	}
	if err != nil && (len(out) == 0 || !errors.Is(err, io.ErrUnexpectedEOF)) {
		return nil, fmt.Errorf("%w: gzip: %w; fetch the page again", ErrBroken, err)
	}
	return out, nil
}

// decode gives the page in UTF-8. Its character set is told by, in this order: a byte order
// mark; the pattern of UTF-16; being valid UTF-8, for a page that is so by chance is not
// found, while many declare what they no longer are; the server's header; the page's own meta tag; and
// windows-1252 failing all, as browsers do. Bytes that mean nothing become U+FFFD.
func decode(data []byte, contentType string) ([]byte, error) {
	if enc := wide(data); enc != nil {
		out, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			return nil, fmt.Errorf("%w: UTF-16 does not decode: %w", ErrBinary, err)
		}
		data = out
	}
	if what := binary(data); what != "" {
		return nil, fmt.Errorf("%w: looks like %s; give the page's HTML or text", ErrBinary, what)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	data = bytes.ReplaceAll(data, []byte{0}, []byte(" "))
	if utf8.Valid(data) && !escaped(data) {
		return data, nil
	}
	enc, name := declared(data, contentType)
	if name == "utf-8" {
		return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
	}
	return out, nil
}

// escaped tells whether ASCII bytes switch character sets, as ISO-2022-JP does.
func escaped(data []byte) bool { return bytes.Contains(data, []byte("\x1b$B")) }

// maxPrescan is how far into a page its meta tag is looked for.
const maxPrescan = 16 << 10

func declared(data []byte, contentType string) (encoding.Encoding, string) {
	if _, label, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		if e, name := charset.Lookup(strings.Trim(label, "\"' ;")); e != nil {
			return e, name
		}
	}
	head := bytes.ToLower(data[:min(len(data), maxPrescan)])
	for {
		i := bytes.Index(head, []byte("charset="))
		if i < 0 {
			break
		}
		head = bytes.TrimLeft(head[i+len("charset="):], "\"' ")
		if k := bytes.IndexAny(head, "\"'/> ;"); k > 0 {
			if e, name := charset.Lookup(string(head[:k])); e != nil && !strings.HasPrefix(name, "utf-16") {
				return e, name
			}
		}
	}
	if mostlyUTF8(data) {
		return encoding.Nop, "utf-8"
	}
	e, name := charset.Lookup("windows-1252")
	return e, name
}

// mostlyUTF8 tells whether of the characters beyond ASCII most are valid UTF-8: a page
// with a few broken bytes is not another character set.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 4*bad
}

// wide tells by the byte order mark, or by the zeros of ASCII text, whether data is UTF-16.
func wide(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	head := data[:min(len(data), 512)]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case len(head) < 8:
	case zeros[1]*10 > len(head)*4 && zeros[0]*20 < len(head):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0]*10 > len(head)*4 && zeros[1]*20 < len(head):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}
