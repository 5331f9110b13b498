package knowledge_test

import (
	"os"
	"strings"
	"testing"

	"rapporteur/knowledge"
	"rapporteur/record"
)

func TestParties(t *testing.T) {
	kinds := map[string]int{}
	codes := map[string]bool{}
	names := map[string]string{}
	for _, p := range knowledge.Parties() {
		if codes[p.Code] {
			t.Errorf("%s stands twice", p.Code)
		}
		codes[p.Code] = true
		kinds[p.Kind]++
		if p.Name == "" || names[p.Name] != "" {
			t.Errorf("%s: its name %q is empty or that of %s too", p.Code, p.Name, names[p.Name])
		}
		names[p.Name] = p.Code
		seen := map[string]bool{p.Name: true}
		for _, n := range p.Names {
			if seen[n] {
				t.Errorf("%s: %q stands twice", p.Code, n)
			}
			seen[n] = true
		}
		switch p.Kind {
		case record.State:
			if len(p.Code) != 3 || strings.ToUpper(p.Code) != p.Code || knowledge.StateOf(p.Code) != p.Code {
				t.Errorf("%s is no alpha-3 code", p.Code)
			}
			for _, x := range p.People {
				if x[0] == "" || x[1] == "" {
					t.Errorf("%s: people want a singular and a plural, got %q", p.Code, x)
				}
			}
		case record.Organisation, record.Alliance, record.ArmedGroup:
			if knowledge.StateOf(p.Code) != "" {
				t.Errorf("%s (%s) must not read as the code of a state", p.Code, p.Name)
			}
		case record.Institution:
		default:
			t.Errorf("%s: kind %q is not in the list", p.Code, p.Kind)
		}
	}
	for _, p := range knowledge.Parties() {
		if p.Parent != "" && !codes[p.Parent] {
			t.Errorf("%s: its parent %s is not in the files", p.Code, p.Parent)
		}
		if p.Country != "" && !codes[p.Country] {
			t.Errorf("%s: its country %s is not in the files", p.Code, p.Country)
		}
	}
	if kinds[record.State] < 197 || kinds[record.Organisation]+kinds[record.Alliance] < 150 || kinds[record.ArmedGroup] < 150 {
		t.Errorf("too few parties: %v", kinds)
	}
}

// Every file is plain tab-separated text: a wrong number of columns is a slip of the pen.
func TestColumns(t *testing.T) {
	for name, width := range map[string]int{"countries.tsv": 8, "organisations.tsv": 7, "institutions.tsv": 3,
		"armed_groups.tsv": 5} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s has no header comment", name)
		}
		for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			if n := strings.Count(line, "\t") + 1; n != width {
				t.Errorf("%s:%d: %d columns, want %d", name, i+1, n, width)
			}
			for _, cell := range strings.Split(line, "\t") {
				if strings.TrimSpace(cell) != cell {
					t.Errorf("%s:%d: blanks around %q", name, i+1, cell)
				}
			}
		}
	}
}

func TestLongest(t *testing.T) {
	for _, c := range []struct{ text, want, code string }{
		{"Russia said", "Russia", "RUS"},
		{"Russian officials", "Russian", "RUS"},
		{"South Korean envoys", "South Korean", "KOR"},
		{"U.S. officials", "U.S.", "USA"},
		{"US-led talks", "US", "USA"},
		{"USS Nimitz", "", ""},
		{"us officials", "", ""},
		{"Democratic Republic of the\nCongo", "Democratic Republic of the\nCongo", "COD"},
		{"Élysée Palace", "Élysée Palace", "FRA"},
		{"Quai d’Orsay", "Quai d’Orsay", "FRA"},
		{"N’Djamena", "N’Djamena", "TCD"},
		{"IRAN AND OMAN", "IRAN", "IRN"},
		{"DOWNING STREET SAYS", "DOWNING STREET", "GBR"},
		{"Niger Delta", "Niger", "NER"},
		{"Nigerians", "Nigerians", "NGA"},
		{"Hamas", "Hamas", "GRP.HAMAS"},
		{"UN Security Council", "UN Security Council", "IGO.UN-SC"},
		{"", "", ""},
	} {
		end, found := knowledge.Longest(c.text, 0)
		if c.text[:end] != c.want || (c.want != "") != (len(found) > 0) || c.want != "" && found[0].Party.Code != c.code {
			t.Errorf("Longest(%q) = %q, %v; want %q of %s", c.text, c.text[:end], found, c.want, c.code)
		}
	}
}

func TestPartyByName(t *testing.T) {
	for name, code := range map[string]string{"the United States": "USA", "UK": "GBR", "The Gambia": "GMB", "Türkiye": "TUR", "IAEA": "IGO.IAEA",
		"European Union": "IGO.EU", "Palestinian Authority": "PSE", "State Department": "USA.STATE"} {
		if p := knowledge.PartyByName(name); p == nil || p.Code != code {
			t.Errorf("PartyByName(%q) = %v, want %s", name, p, code)
		}
	}
	for _, name := range []string{"Moscow", "Russian", "Kremlin", "", "the"} {
		if p := knowledge.PartyByName(name); p != nil {
			t.Errorf("PartyByName(%q) = %s, want none", name, p.Code)
		}
	}
	if got := knowledge.StateOf("USA.STATE"); got != "USA" {
		t.Errorf("StateOf = %q", got)
	}
}

func FuzzLongest(f *testing.F) {
	f.Add("The Élysée and N’Djamena", 4)
	f.Add("CÔTE D’IVOIRE", 0)
	f.Fuzz(func(t *testing.T, text string, i int) {
		if i < 0 || i > len(text) {
			return
		}
		end, found := knowledge.Longest(text, i)
		if end != 0 && (end <= i || end > len(text)) || (end > 0) != (len(found) > 0) {
			t.Fatalf("Longest(%q, %d) = %d, %v", text, i, end, found)
		}
	})
}
