package speech

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/knowledge/words"
)

// kinds of labels in a transcript, as the data file names them.
const (
	question = "question"
	answer   = "answer"
	asker    = "asker"
	style    = "style"
	noLabel  = "no"
	name     = "name" // somebody's own name
)

var labelKinds = func() map[string]string {
	out := map[string]string{}
	for _, r := range words.Table("transcript.tsv", 2) {
		out[r[0]] = r[1]
	}
	return out
}()

// turn is what one speaker says in a transcript until the next label. Offsets are bytes.
type turn struct {
	kind       string
	start, end int // the label without its colon; empty for an answer that bears none
	content    [][2]int
	key        string
	para       int
	sure       bool // more than capitals make it a label
}

// The least that makes a text a transcript: so many turns, of which two labels (or a
// question and what follows it) come again.
const (
	minTurns   = 4
	maxLabel   = 70 // bytes
	maxAnswers = 12 // paragraphs that one turn runs over
)

// turns finds the turns of a transcript: paragraphs that begin with the label of a speaker,
// several of them and consistent. The paragraphs behind a label belong to it until the next
// one; behind the last only its own does, since the story may go on in its own words. known
// tells whether the name that a label ends with is a person's of the story.
func turns(text string, known func(string) bool) []turn {
	var all []turn
	var paras [][2]int
	at := 0
	for line := range strings.Lines(text) {
		a, b := trimmed(text, at, at+len(line))
		at += len(line)
		if a == b {
			continue
		}
		if t, ok := label(text, a, b, known); ok {
			t.para = len(paras)
			all = append(all, t)
		}
		paras = append(paras, [2]int{a, b})
	}
	all = consistent(all)
	var out []turn
	for k, t := range all {
		next := t.para + 1
		if k+1 < len(all) {
			next = all[k+1].para
		}
		rest := paras[t.para+1 : next]
		if len(rest) > maxAnswers {
			rest = rest[:0]
		}
		switch {
		case t.kind == question && !slices.ContainsFunc(all, func(x turn) bool { return x.kind == answer || x.kind == name }):
			// Questions alone are labelled: what follows each is the answer.
			out = append(out, t)
			if a := (turn{kind: answer}); len(rest) > 0 {
				a.start, a.end = rest[0][0], rest[0][0]
				for _, p := range rest {
					a.content = spoken(text, p, a.content)
				}
				out = append(out, a)
			}
		default:
			for _, p := range rest {
				if marks(text, t.content[0][0]) && !marks(text, p[0]) {
					break
				}
				t.content = spoken(text, p, t.content)
			}
			out = append(out, t)
		}
	}
	return slices.DeleteFunc(out, func(t turn) bool { return len(t.content) == 0 })
}

// marks tells whether a quotation mark stands at byte i. Where the words of a turn stand in
// marks, a paragraph without them is the story's own.
func marks(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return strings.ContainsRune(`"“‘'`, r)
}

// spoken adds a paragraph to what is said, unless it is a stage direction: "(Laughter.)".
func spoken(text string, p [2]int, to [][2]int) [][2]int {
	s := strings.Trim(text[p[0]:p[1]], `"“”. `)
	if s == "" || strings.ContainsRune("([*", rune(s[0])) && strings.ContainsRune(")]*", rune(s[len(s)-1])) {
		return to
	}
	return append(to, p)
}

// trimmed narrows bytes [a, b) to what is no white space.
func trimmed(text string, a, b int) (int, int) {
	s := text[a:b]
	a += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	return a, max(a, a+len(strings.TrimSpace(s)))
}

// consistent keeps the turns whose labels make a transcript, and none where they make none:
// at least four, two labels of which come more than once or are a question and its asker.
func consistent(all []turn) []turn {
	times := map[string]int{}
	for _, t := range all {
		times[t.key]++
	}
	again := 0
	for _, n := range times {
		if n > 1 {
			again++
		}
	}
	asks := times[question] >= 3
	if len(all) < minTurns && !asks || again < 2 && !asks {
		return nil
	}
	// A headline may begin like a label.
	return slices.DeleteFunc(all, func(t turn) bool { return (!t.sure || t.para == 0) && times[t.key] < 2 })
}

// label reads the label with which the paragraph of bytes [a, b) begins.
func label(text string, a, b int, known func(string) bool) (turn, bool) {
	from := a
	if r, n := utf8.DecodeRuneInString(text[a:b]); strings.ContainsRune(`"“`, r) {
		from += n
	}
	colon := strings.IndexByte(text[from:min(b, from+maxLabel)], ':')
	end, rest := from+colon, from+colon+1
	if colon < 0 {
		// "Q. And the harbour?", "Q And the harbour?"
		if !strings.HasPrefix(text[from:b], "Q. ") && !strings.HasPrefix(text[from:b], "Q ") && !strings.HasPrefix(text[from:b], "A. ") {
			return turn{}, false
		}
		end = from + strings.IndexByte(text[from:b], ' ')
		rest = end
	}
	x, y := trimmed(text, rest, b)
	said := strings.TrimSpace(text[from:end])
	kind, sure := labelKind(said, known)
	if kind == "" || x == y {
		return turn{}, false
	}
	key := kind
	if kind == name || kind == asker {
		key = bare(said)
	}
	return turn{kind: kind, start: from, end: from + len(strings.TrimRight(text[from:end], " \u00a0")), content: [][2]int{{x, y}}, key: key, sure: sure}, true
}

// bare is a label without what stands in brackets: "DAHL (through an interpreter)".
func bare(s string) string {
	if i := strings.IndexAny(s, "([,"); i > 0 {
		s = s[:i]
	}
	return strings.Join(strings.Fields(s), " ")
}

// labelKind tells what kind of speaker a label names, "" for none, and whether that rests on
// more than its capitals.
func labelKind(s string, known func(string) bool) (kind string, sure bool) {
	s = bare(s)
	low := strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	ws := strings.Fields(s)
	switch k := labelKinds[strings.TrimSuffix(low, ".")]; {
	case k == noLabel || len(ws) == 0 || len(ws) > 6:
		return "", false
	case k == style && len(ws) == 1 && !loud(s):
		return "", false
	case k == style:
		return name, true
	case k != "":
		return k, true
	}
	for _, w := range ws {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !strings.Contains(" al- bin de den der el- of the van von ", " "+strings.ToLower(w)+" ") || strings.ContainsFunc(w, unicode.IsDigit) {
			return "", false
		}
	}
	styled := len(ws) > 1 && labelKinds[strings.TrimSuffix(strings.ToLower(ws[0]), ".")] == style
	sure = styled || known(ws[len(ws)-1])
	if sure || loud(s) {
		return name, sure
	}
	return "", false
}

// loud tells whether a label is in capitals throughout.
func loud(s string) bool {
	return len(s) > 2 && s == strings.ToUpper(s) && strings.ContainsFunc(s, unicode.IsLetter)
}
