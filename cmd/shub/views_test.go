package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

func viewNames(t *testing.T) []string {
	t.Helper()
	views, err := sql.Views(&findings.Schema{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, view := range views {
		names = append(names, view.Name)
	}
	return names
}

func TestViewsPrint(t *testing.T) {
	t.Parallel()
	all := must(t, "views", "--column", "owner=Resources[0].Tags.Owner")
	var names []string
	for _, found := range regexp.MustCompile(`(?m)^create or replace view "([^"]+)" as$`).FindAllStringSubmatch(all, -1) {
		names = append(names, found[1])
	}
	if !slices.Equal(names, viewNames(t)) {
		t.Errorf("it prints %q", names)
	}
	one := must(t, "views", "open_findings", "--column", "owner=Resources[0].Tags.Owner")
	if !strings.Contains(all, "\n"+one+"\n") || !strings.Contains(one, `cast("owner" as varchar) as "owner"`) || !strings.HasSuffix(one, "where is_open;\n") {
		t.Errorf("one view is\n%s", one)
	}
	// What is printed runs: here, and so as Athena's query editor takes it.
	const ask = "\nselect count(*) as n from open_findings"
	lake := queryLake(t)
	stdout, stderr, code := call{stdin: must(t, "views") + ask}.shub(t, "query", "--lake", lake, "--csv", "-")
	if code != exitOK || stdout != "n\n1\n" {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
}

func TestViewsJSON(t *testing.T) {
	t.Parallel()
	var views []struct {
		Name, Description, Grain, Statement string
		Key, Reads                          []string
		Columns                             []struct{ Name, Type, Description string }
		Custom                              bool
	}
	if err := json.Unmarshal([]byte(must(t, "views", "--json")), &views); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range views {
		names = append(names, v.Name)
		if v.Description == "" || v.Grain == "" || v.Reads == nil || len(v.Columns) == 0 || v.Columns[0].Type == "" || v.Columns[0].Description == "" ||
			!strings.HasPrefix(v.Statement, `create or replace view "`+v.Name+`" as`) || v.Custom {
			t.Errorf("%+v", v)
		}
	}
	if !slices.Equal(names, viewNames(t)) {
		t.Errorf("it prints %q", names)
	}
}

func TestViewsCheck(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := shub(t, "views", "check", "--column", "owner=Resources[0].Tags.Owner")
	if want := plural(int64(len(viewNames(t))), "view") + ", with the columns that they declare\n"; code != exitOK || stdout != want || stderr != "" {
		t.Errorf("exit code %d, %q, %q, want %q", code, stdout, stderr, want)
	}
}

func TestViewsRefuse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"views", "open_finding"}, `view "open_finding": there is none of that name; near it: open_findings`},
		{[]string{"views", "a", "b"}, "accepts at most 1 arg"},
		{[]string{"views", "--column", "title=Title"}, "already a column"},
		{[]string{"views", "check", "x"}, `unknown command "x"`},
		{[]string{"views", "apply", "x"}, `unknown command "x"`},
		{[]string{"views", "apply", "--column", "first_seen_at=Title"}, "has a column of that name"},
	}
	for _, test := range tests {
		stdout, stderr, code := shub(t, test.args...)
		if code == exitOK || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: exit code %d, %q, %q, want %q", test.args, code, stdout, stderr, test.want)
		}
	}
}
