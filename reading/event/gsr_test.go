package event

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/mention"
	"rapporteur/reading/tree"
)

// older maps the types of the older list, by which the sentences are coded, to those of 2.0.
var older = map[string]string{"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}

// parser is the embedded network, or the file that RAPPORTEUR_MODEL names.
func parser(t *testing.T) func(string) *english.Doc {
	t.Helper()
	path := os.Getenv("RAPPORTEUR_MODEL")
	if path == "" {
		if err := english.Load(); err != nil {
			t.Skip(err)
		}
		return english.Parse
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := english.NewParser(data)
	if err != nil {
		t.Fatal(err)
	}
	return p.Parse
}

func shared(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../shared/data/events/" + path)
	if err != nil {
		t.Skipf("needs ../shared: %v", err)
	}
	return data
}

// tally counts sentences, those coded, those whose first type is right, those of which any is.
type tally struct{ all, coded, right, any int }

func (c *tally) add(gold map[string]bool, got []string) {
	c.all++
	if len(got) == 0 {
		return
	}
	c.coded++
	if gold[got[0]] {
		c.right++
	}
	for _, g := range got {
		if gold[g] {
			c.any++
			break
		}
	}
}

func (c *tally) report(t *testing.T, name string) {
	t.Helper()
	p := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	t.Logf("%s: %d sentences, %.1f %% coded; of these the first type right %.1f %%, one of the types %.1f %%",
		name, c.all, p(c.coded, c.all), p(c.right, c.coded), p(c.any, c.coded))
}

func TestGSR(t *testing.T) {
	parse := parser(t)
	var items []struct{ Event, Text string }
	if err := json.Unmarshal(shared(t, "plover-gsr/PLOVER_GSR_CAMEO.txt"), &items); err != nil {
		t.Fatal(err)
	}
	gold := map[string]map[string]bool{}
	var order []string
	for _, x := range items {
		if x.Text == "" {
			continue
		}
		if gold[x.Text] == nil {
			gold[x.Text] = map[string]bool{}
			order = append(order, x.Text)
		}
		if y, ok := older[x.Event]; ok {
			x.Event = y
		}
		gold[x.Text][x.Event] = true
	}
	var sum tally
	for _, text := range order {
		got := Code(mention.New(tree.New(parse(text))))
		sum.add(gold[text], got)
		if len(got) == 0 || !gold[text][got[0]] {
			t.Logf("  gold %v, got %v: %s", gold[text], got, text)
		}
	}
	sum.report(t, "plover-gsr")
	if sum.coded*100 < sum.all*70 || sum.right*100 < sum.coded*65 {
		t.Errorf("below the bar: at least 70 %% coded, of these the root type of 65 %% right")
	}
}

func TestZSP(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	parse := parser(t)
	file := "zsp-plv/PLV_train.tsv"
	shared(t, file)
	f, err := os.Open("../../../shared/data/events/" + file)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var text, root int
	for i, name := range all[0] {
		switch name {
		case "sentence":
			text = i
		case "gold_root":
			root = i
		}
	}
	gold := map[string]map[string]bool{}
	var order []string
	for _, x := range all[1:] {
		if gold[x[text]] == nil {
			gold[x[text]] = map[string]bool{}
			order = append(order, x[text])
		}
		g := gold[x[text]]
		if g[x[root]] = true; x[root] == "YIELD" { // joined there
			g["RETREAT"], g["CONCEDE"] = true, true
		}
	}
	var sum tally
	for _, s := range order {
		sum.add(gold[s], Code(mention.New(tree.New(parse(s)))))
	}
	sum.report(t, "zsp-plv")
}
