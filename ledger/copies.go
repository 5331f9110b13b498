package ledger

import (
	"encoding/json"
	"strings"

	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// shingles are the hashes that a story is filed under, and the day.
func shingles(r *record.Record) (hashes []int64, day int) {
	var body strings.Builder
	for _, b := range r.Story.Blocks {
		switch b.Kind {
		case record.Paragraph, record.Quote, record.List, record.Summary:
			body.WriteString(r.Text[b.Start:b.End])
			body.WriteByte('\n')
		}
	}
	day = merge.Never
	if d, ok := toldOn(r).(int); ok {
		day = d
	}
	return merge.Shingles(body.String()), day
}

// unfile takes a story out of the file of shingles.
func (w *writer) unfile(n int64, r *record.Record) error {
	hashes, day := shingles(r)
	list, err := json.Marshal(hashes)
	if err != nil {
		return err
	}
	_, err = w.exec(`DELETE FROM shingle WHERE told = ? AND story = ? AND hash IN (SELECT value FROM json_each(?))`, day, n, string(list))
	return err
}

// copies finds the stories that a new story is a copy of, and makes one group of theirs and its.
func (w *writer) copies(n int64, r *record.Record) error {
	hashes, day := shingles(r)
	list, err := json.Marshal(hashes)
	if err != nil {
		return err
	}
	// A story of no known day may be a copy of any.
	from, to := day-merge.CopyDays, day+merge.CopyDays
	if day == merge.Never {
		from, to = merge.Never, merge.Open
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT x.story, count(*), s.runs, s.copies
		FROM shingle x JOIN story s ON s.n = x.story WHERE x.hash IN (SELECT value FROM json_each(?)) AND (x.told BETWEEN ? AND ? OR x.told = ?)
		GROUP BY x.story HAVING count(*) >= ?`, string(list), from, to, merge.Never, merge.CopyLeast)
	if err != nil {
		return err
	}
	defer rows.Close()
	group, join := n, map[int64]bool{}
	for rows.Next() {
		var story, copies int64
		var common, size int
		if err := rows.Scan(&story, &common, &size, &copies); err != nil {
			return err
		}
		if merge.IsCopy(len(hashes), size, common) {
			join[copies] = true
			group = min(group, copies)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO shingle(hash, told, story) SELECT value, ?, ? FROM json_each(?)`, day, n, string(list)); err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE story SET copies = ?, runs = ? WHERE n = ?`, group, len(hashes), n); err != nil {
		return err
	}
	for c := range join {
		if c == group {
			continue
		}
		if _, err := w.exec(`UPDATE story SET copies = ? WHERE copies = ?`, group, c); err != nil {
			return err
		}
	}
	// Two groups became one: what is best supported may have changed for the encounters that their stories tell.
	if len(join) > 1 {
		w.regrouped = append(w.regrouped, group)
	}
	return nil
}
