package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rapporteur"
	"rapporteur/examples"
	"rapporteur/intake"
	"rapporteur/ledger"
	"rapporteur/record"
)

// maxPageBytes is what a page may weigh.
const maxPageBytes = 200_000

func openLedger(t testing.TB) *ledger.Ledger {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func reader(t testing.TB) *rapporteur.Reader {
	r, err := rapporteur.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// exampleLedger holds the examples as the reader reads them, and a process of theirs.
func exampleLedger(t testing.TB) *ledger.Ledger {
	l, reader := openLedger(t), reader(t)
	names, err := examples.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var batch []ledger.Entry
	for _, f := range names {
		data, err := examples.Files.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		item := itemOf(f.Name(), data)
		recs, err := reader.Read(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, ledger.Entry{Item: item, Records: recs})
	}
	if _, err := l.Add(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveProcess(t.Context(), ledger.Process{Name: "The talks", Words: "talks"}); err != nil {
		t.Fatal(err)
	}
	return l
}

func itemOf(id string, data []byte) intake.Item {
	sum := sha256.Sum256(data)
	return intake.Item{ID: id, Origin: id, Data: data, SHA256: hex.EncodeToString(sum[:])}
}

// told makes a story of one encounter, one statement and one position, invented for the tests; every text field holds what evil adds.
func told(id, day, status, stance, says, evil string) ledger.Entry {
	says += " by the spring, writes " + id + " " + evil
	head := "Talks on the valley " + evil
	text := head + "\n\nMirek Halden of Karvenia met Josip Arden of Oltania in Oslo. Halden said " + says + "."
	r := record.New(text)
	headline := evil
	evil = evil[:runeStart(evil, 4_000)] // names of a megabyte each would only slow the test
	r.Reader.Version = "test"
	r.Source.ID, r.Source.URI = id, "javascript:alert(1)//"+evil
	r.Story.Headline, r.Story.Publisher = "Talks on the valley "+headline, "The Gazette "+evil
	r.Story.Published = &record.Published{Date: day, Basis: record.BasisGiven}
	r.Story.Bylines = []record.Author{{Name: "A. Writer " + evil}}
	body := len(head) + 2
	r.Story.Blocks = []record.Block{{Kind: record.Headline, End: len(head)}, {Kind: record.Paragraph, Start: body, End: len(text)}}
	all := record.Cut(text, body, len(text))
	content := record.Cut(text, len(text)-len(says)-1, len(text)-1)
	actor := func(id, name string) record.Actor { return record.Actor{ID: id, Name: name + evil} }
	r.People = []record.Person{{ID: "p1", Name: "Mirek Halden" + evil, Roles: []record.Role{{Title: "envoy" + evil}}, Mentions: []record.Span{record.Cut(text, body, body+12)}}, {ID: "p2", Name: "Josip Arden" + evil}}
	r.Parties = []record.Party{{ID: "KAR", Name: "Karvenia" + evil, Kind: record.State}, {ID: "OLT", Name: "Oltania" + evil, Kind: record.State}}
	lat, lon := 59.9, 10.7
	r.Places = []record.Place{{ID: "oslo", Name: "Oslo" + evil, Country: "NOR", Lat: &lat, Lon: &lon}}
	venue, date := "Villa"+evil, day
	r.Encounters = []record.Encounter{{ID: "e1", Kind: record.Talks, Status: status, Participants: []record.Actor{actor("p1", "Mirek Halden"), actor("p2", "Josip Arden")},
		Parties: []record.Actor{actor("KAR", "Karvenia"), actor("OLT", "Oltania")}, Place: &record.PlaceRef{ID: "oslo", Name: "Oslo" + evil}, Venue: &venue, Date: &date, Outcome: record.NoneReported, Evidence: []record.Span{all}}}
	speaker, party := actor("p1", "Mirek Halden"), actor("KAR", "Karvenia")
	r.Statements = []record.Statement{{ID: "s1", Speaker: &speaker, For: &party, Mode: record.Indirect, Content: []record.Span{content}, Evidence: all}}
	r.Positions = []record.Position{{ID: "q1", Party: party, Stance: stance, Issue: "territory", Content: content, Evidence: all}}
	r.Fill()
	return ledger.Entry{Item: itemOf(id, []byte(text)), Records: []*record.Record{r}}
}

// late is a story that tells of an encounter of an earlier day, held in the morning, with an outcome.
func late(e ledger.Entry) ledger.Entry {
	day := "2026-03-02"
	r := e.Records[0]
	r.Encounters[0].Date, r.Encounters[0].Outcome = &day, record.Progress
	*r.Encounters[0].Venue = "Harbour House"
	return e
}

func add(t testing.TB, l *ledger.Ledger, list ...ledger.Entry) {
	if _, err := l.Add(t.Context(), list); err != nil {
		t.Fatal(err)
	}
}

func room(t testing.TB, l *ledger.Ledger, o Options) http.Handler {
	o.Now = func() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) }
	if o.Reader == nil {
		o.Reader = reader(t)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	h, err := New(l, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask1(t testing.TB, h http.Handler, method, target string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, body)
	r.Host = "localhost:8417"
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func get(t testing.TB, h http.Handler, target string, header ...string) *httptest.ResponseRecorder {
	return ask1(t, h, "GET", target, nil, header...)
}

// checkPage holds a page to what every page keeps, and gives the addresses of this server that it links to.
func checkPage(t *testing.T, target string, w *httptest.ResponseRecorder) (links []string) {
	if w.Code != http.StatusOK {
		t.Errorf("%s: %d", target, w.Code)
	}
	if n := w.Body.Len(); n > maxPageBytes {
		t.Errorf("%s weighs %d bytes", target, n)
	}
	if p := w.Header().Get("Content-Security-Policy"); strings.Contains(p, "unsafe") || !strings.Contains(p, "default-src 'none'") {
		t.Errorf("%s: policy %q", target, p)
	}
	if len(w.Header().Values("Set-Cookie")) > 0 {
		t.Errorf("%s sets a cookie", target)
	}
	if strings.ContainsAny(w.Body.String(), "\u202e\u2066\u200f\x00\x1b") || strings.Contains(w.Body.String(), "ZgotmplZ") {
		t.Errorf("%s holds characters or addresses that should not get through", target)
	}
	doc, err := html.Parse(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	ids, heads, labels := map[string]bool{}, 0, map[string]bool{}
	var fields []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s> is against the policy", target, n.Data, a.Key)
			}
		}
		if id := at["id"]; id != "" {
			if ids[id] {
				t.Errorf("%s: the id %q stands twice", target, id)
			}
			ids[id] = true
		}
		switch n.Data {
		case "script":
			if !strings.HasPrefix(at["src"], "/static/") || n.FirstChild != nil {
				t.Errorf("%s holds a script of its own", target)
			}
		case "iframe", "object", "embed", "style", "base":
			t.Errorf("%s holds a <%s>", target, n.Data)
		case "h1":
			heads++
		case "label":
			labels[at["for"]] = true
		case "input", "select", "textarea":
			if at["type"] != "hidden" {
				fields = append(fields, at["id"])
			}
		case "link", "img":
			if a := at["href"] + at["src"]; !strings.HasPrefix(a, "/") {
				t.Errorf("%s loads %q", target, a)
			}
		case "a":
			switch href := at["href"]; {
			case strings.HasPrefix(href, "/"):
				links = append(links, href)
			case n.Attr == nil, href == "" && at["class"] != "": // a name too long to be asked for
			case strings.HasPrefix(href, "#"), strings.HasPrefix(href, "https://"), strings.HasPrefix(href, "http://"):
			default:
				t.Errorf("%s links to %q", target, href)
			}
		}
	}
	if heads != 1 || !ids["main"] {
		t.Errorf("%s has %d first headings, main %v", target, heads, ids["main"])
	}
	for _, f := range fields {
		if !labels[f] {
			t.Errorf("%s: the field %q has no label", target, f)
		}
	}
	return links
}

// crawl asks for every page that can be reached from the given ones, up to so many.
func crawl(t *testing.T, h http.Handler, most int, from ...string) map[string]int {
	seen := map[string]int{}
	for len(from) > 0 && len(seen) < most {
		target, _, _ := strings.Cut(from[0], "#")
		from = from[1:]
		if _, ok := seen[target]; ok {
			continue
		}
		w := get(t, h, target)
		seen[target] = w.Body.Len()
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			from = append(from, checkPage(t, target, w)...)
		} else if w.Code != http.StatusOK {
			t.Errorf("%s: %d: %.200s", target, w.Code, w.Body)
		}
	}
	return seen
}

var allPages = []string{"/", "/today", "/positions", "/statements", "/people", "/places", "/met", "/brief", "/add", "/corrections", "/api", "/search", "/search?q=talks", "/brief?process=The+talks"}

func TestEveryPageOfTheExamples(t *testing.T) {
	h := room(t, exampleLedger(t), Options{})
	seen := crawl(t, h, 150, allPages...)
	most, where := 0, ""
	for target, n := range seen {
		if n > most {
			most, where = n, target
		}
	}
	t.Logf("%d pages, the largest %d bytes (%s)", len(seen), most, where)
	if len(seen) < 60 {
		t.Errorf("only %d pages were found from the menu", len(seen))
	}
}

func TestHostileStoriesShowAsText(t *testing.T) {
	for name, evil := range map[string]string{
		"script":    `<script>alert(1)</script>"><img src=x onerror=alert(1)>`,
		"direction": "\u202eevil\u2066\u200f",
		"template":  `{{.Title}} </title></bdi></main> ' " &quot;`,
		"long":      strings.Repeat("valley ", 150_000),
		"quotes":    strings.Repeat(`"<&>'`, 30_000),
	} {
		t.Run(name, func(t *testing.T) {
			l := openLedger(t)
			e := told("st/or y?#"+name, "2026-03-02", record.Held, "demands", "the valley must be left", evil)
			add(t, l, e, told("other", "2026-03-03", record.Scheduled, "offers", "the valley must be left", evil))
			h := room(t, l, Options{})
			first := get(t, h, storyLink(e.Item.ID))
			if name == "script" && !strings.Contains(first.Body.String(), "&lt;script&gt;") {
				t.Errorf("the script isn't shown as text: %.500s", first.Body)
			}
			for target, n := range crawl(t, h, 30, append([]string{storyLink(e.Item.ID), storyLink(e.Item.ID, "s1")}, allPages[:13]...)...) {
				if n == 0 {
					t.Errorf("%s is empty", target)
				}
			}
		})
	}
}

func TestEncounterOfSeveralStories(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Scheduled, "demands", "the valley must be left", ""), late(told("b", "2026-03-04", record.Held, "demands", "nobody has agreed on anything", "")))
	h := room(t, l, Options{})
	list, err := l.Timeline(t.Context(), ledger.Filter{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d encounters, %v", len(list), err)
	}
	body := get(t, h, "/encounter?id="+list[0].ID).Body.String()
	for _, want := range []string{"How it came", "is-scheduled", "is-held", "Where the stories differ", "best supported", "/story?id=a&amp;item=e1#lit", "/story?id=b&amp;item=e1#lit"} {
		if !strings.Contains(body, want) {
			t.Errorf("the encounter's page lacks %q", want)
		}
	}
	story := get(t, h, "/story?id=a&item=s1").Body.String()
	for _, want := range []string{`id="lit"`, `href="#i-s1"`, `<li id="i-s1" class="lit"`, `<a class="on" href="/encounter?id=a%2Fe1">`} {
		if !strings.Contains(story, want) {
			t.Errorf("the story's page lacks %q:\n%s", want, story)
		}
	}
	if strings.Contains(story, `href="javascript`) {
		t.Error("a javascript: address became a link")
	}
}

