package export

import (
	"cmp"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"

	"rapporteur/ledger"
	"rapporteur/ledger/merge"
)

// entity is a FollowTheMoney entity.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// ftm writes FollowTheMoney entities, one a line, for OpenAleph: people, organisations, the encounters as events that involve them,
// and the stories as articles.
func ftm(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	seen := map[string]bool{}
	put := func(e entity) error {
		for k, v := range e.Properties {
			if len(v) == 0 || len(v) == 1 && v[0] == "" {
				delete(e.Properties, k)
			}
		}
		if seen[e.ID] {
			return nil
		}
		seen[e.ID] = true
		return enc.Encode(e)
	}
	for r, err := range l.Records(ctx, f) {
		if err != nil {
			return err
		}
		var day []string
		if p := published(r); p != nil {
			day = []string{ftmDate(*p)}
		}
		if err := put(entity{ftmID("article", r.Source.ID), "Article", map[string][]string{"name": {cmp.Or(r.Story.Headline, r.Source.ID)}, "fileName": {r.Source.ID}, "title": {r.Story.Headline}, "publishedAt": day, "sourceUrl": {r.Source.URI}, "publisher": {r.Story.Publisher}, "language": {ftmLanguage(r.Story.Language)}}}); err != nil {
			return err
		}
	}
	for e, err := range l.Encounters(ctx, f) {
		if err != nil {
			return err
		}
		var involved []string
		for _, n := range e.Participants {
			id := ftmID("Person", n)
			involved = append(involved, id)
			if err := put(entity{id, "Person", map[string][]string{"name": {n}}}); err != nil {
				return err
			}
		}
		for _, n := range e.Parties {
			id := ftmID("Organization", n)
			involved = append(involved, id)
			if err := put(entity{id, "Organization", map[string][]string{"name": {n}}}); err != nil {
				return err
			}
		}
		p := map[string][]string{"name": {strings.TrimSpace(e.Kind + " of " + strings.Join(e.Parties, " and "))}, "involved": involved, "keywords": {e.Kind, e.Status}, "recordId": {e.ID}}
		if e.Date != nil {
			p["date"], p["startDate"], p["endDate"] = ftmDates(*e.Date)
		}
		if e.Place != nil {
			p["location"] = []string{*e.Place}
		}
		for _, r := range e.Reports {
			p["proof"] = append(p["proof"], ftmID("article", r.Source))
		}
		if err := put(entity{ftmID("event", e.ID), "Event", p}); err != nil {
			return err
		}
	}
	return nil
}

func ftmID(kind, name string) string {
	h := sha1.Sum([]byte(kind + "\x00" + name))
	return "rapporteur-" + hex.EncodeToString(h[:])
}

// ftmLanguage is the ISO 639-3 code that FollowTheMoney wants, for the one language that is read.
func ftmLanguage(tag string) string {
	if strings.HasPrefix(strings.ToLower(tag), "en") {
		return "eng"
	}
	return ""
}

// ftmDate is a date in the precisions that FollowTheMoney knows: year, month, day, instant.
func ftmDate(s string) string {
	s = strings.TrimRight(s, "~?%")
	if strings.ContainsAny(s, "X/") {
		return ""
	}
	return s
}

func ftmDates(edtf string) (date, start, end []string) {
	a, b, interval := strings.Cut(edtf, "/")
	if !interval {
		return []string{ftmDate(a)}, nil, nil
	}
	if _, _, ok := merge.Bounds(a); ok {
		start = []string{ftmDate(a)}
	}
	if _, _, ok := merge.Bounds(b); ok {
		end = []string{ftmDate(b)}
	}
	return nil, start, end
}
