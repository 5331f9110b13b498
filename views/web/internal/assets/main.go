// Command assets fetches what the pages need from the npm registry, by version and hash, and writes it where it is embedded:
// htmx as it is, and the outline of the land as a line a ring, in tenths of degrees.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// asset is one file of a package, and what is made of it.
type asset struct {
	name, integrity, file, to string
	made                      func([]byte) ([]byte, error)
}

var assets = []asset{
	{"htmx.org@2.0.11", "Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==", "package/dist/htmx.min.js", "static/htmx.min.js", nil},
	{"world-atlas@2.0.2", "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==", "package/land-110m.json", "world.txt", outline},
}

func main() {
	for _, a := range assets {
		if err := a.write(); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", a.name, err)
			os.Exit(1)
		}
	}
}

func (a *asset) write() error {
	dir, err := os.MkdirTemp("", "assets-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("npm", "pack", "--silent", "--pack-destination", dir, a.name)
	cmd.Stderr = os.Stderr
	name, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("fetching the package: %w", err)
	}
	packed, err := os.ReadFile(filepath.Join(dir, strings.TrimSpace(string(name))))
	if err != nil {
		return err
	}
	sum := sha512.Sum512(packed)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != a.integrity {
		return fmt.Errorf("the package has the hash sha512-%s, not sha512-%s: don't use it", got, a.integrity)
	}
	data, err := fileOf(packed, a.file)
	if err != nil {
		return err
	}
	if a.made != nil {
		if data, err = a.made(data); err != nil {
			return fmt.Errorf("%s: %w", a.file, err)
		}
	}
	return os.WriteFile(a.to, data, 0o644)
}

// fileOf takes one file out of a package.
func fileOf(packed []byte, name string) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("the package holds no %s", name)
		}
		if err != nil {
			return nil, err
		}
		if h.Name == name {
			return io.ReadAll(t)
		}
	}
}

// outline makes lines of the rings of a TopoJSON of the land.
func outline(data []byte) ([]byte, error) {
	var topo struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]float64
		Objects   struct {
			Land struct {
				Geometries []struct{ Arcs [][][]int }
			}
		}
	}
	if err := json.Unmarshal(data, &topo); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("# The outline of the land, from Natural Earth (public domain), 1:110 million, by world-atlas: a ring a line, longitude,latitude in\n# tenths of degrees. Made by go generate; don't edit. Example, a square about the origin: -10,-10 10,-10 10,10 -10,10\n")
	for _, g := range topo.Objects.Land.Geometries {
		for _, polygon := range g.Arcs {
			for _, ring := range polygon {
				var points [][2]int
				for _, n := range ring {
					arc := slices.Clone(topo.Arcs[max(n, ^n)])
					var x, y float64
					for i, d := range arc {
						x, y = x+d[0], y+d[1]
						arc[i] = [2]float64{x*topo.Transform.Scale[0] + topo.Transform.Translate[0], y*topo.Transform.Scale[1] + topo.Transform.Translate[1]}
					}
					if n < 0 {
						slices.Reverse(arc)
					}
					for _, p := range arc {
						points = append(points, [2]int{tenths(p[0]), tenths(p[1])})
					}
				}
				writeRing(&b, slices.Compact(unroll(points)))
			}
		}
	}
	return b.Bytes(), nil
}

// unroll makes a ring that crosses the line of 180 degrees go on beyond it, and closes one about the South Pole at the lower edge.
func unroll(points [][2]int) [][2]int {
	turn := 0
	for i := range points {
		points[i][0] += turn
		if i > 0 {
			for points[i][0]-points[i-1][0] > 1800 {
				points[i][0], turn = points[i][0]-3600, turn-3600
			}
			for points[i-1][0]-points[i][0] > 1800 {
				points[i][0], turn = points[i][0]+3600, turn+3600
			}
		}
	}
	if first, last := points[0][0], points[len(points)-1][0]; max(first-last, last-first) > 1800 {
		points = append(points, [2]int{last, -900}, [2]int{first, -900})
	}
	return points
}

// writeRing writes a ring, and once more from the other side where it goes on beyond the line of 180 degrees.
func writeRing(b *bytes.Buffer, points [][2]int) {
	west, east := points[0][0], points[0][0]
	for _, p := range points {
		west, east = min(west, p[0]), max(east, p[0])
	}
	shifts := []int{0}
	if west < -1800 {
		shifts = append(shifts, 3600)
	}
	if east > 1800 {
		shifts = append(shifts, -3600)
	}
	for _, shift := range shifts {
		for i, p := range points {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(b, "%d,%d", p[0]+shift, p[1])
		}
		b.WriteByte('\n')
	}
}

func tenths(v float64) int { return int(math.Round(10 * v)) }
