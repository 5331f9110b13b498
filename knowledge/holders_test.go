package knowledge

import (
	"regexp"
	"strings"
	"testing"
)

func TestHoldersAreWellFormed(t *testing.T) {
	month := regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)
	titles := holders().titles
	seen := map[string]bool{}
	rows := table("holders.tsv", 6)
	if len(rows) < 500 {
		t.Fatalf("%d holders", len(rows))
	}
	for _, r := range rows {
		line := strings.Join(r, "\t")
		switch {
		case len(r) != 6 || seen[line]:
			t.Errorf("%q: %d columns, or twice", line, len(r))
		case PartyByCode(r[0]) == nil:
			t.Errorf("%q: no party has this code", line)
		case titles[r[1]] == nil:
			t.Errorf("%q: offices.tsv knows no such office", line)
		case !month.MatchString(r[2]), r[3] != "" && (!month.MatchString(r[3]) || r[3] < r[2]):
			t.Errorf("%q: months from and until", line)
		case len(nameKey(r[4])) < 4:
			t.Errorf("%q: the name is too short to be known by", line)
		}
		seen[line] = true
	}
}

func TestActedFor(t *testing.T) {
	for _, c := range []struct {
		name, day string
		titles    []string
		want      string
	}{
		{"Angela Merkel", "2015-03-02", nil, "DEU"},
		{"Angela Merkel", "2024-03-02", nil, ""},       // out of office
		{"Angela Merkel", "", nil, ""},                 // no day, no answer
		{"Angela Merkel", "2015", nil, ""},             // too vague
		{"Merkel", "2015-03", nil, "DEU"},              // leads a state
		{"Merkel", "2015-03", []string{"actress"}, ""}, // somebody else
		{"Chancellor Merkel", "2015-03", nil, ""},      // not a name
		{"Kono", "2018-05", nil, ""},                   // does not lead
		{"Kono", "2018-05", []string{"Foreign Minister"}, "JPN"},
		{"Wen", "2010-05", []string{"Premier"}, "CHN"}, // family name first
		{"Mahmoud Abbas", "2010-05", nil, "PSE"},
		{"Adel Al Jubeir", "2016-05", []string{"Foreign Minister"}, "SAU"}, // spellings of the article
		{"Olusegun Nobody", "2016-05", nil, ""},
		{"Miguel Díaz-Canel", "2020-01", nil, "CUB"},
		{"Costa", "2025-03", []string{"president"}, "IGO.EU"},
		{"Aoun", "2025-03", []string{"President"}, "LBN"},
	} {
		if got := ActedFor(c.name, c.day, c.titles); got != c.want {
			t.Errorf("ActedFor(%q, %q, %v) = %q, want %q", c.name, c.day, c.titles, got, c.want)
		}
	}
}
