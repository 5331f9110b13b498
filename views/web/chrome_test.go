package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// browser starts Chromium, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is found; install one to drive the pages in it")
	}
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	// The browser lives as long as the context of its first action, which must have no end of its own.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// watched gathers what a browser complains of and asks for.
type watched struct {
	mu         sync.Mutex
	complaints []string
	asked      []string
}

func (w *watched) note(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		w.complaints = append(w.complaints, ev.Entry.Text+" "+ev.Entry.URL)
	case *network.EventRequestWillBeSent:
		w.asked = append(w.asked, ev.Request.URL)
	}
}

// shots is where the pictures go; version control leaves it out.
const shots = "shots"

func picture(t *testing.T, ctx context.Context, name string) {
	b, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(name, err)
	}
	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(shots, name+".png"), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(script, err)
	}
	return v
}

// TestInTheBrowser goes through the views in Chromium: by the menu and by clicks, wide in light and on a phone in dark. Where
// AXE_CORE names the file axe.min.js of axe-core, each page is also held to its rules.
func TestInTheBrowser(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(room(t, exampleLedger(t), Options{Private: true}))
	t.Cleanup(srv.Close)
	axe := ""
	if path := os.Getenv("AXE_CORE"); path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		axe = string(b)
	}
	var w watched
	enable := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{})
		return err
	})
	if err := chromedp.Do(ctx, enable); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, w.note); err != nil {
		t.Fatal(err)
	}
	look := func(name string) {
		picture(t, ctx, name)
		if over := evaluate[float64](t, ctx, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%s is %v pixels wider than the window", name, over)
		}
		if axe != "" {
			for _, fault := range evaluate[[]string](t, ctx, axe+`;axe.run().then(r => r.violations.map(v => v.impact + " " + v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")))`) {
				t.Errorf("%s: axe: %s", name, fault)
			}
		}
	}
	here := func() string { return evaluate[string](t, ctx, `location.pathname + location.search`) }
	for _, size := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"wide", 1200, 900, "light"}, {"phone", 390, 844, "dark"}} {
		dress := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: size.scheme}}})
			return err
		})
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height), dress); err != nil {
			t.Fatal(err)
		}
		for i, target := range allPages {
			if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+target)); err != nil {
				t.Fatal(target, err)
			}
			look(strings.Join([]string{size.name, size.scheme, fmt.Sprintf("%02d", i), strings.Trim(strings.Map(letters, target), "-")}, "-"))
		}
		// By clicks: from the timeline to an encounter, to the story behind it, to an item in its text, to the person.
		for _, step := range []struct{ name, click, then string }{
			{"encounter", ".card a.main", "main .report a"}, {"story", ".report h3 a", "#lit"}, {"item", ".items li a", "#lit"}, {"person", ".items a.on[href^='/person']", "main h1"},
		} {
			if step.name == "encounter" {
				if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/?status=held&place=Geneva")); err != nil {
					t.Fatal(err)
				}
			}
			if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(step.click)), chromedp.WaitVisible(chromedp.CSS(step.then))); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
			look(strings.Join([]string{size.name, size.scheme, "click", step.name}, "-"))
		}
		// A click in the text shows what was read from it.
		do(t, ctx, chromedp.Navigate(srv.URL+"/story?id=03-readout-oslo.html"), chromedp.Click(chromedp.CSS(".text [data-items~=e1]")), chromedp.WaitVisible(chromedp.CSS("#i-e1.from")))
		look(strings.Join([]string{size.name, size.scheme, "click", "stretch"}, "-"))
		// A filter and a turned page change the contents in place: what is not in them stays as it is.
		do(t, ctx, chromedp.Navigate(srv.URL+"/statements"))
		evaluate[bool](t, ctx, `document.body.dataset.same = "yes", true`)
		do(t, ctx, chromedp.SendKeys(chromedp.CSS("#f-q"), "talks"), chromedp.Click(chromedp.CSS(".filters button")), chromedp.WaitVisible(chromedp.CSS(".filters .go a")))
		if at, same := here(), evaluate[string](t, ctx, `new Promise(done => {
			const settled = () => document.activeElement.id === "main" ? done(document.body.dataset.same + "main") : setTimeout(settled, 20);
			settled();
		})`); !strings.Contains(at, "q=talks") || same != "yesmain" {
			t.Errorf("%s: the filter leads to %s, %s", size.name, at, same)
		}
		do(t, ctx, chromedp.Navigate(srv.URL+"/add"), paste(t, size.name), chromedp.Click(chromedp.CSS("#add button")), chromedp.WaitVisible(chromedp.CSS(".items #i-e1")))
		look(strings.Join([]string{size.name, size.scheme, "added"}, "-"))
		dropFiles(t, ctx, srv.URL, size.name)
		look(strings.Join([]string{size.name, size.scheme, "added", "files"}, "-"))
	}
	correctAndUndo(t, ctx, srv.URL, look)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.complaints {
		t.Errorf("the browser complains: %s", c)
	}
	for _, u := range w.asked {
		// The picture in a field for a day is the browser's own.
		if !strings.HasPrefix(u, srv.URL+"/") && !strings.HasPrefix(u, "data:") {
			t.Errorf("a page asks elsewhere: %s", u)
		}
	}
	if len(w.asked) < 2*len(allPages) {
		t.Errorf("only %d requests were seen", len(w.asked))
	}
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// paste puts a page into the form that the ledger doesn't hold yet.
func paste(t *testing.T, salt string) chromedp.Action[chromedp.Void] {
	text, err := json.Marshal(strings.Replace(example(t, "01-oslo-offers-talks.txt"), "Accept all", "Accept all "+salt, 1))
	if err != nil {
		t.Fatal(err)
	}
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := chromedp.Evaluate[string](`document.getElementById("a-text").value = `+string(text))(ctx, tab)
		return err
	})
}

