// Package rapporteur reads news pages and gives records: who met whom, who said what, each item with the
// sentence it rests on. It wires the stages page, english and reading together, so that a program needs one import.
package rapporteur

import (
	"context"
	"errors"
	"fmt"

	"rapporteur/english"
	"rapporteur/intake"
	"rapporteur/page"
	"rapporteur/reading"
	"rapporteur/record"
)

// Version is the program's version; a record names it.
const Version = "0.1.0"

// maxText bounds the reading of one story: what is longer is a book or hostile, and would hold a worker for minutes.
const maxText = 4 << 20

// maxPage bounds the bytes of one page.
const maxPage = 32 << 20

// Reader turns items into records. It holds no state of what it read: same bytes in, same bytes out, in any order and from
// any number of goroutines.
type Reader struct {
	noModel bool // the program was built without the language model
}

// NewReader makes the models ready.
func NewReader() (*Reader, error) {
	err := english.Load()
	if err != nil && !errors.Is(err, english.ErrNoModel) {
		return nil, err
	}
	return &Reader{noModel: err != nil}, nil
}

// Read gives the records of one item, one a story: a page may hold several (the entries of a live blog, whose ids are the
// item's with #1, #2…). An error is an [*intake.Error] that names the item.
func (r *Reader) Read(ctx context.Context, item intake.Item) ([]*record.Record, error) {
	pages, err := page.Read(item.Data, page.Options{Format: item.Format, URL: item.URI, ContentType: contentType(&item), Published: item.Published, Title: item.Title,
		Limits: page.Limits{MaxBytes: maxPage}})
	if err != nil {
		return nil, &intake.Error{Origin: item.Origin, Err: err}
	}
	var out []*record.Record
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(p.Text) > maxText {
			return nil, &intake.Error{Origin: item.Origin, Err: fmt.Errorf("holds %d bytes of text, more than the %d allowed for one story", len(p.Text), maxText), Remedy: "split it into stories"}
		}
		rec := record.New(p.Text)
		rec.Reader = record.Reader{Version: Version}
		rec.Source = record.Source{ID: item.ID, URI: item.URI, MediaType: item.MediaType, SHA256: item.SHA256, Retrieved: item.Retrieved}
		if len(pages) > 1 {
			rec.Source.ID = fmt.Sprintf("%s#%d", item.ID, i+1)
		}
		rec.Story = p.Story
		rec.Notes = append(rec.Notes, item.Notes...)
		r.layers(rec)
		rec.Fill()
		// What the stages could not back by the text is left out, and said so; the rest of the story is kept.
		pruned, err := record.Prune(rec)
		for _, p := range pruned {
			rec.Notes = append(rec.Notes, "left out: "+p)
		}
		if err != nil {
			return nil, &intake.Error{Origin: item.Origin, Err: fmt.Errorf("the reader made a record that does not hold: %w", err), Remedy: "please report it with the page"}
		}
		out = append(out, rec)
	}
	return out, nil
}

func contentType(item *intake.Item) string {
	switch {
	case item.Charset == "":
		return item.MediaType
	case item.MediaType == "":
		return "text/plain; charset=" + item.Charset
	}
	return item.MediaType + "; charset=" + item.Charset
}

// layers fills the layers of a record whose text and story stand.
func (r *Reader) layers(rec *record.Record) {
	switch {
	case rec.Story.NotArticle != "":
		rec.Notes = append(rec.Notes, "the page holds no article: "+rec.Story.NotArticle)
		return
	case r.noModel:
		rec.Notes = append(rec.Notes, "the program was built without the language model: only the page was read")
		return
	}
	if rec.Story.Published == nil {
		rec.Notes = append(rec.Notes, "no publication date was found; weekdays are left unresolved")
	}
	reading.Read(rec, english.ParseSpans(rec.Text, spans(rec)))
}

// spans are what is read of the text, one a block, so that a sentence's span is its block; what is no prose is left out as an empty one.
func spans(rec *record.Record) [][2]int {
	out := make([][2]int, len(rec.Story.Blocks))
	for i, b := range rec.Story.Blocks {
		out[i] = [2]int{b.Start, b.End}
		switch {
		case b.Reason == "date": // the day on a line of its own is a date that the page gives
		case b.Kind == record.Furniture, b.Kind == record.Byline, b.Kind == record.Dateline:
			out[i][1] = b.Start
		}
	}
	return out
}
