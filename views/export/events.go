package export

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rapporteur/ledger"
	"rapporteur/ledger/merge"
	"rapporteur/record"
)

//go:embed data/cameo.tsv
var cameoTSV string

//go:embed data/plover.tsv
var ploverTSV string

// roots are CAMEO's root codes: quad class and Goldstein weight. kinds are PLOVER's types: quad class and root.
var roots, kinds = tsv(cameoTSV), tsv(ploverTSV)

func tsv(s string) map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(s) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			f := strings.Split(line, "\t")
			m[f[0]] = f[1:]
		}
	}
	return m
}

// coded is one event with the record that it comes from.
type coded struct {
	record.Event
	r     *record.Record
	id    string
	place *record.Place
}

// codedEvents are a record's events; where the reader coded none, its encounters as consultations.
func codedEvents(r *record.Record) (out []coded) {
	for i, e := range r.Events {
		out = append(out, coded{Event: e, r: r, id: fmt.Sprintf("%s/v%d", r.Source.ID, i+1), place: placeOf(r, e.Place)})
	}
	if len(out) > 0 {
		return out
	}
	for _, e := range r.Encounters {
		x := record.Event{Plover: "CONSULT", Cameo: "040", Date: e.Date, Actors: e.Parties}
		switch e.Kind {
		case record.Call:
			x.Mode, x.Cameo = "phone", "041"
		case record.Visit:
			x.Mode, x.Cameo = "visit", "042"
		case record.Talks:
			x.Cameo = "046"
		case record.Signing:
			x.Plover, x.Cameo = "SUPPORT", "057"
		}
		if len(e.Mediators) > 0 {
			x.Mode = "third-party"
		}
		// Only what took place is a consultation.
		if e.Status != record.Held && e.Status != record.Ongoing || len(x.Actors) == 0 {
			continue
		}
		if e.Place != nil {
			x.Place = &e.Place.Name
		}
		x.Evidence = e.Evidence[0]
		out = append(out, coded{Event: x, r: r, id: r.Source.ID + "/" + e.ID, place: placeOf(r, x.Place)})
	}
	return out
}

func placeOf(r *record.Record, name *string) *record.Place {
	if name == nil {
		return nil
	}
	for i, p := range r.Places {
		if p.Name == *name || p.ID == *name {
			return &r.Places[i]
		}
	}
	return &record.Place{Name: *name}
}

