// Command train trains the decision of package party, whether the name of a place stands for
// a party, on annotated names and writes its weights. It is run by hand, from the root of
// the repository:
//
//	go run ./reading/party/train -names ../shared/gold/names/train -corpus ../shared/data/corpus/diplomacy-news.jsonl.gz
//
// The texts are read twice, as bare words and parsed (-parses words,FOLDER), so that the
// decision holds with and without a parse. With -check it cross-checks over fifths of the
// articles instead of writing.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/english"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
)

type config struct {
	names, corpus, parses, out string
	check                      bool
	opts                       weigh.Options
}

func main() {
	c := config{}
	flag.StringVar(&c.names, "names", "../shared/gold/names/train", "folder of annotated names")
	flag.StringVar(&c.corpus, "corpus", "../shared/data/corpus/diplomacy-news.jsonl.gz", "texts of the articles")
	flag.StringVar(&c.parses, "parses", "words,", "folders of CoNLL-U files by article id, parted by commas; empty: the embedded model; words: no tags and trees")
	flag.StringVar(&c.out, "out", "reading/party/use.weights", "where to write the weights")
	flag.BoolVar(&c.check, "check", false, "cross-check over fifths of the articles, write nothing")
	bits := flag.Uint("bits", 16, "table size")
	flag.IntVar(&c.opts.Epochs, "epochs", 4, "passes")
	flag.Float64Var(&c.opts.Rate, "rate", 0.05, "first step")
	flag.Float64Var(&c.opts.Decay, "decay", 3e-4, "pull towards nought")
	flag.Parse()
	c.opts.Bits = *bits
	if err := run(&c); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// article is one annotated article as examples for the model.
type article struct {
	examples []weigh.Example
	unmarked int // annotated names that the scan did not find
	fixed    int // of those whose use the model does not decide, the right ones
	wrong    int
}

func (a *article) add(b article) {
	a.examples = append(a.examples, b.examples...)
	a.unmarked, a.fixed, a.wrong = a.unmarked+b.unmarked, a.fixed+b.fixed, a.wrong+b.wrong
}

func run(c *config) error {
	arts, err := load(c)
	if err != nil {
		return err
	}
	if c.check {
		crossCheck(arts, c.opts)
		return nil
	}
	var all []weigh.Example
	for _, a := range arts {
		all = append(all, a.examples...)
	}
	m := weigh.Train(party.Classes, all, c.opts)
	f, err := os.Create(c.out)
	if err != nil {
		return err
	}
	if err := m.Write(f); err != nil {
		return err
	}
	fmt.Printf("%d examples of %d articles, weights in %s\n", len(all), len(arts), c.out)
	return f.Close()
}

func crossCheck(arts []article, o weigh.Options) {
	right, n, unmarked, fixed, wrong := 0, 0, 0, 0, 0
	for fold := range 5 {
		var train []weigh.Example
		for i, a := range arts {
			if i%5 != fold {
				train = append(train, a.examples...)
			}
		}
		m := weigh.Train(party.Classes, train, o)
		for i, a := range arts {
			if i%5 != fold {
				continue
			}
			for _, e := range a.examples {
				if (m.Margin(e.X) < 0) == (e.Class == 1) {
					right++
				}
				n++
			}
			unmarked, fixed, wrong = unmarked+a.unmarked, fixed+a.fixed, wrong+a.wrong
		}
	}
	fmt.Printf("decided %d of %d right (%.1f %%); fixed %d right, %d wrong; unmarked %d; accuracy over all %.1f %%\n", right, n, 100*float64(right)/float64(n),
		fixed, wrong, unmarked, 100*float64(right+fixed)/float64(n+fixed+wrong+unmarked))
}

type annotation struct {
	ID    string
	Names []struct{ Text, Type, Use string }
}

func load(c *config) ([]article, error) {
	paths, err := filepath.Glob(filepath.Join(c.names, "*.json"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no annotations in %s: give their folder with -names", c.names)
	}
	sort.Strings(paths)
	texts, err := readTexts(c.corpus)
	if err != nil {
		return nil, err
	}
	var out []article
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		var a annotation
		if err := json.Unmarshal(data, &a); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		id := strings.TrimSuffix(filepath.Base(p), ".json")
		text, ok := texts[id]
		if !ok {
			continue
		}
		var x article
		for _, parses := range strings.Split(c.parses, ",") {
			doc, err := parse(id, text, parses)
			if err != nil {
				return nil, err
			}
			x.add(examples(a, doc))
		}
		out = append(out, x)
	}
	return out, nil
}

func parse(id, text, parses string) (*english.Doc, error) {
	switch parses {
	case "":
		return english.Parse(text), nil
	case "words":
		return english.Segment(text), nil
	}
	f, err := os.Open(filepath.Join(parses, id+".conllu"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return english.ReadCoNLLU(f, text)
}

func readTexts(corpus string) (map[string]string, error) {
	f, err := os.Open(corpus)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", corpus, err)
	}
	out := map[string]string{}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		var a struct{ ID, Title, Text string }
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s: %w", corpus, err)
		}
		if a.Title != "" {
			a.Text = a.Title + "\n\n" + a.Text
		}
		out[a.ID] = a.Text
	}
	return out, sc.Err()
}

// examples lays the annotated uses over the mentions that the scan finds.
func examples(a annotation, doc *english.Doc) article {
	w := party.Find(tree.New(doc), nil)
	var out article
	sort.SliceStable(a.Names, func(i, j int) bool {
		return utf8.RuneCountInString(a.Names[i].Text) > utf8.RuneCountInString(a.Names[j].Text)
	})
	taken := make([]bool, len(doc.Text))
	for _, n := range a.Names {
		for k, at := range occurrences(doc.Text, n.Text, taken) {
			if k >= len(n.Use) {
				continue
			}
			place := n.Use[k] == 'l'
			m := covering(w, at, at+len(n.Text))
			switch {
			case m == nil:
				out.unmarked++
			case m.Open() && m.Party != nil:
				class := 0
				if place {
					class = 1
				}
				out.examples = append(out.examples, weigh.Example{X: w.Features(m), Class: class})
			case (m.Use == party.AsPlace) == place:
				out.fixed++
			default:
				out.wrong++
			}
		}
	}
	return out
}

func covering(w *party.Web, start, end int) *party.Mention {
	for i := range w.Mentions {
		if m := &w.Mentions[i]; m.Start < end && start < m.End && m.Organ == "" {
			return m
		}
	}
	return nil
}

// occurrences finds a name as a whole word outside what longer names took.
func occurrences(text, name string, taken []bool) []int {
	var out []int
	re := regexp.MustCompile(regexp.QuoteMeta(name))
	for _, s := range re.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:s[0]])
		after, _ := utf8.DecodeRuneInString(text[s[1]:])
		if word(before) || word(after) || anyOf(taken[s[0]:s[1]]) {
			continue
		}
		for i := s[0]; i < s[1]; i++ {
			taken[i] = true
		}
		out = append(out, s[0])
	}
	return out
}

func word(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

func anyOf(b []bool) bool {
	for _, x := range b {
		if x {
			return true
		}
	}
	return false
}
