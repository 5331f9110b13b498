package who_test

import (
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
	"rapporteur/reading/who"
)

func TestWhoseOffice(t *testing.T) {
	if err := english.Load(); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct{ text, person, title, of, acts string }{
		{"Foreign Minister Anna Berg of Norway met him in Oslo.", "Anna Berg", "Foreign Minister", "Norway", "Norway"},
		{"President Karl Holm of the Czech Republic was absent.", "Karl Holm", "President", "Czech Republic", "Czech Republic"},
		{"Norway's foreign ministry spokeswoman Inga Moe said so.", "Inga Moe", "foreign ministry spokeswoman", "Norway", "Norway"},
		{"\"No,\" said Peter Falk, spokesman of the Danish defence ministry.", "Peter Falk", "spokesman", "Danish defence ministry", "Denmark"},
		{"Former Iranian President Karl Holm was absent.", "Karl Holm", "Former Iranian President", "Iran", ""},
		{"European Union chief Inga Moe spoke.", "Inga Moe", "European Union chief", "European Union", "European Union"},
		{"State Department spokesperson Peter Falk agreed.", "Peter Falk", "State Department spokesperson", "State Department", "United States"},
		{"South African President Jan Botha met them.", "Jan Botha", "President", "South Africa", "South Africa"},
		{"Envoy Inga Moe of Bergen spoke.", "Inga Moe", "Envoy", "", ""},
	} {
		w := mention.New(tree.New(english.Parse(c.text)))
		if len(w.People.List) != 1 || w.People.List[0].Name != c.person || len(w.People.List[0].Roles) != 1 {
			t.Errorf("%q: people %+v", c.text, w.People.List)
			continue
		}
		r, of, acts := w.People.List[0].Roles[0], "", ""
		if r.Of != nil {
			of = *r.Of
		}
		if a := w.ForPerson(0); a != nil {
			acts = a.Name
		}
		if r.Title != c.title || of != c.of || acts != c.acts {
			t.Errorf("%q: %q of %q, acts for %q; want %q of %q, %q", c.text, r.Title, of, acts, c.title, c.of, c.acts)
		}
	}
}

// Whom the story gives no country acts for the state whose office they held on the day, unless the story says otherwise.
func TestHoldersOfOffices(t *testing.T) {
	if err := english.Load(); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct{ text, day, acts string }{
		{"President Joko Widodo spoke of the harvest.", "2016-03-02", "Indonesia"},
		{"President Joko Widodo spoke of the harvest.", "", ""},
		{"Former President Joko Widodo spoke of the harvest.", "2016-03-02", ""},
		{"The Brazilian envoy Joko Widodo spoke of the harvest.", "2016-03-02", "Brazil"},
	} {
		w := mention.New(tree.New(english.Parse(c.text)))
		w.Day = c.day
		if len(w.People.List) != 1 {
			t.Errorf("%q: people %+v", c.text, w.People.List)
			continue
		}
		acts := ""
		if a := w.ForPerson(0); a != nil {
			acts = a.Name
		}
		if byTable := len(w.ByTable()) == 1; acts != c.acts || byTable != (c.acts == "Indonesia") {
			t.Errorf("%q on %q: acts for %q (by the table: %v), want %q", c.text, c.day, acts, byTable, c.acts)
		}
	}
}

// A family name that the tagger takes for an organisation is its bearer's, where the story names them in full.
func TestFamilyNamesAlone(t *testing.T) {
	doc := &english.Doc{Text: "Envoy Paolo Conti left. Conti Ltd. closed. According to Conti, all is well."}
	for _, w := range []string{"Envoy", "Paolo", "Conti", "left", ".", "Conti", "Ltd.", "closed", ".", "According", "to", "Conti", ",", "all", "is", "well", "."} {
		at := 0
		if n := len(doc.Tokens); n > 0 {
			at = doc.Tokens[n-1].End
		}
		at += strings.Index(doc.Text[at:], w)
		tag := "NOUN"
		if w == "Paolo" || w == "Conti" || w == "Ltd." {
			tag = "PROPN"
		}
		doc.Tokens = append(doc.Tokens, english.Token{Start: at, End: at + len(w), UPOS: tag, Head: -1})
	}
	doc.Sentences = []english.Sentence{{First: 0, Last: 5}, {First: 5, Last: 9, Span: 1}, {First: 9, Last: 17, Span: 2}}
	doc.Names = []english.Name{{First: 1, Last: 3, Type: "PER"}, {First: 5, Last: 7, Type: "ORG"}, {First: 11, Last: 12, Type: "ORG"}}
	people := who.Find(tree.New(doc), mention.Lookup)
	if len(people.List) != 1 || len(people.Mentions) != 2 || people.Mentions[1].First != 11 {
		t.Errorf("people %+v, mentions %+v", people.List, people.Mentions)
	}
}
