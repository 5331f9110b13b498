package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"rapporteur"
	"rapporteur/views/mcp"
	"rapporteur/views/web"
)

type serveCmd struct {
	Listen       string   `default:"127.0.0.1:8417" placeholder:"ADDRESS" help:"Where to listen (${default})."`
	Token        string   `placeholder:"TEXT" env:"RAPPORTEUR_TOKEN" help:"Asked of every reader; needed for any address that other machines reach."`
	AllowPrivate bool     `help:"Let readers add pages of private and local addresses, too."`
	Host         []string `placeholder:"NAME" help:"A name by which the server is addressed, beside localhost and addresses in numbers."`
}

// Help is shown below the flags.
func (serveCmd) Help() string {
	return `Opens the ledger in the browser: pages (stories are added there, too), an API (/api), feeds (/feed.atom, /calendar.ics), metrics (/metrics)
and the tools of an assistant (/mcp).

Examples:
  rapporteur serve
  rapporteur --ledger talks.db serve --listen 127.0.0.1:9000
  RAPPORTEUR_TOKEN=… rapporteur serve --listen 0.0.0.0:8417 --host minutes.example`
}

// Bounds on what a reader may hold open.
const (
	headerTime  = 5 * time.Second
	readTime    = 30 * time.Second
	writeTime   = 60 * time.Second
	idleTime    = 2 * time.Minute
	closeTime   = 10 * time.Second
	headerBytes = 32 << 10
)

// Run serves until it is interrupted.
func (c *serveCmd) Run(e *env) error {
	local, err := loopback(c.Listen)
	if err != nil {
		return err
	}
	if !local && c.Token == "" {
		return fmt.Errorf("listening on %s lets other machines in; give a token with --token or RAPPORTEUR_TOKEN, or listen on 127.0.0.1", c.Listen)
	}
	l, err := e.openLedger(false)
	if err != nil {
		return err
	}
	defer l.Close()
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	reader, err := rapporteur.NewReader()
	if err != nil {
		return err
	}
	room, err := web.New(l, web.Options{Token: c.Token, Hosts: c.Host, Version: rapporteur.Version, Log: log,
		Reader: reader, Private: c.AllowPrivate, MCP: mcp.Handler(newMCP(l, reader, c.AllowPrivate))})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listening on %s: %w; choose another address with --listen", c.Listen, err)
	}
	srv := &http.Server{Handler: room, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: headerBytes,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	fmt.Fprintf(e.stdout, "The reading room of %s is open at http://%s/ (close it with Ctrl-C)\n", l.Path(), listener.Addr())
	done := make(chan error, 1)
	go func() { done <- srv.Serve(listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("serving on %s: %w", c.Listen, err)
	case <-e.ctx.Done():
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(e.ctx), closeTime)
	defer stop()
	if err := srv.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("closing the server: %w", err)
	}
	return nil
}

// loopback tells whether an address to listen on is reached from this machine alone.
func loopback(listen string) (bool, error) {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false, fmt.Errorf("--listen %s is no address with a port (127.0.0.1:8417): %w", listen, err)
	}
	if host == "localhost" {
		return true, nil
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback(), nil
}
