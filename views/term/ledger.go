package term

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/ledger"
	"rapporteur/record"
)

// Timeline shows encounters, one a paragraph, in their order.
func (p *Printer) Timeline(list []*ledger.Encounter) {
	year := ""
	for _, e := range list {
		if y := yearOf(e); y != year {
			year = y
			p.line(0, 0, piece{Bold, y})
		}
		p.encounterShort(e)
	}
	if len(list) == 0 {
		p.line(0, 0, piece{Dim, "no encounters"})
	}
}

func yearOf(e *ledger.Encounter) string {
	d := ""
	switch {
	case e.Date != nil:
		d = strings.TrimPrefix(*e.Date, "../")
	case len(e.Chain) > 0 && e.Chain[0].Told != nil:
		d = *e.Chain[0].Told
	}
	if len(d) < 4 {
		return "day unknown"
	}
	return d[:4]
}

func (p *Printer) encounterShort(e *ledger.Encounter) {
	p.line(0, 2, p.encounterPieces(e)...)
	p.line(2, 4, piece{Plain, whoTook(e)})
	if p.Evidence {
		for _, s := range e.Evidence {
			p.quote(4, s.Quote, s.Source)
		}
	}
}

func (p *Printer) encounterPieces(e *ledger.Encounter) []piece {
	when := "day unknown"
	switch {
	case e.Date != nil:
		when = Day(*e.Date)
	case len(e.Chain) > 0 && e.Chain[0].Told != nil:
		when = "told " + Day(*e.Chain[0].Told)
	}
	out := []piece{{Bold, when}, {Plain, "  " + e.Kind}, {statusStyle[e.Status], " " + e.Status}}
	add := func(st Style, s string) {
		if s != "" {
			out = append(out, piece{Dim, " ·"}, piece{st, " " + s})
		}
	}
	place := ""
	if e.Venue != nil {
		place = *e.Venue
	}
	if e.Place != nil {
		place = strings.TrimPrefix(place+", "+*e.Place, ", ")
	}
	add(Plain, place)
	if e.Duration != nil {
		add(Plain, duration(*e.Duration))
	}
	if e.Ordinal != nil {
		add(Plain, fmt.Sprintf("no. %d: %s", e.Ordinal.N, e.Ordinal.Of))
	}
	if e.Outcome != record.NoneReported {
		add(Plain, strings.ReplaceAll(e.Outcome, "_", " "))
	}
	add(Dim, stories(e))
	add(Dim, e.ID)
	return out
}

// stories counts the stories of an encounter, and the independent ones among them.
func stories(e *ledger.Encounter) string {
	switch {
	case e.Stories == 1:
		return "1 story"
	case e.Independent < e.Stories:
		return fmt.Sprintf("%d stories, %d independent", e.Stories, e.Independent)
	}
	return fmt.Sprintf("%d stories", e.Stories)
}

func whoTook(e *ledger.Encounter) string {
	var parts []string
	if len(e.Participants) > 0 {
		parts = append(parts, strings.Join(e.Participants, ", "))
	}
	if len(e.Parties) > 0 {
		s := strings.Join(e.Parties, ", ")
		if len(parts) > 0 {
			s = "for " + s
		}
		parts = append(parts, s)
	}
	if len(e.Mediators) > 0 {
		parts = append(parts, "mediated by "+strings.Join(e.Mediators, ", "))
	}
	if e.Host != nil {
		parts = append(parts, "host: "+*e.Host)
	}
	if len(parts) == 0 {
		return "parties not told"
	}
	return strings.Join(parts, "; ")
}

// Encounter shows one encounter with its chain of status, what the stories disagree on, and every sentence behind it.
func (p *Printer) Encounter(e *ledger.Encounter) {
	p.line(0, 2, p.encounterPieces(e)...)
	p.line(2, 4, piece{Plain, whoTook(e)})
	p.heading("How it came")
	for _, s := range e.Chain {
		when := "day unknown"
		if s.Told != nil {
			when = Day(*s.Told)
		}
		p.line(2, 4, piece{Plain, when}, piece{statusStyle[s.Status], " " + s.Status}, piece{Dim, " " + few(s.Sources)})
	}
	if len(e.Disagreements) > 0 {
		p.heading("Where the stories differ")
		for _, d := range e.Disagreements {
			var values []string
			for _, v := range d.Values {
				values = append(values, fmt.Sprintf("%s (%s)", v.Value, few(v.Sources)))
			}
			p.line(2, 4, piece{Bold, d.Field + ":"}, piece{Plain, " " + strings.Join(values, "; ")})
		}
	}
	for i, g := range e.Copies {
		if i == 0 {
			p.heading("Copies of one text")
		}
		p.line(2, 4, piece{Bold, g.Agency}, piece{Plain, " " + few(g.Sources)})
	}
	p.heading("The sentences")
	for _, s := range e.Evidence {
		p.quote(2, s.Quote, s.Source)
	}
}

