package ledger

import (
	"fmt"
	"path/filepath"
	"testing"

	"rapporteur/record"
)

func TestRecentIsBoundedAndKeepsWhatIsAskedFor(t *testing.T) {
	c := newRecent()
	put := func(id string) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.put(recentKey{id: id}, &record.Record{})
	}
	put("asked often")
	for i := range 5 * recentMost {
		put(fmt.Sprint(i))
		if c.get(recentKey{id: "asked often"}) == nil {
			t.Fatalf("let go after %d others", i)
		}
	}
	if n := len(c.fresh) + len(c.old); n > recentMost {
		t.Errorf("%d are kept", n)
	}
	if c.get(recentKey{id: "0"}) != nil {
		t.Error("what nobody asks for is kept")
	}
}

// What is read anew is answered anew.
func TestRecentFollowsAReadingAnew(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	e := entry(tell{id: "a", day: "2026-03-02", kind: record.Talks, status: record.Held, parties: []string{"Norway", "Oman"}})
	ask := func() []Position {
		list, err := l.Positions(t.Context(), Filter{})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if _, err := l.Add(t.Context(), []Entry{e}); err != nil {
		t.Fatal(err)
	}
	before := ask()
	r := e.Records[0]
	party := record.Actor{Name: "Norway"}
	r.Positions = []record.Position{{ID: "q1", Party: party, Stance: "offers", Issue: "ceasefire", Content: record.Cut(r.Text, 0, 10), Evidence: record.Cut(r.Text, 0, 10)}}
	r.Reader.Version = "newer"
	if err := l.Replace(t.Context(), []Entry{e}, &Changed{Layers: map[string]int{}}); err != nil {
		t.Fatal(err)
	}
	if after := ask(); len(after) != 1 || after[0].Content != r.Text[:10] {
		t.Errorf("before %+v, after %+v", before, after)
	}
}
