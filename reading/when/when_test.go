package when_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"rapporteur/english"
	"rapporteur/reading/when"
	"rapporteur/record"
)

// published is a Wednesday.
const published = "2026-03-18"

func read(text, published string) []record.Date {
	return when.Read(english.Segment(text), nil, published).Dates
}

func TestValues(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// calendar dates
		{"They met on March 3, 2025, in Oslo.", "March 3, 2025 = 2025-03-03"},
		{"They met on the 3rd of March 2025.", "the 3rd of March 2025 = 2025-03-03"},
		{"They met on 3 March.", "3 March = 2026-03-03"},
		{"They met on Dec. 9.", "Dec. 9 = 2025-12-09"},
		{"They will meet on April 2.", "April 2 = 2026-04-02"},
		{"They will meet on Jan. 9.", "Jan. 9 = 2027-01-09"},
		{"The text is dated 2026-02-11.", "2026-02-11 = 2026-02-11"},
		{"They met in November.", "November = 2025-11"},
		{"They meet in early May.", "early May = 2026-05~"},
		{"It was agreed in February of 1940.", "February of 1940 = 1940-02"},
		{"It was signed in 2015.", "2015 = 2015"},
		{"Around 2010 they fell out.", "Around 2010 = 2010~"},
		{"The 2015 deal is dead.", "2015 = 2015"},
		{"Some 2000 troops left.", ""},
		{"It cost $2000.", ""},
		{"It began in the 1990s.", "the 1990s = 199"},
		{"It began in the 19th century.", "the 19th century = 18"},
		{"Output fell in the fourth quarter of 2025.", "the fourth quarter of 2025 = 2025-Q4"},
		{"They met in the spring of 1916.", "the spring of 1916 = 1916-SP"},
		{"The war of 218 BC began.", "218 BC = BC0218"},
		{"It may march on.", ""},
		{"The fall of the city.", ""},
		{"They met between March 5-9, 2025.", "March 5 = 2025-03-05; 9, 2025 = 2025-03-09"},
		{"From Feb. 4 to 5 they talked.", "Feb. 4 = 2026-02-04; 5 = 2026-02-05"},
		{"It happened in April and June 1955.", "April = 1955-04; June 1955 = 1955-06"},
		{"They meet on the first Friday of July.", "the first Friday of July = 2026-07-03"},
		{"They meet in the week of Sept. 16.", "the week of Sept. 16 = 2026-W38"},
		{"Signed on 3.12.2025, revised 12/31/2025 and 2026/01/04.", "3.12.2025 = 2025-12-03; 12/31/2025 = 2025-12-31; 2026/01/04 = 2026-01-04"},
		{"Published in 2025-11.", "2025-11 = 2025-11"},
		{"In the 1970's they fought.", "the 1970's = 197"},
		{"It lasted from 1915-17.", "1915 = 1915; 17 = 1917"},
		{"See https://example.org/2024/05/01/talks today.", "today = 2026-03-18"},
		{"The 2016ers lost.", ""},
		// weekdays by tense
		{"The envoy arrived on Tuesday.", "Tuesday = 2026-03-17"},
		{"The envoy arrived on Wednesday.", "Wednesday = 2026-03-18"},
		{"The envoy will arrive on Tuesday.", "Tuesday = 2026-03-24"},
		{"The envoy is to arrive on Friday.", "Friday = 2026-03-20"},
		{"They agreed last Friday.", "last Friday = 2026-03-13"},
		{"They meet this Friday.", "this Friday = 2026-03-20"},
		{"They meet next Monday.", "next Monday = 2026-03-23"},
		{"They talked late Monday.", "late Monday = 2026-03-16"},
		{"They talked on Monday evening.", "Monday evening = 2026-03-16TEV"},
		{"He may visit on Sunday.", "Sunday = 2026-03-22"},
		// from the publication
		{"They spoke earlier today.", "earlier today = 2026-03-18"},
		{"They spoke yesterday.", "yesterday = 2026-03-17"},
		{"They spoke last night.", "last night = 2026-03-17TNI"},
		{"They meet tomorrow morning.", "tomorrow morning = 2026-03-19TMO"},
		{"Last week they met.", "Last week = 2026-W11"},
		{"They met last week.", "last week = 2026-W11"},
		{"They meet next month.", "next month = 2026-04"},
		{"They met this year.", "this year = 2026"},
		{"They met two days ago.", "two days ago = 2026-03-16"},
		{"They met three years ago.", "three years ago = 2023"},
		{"They fought over the weekend.", "the weekend = 2026-W11-WE"},
		{"It ends at the end of the year.", "the end of the year = 2026~"},
		{"They last met in 2019, and again last March.", "2019 = 2019; last March = 2025-03"},
		// from the date told before
		{"They met on March 3. Two days later they signed.", "March 3 = 2026-03-03; Two days later = 2026-03-05"},
		{"They met on March 3. The same day the front denied it.", "March 3 = 2026-03-03; The same day = 2026-03-03"},
		{"They met on March 3. The next day they left.", "March 3 = 2026-03-03; The next day = 2026-03-04"},
		{"War broke out on March 3, 2024, and they marked the second anniversary.", "March 3, 2024 = 2024-03-03; the second anniversary = 2026-03-03"},
		// clock times
		{"They met at 10:30 a.m. on Tuesday.", "10:30 a.m. on Tuesday = 2026-03-17T10:30"},
		{"The call began at 5 p.m.", "5 p.m. = 2026-03-18T17:00"},
		// lengths and repetitions
		{"They talked for five hours.", "five hours = PT5H"},
		{"The five-hour meeting ended.", "five-hour = PT5H"},
		{"They talked for nearly three hours.", "nearly three hours = PT3H"},
		{"They talked for an hour and a half.", "an hour and a half = PT1.5H"},
		{"They talked for half an hour.", "half an hour = PT30M"},
		{"They talked for two hours and ten minutes.", "two hours and ten minutes = PT2H10M"},
		{"It took 2 weeks and 2 days.", "2 weeks and 2 days = P2W2D"},
		{"A truce of a few days held.", "a few days = PXD"},
		{"For the past two decades they fought.", "the past two decades = P20Y"},
		{"The 84-year-old leader spoke.", ""},
		{"She is 18 years old.", ""},
		{"A second round failed.", ""},
		{"They meet every Tuesday.", "every Tuesday = XXXX-WXX-2"},
		{"It is a weekly call.", "weekly = P1W"},
		{"They are now in Oslo.", "now = PRESENT_REF"},
	} {
		var got []string
		for _, d := range read(c.text, published) {
			v := "?"
			if d.Value != nil {
				v = *d.Value
			}
			got = append(got, d.Quote+" = "+v)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// A history's dates without a year take that of the narrative, not of the publication.
func TestNarrative(t *testing.T) {
	text := "The war began on 1 May 1911. It spread in June 1911. On 3 July the capital fell. In December 1911 talks opened, and in January the guns fell silent. A treaty was signed on 2 March 1912."
	var got []string
	for _, d := range read(text, "2020-01-01") {
		got = append(got, *d.Value)
	}
	if s := strings.Join(got, " "); s != "1911-05-01 1911-06 1911-07-03 1911-12 1912-01 1912-03-02" {
		t.Errorf("got %s", s)
	}
}

func TestWithoutPublication(t *testing.T) {
	w := when.Read(english.Segment("They met on Tuesday and on March 3, 2025."), nil, "")
	if len(w.Dates) != 2 || w.Dates[0].Value != nil || *w.Dates[1].Value != "2025-03-03" || len(w.Notes) != 1 {
		t.Errorf("got %+v, notes %q", w.Dates, w.Notes)
	}
}

func TestFurnitureIsPassedOver(t *testing.T) {
	text := "March 1, 2020\nThey met on Tuesday."
	story := &record.Story{Blocks: []record.Block{{Kind: record.Furniture, Start: 0, End: 13}, {Kind: record.Paragraph, Start: 14, End: len(text)}}}
	if got := when.Read(english.Segment(text), story, published).Dates; len(got) != 1 || got[0].Quote != "Tuesday" {
		t.Errorf("got %+v", got)
	}
}

func TestWeb(t *testing.T) {
	text := "The envoys met on Monday. They spoke for an hour. From Feb. 4 to 5 they had talked in Oslo.\nNothing is known."
	doc := english.Segment(text)
	w := when.Read(doc, nil, published)
	if x, own := w.SentenceDate(0); x == nil || !own || x.EDTF != "2026-03-16" {
		t.Errorf("sentence 0: %+v, %v", x, own)
	}
	if x, own := w.SentenceDate(1); x == nil || own || x.EDTF != "2026-03-16" {
		t.Errorf("sentence 1 inherits: %+v, %v", x, own)
	}
	if x := w.At(strings.Index(text, "talked")); x == nil || x.Interval() != "2026-02-04/2026-02-05" {
		t.Errorf("at the talks: %+v", x)
	}
	if x, _ := w.SentenceDate(3); x != nil {
		t.Errorf("another paragraph inherits nothing, got %+v", x)
	}
}

func TestEDTF(t *testing.T) {
	for v, want := range map[string]string{"2025-12-02": "2025-12-02", "2025-05~": "2025-05~", "2025-W49": "2025-12-01/2025-12-07",
		"2025-W49-WE": "2025-12-06/2025-12-07", "1942-SU": "1942-22", "2005-Q4": "2005-36", "198": "198X", "18": "18XX", "BC0241": "-0240",
		"2025-12-02TNI": "2025-12-02", "2025-12-02T10:30Z": "2025-12-02", "PT5H": "", "PRESENT_REF": "", "": "", "XXXX-WXX-2": ""} {
		if got := when.EDTF(v); got != want {
			t.Errorf("EDTF(%q) = %q, want %q", v, got, want)
		}
		if want != "" && !record.IsEDTF(want) {
			t.Errorf("%q is no EDTF", want)
		}
	}
}

// The data files are plain: a header, the right number of columns, no row twice.
func TestFiles(t *testing.T) {
	for name, width := range map[string]int{"words.tsv": 3, "rules.tsv": 2, "prefixes.tsv": 2, "holidays.tsv": 2, "tenses.tsv": 2, "guards.tsv": 2} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s has no header comment", name)
		}
		seen := map[string]bool{}
		for i, line := range strings.Split(string(data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			if strings.Count(line, "\t") != width-1 {
				t.Errorf("%s:%d: want %d columns", name, i+1, width)
			}
			if seen[line] {
				t.Errorf("%s:%d: %q stands twice", name, i+1, line)
			}
			seen[line] = true
		}
	}
}

// Whatever is read cuts the text, in order, without overlaps, and has a value that a record
// may hold.
func TestDatesHold(t *testing.T) {
	words := []string{"March", "May", "3", "31", "1915", "2025", "Tuesday", "last", "next", "the", "of", "two", "days", "later", "ago", "week", "year", "spring",
		"BC", "218", "early", "mid", "-", ",", ".", "to", "and", "10:30", "p.m.", "UTC", "1990s", "'80s", "20th", "century", "quarter", "half", "an", "hour", "a", "every",
		"morning", "Christmas", "weekend", "31st", "February", "2025-02-30", "12/31/2024", "99", "twenty", "five", "first", "end", "from", "in", "\n", "said", "will", "–", "’"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "gap"))
		holds(t, text, rapid.SampledFrom([]string{published, "", "2024-02", "2024-02-29T10:00:00Z", "x"}).Draw(t, "published"))
	})
}