// dropFiles drops two files on the page for adding; one of them holds no story.
func dropFiles(t *testing.T, ctx context.Context, base, salt string) {
	do(t, ctx, chromedp.Navigate(base+"/add"))
	evaluate[bool](t, ctx, `(() => {
		const d = new DataTransfer();
		d.items.add(new File(["The envoys met again in Oslo on Friday. `+salt+`"], "story.txt"));
		d.items.add(new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0])], "picture.png"));
		const at = document.querySelector(".drop");
		for (const type of ["dragover", "drop"]) at.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: d}));
		return true;
	})()`)
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#results li.failed")))
	if n := evaluate[float64](t, ctx, `document.querySelectorAll("#results li:not(.failed) a[href^='/story']").length`); n != 1 {
		t.Errorf("%v of the dropped files were added", n)
	}
}

// correctAndUndo drops a statement and takes it back, by the forms.
func correctAndUndo(t *testing.T, ctx context.Context, base string, look func(string)) {
	do(t, ctx, chromedp.Navigate(base+"/statements"), chromedp.Click(chromedp.CSS(".card a.fix")), chromedp.WaitVisible(chromedp.CSS("#d-reason")))
	look("correct-statement")
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#d-reason"), "nobody said so"), chromedp.SendKeys(chromedp.CSS("#d-author"), "K. Desk"), chromedp.Click(chromedp.CSS("#main form button")), chromedp.WaitVisible(chromedp.CSS(".undo summary")),
		chromedp.Click(chromedp.CSS(".undo summary")))
	look("corrections")
	do(t, ctx, chromedp.SendKeys(chromedp.CSS(".undo input[name=reason]"), "they did"), chromedp.SendKeys(chromedp.CSS(".undo input[name=author]"), "K. Desk"), chromedp.Click(chromedp.CSS(".undo button")), chromedp.WaitVisible(chromedp.CSS(".card.undone")))
	look("undone")
	for name, target := range map[string]string{"correct-encounter": "/correct?ref=03-readout-oslo.html%2Fe1", "pair": "/met?by=parties"} {
		do(t, ctx, chromedp.Navigate(base+target))
		look(name)
	}
}

// TestWithoutAScript adds a page and takes a filter where scripts are switched off.
func TestWithoutAScript(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(room(t, exampleLedger(t), Options{}))
	t.Cleanup(srv.Close)
	off := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	do(t, ctx, off, chromedp.Navigate(srv.URL+"/add"), paste(t, "none"), chromedp.Click(chromedp.CSS("#add button")), chromedp.WaitVisible(chromedp.CSS(".items #i-e1")),
		chromedp.Click(chromedp.CSS("#nav a[href='/met']")), chromedp.WaitVisible(chromedp.CSS("svg.graph")),
		chromedp.Navigate(srv.URL+"/"), chromedp.Click(chromedp.CSS(".filters button")), chromedp.WaitVisible(chromedp.CSS(".card a.main")))
}

func letters(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return '-'
}
