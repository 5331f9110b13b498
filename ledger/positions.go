package ledger

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strings"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Changes of a position against what the same party held on the same issue before.
const (
	New      = "new"      // nothing like it was told of the party in the last 90 days
	Repeated = "repeated" // the same stance on the same thing
	Softened = "softened" // from demanding, rejecting or threatening to offering, accepting or committing; from a threat to less
	Hardened = "hardened" // the other way round
)

// Position is what a party wants, refuses, offers or accepts, as one story reports it.
type Position struct {
	Source   string          `json:"source"`
	ID       string          `json:"id"`
	Day      *string         `json:"day"`
	Party    string          `json:"party"`
	Stance   string          `json:"stance"`
	Issue    string          `json:"issue"`
	Content  string          `json:"content"`
	Change   string          `json:"change,omitempty"`
	Before   *string         `json:"before"` // the position it is measured against, "story/q1"
	Evidence *SourceSentence `json:"evidence,omitempty"`

	day  int
	key  string
	at   int
	n    int64  // row of the story
	core []byte // hashes of the words that carry the content
}

// How positions are compared.
const (
	positionDays = 90
	positionLike = 0.5
)

// force orders stances from giving to threatening.
var force = map[string]int{"accepts": 0, "offers": 0, "commits": 0, "demands": 2, "rejects": 2, "threatens": 3}

// Positions gives the positions that f asks for, in the order of the days, each with what changed.
func (l *Ledger) Positions(ctx context.Context, f Filter) ([]Position, error) {
	var w where
	if err := l.actorConds(ctx, Filter{Party: f.Party}, &w, `q.key IN %s`, ``); err != nil {
		return nil, err
	}
	if err := l.processConds(ctx, &f, &w, "q.story"); err != nil {
		return nil, err
	}
	if err := f.dayConds(&w, "q.day"); err != nil {
		return nil, err
	}
	if f.Issue != "" {
		w.and(`q.issue = ?`, strings.ReplaceAll(f.Issue, " ", "_"))
	}
	if err := l.latest(ctx, &w, "position q", "q.day", f.limit()); err != nil {
		return nil, err
	}
	list, err := l.positions(ctx, w.String()+` ORDER BY q.day DESC, s.id DESC, s.key DESC, q.n DESC LIMIT ?`, append(w.args, f.limit())...)
	if err != nil || len(list) == 0 {
		return []Position{}, err
	}
	slices.Reverse(list)
	before, err := l.changes(ctx, list)
	if err != nil {
		return nil, err
	}
	if err := l.tell(ctx, list, f.Evidence); err != nil {
		return nil, err
	}
	if err := l.tell(ctx, before, false); err != nil {
		return nil, err
	}
	// The ids of the positions that these are measured against stand in their records too.
	for i, at := 0, 0; i < len(list); i++ {
		if list[i].Before != nil {
			ref := before[at].Source + "/" + before[at].ID
			list[i].Before = &ref
			at++
		}
	}
	return list, nil
}

