package when

import (
	"sort"
	"strings"
)

// element is one place of a pattern.
type element struct {
	classes  class
	words    []*word
	optional bool
	glued    bool
}

func (e *element) takes(t *token) bool {
	if e.glued && !t.glued {
		return false
	}
	if t.classes&e.classes != 0 {
		return true
	}
	if t.word != nil {
		for _, w := range e.words {
			if t.word == w {
				return true
			}
		}
	}
	return false
}

type rule struct {
	name     string
	resolve  resolver
	elements []element
	order    int
}

type classRules struct {
	class class
	rules []*rule
}

// prefix is a phrase of prefixes.tsv.
type prefix struct {
	words  []*word
	effect string
	opens  bool // lets "the year" follow
}

// holiday is a phrase of holidays.tsv and its rule.
type holiday struct {
	words []*word
	rule  string
}

func (v *vocab) loadRules() {
	for _, r := range table("prefixes.tsv") {
		p := &prefix{words: v.phrase(r[0]), effect: r[1]}
		p.opens = strings.HasSuffix(r[0], " in") || strings.HasSuffix(r[0], " of") || strings.HasSuffix(r[0], "whole") || strings.HasSuffix(r[0], "entire")
		v.prefixes[p.words[0]] = append(v.prefixes[p.words[0]], p)
	}
	for _, ps := range v.prefixes {
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].words) > len(ps[j].words) })
	}
	for _, r := range table("holidays.tsv") {
		h := &holiday{words: v.phrase(r[0]), rule: r[1]}
		v.holidays[h.words[0]] = append(v.holidays[h.words[0]], h)
	}
	for _, hs := range v.holidays {
		sort.SliceStable(hs, func(i, j int) bool { return len(hs[i].words) > len(hs[j].words) })
	}
	for i, r := range table("rules.tsv") {
		ru := &rule{name: r[0], resolve: resolvers[r[0]], order: i}
		if ru.resolve == nil {
			panic("when: rules.tsv: no such resolver: " + r[0])
		}
		for _, s := range strings.Fields(r[1]) {
			ru.elements = append(ru.elements, v.element(s))
		}
		v.index(ru)
	}
}

func (v *vocab) phrase(s string) []*word {
	var out []*word
	for _, f := range strings.Fields(s) {
		out = append(out, v.add(f))
	}
	return out
}

func (v *vocab) element(s string) element {
	var e element
	s, e.optional = strings.CutSuffix(s, "?")
	s, e.glued = strings.CutPrefix(s, "~")
	for _, alt := range strings.Split(s, "|") {
		if strings.HasPrefix(alt, "{") {
			c, ok := classNames[strings.Trim(alt, "{}")]
			if !ok {
				panic("when: rules.tsv: no such class: " + alt)
			}
			e.classes |= c
			continue
		}
		e.words = append(e.words, v.add(alt))
	}
	return e
}

// index files a rule under each token that it may begin with.
func (v *vocab) index(r *rule) {
	for k := range r.elements {
		e := &r.elements[k]
		for _, w := range e.words {
			v.rules[w] = append(v.rules[w], r)
		}
		for b := class(1); b <= cHoliday; b <<= 1 {
			if e.classes&b != 0 {
				v.byFirstClass(b, r)
			}
		}
		if !e.optional {
			return
		}
	}
}

func (v *vocab) byFirstClass(c class, r *rule) {
	for i := range v.byClass {
		if v.byClass[i].class == c {
			v.byClass[i].rules = append(v.byClass[i].rules, r)
			return
		}
	}
	v.byClass = append(v.byClass, classRules{c, []*rule{r}})
}

// match is a rule laid over tokens [first, last).
type match struct {
	rule        *rule
	first, last int
	core        int // where the rule begins, behind the prefixes
	effect      string
	opened      bool // a prefix lets "the year" stand
	holiday     string
}

// at returns the longest match that begins at token i, prefixes included.
func (v *vocab) at(ts []token, i int) (match, bool) {
	best := match{}
	v.core(ts, i, &best)
	if w := ts[i].word; w != nil {
		for _, p := range v.prefixes[w] {
			n := phraseAt(ts, i, p.words)
			if n == 0 {
				continue
			}
			m := match{}
			if v.core(ts, i+n, &m); m.rule == nil {
				m, _ = v.secondPrefix(ts, i+n)
			}
			if p.opens {
				m = v.openUnit(ts, i+n, m)
			}
			if m.rule == nil || m.last <= best.last || p.effect == "near" && !lengthRules[m.rule.name] {
				continue
			}
			m.first, m.effect = i, stronger(m.effect, p.effect)
			best = m
			break
		}
	}
	return best, best.rule != nil
}

