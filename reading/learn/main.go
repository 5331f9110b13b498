// Command learn trains the small classifiers of reading on annotated articles and writes
// their weights beside the packages that use them. It is run by hand, from the root of the
// repository:
//
//	go run ./reading/learn -gold ../shared/gold/train -corpus ../shared/data/corpus/diplomacy-news.jsonl.gz encounter
//
// The articles are never part of the program; the weights hold hashed features only.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"rapporteur/reading/encounter"
	"rapporteur/reading/mention"
	"rapporteur/reading/party"
	"rapporteur/reading/tree"
	"rapporteur/reading/weigh"
	"rapporteur/reading/when"
	"rapporteur/reading/where"
)

// options are those of every classifier: what measured best on cross-checks of the articles.
var options = weigh.Options{Bits: 16, Epochs: 8, Rate: 0.012, Decay: 3e-3}

// crossed is the file for records of the articles, each read by weights that have not seen
// it; empty where weights are to be written.
var crossed string

func main() {
	gold := flag.String("gold", "../shared/gold/train", "folder of annotated articles")
	corpus := flag.String("corpus", "../shared/data/corpus/diplomacy-news.jsonl.gz", "texts of the articles")
	parses := flag.String("parses", "", "folders of the articles' parses, CoNLL-U files by id, joined by commas; an empty one: the embedded network parses")
	root := flag.String("root", "reading", "folder of the packages that take the weights")
	flag.IntVar(&options.Epochs, "epochs", options.Epochs, "passes over the examples")
	flag.Float64Var(&options.Rate, "rate", options.Rate, "first step of training")
	flag.Float64Var(&options.Decay, "decay", options.Decay, "pull of the weights towards nought")
	flag.StringVar(&crossed, "cross", "", "file for records of the articles, encounters only, each read by weights of the other folds; no weights are written then")
	flag.Parse()
	if err := run(*gold, *corpus, *parses, *root, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
}

func run(gold, corpus, parses, root string, what []string) error {
	var articles []*article
	for source := range strings.SplitSeq(parses, ",") {
		as, err := parsed(gold, corpus, source)
		if err != nil {
			return err
		}
		articles = append(articles, as...)
	}
	var err error
	for _, w := range what {
		switch w {
		case "encounter":
			err = encounters(articles, root, crossed)
		case "field":
			err = trainFields(articles, root)
		case "statement":
			err = statements(articles, root)
		case "position":
			err = positions(articles, root)
		case "instrument":
			err = instruments(articles, root)
		default:
			err = fmt.Errorf("%q is nothing that can be trained: use encounter, field, statement, position or instrument", w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// parsed reads the annotated articles and parses them.
func parsed(gold, corpus, source string) ([]*article, error) {
	articles, err := load(gold, corpus)
	if err != nil {
		return nil, err
	}
	for _, a := range articles {
		doc, err := parse(a, source)
		if err != nil {
			return nil, err
		}
		a.web = mention.New(tree.New(doc))
		if len(a.Published) > 10 {
			a.Published = a.Published[:10]
		}
		a.web.Day = a.Published
		parties := party.Find(a.web.T, nil)
		a.ground = &encounter.Ground{Times: when.Read(doc, nil, a.Published), Parties: parties, Places: where.Read(a.web.T, parties), Published: a.Published}
	}
	return articles, nil
}

// article is an annotated text.
type article struct {
	ID         string
	Published  string
	Text       string `json:"-"`
	web        *mention.Web
	ground     *encounter.Ground
	Encounters []told
	Statements []struct {
		SpeakerText *string `json:"speaker_text"`
		Cue         *string
		Content     []string
		Evidence    string
	}
	Positions []struct {
		Party, Stance, Issue, Content, Evidence string
	}
	Instruments []struct{ Name, Kind, Status, Evidence string }
}

// told is an annotated encounter.
type told struct {
	Kind, Status, Date, Place string
	Participants, Parties     []string
	Evidence                  []string
}

// load reads the annotated articles in the order of their ids, with their texts.
func load(gold, corpus string) ([]*article, error) {
	files, err := filepath.Glob(filepath.Join(gold, "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no annotated articles in %s: give their folder with -gold", gold)
	}
	sort.Strings(files)
	byID := map[string]*article{}
	var out []*article
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		a := &article{}
		if err := json.Unmarshal(data, a); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		byID[a.ID] = a
		out = append(out, a)
	}
	f, err := os.Open(corpus)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", corpus, err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var d struct{ ID, Title, Text, Date string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s: %w", corpus, err)
		}
		if a := byID[d.ID]; a != nil {
			a.Text, a.Published = d.Text, d.Date
			if d.Title != "" {
				a.Text = d.Title + "\n\n" + d.Text
			}
		}
	}
	return out, lines.Err()
}

// save writes a model.
func save(path string, m *weigh.Model) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := m.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
