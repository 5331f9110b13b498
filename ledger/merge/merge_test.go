package merge

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/record"
)

func TestBounds(t *testing.T) {
	for in, want := range map[string][2]string{"2026-03-02": {"2026-03-02", "2026-03-02"}, "2026-02": {"2026-02-01", "2026-02-28"}, "2026": {"2026-01-01", "2026-12-31"}, "2026-03~": {"2026-03-01", "2026-03-31"},
		"2026-03-02/2026-03-05": {"2026-03-02", "2026-03-05"}, "2026-21": {"2026-03-01", "2026-05-31"}, "2026-24": {"2026-12-01", "2027-02-28"}, "2026-33": {"2026-01-01", "2026-03-31"}, "202X": {"2020-01-01", "2029-12-31"}, "2026-03-02T10:00:00Z": {"2026-03-02", "2026-03-02"}} {
		lo, hi, ok := Bounds(in)
		if !ok || Date(lo) != want[0] || Date(hi) != want[1] {
			t.Errorf("%s: %s to %s, %v", in, Date(lo), Date(hi), ok)
		}
	}
	if lo, hi, ok := Bounds("2026-03-02/.."); !ok || Date(lo) != "2026-03-02" || hi != Open {
		t.Errorf("open end: %d %d %v", lo, hi, ok)
	}
	for _, in := range []string{"", "..", "soon", "../..", "PT5H"} {
		if _, _, ok := Bounds(in); ok {
			t.Errorf("%q has bounds", in)
		}
	}
}

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Volodymyr Zelenskyy", "Zelensky", true}, {"Karim Baghdari", "Karim Baqdari", true}, {"Edwin J. Marlow", "Edwin Marlow", true}, {"Salim al-Rawahi", "Sayyid Salim Alrawahi", true},
		{"J. Arden", "Josip Arden", true}, {"Xi Jinping", "Xi", true}, {"Abdel-Fattah El Sisi", "Abdel Fattah al-Sisi", true},
		{"Joe Biden", "Hunter Biden", false}, {"Kim Jong Un", "Kim Yo Jong", false}, {"Li", "Wang Li", false}, {"", "Wang", false}, {"Anna Berg", "Anna Krall", false},
	} {
		if got := SamePerson(PersonKey(c.a), PersonKey(c.b)); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
		if got := SamePerson(PersonKey(c.b), PersonKey(c.a)); got != c.want {
			t.Errorf("%s, %s: %v", c.b, c.a, got)
		}
	}
}

func TestPeople(t *testing.T) {
	use := func(key string, n int, of ...string) NameUse {
		u := NameUse{Key: key, Stories: n, Of: map[string]int{}}
		for _, o := range of {
			u.Of[o] = n
		}
		return u
	}
	ids := People([]NameUse{use("tomas verrin", 9, "karvenia"), use("verrin", 5, "karvenia"), use("tomas verin", 1), use("lena verrin", 1, "karvenia"), use("thomas verrin", 4, "iceland")})
	for key, want := range map[string]string{"tomas verrin": "tomas verrin", "verrin": "tomas verrin", "tomas verin": "tomas verrin", "lena verrin": "lena verrin", "thomas verrin": "thomas verrin"} {
		if ids[key] != want {
			t.Errorf("%s is %s, want %s", key, ids[key], want)
		}
	}
	// Two bearers of a name, both often told of: the surname alone is left alone.
	ids = People([]NameUse{use("joe baldan", 9), use("hanna baldan", 8), use("baldan", 5)})
	if ids["baldan"] != "baldan" {
		t.Errorf("baldan is %s", ids["baldan"])
	}
}

func TestCopies(t *testing.T) {
	first := strings.Repeat("the envoys met in the old house by the sea and talked about prisoners roads bridges and the price of grain ", 1)
	for i := range 30 {
		first += "on day " + strings.Repeat("x", i+1) + " they came back to the same table with other papers and the same words as before "
	}
	longer := "an update that opens otherwise and at some length so that the beginnings differ " + first + " and ends with news from the capital where the government had met in the meantime without result"
	other := strings.ReplaceAll(strings.ReplaceAll(first, "they", "we"), "same", "very")
	a, b, c := Shingles(first), Shingles(longer), Shingles(other)
	common := func(x, y []int64) int { return shared64(x, y) }
	if !IsCopy(len(a), len(b), common(a, b)) {
		t.Errorf("a longer version is no copy: %d and %d runs, %d in common", len(a), len(b), common(a, b))
	}
	if IsCopy(len(a), len(c), common(a, c)) {
		t.Errorf("another text is a copy: %d in common", common(a, c))
	}
}

