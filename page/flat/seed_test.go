package flat

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"rapporteur/record"
)

// seedDir holds a page as a crawler flattened it, and what a careful reader takes from it.
const seedDir = "../../../shared/seed/"

// TestSeed holds the reading of the specimen page to what a careful reader takes from it.
func TestSeed(t *testing.T) {
	want := struct {
		Story struct {
			Headline  string
			Bylines   []record.Author
			Published record.Published
			Furniture []string
			Images    []struct {
				Caption string
				Times   int `json:"times_on_page"`
				Credit  record.Credit
				Date    string
				Place   string
			}
		}
	}{}
	b, err := os.ReadFile(seedDir + "expected.json")
	if os.IsNotExist(err) {
		t.Skip("the specimen page is not here: ../shared/seed is missing")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(seedDir + "000_37ab0e47720447c3.txt")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(string(page), Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, r)
	s := r.Story
	if s.Headline != want.Story.Headline || !reflect.DeepEqual(s.Bylines, want.Story.Bylines) || s.Published == nil || *s.Published != want.Story.Published {
		t.Errorf("headline %q, bylines %+v, published %+v", s.Headline, s.Bylines, s.Published)
	}
	if len(s.Images) != 1 || len(want.Story.Images) != 1 {
		t.Fatalf("images: %+v", s.Images)
	}
	got, w := s.Images[0], want.Story.Images[0]
	if got.Caption.Quote != w.Caption || got.Times != w.Times || got.Credit == nil || *got.Credit != w.Credit || *got.Date != w.Date || *got.Place != w.Place {
		t.Errorf("image %+v", got)
	}
	var furniture, kinds []string
	for _, b := range s.Blocks {
		if b.Kind == record.Furniture && b.Reason != "repeated caption" {
			furniture = append(furniture, r.Text[b.Start:b.End])
		} else {
			kinds = append(kinds, b.Kind)
		}
	}
	if !reflect.DeepEqual(furniture, want.Story.Furniture) {
		t.Errorf("furniture: %q", furniture)
	}
	body, ok := strings.CutPrefix(strings.Join(kinds, " "), "headline byline caption furniture furniture ")
	if !ok || strings.ReplaceAll(body, "paragraph", "") != strings.Repeat(" ", strings.Count(body, " ")) {
		t.Errorf("blocks: %s", strings.Join(kinds, " "))
	}
}
