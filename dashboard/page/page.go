// Package page draws the dashboard as one HTML file that needs nothing else: no
// network, no server, no BI service. The charts are drawn by D3, whose bundle is
// committed in d3/. Views are summed up before they enter the page (dashboard.Cube),
// so that its filters work without asking again; lists enter it row by row.
//
// What findings say is text of strangers. It enters the page compressed and in
// base64, in which no markup can hide, and is only ever shown as text; a Content
// Security Policy lets no other script run than ours.
package page

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"security-hub-analytics/dashboard"
)

// Source answers the dashboard's questions.
type Source interface {
	// Ask answers one. Dates and times are time.Time, whole numbers int64.
	Ask(ctx context.Context, q dashboard.Query) (Answer, error)
}

// Answer is an answer.
type Answer struct {
	// Columns are the names of its columns.
	Columns []string
	// Rows are its rows.
	Rows [][]any
}

// About is what the page says of itself.
type About struct {
	// Subject is what it shows, in a few words.
	Subject string
	// Version is that of the program.
	Version string
	// AsOf is the moment that it is about.
	AsOf time.Time
	// Accounts are names of accounts, by their ids.
	Accounts map[string]string
}

// ListRows is how many rows of a list a page holds: more make a browser slow.
// What is left out is said.
const ListRows = 100_000

// KeptDays is how many days back the page can go; its longest period is shorter.
const KeptDays = 400

// Write writes the page.
func Write(ctx context.Context, w io.Writer, d *dashboard.Dashboard, source Source, about About) error {
	model := describe(d, about, false)
	blocks := []block{}
	for i, cube := range d.Cubes() {
		answer, err := source.Ask(ctx, d.CubeQuery(cube, about.since(KeptDays), relation))
		if err != nil {
			return fmt.Errorf("summing up %s for the page: %w", cube.View, err)
		}
		blocks = append(blocks, cubeBlock(i, d, cube, answer))
	}
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			if v.Chart != dashboard.List {
				continue
			}
			list, err := listBlock(ctx, d, source, s, v)
			if err != nil {
				return fmt.Errorf("listing %s for the page: %w", v.ID, err)
			}
			blocks = append(blocks, list)
		}
	}
	return write(w, model, blocks)
}

// Live writes the page without data: it asks the server that it came from.
func Live(w io.Writer, d *dashboard.Dashboard, about About) error {
	return write(w, describe(d, about, true), nil)
}

// relation names a view in SQL.
func relation(view string) string { return `"` + view + `"` }

// since is a day some days before the moment that the page is about.
func (a About) since(days int) string { return a.AsOf.UTC().AddDate(0, 0, -days).Format(time.DateOnly) }

func write(w io.Writer, m model, blocks []block) error {
	text, err := json.Marshal(m) // which escapes <, > and &
	if err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	p := printer{w: w}
	p.print("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n",
		`<meta name="color-scheme" content="light dark">`, "\n",
		`<meta name="referrer" content="no-referrer">`, "\n",
		`<meta http-equiv="Content-Security-Policy" content="`, policy(m.Live), "\">\n",
		`<link rel="icon" href="data:,">`, "\n",
		"<title>", html.EscapeString(m.Title), "</title>\n<style>", style(), "</style>\n</head>\n<body>\n",
		`<noscript>This page is drawn by its own script, which is switched off here. Nothing is loaded from elsewhere.</noscript>`, "\n",
		`<div id="app"></div>`, "\n",
		`<script type="application/json" id="model">`, string(text), "</script>\n")
	for _, b := range blocks {
		p.print(`<script type="application/json" id="`, b.id, `">`)
		p.pack(b)
		p.print("</script>\n")
	}
	p.print("<script>", library, "</script>\n<script>", script(), "</script>\n</body>\n</html>\n")
	if p.err != nil {
		return fmt.Errorf("writing the page: %w", p.err)
	}
	return nil
}

// printer keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) print(texts ...string) {
	for _, text := range texts {
		if p.err == nil {
			_, p.err = io.WriteString(p.w, text)
		}
	}
}

// Header is the page's policy as a server's header, which alone can forbid frames.
func Header() string {
	return strings.ReplaceAll(policy(true), "&#39;", "'") + "; frame-ancestors 'none'"
}
