package when

import "sync"

// guardWords holds guards.tsv by place.
var guardWords = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, r := range table("guards.tsv") {
		if out[r[1]] == nil {
			out[r[1]] = map[string]bool{}
		}
		out[r[1]][r[0]] = true
	}
	return out
})

// lower returns token i in lower case, "" outside the text.
func (r *reader) lower(i int) string {
	if i < 0 || i >= len(r.ts) {
		return ""
	}
	if r.ts[i].word != nil {
		return r.ts[i].word.text
	}
	b := []byte(r.text[r.ts[i].start:r.ts[i].end])
	for k, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[k] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// yearStands tells whether four digits are a year and no amount.
func (r *reader) yearStands(m *match) bool {
	t := &r.ts[m.core]
	g := guardWords()
	before, after := r.lower(m.core-1), r.lower(m.last)
	if g["amount"][after] && !(m.last < len(r.ts) && r.ts[m.last].line) {
		return false
	}
	if after == "-" && m.last+1 < len(r.ts) && r.ts[m.last].glued && r.ts[m.last+1].glued && r.ts[m.last+1].classes&(cUnit|cUnits) != 0 {
		return false
	}
	if m.effect != "" && m.effect != "near" || t.line {
		return true
	}
	if g["money"][before] || m.effect == "near" {
		return false
	}
	if t.y < 1400 && !g["before"][before] {
		return false
	}
	if m.core > 0 && t.glued && r.ts[m.core-1].classes&cHyphen == 0 && before != "(" && before != "'" && before != "\"" && before != "/" {
		return false
	}
	if t.y >= 1700 && (after == "-" && m.last+1 < len(r.ts) && r.ts[m.last+1].classes&cYear != 0 || after == "saw" || after == "was") {
		return true
	}
	if t.y >= 1700 && m.core > 1 && g["determiner"][r.lower(m.core-2)] && isLetter(r.text[t.start-2]) {
		return true // "a secret 1902 pact"
	}
	return g["before"][before] || t.y >= 1700 && (r.sentenceStart(m.core) || r.ts[max(m.core-1, 0)].upper || r.nounless(m.last))
}

// sentenceStart tells whether token i is the first of its sentence or line.
func (r *reader) sentenceStart(i int) bool {
	return i == 0 || r.ts[i].line || r.stops(i-1)
}

// monthStands tells whether a bare month is one: "May" and "March" are words and names too.
func (r *reader) monthStands(m *match, t *token, mo int) bool {
	if k := tokenAt(r.doc, t.start); k >= 0 && k < len(r.doc.Tokens) {
		if n := r.doc.Tokens[k].Name; len(n) > 2 && n[2:] == "PER" {
			return false
		}
	}
	if mo != 5 && mo != 3 && (mo != 8 || r.ts[m.core].end-t.start > 6) && mo != 4 && mo != 6 {
		return true
	}
	if m.effect != "" || r.ts[m.core].end-t.start == 4 && r.text[t.end-1] == '.' {
		return true
	}
	before, after := r.lower(m.core-1), r.lower(m.last)
	if mo == 3 && (before == "the" || before == "his" || before == "her" || before == "a" || before == "\"") && (after == "to" || after == "of" || after == "on" || after == "for" || after == ".") {
		return false
	}
	if mo == 4 || mo == 6 || mo == 8 { // also given names: "April Smith"
		return guardWords()["before"][before] || !(m.last < len(r.ts) && r.ts[m.last].upper && !r.ts[m.last].line)
	}
	if g := guardWords()["before"]; !g[before] || before == "(" || before == "," && !r.nounless(m.last) {
		return mo == 3 && !r.sentenceStart(m.core) && !r.upperBeside(m) && after != "on" && after != "for"
	}
	return !(mo == 3 && (after == "on" || after == "for"))
}

// upperBeside tells whether a capitalised word stands right beside the match: a name's part.
func (r *reader) upperBeside(m *match) bool {
	return m.core > 0 && r.ts[m.core-1].upper || m.last < len(r.ts) && r.ts[m.last].upper && !r.ts[m.last].line
}

// seasonStands tells whether a bare season is one: "fall" and "spring" are verbs too, and
// "Arab Spring" is a name.
func (r *reader) seasonStands(m *match, t *token) bool {
	before, after := r.lower(m.core-1), r.lower(m.last)
	the := r.ts[m.core].is("the")
	if after == "of" || after == "'s" || after == "-" && t.is("spring") || m.core > 0 && !the && r.ts[m.core-1].upper && !r.sentenceStart(m.core-1) {
		return false
	}
	switch t.word.text {
	case "fall", "spring":
		return (the || m.effect != "" || before == "in" || before == "by" || before == "since") && r.nounless(m.last)
	}
	return true
}
