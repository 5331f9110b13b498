package web

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"slices"

	"rapporteur/ledger"
)

// placesMost is how many encounters the map is drawn from, placesShown how many places it shows.
const (
	placesMost  = 600
	placesShown = 60
)

// spotPlace is a place with its encounters.
type spotPlace struct {
	Name, Country string
	Times, Held   int
	Lat, Lon      float64
	Mapped        bool
	X, Y, R       int
	Named         bool // there is room for its name
	Left          bool // the name stands to the left of the spot
	NameX         int
}

// globe is the map: equirectangular, with a graticule.
type globe struct {
	Width, Height int
	Meridians     []gridLine
	Parallels     []gridLine
	Spots         []*spotPlace
	Land          string // the outline of the land, as a path
}

type gridLine struct {
	At    int
	Label string
}

type placesData struct {
	Map    *globe
	Places []*spotPlace
}

func (s *server) places(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	all, err := s.l.Timeline(r.Context(), f.filter(placesMost))
	if err != nil {
		return nil, err
	}
	d := placesData{Places: countPlaces(all)}
	d.Map = newGlobe(d.Places)
	return &view{Title: "Places", Nav: "places", F: f, Data: d}, nil
}

// countPlaces gives the places of encounters, those of most encounters first.
func countPlaces(all []*ledger.Encounter) []*spotPlace {
	at := map[[2]string]*spotPlace{}
	var out []*spotPlace
	for _, e := range all {
		if e.Place == nil {
			continue
		}
		k := [2]string{*e.Place, e.Country}
		p := at[k]
		if p == nil {
			p = &spotPlace{Name: *e.Place, Country: e.Country}
			at[k] = p
			out = append(out, p)
		}
		p.Times++
		if contains(lanes[0].statuses, e.Status) {
			p.Held++
		}
		if e.Lat != nil && e.Lon != nil && math.Abs(*e.Lat) <= 90 && math.Abs(*e.Lon) <= 180 {
			p.Lat, p.Lon, p.Mapped = *e.Lat, *e.Lon, true
		}
	}
	slices.SortFunc(out, func(a, b *spotPlace) int {
		return cmp.Or(b.Times-a.Times, cmp.Compare(a.Name, b.Name), cmp.Compare(a.Country, b.Country))
	})
	return out[:min(len(out), placesShown)]
}

// newGlobe draws the part of the world that holds the places; nil where no place has coordinates.
func newGlobe(places []*spotPlace) *globe {
	west, east, south, north := 180.0, -180.0, 90.0, -90.0
	for _, p := range places {
		if p.Mapped {
			west, east, south, north = min(west, p.Lon), max(east, p.Lon), min(south, p.Lat), max(north, p.Lat)
		}
	}
	if west > east {
		return nil
	}
	// A margin, and no less than a region: one town alone is no map. The picture keeps the shape of 2 : 1 or flatter.
	grow := func(lo, hi, least, end float64) (float64, float64) {
		m := max((hi-lo)*0.12, (least-(hi-lo))/2)
		return max(lo-m, -end), min(hi+m, end)
	}
	west, east = grow(west, east, 24, 180)
	south, north = grow(south, north, 12, 90)
	g := &globe{Width: 960}
	scale := float64(g.Width) / (east - west)
	g.Height = int(scale * (north - south))
	if g.Height > 620 {
		scale = scale * 620 / float64(g.Height)
		middle, half := (west+east)/2, float64(g.Width)/scale/2
		west, east, g.Height = middle-half, middle+half, 620
	}
	step := 5.0
	for _, s := range []float64{10, 15, 30} {
		if (east-west)/step > 9 {
			step = s
		}
	}
	for lon := math.Ceil(west/step) * step; lon < east; lon += step {
		if lon >= -180 && lon <= 180 {
			g.Meridians = append(g.Meridians, gridLine{int((lon - west) * scale), degrees(lon, "E", "W")})
		}
	}
	for lat := math.Ceil(south/step) * step; lat < north; lat += step {
		g.Parallels = append(g.Parallels, gridLine{int((north - lat) * scale), degrees(lat, "N", "S")})
	}
	for _, p := range places {
		if p.Mapped {
			p.X, p.Y, p.R = int((p.Lon-west)*scale), int((north-p.Lat)*scale), 4+int(3*math.Sqrt(float64(p.Times)))
			g.Spots = append(g.Spots, p)
		}
	}
	g.name()
	g.Land = coast(west, east, south, north, scale)
	return g
}

// name gives names to the spots whose name meets no other, those of most encounters first.
func (g *globe) name() {
	var taken boxes
	for _, p := range g.Spots {
		b, x := besides(p.X, p.Y, p.R, clip(24, p.Name), p.X > g.Width-150)
		p.Left, p.NameX, p.Named = p.X > g.Width-150, x, !taken.meet(b, -1)
		if p.Named {
			taken = append(taken, b)
		}
		taken = append(taken, box{p.X - p.R, p.Y - p.R, p.X + p.R, p.Y + p.R})
	}
}

func degrees(v float64, plus, minus string) string {
	switch {
	case v > 0:
		return fmt.Sprintf("%.0f°%s", v, plus)
	case v < 0:
		return fmt.Sprintf("%.0f°%s", -v, minus)
	}
	return "0°"
}
