package meta

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

func read(t *testing.T, page string) *Meta {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return Read(doc)
}

func ld(s string) string { return `<script type="application/ld+json">` + s + `</script>` }

func TestJSONLD(t *testing.T) {
	for _, c := range []struct{ name, page, headline, author, publisher, published string }{
		{"plain", ld(`{"@type":"NewsArticle","headline":"A bridge opens","author":{"name":"Ada Lund"},"publisher":{"name":"Herald"},"datePublished":"2026-01-02"}`),
			"A bridge opens", "Ada Lund", "Herald", "2026-01-02"},
		{"graph and references", ld(`{"@graph":[{"@type":"Person","@id":"#p","name":"Ada Lund"},{"@type":"WebSite","name":"no"},{"@type":"ReportageNewsArticle","headline":"A bridge opens","author":{"@id":"#p"}}]}`),
			"A bridge opens", "Ada Lund", "", ""},
		{"list of types, list of objects", ld(`[{"@type":"BreadcrumbList","name":"no"},{"@type":["Article","Thing"],"headline":"A bridge opens","author":["Ada Lund"]}]`),
			"A bridge opens", "Ada Lund", "", ""},
		{"address of the type", ld(`{"@type":"https://schema.org/NewsArticle","headline":"A bridge opens"}`), "A bridge opens", "", "", ""},
		{"main entity", ld(`{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"A bridge opens"}}`), "A bridge opens", "", "", ""},
		{"the page's own among others", `<link rel="canonical" href="https://n.example/b">` +
			ld(`{"@type":"NewsArticle","headline":"Another","url":"https://n.example/a"}`) + ld(`{"@type":"NewsArticle","headline":"A bridge opens","url":"https://n.example/b/"}`),
			"A bridge opens", "", "", ""},
		{"not in a list of others", ld(`{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Another"}]}`), "", "", "", ""},
		{"comment, line breaks, commas", ld("<!--\n{\"@type\":\"NewsArticle\",\"headline\":\"A bridge\nopens\",\"author\":[{\"name\":\"Ada Lund\",},],}\n-->"),
			"A bridge opens", "Ada Lund", "", ""},
		{"cut off", ld(`{"@type":"NewsArticle","headline":"A bridge opens","author":{"name":"Ada Lund"`), "A bridge opens", "Ada Lund", "", ""},
		{"entities and tags", ld(`{"@type":"NewsArticle","headline":"A &amp;quot;bridge&amp;quot; <i>opens</i>"}`), `A "bridge" opens`, "", "", ""},
		{"given and family name", ld(`{"@type":"NewsArticle","headline":"x","author":{"@type":"Person","givenName":"Ada","familyName":"Lund"}}`), "x", "Ada Lund", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := read(t, c.page)
			value := func(vs []Value) string {
				for _, v := range vs {
					if v.From == LD {
						return v.Text
					}
				}
				return ""
			}
			author := ""
			if a := m.Authors[LD]; len(a) > 0 {
				author = a[0].Text
			}
			if value(m.Titles) != c.headline || author != c.author || m.Publisher != c.publisher || value(m.Published) != c.published {
				t.Errorf("got %q, %q, %q, %q", value(m.Titles), author, m.Publisher, value(m.Published))
			}
		})
	}
}

func TestMetaTags(t *testing.T) {
	m := read(t, `<html lang="fr"><title>T</title><meta property="og:title" content="G"><meta name="DC.creator" content="Ada Lund">
<meta name="dcterms.issued" content="2026-01-02"><meta property="article:published_time" content="2026-01-03"><meta name="author" content="https://x.example/a">
<meta property="og:site_name" content="Herald"><meta itemprop="headline" content="M"><link rel="canonical" href="/a">`)
	want := []Value{{"G", Graph}, {"M", Microdata}, {"T", TitleTag}}
	if !reflect.DeepEqual(m.Titles, want) {
		t.Errorf("titles %v, want %v", m.Titles, want)
	}
	if len(m.Authors[Dublin]) != 1 || len(m.Authors[Tag]) != 0 {
		t.Errorf("authors %v", m.Authors)
	}
	if len(m.Published) != 2 || m.Published[0].Text != "2026-01-03" {
		t.Errorf("published %v", m.Published)
	}
	if m.Language != "fr" || m.Publisher != "Herald" || m.Canonical != "/a" {
		t.Errorf("language %q, publisher %q, canonical %q", m.Language, m.Publisher, m.Canonical)
	}
}

// TestLooseReadsJSON holds the tolerant parser to the standard one where there is nothing to tolerate.
func TestLooseReadsJSON(t *testing.T) {
	value := rapid.Deferred(func() *rapid.Generator[any] { return anyJSON(3) })
	rapid.Check(t, func(t *rapid.T) {
		v := map[string]any{"v": value.Draw(t, "value")}
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if got := loose(string(data)); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %#v, want %#v", data, got, want)
		}
	})
}

func anyJSON(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Map(rapid.Float64Range(-1e9, 1e9), func(f float64) any { return f }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
	}
	if depth > 0 {
		leaves = append(leaves,
			rapid.Map(rapid.SliceOfN(anyJSON(depth-1), 0, 3), func(l []any) any { return append([]any{}, l...) }),
			rapid.Map(rapid.MapOfN(rapid.StringMatching("[a-z@]{1,5}"), anyJSON(depth-1), 0, 3), func(m map[string]any) any { return m }))
	}
	return rapid.OneOf(leaves...)
}

func FuzzLoose(f *testing.F) {
	for _, s := range []string{`{"a":[1,"b",null,true]}`, `[`, `{"a"`, `{"a":"\ud83d\ude00\u12`, `{,}`, `//<![CDATA[
{"a":1}//]]>`, `{"a":{"@id":"x"},"@graph":[{"@id":"x","name":"y"}]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := loose(s)
		readLD([]string{s, s})
		var want any
		if json.Unmarshal([]byte(s), &want) == nil && strings.HasPrefix(s, "[") && v == nil {
			t.Errorf("valid JSON %q read as nothing", s)
		}
	})
}
