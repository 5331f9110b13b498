// Package meta gathers what a page says of itself for machines: JSON-LD (schema.org),
// OpenGraph, Dublin Core and other meta tags, microdata. It only gathers; what of it is
// believed is decided where the page's text is at hand.
package meta

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Name is a name of an author or publisher.
type Name struct {
	Text         string
	Organisation bool // said to be one
}

// Value is a value with the source that gave it.
type Value struct {
	Text string
	From From
}

// From is a source of metadata.
type From uint8

// The sources.
const (
	LD        From = iota // JSON-LD of an article
	Graph                 // OpenGraph
	Twitter               // Twitter cards
	Tag                   // other meta tags
	Dublin                // Dublin Core
	Microdata             // itemprop
	TitleTag              // <title>
	PageLD                // JSON-LD of the page, not of an article
)

// Meta is what a page says of itself.
type Meta struct {
	Titles       []Value
	Descriptions []Value
	Authors      map[From][]Name
	Published    []Value
	Modified     []Value
	Publisher    string
	Section      string
	Language     string
	Canonical    string
	Type         string   // og:type
	LDTypes      []string // of the story, folded
	Body         string   // articleBody, plain
	Captions     []string // captions of the story's images
	Free         *bool    // isAccessibleForFree
	Updates      []Update // of a live blog
	Robots       string
	Generic      map[string]bool // all types at the top of the JSON-LD, folded
}

// Update is an entry of a live blog.
type Update struct {
	Title, Body, Published, Modified, URL string
	Authors                               []Name
}

// Read gathers the metadata of a page.
func Read(doc *html.Node) *Meta {
	m := &Meta{Authors: map[From][]Name{}}
	c := collector{m: m}
	c.walk(doc)
	g := readLD(c.scripts)
	m.Generic = g.others
	m.fromLD(g, c.titleTag)
	m.finish(&c)
	return m
}

type collector struct {
	m        *Meta
	scripts  []string
	tags     []tag
	titleTag string
	n        int
}

type tag struct{ key, value string }

// maxScripts bounds the bytes of JSON-LD.
const maxScripts = 4 << 20

func (c *collector) walk(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode {
			continue
		}
		switch k.DataAtom {
		case atom.Script:
			if k.FirstChild != nil && c.n+len(k.FirstChild.Data) <= maxScripts {
				c.scripts = append(c.scripts, k.FirstChild.Data)
				c.n += len(k.FirstChild.Data)
			}
		case atom.Title:
			if k.FirstChild != nil && c.titleTag == "" && k.Namespace == "" {
				c.titleTag = clean(k.FirstChild.Data)
			}
		case atom.Meta:
			c.metaTag(k)
		case atom.Link:
			if rel := Attr(k, "rel"); strings.EqualFold(rel, "canonical") && c.m.Canonical == "" {
				c.m.Canonical = strings.TrimSpace(Attr(k, "href"))
			}
		case atom.Html:
			c.m.Language = first(Attr(k, "lang"), Attr(k, "xml:lang"))
			c.walk(k)
		default:
			c.walk(k)
		}
	}
}

func (c *collector) metaTag(n *html.Node) {
	value := clean(Attr(n, "content"))
	if value == "" || len(c.tags) > 1000 {
		return
	}
	for _, a := range []string{"property", "name", "itemprop", "http-equiv"} {
		if k := strings.ToLower(strings.TrimSpace(Attr(n, a))); k != "" {
			if a == "itemprop" {
				k = "itemprop:" + k
			}
			c.tags = append(c.tags, tag{k, value})
		}
	}
}

// Attr is the value of an element's attribute.
func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func first(s ...string) string {
	for _, x := range s {
		if x = strings.TrimSpace(x); x != "" {
			return x
		}
	}
	return ""
}

// get is the first value of the first of the keys that the page gives.
func (c *collector) get(keys ...string) string {
	for _, k := range keys {
		for _, t := range c.tags {
			if t.key == k {
				return t.value
			}
		}
	}
	return ""
}

func (m *Meta) fromLD(g *ldGraph, titleTag string) {
	if o := choose(g, m.Canonical, titleTag); o != nil {
		m.story(g, o, LD)
	}
	for _, o := range g.pages {
		m.story(g, o, PageLD)
	}
}

// choose picks the object that is the page's story: the surest type, the address that is
// the page's, the fullest.
func choose(g *ldGraph, canonical, title string) (best object) {
	most := -1
	for _, o := range g.stories {
		points := 10 * rankOf(o)
		head := first(str(o["headline"]), str(o["name"]))
		if head != "" && len(head) > 10 && strings.Contains(strings.ToLower(title), strings.ToLower(head)) {
			points += 40
		}
		if u := first(str(o["url"]), str(o["@id"]), pageOf(o)); u != "" && canonical != "" && strings.TrimRight(u, "/#") == strings.TrimRight(canonical, "/") {
			points += 40
		}
		for _, k := range []string{"headline", "datePublished", "author", "articleBody", "publisher", "description"} {
			if o[k] != nil {
				points += 3
			}
		}
		if points > most {
			best, most = o, points
		}
	}
	return best
}

func pageOf(o object) string {
	if p, ok := o["mainEntityOfPage"].(object); ok {
		return first(str(p["@id"]), str(p["url"]))
	}
	return str(o["mainEntityOfPage"])
}

