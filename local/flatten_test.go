package local

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
)

// flatten names the leaves of a value as the seed's transform and crawler did:
// the path joined by underscores, what is no letter or digit an underscore, in
// lower case.
func flatten(prefix string, value any, into map[string]any) {
	name := func(part string) string {
		return strings.TrimPrefix(prefix+"_"+notWord.ReplaceAllString(strings.ToLower(part), "_"), "_")
	}
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			// Some products write the element where the list belongs.
			if _, list := member.([]any); !list && slices.Contains([]string{"Types", "Resources", "Vulnerabilities"}, key) {
				member = []any{member}
			}
			flatten(name(key), member, into)
		}
	case []any:
		for i, element := range v {
			flatten(name(strconv.Itoa(i)), element, into)
		}
	default:
		into[prefix] = v
	}
}

var notWord = regexp.MustCompile(`\W`)

// TestSeedNamesHoldSeedValues reads every ASFF finding of the sample in the
// seed's way, on its own, and compares what the view says under each name.
func TestSeedNamesHoldSeedValues(t *testing.T) {
	t.Parallel()
	inputs, err := Sample()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if _, err := runInto(t, folder, inputs, 1, findings.Events); err != nil {
		t.Fatal(err)
	}
	db := openLake(t, folder)
	var view, raw collected
	// Both read the same files in the same order.
	for query, into := range map[string]*collected{
		`select * from "security-hub-crawled-findings"`: &view,
		"select finding, source_schema from findings":   &raw,
	} {
		if _, err := db.Query(t.Context(), query, into); err != nil {
			t.Fatal(err)
		}
	}
	if len(view.rows) != len(raw.rows) || len(raw.rows) == 0 {
		t.Fatalf("%d rows in the view, %d in the table", len(view.rows), len(raw.rows))
	}
	compared, seen := 0, map[string]int{}
	for i, row := range raw.rows {
		if row[1] != "ASFF" {
			continue
		}
		var finding any
		decoder := json.NewDecoder(strings.NewReader(fmt.Sprint(row[0])))
		decoder.UseNumber()
		if err := decoder.Decode(&finding); err != nil {
			t.Fatal(err)
		}
		flat := map[string]any{}
		flatten("", finding, flat)
		for c, column := range view.columns {
			if column.Name == findings.PartitionColumn {
				continue
			}
			got, want := view.rows[i][c], seedText(column.Name, flat[column.Name])
			if got == nil && want == "" {
				continue
			}
			compared++
			seen[column.Name]++
			// What Security Hub fills in on import, and its one product of two names,
			// are docs/schema.md's; findings/product_test.go has the rule.
			if filled[column.Name] && want == "" || column.Name == "productname" && want == "Security Hub" && got == "Security Hub CSPM" {
				continue
			}
			if fmt.Sprint(got) != want {
				t.Errorf("%s of %v is %v, the finding says %q", column.Name, flat["id"], got, want)
			}
		}
	}
	if compared < 10_000 || len(seen) < 40 {
		t.Errorf("compared %d values of %d columns only", compared, len(seen))
	}
}

var filled = map[string]bool{"productname": true, "companyname": true, "region": true}

// seedText is a leaf as text, times in the view's one form.
func seedText(name string, value any) string {
	if value == nil {
		return ""
	}
	text := fmt.Sprint(value)
	if !strings.HasSuffix(name, "edat") {
		return text
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC().Truncate(time.Millisecond).Format("2006-01-02T15:04:05.000Z")
		}
	}
	return ""
}
