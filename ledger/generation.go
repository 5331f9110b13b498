package ledger

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// watch counts the commits to the ledger, by this process and by others.
type watch struct {
	mu    sync.Mutex
	conn  *sql.Conn
	epoch int64 // how many connections have counted: each begins anew
}

// Generation is a number that is another one after every change to the ledger, whoever made it: what was worked out from the
// ledger holds as long as the generation that was asked before it.
func (l *Ledger) Generation(ctx context.Context) (int64, error) {
	w := &l.watched
	w.mu.Lock()
	defer w.mu.Unlock()
	// A question that is given up would cost the connection, and with it the count.
	ctx = context.WithoutCancel(ctx)
	if w.conn == nil {
		conn, err := l.watching.Conn(ctx)
		if err != nil {
			return 0, l.asking(err)
		}
		w.conn, w.epoch = conn, w.epoch+1
	}
	var n int64
	if err := w.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&n); err != nil {
		err = errors.Join(err, w.conn.Close())
		w.conn = nil
		return 0, l.asking(err)
	}
	return w.epoch<<32 | n&0xffffffff, nil
}
