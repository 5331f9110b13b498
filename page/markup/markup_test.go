package markup

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/page/markup/internal/judge"
	"rapporteur/record"
)

// body is prose enough for an article.
const body = `<p>The foreign ministers of the two islands met on Monday for the first time in three years, officials said.</p>
<p>They spoke for two hours about fishing grounds, and agreed to meet again before the end of the month.</p>
<p>Neither side gave details of the talks, which were held at the old customs house by the harbour.</p>
<p>A second meeting is planned for the spring, a spokesman said, if the weather and the parliaments allow it.</p>`

func readOne(t *testing.T, page string) Result {
	t.Helper()
	rs, err := Read([]byte(page), Options{URL: "https://news.example/world/a"})
	if err != nil {
		t.Fatal(err)
	}
	if len(rs) != 1 {
		t.Fatalf("%d stories", len(rs))
	}
	rec := record.New(rs[0].Text)
	rec.Source.ID, rec.Story = "test", rs[0].Story
	if err := record.Validate(rec); err != nil {
		t.Fatal(err)
	}
	return rs[0]
}

func ldPage(ld, inner string) string {
	return `<html lang="en"><head><script type="application/ld+json">` + ld + `</script></head><body>` + inner + `</body></html>`
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"heading", `<h1>Ministers meet in Arbor</h1>` + body, "Ministers meet in Arbor"},
		{"site's name after it", `<title>Ministers meet in Arbor - The Herald</title><meta property="og:site_name" content="The Herald"><h1>Ministers meet in Arbor</h1>` + body, "Ministers meet in Arbor"},
		{"site's name, no heading", `<title>Ministers meet in Arbor | Herald</title><meta property="og:site_name" content="The Herald">` + body, "Ministers meet in Arbor"},
		{"a dash of its own", `<title>Ministers meet - at last</title><meta property="og:site_name" content="The Herald"><h1>Ministers meet - at last</h1>` + body, "Ministers meet - at last"},
		{"kicker", `<h1><span>Islands</span><span>Ministers meet in Arbor</span></h1>` + body, "Ministers meet in Arbor"},
		{"most agree", ldPage(`{"@type":"NewsArticle","headline":"Ministers meet in Arbor"}`, `<title>Arbor: what we know</title><h1>Ministers meet in Arbor</h1>`+body), "Ministers meet in Arbor"},
		{"a logo is no headline", `<nav><h1>The Herald</h1></nav><meta property="og:title" content="Ministers meet in Arbor"><div>` + body + `</div>`, "Ministers meet in Arbor"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := readOne(t, c.page).Story.Headline; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBylines(t *testing.T) {
	ld := func(author string) string {
		return `{"@type":"NewsArticle","headline":"Ministers meet in Arbor","publisher":{"name":"The Herald"},"author":` + author + `}`
	}
	h1 := `<h1>Ministers meet in Arbor</h1>`
	for _, c := range []struct{ name, page, want string }{
		{"JSON-LD", ldPage(ld(`[{"name":"Ada Lund"},{"name":"Bo Berg"}]`), h1+body), "Ada Lund, Bo Berg"},
		{"two in one", ldPage(ld(`"By Ada Lund and Bo Berg"`), h1+body), "Ada Lund, Bo Berg"},
		{"initials", ldPage(ld(`"Ada Lund (alu)"`), h1+body), "Ada Lund"},
		{"the publisher, and a name on the page", ldPage(ld(`{"@type":"Organization","name":"The Herald"}`), h1+`<p class="byline">By <a rel="author" href="/a">Ada Lund</a></p>`+body), "Ada Lund"},
		{"only the publisher", ldPage(ld(`{"@type":"Organization","name":"The Herald"}`), h1+body), "The Herald"},
		{"address", ldPage(ld(`"ada@herald.example"`), h1+`<div class="author">Ada Lund</div>`+body), "Ada Lund"},
		{"number", ldPage(ld(`"104873"`), h1+body), ""},
		{"microdata", h1 + `<span itemprop="author" itemscope><span itemprop="name">Ada Lund</span></span>` + body, "Ada Lund"},
		{"plain line", h1 + `<div>By Ada Lund in Arbor</div>` + body, "Ada Lund in Arbor"},
		{"meta tag", `<meta name="author" content="Ada Lund">` + h1 + body, "Ada Lund"},
		{"not a commenter", h1 + body + `<div class="comments"><a rel="author">Cy Dahl</a><p>Good.</p></div>`, ""},
		{"not a photographer", h1 + `<figure><img><figcaption>The house. <span class="author">Cy Dahl</span></figcaption></figure>` + body, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, a := range readOne(t, c.page).Story.Bylines {
				if a.Place != nil {
					a.Name += " in " + *a.Place
				}
				got = append(got, a.Name)
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func TestPublished(t *testing.T) {
	h1 := `<h1>Ministers meet in Arbor</h1>`
	for _, c := range []struct{ name, page, want string }{
		{"JSON-LD", ldPage(`{"@type":"NewsArticle","headline":"x","datePublished":"2026-01-05T09:00:00+01:00"}`, h1+body), "2026-01-05T09:00:00+01:00 metadata"},
		{"meta tag", `<meta property="article:published_time" content="2026-01-05T08:00:00Z">` + h1 + body, "2026-01-05T08:00:00Z metadata"},
		{"no zone: the day alone", `<meta name="date" content="2026-01-05 08:00">` + h1 + body, "2026-01-05 metadata"},
		{"nonsense, then a date", `<meta property="article:published_time" content="soon"><meta name="date" content="2026-01-05">` + h1 + body, "2026-01-05 metadata"},
		{"on the page", h1 + `<div>Published 5 January 2026</div>` + body, "2026-01-05 text"},
		{"updated is not published", h1 + `<div>Last updated 6 January 2026</div>` + body, ""},
		{"a date in the story is not the story's", h1 + body + `<p>The war ended on 3 March 2011, when the last boats went home to the southern island.</p>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if p := readOne(t, c.page).Story.Published; p != nil {
				got = p.Date + " " + p.Basis
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestInstant(t *testing.T) {
	for in, want := range map[string]string{
		"2026-01-05T08:00:00Z": "2026-01-05T08:00:00Z", "2026-01-05T08:00:00.123+0200": "2026-01-05T08:00:00+02:00",
		"2026-01-05 08:00:00 +0100": "2026-01-05T08:00:00+01:00", "Mon, 05 Jan 2026 08:00:00 GMT": "2026-01-05T08:00:00Z",
		"1767600000": "2026-01-05T08:00:00Z", "1767600000000": "2026-01-05T08:00:00Z", "20260105": "2026-01-05",
		"January 5, 2026": "2026-01-05", "2026-01-05T08:00": "2026-01-05", "5 January 2026": "2026-01-05", "2026-01-05 around noon": "2026-01-05",
		"": "", "yesterday": "", "0001-01-01T00:00:00Z": "", "99": "", strings.Repeat("1", 90): "",
	} {
		if got := instant(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestLanguageAndAddress(t *testing.T) {
	for in, want := range map[string]string{"en_GB": "en-GB", "de": "de", "fr-FR, fr": "fr-FR", "": "", "english language": "", "und": ""} {
		if got := languageTag(in); got != want {
			t.Errorf("language %q: got %q, want %q", in, got, want)
		}
	}
	for _, c := range []struct{ base, ref, want string }{
		{"https://a.example/x/y", "/z", "https://a.example/z"}, {"https://a.example/x", "", "https://a.example/x"},
		{"", "https://b.example/", "https://b.example/"}, {"https://a.example/x", "javascript:alert(1)", "https://a.example/x"}, {"", "/z", ""},
	} {
		if got := absolute(c.base, c.ref); got != c.want {
			t.Errorf("%q with %q: got %q, want %q", c.base, c.ref, got, c.want)
		}
	}
}

func TestLiveBlogOfMetadata(t *testing.T) {
	rs, err := Read([]byte(ldPage(`{"@type":"LiveBlogPosting","headline":"Talks live","liveBlogUpdate":[
{"@type":"BlogPosting","headline":"They leave","articleBody":"The ministers left.\n\nNobody spoke.","datePublished":"2026-01-05T10:00:00Z","url":"#b"},
{"@type":"BlogPosting","articleBody":"<p>The ministers came.</p><p>Somebody spoke.</p>","author":{"name":"Ada Lund"}}]}`, "<h1>Talks live</h1>"+body)), Options{URL: "https://news.example/live"})
	if err != nil || len(rs) != 2 {
		t.Fatalf("%d stories, %v", len(rs), err)
	}
	if rs[0].Text != "They leave\n\nThe ministers left.\n\nNobody spoke." || rs[0].Story.Published.Date != "2026-01-05T10:00:00Z" || rs[0].Story.Canonical != "https://news.example/live#b" {
		t.Errorf("%q %+v", rs[0].Text, rs[0].Story)
	}
	if rs[1].Text != "The ministers came.\n\nSomebody spoke." || rs[1].Story.Headline != "Talks live" || len(rs[1].Story.Bylines) != 1 {
		t.Errorf("%q %+v", rs[1].Text, rs[1].Story)
	}
}

func TestNotArticle(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"article", "<h1>Ministers meet</h1>" + body, ""},
		{"article about an error", "<title>Ministers blame a service unavailable at the border</title><meta property=og:type content=article><h1>Ministers blame a service unavailable at the border</h1>" + body, ""},
		{"nothing", "", "empty"},
		{"script only", `<div id=app></div><script>x</script>`, "empty"},
		{"German error page", `<title>Seite nicht gefunden</title><p>Diese Seite gibt es nicht mehr, oder es hat sie nie gegeben.</p>`, "error page"},
		{"wall", `<title>404</title><h1>404</h1>`, "error page"},
		{"list of links", `<h1>World</h1>` + strings.Repeat(`<div><h3><a href=x>Ministers of the islands meet</a></h3><p>They spoke for two hours of the fishing grounds, an official said on Monday.</p></div>`, 8), "index"},
		{"stub", ldPage(`{"@type":"NewsArticle","headline":"Ministers meet","isAccessibleForFree":false}`, `<h1>Ministers meet</h1><p>The foreign ministers met on Monday, officials said, and more they would not say.</p><div class=paywall>Subscribe to read on. Already a subscriber? Log in.</div>`), "paywall"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readOne(t, c.page)
			if r.Story.NotArticle != c.want {
				t.Errorf("got %q, want %q", r.Story.NotArticle, c.want)
			}
			if c.want != "" && c.want != "paywall" && slices.ContainsFunc(r.Story.Blocks, func(b record.Block) bool { return b.Kind == record.Paragraph }) {
				t.Error("a page that is no article has paragraphs")
			}
		})
	}
}

func TestFurniture(t *testing.T) {
	r := readOne(t, `<div class="cookie-banner"><p>We use cookies. By continuing to browse you agree to our cookie policy.</p></div><article><h1>Ministers meet in Arbor</h1>
<figure><img src=a><figcaption>The customs house in Arbor. Photo: Ada Lund/Island Press</figcaption></figure>`+body+
		`<div class="related"><h3>Read more</h3><a href=x>Ferry strike enters its second week</a></div></article>
<figure class="teaser"><img src=a><figcaption>The customs house in Arbor. Photo: Ada Lund/Island Press</figcaption></figure>
<div class="comments"><p>3 comments</p></div>`)
	got := map[string]string{}
	for _, b := range r.Story.Blocks {
		got[b.Reason] += r.Text[b.Start:b.End]
	}
	for reason, text := range map[string]string{"consent": "We use cookies", "related": "Ferry strike", "comments": "3 comments", "repeated caption": "The customs house"} {
		if !strings.Contains(got[reason], text) {
			t.Errorf("no %q for %q in %v", text, reason, got)
		}
	}
	if len(r.Story.Images) != 1 || r.Story.Images[0].Times != 2 || r.Story.Images[0].Caption.Quote != "The customs house in Arbor." || r.Story.Images[0].Credit == nil {
		t.Errorf("images %+v", r.Story.Images)
	}
}

func TestErrors(t *testing.T) {
	for name, page := range map[string]string{"deep": strings.Repeat("<div>", 600), "elements": strings.Repeat("<br>", DefaultMaxElements+1)} {
		if _, err := Read([]byte(page), Options{}); !errors.Is(err, ErrLimit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := judge.ParseModels("model\tbody\t0\t0\n"); err == nil {
		t.Error("weights without all models were read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<h1>Ministers meet</h1>"+body), "")
	f.Add([]byte(ldPage(`{"@type":"NewsArticle","headline":"x - y","author":"By A B and C D","datePublished":"1767600000"}`, body)), "https://a.example/")
	f.Add([]byte(`<div class=live-blog>`+strings.Repeat(`<div class=live-entry><time datetime=2026-01-05>1</time>`+body+`</div>`, 4)+`</div>`), "x")
	f.Fuzz(func(t *testing.T, src []byte, url string) {
		rs, err := Read(src, Options{URL: url, Limits: Limits{MaxElements: 3000, MaxBlocks: 300}})
		if err != nil {
			return
		}
		for _, r := range rs {
			rec := record.New(r.Text)
			rec.Source.ID, rec.Story = "fuzz", r.Story
			if err := record.Validate(rec); err != nil {
				t.Error(fmt.Errorf("%q: %w", src, err))
			}
		}
	})
}

func TestAnotherArticle(t *testing.T) {
	r := readOne(t, `<main><article><h1>Ministers meet in Arbor</h1>`+body+`<p>The ministers left by the same boat on which they had come, and waved to the crowd on the quay before it cast off.</p></article>
<article><h1>Storm closes three harbours</h1><p>The storm that came in from the west on Sunday night has closed three harbours, the coast guard said.</p>
<p>Ferries will not sail before Tuesday, and fishermen were told to see to their moorings and stay at home.</p></article></main>`)
	for _, b := range r.Story.Blocks {
		text := r.Text[b.Start:b.End]
		if strings.Contains(text, "Ferries") && (b.Kind != record.Furniture || b.Reason != "another article") {
			t.Errorf("%s %q: %s", b.Kind, b.Reason, text)
		}
		if strings.Contains(text, "same boat") && b.Kind != record.Paragraph {
			t.Errorf("%s: %s", b.Kind, text)
		}
	}
}
