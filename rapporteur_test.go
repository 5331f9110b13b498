package rapporteur_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/examples"
	"rapporteur/intake"
	"rapporteur/record"
)

var update = flag.Bool("update", false, "write the golden records anew")

func reader(t testing.TB) *rapporteur.Reader {
	t.Helper()
	r, err := rapporteur.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// pages lays the examples in a folder and gives them as items, the way the command would.
func pages(t testing.TB) []intake.Item {
	t.Helper()
	dir := t.TempDir()
	names, err := fs.Glob(examples.Files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := examples.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out []intake.Item
	for item, err := range intake.Items(t.Context(), []string{dir}, intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, item)
	}
	return out
}

// The records of the examples are as they were accepted: go test . -update writes them anew.
func TestGoldenRecords(t *testing.T) {
	r := reader(t)
	for _, item := range pages(t) {
		t.Run(item.ID, func(t *testing.T) {
			records, err := r.Read(t.Context(), item)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			for _, rec := range records {
				if err := record.Validate(rec); err != nil {
					t.Errorf("%s: %v", rec.Source.ID, err)
				}
				for _, n := range rec.Notes {
					if strings.HasPrefix(n, "left out:") {
						t.Errorf("%s: %s", rec.Source.ID, n)
					}
				}
				b, err := json.MarshalIndent(rec, "", " ")
				if err != nil {
					t.Fatal(err)
				}
				got.Write(b)
				got.WriteByte('\n')
			}
			file := filepath.Join("testdata", "records", item.ID+".json")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("the record differs from %s at %s; if it is better, accept it with -update", file, firstDifference(got.Bytes(), want))
			}
		})
	}
}

// firstDifference shows the first line that differs.
func firstDifference(got, want []byte) string {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d: %s, was %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("the end: %d lines, were %d", len(a), len(b))
}

// Workers, their number and the order in which they end leave no trace.
func TestReadAllKeepsTheOrder(t *testing.T) {
	r := reader(t)
	items := pages(t)
	read := func(workers int) string {
		var b bytes.Buffer
		seq := func(yield func(intake.Item, error) bool) {
			for i, item := range items {
				if i == 3 && !yield(intake.Item{}, &intake.Error{Origin: "x", Err: fs.ErrNotExist}) || !yield(item, nil) {
					return
				}
			}
		}
		for res := range r.ReadAll(t.Context(), seq, workers) {
			if res.Err != nil {
				fmt.Fprintln(&b, res.Err)
			}
			for _, rec := range res.Records {
				if err := record.Encode(&b, rec); err != nil {
					t.Fatal(err)
				}
			}
		}
		return b.String()
	}
	one := read(1)
	if strings.Count(one, "\n") < len(items) || !strings.Contains(one, "x: file does not exist\n") {
		t.Fatalf("%d lines", strings.Count(one, "\n"))
	}
	if read(4) != one {
		t.Error("four workers give another output than one")
	}
}

func TestReadAllStops(t *testing.T) {
	r := reader(t)
	n := 0
	endless := func(yield func(intake.Item, error) bool) {
		for yield(intake.Item{ID: "a", Data: []byte("Envoys meet\n\nThey talked.\n")}, nil) {
			n++
		}
	}
	for range r.ReadAll(t.Context(), endless, 2) {
		break
	}
	if n > 20 {
		t.Errorf("%d items were taken after the stop", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for res := range r.ReadAll(ctx, endless, 2) {
		t.Fatalf("a result after the cancel: %v", res.Err)
	}
}

// The specimen of the design, where it is present: head, furniture, the meeting, the visit and the speakers.
func TestSpecimen(t *testing.T) {
	files, _ := filepath.Glob("../shared/seed/*.txt")
	if len(files) == 0 {
		t.Skip("../shared/seed is not here")
	}
	var rec *record.Record
	for item, err := range intake.Items(t.Context(), files[:1], intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		records, err := reader(t).Read(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		rec = records[0]
	}
	s := rec.Story
	if len(s.Bylines) != 1 || s.Bylines[0].Place == nil || s.Published == nil || s.Published.Date != "2025-12-02" || s.Published.Basis != record.BasisCaption || len(s.Images) != 1 || s.Images[0].Times != 3 {
		t.Errorf("story: %+v", s)
	}
	apart := 0
	for _, b := range s.Blocks {
		if b.Kind == record.Furniture && b.Reason != "repeated caption" {
			apart++
		}
	}
	if apart != 4 {
		t.Errorf("%d lines were set apart, want 4", apart)
	}
	met := false
	for _, e := range rec.Encounters {
		met = met || e.Kind == record.Meeting && e.Status == record.Held && e.Date != nil && *e.Date == "2025-12-02" && e.Place != nil && e.Place.Name == "Moscow" && e.Duration != nil && *e.Duration == "PT5H"
	}
	if !met {
		t.Errorf("the meeting is missing: %+v", rec.Encounters)
	}
	spoke := map[string]bool{}
	for _, x := range rec.Statements {
		if x.Speaker != nil {
			f := strings.Fields(x.Speaker.Name)
			spoke[f[len(f)-1]] = true
		}
	}
	for _, who := range []string{"Ushakov", "Zelenskyy", "Putin"} {
		if !spoke[who] {
			t.Errorf("%s said nothing", who)
		}
	}
}

func ExampleReader_Read() {
	r, err := rapporteur.NewReader()
	if err != nil {
		fmt.Println(err)
		return
	}
	page := []byte("<html><head><title>Envoys meet in Oslo</title></head><body><article><h1>Envoys meet in Oslo</h1>" +
		"<p>Norwegian envoy Anna Berg met her Egyptian colleague Omar Sayed in Oslo on Monday for talks on a ceasefire.</p>" +
		"<p>The two had not met since the autumn, and both were pleased with the long day, their offices said.</p></article></body></html>")
	records, err := r.Read(context.Background(), intake.Item{ID: "oslo", Origin: "oslo.html", Format: intake.HTML, Data: page, Published: "2026-03-03"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(records[0].Story.Headline, records[0].Story.Published.Date)
	// Output: Envoys meet in Oslo 2026-03-03
}

// Whatever the bytes are, the line gives records that hold or an error that names the input.
func FuzzRead(f *testing.F) {
	f.Add([]byte("Envoys meet\n\nAnna Berg met Ivo Krall in Oslo on Monday. \"We talked,\" Berg said."), false)
	f.Add([]byte("<html><h1>Envoys meet</h1><p>They said: “Yes”"), true)
	f.Add([]byte("\"\" \"”said he \n\n\" "), false)
	r := reader(f)
	f.Fuzz(func(t *testing.T, data []byte, html bool) {
		if len(data) > 1<<14 {
			return
		}
		item := intake.Item{ID: "x", Origin: "x", Format: intake.Text, Data: data, Published: "2026-03-02"}
		if html {
			item.Format = intake.HTML
		}
		records, err := r.Read(t.Context(), item)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x: ") {
				t.Fatalf("an error that names no input: %v", err)
			}
			return
		}
		for _, rec := range records {
			if err := record.Validate(rec); err != nil {
				t.Fatal(err)
			}
		}
	})
}
