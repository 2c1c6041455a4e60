package findings_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

const schemaDoc = "../docs/schema.md"

// docs/schema.md is the column list in words: change the list, then run
// go test ./findings -run TestSchemaDoc -update.
func TestSchemaDoc(t *testing.T) {
	want := schemaDocument()
	if *update {
		if err := os.MkdirAll("../docs", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(schemaDoc, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaDoc)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) == want {
		return
	}
	gotLines, wantLines := strings.Split(string(got), "\n"), strings.Split(want, "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("%s, line %d is not current; run go test ./findings -run TestSchemaDoc -update\n got %s\nwant %s", schemaDoc, i+1, gotLines[i], wantLines[i])
		}
	}
	t.Fatalf("%s has %d lines, want %d; run go test ./findings -run TestSchemaDoc -update", schemaDoc, len(gotLines), len(wantLines))
}

// Every column is in one of the groups, in the order of the table.
func TestColumnGroups(t *testing.T) {
	var names, want []string
	for _, g := range findings.ColumnGroups() {
		for _, c := range g.Columns {
			names = append(names, c.Name)
		}
	}
	for _, c := range (&findings.Schema{}).Columns() {
		want = append(want, c.Name)
	}
	if !slices.Equal(names, want) {
		t.Errorf("the groups hold\n%v\nwant\n%v", names, want)
	}
}

func schemaDocument() string {
	var out strings.Builder
	columns := (&findings.Schema{}).Columns()
	fmt.Fprintf(&out, schemaIntro, findings.SchemaVersion, len(columns), findings.PartitionColumn)
	for _, g := range findings.ColumnGroups() {
		fmt.Fprintf(&out, "- [%s](#%s): ", g.Title, strings.ReplaceAll(strings.ToLower(g.Title), " ", "-"))
		for i, c := range g.Columns {
			if i > 0 {
				out.WriteString(", ")
			}
			out.WriteString("`" + c.Name + "`")
		}
		out.WriteString("\n")
	}
	var nested []findings.Nested
	for _, g := range findings.ColumnGroups() {
		fmt.Fprintf(&out, "\n## %s\n\n", g.Title)
		columnTable(&out, g.Columns, "", true)
		nested = append(nested, g.Columns...)
	}
	fmt.Fprintf(&out, "\n## Partition\n\n| column | Trino | Hive | QuickSight | what it is |\n|---|---|---|---|---|\n"+
		"| `%s` | varchar | string | STRING | UTC day of `ingested_at` as YYYY-MM-DD. It is part of the object key, not of the file; name it in a query and only those days are read. |\n", findings.PartitionColumn)
	out.WriteString("\n## Nested rows\n\nPaths in these tables start at the element of the list.\n")
	nestedSections(&out, nested, "")
	out.WriteString(schemaRules)
	types := map[string]string{}
	for _, c := range columns {
		types[short(c.Trino)] = c.Parquet
	}
	for _, trino := range []string{"varchar", "integer", "bigint", "double", "boolean", "timestamp(3)", "array(varchar)", "map(varchar, varchar)", "array(row)"} {
		fmt.Fprintf(&out, "| %s | %s |\n", trino, types[trino])
	}
	return out.String()
}

// short names a type without the members of its rows.
func short(trino string) string {
	if strings.HasPrefix(trino, "array(row(") {
		return "array(row)"
	}
	if strings.HasPrefix(trino, "array<struct<") {
		return "array&lt;struct&gt;"
	}
	return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(trino)
}

func columnTable(out *strings.Builder, columns []findings.Nested, prefix string, quickSight bool) {
	out.WriteString("| column | Trino | Hive |")
	if quickSight {
		out.WriteString(" QuickSight |")
	}
	out.WriteString(" ASFF path | OCSF path | what it is |\n|---|---|---|---|---|---|")
	if quickSight {
		out.WriteString("---|")
	}
	out.WriteString("\n")
	for _, c := range columns {
		name, trino, hive := "`"+c.Name+"`", short(c.Trino), short(c.Hive)
		if c.Fields != nil {
			name = fmt.Sprintf("[`%s`](#rows-of-%s)", c.Name, strings.ReplaceAll(prefix+c.Name, ".", "")) // GitHub's anchor
		}
		fmt.Fprintf(out, "| %s | %s | %s |", name, trino, hive)
		if quickSight {
			fmt.Fprintf(out, " %s |", orDash(c.QuickSight))
		}
		fmt.Fprintf(out, " %s | %s | %s |\n", pathsInWords(c.ASFF), pathsInWords(c.OCSF), c.Description)
	}
}

func nestedSections(out *strings.Builder, columns []findings.Nested, prefix string) {
	for _, c := range columns {
		if c.Fields == nil {
			continue
		}
		name := prefix + c.Name
		fmt.Fprintf(out, "\n### Rows of `%s`\n\n%s\n\n", name, c.Description)
		columnTable(out, c.Fields, name+".", false)
		fmt.Fprintf(out, "\n<details><summary>types in full</summary>\n\n```\n%s\n%s\n```\n\n</details>\n", c.Trino, c.Hive)
		nestedSections(out, c.Fields, name+".")
	}
}

func pathsInWords(paths string) string {
	if paths == "" {
		return "-"
	}
	return "`" + strings.Join(strings.Fields(paths), "`, else `") + "`"
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
