package web

import (
	_ "embed" // the outline
	"strconv"
	"strings"
	"sync"
)

//go:embed world.txt
var worldText string

// ring is a coast: points of longitude and latitude in tenths of degrees, and the box about them.
type ring struct {
	points                   [][2]int
	west, east, south, north int
}

// world gives the rings of the outline.
var world = sync.OnceValue(func() []ring {
	var out []ring
	for line := range strings.Lines(worldText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		r := ring{west: 9999, east: -9999, south: 900, north: -900}
		for p := range strings.FieldsSeq(line) {
			a, b, _ := strings.Cut(p, ",")
			lon, err := strconv.Atoi(a)
			lat, err2 := strconv.Atoi(b)
			if err != nil || err2 != nil {
				continue // the test of the file says which
			}
			r.points = append(r.points, [2]int{lon, lat})
			r.west, r.east, r.south, r.north = min(r.west, lon), max(r.east, lon), min(r.south, lat), max(r.north, lat)
		}
		out = append(out, r)
	}
	return out
})

// coast is the path of the rings that reach into a part of the world, in the picture's units; scale is units per degree.
func coast(west, east, south, north, scale float64) string {
	var b []byte
	for _, r := range world() {
		if float64(r.east) < 10*west || float64(r.west) > 10*east || float64(r.north) < 10*south || float64(r.south) > 10*north {
			continue
		}
		lastX, lastY, n := 0, 0, 0
		for _, p := range r.points {
			x, y := int((float64(p[0])/10-west)*scale), int((north-float64(p[1])/10)*scale)
			if n > 0 && x == lastX && y == lastY {
				continue
			}
			switch n {
			case 0:
				b = append(b, 'M')
			case 1:
				b = append(b, 'L')
			default:
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(x), 10)
			b = append(b, ' ')
			b = strconv.AppendInt(b, int64(y), 10)
			lastX, lastY, n = x, y, n+1
		}
		b = append(b, 'z')
	}
	return string(b)
}
