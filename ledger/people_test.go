package ledger

import (
	"path/filepath"
	"reflect"
	"testing"
)

// The people of a party of many stories are found by another way; it leads to the same people.
func TestPeopleBesideParty(t *testing.T) {
	l := open1(t, filepath.Join(t.TempDir(), "l.db"))
	add(t, l, tales...)
	for _, party := range []string{"Karvenia", "Oltania", "Norway", "Denmark"} {
		for limit := 1; limit < 6; limit++ {
			want, err := l.People(t.Context(), Filter{Party: party, Limit: limit})
			if err != nil || len(want) == 0 {
				t.Fatal(want, err)
			}
			keys, err := l.keys(t.Context(), "party", party)
			if err != nil {
				t.Fatal(err)
			}
			got, err := l.besideParty(t.Context(), keys, limit)
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				if err := l.rolesOf(t.Context(), &got[i]); err != nil {
					t.Fatal(err)
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %d: %+v, want %+v", party, limit, got, want)
			}
		}
	}
}
