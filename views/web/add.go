package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur/intake"
	"rapporteur/record"
)

// Bounds on what one request may add: its bytes and time, the files and stories in it, one page; and on what is read at once.
const (
	maxAdd     = 32 << 20
	addMemory  = 4 << 20 // of the request; what is more waits on the disk
	addTime    = 50 * time.Second
	addFiles   = 100
	addStories = 500
	addBytes   = 16 << 20
	atOnce     = 2
)

// addition is what became of one page that was to be added.
type addition struct {
	Name    string
	Stories []source
	Known   bool
	Failed  string
}

type addData struct {
	Results   []addition
	Added     int
	Text, URL string
	Published string
	Failed    string // why nothing was tried
	MaxMB     int
	Private   bool // private addresses are fetched, too
}

func (s *server) addPage(*http.Request) (*view, error) {
	if s.o.Reader == nil {
		return nil, missing("Pages can't be added here: this reading room has no reader.")
	}
	return &view{Title: "Add pages", Nav: "add", Data: addData{MaxMB: maxAdd >> 20, Private: s.o.Private}}, nil
}

// add takes pages from the form: pasted text, an address, files. One story leads to its page, several are listed.
func (s *server) add(w http.ResponseWriter, r *http.Request) {
	if s.o.Reader == nil {
		s.render(w, "error", http.StatusNotFound, &view{Title: "Not added", Data: "Pages can't be added here: this reading room has no reader."})
		return
	}
	d, code := s.adding(r)
	if code == http.StatusOK && len(d.Results) == 1 && len(d.Results[0].Stories) == 1 && r.FormValue("list") == "" {
		how := "new"
		if d.Results[0].Known {
			how = "known"
		}
		to := "/story?" + url.Values{"id": {d.Results[0].Stories[0].ID}, "added": {how}}.Encode()
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	if r.FormValue("list") != "" {
		code = http.StatusOK // the page's script asks for the list, which tells of failures itself
	}
	d.MaxMB, d.Private = maxAdd>>20, s.o.Private
	s.render(w, "add", code, &view{Title: "Add pages", Nav: "add", Data: d})
}

// adding adds what a form brings.
func (s *server) adding(r *http.Request) (d addData, code int) {
	if err := r.ParseMultipartForm(addMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			d.Failed = fmt.Sprintf("The request is larger than %d MB. Send the files in several lots, or use: rapporteur add FILE…", maxAdd>>20)
			return d, http.StatusRequestEntityTooLarge
		}
		d.Failed = "The form could not be read: it is damaged or was cut off. Send it again."
		return d, http.StatusBadRequest
	}
	if r.MultipartForm != nil {
		defer func() {
			if err := r.MultipartForm.RemoveAll(); err != nil {
				s.o.Log.Error("what waited on the disk is left there", "error", err)
			}
		}()
	}
	d.Text, d.URL, d.Published = strings.TrimSpace(r.PostFormValue("text")), strings.TrimSpace(r.PostFormValue("url")), field(r, "published")
	var files []*multipart.FileHeader
	if r.MultipartForm != nil {
		for _, f := range r.MultipartForm.File["files"] {
			if f.Size > 0 || f.Filename != "" {
				files = append(files, f)
			}
		}
	}
	switch {
	case d.Text == "" && d.URL == "" && len(files) == 0:
		d.Failed = "Nothing was given: paste a text, write an address or choose files."
		return d, http.StatusBadRequest
	case d.Published != "" && !record.IsEDTF(d.Published):
		d.Failed = fmt.Sprintf("%q is no date; write it as 2025-12-02.", d.Published)
		return d, http.StatusBadRequest
	case len(files) > addFiles:
		d.Failed = fmt.Sprintf("%d files are more than the %d of one request. Send them in several lots.", len(files), addFiles)
		return d, http.StatusRequestEntityTooLarge
	}
	if d.Text != "" {
		d.Results = append(d.Results, s.addText(r.Context(), d.Text, d.Published))
	}
	if d.URL != "" {
		d.Results = append(d.Results, s.addAddress(r.Context(), d.URL, d.Published))
	}
	for _, f := range files {
		d.Results = append(d.Results, s.addFile(r.Context(), f, d.Published)...)
	}
	return d, d.sum()
}