// eachEvent calls f for all coded events of the ledger.
func eachEvent(ctx context.Context, l *ledger.Ledger, f ledger.Filter, do func(coded) error) error {
	for r, err := range l.Records(ctx, f) {
		if err != nil {
			return err
		}
		for _, e := range codedEvents(r) {
			if err := do(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// day is the day of an event, else of its story; empty if neither is exact.
func (e *coded) day() string {
	for _, d := range []*string{e.Date, published(e.r)} {
		if d == nil {
			continue
		}
		if lo, _, ok := merge.Bounds(*d); ok && lo > merge.Never {
			return merge.Date(lo)
		}
	}
	return ""
}

// country is the ISO code of a state among the actor's ids; empty for others.
func country(a record.Actor) string {
	if len(a.ID) == 3 && strings.ToUpper(a.ID) == a.ID && strings.Trim(a.ID, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return a.ID
	}
	return ""
}

func list(actors []record.Actor, get func(record.Actor) string) string {
	var out []string
	for _, a := range actors {
		if s := get(a); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ";")
}

var polecatColumns = strings.Split("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,"+
	"Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,"+
	"Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version", ",")

// polecat writes the 40 columns of the POLECAT data set, tab-separated as it comes; several actors are parted by ";".
// Columns that the ledger has nothing for (COW codes, sectors, GeoNames and Wikipedia ids) stay empty.
func polecat(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	c := csv.NewWriter(w)
	c.Comma = '\t'
	if err := c.Write(polecatColumns); err != nil {
		return err
	}
	full := func(a record.Actor) string { return a.Name }
	err := eachEvent(ctx, l, f, func(e coded) error {
		row := map[string]string{
			"Event ID": e.id, "Event Date": e.day(), "Event Type": e.Plover, "Event Mode": e.Mode, "Actor Name": list(e.Actors, full), "Actor Country": list(e.Actors, country), "Actor Name Raw": list(e.Actors, full),
			"Recipient Name": list(e.Recipients, full), "Recipient Country": list(e.Recipients, country), "Recipient Name Raw": list(e.Recipients, full), "Source": e.r.Story.Publisher,
			"Language": e.r.Story.Language, "Version": "rapporteur " + e.r.Reader.Version,
		}
		if k := kinds[e.Plover]; k != nil {
			row["Quad Code"] = k[0]
		}
		if d := published(e.r); d != nil {
			row["Publication Date"] = (*d)[:min(len(*d), 10)]
		}
		if p := e.place; p != nil {
			row["Placename"], row["Raw Placename"], row["Country"] = p.Name, p.Name, p.Country
			if p.Lat != nil && p.Lon != nil {
				row["Latitude"], row["Longitude"] = number(*p.Lat), number(*p.Lon)
			}
		}
		var people, parties, places []string
		for _, p := range e.r.People {
			people = append(people, p.Name)
		}
		for _, p := range e.r.Parties {
			parties = append(parties, p.Name)
		}
		for _, p := range e.r.Places {
			places = append(places, p.Name)
		}
		row["Story People"], row["Story Organizations"], row["Story Locations"] = strings.Join(people, ";"), strings.Join(parties, ";"), strings.Join(places, ";")
		cells := make([]string, len(polecatColumns))
		for i, col := range polecatColumns {
			cells[i] = oneLine.Replace(row[col])
		}
		return c.Write(cells)
	})
	if err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// oneLine keeps a value within its cell and row.
var oneLine = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// gdeltColumns are the 61 columns of a GDELT 2.0 event.
var gdeltColumns = func() []string {
	out := strings.Split("GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate", ",")
	for _, a := range []string{"Actor1", "Actor2"} {
		for _, c := range strings.Split("Code,Name,CountryCode,KnownGroupCode,EthnicCode,Religion1Code,Religion2Code,Type1Code,Type2Code,Type3Code", ",") {
			out = append(out, a+c)
		}
	}
	out = append(out, strings.Split("IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,NumMentions,NumSources,NumArticles,AvgTone", ",")...)
	for _, a := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		for _, c := range strings.Split("_Type,_FullName,_CountryCode,_ADM1Code,_ADM2Code,_Lat,_Long,_FeatureID", ",") {
			out = append(out, a+c)
		}
	}
	return append(out, "DATEADDED", "SOURCEURL")
}()

// gdelt writes events in the 61 columns of GDELT 2.0, tab-separated, with a header row (which GDELT's own files lack): a row
// for each pair of an actor and a recipient, or of two actors where no recipient is told.
func gdelt(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	if _, err := fmt.Fprintln(w, strings.Join(gdeltColumns, "\t")); err != nil {
		return err
	}
	return eachEvent(ctx, l, f, func(e coded) error {
		for n, p := range pairs(e.Actors, e.Recipients) {
			row := e.gdelt(fmt.Sprintf("%s.%d", e.id, n+1), p[0], p[1])
			cells := make([]string, len(gdeltColumns))
			for i, col := range gdeltColumns {
				cells[i] = oneLine.Replace(row[col])
			}
			if _, err := fmt.Fprintln(w, strings.Join(cells, "\t")); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *coded) gdelt(id string, a, b record.Actor) map[string]string {
	row := map[string]string{"GLOBALEVENTID": id, "IsRootEvent": "1", "EventCode": e.Cameo, "NumMentions": "1", "NumSources": "1", "NumArticles": "1", "SOURCEURL": e.r.Source.URI,
		"Actor1Code": country(a), "Actor1Name": strings.ToUpper(a.Name), "Actor1CountryCode": country(a), "Actor2Code": country(b), "Actor2Name": strings.ToUpper(b.Name), "Actor2CountryCode": country(b)}
	if d := e.day(); d != "" {
		row["SQLDATE"], row["MonthYear"], row["Year"] = strings.ReplaceAll(d, "-", ""), d[:4]+d[5:7], d[:4]
	}
	root := ""
	if len(e.Cameo) >= 2 {
		root = e.Cameo[:2]
	} else if k := kinds[e.Plover]; k != nil {
		root = k[1]
		row["EventCode"] = root
	}
	row["EventRootCode"], row["EventBaseCode"] = root, row["EventCode"][:min(3, len(row["EventCode"]))]
	if r := roots[root]; r != nil {
		row["QuadClass"], row["GoldsteinScale"] = r[0], r[1]
	}
	if p := e.place; p != nil {
		row["ActionGeo_FullName"] = p.Name
		if p.Lat != nil && p.Lon != nil {
			row["ActionGeo_Lat"], row["ActionGeo_Long"] = number(*p.Lat), number(*p.Lon)
		}
	}
	return row
}

func pairs(actors, recipients []record.Actor) (out [][2]record.Actor) {
	for i, a := range actors {
		for _, b := range recipients {
			out = append(out, [2]record.Actor{a, b})
		}
		if len(recipients) > 0 {
			continue
		}
		for _, b := range actors[i+1:] {
			out = append(out, [2]record.Actor{a, b})
		}
	}
	if len(out) == 0 && len(actors) == 1 {
		out = append(out, [2]record.Actor{actors[0], {}})
	}
	return out
}
