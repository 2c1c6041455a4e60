package main

import (
	"bufio"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/page"
	"security-hub-analytics/findings"
	"security-hub-analytics/local"
)

// pageName is the page's file in the folder of the lake.
const pageName = "dashboard.html"

// writePage writes the page of a lake into its folder and returns where it is. It
// appears whole or not at all.
func writePage(ctx context.Context, db *local.DB, schema *findings.Schema, dir, subject string) (name string, err error) {
	d, err := dashboard.New(schema)
	if err != nil {
		return "", err
	}
	if err := db.Settle(ctx, d.PageViews()...); err != nil {
		return "", err
	}
	about, err := aboutOf(ctx, db, subject)
	if err != nil {
		return "", err
	}
	name = filepath.Join(dir, pageName)
	file, err := os.CreateTemp(dir, ".shub-page-*")
	if err != nil {
		return "", fmt.Errorf("writing %q: %w", name, err)
	}
	buffered := bufio.NewWriterSize(file, 1<<16)
	err = errors.Join(page.Write(ctx, buffered, d, asker{db}, about), buffered.Flush(), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("writing %q: %w", name, err), os.Remove(file.Name()))
	}
	return name, nil
}

// aboutOf is what a page says of itself: as of the newest object of the lake.
func aboutOf(ctx context.Context, db *local.DB, subject string) (page.About, error) {
	about := page.About{Subject: subject, Version: version(), AsOf: time.Unix(0, 0)}
	answer, err := asker{db}.Ask(ctx, dashboard.Query{Text: "select max(ingested_at) from findings"})
	if err != nil {
		return about, err
	}
	if at, ok := answer.Rows[0][0].(time.Time); ok {
		about.AsOf = at
	}
	about.Accounts = map[string]string{}
	names, err := asker{db}.Ask(ctx, dashboard.Query{Text: "select aws_account_id, max(account_name) from findings_enriched group by 1"})
	for _, row := range names.Rows {
		id, _ := row[0].(string)
		if name, ok := row[1].(string); ok && name != "" {
			about.Accounts[id] = name
		}
	}
	return about, err
}

// asker answers the dashboard's questions from a lake.
type asker struct{ db *local.DB }

var _ page.Source = asker{}

// Ask answers one question.
func (a asker) Ask(ctx context.Context, q dashboard.Query) (page.Answer, error) {
	var rows gathered
	err := a.db.Ask(ctx, q.Text, q.Args, &rows)
	return rows.Answer, err
}

// gathered keeps an answer.
type gathered struct{ page.Answer }

// Columns keeps the names of columns.
func (g *gathered) Columns(columns []local.Column) error {
	for _, c := range columns {
		g.Answer.Columns = append(g.Answer.Columns, c.Name)
	}
	return nil
}

// Row keeps a row, whole numbers as int64.
func (g *gathered) Row(values []driver.Value) error {
	row := make([]any, len(values))
	for i, value := range values {
		switch n := value.(type) {
		case int32:
			row[i] = int64(n)
		default:
			row[i] = value
		}
	}
	g.Rows = append(g.Rows, row)
	return nil
}
