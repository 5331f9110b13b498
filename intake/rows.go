package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"rapporteur/record"
)

// rows reads CSV or TSV with a header row, a story a row.
func (w *walker) rows(s source, b *bufio.Reader) bool {
	if bom, _ := b.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3)
	}
	bound := &boundedReader{r: b, most: w.o.MaxItem}
	c := csv.NewReader(bound)
	c.Comma = comma(b, s.name)
	c.FieldsPerRecord = -1
	header, err := c.Read()
	if err != nil {
		return w.fail(s.origin+":1", fmt.Errorf("reading the header row: %w", csvReason(err)), "the first row must name the columns")
	}
	column := map[string]int{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if _, twice := column[name]; !twice {
			column[name] = i
		}
	}
	// Column names are met in any case where no map is given ("Title", "DATE").
	folded := map[string]int{}
	for i := len(header) - 1; i >= 0; i-- {
		folded[strings.ToLower(strings.TrimSpace(header[i]))] = i
	}
	for n := 1; ; n++ {
		bound.seen = 0
		row, err := c.Read()
		if err == io.EOF {
			return true
		}
		if err != nil {
			if readable, more := w.rowFault(s, err); !more || !readable {
				return more
			}
			continue
		}
		line, _ := c.FieldPos(0)
		origin := fmt.Sprintf("%s:%d", s.origin, line)
		if len(row) != len(header) {
			if !w.fail(origin, fmt.Errorf("the row has %d fields, the header %d", len(row), len(header)), "quote fields that hold the separator or line breaks") {
				return false
			}
			continue
		}
		more := w.row(s, n, origin, func(name string) (string, bool) {
			i, ok := column[name]
			if !ok {
				i, ok = folded[strings.ToLower(name)]
			}
			if !ok || i >= len(row) {
				return "", false
			}
			return strings.ToValidUTF8(row[i], "\uFFFD"), true
		})
		if !more {
			return false
		}
	}
}

// rowFault reports what is wrong with a row, and whether the file can be read on after it.
func (w *walker) rowFault(s source, err error) (readable, more bool) {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, errTooLong):
		return false, w.fail(s.origin, fmt.Errorf("a row is longer than %s", size(w.o.MaxItem)), "a quotation mark may be left open: close it, or raise the bound with --max-item; the rest of the file was left unread")
	case errors.As(err, &parse):
		return true, w.fail(fmt.Sprintf("%s:%d", s.origin, parse.Line), fmt.Errorf("column %d: %w", parse.Column, parse.Err), "double quotation marks inside quoted fields; the other rows are read")
	}
	return false, w.broken(s.origin, err)
}

func csvReason(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return parse.Err
	}
	return err
}

// comma is the separator: the tab for .tsv, else the commonest of comma, semicolon and tab in the header row.
func comma(b *bufio.Reader, name string) rune {
	if strings.EqualFold(filepath.Ext(name), ".tsv") {
		return '\t'
	}
	head, _ := b.Peek(b.Size())
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// boundedReader fails once more than most bytes were read since seen was last set to 0.
type boundedReader struct {
	r          io.Reader
	seen, most int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	// The csv reader reads ahead by a buffer, so that the bound is met a few kilobytes late or early.
	if b.seen > b.most {
		return 0, errTooLong
	}
	n, err := b.r.Read(p)
	b.seen += int64(n)
	return n, err
}

var dateLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02 15:04",
	"2006/01/02", "20060102", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "2 Jan 2006",
}

// normalDate makes EDTF or RFC 3339 of a publication date as data sets write it; empty where it is not understood.
// Forms that depend on the country (03/04/2026) are not guessed.
func normalDate(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || record.IsEDTF(s) && !strings.Contains(s, "T") {
		return s
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return dateOf(t, strings.Contains(layout, "15"), strings.Contains(layout, "07"))
		}
	}
	if t, err := mail.ParseDate(s); err == nil {
		return dateOf(t, true, true)
	}
	// Seconds or milliseconds since 1970, from 1990 on: shorter numbers are no dates.
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		if n > 1e12 {
			n /= 1000
		}
		if n > 631152000 && n < 4102444800 {
			return dateOf(time.Unix(n, 0).UTC(), true, true)
		}
	}
	return ""
}

func dateOf(t time.Time, clock, zone bool) string {
	switch {
	case clock && zone:
		return t.Format(time.RFC3339)
	case clock && (t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0):
		return t.Format("2006-01-02T15:04:05")
	}
	return t.Format(time.DateOnly)
}
