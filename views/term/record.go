package term

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"rapporteur/record"
)

// Record shows one record: the story's head, who is who, who met whom, who said what, positions, instruments.
func (p *Printer) Record(r *record.Record) {
	p.head(r)
	if r.Story.NotArticle != "" {
		p.line(2, 2, piece{Yellow, "no article: " + r.Story.NotArticle})
	}
	p.people(r)
	p.whereWhen(r)
	p.encounters(r)
	p.statements(r)
	p.positions(r)
	p.instruments(r)
	p.notes(r)
	if p.All {
		p.page(r)
	}
}

func (p *Printer) head(r *record.Record) {
	head := r.Story.Headline
	if head == "" {
		head = "(no headline) " + r.Source.ID
	}
	p.line(0, 0, piece{Bright, head})
	var parts []string
	for _, b := range r.Story.Bylines {
		s := b.Name
		if b.Place != nil {
			s += " in " + *b.Place
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 && r.Story.Dateline != nil {
		parts = append(parts, *r.Story.Dateline)
	}
	for _, s := range []string{r.Story.Publisher, r.Story.Agency} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if d := r.Story.Published; d != nil {
		parts = append(parts, fmt.Sprintf("%s (%s)", Day(d.Date), d.Basis))
	} else {
		parts = append(parts, "no date")
	}
	p.line(0, 0, piece{Dim, strings.Join(parts, " · ")})
	if s := r.Story.Summary; s != nil {
		p.line(0, 0, piece{Plain, *s})
	}
}

func (p *Printer) people(r *record.Record) {
	if len(r.People)+len(r.Parties) == 0 {
		return
	}
	p.heading("Who is who")
	wide := 0
	for _, x := range r.People {
		wide = max(wide, min(uniseg.StringWidth(Clean(x.Name)), 28))
	}
	for _, x := range r.People {
		var roles []string
		for _, role := range x.Roles {
			roles = append(roles, roleText(role))
		}
		name := Clean(x.Name)
		pad := strings.Repeat(" ", max(wide-uniseg.StringWidth(name), 0))
		if len(roles) == 0 {
			p.line(2, 4, piece{Bold, name})
			continue
		}
		fmt.Fprint(p.W, "  ", p.style(Bold, name), pad, "  ")
		p.tail(4+wide, strings.Join(roles, "; "))
	}
	var names []string
	for _, x := range r.Parties {
		names = append(names, x.Name)
	}
	if len(names) > 0 {
		p.line(2, 4, piece{Dim, "parties:"}, piece{Plain, " " + strings.Join(names, " · ")})
	}
}

// whereWhen names the places of the story, and its times each with the value it was resolved to.
func (p *Printer) whereWhen(r *record.Record) {
	var places, times []string
	for _, x := range r.Places {
		places = append(places, x.Name)
	}
	seen := map[string]bool{}
	for _, x := range r.Dates {
		if x.Value == nil || x.Type == "duration" || seen[*x.Value] {
			continue
		}
		seen[*x.Value] = true
		times = append(times, x.Quote+" ("+Day(*x.Value)+")")
	}
	if len(places)+len(times) == 0 {
		return
	}
	p.heading("Where and when")
	if len(places) > 0 {
		p.line(2, 4, piece{Dim, "places:"}, piece{Plain, " " + strings.Join(places, " · ")})
	}
	if len(times) > 0 {
		p.line(2, 4, piece{Dim, "times:"}, piece{Plain, " " + strings.Join(times, " · ")})
	}
}

// tail ends a line that stands at column at, wrapping below it.
func (p *Printer) tail(at int, text string) {
	sub := *p
	var b strings.Builder
	sub.W = &b
	sub.line(at, at, piece{Plain, text})
	fmt.Fprint(p.W, strings.TrimLeft(b.String(), " "))
}

func roleText(r record.Role) string {
	if r.Of == nil || strings.Contains(r.Title, *r.Of) {
		return r.Title
	}
	return r.Title + ", " + *r.Of
}

func (p *Printer) encounters(r *record.Record) {
	if len(r.Encounters) == 0 {
		return
	}
	p.heading("Who met whom")
	for _, e := range r.Encounters {
		p.line(2, 4, encounterLine(e)...)
		p.line(4, 6, piece{Plain, whoMet(e)})
		if p.Evidence {
			for _, s := range e.Evidence {
				p.quote(6, s.Quote, "")
			}
		}
	}
}

func encounterLine(e record.Encounter) []piece {
	out := []piece{{Bold, e.Kind}, {statusStyle[e.Status], " " + e.Status}}
	add := func(s string) {
		if s != "" {
			out = append(out, piece{Dim, " ·"}, piece{Plain, " " + s})
		}
	}
	if e.Date != nil {
		add(Day(*e.Date))
	}
	switch {
	case e.Venue != nil && e.Place != nil:
		add(*e.Venue + ", " + e.Place.Name)
	case e.Place != nil:
		add(e.Place.Name)
	case e.Venue != nil:
		add(*e.Venue)
	}
	if e.Duration != nil {
		add(duration(*e.Duration))
	}
	if e.Ordinal != nil {
		add(fmt.Sprintf("no. %d: %s", e.Ordinal.N, e.Ordinal.Of))
	}
	if e.Outcome != record.NoneReported {
		add(strings.ReplaceAll(e.Outcome, "_", " "))
	}
	return out
}

func whoMet(e record.Encounter) string {
	var parts []string
	if s := actorNames(e.Participants); s != "" {
		parts = append(parts, s)
	}
	if s := actorNames(e.Parties); s != "" {
		if len(parts) > 0 {
			s = "for " + s
		}
		parts = append(parts, s)
	}
	if s := actorNames(e.Mediators); s != "" {
		parts = append(parts, "mediated by "+s)
	}
	if e.Host != nil {
		parts = append(parts, "host: "+e.Host.Name)
	}
	if len(parts) == 0 {
		return "parties not told"
	}
	return strings.Join(parts, "; ")
}

func (p *Printer) statements(r *record.Record) {
	if len(r.Statements) == 0 {
		return
	}
	p.heading("Who said what")
	for _, s := range r.Statements {
		var parts []string
		for _, c := range s.Content {
			parts = append(parts, c.Quote)
		}
		speaker, cue := "(speaker not told)", ""
		if s.Speaker != nil {
			speaker = s.Speaker.Name
		}
		if s.For != nil && s.For.Name != speaker {
			speaker += " (" + s.For.Name + ")"
		}
		if s.Cue != nil {
			cue = " " + s.Cue.Quote
		}
		pieces := []piece{{Bold, speaker}, {Dim, cue + ":"}}
		p.line(2, 4, append(pieces, quoted(strings.Join(parts, " … "))...)...)
		if p.Evidence {
			p.quote(6, s.Evidence.Quote, "")
		}
	}
}

// quoted lays text out with what stands in quotation marks bright.
func quoted(text string) []piece {
	var out []piece
	bright, from := false, 0
	cut := func(to int) {
		if to > from {
			st := Plain
			if bright {
				st = Bright
			}
			lead := ""
			if len(out) == 0 {
				lead = " "
			}
			out = append(out, piece{st, lead + text[from:to]})
		}
		from = to
	}
	for i, c := range text {
		switch {
		case c == '“', c == '"' && !bright:
			cut(i)
			bright = true
		case c == '”', c == '"':
			cut(i + len(string(c)))
			bright = false
		}
	}
	cut(len(text))
	return out
}

func (p *Printer) positions(r *record.Record) {
	if len(r.Positions) == 0 {
		return
	}
	p.heading("Positions")
	for _, q := range r.Positions {
		p.line(2, 4, piece{Bold, q.Party.Name}, piece{Yellow, " " + q.Stance}, piece{Dim, " [" + strings.ReplaceAll(q.Issue, "_", " ") + "]"}, piece{Plain, " " + q.Content.Quote})
		if p.Evidence {
			p.quote(6, q.Evidence.Quote, "")
		}
	}
}

func (p *Printer) instruments(r *record.Record) {
	if len(r.Instruments) == 0 {
		return
	}
	p.heading("On the table")
	for _, x := range r.Instruments {
		pieces := []piece{{Bold, x.Name.Quote}, {Dim, " (" + x.Kind + ", " + strings.ReplaceAll(x.Status, "_", " ") + ")"}}
		if len(x.By) > 0 {
			pieces = append(pieces, piece{Plain, " by " + actorNames(x.By)})
		}
		p.line(2, 4, pieces...)
		if p.Evidence {
			p.quote(6, x.Evidence.Quote, "")
		}
	}
}

// page shows the whole page, block by block, furniture dimmed with the reason.
func (p *Printer) page(r *record.Record) {
	p.heading("The page")
	for _, b := range r.Story.Blocks {
		text := r.Text[b.Start:b.End]
		switch b.Kind {
		case record.Furniture:
			p.line(2, 4, piece{Dim, "[" + b.Reason + "]"}, piece{Dim, " " + text})
		case record.Headline, record.Heading:
			p.line(2, 2, piece{Bold, text})
		case record.Paragraph:
			p.line(2, 2, piece{Plain, text})
		default:
			p.line(2, 4, piece{Cyan, b.Kind + ":"}, piece{Plain, " " + text})
		}
	}
}

// Layer shows one layer of a record.
func (p *Printer) Layer(r *record.Record, layer string) error {
	show, ok := map[string]func(*record.Record){
		"story": p.head, "people": p.people, "parties": p.people, "encounters": p.encounters, "statements": p.statements,
		"positions": p.positions, "instruments": p.instruments, "places": p.places, "dates": p.dates, "events": p.events, "notes": p.notes,
	}[layer]
	if !ok {
		return fmt.Errorf("a record has no layer %q", layer)
	}
	show(r)
	return nil
}

func (p *Printer) places(r *record.Record) {
	for _, x := range r.Places {
		s := x.Country
		if x.Lat != nil && x.Lon != nil {
			s = strings.TrimSpace(fmt.Sprintf("%s %.2f, %.2f", s, *x.Lat, *x.Lon))
		}
		p.line(2, 4, piece{Bold, x.Name}, piece{Dim, " " + s})
	}
}

func (p *Printer) dates(r *record.Record) {
	for _, x := range r.Dates {
		value := "unresolved"
		if x.Value != nil {
			value = *x.Value
		}
		p.line(2, 4, piece{Plain, x.Quote}, piece{Dim, " " + x.Type}, piece{Bold, " " + value})
	}
}

func (p *Printer) events(r *record.Record) {
	for _, x := range r.Events {
		code := strings.TrimSuffix(x.Plover+"/"+x.Mode, "/")
		p.line(2, 4, piece{Bold, code}, piece{Dim, " " + x.Cameo}, piece{Plain, " " + actorNames(x.Actors) + " → " + actorNames(x.Recipients)})
		if p.Evidence {
			p.quote(6, x.Evidence.Quote, "")
		}
	}
}

func (p *Printer) notes(r *record.Record) {
	for _, n := range r.Notes {
		p.line(0, 2, piece{Dim, "note: " + n})
	}
}

func actorNames(list []record.Actor) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name)
	}
	return strings.Join(out, ", ")
}

// Rule is a line between two records.
func (p *Printer) Rule() string {
	return p.style(Dim, strings.Repeat("─", max(min(p.Width, 100), 8)))
}

// Command shows a command line, as a heading for its output.
func (p *Printer) Command(s string) string { return p.style(Bold, "$ "+s) }
