package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur/record"
)

// How much of a story one page shows: a window on its text; the items are those with a span in it.
const (
	windowBytes  = 16 << 10
	windowMarks  = 500
	windowItems  = 40 // of one layer
	shownContent = 240
	segmentItems = 12 // that one stretch of text leads back to
)

// mark is a stretch of the text that an item rests on.
type mark struct {
	start, end int
	class      string
	item       string
	ref        bool // a link to the item stands after it
}

// segment is a stretch of a block that lies in the same marks.
type segment struct {
	Class, ID, Text string
	Items           string // the items that rest on it, by their ids
	Refs            []string
}

// block is one block of the page.
type block struct {
	Kind, Reason string
	Segments     []segment
}

// entry is one item of the record in the list beside the story.
type entry struct {
	ID, Text, Note, Href string
	Fix                  string // where it can be corrected
	Lit                  bool
}

type layer struct {
	Name, Class string
	Entries     []entry
	More        int
}

type storyData struct {
	S         source
	Record    *record.Record
	Blocks    []block
	Layers    []layer
	Item      string
	Added     string // whether the page has just been added: "new" or "known"
	From, End int    // the window
	Part      int    // from 1
	Parts     int
	Bylines   []string
}

// Prev is the number of the part before.
func (d *storyData) Prev() int { return d.Part - 1 }

// Next is the number of the part after.
func (d *storyData) Next() int { return d.Part + 1 }

func (s *server) story(r *http.Request) (*view, error) {
	id, item := field(r, "id"), field(r, "item")
	src, rec, err := s.source(r, id)
	if err != nil {
		return nil, err
	}
	if rec == nil {
		return nil, missing("The ledger has no story " + id + ".")
	}
	d := &storyData{S: src, Record: rec, Item: item, Added: addedAs(field(r, "added")), Parts: max(1, (len(rec.Text)+windowBytes-1)/windowBytes), Part: 1}
	marks := marksOf(rec)
	if p := field(r, "part"); p != "" {
		if d.Part, err = strconv.Atoi(p); err != nil || d.Part < 1 || d.Part > d.Parts {
			return nil, missing(fmt.Sprintf("The story has parts 1 to %d.", d.Parts))
		}
	} else if i := slices.IndexFunc(marks, func(m mark) bool { return m.item == item }); item != "" && i >= 0 {
		d.Part = marks[i].start/windowBytes + 1
	}
	d.From, d.End = runeStart(rec.Text, (d.Part-1)*windowBytes), runeStart(rec.Text, d.Part*windowBytes)
	marks = slices.DeleteFunc(marks, func(m mark) bool { return m.end <= d.From || m.start >= d.End })
	shown := map[string]bool{}
	for _, m := range marks {
		shown[m.item] = true
	}
	d.Layers = layersOf(rec, id, item, shown)
	d.Blocks = blocksOf(rec, marks[:min(len(marks), windowMarks)], d.From, d.End, item)
	for _, b := range rec.Story.Bylines[:min(len(rec.Story.Bylines), 12)] {
		d.Bylines = append(d.Bylines, clip(80, b.Name))
	}
	name := clip(120, rec.Story.Headline)
	if name == "" {
		name = "Story " + clip(80, id)
	}
	return &view{Title: name, Nav: "timeline", Data: d}, nil
}

// addedAs takes only what the pages themselves say.
func addedAs(s string) string {
	if s == "new" || s == "known" {
		return s
	}
	return ""
}

// runeStart is the last beginning of a character at or before i.
func runeStart(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// marksOf are the spans of all items, those that lie further in front first.
func marksOf(rec *record.Record) []mark {
	var out []mark
	add := func(class, item string, ref bool, spans ...record.Span) {
		for i, sp := range spans {
			// A mention is marked wherever it stands; a longer item gets one link, after its last stretch.
			out = append(out, mark{sp.Start, sp.End, class, item, ref && i == len(spans)-1})
		}
	}
	for _, p := range rec.People {
		add("pe", p.ID, false, p.Mentions...)
	}
	for _, p := range rec.Parties {
		add("pa", partyItem(p.ID), false, p.Mentions...)
	}
	for _, p := range rec.Places {
		add("pl", placeItem(p.ID), false, p.Mentions...)
	}
	for _, d := range rec.Dates {
		out = append(out, mark{d.Start, d.End, "da", "", false})
	}
	for _, e := range rec.Encounters {
		add("en", e.ID, true, e.Evidence...)
	}
	for _, s := range rec.Statements {
		add("st", s.ID, true, s.Content...)
	}
	for _, q := range rec.Positions {
		add("po", q.ID, true, q.Content)
	}
	for _, i := range rec.Instruments {
		add("in", i.ID, true, i.Name)
	}
	slices.SortStableFunc(out, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	return out
}

// Parties and places go by codes and names, which could meet the ids of other layers.
func partyItem(id string) string { return "party:" + id }
func placeItem(id string) string { return "place:" + id }

// blocksOf cuts the blocks in the window into segments.
func blocksOf(rec *record.Record, marks []mark, from, to int, item string) []block {
	var out []block
	lit := true // the next lit segment is the first
	for _, b := range rec.Story.Blocks {
		start, end := max(b.Start, from), min(b.End, to)
		if start >= end {
			continue
		}
		nb := block{Kind: b.Kind, Reason: words(clip(60, b.Reason))}
		cuts := []int{start, end}
		var here []mark
		for _, m := range marks {
			if m.start < end && m.end > start {
				here = append(here, m)
				cuts = append(cuts, max(m.start, start), min(m.end, end))
			}
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		for i := 1; i < len(cuts); i++ {
			sg := cutSegment(rec.Text, here, cuts[i-1], cuts[i], item)
			if lit && strings.Contains(sg.Class, "lit") {
				sg.ID, lit = "lit", false
			}
			nb.Segments = append(nb.Segments, sg)
		}
		out = append(out, nb)
	}
	return out
}

func cutSegment(text string, marks []mark, start, end int, item string) segment {
	sg := segment{Text: text[start:end]}
	var classes, items []string
	for _, m := range marks {
		if m.start <= start && m.end >= end {
			if !slices.Contains(classes, m.class) {
				classes = append(classes, m.class)
			}
			if m.item != "" && !slices.Contains(items, m.item) && len(items) < segmentItems {
				items = append(items, m.item)
			}
			if item != "" && m.item == item && !slices.Contains(classes, "lit") {
				classes = append(classes, "lit")
			}
		}
		if m.ref && m.end == end && !slices.Contains(sg.Refs, m.item) {
			sg.Refs = append(sg.Refs, m.item)
		}
	}
	slices.Sort(classes)
	sg.Class, sg.Items = strings.Join(classes, " "), strings.Join(items, " ")
	return sg
}
