package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/page"
	"security-hub-analytics/local"
)

const serveHelp = `Serve shows the dashboard of a lake in a browser on this machine, and asks the lake
anew whenever a filter changes: for lakes that are too large for one file. What the
views answer is worked out once, when it starts; start it again for newer data.

It listens on the loopback address alone, reads and never writes, asks fixed
questions in which everything that a reader chooses is bound, and answers nobody
who came to it under another host's name.`

const serveExamples = `  shub serve
  shub serve --lake lake --port 9000`

// serveRun is one call of shub serve.
type serveRun struct {
	lake    string
	port    int
	columns []string
}

func serveCommand(e env) *cobra.Command {
	var s serveRun
	c := &cobra.Command{
		Use: "serve [--lake DIR]", Short: "Show the dashboard of a lake in a browser, live",
		Long: serveHelp, Example: serveExamples, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return s.run(c.Context(), e) },
	}
	c.Flags().StringVar(&s.lake, "lake", localOut, "folder of the lake, `DIR`")
	c.Flags().IntVar(&s.port, "port", 8723, "`PORT` on the loopback address; 0 takes a free one")
	columnFlag(c.Flags(), &s.columns)
	return c
}

func (s *serveRun) run(ctx context.Context, e env) (err error) {
	schema, err := schemaOf(s.columns)
	if err != nil {
		return err
	}
	d, err := dashboard.New(schema)
	if err != nil {
		return err
	}
	db, err := local.Open(ctx, s.lake, schema)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	began := time.Now()
	site, err := newSite(ctx, d, db, s.lake, e.err)
	if err != nil {
		return err
	}
	// Before it is said to be there, so that it is.
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)))
	if err != nil {
		return fmt.Errorf("listening on port %d: %w (--port takes another)", s.port, err)
	}
	address := listener.Addr().String()
	server := &http.Server{Handler: guard(site, address), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stopped := context.AfterFunc(ctx, func() { server.Close() }) //nolint:errcheck // it ends
	defer stopped()
	if _, err := fmt.Fprintf(e.out, "lake         %s, worked out in %.1f s\ndashboard    http://%s/ (until interrupted)\n", s.lake, time.Since(began).Seconds(), address); err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return context.Cause(ctx)
}

// newSite works out what the views answer, and makes the page.
func newSite(ctx context.Context, d *dashboard.Dashboard, db *local.DB, lake string, to screen) (*site, error) {
	sets := d.PageDatasets()
	progress := steps{to: to, of: 1 + len(sets)}
	defer progress.end()
	progress.next("the state and the history of every finding")
	if err := db.Settle(ctx, d.PageViews()...); err != nil {
		return nil, err
	}
	about, err := aboutOf(ctx, db, "The lake "+lake)
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		progress.next(set.View)
		names := make([]string, len(set.Columns))
		for i, c := range set.Columns {
			names[i] = `"` + c.Name + `"`
		}
		if err := db.Keep(ctx, kept(set.View), "select "+strings.Join(names, ", ")+` from "`+set.View+`"`); err != nil {
			return nil, err
		}
	}
	var html bytes.Buffer
	if err := page.Live(&html, d, about); err != nil {
		return nil, err
	}
	return &site{dashboard: d, source: asker{db}, html: html.Bytes()}, nil
}

// kept is the table that holds what a view answers.
func kept(view string) string { return "kept_" + view }

// guard lets in who reads, on this machine, under its own name: another site whose
// name was pointed here (DNS rebinding) comes with that name as host.
func guard(next http.Handler, address string) http.Handler {
	_, port, _ := net.SplitHostPort(address)
	hosts := []string{net.JoinHostPort("127.0.0.1", port), net.JoinHostPort("localhost", port)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", page.Header())
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		from := r.Header.Get("Sec-Fetch-Site")
		switch {
		case r.Host != hosts[0] && r.Host != hosts[1]:
			http.Error(w, "this is "+hosts[0]+", asked for as another host", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			http.Error(w, "nothing but GET: it is read-only", http.StatusMethodNotAllowed)
		case from != "" && from != "same-origin" && from != "none":
			http.Error(w, "another site asked", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
