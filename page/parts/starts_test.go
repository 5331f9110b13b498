package parts

import "testing"

func TestLeads(t *testing.T) {
	for line, want := range map[string]string{
		"Read more: What the dam means for the delta": "related",
		"READ MORE":                             "related",
		"• See also: The harbour vote":          "related",
		"Lesen Sie auch: Die Brücke":            "related",
		"Watch: The minister speaks":            "related",
		"WATCH | The minister speaks":           "related",
		"Advertisement":                         "advertisement",
		"Sign up for our newsletter":            "newsletter",
		"Watch the river rise, the envoys said": "",
		"Related matters were not discussed":    "",
		"Readmore":                              "",
		"":                                      "",
	} {
		if got, ok := Leads(line); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", line, got, ok, want)
		}
	}
}

func TestIsCredit(t *testing.T) {
	for line, want := range map[string]bool{
		"Photo: AFP":                        true,
		"© dpa":                             true,
		"Jonas Weber/Getty Images":          true,
		"(Image: Jonas Weber/Reuters)":      true,
		"The envoys meet. Photo: AFP":       false,
		"Photos of the day":                 false,
		"Either/Or":                         false,
		"The minister spoke to Reuters":     false,
		"Picture the scene in the old town": false,
	} {
		if got := IsCredit(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}
