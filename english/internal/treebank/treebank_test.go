package treebank

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReadAndShuffle(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.conllu")
	const in = "# newdoc id = a\n# text = Talks ended.\n1\tTalks\n\n# text = Nobody spoke\n\n# newdoc id = b\n# text = They left.\n"
	if err := os.WriteFile(name, []byte(in), 0o644); err != nil {
		t.Fatal(err)
	}
	docs, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].Text != "Talks ended. Nobody spoke " || !slices.Equal(docs[0].Ends, []int{12, 25}) {
		t.Fatalf("documents %+v", docs)
	}
	var got []string
	for _, d := range Shuffle(docs, 2, rand.New(rand.NewPCG(1, 1))) {
		at := 0
		for _, e := range d.Ends {
			got = append(got, strings.TrimSpace(d.Text[at:e]))
			at = e
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"Nobody spoke", "Talks ended.", "They left."}) {
		t.Errorf("sentences after the shuffle: %q", got)
	}
}
