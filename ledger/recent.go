package ledger

import (
	"context"
	"hash/maphash"
	"sync"

	"rapporteur/record"
)

// Bounds on the records that are kept ready: how many, and how long the text of one may be.
const (
	recentMost = 384
	recentText = 64 << 10
)

// recent keeps the records that questions have lately been answered from, by their content: the same stories are behind many answers.
type recent struct {
	mu   sync.Mutex
	seed maphash.Seed
	// Two generations make a cheap order of use: what is asked for in the old one moves to the new one, the rest goes with it.
	fresh, old map[recentKey]*record.Record
}

type recentKey struct {
	hash  uint64
	place int
	id    string
}

func newRecent() *recent {
	return &recent{seed: maphash.MakeSeed(), fresh: map[recentKey]*record.Record{}}
}

// get gives what is kept of a key, nil if nothing is.
func (c *recent) get(k recentKey) *record.Record {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.fresh[k]; r != nil {
		return r
	}
	r := c.old[k]
	if r != nil {
		c.put(k, r)
	}
	return r
}

// put keeps a record. The caller holds the lock.
func (c *recent) put(k recentKey, r *record.Record) {
	if len(c.fresh) >= recentMost/2 {
		c.old, c.fresh = c.fresh, map[recentKey]*record.Record{}
	}
	c.fresh[k] = r
}

// recordShared gives the first record whose story (table s) meets a condition. Others may have it too: it must not be changed.
func (l *Ledger) recordShared(ctx context.Context, cond string, args ...any) (*record.Record, error) {
	id, data, place, err := l.packedOf(ctx, cond, args...)
	if err != nil || data == nil {
		return nil, err
	}
	k := recentKey{maphash.Bytes(l.recent.seed, data), place, id}
	if r := l.recent.get(k); r != nil {
		return r, nil
	}
	r, err := l.recordAt(data, place, id)
	if err == nil && len(r.Text) <= recentText {
		l.recent.mu.Lock()
		l.recent.put(k, r)
		l.recent.mu.Unlock()
	}
	return r, err
}
