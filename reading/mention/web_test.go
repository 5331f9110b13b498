package mention

import (
	"strings"
	"testing"

	"rapporteur/english"
	"rapporteur/reading/tree"
)

// web parses an invented text; it needs the embedded network.
func web(t *testing.T, text string) *Web {
	t.Helper()
	if err := english.Load(); err != nil {
		t.Skip("the network is not built in:", err)
	}
	return New(tree.New(english.Parse(text)))
}

// resolve asks for the phrase at its last place in the text.
func resolve(w *Web, phrase string) Who {
	at := strings.LastIndex(w.T.Text, phrase)
	first, last := w.T.At(at), w.T.At(at+len(phrase)-1)+1
	return w.Resolve(first, last, -1)
}

func TestResolve(t *testing.T) {
	const opening = "Kenyan Foreign Minister Grace Wanjiru met Norwegian envoy Espen Dahl in Geneva. "
	for _, c := range []struct{ text, phrase, want, acts string }{
		{opening + "She praised the hosts.", "She", "Grace Wanjiru", "Kenya"},
		{opening + "He praised the hosts.", "He", "Espen Dahl", "Norway"},
		{opening + "Dahl praised the hosts.", "Dahl", "Espen Dahl", "Norway"},
		{opening + "The foreign minister praised the hosts.", "The foreign minister", "Grace Wanjiru", "Kenya"},
		{opening + "The Norwegian envoy praised the hosts.", "The Norwegian envoy", "Espen Dahl", "Norway"},
		{opening + "Wanjiru and Dahl praised the hosts.", "Wanjiru and Dahl", "Grace Wanjiru and Espen Dahl", ""},
		{opening + "A senior Kenyan official praised the hosts.", "A senior Kenyan official", "a senior Kenyan official", "Kenya"},
		{"Norway and Kenya signed nothing. The two sides met twice.", "The two sides", "Norway and Kenya", ""},
		{opening + "Kenya's deputy foreign minister praised the hosts.", "Kenya's deputy foreign minister", "Kenya's deputy foreign minister", "Kenya"},
		{opening + "Her government praised the hosts.", "Her government", "Kenya", "Kenya"},
	} {
		got := resolve(web(t, c.text), c.phrase)
		acts := ""
		if got.For != nil {
			acts = got.For.Name
		}
		if got.Name != c.want || acts != c.acts {
			t.Errorf("%q in %q is %q for %q, want %q for %q", c.phrase, c.text, got.Name, acts, c.want, c.acts)
		}
	}
}

func TestAnd(t *testing.T) {
	for _, c := range []struct{ in, want string }{{"a", "a"}, {"a|b", "a and b"}, {"a|b|c", "a, b and c"}} {
		if got := And(strings.Split(c.in, "|")); got != c.want {
			t.Errorf("And(%s) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		words, party string
		state        bool
	}{{"Norwegian", "Norway", true}, {"Norway", "Norway", true}, {"Oslo", "Norway", false}} {
		if party, state, ok := Lookup(c.words); !ok || party != c.party || state != c.state {
			t.Errorf("Lookup(%q) = %q, %v, %v", c.words, party, state, ok)
		}
	}
	if _, _, ok := Lookup("yesterday"); ok {
		t.Error("yesterday names a party")
	}
}
