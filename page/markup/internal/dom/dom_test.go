package dom

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var lim = Limits{Elements: 100_000, Blocks: 10_000}

func cut(t *testing.T, page string) *Tree {
	t.Helper()
	doc, err := Parse([]byte(page), lim)
	if err != nil {
		t.Fatal(err)
	}
	return Cut(doc, lim)
}

func texts(tr *Tree) (out []string) {
	for _, b := range tr.Blocks {
		out = append(out, b.Text)
	}
	return
}

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"paragraphs", "<p>One\n two</p><p>three</p>", []string{"One two", "three"}},
		{"unclosed", "<p>One<p>two<li>three<li>four", []string{"One", "two", "three", "four"}},
		{"inline", "<div>One <b>two</b><a href=x>three</a> <span>four</span></div>", []string{"One twothree four"}},
		{"line break", "<p>One<br>two</p>", []string{"One\ntwo"}},
		{"two line breaks", "<div>One<br> <br/>two</div>", []string{"One", "two"}},
		{"text beside blocks", "<div>One<p>two</p>three</div>", []string{"One", "two", "three"}},
		{"nothing to read", "<p>One</p><script>x</script><style>y</style><noscript><p>z</p></noscript><svg><text>v</text></svg><template><p>w</p></template>", []string{"One"}},
		{"script with a tag in it", `<p>One</p><script>var a = "<p>two</p><style>"</script><p>three</p>`, []string{"One", "three"}},
		{"comment", "<p>One<!-- two <p> --></p><!--> <p>three</p>", []string{"One", "three"}},
		{"attribute with a tag in it", `<p title="<p>x</p>">One</p><p title='a > b'>two</p><p title=a>three</p>`, []string{"One", "two", "three"}},
		{"names of attributes that are names of elements", `<small class=x style="a:b">One</small><div style=x>two</div>`, []string{"One", "two"}},
		{"entities, invisible characters", "<p>Fran&ccedil;ois&nbsp;and&shy;so\u200b on</p>", []string{"François andso on"}},
		{"kicker and headline", "<h1><span>Lake Orm</span><span>Presidents meet</span></h1>", []string{"Lake Orm", "Presidents meet"}},
		{"one span in a headline", "<h1><span>Presidents</span> meet</h1>", []string{"Presidents meet"}},
		{"credit in a figure", `<figure class=image><img><figcaption>The bridge. <span class="credit">Ada Lund</span></figcaption></figure>`, []string{"The bridge.", "Ada Lund"}},
		{"time", "<div>By Ada Lund <time>4 March</time></div><p>On <time>Monday</time> they met.</p>", []string{"By Ada Lund", "4 March", "On Monday they met."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := texts(cut(t, c.page)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	tr := cut(t, `<article class="articleBody"><div class="mainTeaserBox"><p>One <a href=x>two three four</a></p></div><span class="photo-caption"><i>five six</i></span></article>`)
	b := tr.Blocks[0]
	if b.Dist[Teaser] != 1 || b.Dist[Body] != 2 || b.Within&InArticle == 0 || b.Within&InNav != 0 {
		t.Errorf("teaser %d, body %d, within %b", b.Dist[Teaser], b.Dist[Body], b.Within)
	}
	if got := b.LinkShare(); got < 70 || got > 85 {
		t.Errorf("link share %d", got)
	}
	if tr.Blocks[1].Dist[Caption] != 0 {
		t.Errorf("an inline element's hint was lost: %d", tr.Blocks[1].Dist[Caption])
	}
	if s := tr.Blocks[0].Scope.Parent.Parent; s.Blocks != 2 || s.First != 0 || s.Last != 2 {
		t.Errorf("sums %+v", s)
	}
}

func TestMarks(t *testing.T) {
	tr := cut(t, `<div><a rel=author href=x>Ada Lund</a>, <a href="/author/bo">Bo Berg</a></div><p class="byline">Cy Dahl</p><p>None</p>`)
	want := []Mark{{0, "Ada Lund", MarkRel}, {0, "Bo Berg", MarkLink}, {1, "Cy Dahl", MarkHint}}
	if !slices.Equal(tr.Marks, want) {
		t.Errorf("got %v, want %v", tr.Marks, want)
	}
}

// TestSlimKeepsText compares with a parse of the whole page.
func TestSlimKeepsText(t *testing.T) {
	files, _ := filepath.Glob("../../../testdata/*.html")
	if len(files) == 0 {
		t.Fatal("no pages in testdata")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := texts(cut(t, string(data))), texts(Cut(whole, lim)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", f, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	if _, err := Parse([]byte(strings.Repeat("<div>", 1000)), lim); !errors.Is(err, ErrTooDeep) {
		t.Errorf("deep: %v", err)
	}
	if _, err := Parse([]byte(strings.Repeat("<br>", 100)), Limits{Elements: 99}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("large: %v", err)
	}
	doc, err := Parse([]byte(strings.Repeat("<p>x</p>", 100)), lim)
	if err != nil {
		t.Fatal(err)
	}
	if tr := Cut(doc, Limits{Blocks: 10}); len(tr.Blocks) != 10 || !tr.Cut {
		t.Errorf("%d blocks, cut %v", len(tr.Blocks), tr.Cut)
	}
}

func TestHintNames(t *testing.T) {
	for name, want := range map[string]Hint{"ArticleBody-p__caption2": Caption, "mainTeaserList": Teaser, "c-newsletter-box": Newsletter, "bildunterschrift": Caption} {
		h := hinter{seen: map[string]HintSet{}}
		if !h.name(name).Has(want) {
			t.Errorf("%s does not hint at %s", name, want)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"<p>a<b>c", "<h1><span>a</span><small>b</small></h1>", "<!-- a", "<script>a</script", "<a b='c", "<style/>a", "<p a=b\"c>", "</ p><", "<textarea><p>x", "<svg><p>x</svg>y"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Parse(data, Limits{Elements: 2000})
		if err != nil {
			return
		}
		tr := Cut(doc, Limits{Blocks: 500})
		for i, b := range tr.Blocks {
			if b.Text == "" || strings.TrimSpace(b.Text) != b.Text || b.LinkShare() < 0 {
				t.Errorf("block %d: %q, link share %d", i, b.Text, b.LinkShare())
			}
			if b.Scope.First > i || b.Scope.Last <= i {
				t.Errorf("block %d lies outside its element's [%d, %d)", i, b.Scope.First, b.Scope.Last)
			}
		}
	})
}
