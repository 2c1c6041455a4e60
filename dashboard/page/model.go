package page

import (
	"fmt"
	"slices"
	"time"

	"security-hub-analytics/dashboard"
)

// What the script knows of the dashboard, under the names that it uses.

type model struct {
	Title      string                    `json:"title"`
	Subject    string                    `json:"subject"`
	Version    string                    `json:"version"`
	AsOf       string                    `json:"asOf"`
	Live       bool                      `json:"live"`
	KeptDays   int                       `json:"keptDays"`
	ListRows   int                       `json:"listRows"`
	Sheets     []sheet                   `json:"sheets"`
	Words      map[string]dashboard.Word `json:"words"`
	Types      map[string]string         `json:"types"`
	Colours    []string                  `json:"colours"`
	Others     int                       `json:"others"`
	WarmFrom   float64                   `json:"warmFrom"`
	Severities []string                  `json:"severities"`
	Standards  map[string]string         `json:"standards"`
	Accounts   map[string]string         `json:"accounts"`
}

type sheet struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Question string   `json:"question"`
	Filters  []filter `json:"filters"`
	Visuals  []visual `json:"visuals"`
}

type filter struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Column  string   `json:"column,omitempty"`
	Default []string `json:"default,omitempty"`
	Days    int      `json:"days,omitempty"`
	Only    string   `json:"only,omitempty"`
}

type visual struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Answers  string            `json:"answers"`
	Chart    dashboard.Chart   `json:"chart"`
	By       []string          `json:"by"`
	Split    string            `json:"split,omitempty"`
	Values   []measure         `json:"values"`
	Where    []condition       `json:"where"`
	Time     string            `json:"time,omitempty"`
	Order    []dashboard.Order `json:"order"`
	Top      int               `json:"top,omitempty"`
	Links    map[string]string `json:"links,omitempty"`
	Under    map[string]string `json:"under,omitempty"`
	Note     string            `json:"note,omitempty"`
	Onward   string            `json:"onward,omitempty"`
	Empty    string            `json:"empty"`
	Width    int               `json:"width"`
	Height   int               `json:"height"`
	Heeds    []string          `json:"heeds"`    // ids of filters
	Unheeded []string          `json:"unheeded"` // ids of filters
	Block    string            `json:"block"`    // id of its data
	Dims     []string          `json:"dims"`     // columns that it may be narrowed down by
	SQL      string            `json:"sql"`
}

type measure struct {
	Label       string                `json:"label"`
	Aggregation dashboard.Aggregation `json:"aggregation"`
	Parts       []string              `json:"parts"`
	Where       []condition           `json:"where"`
	Ago         int                   `json:"ago"`
	Snapshot    bool                  `json:"snapshot"`
	Format      dashboard.Format      `json:"format"`
	Colour      string                `json:"colour,omitempty"`
}

type condition struct {
	Column  string   `json:"column"`
	Values  []string `json:"values"`
	Not     bool     `json:"not"`
	AtLeast *int     `json:"atLeast"`
}

func describe(d *dashboard.Dashboard, about About, live bool) model {
	m := model{
		Title: d.Title, Subject: about.Subject, Version: about.Version, AsOf: about.AsOf.UTC().Format(time.RFC3339), Live: live, KeptDays: KeptDays, ListRows: ListRows,
		Words: map[string]dashboard.Word{}, Types: map[string]string{}, Others: len(dashboard.Light.Others), WarmFrom: dashboard.WarmFrom,
		Severities: dashboard.Severities, Standards: dashboard.Standards, Accounts: about.Accounts,
	}
	for value := range dashboard.Light.Values {
		m.Colours = append(m.Colours, value)
	}
	slices.Sort(m.Colours)
	cubes := map[string]int{}
	for i, c := range d.Cubes() {
		cubes[c.View] = i
	}
	for _, s := range d.Sheets {
		out := sheet{ID: s.ID, Title: s.Title, Question: s.Question}
		for _, f := range s.Filters {
			out.Filters = append(out.Filters, filter(f))
			m.know(d, s.Visuals[0], f.Column)
		}
		for _, v := range s.Visuals {
			for _, column := range slices.Concat(d.ListColumns(s, v), []string{v.Split, v.Time}) {
				m.know(d, v, column)
			}
			out.Visuals = append(out.Visuals, describeVisual(d, s, v, cubes[v.View]))
		}
		m.Sheets = append(m.Sheets, out)
	}
	return m
}

func (m *model) know(d *dashboard.Dashboard, v dashboard.Visual, column string) {
	if column == "" {
		return
	}
	m.Words[column] = dashboard.WordOf(column)
	if trino := d.Type(v, column); trino != "" {
		m.Types[column] = trino
	}
}

func describeVisual(d *dashboard.Dashboard, s dashboard.Sheet, v dashboard.Visual, cube int) visual {
	out := visual{
		ID: v.ID, Title: v.Title, Answers: v.Answers, Chart: v.Chart, By: append([]string{}, v.By...), Split: v.Split,
		Where: describeConditions(v.Where), Time: v.Time, Order: append([]dashboard.Order{}, v.Order...), Top: v.Top, Links: v.Links,
		Under: v.Under, Note: v.Note, Onward: v.Onward, Empty: v.Empty, Width: v.Width, Height: v.Height, Heeds: []string{}, Unheeded: []string{},
		Block: fmt.Sprintf("cube-%d", cube), SQL: d.Shown(s, v), Dims: d.Narrows(s, v),
	}
	if v.Chart == dashboard.List {
		out.Block = "list-" + v.ID
	}
	for _, f := range s.Filters {
		if d.Heeds(v, f) {
			out.Heeds = append(out.Heeds, f.ID)
		}
	}
	for _, f := range d.Unheeded(s, v) {
		out.Unheeded = append(out.Unheeded, f.ID)
	}
	for _, value := range v.Values {
		shown := measure{
			Label: value.Label, Aggregation: value.Aggregation, Where: describeConditions(value.Where), Ago: value.Ago,
			Snapshot: value.Snapshot, Format: value.Format, Colour: value.Colour,
		}
		for _, part := range value.Parts() {
			shown.Parts = append(shown.Parts, part.Name)
		}
		out.Values = append(out.Values, shown)
	}
	return out
}

func describeConditions(conditions []dashboard.Condition) []condition {
	out := make([]condition, 0, len(conditions))
	for _, c := range conditions {
		out = append(out, condition(c))
	}
	return out
}
