package brief

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rapporteur/ledger"
)

func ptr[T any](v T) *T { return &v }

// hostile is a briefing whose texts try to be markup.
func hostile() *ledger.Brief {
	evil := `<script>alert(1)</script> [x](javascript:y) *b*`
	e := &ledger.Encounter{ID: "E1", Kind: "talks", Status: "held", Date: ptr("2026-03-08"), Place: ptr(evil), Parties: []string{evil}, Outcome: "no_progress", Stories: 2, Independent: 2, Reports: []ledger.ReportRef{{Source: "a", Encounter: "e1"}},
		Disagreements: []ledger.Disagreement{{Field: "date", Values: []ledger.Value{{Value: "2026-03-08", Sources: []string{"a"}}, {Value: "2026-03-09", Sources: []string{"b"}}}}}}
	q := ledger.Position{Source: "b", ID: "q1", Day: ptr("2026-03-09"), Party: evil, Stance: "rejects", Issue: "war_conduct", Content: evil, Change: ledger.Hardened}
	return &ledger.Brief{Process: ledger.Process{Name: evil}, AsOf: ptr("2026-03-09"), Since: ptr("2026-03-03"), Stories: 2, Last: []*ledger.Encounter{e}, Open: []*ledger.Encounter{e}, Moved: []ledger.Position{q},
		Stands:    []ledger.Stand{{Party: evil, Issue: "war_conduct", Stance: "rejects", Content: evil, Change: ledger.Hardened, Last: ptr("2026-03-09"), Told: []ledger.Position{q}}},
		Claims:    []ledger.ClaimedBy{{Encounter: "E1", ClaimedCount: ledger.ClaimedCount{Source: "a", N: 3, Known: 1, Claim: "round", Comment: "the ledger holds 1 of the 3 claimed"}}},
		Said:      []ledger.Statement{{Source: "a", Speaker: evil, Content: evil}},
		Citations: []ledger.StoryOfList{{ID: "a", Headline: evil, URI: `https://news.example/"><script>`, Day: ptr("2026-03-09")}, {ID: "b", Headline: "Second", URI: "javascript:alert(1)"}}}
}

func TestHTMLHoldsNoForeignMarkup(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, hostile()); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" || n.Data == "img" || n.Data == "link" {
			t.Errorf("a <%s> came through", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("%s=%q came through", a.Key, a.Val)
			}
			if n.Data == "a" && a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				links++
			}
		}
	}
	if links != 1 {
		t.Errorf("%d links lead out, want 1", links)
	}
}

func TestMarkdown(t *testing.T) {
	var b bytes.Buffer
	if err := Markdown(&b, hostile()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 stories, as of 9 March 2026; changes since 3 March 2026.", "## Last encounters", "outcome: no progress; 2 independent reports [1]", "## Positions that moved", "hardened [war conduct]",
		"date: 2026-03-08 [1] against 2026-03-09 [2]", "claimed as no. 3", "- 2: Second, day unknown, b"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &b)
		}
	}
	if strings.Contains(b.String(), "<script>") || strings.Contains(b.String(), "[x](") {
		t.Errorf("markup came through:\n%s", &b)
	}
}

func TestEmptyProcess(t *testing.T) {
	var b bytes.Buffer
	if err := Markdown(&b, &ledger.Brief{Process: ledger.Process{Name: "Isk"}}); err != nil || !strings.Contains(b.String(), "No story of the ledger") {
		t.Errorf("%v %s", err, &b)
	}
}
