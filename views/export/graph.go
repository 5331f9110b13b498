package export

import (
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"rapporteur/ledger"
	"rapporteur/record"
)

// The parts of a GEXF 1.3 graph.
type (
	gexfDoc struct {
		XMLName xml.Name  `xml:"gexf"`
		XMLNS   string    `xml:"xmlns,attr"`
		Version string    `xml:"version,attr"`
		Meta    gexfMeta  `xml:"meta"`
		Graph   gexfGraph `xml:"graph"`
	}
	gexfMeta struct {
		Creator     string `xml:"creator"`
		Description string `xml:"description"`
	}
	gexfGraph struct {
		Edges string      `xml:"defaultedgetype,attr"`
		Mode  string      `xml:"mode,attr"`
		Attrs []gexfAttrs `xml:"attributes"`
		Nodes []gexfNode  `xml:"nodes>node"`
		Links []gexfEdge  `xml:"edges>edge"`
	}
	gexfAttrs struct {
		Class string     `xml:"class,attr"`
		List  []gexfAttr `xml:"attribute"`
	}
	gexfAttr struct {
		ID    string `xml:"id,attr"`
		Title string `xml:"title,attr"`
		Type  string `xml:"type,attr"`
	}
	gexfNode struct {
		ID     string      `xml:"id,attr"`
		Label  string      `xml:"label,attr"`
		Values []gexfValue `xml:"attvalues>attvalue"`
	}
	gexfEdge struct {
		ID     string      `xml:"id,attr"`
		Source string      `xml:"source,attr"`
		Target string      `xml:"target,attr"`
		Weight float64     `xml:"weight,attr"`
		Values []gexfValue `xml:"attvalues>attvalue"`
	}
	gexfValue struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	}
)

// gexf writes the graph of who met whom, for Gephi: people and parties, an edge for each two that took part in an encounter that
// was held or goes on, its weight the number of such encounters.
func gexf(ctx context.Context, l *ledger.Ledger, f ledger.Filter, w io.Writer) error {
	nodes := map[string]*gexfNode{}
	met := map[string]int{}
	type edge struct {
		n           int
		first, last string
	}
	edges := map[[2]string]*edge{}
	for e, err := range l.Encounters(ctx, f) {
		if err != nil {
			return err
		}
		if e.Status != record.Held && e.Status != record.Ongoing {
			continue
		}
		var ids []string
		add := func(kind, name string) {
			id := kind + ":" + name
			if nodes[id] == nil {
				nodes[id] = &gexfNode{ID: id, Label: xmlText(name), Values: []gexfValue{{"kind", kind}}}
			}
			met[id]++
			ids = append(ids, id)
		}
		for _, n := range e.Participants {
			add("person", n)
		}
		for _, n := range e.Parties {
			add("party", n)
		}
		day := ""
		if e.Date != nil {
			day = *e.Date
		}
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				k := [2]string{min(a, b), max(a, b)}
				x := edges[k]
				if x == nil {
					x = &edge{first: day}
					edges[k] = x
				}
				x.n++
				x.first, x.last = cmp.Or(x.first, day), cmp.Or(day, x.last)
			}
		}
	}
	doc := gexfDoc{XMLNS: "http://gexf.net/1.3", Version: "1.3", Meta: gexfMeta{"rapporteur", "Who met whom"}, Graph: gexfGraph{Edges: "undirected", Mode: "static",
		Attrs: []gexfAttrs{{"node", []gexfAttr{{"kind", "kind", "string"}, {"encounters", "encounters", "integer"}}}, {"edge", []gexfAttr{{"first", "first date", "string"}, {"last", "last date", "string"}}}}}}
	for _, id := range slices.Sorted(maps.Keys(nodes)) {
		n := nodes[id]
		n.ID = xmlText(n.ID)
		n.Values = append(n.Values, gexfValue{"encounters", fmt.Sprint(met[id])})
		doc.Graph.Nodes = append(doc.Graph.Nodes, *n)
	}
	keys := slices.SortedFunc(maps.Keys(edges), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for i, k := range keys {
		x := edges[k]
		doc.Graph.Links = append(doc.Graph.Links, gexfEdge{fmt.Sprint(i), xmlText(k[0]), xmlText(k[1]), float64(x.n), []gexfValue{{"first", x.first}, {"last", x.last}}})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// xmlText takes out the characters that XML can't hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}