// lengthRules are those before which "nearly", "over", "just" belong to the expression.
var lengthRules = map[string]bool{"dur": true, "ago": true, "later": true, "fromnow": true}

// secondPrefix matches one more prefix ("nearly the end of 1944").
func (v *vocab) secondPrefix(ts []token, i int) (match, bool) {
	if i >= len(ts) || ts[i].word == nil {
		return match{}, false
	}
	for _, p := range v.prefixes[ts[i].word] {
		if n := phraseAt(ts, i, p.words); n > 0 {
			m := match{}
			if v.core(ts, i+n, &m); m.rule != nil {
				m.effect = p.effect
				return m, true
			}
		}
	}
	return match{}, false
}

// openUnit matches "the year" behind "the end of" where nothing longer stands.
func (v *vocab) openUnit(ts []token, i int, m match) match {
	if i+1 < len(ts) && ts[i].is("the") && ts[i+1].classes&cUnit != 0 && i+2 > m.last {
		return match{rule: theUnit, core: i, last: i + 2, opened: true}
	}
	return m
}

// theUnit resolves "the year", "the day" behind a prefix; no pattern begins with it.
var theUnit = &rule{name: "unit", resolve: resolveTheUnit}

func stronger(a, b string) string {
	if a == "" || a == "none" || a == "near" {
		return b
	}
	return a
}

func phraseAt(ts []token, i int, words []*word) int {
	if i+len(words) > len(ts) {
		return 0
	}
	for k, w := range words {
		if ts[i+k].word != w || k > 0 && ts[i+k].line {
			return 0
		}
	}
	return len(words)
}

// core finds the longest rule at token i without prefixes.
func (v *vocab) core(ts []token, i int, best *match) {
	if i >= len(ts) {
		return
	}
	t := &ts[i]
	try := func(r *rule) {
		last, h := r.lay(ts, i, i, 0, "")
		if last > best.last || last == best.last && best.rule != nil && last > 0 && r.order < best.rule.order {
			*best = match{rule: r, first: i, core: i, last: last, holiday: h}
		}
	}
	if t.word != nil {
		for _, r := range v.rules[t.word] {
			try(r)
		}
		if len(v.holidays[t.word]) > 0 && t.upper {
			for k := range v.byClass {
				if v.byClass[k].class == cHoliday {
					for _, r := range v.byClass[k].rules {
						try(r)
					}
				}
			}
		}
	}
	if t.classes == 0 {
		return
	}
	for k := range v.byClass {
		if t.classes&v.byClass[k].class != 0 {
			for _, r := range v.byClass[k].rules {
				try(r)
			}
		}
	}
}

// lay lays elements[k:] over the tokens from i, the first of all being start, and returns
// where they end, 0 where they do not fit, and the rule of the holiday among them. No
// expression crosses a line.
func (r *rule) lay(ts []token, start, i, k int, h string) (int, string) {
	if k == len(r.elements) {
		return i, h
	}
	e := &r.elements[k]
	if i < len(ts) && (i == start || !ts[i].line) {
		if e.classes&cHoliday != 0 {
			if n, rule := holidayAt(ts, i); n > 0 {
				if end, h := r.lay(ts, start, i+n, k+1, rule); end > 0 {
					return end, h
				}
			}
		} else if e.takes(&ts[i]) {
			if end, h := r.lay(ts, start, i+1, k+1, h); end > 0 {
				return end, h
			}
		}
	}
	if e.optional {
		return r.lay(ts, start, i, k+1, h)
	}
	return 0, ""
}

func holidayAt(ts []token, i int) (int, string) {
	if ts[i].word == nil || !ts[i].upper {
		return 0, ""
	}
	for _, h := range vocabulary().holidays[ts[i].word] {
		if n := phraseAt(ts, i, h.words); n > 0 {
			return n, h.rule
		}
	}
	return 0, ""
}
