package knowledge_test

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"rapporteur/knowledge"
)

// The gazetteer is searched by halves: one key out of order hides others.
func TestGazetteerFile(t *testing.T) {
	f, err := os.Open("gazetteer.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	last, n, lines := "", 0, map[string]bool{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		n++
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 6 && len(c) != 7 {
			t.Fatalf("%q: %d columns", sc.Text(), len(c))
		}
		if c[0] < last {
			t.Fatalf("%q stands behind %q", c[0], last)
		}
		last = c[0]
		if lines[sc.Text()] {
			t.Errorf("%q stands twice", sc.Text())
		}
		lines[sc.Text()] = true
		checkSpot(t, sc.Text(), c[1], c[2], c[3])
		if !strings.Contains("CAP", c[5]) {
			t.Errorf("%q: class %q", sc.Text(), c[5])
		}
	}
	if n < 30000 {
		t.Errorf("%d lines only", n)
	}
}

func checkSpot(t *testing.T, line, country, lat, lon string) {
	t.Helper()
	if country != "" && len(country) != 3 {
		t.Errorf("%q: country %q", line, country)
	}
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || math.Abs(y) > 90 || math.Abs(x) > 180 {
		t.Errorf("%q: %q, %q are no coordinates", line, lat, lon)
	}
}

func TestPlacesFile(t *testing.T) {
	data, err := os.ReadFile("places.tsv")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 6 {
			t.Errorf("%q: %d columns", line, len(c))
			continue
		}
		if names[c[0]] {
			t.Errorf("%s stands twice", c[0])
		}
		names[c[0]] = true
		checkSpot(t, line, c[1], c[2], c[3])
		if c[1] != "" && knowledge.PartyByCode(c[1]) == nil {
			t.Errorf("%q: country %q is not in countries.tsv", line, c[1])
		}
		switch c[4] {
		case knowledge.City, knowledge.Region, knowledge.Sea, knowledge.Site, knowledge.World:
		default:
			t.Errorf("%q: kind %q", line, c[4])
		}
	}
}

// Every capital has coordinates in its own country.
func TestCapitalsAreInTheGazetteer(t *testing.T) {
	var missing []string
	for _, p := range knowledge.Parties() {
		if p.Kind != "state" || p.Code[0] == 'X' && p.Code != "XKX" { // other codes with X: the invented states of the examples
			continue
		}
		for i, c := range p.Capitals {
			found := false
			for _, s := range knowledge.Spots(c) {
				found = found || s.Country == p.Code
			}
			if !found && i == 0 {
				missing = append(missing, c+" ("+p.Code+")")
			}
		}
	}
	if len(missing) > 0 {
		t.Errorf("no coordinates for the capitals %s", strings.Join(missing, ", "))
	}
}

func TestSpots(t *testing.T) {
	for _, c := range []struct {
		name, country string
		lat, lon      float64
	}{
		{"Geneva", "CHE", 46.2, 6.15}, {"Kiev", "UKR", 50.45, 30.52}, {"Kyiv", "UKR", 50.45, 30.52}, {"Zürich", "CHE", 47.37, 8.55},
		{"Tripoli", "LBY", 32.89, 13.19}, {"Sharm el-Sheikh", "EGY", 27.9, 34.3}, {"Camp David", "USA", 39.65, -77.47}, {"Rafah", "PSE", 31.3, 34.25},
	} {
		got := knowledge.Spots(c.name)
		if len(got) == 0 || got[0].Country != c.country || math.Abs(got[0].Lat-c.lat) > 0.1 || math.Abs(got[0].Lon-c.lon) > 0.1 {
			t.Errorf("Spots(%q) = %+v", c.name, got)
		}
	}
	if got := knowledge.Spots("Nowhereville"); len(got) > 0 {
		t.Errorf("Spots of an invented name = %+v", got)
	}
}

func TestLongestSpot(t *testing.T) {
	for text, want := range map[string]string{
		"New York City council": "New York City", "Sharm el-Sheikh summit": "Sharm el-Sheikh", "GENEVA (Wire)": "GENEVA", "San Salvador, the": "San Salvador",
		"table": "", "Geneva-based": "Geneva", "Washington, D.C. is": "Washington, D.C.", "Xyz": "", "": "", "ST. PETERSBURG, May": "ST. PETERSBURG",
	} {
		end, _ := knowledge.LongestSpot(text, 0)
		if text[:end] != want {
			t.Errorf("LongestSpot(%q) = %q, want %q", text, text[:end], want)
		}
	}
	if s, ok := knowledge.StateByAbbreviation("Nev."); !ok || s.Name != "Nevada" {
		t.Errorf("StateByAbbreviation = %v, %v", s, ok)
	}
}

func FuzzLongestSpot(f *testing.F) {
	f.Add("Sharm el-Sheikh, Egypt", 0)
	f.Add("N’Djamena", 0)
	f.Fuzz(func(t *testing.T, text string, i int) {
		if i < 0 || i > len(text) {
			return
		}
		end, name := knowledge.LongestSpot(text, i)
		if end != 0 && (end <= i || end > len(text) || len(knowledge.Spots(name)) == 0) {
			t.Fatalf("LongestSpot(%q, %d) = %d, %q", text, i, end, name)
		}
	})
}

func BenchmarkFirstSpot(b *testing.B) {
	for b.Loop() {
		knowledge.Spots("Geneva")
	}
}
