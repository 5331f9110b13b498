package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"rapporteur/intake"
	"rapporteur/record"
)

// reads is a reader of the tests: two stories a page.
type reads func(intake.Item) ([]*record.Record, error)

func (f reads) Read(_ context.Context, it intake.Item) ([]*record.Record, error) { return f(it) }

func TestAddOne(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	times := 0
	r := reads(func(it intake.Item) ([]*record.Record, error) {
		times++
		var out []*record.Record
		for _, part := range []string{"#1", "#2"} {
			x := entry(tales[2]).Records[0]
			x.Source.ID = it.ID + part
			out = append(out, x)
		}
		return out, nil
	})
	page := intake.Item{Data: []byte("<p>a page</p>"), MediaType: "text/html"}
	ids, known, err := l.AddOne(t.Context(), r, page)
	if err != nil || known || len(ids) != 2 {
		t.Fatal(ids, known, err)
	}
	if x, err := l.Record(t.Context(), ids[1]); err != nil || x == nil {
		t.Error(x, err)
	}
	again, known, err := l.AddOne(t.Context(), r, page)
	if err != nil || !known || !slices.Equal(again, ids) || times != 1 {
		t.Error(again, known, err, times)
	}
	bad := errors.New("no page")
	if _, _, err := l.AddOne(t.Context(), reads(func(intake.Item) ([]*record.Record, error) { return nil, bad }), intake.Item{Data: []byte("x")}); !errors.Is(err, bad) {
		t.Error(err)
	}
}
