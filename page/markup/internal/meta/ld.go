package meta

import (
	"html"
	"strings"
	"unicode"
)

// articleTypes are the schema.org types that a page's story may have, the surer the higher.
var articleTypes = map[string]int{"newsarticle": 5, "reportagenewsarticle": 5, "analysisnewsarticle": 5, "opinionnewsarticle": 5,
	"backgroundnewsarticle": 5, "reviewnewsarticle": 5, "askpublicnewsarticle": 5, "advertisercontentarticle": 5, "satiricalarticle": 5,
	"article": 4, "blogposting": 4, "liveblogposting": 5, "socialmediaposting": 3, "techarticle": 4, "scholarlyarticle": 4, "report": 4,
	"medicalscholarlyarticle": 4, "creativework": 2, "webpage": 1, "itempage": 1, "videoobject": 1}

// ldGraph holds the objects of all JSON-LD scripts of a page.
type ldGraph struct {
	byID    map[string]object
	stories []object
	others  map[string]bool // types seen at the top, folded
	pages   []object
}

// maxObjects bounds the objects that are looked at.
const maxObjects = 2000

func readLD(scripts []string) *ldGraph {
	g := &ldGraph{byID: map[string]object{}, others: map[string]bool{}}
	n := 0
	for _, s := range scripts {
		v := loose(s)
		g.index(v, &n, 0)
		g.top(v, 0)
	}
	return g
}

// index notes the objects that have an @id, for others refer to them.
func (g *ldGraph) index(v any, n *int, depth int) {
	if *n++; *n > maxObjects*10 || depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			g.index(x, n, depth+1)
		}
	case object:
		if id, ok := v["@id"].(string); ok && len(v) > 1 && len(v) > len(g.byID[id]) {
			g.byID[id] = v
		}
		for _, x := range v {
			switch x.(type) {
			case []any, object:
				g.index(x, n, depth+1)
			}
		}
	}
}

// top looks for stories where a page may declare them; not in lists of other stories.
func (g *ldGraph) top(v any, depth int) {
	if depth > 6 || len(g.stories) > maxObjects {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			g.top(x, depth+1)
		}
	case object:
		rank := 0
		for _, t := range typesOf(v) {
			g.others[t] = true
			rank = max(rank, articleTypes[t])
		}
		if rank > 1 {
			g.stories = append(g.stories, v)
		} else if rank == 1 {
			g.pages = append(g.pages, v)
		}
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage", "@list"} {
			g.top(v[k], depth+1)
		}
	}
}

func typesOf(o object) (out []string) {
	for _, v := range list(o["@type"]) {
		if s, ok := v.(string); ok {
			s = s[strings.LastIndexAny(s, "/:#")+1:]
			out = append(out, strings.ToLower(s))
		}
	}
	return
}

func rankOf(o object) (rank int) {
	for _, t := range typesOf(o) {
		rank = max(rank, articleTypes[t])
	}
	return
}

// list is v's items, or v itself.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// str is a text value, plain and on one line.
func str(v any) string {
	switch v := v.(type) {
	case string:
		return clean(v)
	case []any:
		if len(v) > 0 {
			return str(v[0])
		}
	case object:
		return str(v["@value"])
	}
	return ""
}

// clean takes markup and entities out of a value and joins its lines.
func clean(s string) string {
	for range 2 {
		if strings.Contains(s, "&") {
			s = html.UnescapeString(s)
		}
	}
	if strings.Contains(s, "<") {
		s = strip(s)
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) }), " ")
}

// strip takes tags out of s.
func strip(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			break
		}
		if c := s[i+1]; c != '/' && c != '!' && (c|0x20 < 'a' || c|0x20 > 'z') {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		b.WriteString(s[:i])
		if t := s[i : i+j]; len(t) < 3 || !strings.Contains("<i <b <em<st<a </i</b</a<sp</s</e", t[:3]) {
			b.WriteByte(' ')
		}
		s = s[i+j+1:]
	}
	b.WriteString(s)
	return b.String()
}

// follow resolves a reference by @id.
func (g *ldGraph) follow(o object) object {
	if id, ok := o["@id"].(string); ok && o["name"] == nil {
		if full := g.byID[id]; full != nil {
			return full
		}
	}
	return o
}

// names are the names of persons or organisations in a value, with their types.
func (g *ldGraph) names(v any) (out []Name) {
	for _, x := range list(v) {
		switch x := x.(type) {
		case string:
			if !strings.HasPrefix(x, "http") {
				out = append(out, Name{Text: clean(x)})
			}
		case object:
			x = g.follow(x)
			for _, n := range list(x["name"]) {
				name := Name{Text: str(n)}
				for _, t := range typesOf(x) {
					name.Organisation = name.Organisation || strings.Contains(t, "organization")
				}
				if name.Text != "" {
					out = append(out, name)
				}
			}
			if len(list(x["name"])) == 0 && x["givenName"] != nil {
				out = append(out, Name{Text: clean(str(x["givenName"]) + " " + str(x["familyName"]))})
			}
		}
	}
	return out
}
