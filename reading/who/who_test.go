package who

import "testing"

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"espen dahl", "dahl", true},
		{"espen dahl", "espen", true},
		{"espen r dahl", "espen dahl", true},
		{"e dahl", "espen dahl", true},
		{"espen dahl", "astrid dahl", false},
		{"bob marten", "robert marten", true},
		{"liu ning", "liu", true},
		{"karim al sabri", "al sabri", true},
		{"oleksandr havrylenko", "havrilenko", true},
		{"espen dahl", "espen berg", false},
		{"espen dahl jr", "dahl", true},
	} {
		if got := same(split(c.a), split(c.b)); got != c.want {
			t.Errorf("same(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func split(s string) []string {
	var out []string
	at := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ' ' {
			out = append(out, s[at:i])
			at = i + 1
		}
	}
	return out
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Çelik": "celik", "O’Shea": "oshea", "J.": "j", "Šimić": "simic"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRoleHead(t *testing.T) {
	for in, want := range map[string]string{"ministers": "minister", "Spokeswoman": "spokeswoman", "envoy": "envoy", "deputies": "deputy"} {
		if got, ok := RoleHead(in); !ok || got != want {
			t.Errorf("RoleHead(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"table", "river", "plan"} {
		if got, ok := RoleHead(in); ok {
			t.Errorf("RoleHead(%q) = %q, want none", in, got)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		short, long string
		want        bool
	}{
		{"President", "US President", true},
		{"Secretary", "Secretary of State", true},
		{"envoy", "special envoy", false},
		{"minister", "prime minister", false},
	} {
		if got := within(c.short, c.long); got != c.want {
			t.Errorf("within(%q, %q) = %v, want %v", c.short, c.long, got, c.want)
		}
	}
}
