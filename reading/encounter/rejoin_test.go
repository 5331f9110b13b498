package encounter

import (
	"testing"

	"rapporteur/record"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		a, b []int
		want bool
	}{
		{nil, nil, true}, {nil, []int{1}, true}, {[]int{1}, []int{2, 1}, true}, {[]int{2, 1}, []int{1}, true}, {[]int{1, 3}, []int{1, 2}, false},
	} {
		if got := within(c.a, c.b); got != c.want {
			t.Errorf("within(%v, %v) = %v", c.a, c.b, got)
		}
	}
}

func TestMayBeOne(t *testing.T) {
	nor, fin, swe := record.Actor{Name: "Norway"}, record.Actor{Name: "Finland"}, record.Actor{Name: "Sweden"}
	held := func(kind string, parties ...record.Actor) *group {
		return &group{kind: kind, status: record.Held, parties: parties}
	}
	planned := held(record.Talks, nor, fin)
	planned.status = record.Scheduled
	for _, c := range []struct {
		a, b *group
		want bool
	}{
		{held(record.Talks, nor, fin), held(record.Meeting, nor), true},
		{held(record.Talks, nor, fin), held(record.Meeting, nor, swe), false},
		{held(record.Talks, nor, fin), held(record.Call, nor, fin), false},
		{held(record.Talks, nor, fin), planned, false},
		{held(record.Talks, nor, fin), held(record.Talks), false},
	} {
		if got := mayBeOne(c.a, c.b); got != c.want {
			t.Errorf("mayBeOne(%v, %v) = %v", c.a, c.b, got)
		}
	}
}
