package parts

import (
	"testing"

	"rapporteur/record"
)

func TestParseCaption(t *testing.T) {
	for _, c := range []struct {
		line, text  string
		credit      *record.Credit
		date, place string
	}{
		{"The ministers meet at the palace in Port Selim, Tavria, December 2, 2025. /Anna Petrova/Sputnik/Pool via Reuters",
			"The ministers meet at the palace in Port Selim, Tavria, December 2, 2025.",
			&record.Credit{Photographer: "Anna Petrova", Agency: "Sputnik", Pool: true, Distributor: "Reuters"}, "2025-12-02", "Port Selim"},
		{"A woman waits in Nairobi, Kenya, Tuesday, April 18, 2023. (AP Photo/John Smith)",
			"A woman waits in Nairobi, Kenya, Tuesday, April 18, 2023.", &record.Credit{Photographer: "John Smith", Agency: "AP"}, "2023-04-18", "Nairobi"},
		{"What the fire left of the customs house. Photograph: Eva Maria/Reuters", "What the fire left of the customs house.",
			&record.Credit{Photographer: "Eva Maria", Agency: "Reuters"}, "", ""},
		{"The envoy speaks. REUTERS/John Smith Purchase Licensing Rights, opens new tab", "The envoy speaks.",
			&record.Credit{Photographer: "John Smith", Agency: "Reuters"}, "", ""},
		{"The envoy speaks [John Smith/AFP]", "The envoy speaks", &record.Credit{Photographer: "John Smith", Agency: "AFP"}, "", ""},
		{"The envoy speaks (Photo: Reuters)", "The envoy speaks", &record.Credit{Agency: "Reuters"}, "", ""},
		{"Der Gesandte spricht. © dpa/Hans Muster", "Der Gesandte spricht.", &record.Credit{Photographer: "Hans Muster", Agency: "dpa"}, "", ""},
		{"Flags fly over the port. Getty Images", "Flags fly over the port.", &record.Credit{Agency: "Getty Images"}, "", ""},
		{"Flags fly (Anna Smith/AFP via Getty Images)", "Flags fly", &record.Credit{Photographer: "Anna Smith", Agency: "AFP", Distributor: "Getty Images"}, "", ""},
		{"PORT SELIM, TAVRIA - DECEMBER 02, 2025: A man walks. (Photo by Jim Doe/Getty Images)", "PORT SELIM, TAVRIA - DECEMBER 02, 2025: A man walks.",
			&record.Credit{Photographer: "Jim Doe", Agency: "Getty Images"}, "2025-12-02", "Port Selim"},
		{"The envoys shake hands in Geneva on Tuesday.", "The envoys shake hands in Geneva on Tuesday.", nil, "", "Geneva"},
		{"The two sides met (as they had in May).", "The two sides met (as they had in May).", nil, "", ""},
	} {
		got := ParseCaption(c.line)
		if text := c.line[got.Start:got.End]; text != c.text || got.Date != c.date || got.Place != c.place {
			t.Errorf("%q:\n caption %q, date %q, place %q", c.line, text, got.Date, got.Place)
		}
		if (got.Credit == nil) != (c.credit == nil) || c.credit != nil && *got.Credit != *c.credit {
			t.Errorf("%q: credit %+v, want %+v", c.line, got.Credit, c.credit)
		}
	}
}

func FuzzParseCaption(f *testing.F) {
	f.Add("The envoy speaks in Geneva, May 2, 2025. (AP Photo/John Smith) File photo")
	f.Add("© \xff/[ via ")
	f.Add("a. file")
	f.Fuzz(func(t *testing.T, s string) {
		c := ParseCaption(s)
		if c.Start < 0 || c.Start > c.End || c.End > len(s) {
			t.Fatalf("%q: %+v", s, c)
		}
		ParseCredit(s)
	})
}
