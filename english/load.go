package english

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"
)

//go:embed model
var models embed.FS

const modelFile = "model/english.rpm"

// ErrNoModel says that the program was built without a model file: texts are cut into words and sentences, and
// nothing more.
var ErrNoModel = errors.New("this program was built without english/model/english.rpm: texts are cut into words and sentences only; build it anew with the file in place")

var standard = sync.OnceValues(func() (*Parser, error) {
	b, err := models.ReadFile(modelFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoModel
	}
	if err != nil {
		return nil, fmt.Errorf("embedded %s: %w", modelFile, err)
	}
	p, err := NewParser(b)
	if err != nil {
		return nil, fmt.Errorf("embedded %s: %w", modelFile, err)
	}
	return p, nil
})

// Load makes the embedded model ready, once; Parse does so by itself when it is first called. The error is
// ErrNoModel or says what is wrong with the model; Parse then cuts texts into words and sentences only.
func Load() error {
	_, err := standard()
	return err
}

// Heads lists the further heads of the embedded model, whose answers Doc.Labels holds; nil without a model.
func Heads() []Head {
	if p, err := standard(); err == nil {
		return p.Heads()
	}
	return nil
}

// Parse cuts a text into words and sentences and labels them with the embedded model: tags, features, lemmas,
// trees, names, further heads. It is safe for concurrent use; the same text gives the same document.
func Parse(text string) *Doc {
	return ParseSpans(text, [][2]int{{0, len(text)}})
}

// ParseSpans is Parse for the spans of a text, as SegmentSpans takes them.
func ParseSpans(text string, spans [][2]int) *Doc {
	p, err := standard()
	if err != nil {
		return SegmentSpans(text, spans)
	}
	return p.ParseSpans(text, spans)
}

// Label labels a document that is cut into words and sentences already, with the embedded model; the error is Load's.
func Label(d *Doc) error {
	p, err := standard()
	if err != nil {
		return err
	}
	p.Label(d)
	return nil
}
