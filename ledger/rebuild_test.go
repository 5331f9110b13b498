package ledger

import (
	"database/sql"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"
)

// A ledger of the first schema answers as one of today's that holds the same sources.
func TestOldLedgerIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	now := open1(t, filepath.Join(dir, "now.db"))
	add(t, now, tales...)
	want := dump(t, now)
	path := filepath.Join(dir, "old.db")
	db, err := sql.Open("sqlite", dsn(path, ""))
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, q := range []string{`ATTACH '` + filepath.Join(dir, "now.db") + `' AS now`, `INSERT INTO item SELECT * FROM now.item`, `INSERT INTO origin SELECT * FROM now.origin`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	old := open1(t, path)
	if got := dump(t, old); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
