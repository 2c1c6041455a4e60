package sql

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// seedNames are the names that hyphens do not disqualify.
var seedNames = []string{"security-hub-crawled-findings", "security-hub-rolled-up-finding"}

func TestViewsAreListedOnce(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, view := range allViews(t) {
		if listed[view.Name] {
			t.Errorf("view %q is listed twice", view.Name)
		}
		listed[view.Name] = true
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !listed[strings.TrimSuffix(name, ".sql")] {
			t.Errorf("%s is no listed view", name)
		}
	}
	if len(names) != len(listed) {
		t.Errorf("%d files, %d views", len(names), len(listed))
	}
}

func TestViewsSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	plain := regexp.MustCompile(`^[a-z0-9_]+$`)
	known := slices.Clone(tables)
	for _, view := range allViews(t) {
		t.Run(view.Name, func(t *testing.T) {
			if !plain.MatchString(view.Name) && !slices.Contains(seedNames, view.Name) {
				t.Errorf("name %q is not of [a-z0-9_]", view.Name)
			}
			if view.Grain == "" || view.Description == "" || len(view.Columns) == 0 {
				t.Errorf("grain, description or columns are missing")
			}
			var names []string
			for _, column := range view.Columns {
				names = append(names, column.Name)
				if !plain.MatchString(column.Name) {
					t.Errorf("column %q is not of [a-z0-9_]", column.Name)
				}
				if column.Trino == "" || !strings.HasSuffix(column.Description, ".") {
					t.Errorf("column %q: type %q, description %q", column.Name, column.Trino, column.Description)
				}
			}
			slices.Sort(names)
			if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
				t.Errorf("columns occur twice: %v", names)
			}
			for _, key := range view.Key {
				if !slices.Contains(names, key) {
					t.Errorf("key column %q does not exist", key)
				}
			}
			for _, read := range view.Reads {
				if !slices.Contains(known, read) {
					t.Errorf("reads %q, which comes later or nowhere", read)
				}
				if slices.Contains(seedNames, read) {
					t.Errorf("reads %q, which a user may drop", read)
				}
			}
			if !strings.HasPrefix(view.SQL, "-- grain: "+view.Grain+"\n") {
				t.Errorf("the file's first line does not state the grain %q", view.Grain)
			}
			if !strings.Contains(view.SQL, "\n-- reads: "+strings.Join(view.Reads, ", ")+"\n") {
				t.Errorf("the file's header does not state what it reads: %v", view.Reads)
			}
		})
		known = append(known, view.Name)
	}
}

// TestPortableSQL looks for what one engine takes and the other refuses or
// takes for something else.
func TestPortableSQL(t *testing.T) {
	t.Parallel()
	refused := map[string]*regexp.Regexp{
		"select *, which breaks a view when a column is added":         regexp.MustCompile(`select\s+(\w+\.)?\*`),
		"a format letter that means something else on DuckDB":          regexp.MustCompile(`_format\([^']*'[^']*%[^YmdHf%][^']*'`),
		"a subscript, which fails past the end of a list on Trino":     regexp.MustCompile(`\w\[(?:[^i]|i[^]])`),
		"a cast with ::, which only DuckDB reads":                      regexp.MustCompile(`::`),
		"a cast to timestamp, which Athena refuses from one with zone": regexp.MustCompile(`as timestamp\)`),
	}
	comment, literal := regexp.MustCompile(`--[^\n]*`), regexp.MustCompile(`'[^']*'`)
	for _, view := range allViews(t) {
		text := comment.ReplaceAllString(view.SQL, "")
		for what, pattern := range refused {
			if found := pattern.FindString(text); found != "" {
				t.Errorf("%s.sql has %s: %s", view.Name, what, found)
			}
		}
		for n, line := range strings.Split(view.SQL, "\n") {
			if len(line) > 80 {
				t.Errorf("%s.sql:%d is %d characters long", view.Name, n+1, len(line))
			}
		}
		if bare := literal.ReplaceAllString(text, ""); bare != strings.ToLower(bare) {
			t.Errorf("%s.sql has upper-case letters outside of strings", view.Name)
		}
	}
}

