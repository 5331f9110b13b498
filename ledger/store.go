package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"rapporteur/intake"
	"rapporteur/ledger/merge"
	"rapporteur/record"
)

// Entry is one item with the records that were read from it.
type Entry struct {
	Item    intake.Item
	Records []*record.Record
}

// meta is what steers the reading of an item beside its bytes; kept so that it can be read again.
type meta struct {
	Format    string   `json:"format,omitempty"`
	MediaType string   `json:"media_type,omitempty"`
	Charset   string   `json:"charset,omitempty"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Retrieved string   `json:"retrieved,omitempty"`
	Notes     []string `json:"notes,omitempty"`
}

// Has tells whether an item of this content is in the ledger, and notes the id and address it came under this time.
func (l *Ledger) Has(ctx context.Context, item *intake.Item) (bool, error) {
	var n int64
	err := l.read.QueryRowContext(ctx, `SELECT n FROM item WHERE key = ?`, item.Key()).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("asking the ledger for %s: %w", item.Origin, err)
	}
	var known int
	err = l.read.QueryRowContext(ctx, `SELECT count(*) FROM origin WHERE item = ? AND id = ? AND uri = ?`, n, item.ID, item.URI).Scan(&known)
	if err == nil && known == 0 {
		err = l.tx(ctx, func(tx *sql.Tx) error { return addOrigin(ctx, tx, n, item) })
	}
	return true, err
}

// tx runs f in one transaction of the writer.
func (l *Ledger) tx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("writing to the ledger %s: %w", l.path, err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return fmt.Errorf("writing to the ledger %s: %w", l.path, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("writing to the ledger %s: %w", l.path, err)
	}
	return nil
}

// addOrigin notes an id and address of an item; the story goes by the least of its ids, so that their order doesn't matter.
func addOrigin(ctx context.Context, tx *sql.Tx, item int64, it *intake.Item) error {
	if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO origin(item, id, uri) VALUES(?, ?, ?)`, item, it.ID, it.URI); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE story SET id = (SELECT min(id) FROM origin WHERE item = story.item) || part WHERE item = ?`, item)
	return err
}

// Add keeps entries in one transaction and settles which of their encounters are known: all of the batch is kept or nothing.
// Entries whose content is in the ledger already are passed over. Added counts the new stories.
func (l *Ledger) Add(ctx context.Context, batch []Entry) (added int, err error) {
	err = l.update(ctx, func(w *writer) error {
		for i := range batch {
			n, err := w.entry(&batch[i])
			if err != nil {
				return fmt.Errorf("%s: %w", batch[i].Item.Origin, err)
			}
			added += n
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// writer carries one transaction.
type writer struct {
	settling
	l   *Ledger
	ctx context.Context
	tx  *sql.Tx
	// regrouped are groups of copies that were several before.
	regrouped []int64
	tails     map[string]bool // last sounds of names that were brought
	resum     map[string]bool // names whose sums are to be made anew
	decided   *decisions
	pinned    map[int64]int64 // reports that people have put together, with the one that leads
	prepared  map[string]*sql.Stmt
}

// update runs f in one transaction of the writer and settles what it leaves to be settled.
func (l *Ledger) update(ctx context.Context, f func(*writer) error) error {
	err := l.tx(ctx, func(tx *sql.Tx) error {
		w := &writer{l: l, ctx: ctx, tx: tx}
		if err := w.remember(); err != nil {
			return err
		}
		var err error
		if w.decided, err = loadDecisions(ctx, tx); err != nil {
			return err
		}
		if err := f(w); err != nil {
			return err
		}
		if err := w.settlePeople(); err != nil {
			return err
		}
		if err := w.sumAgain(); err != nil {
			return err
		}
		return w.settle()
	})
	if err != nil {
		l.forget.Store(true)
	}
	return err
}

// prepare prepares a statement once a transaction; the transaction closes it.
func (w *writer) prepare(query string) (*sql.Stmt, error) {
	if st := w.prepared[query]; st != nil {
		return st, nil
	}
	st, err := w.tx.PrepareContext(w.ctx, query)
	if err != nil {
		return nil, err
	}
	if w.prepared == nil {
		w.prepared = map[string]*sql.Stmt{}
	}
	w.prepared[query] = st
	return st, nil
}

// exec runs a statement that is prepared once a transaction.
func (w *writer) exec(query string, args ...any) (int64, error) {
	st, err := w.prepare(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(w.ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

func (w *writer) entry(e *Entry) (int, error) {
	it := &e.Item
	var n int64
	err := w.tx.QueryRowContext(w.ctx, `SELECT n FROM item WHERE key = ?`, it.Key()).Scan(&n)
	if err == nil {
		return 0, addOrigin(w.ctx, w.tx, n, it)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	sum, err := hex.DecodeString(it.SHA256)
	if err != nil || len(sum) != 32 {
		return 0, fmt.Errorf("the item has no SHA-256")
	}
	about, err := json.Marshal(meta{it.Format, it.MediaType, it.Charset, it.Title, it.Published, it.Retrieved, it.Notes})
	if err != nil {
		return 0, err
	}
	data, err := w.l.pack(it.Data, e.Records)
	if err != nil {
		return 0, err
	}
	if n, err = w.exec(`INSERT INTO item(key, sha256, meta, data) VALUES(?, ?, ?, ?)`, it.Key(), sum, string(about), data); err != nil {
		return 0, err
	}
	if _, err := w.exec(`INSERT INTO origin(item, id, uri) VALUES(?, ?, ?)`, n, it.ID, it.URI); err != nil {
		return 0, err
	}
	return len(e.Records), w.stories(it.Key(), n, e)
}

// stories keeps the records of an item.
func (w *writer) stories(itemKey string, n int64, e *Entry) error {
	for part, r := range e.Records {
		key := itemKey
		if part > 0 {
			key = fmt.Sprintf("%s.%d", key, part)
		}
		if err := w.story(key, n, part, strings.TrimPrefix(r.Source.ID, e.Item.ID), r); err != nil {
			return err
		}
	}
	return nil
}

// story keeps one record and the rows that questions are answered from.
func (w *writer) story(key string, item int64, place int, part string, r *record.Record) error {
	day := toldOn(r)
	n, err := w.exec(`INSERT INTO story(key, item, place, id, part, headline, publisher, agency, told, words, reader) VALUES(?,?,?,?,?,?,?,?,?,?,?)`,
		key, item, place, r.Source.ID, part, r.Story.Headline, r.Story.Publisher, r.Story.Agency, day, len(strings.Fields(r.Text)), strings.TrimSpace(r.Reader.Version+" "+r.Reader.Models))
	if err != nil {
		return err
	}
	for i, bl := range r.Story.Blocks {
		if bl.Kind == record.Furniture || i >= blocksPerStory {
			continue
		}
		if _, err := w.exec(`INSERT INTO passage_text(rowid, content) VALUES(?, ?)`, n*blocksPerStory+int64(i), r.Text[bl.Start:bl.End]); err != nil {
			return err
		}
	}
	if err := w.copies(n, r); err != nil {
		return err
	}
	if err := w.layers(n, day, r); err != nil {
		return err
	}
	for i := range r.Encounters {
		if err := w.report(n, key, r, &r.Encounters[i]); err != nil {
			return err
		}
	}
	return nil
}

// blocksPerStory is how many blocks of a story the row numbers of passages leave room for.
const blocksPerStory = 4096

// toldOn is the day of publication for the database: null if unknown.
func toldOn(r *record.Record) any {
	if p := r.Story.Published; p != nil {
		if _, hi, ok := merge.Bounds(p.Date); ok && hi != merge.Open {
			return hi
		}
	}
	return nil
}

func dayOr(date *string, other any) any {
	if date != nil {
		if d, ok := merge.DayOf(*date); ok {
			return d
		}
	}
	return other
}

func (w *writer) layers(n int64, day any, r *record.Record) error {
	keys := speakerKeys(r)
	for i, s := range r.Statements {
		if w.decided.drop[r.Source.ID+"/"+s.ID] {
			continue
		}
		key, party := "", ""
		if s.Speaker != nil {
			key = keys.of(*s.Speaker)
		}
		if s.For != nil {
			party = keys.of(*s.For)
		}
		row, err := w.exec(`INSERT INTO statement(story, at, day, person, party) VALUES(?,?,?,?,?)`, n, i, dayOr(s.Date, day), key, party)
		if err != nil {
			return err
		}
		if _, err := w.exec(`INSERT INTO statement_text(rowid, content) VALUES(?, ?)`, row, joined(s.Content)); err != nil {
			return err
		}
	}
	for i, q := range r.Positions {
		if w.decided.drop[r.Source.ID+"/"+q.ID] {
			continue
		}
		if _, err := w.exec(`INSERT INTO position(story, at, day, key, stance, issue, core) VALUES(?,?,?,?,?,?,?)`, n, i, day, keys.of(q.Party), q.Stance, q.Issue, core(q.Content.Quote)); err != nil {
			return err
		}
	}
	for _, p := range r.People {
		roles, err := json.Marshal(p.Roles)
		if err != nil {
			return err
		}
		if _, err := w.exec(`INSERT INTO person(story, pid, key, name, day, mentions, roles) VALUES(?,?,?,?,?,?,?)`, n, p.ID, merge.PersonKey(p.Name), p.Name, day, len(p.Mentions), string(roles)); err != nil {
			return err
		}
	}
	for _, p := range r.Parties {
		if _, err := w.exec(`INSERT INTO party(story, key, name, kind, day, mentions) VALUES(?,?,?,?,?,?)`, n, keys.of(record.Actor{ID: p.ID, Name: p.Name}), p.Name, p.Kind, day, len(p.Mentions)); err != nil {
			return err
		}
	}
	if err := w.actorNames(r); err != nil {
		return err
	}
	if err := w.names(r); err != nil {
		return err
	}
	if err := w.sums(r, day); err != nil {
		return err
	}
	for _, x := range r.Instruments {
		by, err := json.Marshal(names(x.By))
		if err != nil {
			return err
		}
		if _, err := w.exec(`INSERT INTO instrument(story, iid, day, name, kind, status, by) VALUES(?,?,?,?,?,?,?)`, n, x.ID, day, x.Name.Quote, x.Kind, x.Status, string(by)); err != nil {
			return err
		}
	}
	return nil
}

// actorNames notes which names go by which key, so that questions may use any of them.
func (w *writer) actorNames(r *record.Record) error {
	note := func(kind, key, name string) error {
		_, err := w.exec(`INSERT OR IGNORE INTO actor_name(kind, key, name, tail) VALUES(?,?,?,?)`, kind, key, name, key[strings.LastIndexByte(key, ' ')+1:])
		return err
	}
	for _, p := range r.People {
		if err := note("person", merge.PersonKey(p.Name), p.Name); err != nil {
			return err
		}
	}
	for _, p := range r.Parties {
		if err := note("party", merge.PartyKey(record.Actor{ID: p.ID, Name: p.Name}), p.Name); err != nil {
			return err
		}
	}
	return nil
}

// actorKeys tells people from parties, so that each gets the key that it goes by in the ledger.
type actorKeys map[string]bool

func speakerKeys(r *record.Record) actorKeys {
	k := actorKeys{}
	for _, p := range r.People {
		k[p.ID] = true
	}
	return k
}

func (k actorKeys) of(a record.Actor) string {
	if k[a.ID] {
		return merge.PersonKey(a.Name)
	}
	return merge.PartyKey(a)
}

func joined(spans []record.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.Quote)
	}
	return strings.Join(out, " … ")
}

func names(list []record.Actor) []string {
	out := []string{}
	for _, a := range list {
		out = append(out, a.Name)
	}
	return out
}
