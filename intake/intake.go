// Package intake is where stories come from: files, folders, JSON Lines, CSV, addresses and standard input become
// items, one a story: its bytes as they came, with an id, a media type and a hash.
//
// It knows nothing of what is in the bytes beyond telling a page from a picture. Memory is bounded by one item
// (Options.MaxItem); an input that fails gives an [*Error] that names the file, the place and the remedy, and the rest goes on.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Formats of an input. Auto goes by the file's ending, then by the media type, then by the first bytes.
const (
	Auto  = "auto"
	HTML  = "html"
	Text  = "text"
	JSONL = "jsonl"
	CSV   = "csv"
)

// DefaultMaxItem bounds one page, one line of JSON Lines and one row of CSV, in bytes after decompression.
const DefaultMaxItem = 64 << 20

// Item is one story as it came.
type Item struct {
	ID        string // the mapped id; else the file's name without its ending, or the address
	Origin    string // where it stands, for messages: "news.jsonl:12", "page.html"
	URI       string // its address, where known
	Format    string // HTML or Text; empty where the bytes must tell
	MediaType string
	Charset   string // of Data, where the transport or the user tells; empty: the bytes must tell
	Title     string // mapped title, where it stands apart from Data
	Published string // date given from outside (EDTF or RFC 3339), or empty
	Retrieved string // RFC 3339, for fetched pages
	Notes     []string
	Data      []byte
	SHA256    string // of Data, hexadecimal
}

// Key names the item's content together with what else steers its reading; the same key means the same record.
func (i Item) Key() string {
	h := sha256.Sum256([]byte(strings.Join([]string{i.SHA256, i.Published, i.Format, i.Charset, i.Title}, "\x00")))
	return hex.EncodeToString(h[:16])
}

// Options steer the intake; the zero value is usable.
type Options struct {
	Format       string            // Auto if empty
	Map          map[string]string // field names of JSON Lines and CSV: id, title, text, html, published, url; a dot goes into nested objects
	Published    string            // date given to every item that brings none of its own
	Charset      string            // of text and HTML, where the user knows better
	MaxItem      int64             // DefaultMaxItem if 0
	Timeout      time.Duration     // for one address, 30 s if 0
	AllowPrivate bool              // fetch from private, loopback and link-local addresses too
	Agent        string            // User-Agent of requests
	Stdin        io.Reader         // os.Stdin if nil
	OnRead       func(bytes int)   // told how many bytes of files were read, as they are
}

// Error says what was tried on which input, why it failed, and what to do.
type Error struct {
	Origin string // file, address or "standard input", with the line where there is one: "news.jsonl:12"
	Err    error
	Remedy string
	// Skipped marks a file of a walked folder that is of no kind that could hold a story.
	Skipped bool
}

func (e *Error) Error() string {
	s := e.Origin + ": " + e.Err.Error()
	if e.Skipped {
		s = e.Origin + ": skipped: " + e.Err.Error()
	}
	if e.Remedy != "" {
		s += "; " + e.Remedy
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Items gives the stories of args in order: files, folders (walked in order of names, hidden files left out), http and
// https addresses, and "-" for standard input. An error concerns one input or one line of it; the sequence goes on after it.
func Items(ctx context.Context, args []string, o Options) iter.Seq2[Item, error] {
	if o.MaxItem == 0 {
		o.MaxItem = DefaultMaxItem
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Format == "" {
		o.Format = Auto
	}
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	return func(yield func(Item, error) bool) {
		w := &walker{ctx: ctx, o: o, yield: yield}
		for _, arg := range args {
			if !w.arg(arg) {
				return
			}
		}
	}
}

// walker carries one run; its methods return false where the caller wants no more.
type walker struct {
	ctx    context.Context
	o      Options
	yield  func(Item, error) bool
	client *http.Client
}

func (w *walker) fail(origin string, err error, remedy string) bool {
	return w.yield(Item{}, &Error{Origin: origin, Err: err, Remedy: remedy})
}

func (w *walker) arg(arg string) bool {
	if w.ctx.Err() != nil {
		return false
	}
	switch {
	case arg == "-":
		return w.stream(source{origin: "standard input", id: "stdin", r: w.o.Stdin})
	case strings.HasPrefix(arg, "http://"), strings.HasPrefix(arg, "https://"):
		return w.fetch(arg)
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		return w.fail(arg, reason(err), "check the path")
	case info.IsDir():
		return w.walk(arg)
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0:
		return w.fail(arg, fmt.Errorf("is neither a file nor a folder"), "name a file, a folder, an address or - for standard input")
	}
	return w.file(arg, false)
}

// reason takes the path off an error of the file system: the message names it already.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func (w *walker) walk(dir string) bool {
	more := true
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		hidden := path != dir && strings.HasPrefix(d.Name(), ".")
		switch {
		case w.ctx.Err() != nil:
			more = false
		case err != nil:
			more = w.fail(path, reason(err), "check its permissions")
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
		default:
			// A link is followed to a file, never to a folder: a walk must end.
			if info, err := os.Stat(path); err != nil {
				more = w.fail(path, reason(err), "check the link and its permissions")
			} else if info.Mode().IsRegular() {
				more = w.file(path, true)
			}
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && more {
		return w.fail(dir, reason(err), "check the folder and its permissions")
	}
	return more
}

func (w *walker) file(path string, walked bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return w.fail(path, reason(err), "check its permissions")
	}
	defer f.Close()
	var r io.Reader = f
	if w.o.OnRead != nil {
		r = &countedReader{f, w.o.OnRead}
	}
	return w.stream(source{origin: path, id: stem(path), name: path, walked: walked, r: r})
}

type countedReader struct {
	r      io.Reader
	onRead func(int)
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.onRead(n)
	return n, err
}

// Size is the size in bytes of the files that args name, as they lie on the disk; known is false where an address or
// standard input is among them.
func Size(args []string) (bytes int64, known bool) {
	for _, arg := range args {
		if arg == "-" || strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
			return 0, false
		}
		_ = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && path != arg && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			if err == nil && !d.IsDir() && !(path != arg && strings.HasPrefix(d.Name(), ".")) {
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					bytes += info.Size()
				}
			}
			return nil
		})
	}
	return bytes, true
}

// stem is a path's last part without its ending (and without .gz before that).
func stem(path string) string {
	base := trimFold(filepath.Base(path), ".gz")
	if s := strings.TrimSuffix(base, filepath.Ext(base)); s != "" {
		return s
	}
	return base
}

func trimFold(s, ending string) string {
	if len(s) > len(ending) && strings.EqualFold(s[len(s)-len(ending):], ending) {
		return s[:len(s)-len(ending)]
	}
	return s
}
