// Package ledger keeps what all stories say together: one encounter once, however many stories tell it, with its
// chain of status and its reports; what was said and held, by whom and when; and the sources as they came.
//
// It is an embedded SQLite database. What it answers and exports is a function of the set of stories (and corrections),
// never of the order in which they came. One process may add while others ask.
package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the database driver
)

//go:embed migrations/*.sql
var migrations embed.FS

// Ledger is an open ledger; it is safe for use by several goroutines.
type Ledger struct {
	path  string
	write *sql.DB // one connection: one writer
	read  *sql.DB
	// watching holds the one connection that counts changes; it never writes, so that every change is another's.
	watching *sql.DB
	watched  watch
	recent   *recent
	enc      *zstd.Encoder
	dec      *zstd.Decoder
	// Reports that the writer has met, kept from one transaction to the next while no other process writes: version is the
	// database's at the time, forget that a transaction has failed. A transaction alone touches the first two.
	known   map[int64]*placed
	version int64
	forget  atomic.Bool
}

// busy is how long a statement waits for another process's transaction.
const busy = 60 * time.Second

// DefaultPath is the ledger of the user's data folder: $XDG_DATA_HOME/rapporteur or its like on the platform.
func DefaultPath() (string, error) {
	dir := os.Getenv("XDG_DATA_HOME")
	if dir == "" || !filepath.IsAbs(dir) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("finding the data folder: %w; name the ledger with --ledger FILE", err)
		}
		switch runtime.GOOS {
		case "darwin", "ios":
			dir = filepath.Join(home, "Library", "Application Support")
		case "windows":
			if dir = os.Getenv("LocalAppData"); dir == "" {
				dir = filepath.Join(home, "AppData", "Local")
			}
		default:
			dir = filepath.Join(home, ".local", "share")
		}
	}
	return filepath.Join(dir, "rapporteur", "ledger.db"), nil
}

// Open opens the ledger at path, making it (and its folder) where it is missing, and brings its schema up to date.
func Open(ctx context.Context, path string) (*Ledger, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of the ledger: %w", err)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(ctx, path); err != nil {
			return nil, fmt.Errorf("making the ledger %s: %w", path, err)
		}
	}
	return open(ctx, path)
}

// create makes an empty database with large pages: they hold several packed items each, so that little is lost at their ends.
// The size of pages can be chosen only before anything is written.
func create(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+fmt.Sprintf("?_pragma=busy_timeout(%d)", busy.Milliseconds()))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, `PRAGMA page_size = 32768; VACUUM`)
	return errors.Join(err, db.Close())
}

// OpenExisting opens the ledger at path and fails where there is none.
func OpenExisting(ctx context.Context, path string) (*Ledger, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no ledger at %s; make one with: rapporteur add FILE…", path)
	}
	return open(ctx, path)
}

func open(ctx context.Context, path string) (*Ledger, error) {
	enc, dec, err := newPacker()
	if err != nil {
		return nil, err
	}
	l := &Ledger{path: path, recent: newRecent(), enc: enc, dec: dec}
	if l.write, err = sql.Open("sqlite", dsn(path, "_txlock=immediate")); err != nil {
		return nil, fmt.Errorf("opening the ledger %s: %w", path, err)
	}
	l.write.SetMaxOpenConns(1)
	if err := migrate(ctx, l.write); err != nil {
		l.write.Close()
		return nil, fmt.Errorf("opening the ledger %s: %w", path, err)
	}
	if l.read, err = sql.Open("sqlite", dsn(path, "_pragma=query_only(1)")); err != nil {
		l.write.Close()
		return nil, fmt.Errorf("opening the ledger %s: %w", path, err)
	}
	l.read.SetMaxOpenConns(4)
	if l.watching, err = sql.Open("sqlite", dsn(path, "_pragma=query_only(1)")); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the ledger %s: %w", path, err), l.read.Close(), l.write.Close())
	}
	if err := l.rebuild(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func dsn(path, extra string) string {
	q := fmt.Sprintf("?_pragma=busy_timeout(%d)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_pragma=cache_size(-32768)&%s", busy.Milliseconds(), extra)
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + q
}

// migrate brings the schema up to date. Two processes may open a new ledger at once: the later one finds the work done.
func migrate(ctx context.Context, db *sql.DB) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	for try := 0; ; try++ {
		have, err := version(ctx, db)
		switch {
		case err == nil && have == newest:
			return nil
		case err == nil && have > newest:
			return fmt.Errorf("it was made by a newer rapporteur (schema %d, this one knows %d); update rapporteur", have, newest)
		}
		if err == nil {
			if _, err = p.Up(ctx); err == nil {
				continue
			}
		}
		if strings.Contains(err.Error(), "not a database") {
			return errors.New("the file is no ledger; name another with --ledger FILE")
		}
		if try == 20 || ctx.Err() != nil {
			return fmt.Errorf("bringing its schema up to date: %w", err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// version is the schema's version, 0 for a new file.
func version(ctx context.Context, db *sql.DB) (int64, error) {
	var n sql.NullInt64
	err := db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version`).Scan(&n)
	if err != nil && strings.Contains(err.Error(), "no such table") {
		return 0, nil
	}
	return n.Int64, err
}

// Path is where the ledger lies.
func (l *Ledger) Path() string { return l.path }

// Close closes the ledger; what was added is kept.
func (l *Ledger) Close() error {
	l.dec.Close()
	l.watched.mu.Lock()
	defer l.watched.mu.Unlock()
	var err error
	if l.watched.conn != nil {
		err = l.watched.conn.Close()
	}
	return errors.Join(err, l.watching.Close(), l.read.Close(), l.write.Close())
}