// TestOutermostSelectCasts checks that each scalar is cast to its declared type,
// and anything else a bare column, in order: that is what keeps the view valid
// in Glue.
func TestOutermostSelectCasts(t *testing.T) {
	t.Parallel()
	cast := regexp.MustCompile(`(?s)^cast\(.*\s+as\s+(varchar|bigint|integer|double|boolean|date|timestamp\(3\))\s*\)\s+as\s+"?(\w+)"?$`)
	for _, view := range promotedViews(t, "owner=Resources[0].Tags.Owner", "order=ProductFields.Order") {
		var got, want []string
		for _, item := range outermost(view.SQL) {
			if match := cast.FindStringSubmatch(item); match != nil {
				got = append(got, match[2]+" "+match[1])
			} else {
				got = append(got, item)
			}
		}
		for _, column := range view.Columns {
			if hiveTypes[column.Trino] == "" {
				want = append(want, column.Name)
			} else {
				want = append(want, column.Name+" "+column.Trino)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s selects\n%q\nand declares\n%q", view.Name, got, want)
		}
	}
}

// outermost is the items of the last select that stands at the margin.
func outermost(query string) []string {
	comment := regexp.MustCompile(`--[^\n]*`)
	text := "\n" + comment.ReplaceAllString(query, "")
	text = text[strings.LastIndex(text, "\nselect\n")+len("\nselect\n"):]
	text, _, _ = strings.Cut(text, "\nfrom ")
	return splitTypes(text)
}

// TestFunctions fails when a view calls what nobody has tried on both engines.
func TestFunctions(t *testing.T) {
	t.Parallel()
	call := regexp.MustCompile(`\b([a-z_][a-z0-9_]*)\s*\(`)
	// Words of SQL before a parenthesis, names of CTEs and the type's precision.
	words := []string{"as", "in", "over", "and", "or", "on", "when", "not", "select", "from", "where", "distinct", "then", "cast", "timestamp", "u", "case", "else"}
	used := map[string]bool{}
	for _, view := range allViews(t) {
		for _, match := range call.FindAllStringSubmatch(withoutStrings(view.SQL), -1) {
			if name := match[1]; !slices.Contains(words, name) {
				used[name] = true
				if !slices.Contains(Functions(), name) {
					t.Errorf("%s calls %s, which is not in Functions", view.Name, name)
				}
			}
		}
	}
	for _, name := range Functions() {
		if !used[name] {
			t.Errorf("no view calls %s: take it off the list", name)
		}
	}
	if !slices.IsSorted(Functions()) {
		t.Error("Functions is not sorted")
	}
}

// TestOneMeaning compares the expressions that stand in several views because
// SQL has no way to share them: apart they would tell different stories.
func TestOneMeaning(t *testing.T) {
	t.Parallel()
	blanks := regexp.MustCompile(`\s+`)
	text := map[string]string{}
	for _, view := range allViews(t) {
		text[view.Name] = blanks.ReplaceAllString(regexp.MustCompile(`--[^\n]*`).ReplaceAllString(view.SQL, ""), " ")
	}
	const seen = "coalesce( event_time, processed_at, updated_at, created_at, ingested_at )"
	tests := []struct {
		what, expression string
		views            []string
	}{
		{"when a version was seen", seen, []string{"findings_current", "finding_history", "product_coverage"}},
		{"the keys of the order", seen + " as seen_at", []string{"findings_current", "finding_history"}},
		{"the keys of the order", "coalesce( updated_at, created_at, event_time, timestamp '1970-01-01 00:00:00.000' ) as order_updated_at, " +
			"coalesce( processed_at, event_time, timestamp '1970-01-01 00:00:00.000' ) as order_processed_at, " +
			"coalesce( event_time, timestamp '1970-01-01 00:00:00.000' ) as order_event_time, " +
			"coalesce(event_id, '') as order_event_id, coalesce(finding_digest, 0) as order_digest",
			[]string{"findings_current", "finding_history"}},
		{"the order of versions", "partition by aws_account_id, product_arn, finding_id order by order_updated_at desc, " +
			"order_processed_at desc, order_event_time desc, order_event_id desc, order_digest desc",
			[]string{"findings_current", "finding_history"}},
		{"the last sign of life", "greatest( seen_at, coalesce(updated_at, seen_at), coalesce(processed_at, seen_at) ) as last_seen_at",
			[]string{"findings_current", "finding_history"}},
		{"how long Security Hub keeps a finding", "case when record_state = 'ARCHIVED' then 30 else 90 end as kept_days",
			[]string{"findings_current", "finding_history"}},
		{"what is open", "coalesce(record_state, 'ACTIVE') <> 'ARCHIVED' and coalesce(workflow_status, 'NEW') not in ('SUPPRESSED', 'RESOLVED') " +
			"and coalesce(compliance_status, 'FAILED') <> 'PASSED'",
			[]string{"findings_current", "finding_history"}},
		{"now", "select max(ingested_at) as now_at from findings", []string{"findings_current", "finding_history"}},
		{"which control it is", "coalesce( compliance_security_control_id, element_at(product_fields, 'ControlId'), " +
			"element_at(product_fields, 'RuleId'), generator_id )",
			[]string{"finding_history", "finding_standards", "compliance_by_control", "compliance_score", "account_posture"}},
		{"which standard it was before consolidation", "regexp_extract( coalesce( element_at(product_fields, 'StandardsArn'), " +
			"element_at(product_fields, 'StandardsGuideArn') ), '(ruleset|standards)/.+' )",
			[]string{"finding_history", "finding_standards", "compliance_score"}},
		{"what is a control of Security Hub", "coalesce(product_arn, '') like '%:product/aws/securityhub'",
			[]string{"finding_history", "finding_standards", "compliance_by_control", "compliance_score", "account_posture"}},
		{"the clock", "localtimestamp", []string{"product_coverage"}},
	}
	for _, test := range tests {
		for name, query := range text {
			if has := strings.Contains(query, test.expression); has != slices.Contains(test.views, name) {
				t.Errorf("%s, %q: %s has it: %v", test.what, test.expression, name, has)
			}
		}
	}
}
