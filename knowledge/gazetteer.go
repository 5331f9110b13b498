package knowledge

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// Kinds of places.
const (
	City   = "city"
	Region = "region"
	Sea    = "sea"
	Site   = "site"  // a building, base, square, border post
	World  = "world" // a part of the world
)

// Spot is a place with its coordinates: decimal degrees, WGS 84; of an area, its middle.
type Spot struct {
	Name       string // the usual name, which may differ from the one looked up
	Country    string // ISO 3166-1 alpha-3; empty where it lies in several or in none
	Lat, Lon   float64
	Kind       string
	Population int  // of a city, to the thousand; 0 where it is smaller or not known
	Capital    bool // seat of a national government
	Seat       bool // seat of a region
}

// gazetteer is the text of the file and where its lines begin, in the order of their
// keys: it is searched, not loaded.
type gazetteer struct {
	text  string
	lines []int32
}

//go:embed gazetteer.tsv
var gazetteerText string

var cities = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{text: gazetteerText, lines: make([]int32, 0, 1<<15)}
	for at := 0; at < len(g.text); {
		if g.text[at] != '#' {
			g.lines = append(g.lines, int32(at))
		}
		n := strings.IndexByte(g.text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return g
})

// from returns the first line whose key is not less than name.
func (g *gazetteer) from(name string) int {
	return sort.Search(len(g.lines), func(i int) bool { return g.key(i) >= name })
}

func (g *gazetteer) key(i int) string {
	line := g.text[g.lines[i]:]
	return line[:strings.IndexByte(line, '\t')]
}

func (g *gazetteer) spot(i int) Spot {
	line := g.text[g.lines[i]:]
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	cells := strings.Split(line, "\t")
	s := Spot{Name: cells[0], Country: cells[1], Kind: City, Capital: cells[5] == "C", Seat: cells[5] == "A"}
	s.Lat, _ = strconv.ParseFloat(cells[2], 64)
	s.Lon, _ = strconv.ParseFloat(cells[3], 64)
	thousands, _ := strconv.Atoi(cells[4])
	s.Population = thousands * 1000
	if len(cells) > 6 {
		s.Name = cells[6]
	}
	return s
}

// placeTables holds places.tsv by folded name.
type placeTables struct {
	byName map[string][]Spot
	starts map[string]bool // first words of names that have several
	abbrev map[string]Spot // "Nev."
}

var places = sync.OnceValue(func() *placeTables {
	t := &placeTables{byName: map[string][]Spot{}, starts: map[string]bool{}, abbrev: map[string]Spot{}}
	for _, r := range table("places.tsv", 6) {
		name, _, _ := strings.Cut(r[0], " (")
		s := Spot{Name: name, Country: r[1], Kind: r[4]}
		s.Lat, _ = strconv.ParseFloat(r[2], 64)
		s.Lon, _ = strconv.ParseFloat(r[3], 64)
		for _, n := range append([]string{name}, list(r[5])...) {
			n = Fold(n)
			if strings.HasSuffix(n, ".") {
				t.abbrev[n] = s
				continue
			}
			t.byName[n] = append(t.byName[n], s)
			if w := wordLen(n); w < len(n) {
				t.starts[n[:w]] = true
			}
		}
	}
	return t
})

// StateByAbbreviation returns the US state of a short form such as "Nev.".
func StateByAbbreviation(short string) (Spot, bool) {
	s, ok := places().abbrev[short]
	return s, ok
}

// Spots returns the places of that name, but for marks on letters: those of places.tsv
// first, then cities, the most populous first.
func Spots(name string) []Spot {
	name = Fold(name)
	out := append([]Spot(nil), places().byName[name]...)
	g := cities()
	for i := g.from(name); i < len(g.lines) && g.key(i) == name; i++ {
		out = append(out, g.spot(i))
	}
	return out
}

// maxNameWords bounds how many words of text are tried as one name.
const maxNameWords = 5

// LongestSpot returns the end of the longest name of a place that stands in text at byte
// i, and the name to look up with [Spots]; 0 where none begins there. A name in capitals
// ("GENEVA") is found too.
func LongestSpot(text string, i int) (int, string) {
	if i >= len(text) || !boundary(text, i) {
		return 0, ""
	}
	n := wordLen(text[i:])
	if n == 0 {
		return 0, ""
	}
	first := Fold(text[i : i+n])
	dotted := i+n < len(text) && text[i+n] == '.'
	capitals := (n >= minCapitals || dotted && n > 1) && strings.ToUpper(first) == first
	if capitals {
		first = titleCase(first)
	}
	best, name := 0, ""
	for end, words := i+n, 1; ; words++ {
		s := Fold(text[i:end])
		if capitals {
			s = titleCase(s)
		}
		if end < len(text) && text[end] == '.' && known(s+".") {
			best, name = end+1, s+"."
		} else if known(s) {
			best, name = end, s
		}
		if words == 1 && !starts(first) || words == maxNameWords {
			return best, name
		}
		if end = nextWord(text, end); end < 0 {
			return best, name
		}
	}
}

func known(name string) bool {
	if len(places().byName[name]) > 0 {
		return true
	}
	g := cities()
	i := g.from(name)
	return i < len(g.lines) && g.key(i) == name
}

// starts tells whether a name of several words begins with that word.
func starts(word string) bool {
	if places().starts[word] {
		return true
	}
	g := cities()
	for i := g.from(word); i < len(g.lines); i++ {
		key := g.key(i)
		if !strings.HasPrefix(key, word) {
			return false
		}
		if len(key) > len(word) && !wordByte(key[len(word)]) {
			return true
		}
		if len(key) > len(word) && key[len(word)] > '.' {
			return false
		}
	}
	return false
}

// nextWord returns the end of the word behind byte end, over one separator; -1 for none.
func nextWord(text string, end int) int {
	for k := 0; k < 3 && end < len(text); k++ {
		if n := wordLen(text[end:]); n > 0 {
			return end + n
		}
		switch {
		case strings.IndexByte(" -'.,\n", text[end]) >= 0:
			end++
		case strings.HasPrefix(text[end:], "’"):
			end += len("’")
		default:
			return -1
		}
	}
	return -1
}

// titleCase writes capitals as in running text: "SAN SALVADOR" as "San Salvador".
func titleCase(s string) string {
	b := []byte(s)
	for i := 1; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' && wordByte(b[i-1]) {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}
