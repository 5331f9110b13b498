package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"rapporteur/intake"
	"rapporteur/record"
)

// Reader turns an item into records, one a story; *rapporteur.Reader is one.
type Reader interface {
	Read(ctx context.Context, item intake.Item) ([]*record.Record, error)
}

// AddOne reads one item that is at hand in memory and keeps it: a page that a user sends, say. Its hash is taken here; an item
// without an id goes by its content. What is known already is not read again. It gives the ids of the item's stories, and
// whether they were known before.
func (l *Ledger) AddOne(ctx context.Context, r Reader, item intake.Item) (stories []string, known bool, err error) {
	sum := sha256.Sum256(item.Data)
	item.SHA256 = hex.EncodeToString(sum[:])
	if item.ID == "" {
		item.ID = "page-" + item.Key()[:12]
	}
	if item.Origin == "" {
		item.Origin = item.ID
	}
	if known, err = l.Has(ctx, &item); err != nil {
		return nil, false, err
	}
	if !known {
		records, err := r.Read(ctx, item)
		if err != nil {
			return nil, false, err
		}
		if _, err := l.Add(ctx, []Entry{{Item: item, Records: records}}); err != nil {
			return nil, false, err
		}
	}
	stories, err = l.strings(ctx, `SELECT s.id FROM story s JOIN item i ON i.n = s.item WHERE i.key = ? ORDER BY s.place`, item.Key())
	return stories, known, err
}