// lines is a text value with its line breaks.
func lines(v any) string {
	s, ok := v.(string)
	if !ok {
		return ""
	}
	var out []string
	for p := range strings.Lines(breaks.Replace(s)) {
		if p = clean(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}

// breaks are the ways in which markup within a value ends a line.
var breaks = strings.NewReplacer("</p>", "\n", "<br>", "\n", "<br/>", "\n", "<br />", "\n", "\r", "\n")

func (m *Meta) story(g *ldGraph, o object, from From) {
	add := func(to *[]Value, v string) {
		if v != "" {
			*to = append(*to, Value{v, from})
		}
	}
	add(&m.Titles, str(o["headline"]))
	if from == LD && o["headline"] == nil {
		add(&m.Titles, str(o["name"]))
	}
	add(&m.Descriptions, str(o["description"]))
	add(&m.Published, first(str(o["datePublished"]), str(o["dateCreated"]), str(o["uploadDate"])))
	add(&m.Modified, str(o["dateModified"]))
	authors := g.names(o["author"])
	if len(authors) == 0 {
		authors = g.names(o["creator"])
	}
	if len(authors) > 0 {
		m.Authors[from] = append(m.Authors[from], authors...)
	}
	if from != LD {
		return
	}
	for _, n := range append(g.names(o["publisher"]), g.names(o["sourceOrganization"])...) {
		m.Publisher = first(m.Publisher, n.Text)
	}
	m.Section = str(o["articleSection"])
	m.Body = str(o["articleBody"])
	m.LDTypes = typesOf(o)
	if l := str(o["inLanguage"]); l != "" && m.Language == "" {
		m.Language = l
	}
	switch v := o["isAccessibleForFree"].(type) {
	case bool:
		m.Free = &v
	case string:
		free := strings.EqualFold(v, "true")
		m.Free = &free
	}
	for _, i := range list(o["image"]) {
		if i, ok := i.(object); ok {
			if i = g.follow(i); str(i["caption"]) != "" {
				m.Captions = append(m.Captions, str(i["caption"]))
			}
		}
	}
	for _, u := range list(o["liveBlogUpdate"]) {
		if u, ok := u.(object); ok && len(m.Updates) < maxObjects {
			m.Updates = append(m.Updates, Update{Title: first(str(u["headline"]), str(u["name"])), Body: lines(u["articleBody"]),
				Published: str(u["datePublished"]), Modified: str(u["dateModified"]), URL: str(u["url"]), Authors: g.names(u["author"])})
		}
	}
}

// finish adds what meta tags say.
func (m *Meta) finish(c *collector) {
	add := func(to *[]Value, from From, keys ...string) {
		for _, k := range keys {
			if v := c.get(k); v != "" {
				*to = append(*to, Value{v, from})
			}
		}
	}
	add(&m.Titles, Graph, "og:title")
	add(&m.Titles, Twitter, "twitter:title")
	add(&m.Titles, Dublin, "dc.title", "dcterms.title", "dc:title")
	add(&m.Titles, Tag, "title", "headline", "parsely-title", "sailthru.title", "cxenseparse:title", "article:title")
	add(&m.Titles, Microdata, "itemprop:headline")
	if c.titleTag != "" {
		m.Titles = append(m.Titles, Value{c.titleTag, TitleTag})
	}
	add(&m.Descriptions, Graph, "og:description")
	add(&m.Descriptions, Twitter, "twitter:description")
	add(&m.Descriptions, Tag, "description")
	add(&m.Descriptions, Dublin, "dc.description", "dcterms.description", "dcterms.abstract")
	add(&m.Published, Graph, "article:published_time", "og:published_time", "og:article:published_time", "article:published", "og:pubdate")
	add(&m.Published, Microdata, "itemprop:datepublished")
	add(&m.Published, Dublin, "dcterms.issued", "dcterms.date", "dc.date.issued", "dc.date", "dcterms.created", "dc.date.created")
	add(&m.Published, Tag, "datepublished", "date-published", "parsely-pub-date", "publishdate", "publish-date", "publish_date", "pubdate",
		"publication_date", "publication-date", "article_date_original", "sailthru.date", "cxenseparse:recs:publishtime",
		"cxenseparse:publishtime", "article.published", "published_at", "published-at", "published", "originalpublicationdate",
		"article:post_date", "timestamp", "date", "displaydate", "ptime", "created", "article.created", "rnews:datepublished")
	add(&m.Modified, Graph, "article:modified_time", "og:updated_time")
	add(&m.Modified, Microdata, "itemprop:datemodified")
	add(&m.Modified, Tag, "last-modified", "article.updated", "revised", "dcterms.modified", "dc.date.modified")
	c.people(Graph, "article:author", "og:article:author", "article:author:name", "og:author")
	c.people(Dublin, "dc.creator", "dcterms.creator", "dc:creator", "dc.author")
	c.people(Tag, "author", "authors", "byl", "byline", "parsely-author", "sailthru.author", "cxenseparse:author", "article.author",
		"article_author", "authorname", "content_author", "cxenseparse:recs:articleauthor", "rbauthors")
	c.people(Twitter, "twitter:creator:name")
	m.Publisher = first(m.Publisher, c.get("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "apple-mobile-web-app-title"))
	m.Section = first(m.Section, c.get("article:section", "section", "parsely-section", "cxenseparse:category", "category"))
	m.Language = first(m.Language, c.get("og:locale", "content-language", "dc.language", "dcterms.language", "language", "inlanguage"))
	m.Canonical = first(m.Canonical, c.get("og:url"))
	m.Type = strings.ToLower(c.get("og:type"))
	m.Robots = strings.ToLower(c.get("robots"))
}

func (c *collector) people(from From, keys ...string) {
	for _, k := range keys {
		for _, t := range c.tags {
			if t.key == k && !strings.HasPrefix(t.value, "http") && !strings.HasPrefix(t.value, "@") {
				c.m.Authors[from] = append(c.m.Authors[from], Name{Text: t.value})
			}
		}
		if len(c.m.Authors[from]) > 0 {
			return
		}
	}
}
