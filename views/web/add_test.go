package web

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"rapporteur/examples"
	"rapporteur/ledger"
	"rapporteur/record"
)

// sent is a form as a browser sends it.
type sent struct {
	fields map[string]string
	files  map[string]string
}

func (s sent) to(t *testing.T, h http.Handler, header ...string) *httptest.ResponseRecorder {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range s.fields {
		if err := m.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range s.files {
		w, err := m.CreateFormFile("files", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return ask1(t, h, "POST", "/add", &b, append([]string{"Content-Type", m.FormDataContentType()}, header...)...)
}

func example(t *testing.T, name string) string {
	b, err := examples.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func stories(t *testing.T, l *ledger.Ledger) int {
	st, err := l.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st.Stories
}

func TestAddLeadsToTheRecordBesideThePage(t *testing.T) {
	l := openLedger(t)
	h := room(t, l, Options{})
	page := example(t, "03-readout-oslo.html")
	for i, c := range []struct {
		sent
		want string
	}{
		{sent{fields: map[string]string{"text": example(t, "01-oslo-offers-talks.txt"), "published": "2031-03-02"}}, "new"},
		{sent{files: map[string]string{"03-readout-oslo.html": page}}, "new"},
		{sent{files: map[string]string{"other-name.html": page}}, "known"},
	} {
		w := c.to(t, h)
		to := w.Header().Get("Location")
		if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/story?") || !strings.Contains(to, "added="+c.want) {
			t.Fatalf("%d: %d to %q: %.600s", i, w.Code, to, w.Body)
		}
		shown := get(t, h, to)
		checkPage(t, to, shown)
		if body := shown.Body.String(); !strings.Contains(body, `id="i-e1"`) || !strings.Contains(body, `role="status"`) {
			t.Errorf("%d: the story's page shows no encounter or no word of the adding", i)
		}
	}
	if n := stories(t, l); n != 2 {
		t.Errorf("%d stories", n)
	}
}

func TestAddTellsOfEachFile(t *testing.T) {
	l := openLedger(t)
	h := room(t, l, Options{})
	w := sent{files: map[string]string{"a.html": example(t, "03-readout-oslo.html"), "rows.jsonl": `{"id":"r1","title":"Talks end","text":"The envoys of Norway and Oman met in Muscat on Monday."}` + "\n{broken\n",
		"picture.png": "\x89PNG\r\n\x1a\n\x00\x00", "<script>alert(1)</script>.txt": "Nothing happened."}}.to(t, h)
	body := w.Body.String()
	if w.Code != http.StatusOK {
		t.Fatalf("%d: %s", w.Code, body)
	}
	checkPage(t, "/add", w)
	for _, want := range []string{"a.html", "rows.jsonl:1", "rows.jsonl:2", "picture.png", "not added", "/story?id=r1", "script&gt;"} {
		if !strings.Contains(body, want) {
			t.Errorf("the answer lacks %q:\n%s", want, body)
		}
	}
	if strings.Contains(body, "rapporteur-add-") || strings.Contains(body, "<script>alert") {
		t.Errorf("the answer tells where files wait, or lets a name through:\n%s", body)
	}
}

func TestAddNamesWhatIsWrong(t *testing.T) {
	l := openLedger(t)
	h := room(t, l, Options{})
	many := map[string]string{}
	for i := range addFiles + 1 {
		many[fmt.Sprintf("f%d.txt", i)] = "x"
	}
	for name, c := range map[string]struct {
		sent
		code int
		says string
	}{
		"nothing":       {sent{}, 400, "Nothing was given"},
		"no date":       {sent{fields: map[string]string{"text": "Talks.", "published": "soon"}}, 400, "is no date"},
		"no address":    {sent{fields: map[string]string{"url": "file:///etc/passwd"}}, 422, "no address of the web"},
		"private":       {sent{fields: map[string]string{"url": "http://127.0.0.1:9/"}}, 422, "private address"},
		"private name":  {sent{fields: map[string]string{"url": "http://localhost:9/"}}, 422, "private address"},
		"link-local":    {sent{fields: map[string]string{"url": "http://169.254.169.254/latest/meta-data"}}, 422, "private address"},
		"too many":      {sent{files: many}, 413, "in several lots"},
		"too large":     {sent{files: map[string]string{"big.txt": strings.Repeat("word ", maxAdd/5+1)}}, 413, "larger than 32 MB"},
		"empty file":    {sent{files: map[string]string{"empty.txt": ""}}, 422, "empty.txt"},
		"hidden parent": {sent{files: map[string]string{"../../etc/x.png": "\x89PNG\r\n\x1a\n\x00"}}, 422, "x.png"},
	} {
		w := c.to(t, h)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, want %d and %q: %s", name, w.Code, c.code, c.says, w.Body)
		}
	}
	if w := ask1(t, h, "POST", "/add", strings.NewReader("--x\r\nbroken"), "Content-Type", "multipart/form-data; boundary=x"); w.Code != http.StatusBadRequest {
		t.Errorf("a broken form: %d", w.Code)
	}
	if n := stories(t, l); n != 0 {
		t.Errorf("%d stories were added", n)
	}
}

func TestOnlyItsOwnPagesAdd(t *testing.T) {
	l := openLedger(t)
	closed := room(t, l, Options{Token: "sesame"})
	h := room(t, l, Options{})
	form := sent{fields: map[string]string{"text": "The envoys met in Oslo."}}
	for name, c := range map[string]struct {
		w    *httptest.ResponseRecorder
		want int
	}{
		"origin": {form.to(t, h, "Origin", "https://evil.example"), 403}, "site": {form.to(t, h, "Sec-Fetch-Site", "cross-site"), 403},
		"rebinding": {form.to(t, h, "Host", "evil.example:8417"), 421}, "no token": {form.to(t, closed), 401},
		"api": {ask1(t, h, "POST", "/api/v1/stories", strings.NewReader(`{"text":"The envoys met."}`), "Content-Type", "application/json", "Origin", "https://evil.example"), 403},
		"get": {get(t, h, "/add?text=The+envoys+met"), 200},
	} {
		if c.w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, c.w.Code, c.want)
		}
	}
	if n := stories(t, l); n != 0 {
		t.Fatalf("another origin added %d stories", n)
	}
	if w := form.to(t, h, "Origin", "http://localhost:8417", "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusSeeOther {
		t.Errorf("its own page: %d: %s", w.Code, w.Body)
	}
}

