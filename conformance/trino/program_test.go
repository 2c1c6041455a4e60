package trino

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"security-hub-analytics/findings"
	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

// recording is a stack as the program registers it (conformance/judges/record).
type recording struct {
	Resources []struct {
		Type     string
		Resolved map[string]any
	}
}

// programIsRead puts into Glue what Pulumi would send for a stack, in place of what
// this package makes of the same functions: nothing may get lost between the two.
// Only the bucket's name is ours.
func programIsRead(t *testing.T, trino, moto string, w world, db *local.DB) {
	t.Helper()
	folder := os.Getenv("SHUB_RECORDINGS")
	if folder == "" {
		t.Fatal("SHUB_RECORDINGS names no folder: this is to run by conformance/run trino")
	}
	const stack, database = "maximal", "findings_lake"
	schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner", `cost_center=Resources[0].Tags["cost center"]`)
	check(t, err)
	views, err := sql.Views(schema)
	check(t, err)
	text, err := os.ReadFile(filepath.Join(folder, stack+".json"))
	check(t, err)
	var recorded recording
	check(t, json.Unmarshal(text, &recorded))
	a := aws{t.Context(), moto}
	check(t, a.createDatabase(database))
	sent := 0
	for _, r := range recorded.Resources {
		if r.Type != "aws:glue/catalogTable:CatalogTable" {
			continue
		}
		sent++
		if r.Resolved["databaseName"] != database {
			t.Errorf("%v is in the database %v", r.Resolved["name"], r.Resolved["databaseName"])
		}
		delete(r.Resolved, "databaseName")
		input, err := sentInput(r.Resolved, w.bucket)
		check(t, err)
		check(t, a.glue("CreateTable", map[string]any{"DatabaseName": database, "TableInput": input}))
	}
	if ours := len(sql.Tables(schema, w.since)) + len(views); sent != ours-custom(views) {
		t.Fatalf("the stack %s has %d tables and views, %d are declared", stack, sent, ours)
	}
	for _, table := range sql.Tables(schema, w.since) {
		check(t, checkTypes(t.Context(), trino, database, table.Name, tableColumns(table.Name, schema)))
		_, err := checkSame(t.Context(), trino, database, db, "select count(*) as n from "+table.Name, []column{{"n", "bigint"}})
		if err != nil {
			t.Errorf("%s: %v", table.Name, err)
		}
	}
	for _, view := range views {
		if !view.Custom {
			check(t, checkValid(t.Context(), trino, database, view.Name))
			check(t, checkTypes(t.Context(), trino, database, view.Name, viewColumns(view)))
		}
	}
}

// custom counts the views of a user's own: the stacks were recorded without that of
// testdata.
func custom(views []sql.View) int {
	n := 0
	for _, v := range views {
		if v.Custom {
			n++
		}
	}
	return n
}

var bucketName = regexp.MustCompile(`s3://[^/]+/`)

// sentInput is Glue's TableInput of Pulumi's inputs, as the provider makes it: names
// begin with a capital, and what is empty is left out.
func sentInput(inputs map[string]any, bucket string) (map[string]any, error) {
	text, err := json.Marshal(inputs)
	if err != nil {
		return nil, err
	}
	text = bucketName.ReplaceAll(text, []byte("s3://"+bucket+"/"))
	var own map[string]any
	if err := json.Unmarshal(text, &own); err != nil {
		return nil, err
	}
	input, ok := capitals(own).(map[string]any)
	if !ok {
		return nil, errors.New("no object came of an object")
	}
	if input["PartitionKeys"] == nil {
		return nil, fmt.Errorf("%v has no list of partition keys", input["Name"])
	}
	return input, nil
}

func capitals(value any) any {
	switch v := value.(type) {
	case []any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = capitals(v[i])
		}
		return all
	case map[string]any:
		all := map[string]any{}
		for key, of := range v {
			if of == "" || of == nil {
				continue
			}
			name := strings.ToUpper(key[:1]) + key[1:]
			if name == "SerDeInfo" {
				name = "SerdeInfo"
			}
			if name == "Parameters" { // their names are their own
				all[name] = of
			} else {
				all[name] = capitals(of)
			}
		}
		return all
	}
	return value
}
