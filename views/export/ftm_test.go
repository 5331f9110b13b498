package export

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"
)

// Entities hold what FollowTheMoney's own schemata say that they may and must hold: properties that exist, dates in its
// precisions, references to entities that are there and of the right kind.
func TestFollowTheMoneySchemata(t *testing.T) {
	var doc struct {
		Schemata map[string]struct {
			Is         []string
			Required   []string
			Properties map[string]struct{ Type, Range string }
		}
	}
	data, err := os.ReadFile("testdata/ftm-schemata.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	entities := map[string]entity{}
	for line := range bytes.Lines(export(t, sample(t), "ftm", "")) {
		var e entity
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		entities[e.ID] = e
	}
	if len(entities) == 0 {
		t.Fatal("no entities")
	}
	date := regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$`)
	for _, e := range entities {
		s, ok := doc.Schemata[e.Schema]
		if !ok {
			t.Errorf("no schema %s", e.Schema)
		}
		for _, name := range s.Required {
			if len(e.Properties[name]) == 0 {
				t.Errorf("%s lacks %s", e.Schema, name)
			}
		}
		for name, values := range e.Properties {
			p, ok := s.Properties[name]
			if !ok {
				t.Errorf("%s has no property %s", e.Schema, name)
			}
			for _, v := range values {
				if p.Type == "date" && !date.MatchString(v) {
					t.Errorf("%s %s: %q is no date", e.Schema, name, v)
				}
				if p.Type == "entity" && !slices.Contains(doc.Schemata[entities[v].Schema].Is, p.Range) {
					t.Errorf("%s %s leads to %q, not to a %s", e.Schema, name, entities[v].Schema, p.Range)
				}
			}
		}
	}
}
