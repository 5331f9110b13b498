package encounter

import (
	"testing"

	"rapporteur/english"
	"rapporteur/reading/tree"
	"rapporteur/record"
)

func TestAgainst(t *testing.T) {
	for _, c := range []struct{ date, published, want string }{
		{"2031-05-04", "2031-05-05", "before"},
		{"2031-05-05", "2031-05-05", "on"},
		{"2031-05-06", "2031-05-05", "after"},
		{"2031-05", "2031-05-05", "around"},
		{"2031-04-29/2031-05-02", "2031-05-05", "before"},
		{"2031-05-04/..", "2031-05-05", "before"},
		{"2030", "2031-05-05", "before"},
		{"", "2031-05-05", ""},
		{"2031-05-04", "", ""},
	} {
		if got := against(c.date, c.published); got != c.want {
			t.Errorf("against(%q, %q) = %q, want %q", c.date, c.published, got, c.want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for _, c := range []struct {
		text, trigger string
		want          *record.Ordinal
	}{
		{"It was his sixth trip to Lund this year.", "trip", &record.Ordinal{N: 6, Of: "trip to Lund this year"}},
		{"The 21st round of talks ended.", "round", &record.Ordinal{N: 21, Of: "round of talks ended"}},
		{"The talks ended.", "talks", nil},
	} {
		doc := english.Segment(c.text)
		tr := tree.New(doc)
		for i := range doc.Tokens {
			if tr.Low[i] != c.trigger {
				continue
			}
			got := ordinal(tr, i)
			if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
				t.Errorf("%q: ordinal %+v, want %+v", c.text, got, c.want)
			}
			break
		}
	}
}

func TestKin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{record.Meeting, record.Talks, true}, {record.Summit, record.Meeting, true}, {record.Visit, record.Visit, true},
		{record.Visit, record.Meeting, false}, {record.Call, record.Meeting, false},
	} {
		if kin(c.a, c.b) != c.want {
			t.Errorf("kin(%s, %s) = %v", c.a, c.b, !c.want)
		}
	}
}
