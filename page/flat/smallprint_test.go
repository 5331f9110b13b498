package flat

import (
	"strings"
	"testing"
)

// TestSmallPrint reads one invented page whose lines between headline and article differ.
func TestSmallPrint(t *testing.T) {
	article := []string{
		"Envoys of the two river states opened a third round of talks in Port Selim on Monday, officials said.",
		"The session, held behind closed doors in the old customs house, lasted for almost five hours.",
		"Neither side spoke to the press afterwards, but a mediator said that both had agreed to meet again.",
		"“We have moved closer on the question of the bridge,” the mediator said, without giving any details.",
		"The talks began in spring after a year of silence and were broken off twice over the dam upstream.",
	}
	for _, c := range []struct {
		small  []string
		author string
		date   string
	}{
		{[]string{"By Marta Lindqvist", "3 December 2025"}, "Marta Lindqvist", "2025-12-03"},
		{[]string{"byMarta Lindqvist", "3 December 2025"}, "Marta Lindqvist", "2025-12-03"},
		{[]string{"By Marta Lindqvist Dec. 3, 2025 9:45 am"}, "Marta Lindqvist", "2025-12-03"},
		{[]string{"Share", "Marta Lindqvist", "Save"}, "Marta Lindqvist", ""},
		{[]string{"Envoys arrive in the port. 02:14 min. Available until 6 May 2026", "3 December 2025"}, "", "2025-12-03"},
	} {
		lines := append([]string{"Home", "World", "Search", "River states open third round of talks in Port Selim"}, c.small...)
		r, err := Read(strings.Join(append(lines, article...), "\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var author, date string
		for _, a := range r.Story.Bylines {
			author += a.Name
		}
		if p := r.Story.Published; p != nil {
			date = p.Date
		}
		if author != c.author || date != c.date {
			t.Errorf("%q: author %q, date %q, want %q, %q", c.small, author, date, c.author, c.date)
		}
	}
}
