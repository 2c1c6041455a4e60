package sql

import (
	"strings"
	"testing"
	"testing/fstest"

	"security-hub-analytics/findings"
)

const byOwner = `-- column: owner varchar Who owns it.
-- column: tags map(varchar, varchar) All tags.
-- column: places array(row(id varchar, at timestamp(3))) Where; and when.
select cast('; -- no end' as varchar) as owner, tags, places from finding_resources
`

func TestCustomViews(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"custom/README.md":    {Data: []byte("text")},
		"custom/by_owner.sql": {Data: []byte(strings.ReplaceAll(byOwner, "\n", "\r\n"))},
	}
	views, err := customViews(files, listed())
	if err != nil || len(views) != 1 {
		t.Fatalf("%d views, error %v", len(views), err)
	}
	got := views[0]
	if got.Name != "by_owner" || !got.Custom || got.SQL != byOwner {
		t.Errorf("the view is %+v", got)
	}
	want := []Column{
		{"owner", "varchar", "Who owns it."},
		{"tags", "map(varchar, varchar)", "All tags."},
		{"places", "array(row(id varchar, at timestamp(3)))", "Where; and when."},
	}
	for i, column := range got.Columns {
		if column != want[i] {
			t.Errorf("column %d is %+v, want %+v", i, column, want[i])
		}
	}
}

func TestCustomViewsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	tests := []struct{ file, text, want string }{
		{"By-Owner.sql", byOwner, "must begin with a letter"},
		{"findings.sql", byOwner, "is taken"},
		{"open_findings.sql", byOwner, "is taken"},
		{"v.sql", "select 1", "no header line"},
		{"v.sql", "-- column: a\nselect 1", "want -- column: <name> <trino type> <description>"},
		{"v.sql", "-- column: a varchar\nselect 1", "description is missing"},
		{"v.sql", "-- column: a text The text.\nselect 1", `type "text"`},
		{"v.sql", "-- column: a array(varchar The text.\nselect 1", `type "array(varchar The text."`},
		{"v.sql", "-- column: A varchar The text.\nselect 1", "want -- column"},
		{"v.sql", "-- column: a varchar One.\n-- column: a varchar Two.\nselect 1", "line 2: column \"a\" is declared twice"},
		{"v.sql", "-- column: a varchar One.\nselect 1; select 2", "without a semicolon"},
		{"v.sql", "-- column: a timestamp(3) One.\nselect cast(now() as timestamp(3)) as a", "casts a time with zone to timestamp"},
	}
	for _, test := range tests {
		_, err := customViews(fstest.MapFS{"custom/" + test.file: {Data: []byte(test.text)}}, listed())
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "sql/custom/"+test.file) {
			t.Errorf("%s: error %v, want one with %q", test.file, err, test.want)
		}
	}
}

func TestPromotedColumnThatAViewHas(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"is_open", "age_days", "tags"} {
		schema, err := findings.NewSchema(name + "=Resources[0].Id")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Views(schema); err == nil || !strings.Contains(err.Error(), `"`+name+`"`) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