func holds(t interface{ Fatalf(string, ...any) }, text, published string) {
	r := record.New(text)
	r.Dates = read(text, published)
	r.Story.Blocks = []record.Block{{Kind: record.Paragraph, Start: 0, End: len(text)}}
	r.Source.ID = "x"
	at := 0
	for _, d := range r.Dates {
		if d.Start < at || d.End <= d.Start {
			t.Fatalf("%q: %+v overlaps the one before or is empty", text, d)
		}
		at = d.End
	}
	if pruned, err := record.Prune(r); err != nil || len(pruned) > 0 {
		t.Fatalf("%q: %v %v", text, pruned, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("On 3–5 May 1915, at 10:57 a.m., two days later; ’82, 1990s, 218 BC", published)
	f.Add("twenty-five years ago, every other Tuesday", "")
	f.Fuzz(func(t *testing.T, text, published string) {
		if len(text) < 4096 && utf8.ValidString(text) {
			holds(t, text, published)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("The envoys of both states met on Tuesday in Oslo for nearly three hours, two days after the front had rejected a draft, and agreed to meet again on April 2. ", 40)
	doc := english.Segment(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		when.Read(doc, nil, published)
	}
	b.ReportMetric(float64(b.N)*float64(len(strings.Fields(text)))/b.Elapsed().Seconds(), "words/s")
}
