// Package brief writes a briefing on a process as Markdown or HTML: the state of play, what changed, what is coming, positions by
// party and issue, what the stories disagree on; every line with the numbers of the stories it rests on.
//
// Text of pages is escaped in both: no markup of a page reaches the reader.
package brief

import (
	"fmt"
	"html"
	"io"
	"strings"

	"rapporteur/ledger"
	"rapporteur/record"
	"rapporteur/views/term"
)

// writer gathers lines of Markdown-like structure, for either form.
type writer struct {
	w       io.Writer
	html    bool
	numbers map[string]int // story: its number in the list of sources
	list    bool
	err     error
}

// Markdown writes a briefing in CommonMark.
func Markdown(w io.Writer, b *ledger.Brief) error { return (&writer{w: w}).write(b) }

// HTML writes a briefing as a page of its own, with nothing loaded from elsewhere.
func HTML(w io.Writer, b *ledger.Brief) error { return (&writer{w: w, html: true}).write(b) }

const style = `body{font:16px/1.5 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222;background:#fff}h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.2}h2{border-bottom:1px solid #ccc;margin-top:2em}li{margin:.3em 0}sup a{text-decoration:none}.src{font-size:.9em;color:#555}@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}a{color:#8bf}.src{color:#aaa}}`

func (w *writer) put(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format, args...)
	}
}

var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "|", `\|`, "!", `\!`, "~", `\~`, "&", "&amp;")

// text escapes what comes from pages.
func (w *writer) text(s string) string {
	s = term.Clean(s)
	if w.html {
		return html.EscapeString(s)
	}
	return markdown.Replace(s)
}

func (w *writer) strong(s string) string {
	if w.html {
		return "<strong>" + w.text(s) + "</strong>"
	}
	return "**" + w.text(s) + "**"
}

func (w *writer) heading(level int, s string) {
	w.endList()
	if w.html {
		w.put("<h%d>%s</h%d>\n", level, w.text(s), level)
		return
	}
	w.put("\n%s %s\n\n", strings.Repeat("#", level), w.text(s))
}

func (w *writer) paragraph(s string) {
	w.endList()
	if w.html {
		w.put("<p>%s</p>\n", s)
		return
	}
	w.put("%s\n", s)
}

// item writes a line of a list; s is escaped already.
func (w *writer) item(s string) {
	if w.html {
		if !w.list {
			w.put("<ul>\n")
			w.list = true
		}
		w.put("<li>%s</li>\n", s)
		return
	}
	w.put("- %s\n", s)
}

func (w *writer) endList() {
	if w.list {
		w.put("</ul>\n")
		w.list = false
	}
}

// cite gives the numbers of stories, at most so many.
func (w *writer) cite(sources ...string) string {
	const most = 5
	var out []string
	seen := map[int]bool{}
	for _, s := range sources {
		n := w.numbers[s]
		if n == 0 || seen[n] {
			continue
		}
		seen[n] = true
		if len(out) == most {
			out = append(out, "…")
			break
		}
		if w.html {
			out = append(out, fmt.Sprintf(`<a href="#s%d">%d</a>`, n, n))
		} else {
			out = append(out, fmt.Sprintf("%d", n))
		}
	}
	if len(out) == 0 {
		return ""
	}
	if w.html {
		return " <sup>" + strings.Join(out, " ") + "</sup>"
	}
	return " [" + strings.Join(out, ", ") + "]"
}

func (w *writer) write(b *ledger.Brief) error {
	w.numbers = map[string]int{}
	for i, s := range b.Citations {
		if w.numbers[s.ID] == 0 {
			w.numbers[s.ID] = i + 1
		}
	}
	title := b.Process.Name
	if w.html {
		w.put("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title><style>%s</style></head><body>\n", w.text(title), style)
	}
	w.heading(1, title)
	if b.AsOf == nil {
		w.paragraph("No story of the ledger belongs to this process.")
	} else {
		w.paragraph(fmt.Sprintf("%d stories, as of %s; changes since %s.", b.Stories, term.Day(*b.AsOf), term.Day(*b.Since)))
		w.sections(b)
	}
	w.endList()
	if w.html {
		w.put("</body></html>\n")
	}
	return w.err
}

