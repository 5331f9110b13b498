package knowledge

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// holder is one term of an office.
type holder struct {
	code, office string
	from, until  string // months; until is empty while in office
	keys         []string
	family       string
}

type holderTables struct {
	byKey, byFamily map[string][]*holder
	titles          map[string][]string // words of a title that fit an office
	leads           map[string]bool
}

var holders = sync.OnceValue(func() *holderTables {
	t := &holderTables{byKey: map[string][]*holder{}, byFamily: map[string][]*holder{}, titles: map[string][]string{}, leads: map[string]bool{}}
	for _, r := range table("offices.tsv", 3) {
		t.titles[r[0]], t.leads[r[0]] = list(r[1]), r[2] == "yes"
	}
	familyFirst := map[string]bool{}
	for _, r := range table("family_first.tsv", 1) {
		familyFirst[r[0]] = true
	}
	for _, r := range table("holders.tsv", 6) {
		h := &holder{code: r[0], office: r[1], from: r[2], until: r[3], family: familyOf(r[4], familyFirst[r[0]])}
		for _, name := range append([]string{r[4]}, list(r[5])...) {
			if k := nameKey(name); !slices.Contains(h.keys, k) {
				h.keys = append(h.keys, k)
				t.byKey[k] = append(t.byKey[k], h)
			}
		}
		t.byFamily[h.family] = append(t.byFamily[h.family], h)
	}
	return t
})

func familyOf(name string, first bool) string {
	words := strings.Fields(strings.TrimSuffix(strings.TrimSuffix(name, " Jr."), " III"))
	if first {
		return nameKey(words[0])
	}
	return nameKey(words[len(words)-1])
}

// nameKey is a name's letters in lower case, without marks, initials in the middle, and the Arabic article, so that spellings
// of one name compare equal.
func nameKey(name string) string {
	var b strings.Builder
	words := strings.Fields(Fold(name))
	for i, w := range words {
		for j, part := range strings.Split(w, "-") {
			part = strings.ToLower(strings.Map(func(r rune) rune {
				if unicode.IsLetter(r) {
					return r
				}
				return -1
			}, part))
			article := (part == "al" || part == "el") && (j == 0 && strings.Contains(w, "-") || i > 0)
			if article || len(part) == 1 && i > 0 && i < len(words)-1 {
				continue
			}
			b.WriteString(part)
		}
	}
	return b.String()
}

// ActedFor is the code of the party for which the bearer of a name held an office on a day (EDTF, a month at least), by
// holders.tsv; titles are the offices that the story itself gives them. It is empty where nobody is known by that name on that
// day, or several of different parties are. A family name alone needs a title that fits, or an office that leads a state.
func ActedFor(name, day string, titles []string) string {
	if len(day) < len("2025-01") {
		return ""
	}
	t, key := holders(), nameKey(name)
	found := ""
	list, whole := t.byKey[key], true
	if len(list) == 0 && !strings.Contains(strings.TrimSpace(name), " ") {
		list, whole = t.byFamily[key], false
	}
	for _, h := range list {
		if day[:7] < h.from || h.until != "" && day[:7] > h.until || !whole && !t.fits(h, titles) {
			continue
		}
		if found != "" && found != h.code {
			return ""
		}
		found = h.code
	}
	return found
}

// fits tells whether somebody of whom a story gives only the family name and these titles may hold an office.
func (t *holderTables) fits(h *holder, titles []string) bool {
	if len(titles) == 0 {
		return t.leads[h.office]
	}
	for _, title := range titles {
		title = strings.ToLower(title)
		if slices.ContainsFunc(t.titles[h.office], func(w string) bool { return strings.Contains(title, w) }) {
			return true
		}
	}
	return false
}
