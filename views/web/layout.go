package web

import (
	"cmp"
	"math"
	"slices"
)

// Measures of the graph's picture, in its own units, and how many steps its layout takes.
const (
	graphWidth  = 960
	graphHeight = 620
	graphSide   = 90 // room for names
	graphTop    = 26
	graphSteps  = 320
)

// point is a place in the unit square.
type point struct{ x, y float64 }

// spread lays a graph out by forces (Fruchterman and Reingold, 1991): all nodes push each other away, links pull. It begins with
// the nodes on a spiral, so that the same graph always gives the same picture.
func spread(n int, links [][2]int, weight []float64) []point {
	at, move := make([]point, n), make([]point, n)
	for i := range at {
		r, turn := 0.45*math.Sqrt(float64(i+1)/float64(n)), 2.399963*float64(i)
		at[i] = point{0.5 + r*math.Cos(turn), 0.5 + r*math.Sin(turn)}
	}
	k := 0.9 / math.Sqrt(float64(max(n, 1)))
	for step := range graphSteps {
		for i := range move {
			// A pull to the middle, as strong as the push of all others from there to the edge, keeps parts that don't touch in the picture.
			move[i] = point{(0.5 - at[i].x) * 4 * float64(n) * k * k, (0.5 - at[i].y) * 4 * float64(n) * k * k}
		}
		for i := range at {
			for j := range i {
				dx, dy := at[i].x-at[j].x, at[i].y-at[j].y
				d2 := max(dx*dx+dy*dy, 1e-5)
				push := k * k / d2
				move[i].x, move[i].y = move[i].x+dx*push, move[i].y+dy*push
				move[j].x, move[j].y = move[j].x-dx*push, move[j].y-dy*push
			}
		}
		for l, ends := range links {
			a, b := ends[0], ends[1]
			dx, dy := at[a].x-at[b].x, at[a].y-at[b].y
			pull := math.Sqrt(dx*dx+dy*dy) / k * weight[l]
			move[a].x, move[a].y = move[a].x-dx*pull, move[a].y-dy*pull
			move[b].x, move[b].y = move[b].x+dx*pull, move[b].y+dy*pull
		}
		heat := 0.1 * (1 - float64(step)/graphSteps)
		for i := range at {
			long := math.Hypot(move[i].x, move[i].y)
			if long == 0 {
				continue
			}
			go1 := min(long, heat) / long
			at[i].x, at[i].y = at[i].x+move[i].x*go1, at[i].y+move[i].y*go1
		}
	}
	return at
}

// draw places the nodes and links in the picture.
func (d *metData) draw() {
	if len(d.Nodes) == 0 {
		return
	}
	d.Width, d.Height = graphWidth, graphHeight
	number := map[*node]int{}
	for i, n := range d.Nodes {
		number[n] = i
	}
	links, weight := make([][2]int, len(d.Links)), make([]float64, len(d.Links))
	most := float64(d.Links[0].Times)
	for i, p := range d.Links {
		links[i], weight[i] = [2]int{number[p.A], number[p.B]}, 0.35+0.65*float64(p.Times)/most
	}
	at := spread(len(d.Nodes), links, weight)
	lo, hi := at[0], at[0]
	for _, p := range at {
		lo, hi = point{min(lo.x, p.x), min(lo.y, p.y)}, point{max(hi.x, p.x), max(hi.y, p.y)}
	}
	scale := func(v, lo, hi float64, from, to int) int {
		if hi-lo < 1e-9 {
			return (from + to) / 2
		}
		return from + int(math.Round((v-lo)/(hi-lo)*float64(to-from)))
	}
	big := math.Sqrt(float64(d.Nodes[0].Times))
	for i, n := range d.Nodes {
		n.X, n.Y = scale(at[i].x, lo.x, hi.x, graphSide, graphWidth-graphSide), scale(at[i].y, lo.y, hi.y, graphTop, graphHeight-graphTop)
		n.R = 4 + int(math.Round(10*math.Sqrt(float64(n.Times))/big))
	}
	for _, p := range d.Links {
		p.X1, p.Y1, p.X2, p.Y2 = p.A.X, p.A.Y, p.B.X, p.B.Y
		p.Width = 1 + int(math.Round(5*float64(p.Times)/most))
	}
	slices.SortStableFunc(d.Links, func(a, b *pair) int { return cmp.Compare(a.Times, b.Times) }) // the strongest on top
	d.name()
}

// name gives each node its name on the side where there is room: beside all spots if possible, else over some, never over another
// name. Where there is none, the name is told on its spot alone.
func (d *metData) name() {
	var spots, names boxes
	for _, n := range d.Nodes {
		spots = append(spots, box{n.X - n.R, n.Y - n.R, n.X + n.R, n.Y + n.R})
	}
	for i, n := range d.Nodes {
		sides := []bool{n.X > graphWidth*3/5, n.X <= graphWidth*3/5}
		for try, left := range append(sides, sides...) {
			b, x := besides(n.X, n.Y, n.R, clip(24, n.Name), left)
			if b.l < 0 || b.r > graphWidth || names.meet(b, -1) || try < len(sides) && spots.meet(b, i) {
				continue
			}
			n.Left, n.NameX, n.Named = left, x, true
			names = append(names, b)
			break
		}
	}
}

// box is a part of a picture that is taken.
type box struct{ l, t, r, b int }

type boxes []box

// meet tells whether b meets one of the boxes, but the one of number own.
func (l boxes) meet(b box, own int) bool {
	for i, o := range l {
		if i != own && b.l < o.r && o.l < b.r && b.t < o.b && o.t < b.b {
			return true
		}
	}
	return false
}

// besides is the room that a name takes beside a spot, and where it begins (or ends, on the left).
func besides(x, y, r int, name string, left bool) (box, int) {
	width := 8 * len([]rune(name))
	if left {
		at := x - r - 5
		return box{at - width, y - 9, at, y + 9}, at
	}
	at := x + r + 5
	return box{at, y - 9, at + width, y + 9}, at
}