func shared64(a, b []int64) (n int) {
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// drawn is a report out of a small world, so that many fit.
func drawn(t *rapid.T, story string) Report {
	r := Report{Ref: story + "/e1", Story: story, Told: rapid.IntRange(20000, 20020).Draw(t, "told"),
		Kind: rapid.SampledFrom([]string{record.Meeting, record.Talks, record.Call}).Draw(t, "kind"), Status: rapid.SampledFrom([]string{record.Held, record.Scheduled, record.Ongoing, record.Refused}).Draw(t, "status")}
	r.Parties = slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom([]string{"AAA", "BBB", "CCC"}), 1, 3).Draw(t, "parties"))))
	r.People = slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom([]string{"anna berg", "berg", "ivo krall"}), 0, 2).Draw(t, "people"))))
	if rapid.Bool().Draw(t, "dated") {
		r.Dated, r.Lo = true, rapid.IntRange(20000, 20010).Draw(t, "lo")
		r.Hi = r.Lo + rapid.SampledFrom([]int{0, 0, 0, 2, 30, 400}).Draw(t, "days")
	} else {
		r.Lo, r.Hi = r.Told-lookBack, r.Told+lookBack
	}
	if rapid.Bool().Draw(t, "placed") {
		r.Places, r.Country = []string{"oslo"}, "NOR"
	}
	r.Series = r.Kind == record.Talks && rapid.Bool().Draw(t, "series")
	return r
}

func world(t *rapid.T) []Report {
	var out []Report
	for i := range rapid.IntRange(1, 14).Draw(t, "reports") {
		out = append(out, drawn(t, string(rune('a'+i))))
	}
	return out
}

// sets gives the groups as sets of refs, in an order of their own.
func sets(reports []Report, groups [][]int) []string {
	var out []string
	for _, g := range groups {
		var refs []string
		for _, i := range g {
			refs = append(refs, reports[i].Ref)
		}
		slices.Sort(refs)
		out = append(out, strings.Join(refs, " "))
	}
	slices.Sort(out)
	return out
}

func TestClusterDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reports := world(t)
		want := sets(reports, Cluster(reports, Orders{}))
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		rnd.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		if got := sets(reports, Cluster(reports, Orders{})); !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// Two reports that fit are filed under a common link, or the ledger would not find them.
func TestFittingReportsShareALink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn(t, "a"), drawn(t, "b")
		if Score(&a, &b) < Threshold {
			return
		}
		links := b.Links()
		if !slices.ContainsFunc(a.Links(), func(l int64) bool { return slices.Contains(links, l) }) {
			t.Fatalf("%+v and %+v fit and share no link", a, b)
		}
	})
}

// The score is the same both ways, and reports of one story fit less well than of two.
func TestScoreIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn(t, "a"), drawn(t, "b")
		if x, y := Score(&a, &b), Score(&b, &a); x != y {
			t.Fatalf("%v one way, %v the other", x, y)
		}
		before := Score(&a, &b)
		b.Story = a.Story
		if s := Score(&a, &b); before > 0 && s > before-sameStory+1e-9 {
			t.Fatalf("two encounters of one story fit as well as of two: %v, %v", s, before)
		}
	})
}

func TestOrdersOutweighRules(t *testing.T) {
	a := Report{Ref: "a/e1", Story: "a", Kind: record.Talks, Status: record.Held, Parties: []string{"AAA", "BBB"}, Dated: true, Lo: 20000, Hi: 20000}
	b, c := a, a
	b.Ref, b.Story = "b/e1", "b"
	c.Ref, c.Story, c.Lo, c.Hi = "c/e1", "c", 20300, 20300
	all := []Report{a, b, c}
	if g := sets(all, Cluster(all, Orders{})); !slices.Equal(g, []string{"a/e1 b/e1", "c/e1"}) {
		t.Errorf("by rule: %q", g)
	}
	if g := sets(all, Cluster(all, Orders{Together: [][2]int{{1, 2}}, Apart: [][2]int{{0, 1}}})); !slices.Equal(g, []string{"a/e1", "b/e1 c/e1"}) {
		t.Errorf("by order: %q", g)
	}
}
