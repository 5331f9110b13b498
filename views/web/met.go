package web

import (
	"cmp"
	"net/http"
	"slices"

	"rapporteur/ledger"
)

// How much the graph of who met whom shows: it is drawn from the last so many encounters that were held, with the people or
// parties of most encounters.
const (
	metMost  = 700
	metNodes = 36
	metLinks = 110
	metPairs = 60 // lines of the table
	metLines = 30 // encounters of one pair
	// What more than so many parties attend tells nothing of any two of them.
	metCrowd = 12
)

// node is a person or a party of the graph.
type node struct {
	Name    string
	Times   int
	X, Y, R int
	Left    bool // the name stands to the left
	NameX   int
	Named   bool
	Href    string
}

// pair is two of them who met.
type pair struct {
	A, B           *node
	Times          int
	Last           *string
	Encounter      string // the last
	Href           string
	X1, Y1, X2, Y2 int
	Width          int
}

type metData struct {
	By            string
	Width, Height int
	Nodes         []*node
	Links         []*pair // that are drawn
	Pairs         []*pair // that the table lists
	More          int
	A, B          string // the pair asked for
	List          []*ledger.Encounter
	Encounters    int
}

// met shows who met whom, as a graph and a table; of one pair, the encounters too.
func (s *server) met(r *http.Request) (*view, error) {
	f, err := s.form(r)
	if err != nil {
		return nil, err
	}
	d := metData{By: field(r, "by"), A: field(r, "a"), B: field(r, "b")}
	if d.By != "parties" {
		d.By = "people"
	}
	q := f.filter(metMost)
	q.Status = ""
	all, err := s.l.Timeline(r.Context(), q)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(e *ledger.Encounter) bool { return !contains(lanes[0].statuses, e.Status) })
	d.Encounters = len(all)
	d.count(all, f)
	d.draw()
	if d.A != "" && d.B != "" {
		for _, e := range slices.Backward(all) {
			if who := d.who(e); slices.Contains(who, d.A) && slices.Contains(who, d.B) && len(d.List) < metLines {
				d.List = append(d.List, e)
			}
		}
	}
	return &view{Title: "Who met whom", Nav: "met", F: f, Data: d}, nil
}

// who are those of an encounter that the graph is of.
func (d *metData) who(e *ledger.Encounter) []string {
	if d.By == "parties" {
		return e.Parties
	}
	return e.Participants
}

// count finds the nodes and pairs, those of most encounters first.
func (d *metData) count(all []*ledger.Encounter, f form) {
	nodes, pairs := map[string]*node{}, map[[2]string]*pair{}
	for _, e := range all {
		who := slices.Clone(d.who(e))
		slices.Sort(who)
		who = slices.Compact(who)
		if len(who) < 2 || len(who) > metCrowd {
			continue
		}
		for i, a := range who {
			if nodes[a] == nil {
				nodes[a] = &node{Name: a}
			}
			nodes[a].Times++
			for _, b := range who[:i] {
				k := [2]string{b, a}
				if pairs[k] == nil {
					pairs[k] = &pair{}
				}
				p := pairs[k]
				p.Times++
				p.Last, p.Encounter = e.Date, e.ID
			}
		}
	}
	for _, n := range nodes {
		n.Href = askLink("/person", "id", n.Name)
		if d.By == "parties" {
			n.Href = askLink("/", "party", n.Name)
		}
		d.Nodes = append(d.Nodes, n)
	}
	slices.SortFunc(d.Nodes, func(a, b *node) int { return cmp.Or(b.Times-a.Times, cmp.Compare(a.Name, b.Name)) })
	for k, p := range pairs {
		p.A, p.B = nodes[k[0]], nodes[k[1]]
		p.Href = askLink("/encounter", "id", p.Encounter)
		if p.Times > 1 {
			f.Page = 1
			p.Href = f.With("by", d.By, "a", clip(maxField-1, k[0]), "b", clip(maxField-1, k[1])) + "#pair"
		}
		d.Pairs = append(d.Pairs, p)
	}
	slices.SortFunc(d.Pairs, func(a, b *pair) int {
		return cmp.Or(b.Times-a.Times, cmp.Compare(a.A.Name, b.A.Name), cmp.Compare(a.B.Name, b.B.Name))
	})
	d.choose()
}

// choose keeps the nodes of most encounters and the pairs among them; a node that meets none of the others is left out.
func (d *metData) choose() {
	d.Nodes = d.Nodes[:min(len(d.Nodes), metNodes)]
	kept, met := map[*node]bool{}, map[*node]bool{}
	for _, n := range d.Nodes {
		kept[n] = true
	}
	for _, p := range d.Pairs {
		if kept[p.A] && kept[p.B] && len(d.Links) < metLinks {
			d.Links = append(d.Links, p)
			met[p.A], met[p.B] = true, true
		}
	}
	d.Nodes = slices.DeleteFunc(d.Nodes, func(n *node) bool { return !met[n] })
	d.More = max(0, len(d.Pairs)-metPairs)
	d.Pairs = d.Pairs[:min(len(d.Pairs), metPairs)]
}
