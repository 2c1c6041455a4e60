package page

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"security-hub-analytics/dashboard"
)

// block is data of the page under an id. It is written as gzip in base64: a tenth
// of the size, and no byte of it can be markup.
type block struct {
	id   string
	data any
}

func (p *printer) pack(b block) {
	if p.err != nil {
		return
	}
	plain := base64.NewEncoder(base64.StdEncoding, p.w)
	zipped := gzip.NewWriter(plain)
	p.err = errors.Join(json.NewEncoder(zipped).Encode(b.data), zipped.Close(), plain.Close())
}

// table is rows, column by column.
type table struct {
	Rows    int      `json:"rows"`
	Columns []column `json:"columns"`
	// Total is how many rows there would be, were there no limit.
	Total int64 `json:"total"`
}

// column is a column: of text the distinct values and for each row which of them,
// of numbers the numbers.
type column struct {
	Name    string `json:"name"`
	Values  []any  `json:"values,omitempty"`
	Codes   []int  `json:"codes,omitempty"`
	Numbers []any  `json:"numbers,omitempty"`
}

// columnar turns rows into columns. numbers says which columns are not to be
// looked up but added up.
func columnar(a Answer, format func(column string) dashboard.Format, numbers func(column string) bool) table {
	t := table{Rows: len(a.Rows), Total: int64(len(a.Rows))}
	for i, name := range a.Columns {
		c, as := column{Name: name}, format(name)
		if numbers(name) {
			c.Numbers = make([]any, len(a.Rows))
			for r, row := range a.Rows {
				c.Numbers[r] = Plain(row[i], as)
			}
			t.Columns = append(t.Columns, c)
			continue
		}
		codes := map[any]int{}
		c.Codes = make([]int, len(a.Rows))
		for r, row := range a.Rows {
			value := Plain(row[i], as)
			code, ok := codes[value]
			if !ok {
				code = len(c.Values)
				codes[value], c.Values = code, append(c.Values, value)
			}
			c.Codes[r] = code
		}
		t.Columns = append(t.Columns, c)
	}
	return t
}

// Plain is a value as JSON has it: times as text that sorts, the shorter the
// coarser.
func Plain(value any, format dashboard.Format) any {
	at, ok := value.(time.Time)
	switch {
	case !ok:
		return value
	case format == dashboard.Day:
		return at.UTC().Format(time.DateOnly)
	default:
		return at.UTC().Format("2006-01-02 15:04")
	}
}
