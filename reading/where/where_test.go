package where_test

import (
	"math"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/where"
)

func read(text string) *where.Web {
	t := tree.New(english.Segment(text))
	return where.Read(t, party.Find(t, nil))
}

// Namesakes are told apart by what the story says.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		text, name, country string
		lat, lon            float64
	}{
		{"They met in Geneva.", "Geneva", "CHE", 46.2, 6.15},
		{"US and American envoys met in Geneva. The US delegation of the United States left.", "Geneva", "CHE", 46.2, 6.15},
		{"Fighting was reported in Tripoli.", "Tripoli", "LBY", 32.89, 13.19},
		{"Lebanon sent troops. Lebanese soldiers were seen in Tripoli.", "Tripoli", "LBN", 34.43, 35.84},
		{"They met in Tripoli, Lebanon.", "Tripoli", "LBN", 34.43, 35.84},
		{"They met in Vienna.", "Vienna", "AUT", 48.21, 16.37},
		{"They met in Kiev.", "Kiev", "UKR", 50.45, 30.52},
		{"They met at Camp David.", "Camp David", "USA", 39.65, -77.47},
		{"They arrived in Reno, Nev., on Monday.", "Reno", "USA", 39.53, -119.8},
		{"Troops were moved in Georgia. Georgian and Russian guards met.", "Georgia", "GEO", 42.2, 43.5},
		{"He lives in Georgia. He moved there from Alabama and Florida.", "Georgia", "USA", 32.7, -83.4},
		{"They met in Ukraine.", "Ukraine", "UKR", 49, 31.4},
		{"They sailed in the South China Sea.", "South China Sea", "", 12, 114},
	} {
		found := false
		for _, p := range read(c.text).Places {
			if p.Name != c.name {
				continue
			}
			found = true
			if p.Country != c.country || p.Lat == nil || math.Abs(*p.Lat-c.lat) > 0.2 || math.Abs(*p.Lon-c.lon) > 0.2 {
				t.Errorf("%q: %s is in %q at %v, %v", c.text, c.name, p.Country, *p.Lat, *p.Lon)
			}
		}
		if !found {
			t.Errorf("%q: %s is no place of %+v", c.text, c.name, read(c.text).Places)
		}
	}
}

func TestOnePlaceOneEntry(t *testing.T) {
	w := read("They met in Kyiv. He flew from Kiev to Geneva.")
	if len(w.Places) != 2 || len(w.Places[0].Mentions) != 2 || w.Places[0].ID == w.Places[1].ID {
		t.Errorf("got %+v", w.Places)
	}
	if p, ok := w.Locate("Kiev"); !ok || p.ID != w.Places[0].ID {
		t.Errorf("Locate(Kiev) = %+v, %v", p, ok)
	}
	if _, ok := w.Locate("Oslo"); ok {
		t.Error("Oslo is not in the story")
	}
	if p := w.At(3); p == nil || p.Name != "Kyiv" {
		t.Errorf("At(3) = %+v", p)
	}
}
