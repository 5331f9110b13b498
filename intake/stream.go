package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// source is an opened input: one page, or many stories by lines or rows.
type source struct {
	origin    string // for messages
	id        string // stem of the ids
	name      string // path or address whose ending tells the format
	uri       string
	mediaType string // as told by the server
	charset   string
	retrieved string
	walked    bool // found by walking a folder, not named by the user
	r         io.Reader
}

var byEnding = map[string]string{
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML,
	".txt": Text, ".text": Text, ".md": Text, ".markdown": Text,
	".jsonl": JSONL, ".ndjson": JSONL, ".json": JSONL,
	".csv": CSV, ".tsv": CSV,
}

var byMediaType = map[string]string{
	"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": Text, "text/markdown": Text,
	"application/x-ndjson": JSONL, "application/jsonl": JSONL, "application/json": JSONL, "text/csv": CSV, "text/tab-separated-values": CSV,
}

var mediaTypes = map[string]string{HTML: "text/html", Text: "text/plain"}

// sniffed is how many bytes are looked at to tell a page from a picture.
const sniffed = 1024

// stream reads one input, decompressing it where it is gzip.
func (w *walker) stream(s source) bool {
	b := bufio.NewReaderSize(s.r, 64<<10)
	if head, _ := b.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return w.fail(s.origin, fmt.Errorf("decompressing: %w", err), "the file is damaged: fetch it again")
		}
		defer z.Close()
		b = bufio.NewReaderSize(z, 64<<10)
		s.name = trimFold(s.name, ".gz")
	}
	head, err := b.Peek(sniffed)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return w.broken(s.origin, err)
		}
		return w.fail(s.origin, errors.New("is empty"), "nothing to read in it")
	}
	if kind := binaryKind(head); kind != "" {
		return w.yield(Item{}, &Error{Origin: s.origin, Err: fmt.Errorf("is %s, not a news page", kind), Remedy: remedyFor(kind), Skipped: s.walked})
	}
	format := w.o.Format
	if format == Auto {
		format = byEnding[strings.ToLower(filepath.Ext(s.name))]
	}
	if format == "" {
		format = byMediaType[s.mediaType]
	}
	if format == "" {
		format = sniff(head)
	}
	switch format {
	case JSONL:
		return w.lines(s, b)
	case CSV:
		return w.rows(s, b)
	}
	return w.page(s, b, format)
}

func (w *walker) broken(origin string, err error) bool {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) {
		return w.fail(origin, fmt.Errorf("the compressed data is cut off or damaged: %w", err), "fetch the file again")
	}
	return w.fail(origin, fmt.Errorf("reading: %w", reason(err)), "check the disk or the connection")
}

// page reads the whole input as one story.
func (w *walker) page(s source, r io.Reader, format string) bool {
	data, err := io.ReadAll(io.LimitReader(r, w.o.MaxItem+1))
	if err != nil {
		return w.broken(s.origin, err)
	}
	if int64(len(data)) > w.o.MaxItem {
		return w.fail(s.origin, fmt.Errorf("is larger than %s, the bound for one page", size(w.o.MaxItem)), "split it, or raise the bound with --max-item")
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return w.fail(s.origin, errors.New("holds nothing but white space"), "nothing to read in it")
	}
	it := Item{ID: s.id, Origin: s.origin, URI: s.uri, Format: format, MediaType: mediaTypes[format], Charset: first(w.o.Charset, s.charset),
		Published: w.o.Published, Retrieved: s.retrieved, Data: data}
	if format == Text && it.Charset == "" {
		if at := invalidUTF8(data); at >= 0 {
			return w.fail(fmt.Sprintf("%s:%d", s.origin, 1+bytes.Count(data[:at], []byte{'\n'})), fmt.Errorf("is not valid UTF-8 at byte %d (0x%02x)", at, data[at]),
				"name its encoding, as in --charset windows-1252, or repair it: iconv -c -f utf-8 -t utf-8 FILE")
		}
	}
	return w.item(it)
}

func (w *walker) item(it Item) bool {
	h := sha256.Sum256(it.Data)
	it.SHA256 = hex.EncodeToString(h[:])
	if w.ctx.Err() != nil {
		return false
	}
	return w.yield(it, nil)
}

func first(a ...string) string {
	for _, s := range a {
		if s != "" {
			return s
		}
	}
	return ""
}

// invalidUTF8 is the offset of the first byte that is no UTF-8, or -1. UTF-16 with its mark passes: it is text of another make.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) || bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return -1
	}
	at := 0
	for at < len(data) {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}

// sniff tells the format of text by its first bytes.
func sniff(head []byte) string {
	t := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	low := bytes.ToLower(t[:min(len(t), 64)])
	switch {
	case bytes.HasPrefix(t, []byte(`{"`)):
		return JSONL
	case bytes.HasPrefix(low, []byte("<!doctype")), bytes.HasPrefix(low, []byte("<html")), bytes.HasPrefix(low, []byte("<?xml")), bytes.HasPrefix(low, []byte("<!--")),
		strings.HasPrefix(http.DetectContentType(head), "text/html"):
		return HTML
	}
	return Text
}

// binaryKind names the kind of data that is no text, with its article; empty for text.
func binaryKind(head []byte) string {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return ""
	}
	t, _, _ := mime.ParseMediaType(http.DetectContentType(head))
	switch kind, sub, _ := strings.Cut(t, "/"); {
	case t == "application/pdf":
		return "a PDF document"
	case t == "application/zip":
		return "a ZIP archive or office document"
	case kind == "image":
		return "a picture (" + sub + ")"
	case kind == "audio", kind == "video":
		return "a recording (" + t + ")"
	case kind == "font":
		return "a font"
	case bytes.IndexByte(head, 0) >= 0:
		return "binary data"
	case kind == "application" && t != "application/octet-stream" && t != "application/json":
		return "binary data (" + t + ")"
	}
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	if control*20 > len(head) {
		return "binary data"
	}
	return ""
}

func remedyFor(kind string) string {
	switch kind {
	case "a PDF document":
		return "take its text out first, as with pdftotext"
	case "a ZIP archive or office document":
		return "unpack it, or save it as HTML or text"
	}
	return "give HTML, text, JSON Lines or CSV"
}

func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
