package event

import (
	_ "embed"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"rapporteur/knowledge/words"
)

//go:embed verbs.tsv
var verbFile string

//go:embed nouns.tsv
var nounFile string

//go:embed governors.tsv
var governorFile string

//go:embed compose.tsv
var composeFile string

//go:embed recipients.tsv
var recipientFile string

// mask is a set of classes of nouns, two words wide.
type mask [2]uint64

func (m mask) meets(o mask) bool { return m[0]&o[0]|m[1]&o[1] != 0 }

func (m *mask) add(o mask) { m[0] |= o[0]; m[1] |= o[1] }

// need is one condition of a row.
type need struct {
	kind    byte // o h n s p i c x v (v: passive)
	not     bool
	prep    string
	any     bool // no class asked for
	classes mask
	types   []string // of i: and c:
}

// rule is one row of the verb file.
type rule struct {
	particle   string
	needs      []need
	typ, mode  string
	cameo      string
	composable bool
	strict     bool // no event unless the content is of a known kind
	loose      bool // from the verbs of speech, which may take more than people
}

// composed is a row of the compose file.
type composed struct{ mode, cameo, mild string }

// lexicon is what the data files say.
type lexicon struct {
	verbs      map[string][]rule
	forms      map[string]string // form of a verb -> base form
	stances    map[string]string // form of a word of stance -> stance
	nouns      map[string]mask
	class      map[string]int // name -> bit
	content    []string       // by bit
	governors  map[string]string
	compose    map[[2]string]composed
	ofType     map[string]string
	recipients map[string][]string
}

var lex = newLexicon()

// Types are the event types of PLOVER 2.0.
var Types = strings.Fields("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT")

// rows cuts a data file of this package into its rows of width columns or more.
func rows(data string, width int) [][]string {
	var out [][]string
	for line := range strings.Lines(data) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		for len(cells) < width {
			cells = append(cells, "")
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, cells)
	}
	return out
}

func newLexicon() *lexicon {
	l := &lexicon{verbs: map[string][]rule{}, forms: map[string]string{}, stances: map[string]string{}, nouns: map[string]mask{}, class: map[string]int{}, governors: map[string]string{},
		compose: map[[2]string]composed{}, ofType: map[string]string{}, recipients: map[string][]string{}}
	for _, r := range rows(nounFile, 3) {
		l.class[r[0]] = len(l.content)
		var m mask
		m[len(l.content)/64] = 1 << (len(l.content) % 64)
		l.content = append(l.content, r[1])
		for _, w := range strings.Fields(r[2]) {
			x := l.nouns[w]
			x.add(m)
			l.nouns[w] = x
		}
	}
	for _, r := range rows(governorFile, 2) {
		l.governors[r[0]] = r[1]
	}
	for _, r := range rows(composeFile, 5) {
		if t, ok := strings.CutPrefix(r[0], "="); ok {
			l.ofType[t] = r[1]
			continue
		}
		l.compose[[2]string{r[0], r[1]}] = composed{r[2], r[3], r[4]}
	}
	for _, r := range rows(recipientFile, 2) {
		l.recipients[r[0]] = strings.Fields(r[1])
	}
	for _, r := range rows(verbFile, 5) {
		l.addVerb(r)
	}
	l.addSpeech()
	for _, v := range slices.Sorted(maps.Keys(l.verbs)) {
		for _, f := range words.Forms(v, "") {
			if _, known := l.forms[f]; !known {
				l.forms[f] = v
			}
		}
	}
	for _, r := range words.Table("stance.tsv", 5) {
		if slices.Contains(strings.Fields(r[3]), "weak") {
			continue // a word of many senses tells nothing alone
		}
		for _, f := range words.Forms(r[0], r[4]) {
			l.stances[f] = r[2]
		}
	}
	return l
}

func (l *lexicon) addVerb(r []string) {
	base := rule{typ: r[2], mode: r[3], cameo: r[4]}
	if base.mode == "*" || base.mode == "**" {
		base.strict = base.mode == "**"
		base.mode, base.composable = "", true
	}
	for _, n := range strings.Fields(r[1]) {
		base.needs = append(base.needs, l.need(n))
	}
	for _, w := range strings.Split(r[0], "|") {
		x := base
		verb, particle, _ := strings.Cut(w, " ")
		x.particle = particle
		l.verbs[verb] = append(l.verbs[verb], x)
	}
}

// need reads one condition; it panics on one that it does not know: the file is part of the program.
func (l *lexicon) need(s string) need {
	var n need
	rest := s
	rest, n.not = strings.CutPrefix(rest, "!")
	if rest == "passive" {
		n.kind = 'v'
		return n
	}
	kind, arg, has := strings.Cut(rest, ":")
	if len(kind) != 1 || !strings.Contains("ohspicxn", kind) {
		panic(fmt.Sprintf("event: verbs.tsv: unknown need %q", s))
	}
	n.kind = kind[0]
	if n.kind == 'p' {
		n.prep, arg, has = strings.Cut(arg, ":")
	}
	n.any = !has
	if !has {
		return n
	}
	for _, c := range strings.Split(arg, ",") {
		if c == strings.ToUpper(c) {
			n.types = append(n.types, c)
			continue
		}
		if _, ok := l.class[c]; ok {
			n.classes.add(l.mask(c))
			continue
		}
		// A word of its own stands for itself.
		n.classes.add(l.word(c))
	}
	return n
}

// mask is the set of one class.
func (l *lexicon) mask(class string) (m mask) {
	b := l.class[class]
	m[b/64] = 1 << (b % 64)
	return m
}

// word makes a class of the one word, named by it.
func (l *lexicon) word(w string) mask {
	b := len(l.content)
	var m mask
	if b >= 128 {
		panic("event: more classes of nouns than there is room for")
	}
	m[b/64] = 1 << (b % 64)
	l.class[w] = b
	l.content = append(l.content, "-")
	x := l.nouns[w]
	x.add(m)
	l.nouns[w] = x
	return m
}

// addSpeech takes verbs of criticism and praise that the verb file leaves out from the
// verbs of speech.
func (l *lexicon) addSpeech() {
	for _, r := range words.Table("speech.tsv", 4) {
		if _, known := l.verbs[r[0]]; known {
			continue
		}
		o := []need{{kind: 'o', any: true}}
		switch r[1] {
		case "criticises":
			l.verbs[r[0]] = []rule{{needs: o, typ: "ACCUSE", mode: "disapprove", cameo: "111", loose: true}}
		case "accuses":
			l.verbs[r[0]] = []rule{{needs: o, typ: "ACCUSE", mode: "allege", cameo: "112", loose: true}}
		case "praises":
			l.verbs[r[0]] = []rule{{needs: o, typ: "SUPPORT", cameo: "051", loose: true}}
		}
	}
}

// contentOf is the content that a set of classes stands for, the first in the order of the
// noun file that type typ knows; empty for none.
func (l *lexicon) contentOf(typ string, m mask) string {
	for w, x := range m {
		for x != 0 {
			b := bits.TrailingZeros64(x)
			x &= x - 1
			c := l.content[w*64+b]
			if _, ok := l.compose[[2]string{typ, c}]; ok {
				return c
			}
		}
	}
	return ""
}
