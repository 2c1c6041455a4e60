package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/page"
)

// site is what shub serve shows: the page, and answers to its questions.
type site struct {
	dashboard *dashboard.Dashboard
	source    page.Source
	html      []byte
	turn      sync.Mutex // the lake answers one question at a time
}

// ServeHTTP answers one request.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answers := map[string]func(context.Context, url.Values) (any, error){"/answer": s.answer, "/list": s.list, "/options": s.options}
	if answer, ok := answers[r.URL.Path]; ok {
		value, err := answer(r.Context(), r.URL.Query())
		var refused *requestError
		switch {
		case errors.As(err, &refused):
			http.Error(w, err.Error(), http.StatusBadRequest)
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		default:
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(value) //nolint:errcheck // whoever asked went away
		}
		return
	}
	if r.URL.Path != "/" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(s.html) //nolint:errcheck // whoever asked went away
}

// requestError says that the question is at fault.
type requestError struct{ text string }

func (e *requestError) Error() string { return e.text }

func refuse(format string, args ...any) error { return &requestError{fmt.Sprintf(format, args...)} }

func (s *site) ask(ctx context.Context, q dashboard.Query) (page.Answer, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if err := ctx.Err(); err != nil { // somebody who did not wait
		return page.Answer{}, err
	}
	return s.source.Ask(ctx, q)
}

func keptRelation(view string) string { return `"` + kept(view) + `"` }

var sinceDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// asked reads which visual a request is about, and what its reader chose: columns
// that the visual can be narrowed down by, and nothing else.
func (s *site) asked(query url.Values) (sheet dashboard.Sheet, v dashboard.Visual, c dashboard.Choices, err error) {
	if sheet, v, err = s.dashboard.Find(query.Get("visual")); err != nil {
		return sheet, v, c, refuse("%v", err)
	}
	if err := json.Unmarshal([]byte(query.Get("choices")), &c); err != nil {
		return sheet, v, c, refuse("choices: %v", err)
	}
	if c.Since != "" && !sinceDay.MatchString(c.Since) {
		return sheet, v, c, refuse("since %q: a day is YYYY-MM-DD", c.Since)
	}
	can := s.dashboard.Narrows(sheet, v)
	for _, choice := range c.Columns {
		if !slices.Contains(can, choice.Column) {
			return sheet, v, c, refuse("%q does not narrow down the visual %q", choice.Column, v.ID)
		}
	}
	return sheet, v, c, nil
}

// answer is what a chart shows.
func (s *site) answer(ctx context.Context, query url.Values) (any, error) {
	_, v, choices, err := s.asked(query)
	if err != nil {
		return nil, err
	}
	if v.Chart == dashboard.List {
		return nil, refuse("visual %q is a list", v.ID)
	}
	a, err := s.ask(ctx, s.dashboard.Query(v, choices, keptRelation))
	if err != nil {
		return nil, err
	}
	numbers := len(a.Columns) - len(v.Values)
	for _, row := range a.Rows {
		for i := range row {
			if i < numbers {
				row[i] = page.Plain(row[i], dashboard.WordOf(a.Columns[i]).Format)
			} else {
				row[i] = page.Plain(row[i], v.Values[i-numbers].Format)
			}
		}
	}
	return map[string]any{"rows": rowsOf(a)}, nil
}

// rowsOf is the rows as JSON has them: none is [], not null.
func rowsOf(a page.Answer) [][]any {
	if a.Rows == nil {
		return [][]any{}
	}
	return a.Rows
}

// list is a part of a list.
func (s *site) list(ctx context.Context, query url.Values) (any, error) {
	sheet, v, choices, err := s.asked(query)
	if err != nil {
		return nil, err
	}
	if v.Chart != dashboard.List {
		return nil, refuse("visual %q is no list", v.ID)
	}
	rows := dashboard.Rows{Search: query.Get("search")}
	for name, to := range map[string]*int{"offset": &rows.Offset, "limit": &rows.Limit} {
		if *to, err = strconv.Atoi(query.Get(name)); err != nil || *to < 0 {
			return nil, refuse("%s %q: not a number of rows", name, query.Get(name))
		}
	}
	rows.Limit = min(max(rows.Limit, 1), page.ListRows)
	if by := query.Get("order"); by != "" {
		if !slices.Contains(v.By, by) {
			return nil, refuse("order %q: the list has no such column", by)
		}
		rows.Order = append([]dashboard.Order{{Column: by, Down: query.Get("down") == "true"}}, v.Order...)
	}
	a, err := s.ask(ctx, s.dashboard.ListQuery(sheet, v, choices, rows, keptRelation))
	if err != nil {
		return nil, err
	}
	for i, row := range a.Rows {
		for j := range row {
			row[j] = page.Plain(row[j], dashboard.WordOf(a.Columns[j]).Format)
		}
		a.Rows[i] = row[:len(v.By)]
	}
	count, err := s.ask(ctx, s.dashboard.ListCount(v, choices, rows.Search, keptRelation))
	if err != nil {
		return nil, err
	}
	return map[string]any{"rows": rowsOf(a), "total": count.Rows[0][0], "left": 0}, nil
}

// options are the values that a filter can have on a sheet.
func (s *site) options(ctx context.Context, query url.Values) (any, error) {
	values := []any{}
	seen := map[any]bool{}
	for _, q := range s.dashboard.OptionQueries(query.Get("sheet"), query.Get("filter"), keptRelation) {
		a, err := s.ask(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, row := range a.Rows {
			if !seen[row[0]] {
				seen[row[0]] = true
				values = append(values, row[0])
			}
		}
	}
	return map[string]any{"values": values}, nil
}
