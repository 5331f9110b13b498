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
				last := ""
				for _, n := range ring {
					arc := topo.Arcs[max(n, ^n)]
					points := make([]string, len(arc))
					var x, y float64
					for i, d := range arc {
						x, y = x+d[0], y+d[1]
						at := i
						if n < 0 {
							at = len(arc) - 1 - i
						}
						points[at] = fmt.Sprintf("%d,%d", tenths(x*topo.Transform.Scale[0]+topo.Transform.Translate[0]), tenths(y*topo.Transform.Scale[1]+topo.Transform.Translate[1]))
					}
					for _, p := range points {
						if p != last {
							if last != "" {
								b.WriteByte(' ')
							}
							b.WriteString(p)
							last = p
						}
					}
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.Bytes(), nil
}

func tenths(v float64) int { return int(math.Round(10 * v)) }
