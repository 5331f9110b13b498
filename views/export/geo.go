package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rapporteur/ledger"
	"rapporteur/ledger/merge"
	"rapporteur/record"
	"rapporteur/views/term"
)

// feature is a GeoJSON feature (RFC 7946).
type feature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Geometry   geometry       `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

// geojson writes the encounters whose place has coordinates, as points.
func geojson(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	if _, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`); err != nil {
		return err
	}
	sep := "\n"
	for e, err := range l.Encounters(ctx, f) {
		if err != nil {
			return err
		}
		if e.Lat == nil || e.Lon == nil {
			continue
		}
		b, err := json.Marshal(feature{"Feature", e.ID, geometry{"Point", [2]float64{*e.Lon, *e.Lat}}, map[string]any{"kind": e.Kind, "status": e.Status, "date": e.Date, "place": e.Place,
			"parties": e.Parties, "participants": e.Participants, "outcome": e.Outcome, "stories": e.Stories, "independent": e.Independent}})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", sep, b); err != nil {
			return err
		}
		sep = ",\n"
	}
	_, err := io.WriteString(w, "\n]}\n")
	return err
}

// ics writes the scheduled encounters with a date as a calendar (iCalendar, RFC 5545): events of whole days.
func ics(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	c := &calendar{w: w}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//rapporteur//scheduled encounters//EN")
	f.Status = record.Scheduled
	for e, err := range l.Encounters(ctx, f) {
		if err != nil {
			return err
		}
		c.event(e)
	}
	c.line("END:VCALENDAR")
	return c.err
}

type calendar struct {
	w   io.Writer
	err error
}

// longestEvent bounds what goes into a calendar: "some day this spring" is no appointment.
const longestEvent = 14

func (c *calendar) event(e *ledger.Encounter) {
	if e.Date == nil {
		return
	}
	lo, hi, ok := merge.Bounds(*e.Date)
	if !ok || lo == merge.Never || hi == merge.Open || hi-lo > longestEvent {
		return
	}
	stamp := lo
	for _, s := range e.Chain {
		if s.Told != nil {
			if d, ok := merge.DayOf(*s.Told); ok {
				stamp = d
			}
		}
	}
	compact := func(day int) string { return strings.ReplaceAll(merge.Date(day), "-", "") }
	c.line("BEGIN:VEVENT")
	c.line("UID:" + e.ID + "@rapporteur")
	c.line("DTSTAMP:" + compact(stamp) + "T000000Z")
	c.line("DTSTART;VALUE=DATE:" + compact(lo))
	c.line("DTEND;VALUE=DATE:" + compact(hi+1))
	c.line("SUMMARY:" + icsText(strings.ToUpper(e.Kind[:1])+e.Kind[1:]+": "+strings.Join(e.Parties, ", ")))
	if e.Place != nil {
		c.line("LOCATION:" + icsText(*e.Place))
	}
	if e.Lat != nil && e.Lon != nil {
		c.line(fmt.Sprintf("GEO:%s;%s", number(*e.Lat), number(*e.Lon)))
	}
	var said []string
	for _, r := range e.Reports {
		said = append(said, r.Source)
	}
	c.line("DESCRIPTION:" + icsText(strings.Join(e.Participants, ", ")+"\nStories: "+strings.Join(said, ", ")))
	c.line("END:VEVENT")
}

func icsText(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(term.Clean(line)))
	}
	return strings.Join(out, `\n`)
}

// line writes a content line, folded at 75 bytes as the standard wants.
func (c *calendar) line(s string) {
	var b strings.Builder
	room := 75
	for len(s) > room {
		n := room
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		b.WriteString(s[:n] + "\r\n ")
		s, room = s[n:], 74
	}
	b.WriteString(s + "\r\n")
	if c.err == nil {
		_, c.err = io.WriteString(c.w, b.String())
	}
}
