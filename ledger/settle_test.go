package ledger

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// drawTell draws a story out of a small world, so that many fit.
func drawTell(t *rapid.T, i int) tell {
	x := tell{id: fmt.Sprintf("s%02d", i), day: fmt.Sprintf("2026-03-%02d", rapid.IntRange(1, 20).Draw(t, "told")),
		kind:   rapid.SampledFrom([]string{record.Meeting, record.Talks, record.Call}).Draw(t, "kind"),
		status: rapid.SampledFrom([]string{record.Held, record.Scheduled, record.Proposed, record.Ongoing}).Draw(t, "status"),
		place:  rapid.SampledFrom([]string{"", "", "Oslo", "Muscat"}).Draw(t, "place"), n: rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "n")}
	x.parties = rapid.SampledFrom([][]string{{"Karvenia", "Oltania"}, {"Karvenia", "Oltania", "Norway"}, {"Karvenia"}, {"Oltania", "Norway"}}).Draw(t, "parties")
	x.people = rapid.SampledFrom([][]string{{}, {"Mirek Halden"}, {"Halden", "Josip Arden"}, {"Josip Arden"}}).Draw(t, "people")
	if rapid.Bool().Draw(t, "dated") {
		x.date = fmt.Sprintf("2026-03-%02d", rapid.IntRange(1, 9).Draw(t, "day"))
	}
	return x
}

// groups gives the encounters of a ledger as sets of reports.
func groups(t *rapid.T, l *Ledger) (out []string) {
	for e, err := range l.Encounters(t.Context(), Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		var refs []string
		for _, r := range e.Reports {
			refs = append(refs, r.Source)
		}
		slices.Sort(refs)
		out = append(out, strings.Join(refs, " "))
	}
	slices.Sort(out)
	return out
}

// What is settled report by report, in any order and batch, with stories read anew in between, is what grouping all reports at once gives.
func TestSettlingIsGrouping(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := open1(t, filepath.Join(t.TempDir(), "l.db"))
		defer l.Close()
		var all []Entry
		for i := range rapid.IntRange(2, 24).Draw(rt, "stories") {
			all = append(all, entry(drawTell(rt, i)))
		}
		var reports []merge.Report
		for _, e := range all {
			reports = append(reports, merge.NewReport(e.Item.Key(), e.Records[0], &e.Records[0].Encounters[0]))
		}
		var want []string
		for _, g := range merge.Cluster(reports, merge.Orders{}) {
			var ids []string
			for _, i := range g {
				ids = append(ids, all[i].Item.ID)
			}
			slices.Sort(ids)
			want = append(want, strings.Join(ids, " "))
		}
		slices.Sort(want)
		order := rapid.Permutation(all).Draw(rt, "order")
		for batch := range slices.Chunk(order, rapid.IntRange(1, 5).Draw(rt, "batch")) {
			if _, err := l.Add(t.Context(), batch); err != nil {
				rt.Fatal(err)
			}
		}
		if got := groups(rt, l); !slices.Equal(got, want) {
			rt.Fatalf("settled %q\nwant %q", got, want)
		}
		// One that was misread for a while leaves no trace.
		again := entry(drawTell(rt, 99))
		again.Item = order[0].Item
		again.Records[0].Source.ID = again.Item.ID
		var c Changed
		for _, e := range []Entry{again, order[0]} {
			if err := l.Replace(t.Context(), []Entry{e}, &c); err != nil {
				rt.Fatal(err)
			}
		}
		if got := groups(rt, l); !slices.Equal(got, want) {
			rt.Fatalf("after a reading anew %q\nwant %q", got, want)
		}
	})
}
