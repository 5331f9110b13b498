package parts

import (
	"testing"
	"unicode/utf8"

	"rapporteur/record"
)

func TestParseByline(t *testing.T) {
	for _, c := range []struct {
		line   string
		ok     bool
		lead   bool
		agency string
		names  []string // "Name" or "Name @ Place"
	}{
		{"Marta Lindqvist in Port Selim", true, false, "", []string{"Marta Lindqvist @ Port Selim"}},
		{"By Marta Lindqvist and Jonas Weber, Geneva —", true, true, "", []string{"Marta Lindqvist @ Geneva", "Jonas Weber @ Geneva"}},
		{"By Marta Lindqvist, Jonas Weber and Ada Brook", true, true, "", []string{"Marta Lindqvist", "Jonas Weber", "Ada Brook"}},
		{"By Marta Lindqvist in Kyiv and Jonas Weber in London", true, true, "", []string{"Marta Lindqvist @ Kyiv", "Jonas Weber @ London"}},
		{"MARTA LINDQVIST, JONAS WEBER and A. BROOK", true, false, "", []string{"Marta Lindqvist", "Jonas Weber", "A. Brook"}},
		{"Von Marta Lindqvist", true, true, "", []string{"Marta Lindqvist"}},
		{"Von Marta Lindqvist, Port Selim 05.08.2024, 20:59 Uhr", true, true, "", []string{"Marta Lindqvist", "Port Selim"}},
		{"By Marta Lindqvist, Diplomatic correspondent", true, true, "", []string{"Marta Lindqvist"}},
		{"By Marta LindqvistReporter", true, true, "", []string{"Marta Lindqvist"}},
		{"By Marta LindqvistUpdated 5 min ago", true, true, "", []string{"Marta Lindqvist"}},
		{"By Marta Lindqvist Associated Press", true, true, "AP", []string{"Marta Lindqvist"}},
		{"Associated Press in Valencia", true, false, "AP", []string{"Associated Press @ Valencia"}},
		{"Marta Lindqvist | Jonas Weber", true, false, "", []string{"Marta Lindqvist", "Jonas Weber"}},
		{"Marta Lindqvist · The Harbour Post · Posted: Aug 08, 2024", true, false, "", []string{"Marta Lindqvist"}},
		{"Headshot of Marta Lindqvist", true, false, "", []string{"Marta Lindqvist"}},
		{"(Reporting by Marta Lindqvist; Editing by Jonas Weber)", true, true, "", []string{"Marta Lindqvist"}},
		{"Bilde av Marta Lindqvist", true, false, "", []string{"Marta Lindqvist"}},
		{"byMarta Lindqvist", true, true, "", []string{"Marta Lindqvist"}},
		{"By Per Lindqvist", true, true, "", []string{"Per Lindqvist"}},
		{"Getty Images", false, false, "", nil},
		{"Copyright Marta Lindqvist", false, false, "", nil},
		{"Von", false, false, "", nil},
		{"Published Jun 6, 2026", false, false, "", nil},
		{"Marta Lindqvist Apr. 28, 2026 1:15 pm", true, false, "", []string{"Marta Lindqvist"}},
		{"Associated PressApril 28, 2026", true, false, "AP", []string{"Associated Press"}},
		{"Marta Lindqvist Parliamentary editor", true, false, "", []string{"Marta Lindqvist"}},
		{"WorldPoliticsBusiness SportWeather", false, false, "", nil},
		{"The Harbour Post", false, false, "", nil},
		{"By Friday they had left the town", false, false, "", nil},
		{"By continuing to browse our site you agree", false, false, "", nil},
		{"Envoy leaves the capital without a word", false, false, "", nil},
		{"© Marta Lindqvist", false, false, "", nil},
		{"", false, false, "", nil},
	} {
		b, ok := ParseByline(c.line)
		if ok != c.ok || ok && (b.Lead != c.lead || b.Agency != c.agency) {
			t.Errorf("%q: ok %v lead %v agency %q, want %v %v %q", c.line, ok, b.Lead, b.Agency, c.ok, c.lead, c.agency)
		}
		if got := shownAuthors(b.Authors); ok && !equalStrings(got, c.names) {
			t.Errorf("%q: authors %q, want %q", c.line, got, c.names)
		}
	}
}

func shownAuthors(as []record.Author) (out []string) {
	for _, a := range as {
		s := a.Name
		if a.Place != nil {
			s += " @ " + *a.Place
		}
		out = append(out, s)
	}
	return out
}

func equalStrings(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{"KYIV": "Kyiv", "LA CROSSE": "La Crosse", "Port Selim": "Port Selim", "UN": "UN", "O'NEILL": "O'neill", "BEIRUT/THE HAGUE": "Beirut/The Hague"} {
		if got := Title(in); got != want {
			t.Errorf("Title(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParseByline(f *testing.F) {
	f.Add("By A B and C D, Place —")
	f.Add("Von \xff\x00 in É")
	f.Fuzz(func(t *testing.T, s string) {
		b, ok := ParseByline(s)
		if ok && len(b.Authors) == 0 {
			t.Fatalf("%q: a byline without authors", s)
		}
		for _, a := range b.Authors {
			if a.Name == "" || utf8.ValidString(s) && !utf8.ValidString(a.Name) {
				t.Fatalf("%q: bad name %q", s, a.Name)
			}
		}
	})
}
