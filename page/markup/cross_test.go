package markup

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/page/markup/internal/judge"
	"rapporteur/record"
)

var (
	crossDir = flag.String("cross", "", "folder with folds.tsv and fold-K.tsv, as package train writes them with -cross")
	htmlDir  = flag.String("html", "", "folder of ID.html, as ../shared/score/pages.py unpacks them")
	records  = flag.String("records", "", "write records here, each page judged by weights that have not seen its publisher")
)

// TestCross writes the records that ../shared/score/pages.py scores:
//
//	go run ./page/markup/internal/train -pages ../shared/data/pages/news-pages.jsonl.gz -cross DIR
//	go test ./page/markup -run TestCross -cross DIR -html DIR/html -records DIR/records.jsonl
func TestCross(t *testing.T) {
	if *records == "" {
		t.Skip("no -records: nothing to write")
	}
	out, err := os.Create(*records)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	w := bufio.NewWriter(out)
	defer w.Flush()
	models := map[string]*judge.Models{}
	folds, err := os.ReadFile(filepath.Join(*crossDir, "folds.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.Lines(string(folds)) {
		id, fold, _ := strings.Cut(strings.TrimSpace(row), "\t")
		if models[fold] == nil {
			text, err := os.ReadFile(filepath.Join(*crossDir, fmt.Sprintf("fold-%s.tsv", fold)))
			if err != nil {
				t.Fatal(err)
			}
			if models[fold], err = judge.ParseModels(string(text)); err != nil {
				t.Fatal(err)
			}
		}
		src, err := os.ReadFile(filepath.Join(*htmlDir, id+".html"))
		if err != nil {
			t.Fatal(err)
		}
		rs, err := read(src, Options{}, models[fold])
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		rec := record.New(rs[0].Text)
		rec.Source.ID, rec.Story = id, rs[0].Story
		if err := record.Validate(rec); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		line, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(append(line, '\n'))
	}
}
