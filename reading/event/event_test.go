package event

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/encounter"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
	"rapporteur/record"
)

var update = flag.Bool("update", false, "parse the sentences of testdata anew and write what they give")

// brief writes an event in one line.
func brief(e *record.Event) string {
	names := func(list []record.Actor) string {
		var out []string
		for _, a := range list {
			out = append(out, a.Name)
		}
		return "[" + strings.Join(out, "; ") + "]"
	}
	return e.Plover + "/" + e.Mode + "/" + e.Cameo + " " + names(e.Actors) + " > " + names(e.Recipients) + " (" + strings.Join(e.Marks, " ") + ")"
}

func TestClauses(t *testing.T) {
	file, err := os.ReadFile("testdata/clauses.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table := rows(string(file), 2)
	var lines []string
	for _, r := range table {
		lines = append(lines, r[0])
	}
	text := strings.Join(lines, "\n")
	doc := trees(t, text)
	got := map[string][]string{}
	for _, c := range newReader(mention.New(tree.New(doc))).clauses(nil) {
		q := c.Evidence.Quote
		got[q] = append(got[q], brief(&c.Event))
	}
	if *update {
		var b strings.Builder
		for line := range strings.Lines(string(file)) {
			if line[0] == '#' {
				b.WriteString(line)
			}
		}
		for _, s := range lines {
			b.WriteString(s + "\t" + strings.Join(got[s], " + ") + "\n")
		}
		if err := os.WriteFile("testdata/clauses.tsv", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, r := range table {
		if g := strings.Join(got[r[0]], " + "); g != r[1] {
			t.Errorf("%s\n got %s\nwant %s", r[0], g, r[1])
		}
	}
}

// trees gives the parsed sentences, one a line.
func trees(t *testing.T, text string) *english.Doc {
	t.Helper()
	const path = "testdata/clauses.conllu"
	if *update {
		var b bytes.Buffer
		if err := english.WriteCoNLLU(&b, parser(t)(text)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := english.ReadCoNLLU(bytes.NewReader(data), text)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// layers makes a record of a text without trees and reads its events.
func layers(text string, fill func(*record.Record)) []record.Event {
	rec := record.New(text)
	fill(rec)
	doc := english.Segment(text)
	tr := tree.New(doc)
	parties := party.Find(tr, nil)
	at := &encounter.Ground{Times: when.Read(doc, nil, "2026-03-10"), Parties: parties, Places: where.Read(tr, parties), Published: "2026-03-10"}
	return Read(mention.New(tr), at, rec)
}

func TestEncounters(t *testing.T) {
	norway, peru, un := record.Actor{ID: "NOR", Name: "Norway"}, record.Actor{ID: "PER", Name: "Peru"}, record.Actor{ID: "IGO.UN", Name: "United Nations"}
	text := "Norway and Peru met."
	ev := []record.Span{record.Cut(text, 0, len(text))}
	both := []record.Actor{norway, peru}
	day, old := "2026-03-09", "2025-11"
	for _, c := range []struct {
		name string
		e    record.Encounter
		want string
	}{
		{"held", record.Encounter{Kind: record.Meeting, Status: record.Held, Parties: both, Date: &day}, "CONSULT//040 [Norway; Peru] > [] ()"},
		{"long ago", record.Encounter{Kind: record.Meeting, Status: record.Held, Parties: both, Date: &old}, "CONSULT//040 [Norway; Peru] > [] (historical)"},
		{"by phone", record.Encounter{Kind: record.Call, Status: record.Held, Parties: both}, "CONSULT/phone/041 [Norway; Peru] > [] ()"},
		{"through a third", record.Encounter{Kind: record.Talks, Status: record.Ongoing, Parties: append(both, un), Mediators: []record.Actor{un}}, "CONSULT/third-party/045 [Norway; Peru; United Nations] > [] ()"},
		{"guest and host", record.Encounter{Kind: record.Visit, Status: record.Held, Parties: both, Host: &peru}, "CONSULT/visit/042 [Norway] > [Peru] ()"},
		{"planned", record.Encounter{Kind: record.Meeting, Status: record.Scheduled, Parties: both}, "AGREE//036 [Norway; Peru] > [] (future)"},
		{"wished for", record.Encounter{Kind: record.Talks, Status: record.Proposed, Parties: both}, "CONSULT//046 [Norway; Peru] > [] (hypothetical)"},
		{"called off", record.Encounter{Kind: record.Meeting, Status: record.Cancelled, Parties: both}, "REJECT/meet/125 [Norway; Peru] > [] ()"},
		{"refused", record.Encounter{Kind: record.Meeting, Status: record.Refused, Parties: both}, "REJECT/meet/125 [Norway; Peru] > [] ()"},
		{"denied", record.Encounter{Kind: record.Meeting, Status: record.Denied, Parties: both}, "CONSULT//040 [Norway; Peru] > [] (negated)"},
		{"signing", record.Encounter{Kind: record.Signing, Status: record.Held, Parties: both}, "SUPPORT//057 [Norway; Peru] > [] ()"},
		{"one side only", record.Encounter{Kind: record.Meeting, Status: record.Held, Parties: both[:1]}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.e.Evidence = ev
			got := ""
			for _, e := range layers(text, func(r *record.Record) { r.Encounters = []record.Encounter{c.e} }) {
				got += brief(&e)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	text := "Norway demands a ceasefire. Peru has good ports. Norway demands a truce."
	norway := record.Actor{ID: "NOR", Name: "Norway"}
	one, two, three := record.Cut(text, 0, 27), record.Cut(text, 28, 48), record.Cut(text, 49, len(text))
	got := layers(text, func(r *record.Record) {
		r.Positions = []record.Position{
			{Party: norway, Stance: "demands", Issue: "ceasefire", Content: record.Cut(text, 15, 26), Evidence: one},
			{Party: record.Actor{ID: "PER", Name: "Peru"}, Stance: "demands", Issue: "trade", Content: two, Evidence: two},
			{Party: norway, Stance: "demands", Issue: "ceasefire", Content: three, Evidence: three},
		}
	})
	// The second has no word of demand; the third tells the first again.
	if len(got) != 1 || brief(&got[0]) != "REQUEST/yield/105 [Norway] > [] ()" || got[0].Evidence != one {
		t.Errorf("got %+v", got)
	}
}

// TestFiles holds the data files to the closed lists of types and to each other.
func TestFiles(t *testing.T) {
	types := map[string]bool{"-": true}
	for _, x := range Types {
		types[x] = true
	}
	for v, list := range lex.verbs {
		for _, x := range list {
			if !types[x.typ] {
				t.Errorf("verbs.tsv: %s has the unknown type %q", v, x.typ)
			}
			if x.typ != "-" && (len(x.cameo) < 3 || strings.Trim(x.cameo, "0123456789") != "") {
				t.Errorf("verbs.tsv: %s as %s has the code %q", v, x.typ, x.cameo)
			}
		}
	}
	effects := map[string]bool{"fact": true, "past": true, "intent": true, "attempt": true, "wish": true, "off": true}
	for w, x := range lex.governors {
		if !effects[x] {
			t.Errorf("governors.tsv: %s has the unknown effect %q", w, x)
		}
	}
	contents := map[string]bool{"-": true, "seize": true, "violence": true}
	for k := range lex.compose {
		if !types[k[0]] {
			t.Errorf("compose.tsv: unknown type %q", k[0])
		}
		contents[k[1]] = true
	}
	for class, b := range lex.class {
		if !contents[lex.content[b]] {
			t.Errorf("nouns.tsv: class %s has the content %q, which compose.tsv does not know", class, lex.content[b])
		}
	}
	for typ := range lex.recipients {
		if !types[typ] {
			t.Errorf("recipients.tsv: unknown type %q", typ)
		}
	}
}

// FuzzTrees holds that a tree of any shape, loops among them, gives an answer whose
// evidence cuts the text.
func FuzzTrees(f *testing.F) {
	f.Add("Norway threatened to impose sanctions and to expel envoys", []byte{1, 0, 3, 1, 3, 1, 6, 3, 6})
	f.Add("Peru agreed that rebels must release hostages if police withdraw", []byte{1, 1, 0, 9, 4, 1, 4, 5, 2, 8})
	rels := strings.Fields("nsubj obj obl ccomp xcomp advcl acl conj nmod mark case aux root nsubj:pass obl:agent det")
	tags := strings.Fields("VERB NOUN PROPN ADJ PRON ADP")
	f.Fuzz(func(t *testing.T, text string, shape []byte) {
		doc := english.Segment(text)
		if len(doc.Tokens) > 200 || len(shape) == 0 {
			return
		}
		for i := range doc.Tokens {
			b := int(shape[i%len(shape)])
			x := &doc.Tokens[i]
			x.Rel, x.UPOS, x.XPOS, x.Lemma = rels[(b+i)%len(rels)], tags[(b*7+i)%len(tags)], "VBD", strings.ToLower(doc.Form(i))
			s := doc.Sentences[max(0, doc.SentenceOf(i))]
			x.Head = s.First + b%max(1, s.Last-s.First)
			if x.Head == i {
				x.Head = -1
			}
		}
		for _, c := range newReader(mention.New(tree.New(doc))).clauses(nil) {
			if e := c.Evidence; doc.Text[e.Start:e.End] != e.Quote {
				t.Errorf("evidence %v", e)
			}
		}
	})
}

// BenchmarkClauses gives the words a second of the coding alone, over parsed text.
func BenchmarkClauses(b *testing.B) {
	file, err := os.ReadFile("testdata/clauses.tsv")
	if err != nil {
		b.Fatal(err)
	}
	var lines []string
	for _, r := range rows(string(file), 2) {
		lines = append(lines, r[0])
	}
	data, err := os.ReadFile("testdata/clauses.conllu")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := english.ReadCoNLLU(bytes.NewReader(data), strings.Join(lines, "\n"))
	if err != nil {
		b.Fatal(err)
	}
	w := mention.New(tree.New(doc))
	for b.Loop() {
		newReader(w).clauses(nil)
	}
	b.ReportMetric(float64(len(doc.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}