func TestFiltersNarrow(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""), told("b", "2026-05-02", record.Scheduled, "offers", "the army will go soon", ""))
	h := room(t, l, Options{})
	for target, want := range map[string]int{"/": 2, "/?status=held": 1, "/?since=2026-05": 1, "/?until=2026-03-01": 0, "/?party=Karvenia": 2, "/?party=Nobody": 0, "/?place=oslo": 2, "/?person=Halden&since=2026-04": 1,
		"/statements?q=soon": 1, "/statements?mode=direct": 0, "/statements?mode=indirect": 2, "/statements?q=%22": 2, "/statements?person=Halden": 2} {
		if got := strings.Count(get(t, h, target).Body.String(), `<li class="card">`); got != want {
			t.Errorf("%s shows %d, want %d", target, got, want)
		}
	}
	for _, target := range []string{"/?since=yesterday", "/?status=glad", "/?page=0", "/?page=x", "/statements?mode=loud", "/?process=none"} {
		if w := get(t, h, target); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for _, target := range []string{"/encounter?id=E99999999", "/encounter", "/story?id=none", "/story?id=a&part=9", "/person?id=Nobody", "/position", "/brief?process=none", "/nowhere"} {
		if w := get(t, h, target); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	// One who asked for what is not there leaves the page whole for the next.
	for _, target := range []string{"/encounter?id=a%2Fe1", "/story?id=a", "/person?id=Mirek+Halden", "/position?party=Karvenia", "/"} {
		checkPage(t, target, get(t, h, target))
	}
}

func TestListsTurnPages(t *testing.T) {
	l := openLedger(t)
	const n = perPage + 7
	for i := range n {
		add(t, l, told(fmt.Sprintf("story%02d", i), fmt.Sprintf("20%02d-03-02", 20+i), record.Held, "demands", fmt.Sprintf("demand number %d", i), ""))
	}
	h := room(t, l, Options{})
	first, second := get(t, h, "/").Body.String(), get(t, h, "/?page=2").Body.String()
	if a, b := strings.Count(first, `<li class="card">`), strings.Count(second, `<li class="card">`); a != perPage || b != n-perPage {
		t.Errorf("pages of %d and %d", a, b)
	}
	if !strings.Contains(first, `rel="next"`) || strings.Contains(second, `rel="next"`) {
		t.Error("the way to the next page is wrong")
	}
	seen := map[string]bool{}
	next := "/api/v1/encounters?limit=10"
	for next != "" {
		w := get(t, h, next)
		var page list[ledger.Encounter]
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil {
			t.Fatal(err, w.Body)
		}
		for _, e := range page.Items {
			if seen[e.ID] {
				t.Errorf("%s comes twice", e.ID)
			}
			seen[e.ID] = true
		}
		next, _, _ = strings.Cut(strings.TrimPrefix(w.Header().Get("Link"), "<"), ">")
	}
	if len(seen) != n {
		t.Errorf("the pages of the API give %d of %d", len(seen), n)
	}
}

func TestWhoMayAsk(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""))
	open, closed := room(t, l, Options{Hosts: []string{"minutes.example"}}), room(t, l, Options{Token: "sesame"})
	basic := func(password string) string {
		r := httptest.NewRequest("GET", "/", nil)
		r.SetBasicAuth("reader", password)
		return r.Header.Get("Authorization")
	}
	for _, c := range []struct {
		name string
		w    *httptest.ResponseRecorder
		want int
	}{
		{"no token", get(t, closed, "/"), 401},
		{"wrong token", get(t, closed, "/", "Authorization", "Bearer sesam"), 401},
		{"wrong password", get(t, closed, "/api/v1/status", "Authorization", basic("sesame ")), 401},
		{"style without token", get(t, closed, "/static/style.css"), 401},
		{"token", get(t, closed, "/", "Authorization", "Bearer sesame"), 200},
		{"password", get(t, closed, "/", "Authorization", basic("sesame")), 200},
		{"health without token", get(t, closed, "/healthz"), 200},
		{"foreign name", get(t, open, "/", "Host", "evil.example:8417"), 421},
		{"foreign name that looks local", get(t, open, "/", "Host", "localhost.evil.example"), 421},
		{"no name", get(t, open, "/", "Host", ""), 421},
		{"allowed name", get(t, open, "/", "Host", "Minutes.Example:8417"), 200},
		{"address", get(t, open, "/", "Host", "127.0.0.1:8417"), 200},
		{"address of six", get(t, open, "/", "Host", "[::1]:8417"), 200},
		{"listing of static files", get(t, open, "/static/"), 404},
		{"method", ask1(t, open, "DELETE", "/", nil), 405},
	} {
		if c.w.Code != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.w.Code, c.want)
		}
	}
}