// positions reads rows of positions (table q) with their stories (table s); tell fills in their words.
func (l *Ledger) positions(ctx context.Context, rest string, args ...any) ([]Position, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT s.id, q.story, q.at, q.day, q.key, q.stance, q.issue, q.core FROM position q JOIN story s ON s.n = q.story WHERE `+rest, args...)
	if err != nil {
		return nil, l.asking(err)
	}
	defer rows.Close()
	var out []Position
	for rows.Next() {
		q := Position{day: merge.Never}
		var d *int
		if err := rows.Scan(&q.Source, &q.n, &q.at, &d, &q.key, &q.Stance, &q.Issue, &q.core); err != nil {
			return nil, l.asking(err)
		}
		if d != nil {
			q.day = *d
		}
		q.Day = dateOf(d)
		out = append(out, q)
	}
	return out, l.asking(rows.Err())
}

// tell fills in the words of positions from the records, and the sentences behind them where asked for.
func (l *Ledger) tell(ctx context.Context, list []Position, evidence bool) error {
	var r *record.Record
	story := int64(0)
	for i := range list {
		q := &list[i]
		if q.n != story {
			var err error
			if r, err = l.recordShared(ctx, `s.n = ?`, q.n); err != nil {
				return err
			}
			story = q.n
		}
		if r == nil || q.at >= len(r.Positions) {
			continue // read anew between the two questions
		}
		x := r.Positions[q.at]
		q.ID, q.Party, q.Content = x.ID, x.Party.Name, x.Content.Quote
		if evidence {
			q.Evidence = &SourceSentence{q.Source, x.Evidence.Start, x.Evidence.End, x.Evidence.Quote}
		}
	}
	return nil
}

// changes sets what each position changes against the ones that its party held on its issue before, and gives these, in the order of the list.
func (l *Ledger) changes(ctx context.Context, list []Position) ([]Position, error) {
	type line struct{ key, issue string }
	first := merge.Open
	var lines [][2]string
	seen := map[line]bool{}
	for _, q := range list {
		if k := (line{q.key, q.Issue}); !seen[k] {
			seen[k] = true
			lines = append(lines, [2]string{q.key, q.Issue})
		}
		if q.day != merge.Never {
			first = min(first, q.day)
		}
	}
	pairs, err := json.Marshal(lines)
	if err != nil {
		return nil, err
	}
	last := list[len(list)-1].day
	past, err := l.positions(ctx, `(q.key, q.issue) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) AND q.day BETWEEN ? AND ? ORDER BY q.day, s.id, s.key, q.n`, string(pairs), first-positionDays, last)
	if err != nil {
		return nil, err
	}
	history := map[line][]*Position{}
	for i := range past {
		k := line{past[i].key, past[i].Issue}
		history[k] = append(history[k], &past[i])
	}
	var before []Position
	for i := range list {
		if old := list[i].compare(history[line{list[i].key, list[i].Issue}]); old != nil {
			before = append(before, *old)
		}
	}
	return before, nil
}

// compare measures a position against the last one like it, told on an earlier day.
func (q *Position) compare(history []*Position) *Position {
	if q.day == merge.Never {
		return nil
	}
	q.Change = New
	for _, old := range slices.Backward(history) {
		if old.day >= q.day || old.day < q.day-positionDays || alike(old.core, q.core) < positionLike {
			continue
		}
		q.Before = &old.ID
		switch a, b := force[old.Stance], force[q.Stance]; {
		case b < a:
			q.Change = Softened
		case b > a:
			q.Change = Hardened
		default:
			q.Change = Repeated
		}
		return old
	}
	return nil
}

// smallWords carry no content of a position.
var smallWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("a an the of to in on at by for from with and or but not no any all its it their his her our that this these those be is are was were will would should must may can could have has had do does as if into out up over under than then there they we he she you i") {
		m[w] = true
	}
	return m
}()

// core are the hashes of the words that carry a content, cut to their first six letters so that forms of one word meet: two
// bytes each, sorted.
func core(content string) []byte {
	var hashes []uint16
	for _, w := range merge.Words(content) {
		if smallWords[w] {
			continue
		}
		if r := []rune(w); len(r) > 6 {
			w = string(r[:6])
		}
		h := fnv.New32a()
		_, _ = h.Write([]byte(w))
		hashes = append(hashes, uint16(h.Sum32()^h.Sum32()>>16))
	}
	slices.Sort(hashes)
	out := []byte{}
	for _, h := range slices.Compact(hashes) {
		out = binary.BigEndian.AppendUint16(out, h)
	}
	return out
}

// alike is the share of the shorter core's words that the longer holds.
func alike(a, b []byte) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := bytes.Compare(a[i:i+2], b[j:j+2]); {
		case c == 0:
			n++
			i, j = i+2, j+2
		case c < 0:
			i += 2
		default:
			j += 2
		}
	}
	return float64(2*n) / float64(len(a))
}

// Stand is where a party stands on one thing: all that was told of it, brought together.
type Stand struct {
	Party   string     `json:"party"`
	Issue   string     `json:"issue"`
	Stance  string     `json:"stance"` // the last told
	Content string     `json:"content"`
	Change  string     `json:"change,omitempty"` // of the last against the one before
	First   *string    `json:"first"`
	Last    *string    `json:"last"`
	Dropped bool       `json:"dropped"` // the party spoke of the issue on later days and did not come back to it
	Told    []Position `json:"told"`
}

// When a stand counts as dropped: it was told as a demand, refusal or threat, and the party was heard on the issue on at least
// so many days, the last of them so long after it.
const (
	droppedDays  = 21
	droppedHeard = 3
)

// Stands brings positions together by party, issue and content, the latest first within each party and issue.
func Stands(list []Position) []Stand {
	var out []Stand
	groups := map[[2]string][]int{}
	heard := map[[2]string][]int{}
	for _, q := range list {
		k := [2]string{q.key, q.Issue}
		if h := heard[k]; len(h) == 0 || h[len(h)-1] != q.day {
			heard[k] = append(h, q.day)
		}
		at := -1
		for _, i := range groups[k] {
			told := out[i].Told
			if alike(told[len(told)-1].core, q.core) >= positionLike {
				at = i
			}
		}
		if at < 0 {
			at = len(out)
			groups[k] = append(groups[k], at)
			out = append(out, Stand{Party: q.Party, Issue: q.Issue, First: q.Day})
		}
		s := &out[at]
		s.Told = append(s.Told, q)
		s.Stance, s.Content, s.Last = q.Stance, q.Content, q.Day
		if q.Change != "" {
			s.Change = q.Change
		}
	}
	for i := range out {
		last := out[i].Told[len(out[i].Told)-1]
		later, end := 0, last.day
		for _, d := range heard[[2]string{last.key, last.Issue}] {
			if d > last.day {
				later++
				end = d
			}
		}
		out[i].Dropped = force[last.Stance] >= 2 && later >= droppedHeard && end-last.day >= droppedDays
	}
	slices.SortStableFunc(out, func(a, b Stand) int {
		if c := strings.Compare(a.Party, b.Party); c != 0 {
			return c
		}
		if c := strings.Compare(a.Issue, b.Issue); c != 0 {
			return c
		}
		return b.Told[len(b.Told)-1].day - a.Told[len(a.Told)-1].day
	})
	return out
}