// few names the first sources of a list and counts the others.
func few(sources []string) string {
	const most = 3
	if len(sources) <= most+1 {
		return strings.Join(sources, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(sources[:most], ", "), len(sources)-most)
}

// Statements shows what was said, a paragraph each.
func (p *Printer) Statements(list []ledger.Statement) {
	for _, s := range list {
		p.Statement(s)
	}
	if len(list) == 0 {
		p.line(0, 0, piece{Dim, "no statements"})
	}
}

// Statement shows one statement.
func (p *Printer) Statement(s ledger.Statement) {
	speaker := s.Speaker
	if speaker == "" {
		speaker = "(speaker not told)"
	}
	pieces := []piece{{Dim, dayOr(s.Day)}, {Bold, " " + speaker}, {Dim, " " + s.Cue + ":"}}
	pieces = append(pieces, quoted(s.Content)...)
	if len(s.Also) > 0 {
		pieces = append(pieces, piece{Dim, fmt.Sprintf(" (in %d stories)", 1+len(s.Also))})
	}
	p.line(0, 2, append(pieces, piece{Dim, " " + s.Source + "/" + s.ID})...)
	if s.Evidence != nil {
		p.quote(4, s.Evidence.Quote, s.Evidence.Source)
	}
}

func dayOr(d *string) string {
	if d == nil {
		return "day unknown"
	}
	return Day(*d)
}

// Positions shows positions, a paragraph each.
func (p *Printer) Positions(list []ledger.Position) {
	for _, q := range list {
		p.Position(q)
	}
	if len(list) == 0 {
		p.line(0, 0, piece{Dim, "no positions"})
	}
}

var changeStyle = map[string]Style{ledger.New: Cyan, ledger.Repeated: Dim, ledger.Softened: Green, ledger.Hardened: Red}

// Position shows one position.
func (p *Printer) Position(q ledger.Position) {
	p.line(0, 2, piece{Dim, dayOr(q.Day)}, piece{Bold, " " + q.Party}, piece{Yellow, " " + q.Stance}, piece{Dim, " [" + strings.ReplaceAll(q.Issue, "_", " ") + "]"},
		piece{Plain, " " + q.Content}, piece{changeStyle[q.Change], " " + q.Change}, piece{Dim, " " + q.Source + "/" + q.ID})
	if q.Evidence != nil {
		p.quote(4, q.Evidence.Quote, q.Evidence.Source)
	}
}

// People shows people with their roles over time.
func (p *Printer) People(list []ledger.Person) {
	for _, x := range list {
		p.line(0, 2, piece{Bold, x.Name}, piece{Dim, fmt.Sprintf(" %d stories, %s to %s", x.Stories, dayOr(x.First), dayOr(x.Last))})
		if len(x.Aliases) > 0 {
			p.line(2, 4, piece{Dim, "also " + strings.Join(x.Aliases, ", ")})
		}
		for _, r := range x.Roles {
			title := r.Title
			if r.Of != nil && !strings.Contains(title, *r.Of) {
				title += ", " + *r.Of
			}
			p.line(2, 4, piece{Plain, title}, piece{Dim, fmt.Sprintf("  %d stories, %s to %s", r.Stories, dayOr(r.First), dayOr(r.Last))})
		}
	}
	if len(list) == 0 {
		p.line(0, 0, piece{Dim, "nobody"})
	}
}

// Hits shows passages found.
func (p *Printer) Hits(list []ledger.Hit) {
	for _, h := range list {
		p.line(0, 2, piece{Bold, h.Headline}, piece{Dim, fmt.Sprintf("  %s  %s", dayOr(h.Day), h.Source)})
		p.line(2, 2, piece{Plain, h.Quote})
	}
	if len(list) == 0 {
		p.line(0, 0, piece{Dim, "nothing found"})
	}
}

// Status shows what a ledger holds.
func (p *Printer) Status(s *ledger.Status) {
	span := "no dates"
	if s.First != nil && s.Last != nil {
		span = Day(*s.First) + " to " + Day(*s.Last)
	}
	for _, row := range [][2]string{
		{"ledger", fmt.Sprintf("%s (%.1f MB)", s.Path, float64(s.Bytes)/1e6)},
		{"stories", fmt.Sprintf("%d, %d words, %s", s.Stories, s.Words, span)},
		{"encounters", fmt.Sprintf("%d, from %d reports", s.Encounters, s.Reports)},
		{"statements", fmt.Sprint(s.Statements)}, {"positions", fmt.Sprint(s.Positions)}, {"people", fmt.Sprint(s.People)},
	} {
		p.row(row[0], row[1])
	}
	for _, r := range s.Readers {
		p.row("read by", fmt.Sprintf("%s: %d stories", r.Name, r.Count))
	}
}

func (p *Printer) row(label, text string) {
	fmt.Fprint(p.W, p.style(Dim, fmt.Sprintf("%-12s", label)))
	p.tail(12, text)
}

// Trends shows what rises in a week.
func (p *Printer) Trends(from, to string, list []ledger.Trend) {
	if from != "" {
		p.line(0, 0, piece{Dim, "stories of " + Day(from+"/"+to) + ", against the four weeks before"})
	}
	for _, t := range list {
		p.line(0, 2, piece{Bold, strings.ReplaceAll(t.Name, "_", " ")}, piece{Dim, " " + t.Kind}, piece{Plain, fmt.Sprintf(" %d stories, %.1f a week before", t.Now, t.Before)})
	}
	if len(list) == 0 {
		p.line(0, 0, piece{Dim, "nothing rises"})
	}
}

// Changed shows what a reading anew has changed.
func (p *Printer) Changed(c *ledger.Changed) {
	p.line(0, 0, piece{Plain, fmt.Sprintf("%d items read anew, %d changed", c.Items, c.Changed)})
	for _, layer := range slices.Sorted(maps.Keys(c.Layers)) {
		if n := c.Layers[layer]; n != 0 {
			p.line(2, 2, piece{Plain, fmt.Sprintf("%+d %s", n, layer)})
		}
	}
	if len(c.Stories) > 0 {
		p.line(2, 4, piece{Dim, "changed: " + strings.Join(c.Stories, ", ")})
	}
}
