package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The names that a field may go by where Options.Map names none, the first that is there counts.
var defaultNames = map[string][]string{
	"id":        {"id", "_id", "uuid", "guid"},
	"title":     {"title", "headline"},
	"text":      {"text", "body", "content", "article", "maintext"},
	"html":      {"html", "raw_html"},
	"published": {"published", "date", "date_published", "datePublished", "published_at", "publish_date", "date_publish", "pubDate"},
	"url":       {"url", "link", "uri"},
}

// maxSkip bounds how much of one endless line is passed over before the file is given up.
const maxSkip = 1 << 30

// lines reads JSON Lines, a story a line; what is wrong with a line concerns that line alone.
func (w *walker) lines(s source, b *bufio.Reader) bool {
	for n := 1; ; n++ {
		line, err := readLine(b, w.o.MaxItem)
		origin := fmt.Sprintf("%s:%d", s.origin, n)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		switch {
		case errors.Is(err, errTooLong):
			if !w.fail(origin, fmt.Errorf("the line is longer than %s", size(w.o.MaxItem)), "split it, or raise the bound with --max-item") {
				return false
			}
			continue
		case errors.Is(err, errEndless):
			return w.fail(origin, fmt.Errorf("the line runs on for more than %s", size(maxSkip)), "the file is no JSON Lines, or hostile: the rest of it was left unread")
		case err != nil && !errors.Is(err, io.EOF):
			return w.broken(origin, err)
		}
		trimmed := bytes.TrimSpace(line)
		if n == 1 && (bytes.HasPrefix(trimmed, []byte("[")) || bytes.Equal(trimmed, []byte("{"))) {
			return w.fail(origin, errors.New("is JSON over several lines, not JSON Lines"), "put one object on each line, as with jq -c '.[]' or jq -c .")
		}
		if len(trimmed) > 0 && !w.line(s, n, origin, line) {
			return false
		}
		if errors.Is(err, io.EOF) {
			return true
		}
	}
}

var (
	errTooLong = errors.New("line too long")
	errEndless = errors.New("line without end")
)

// readLine returns the next line without its end; past limit bytes the line is passed over and errTooLong returned.
func readLine(b *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	var total int64
	for {
		part, err := b.ReadSlice('\n')
		total += int64(len(part))
		if total <= limit {
			line = append(line, part...)
		} else {
			line = nil
		}
		switch {
		case total > maxSkip+limit:
			return nil, errEndless
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case total > limit && (err == nil || errors.Is(err, io.EOF)):
			return nil, errTooLong
		}
		return bytes.TrimRight(line, "\r\n"), err
	}
}

func (w *walker) line(s source, n int, origin string, line []byte) bool {
	if at := invalidUTF8(line); at >= 0 {
		return w.fail(origin, fmt.Errorf("is not valid UTF-8 at byte %d of the line (0x%02x)", at, line[at]), "convert the file to UTF-8, as with iconv")
	}
	var row map[string]any
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	err := d.Decode(&row)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = fmt.Errorf("more than one JSON value stands on the line (byte %d)", d.InputOffset())
		}
	}
	if err != nil {
		return w.fail(origin, jsonFault(err, len(line)), "the line is cut off or damaged: repair or remove it; the other lines are read")
	}
	return w.row(s, n, origin, func(name string) (string, bool) { return lookUp(row, name) })
}

func jsonFault(err error, length int) error {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("the JSON ends too early, at byte %d of the line", length)
	case errors.As(err, &syntax):
		return fmt.Errorf("is no JSON at byte %d of the line: %w", syntax.Offset, err)
	case errors.As(err, &typ):
		return fmt.Errorf("is a JSON %s, not an object", typ.Value)
	}
	return err
}

// lookUp takes a field out of a JSON object; dots go into nested objects.
func lookUp(row map[string]any, name string) (string, bool) {
	v, ok := row[name]
	if !ok {
		if head, rest, dotted := strings.Cut(name, "."); dotted {
			if in, is := row[head].(map[string]any); is {
				return lookUp(in, rest)
			}
		}
		return "", false
	}
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", v != nil
}

// field finds the value for a role: by the user's map, else by the default names.
func (w *walker) field(role string, get func(string) (string, bool)) (value string, found bool) {
	names := defaultNames[role]
	if name, ok := w.o.Map[role]; ok {
		names = []string{name}
	} else if len(w.o.Map) > 0 && role == "html" {
		return "", false // a map that names the text means the text
	}
	for _, name := range names {
		if v, ok := get(name); ok {
			return v, true
		}
	}
	return "", false
}

// row makes an item of one line or row.
func (w *walker) row(s source, n int, origin string, get func(string) (string, bool)) bool {
	text, ok := w.field("text", get)
	html, isHTML := w.field("html", get)
	if !ok && !isHTML {
		names := defaultNames["text"]
		if name, mapped := w.o.Map["text"]; mapped {
			names = []string{name}
		}
		return w.fail(origin, fmt.Errorf("has no field for the text (looked for %s)", strings.Join(names, ", ")), "name the fields with --map text=NAME,title=NAME,…")
	}
	it := Item{Origin: origin, Retrieved: s.retrieved}
	it.ID, _ = w.field("id", get)
	if it.ID == "" {
		it.ID = fmt.Sprintf("%s:%d", s.id, n)
	}
	it.URI, _ = w.field("url", get)
	given, _ := w.field("published", get)
	it.Published = normalDate(given)
	if given = strings.TrimSpace(given); it.Published == "" && given != "" {
		it.Notes = append(it.Notes, fmt.Sprintf("the given publication date %q was not understood", given))
	}
	if it.Published == "" {
		it.Published = w.o.Published
	}
	if isHTML && strings.TrimSpace(html) != "" {
		it.Format, it.MediaType, it.Data = HTML, mediaTypes[HTML], []byte(html)
		it.Charset = "utf-8" // the bytes are UTF-8 whatever the page says of itself
		return w.item(it)
	}
	title, _ := w.field("title", get)
	it.Title = strings.TrimSpace(title)
	if strings.TrimSpace(text) == "" {
		return w.fail(origin, errors.New("its text is empty"), "nothing to read in it")
	}
	it.Format, it.MediaType, it.Data = Text, mediaTypes[Text], []byte(text)
	return w.item(it)
}