func (w *writer) sections(b *ledger.Brief) {
	w.encounters("What changed", b.Changed)
	w.encounters("What is coming", b.Coming)
	w.encounters("Last encounters", b.Last)
	if len(b.Moved) > 0 {
		w.heading(2, "Positions that moved")
		for _, q := range b.Moved {
			w.item(fmt.Sprintf("%s %s: %s [%s] %s%s", day(q.Day), w.strong(q.Party), q.Change, w.text(issue(q.Issue)), w.text(q.Stance+" "+q.Content), w.cite(q.Source)))
		}
	}
	w.stands(b.Stands)
	if len(b.Said) > 0 {
		w.heading(2, "Last statements")
		for _, s := range b.Said {
			speaker := s.Speaker
			if speaker == "" {
				speaker = "(speaker not told)"
			}
			w.item(fmt.Sprintf("%s %s: %s%s", day(s.Day), w.strong(speaker), w.text(s.Content), w.cite(s.Source)))
		}
	}
	w.contradictions(b)
	w.heading(2, "Sources")
	for i, s := range b.Citations {
		w.source(i+1, s)
	}
}

func issue(s string) string { return strings.ReplaceAll(s, "_", " ") }

func day(d *string) string {
	if d == nil {
		return "day unknown"
	}
	return term.Day(*d)
}

func (w *writer) encounters(title string, list []*ledger.Encounter) {
	if len(list) == 0 {
		return
	}
	w.heading(2, title)
	for _, e := range list {
		when := "day unknown"
		if e.Date != nil {
			when = term.Day(*e.Date)
		} else if len(e.Chain) > 0 && e.Chain[0].Told != nil {
			when = "told " + term.Day(*e.Chain[0].Told)
		}
		line := fmt.Sprintf("%s: %s %s", w.text(when), w.strong(e.Kind), w.text(e.Status))
		if e.Place != nil {
			line += " in " + w.text(*e.Place)
		}
		who := strings.Join(e.Parties, ", ")
		if len(e.Participants) > 0 {
			who = strings.TrimSuffix(strings.Join(e.Participants, ", ")+" ("+who+")", " ()")
		}
		if who != "" {
			line += "; " + w.text(who)
		}
		if e.Outcome != record.NoneReported {
			line += "; outcome: " + w.text(issue(e.Outcome))
		}
		if e.Independent > 1 {
			line += fmt.Sprintf("; %d independent reports", e.Independent)
		}
		var sources []string
		for _, r := range e.Reports {
			sources = append(sources, r.Source)
		}
		w.item(line + w.cite(sources...))
	}
}

func (w *writer) stands(list []ledger.Stand) {
	if len(list) == 0 {
		return
	}
	w.heading(2, "Positions by party and issue")
	party, about := "", ""
	for _, s := range list {
		if s.Party != party {
			party, about = s.Party, ""
			w.heading(3, party)
		}
		line := ""
		if s.Issue != about {
			about = s.Issue
			line = w.strong(issue(about)) + ": "
		}
		line += w.text(s.Stance + " " + s.Content)
		switch {
		case s.Dropped:
			line += fmt.Sprintf(" (not heard since %s)", day(s.Last))
		case s.Change != "":
			line += fmt.Sprintf(" (%s, %s)", s.Change, day(s.Last))
		}
		var sources []string
		for _, q := range s.Told {
			sources = append(sources, q.Source)
		}
		w.item(line + w.cite(sources...))
	}
}

func (w *writer) contradictions(b *ledger.Brief) {
	if len(b.Open)+len(b.Claims) == 0 {
		return
	}
	w.heading(2, "Open contradictions")
	for _, e := range b.Open {
		for _, d := range e.Disagreements {
			if d.Field == "kind" || d.Field == "venue" || d.Field == "host" {
				continue
			}
			var values []string
			for _, v := range d.Values {
				values = append(values, w.text(v.Value)+w.cite(v.Sources...))
			}
			w.item(fmt.Sprintf("%s %s (%s), %s: %s", w.text(e.Kind), w.text(strings.Join(e.Parties, ", ")), w.text(e.ID), d.Field, strings.Join(values, " against ")))
		}
	}
	for _, c := range b.Claims {
		if c.Known != c.N {
			w.item(fmt.Sprintf("%s claimed as no. %d (%s): %s%s", w.text(c.Encounter), c.N, w.text(c.Claim), w.text(c.Comment), w.cite(c.Source)))
		}
	}
}

func (w *writer) source(n int, s ledger.StoryOfList) {
	about := strings.Join(nonEmpty(s.Publisher, day(s.Day), s.ID), ", ")
	link := strings.HasPrefix(s.URI, "https://") || strings.HasPrefix(s.URI, "http://")
	switch {
	case w.html && link:
		w.item(fmt.Sprintf(`<span class="src" id="s%d">%d. <a href="%s" rel="noreferrer noopener nofollow">%s</a>, %s</span>`, n, n, html.EscapeString(s.URI), w.text(s.Headline), w.text(about)))
	case w.html:
		w.item(fmt.Sprintf(`<span class="src" id="s%d">%d. %s, %s</span>`, n, n, w.text(s.Headline), w.text(about)))
	default:
		w.item(fmt.Sprintf("%d: %s, %s", n, w.text(s.Headline), w.text(about)))
	}
}

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