func TestAPIAdds(t *testing.T) {
	l := openLedger(t)
	h := room(t, l, Options{})
	post := func(body string) *httptest.ResponseRecorder {
		return ask1(t, h, "POST", "/api/v1/stories", strings.NewReader(body), "Content-Type", "application/json")
	}
	for range 2 {
		w := post(`{"text":"The envoys of Norway and Oman met in Muscat.","published":"2026-03-02"}`)
		if w.Code != http.StatusCreated || !strings.Contains(w.Body.String(), `"stories":["page-`) {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
	}
	for body, want := range map[string]int{`{}`: 400, `{"url":"http://127.0.0.1/"}`: 400, `{"text":"x","published":"soon"}`: 400, `{"text":"a","url":"https://b.example/"}`: 400, `{"url":5}`: 422} {
		if w := post(body); w.Code != want {
			t.Errorf("%s: %d: %s", body, w.Code, w.Body)
		}
	}
	if n := stories(t, l); n != 1 {
		t.Errorf("%d stories", n)
	}
}

func TestFileNamesAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching(`[./\\a\x00-]{0,12}`)).Draw(t, "name")
		got := fileName(name)
		if got == "" || got != filepath.Base(got) || strings.HasPrefix(got, ".") || len(got) > 100 || strings.ContainsFunc(got, unicode.IsControl) {
			t.Fatalf("%q becomes %q", name, got)
		}
	})
}

func TestUndo(t *testing.T) {
	l := openLedger(t)
	add(t, l, told("a", "2026-03-02", record.Held, "demands", "the valley must be left", ""))
	h := room(t, l, Options{})
	post := func(v url.Values, header ...string) *httptest.ResponseRecorder {
		return ask1(t, h, "POST", "/corrections", strings.NewReader(v.Encode()), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...)
	}
	why := func(pairs ...string) url.Values {
		v := url.Values{"author": {"K. Desk"}, "reason": {"the readout says so"}}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return v
	}
	shows := func(target, want string, yes bool) {
		t.Helper()
		w := get(t, h, target)
		if strings.Contains(w.Body.String(), want) != yes {
			t.Errorf("%s: %q is there: %v", target, want, !yes)
		}
	}
	shows("/correct?ref=a%2Fe1", `name="op" value="set"`, true)
	// Of the fields that a form shows, those that were changed are set.
	post(why("op", "set", "ref", "a/e1", "v-status", "held", "was-status", "held", "v-outcome", "breakdown", "was-outcome", "none_reported", "v-venue", "", "was-venue", ""))
	shows("/encounter?id=a%2Fe1", "<dd>breakdown</dd>", true)
	shows("/correct?ref=a%2Fs1", `name="op" value="drop"`, true)
	shows("/correct?ref=a%2Fq1", `name="op" value="drop"`, true)
	shows("/correct?ref=Mirek+Halden", `name="op" value="rename"`, true)
	post(why("op", "set", "ref", "a/e1", "field", "status", "value", "denied"))
	post(why("op", "drop", "ref", "a/s1"))
	post(why("op", "rename", "ref", "Mirek Halden", "value", "Miroslav Halden"))
	shows("/encounter?id=a%2Fe1", "is-denied", true)
	shows("/statements", `<li class="card">`, false)
	all, err := collect(l.Corrections(t.Context()))
	if err != nil || len(all) != 4 {
		t.Fatalf("%d corrections, %v", len(all), err)
	}
	for _, c := range all {
		undo := why("op", "undo", "ref", c.ID, "back", "/corrections")
		if w := post(undo, "Origin", "https://evil.example"); w.Code != http.StatusForbidden {
			t.Errorf("another origin undoes: %d", w.Code)
		}
		if w := post(undo); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/corrections" {
			t.Errorf("%s: %d to %q: %s", c.Op, w.Code, w.Header().Get("Location"), w.Body)
		}
	}
	shows("/encounter?id=a%2Fe1", "is-denied", false)
	shows("/statements", `<li class="card">`, true)
	shows("/corrections", "undone", true)
	shows("/correct?ref=a%2Fe1", "Corrections so far", true)
	if w := post(why("op", "undo", "ref", "C0000000000")); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "C0000000000") {
		t.Errorf("undoing what is none: %d", w.Code)
	}
	for _, back := range []string{"//evil.example/", "https://evil.example/", `/\evil.example`, "javascript:alert(1)"} {
		if w := post(why("op", "set", "ref", "a/e1", "field", "venue", "value", "Villa "+back, "back", back)); w.Header().Get("Location") != "/encounter?id=a%2Fe1" {
			t.Errorf("back to %q leads to %q", back, w.Header().Get("Location"))
		}
	}
	for _, target := range []string{"/correct?ref=E99999999", "/correct", "/correct?ref=a"} {
		if w := get(t, h, target); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
}