// sum counts the stories that were added, and gives the status of the answer. Where all went well, the form is empty again.
func (d *addData) sum() int {
	failed := 0
	for _, a := range d.Results {
		switch {
		case a.Failed != "":
			failed++
		case !a.Known:
			d.Added += len(a.Stories)
		}
	}
	if failed == 0 {
		d.Text, d.URL = "", ""
	}
	if failed == len(d.Results) && failed > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

func (s *server) addText(ctx context.Context, text, published string) addition {
	item := intake.Item{Origin: "the pasted text", Data: []byte(text), Format: intake.Text, Published: published}
	if strings.HasPrefix(text, "<") {
		item.Format = intake.HTML
	}
	return s.addItem(ctx, "The pasted text", item)
}

func (s *server) intakeOptions(published string) intake.Options {
	return intake.Options{Published: published, AllowPrivate: s.o.Private, Agent: "rapporteur/" + s.o.Version, MaxItem: addBytes, Timeout: addTime / 2}
}

func (s *server) addAddress(ctx context.Context, address, published string) addition {
	out := addition{Name: address}
	if link(address) == "" {
		out.Failed = "This is no address of the web; write it as https://host/path."
		return out
	}
	for item, err := range intake.Items(ctx, []string{address}, s.intakeOptions(published)) {
		if err != nil {
			return addition{Name: address, Failed: s.adds(err)}
		}
		// An address gives one page; of a list of pages, the first.
		return s.addItem(ctx, address, item)
	}
	out.Failed = "There is no page at the address."
	if ctx.Err() != nil {
		out.Failed = tooLong
	}
	return out
}

const tooLong = "The time of the request was over before this was read. What was added is kept; send the rest again."

// addFile adds the stories of one file: a page, or lines or rows of many.
func (s *server) addFile(ctx context.Context, f *multipart.FileHeader, published string) []addition {
	name := fileName(f.Filename)
	path, dir, err := onDisk(f, name)
	defer os.RemoveAll(dir)
	if err != nil {
		s.o.Log.Error("a file that was sent could not be kept", "error", err)
		return []addition{{Name: name, Failed: "The file could not be taken in. The server's log says why."}}
	}
	var out []addition
	for item, err := range intake.Items(ctx, []string{path}, s.intakeOptions(published)) {
		switch {
		case len(out) == addStories:
			return append(out, addition{Name: name, Failed: fmt.Sprintf("The file holds more than %d stories. For large files use: rapporteur add FILE", addStories)})
		case ctx.Err() != nil:
			return append(out, addition{Name: name, Failed: tooLong})
		case err != nil:
			out = append(out, addition{Name: name, Failed: strings.ReplaceAll(s.adds(err), dir+string(filepath.Separator), "")})
			continue
		}
		item.Origin = strings.TrimPrefix(item.Origin, dir+string(filepath.Separator))
		label := item.Origin
		if item.Origin == name {
			// Files of one name are many; the content tells them apart.
			sum := sha256.Sum256(item.Data)
			item.ID += "-" + hex.EncodeToString(sum[:4])
		}
		out = append(out, s.addItem(ctx, label, item))
	}
	if len(out) == 0 {
		why := "The file holds no story."
		if ctx.Err() != nil {
			why = tooLong
		}
		out = append(out, addition{Name: name, Failed: why})
	}
	return out
}

// fileName is a name for a file that a browser sent: its last part, bounded, not hidden, with its ending.
func fileName(s string) string {
	s = filepath.Base(strings.ReplaceAll(s, `\`, "/"))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '/' || r == utf8.RuneError {
			return '_'
		}
		return r
	}, s)
	s = strings.TrimLeft(s, ".")
	if n := len(s); n > 100 {
		s = s[runeStart(s, n-100):]
	}
	if s == "" {
		return "page"
	}
	return s
}

// onDisk puts a file into a folder of its own.
func onDisk(f *multipart.FileHeader, name string) (path, dir string, err error) {
	if dir, err = os.MkdirTemp("", "rapporteur-add-"); err != nil {
		return "", "", err
	}
	in, err := f.Open()
	if err != nil {
		return "", dir, err
	}
	defer in.Close()
	path = filepath.Join(dir, name)
	out, err := os.Create(path)
	if err != nil {
		return "", dir, err
	}
	_, err = io.Copy(out, in)
	return path, dir, errors.Join(err, out.Close())
}

// addItem reads one page and keeps it.
func (s *server) addItem(ctx context.Context, name string, item intake.Item) addition {
	out := addition{Name: name}
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		out.Failed = tooLong
		return out
	}
	if utf8.RuneCountInString(item.ID) > maxField {
		item.ID = "" // it could not be asked for
	}
	ids, known, err := s.l.AddOne(ctx, s.o.Reader, item)
	if err != nil {
		out.Failed = s.adds(err)
		return out
	}
	if !known {
		s.wrote.Add(1)
	}
	out.Known = known
	for _, id := range ids {
		rec, err := s.l.Record(ctx, id)
		if err != nil || rec == nil {
			continue // it is kept, though it can't be named
		}
		out.Stories = append(out.Stories, source{ID: id, Headline: rec.Story.Headline})
	}
	if len(out.Stories) == 0 {
		out.Failed = "The page holds no story."
	}
	return out
}

// adds is what the user is told of a page that could not be added: what is wrong with the page itself, nothing of what lies below.
func (s *server) adds(err error) string {
	var in *intake.Error
	switch {
	case errors.As(err, &in):
		return in.Error()
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return tooLong
	}
	s.o.Log.Error("a page could not be added", "error", err)
	return "The page could not be kept. The server's log says why."
}
