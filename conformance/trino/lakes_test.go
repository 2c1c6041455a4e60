package trino

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

// promoted are columns of the config: one with a name that SQL has a meaning for.
var promoted = []string{
	"owner=Resources[0].Tags.Owner|resources[0].tags",
	`order=ProductFields["order"]`,
}

// world is one lake, in Trino as a database and a bucket, in DuckDB as a folder.
type world struct {
	database, bucket, folder string
	since                    time.Time
	schema                   *findings.Schema
	views                    []sql.View
}

// accounts are what a user writes: quotes, commas, text of other alphabets, a
// field that is empty, one that is missing, and an account listed twice.
const accounts = `id,name,owner,unit,environment
000000100001,"Payments, ""live""",ann@example.com,finance,production
000000100002,Größe 東京,,,
000000100003,"say ""hi"" \ there",bob,research\it,test
000000100004,short
111122223333,Twice,first,unit,test
111122223333,Twice,second,unit,test
123456789012,"last, without an end of line",carol,,sandbox`

// newWorld takes a folder that holds findings and quarantine, and makes the rest.
func newWorld(t *testing.T, database, folder string, since time.Time, schema *findings.Schema) world {
	t.Helper()
	views, err := sql.Views(schema)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, filepath.FromSlash(lake.AccountsPrefix), "accounts.csv")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(accounts), 0o666); err != nil {
		t.Fatal(err)
	}
	return world{database: database, bucket: "lake-of-" + strings.ReplaceAll(database, "_", "-"), folder: folder, since: since, schema: schema, views: views}
}

// deploy uploads the lake and puts its tables and views into Glue.
func (w world) deploy(t *testing.T, moto string) {
	t.Helper()
	a := aws{t.Context(), moto}
	if err := a.upload(w.bucket, w.folder); err != nil {
		t.Fatal(err)
	}
	if err := a.install(w.database, w.bucket, sql.Tables(w.schema, w.since), w.views); err != nil {
		t.Fatal(err)
	}
}

// duck opens the same lake in DuckDB.
func (w world) duck(t *testing.T) *local.DB {
	t.Helper()
	db, err := local.Open(t.Context(), w.folder, w.schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func withPromoted(t *testing.T) *findings.Schema {
	t.Helper()
	schema, err := findings.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
