// Package page_test looks at the dashboard as its readers do. What needs no browser
// runs with all tests; what needs one runs where SHUB_CHROMIUM names it, as
// conformance/page/run does.
package page_test

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/local"
	"security-hub-analytics/local/generate"
)

// Titles that strangers could write.
const (
	scriptTitle = `<script>window.owned = 1</script><img src=x onerror="window.owned = 1">`
	// Hebrew, then an override that turns whatever follows around.
	leftwardTitle = "\u05d3\u05dc\u05d9 \u05e4\u05ea\u05d5\u05d7 \u202e gnp.exe"
	formulaTitle  = `=HYPERLINK("http://evil.example","x")`
)

// strange are findings with such titles, in ASFF.
func strange() string {
	text := ""
	for i, title := range []string{scriptTitle, leftwardTitle, formulaTitle} {
		event, err := json.Marshal(map[string]any{
			"version": "0", "id": fmt.Sprint("strange-", i), "detail-type": "Security Hub Findings - Imported", "source": "aws.securityhub",
			"account": "000000100001", "time": "2026-02-08T10:00:00Z", "region": "eu-west-1",
			"detail": map[string]any{"findings": []any{map[string]any{
				"SchemaVersion": "2018-10-08", "Id": fmt.Sprint("strange-", i), "ProductArn": "arn:aws:securityhub:eu-west-1::product/a/b", "ProductName": title,
				"GeneratorId": "g", "AwsAccountId": "000000100001", "Region": "eu-west-1", "CreatedAt": "2026-02-01T00:00:00Z", "UpdatedAt": "2026-02-08T10:00:00Z",
				"Title": title, "Description": title, "Severity": map[string]any{"Label": "CRITICAL"}, "RecordState": "ACTIVE", "Workflow": map[string]any{"Status": "NEW"},
				"Resources": []any{map[string]any{"Type": title, "Id": title}}, "SourceUrl": "javascript:alert(1)",
				"Remediation": map[string]any{"Recommendation": map[string]any{"Url": "javascript:window.owned=1"}},
			}}},
		})
		if err != nil {
			panic(err)
		}
		text += string(event) + "\n"
	}
	return text
}

// crowd are findings that all appear in one hour, far more than in any other: a
// product that was switched on.
func crowd() string {
	var text strings.Builder
	for i := range 400 {
		fmt.Fprintf(&text, `{"version":"0","id":"crowd-%[1]d","detail-type":"Security Hub Findings - Imported","source":"aws.securityhub",`+
			`"account":"000000100002","time":"2026-02-08T10:00:00Z","region":"eu-west-1","detail":{"findings":[{"SchemaVersion":"2018-10-08",`+
			`"Id":"crowd-%[1]d","ProductArn":"arn:aws:securityhub:eu-west-1::product/c/d","ProductName":"Crowd","GeneratorId":"g","AwsAccountId":"000000100002",`+
			`"Region":"eu-west-1","CreatedAt":"2026-02-08T09:00:00Z","UpdatedAt":"2026-02-08T09:00:00Z","Title":"One of many","Description":"d",`+
			`"Severity":{"Label":"LOW"},"Compliance":{"Status":"FAILED"},"RecordState":"ACTIVE","Workflow":{"Status":"NEW"},"Resources":[{"Type":"Other","Id":"r%[1]d"}]}]}}`+"\n", i)
	}
	return text.String()
}

// made is the lake that all tests look at, and the shub that made it.
type made struct{ shub, lake, empty string }

// lake builds shub and makes the lake, once.
var lake = sync.OnceValues(func() (made, error) {
	dir, err := os.MkdirTemp("", "shub-page-")
	if err != nil {
		return made{}, err
	}
	m := made{filepath.Join(dir, "shub"), filepath.Join(dir, "lake"), filepath.Join(dir, "empty")}
	raw := filepath.Join(dir, "raw")
	c := generate.Default()
	c.Findings, c.Days, c.Accounts, c.Schema, c.Faults = 250, 40, 5, generate.Both, 0.01
	if _, _, err := c.Folder(context.Background(), raw, generate.Buffer{Interval: 24 * time.Hour, Size: 64 << 20}); err != nil {
		return made{}, err
	}
	if err := os.WriteFile(filepath.Join(dir, "strange.json"), []byte(strange()+crowd()), 0o666); err != nil {
		return made{}, err
	}
	if err := os.WriteFile(filepath.Join(dir, "nothing.json"), nil, 0o666); err != nil {
		return made{}, err
	}
	at := c.Start.AddDate(0, 0, c.Days)
	if err := os.Chtimes(filepath.Join(dir, "strange.json"), at, at); err != nil {
		return made{}, err
	}
	for _, args := range [][]string{
		{"go", "build", "-o", m.shub, "security-hub-analytics/cmd/shub"},
		{m.shub, "local", raw, filepath.Join(dir, "strange.json"), "--out", m.lake},
		{m.shub, "local", filepath.Join(dir, "nothing.json"), "--out", m.empty},
	} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return made{}, fmt.Errorf("%q: %w\n%s", args, err, out)
		}
	}
	return m, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if made, err := lake(); err == nil {
		_ = os.RemoveAll(filepath.Dir(made.lake)) // what is left is in the temporary folder
	}
	os.Exit(code)
}

func lakeOf(t *testing.T) made {
	t.Helper()
	m, err := lake()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// asked is an answer of DuckDB.
type asked struct {
	columns []string
	rows    [][]any
}

func (a *asked) Columns(columns []local.Column) error {
	for _, c := range columns {
		a.columns = append(a.columns, c.Name)
	}
	return nil
}

func (a *asked) Row(values []driver.Value) error {
	row := make([]any, len(values))
	for i, v := range values {
		row[i] = v
	}
	a.rows = append(a.rows, row)
	return nil
}

func openLake(t *testing.T) *local.DB {
	t.Helper()
	db, err := local.Open(t.Context(), lakeOf(t).lake, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Settle(t.Context(), d.PageViews()...); err != nil {
		t.Fatal(err)
	}
	return db
}

func ask(t *testing.T, db *local.DB, q dashboard.Query) asked {
	t.Helper()
	var a asked
	if err := db.Ask(t.Context(), q.Text, q.Args, &a); err != nil {
		t.Fatalf("%s: %v", q.Text, err)
	}
	return a
}

func view(name string) string { return `"` + name + `"` }

// plain is a value as text that compares: times as far as the page shows them,
// numbers to nine digits, what is not there as nothing.
func plain(value any, format dashboard.Format) string {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		if format == dashboard.Day {
			return v.UTC().Format(time.DateOnly)
		}
		return v.UTC().Format("2006-01-02 15:04")
	case float64:
		return fmt.Sprintf("%.9g", v)
	case int64, int32, int:
		return fmt.Sprint(v)
	case fmt.Stringer: // sums of DuckDB
		return v.String()
	}
	return fmt.Sprint(value)
}

// rounded is how the page writes a number of at most one digit behind the point.
func rounded(v float64) string { return fmt.Sprintf("%g", math.Round(v*10)/10) }