func TestOnlyItsOwnPagesCorrect(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""))
	h := room(t, l, Options{})
	form := url.Values{"op": {"set"}, "ref": {"a/e1"}, "field": {"status"}, "value": {"denied"}, "author": {"K. Desk"}, "reason": {"the readout says so"}}
	count := func() int {
		all, err := collect(l.Corrections(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	post := func(v url.Values, header ...string) *httptest.ResponseRecorder {
		return ask1(t, h, "POST", "/corrections", strings.NewReader(v.Encode()), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...)
	}
	asJSON := func(body string, header ...string) *httptest.ResponseRecorder {
		return ask1(t, h, "POST", "/api/v1/corrections", strings.NewReader(body), append([]string{"Content-Type", "application/json"}, header...)...)
	}
	ok := `{"author":"K. Desk","reason":"so it was","op":"set","refs":["a/e1"],"field":"outcome","value":"progress"}`
	for name, w := range map[string]*httptest.ResponseRecorder{
		"origin": post(form, "Origin", "https://evil.example"), "null origin": post(form, "Origin", "null"), "site": post(form, "Sec-Fetch-Site", "cross-site"),
		"api origin": asJSON(ok, "Origin", "https://evil.example"),
	} {
		if w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if n := count(); n != 0 {
		t.Fatalf("another origin made %d corrections", n)
	}
	if w := post(form, "Origin", "http://localhost:8417", "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/encounter?id=a%2Fe1" {
		t.Errorf("%d to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	if w := asJSON(ok); w.Code != http.StatusCreated {
		t.Errorf("API: %d: %s", w.Code, w.Body)
	}
	body := get(t, h, "/encounter?id=a%2Fe1").Body.String()
	if !strings.Contains(body, "is-denied") || !strings.Contains(body, "<dd>progress</dd>") || count() != 2 {
		t.Errorf("the corrections don't show; there are %d", count())
	}
	form.Set("field", "mood")
	if w := post(form); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "mood") {
		t.Errorf("a field that is none: %d", w.Code)
	}
	if w := asJSON(`{"op":"sing"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a bad body: %d", w.Code)
	}
	if w := asJSON(`{"reason":"` + strings.Repeat("x", 2<<20) + `"}`); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body of 2 MB: %d", w.Code)
	}
}

func TestAPI(t *testing.T) {
	l := openLedger(t)
	if err := l.SaveProcess(t.Context(), ledger.Process{Name: "The talks", Words: "talks"}); err != nil {
		t.Fatal(err)
	}
	add(t, l, told("st/or y", "2026-03-02", record.Held, "demands", "the valley must be left", ""))
	h := room(t, l, Options{Version: "1.2.3"})
	w := get(t, h, "/openapi.json")
	var spec struct {
		OpenAPI string
		Info    struct{ Version string }
		Paths   map[string]map[string]any
	}
	if err := json.Unmarshal(w.Body.Bytes(), &spec); err != nil || !strings.HasPrefix(spec.OpenAPI, "3.1") || spec.Info.Version != "1.2.3" {
		t.Fatalf("%v %+v", err, spec)
	}
	for _, target := range []string{"/encounters?evidence=true", "/encounters?status=held&party=Karvenia", "/statements?q=valley", "/positions?issue=territory", "/people", "/search?q=talks", "/corrections", "/encounters/" + url.PathEscape("st/or y/e1"),
		"/stories/" + url.PathEscape("st/or y"), "/people/Halden", "/processes", "/processes/the%20talks/brief", "/trends", "/status"} {
		w := get(t, h, "/api/v1"+target)
		if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
			t.Errorf("%s: %d %s: %.300s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
			continue
		}
		tag := w.Header().Get("ETag")
		if again := get(t, h, "/api/v1"+target, "If-None-Match", `"other", W/`+tag); tag == "" || again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s: tag %q gives %d", target, tag, again.Code)
		}
	}
	for target, want := range map[string]int{"/encounters?since=soon": 422, "/encounters?limit=0": 422, "/encounters?status=glad": 422, "/encounters/E99999999": 404, "/stories/none": 404, "/people/Nobody": 404,
		"/search": 422, "/search?q=%22%22": 400, "/processes/none/brief": 404, "/encounters?process=none": 404, "/nothing": 404, "/positions?issue=%00": 200, "/statements?q=%22%00": 200, "/people/%00": 404} {
		w := get(t, h, "/api/v1"+target)
		if w.Code != want || want >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s: %.300s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
	if strings.Contains(get(t, h, "/api/v1/status").Body.String(), filepath.Dir(l.Path())) {
		t.Error("the status tells where the ledger lies")
	}
}

func TestFeeds(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", "\x01<&>"), told("b", "2026-05-02", record.Scheduled, "offers", "the army will go soon", ""))
	h := room(t, l, Options{})
	w := get(t, h, "/feed.atom")
	var f feed
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || len(f.Entries) != 2 || f.Updated != "2026-05-02T00:00:00Z" {
		t.Errorf("%v: %d entries, updated %s: %s", err, len(f.Entries), f.Updated, w.Body)
	}
	if w := get(t, h, "/calendar.ics"); !strings.Contains(w.Body.String(), "DTSTART;VALUE=DATE:20260502\r\n") || strings.Count(w.Body.String(), "BEGIN:VEVENT") != 1 {
		t.Errorf("calendar: %s", w.Body)
	}
	if w := get(t, h, "/calendar.ics?since=soon"); w.Code != http.StatusBadRequest || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("a bad day: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	get(t, h, "/nowhere/at/all")
	body := get(t, h, "/metrics").Body.String()
	for _, want := range []string{`rapporteur_requests_total{route="GET /feed.atom",code="200"} 1`, `rapporteur_requests_total{route="GET /",code="404"} 1`, "rapporteur_request_seconds_count 4", "rapporteur_ledger_stories 2"} {
		if !strings.Contains(body, want+"\n") {
			t.Errorf("the metrics lack %q:\n%s", want, body)
		}
	}
	if w := get(t, h, "/healthz"); w.Body.String() != "ok\n" {
		t.Errorf("health: %s", w.Body)
	}
}

func TestABrokenLedgerIsNotTold(t *testing.T) {
	l := openLedger(t)
	h := room(t, l, Options{})
	l.Close()
	for target, want := range map[string]int{"/": 500, "/api/v1/encounters": 500, "/feed.atom": 500, "/healthz": 503, "/metrics": 500} {
		if w := get(t, h, target); w.Code != want || strings.Contains(w.Body.String(), l.Path()) || strings.Contains(w.Body.String(), "sql") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}
