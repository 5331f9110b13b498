package encounter

import (
	"testing"

	"rapporteur/record"
)

// Nothing that is only planned, asked for, refused or under way is called held.
func TestStatus(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Norwegian Foreign Minister Espen Dahl met Ghana's President Kofi Mensah in Oslo on Monday.", record.Held},
		{"Norwegian Foreign Minister Espen Dahl will meet Ghana's President Kofi Mensah in Oslo on Friday.", record.Scheduled},
		{"Norway and Ghana are due to hold talks in Oslo next week.", record.Scheduled},
		{"Norway called for talks with Ghana on the fishing grounds.", record.Proposed},
		{"Norwegian Foreign Minister Espen Dahl may meet Ghana's President Kofi Mensah.", record.Proposed},
		{"Norwegian Foreign Minister Espen Dahl cancelled a visit to Ghana.", record.Cancelled},
	} {
		es := read(t, c.text)
		if len(es) == 0 {
			t.Errorf("%q: no encounter was found", c.text)
			continue
		}
		for _, e := range es {
			if e.Status != c.want {
				t.Errorf("%q: %s is %s, want %s", c.text, e.Kind, e.Status, c.want)
			}
		}
	}
}

// Two mentions of one meeting are one encounter; another day, another round or other
// people make another one.
func TestMerge(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"Norwegian Foreign Minister Espen Dahl met Ghana's President Kofi Mensah in Oslo on Monday. The meeting lasted two hours.", 1},
		{"Norway and Ghana held a second round of talks in Oslo on Monday. Norway and Ghana held a third round of talks in Accra on Tuesday.", 2},
		{"Norwegian Foreign Minister Espen Dahl met Ghana's President Kofi Mensah on Monday. Peru's President Luz Vega met Chile's President Ana Rojas on Tuesday.", 2},
		{"Norway and Ghana held talks in Oslo on Monday. Norway and Ghana will hold talks in Accra next month.", 2},
	} {
		if es := read(t, c.text); len(es) != c.want {
			t.Errorf("%q: %d encounters, want %d", c.text, len(es), c.want)
		}
	}
}

// To call for something, or somebody something, is no call.
func TestRings(t *testing.T) {
	for _, text := range []string{
		"A truce was called for by Norwegian President Espen Dahl and Ghana's President Kofi Mensah.",
		"Norwegian President Espen Dahl called Ghana an old friend.",
		"Norwegian President Espen Dahl called on Ghana to reopen the port.",
	} {
		for _, e := range read(t, text) {
			if e.Kind == record.Call {
				t.Errorf("%q: a call was read", text)
			}
		}
	}
}

func TestAgo(t *testing.T) {
	for _, c := range []struct{ date, published, want string }{
		{"2031-05-05", "2031-05-05", "0"},
		{"2031-05-02", "2031-05-05", "3"},
		{"2031-04-29/2031-05-02", "2031-05-05", "week"},
		{"2031-04-01", "2031-05-05", "month"},
		{"2030-04-01", "2031-05-05", "long"},
		{"2031-05-06", "2031-05-05", "ahead"},
		{"2031-05", "2031-05-05", ""},
		{"", "2031-05-05", ""},
		{"2031-05-04", "", ""},
	} {
		if got := ago(c.date, c.published); got != c.want {
			t.Errorf("ago(%q, %q) = %q, want %q", c.date, c.published, got, c.want)
		}
	}
}

func TestRelation(t *testing.T) {
	for _, c := range []struct {
		a, b []int
		want string
	}{
		{nil, nil, "none"}, {[]int{1}, nil, "earlier"}, {nil, []int{1}, "later"}, {[]int{1, 2}, []int{2, 1}, "equal2"},
		{[]int{1}, []int{1, 2}, "more1"}, {[]int{1, 2}, []int{1}, "fewer1"}, {[]int{1, 2}, []int{2, 3}, "some1"}, {[]int{1}, []int{2}, "apart"},
	} {
		if got := relation(c.a, c.b); got != c.want {
			t.Errorf("relation(%v, %v) = %s, want %s", c.a, c.b, got, c.want)
		}
	}
}
