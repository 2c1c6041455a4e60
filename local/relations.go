package local

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/sql"
)

// How the names of the lake's files end.
const (
	findingsSuffix   = ".parquet"
	quarantineSuffix = ".ndjson.gz"
)

// relations makes the tables and views.
func (db *DB) relations(ctx context.Context, folder string, schema *findings.Schema, view viewMaker) error {
	columns := schema.Columns()
	empty, err := db.writeEmpty(ctx, columns)
	if err != nil {
		return err
	}
	err = db.exec(ctx, fmt.Sprintf("set search_path = '%s.%s,%[1]s.main'", catalog, sql.Database))
	if err != nil {
		return err
	}
	if err := db.makeFindings(ctx, columns, source{files: []string{empty}}); err != nil {
		return err
	}
	if err := db.exec(ctx, "create view quarantine as "+quarantineQuery(folder)); err != nil {
		return fmt.Errorf("making table quarantine: %w", err)
	}
	if err := db.exec(ctx, "create view accounts as "+accountsQuery(folder)); err != nil {
		return fmt.Errorf("making table accounts: %w", err)
	}
	views, err := sql.Views(schema)
	if err != nil {
		return err
	}
	for _, v := range views {
		if err := view(db, ctx, v); err != nil {
			return err
		}
	}
	files := lakeFiles(folder, lake.FindingsPrefix, findingsSuffix)
	if len(files) == 0 {
		return nil
	}
	sources, err := sourcesOf(schema, files, empty, lakeGlob(folder, lake.FindingsPrefix, findingsSuffix))
	if err != nil {
		return err
	}
	if len(files) <= cachedFiles {
		if err := db.exec(ctx, "set parquet_metadata_cache = true"); err != nil {
			return err
		}
	}
	// Only now, so that making the views does not open every file of the lake.
	return db.makeFindings(ctx, columns, sources...)
}

// cachedFiles is of how many files DuckDB may keep the footers, 0.3 MB each, from
// one query to the next: it saves up to half of the time.
const cachedFiles = 2000

// source is files that are read together. mixed ones differ in their columns.
type source struct {
	files []string
	mixed bool
}

// sourcesOf parts the files of a lake by how they can be read; glob stands for all
// of them, and empty lends mixed ones its columns.
func sourcesOf(schema *findings.Schema, files []string, empty, glob string) ([]source, error) {
	complete, others, err := split(schema, files)
	switch {
	case err != nil:
		return nil, err
	case len(others) == 0:
		return []source{{files: []string{glob}}}, nil
	case len(complete) == 0:
		return []source{{files: []string{empty, glob}, mixed: true}}, nil
	}
	for i, name := range complete {
		complete[i] = literal(name)
	}
	for i, name := range others {
		others[i] = literal(name)
	}
	return []source{{files: complete}, {files: append([]string{empty}, others...), mixed: true}}, nil
}

// makeView makes a view, a user's own only of functions that mean the same in
// Athena.
func (db *DB) makeView(ctx context.Context, view sql.View) error {
	if view.Custom {
		if err := db.tried(ctx, view.SQL); err != nil {
			return fmt.Errorf("making view %q: %w", view.Name, err)
		}
	}
	// DuckDB's timestamp(3) is a type of its own; here a time is a TIMESTAMP
	// wherever it stands.
	query := strings.ReplaceAll(view.SQL, "as timestamp(3)", "as timestamp")
	if err := db.exec(ctx, "create view "+quoteName(view.Name)+" as "+query); err != nil {
		return fmt.Errorf("making view %q: %w", view.Name, err)
	}
	return nil
}

// makeFindings makes the table findings of files. DuckDB leaves files unread by
// their names only if the column of names has its usual name, which a promoted
// column may have as well.
func (db *DB) makeFindings(ctx context.Context, columns []findings.Column, sources ...source) error {
	query, err := findingsQuery(columns, sources, "filename")
	if err != nil {
		return err
	}
	if err = db.exec(ctx, "create or replace view findings as "+query); err == nil {
		return nil
	}
	if query, err = findingsQuery(columns, sources, "shub filename"); err != nil {
		return err
	}
	if err := db.exec(ctx, "create or replace view findings as "+query); err != nil {
		return fmt.Errorf("making table findings: %w", err)
	}
	return nil
}

// writeEmpty writes a Parquet file of no rows that has every column, outside of
// the lake. Read with the lake's files it lends them the columns that older
// ones lack, and without any it is the table.
func (db *DB) writeEmpty(ctx context.Context, columns []findings.Column) (string, error) {
	nulls := make([]string, len(columns))
	for i, column := range columns {
		t, err := duckType(column.Trino)
		if err != nil {
			return "", fmt.Errorf("column %q: %w", column.Name, err)
		}
		nulls[i] = "cast(null as " + parquetType(t) + ") as " + quoteName(column.Name)
	}
	path := filepath.ToSlash(filepath.Join(db.temp, "empty.parquet"))
	return path, db.exec(ctx, "copy (select "+strings.Join(nulls, ", ")+
		" limit 0) to "+quoteText(path)+" (format parquet)")
}

// parquetType is the type that a column has in the lake's files: there a time
// is an instant.
func parquetType(duck string) string {
	return strings.ReplaceAll(duck, "TIMESTAMP", "TIMESTAMP WITH TIME ZONE")
}

// findingsQuery reads sources as the table findings, with the names and types
// that the table has in Athena; filename is a column to hold a file's name.
func findingsQuery(columns []findings.Column, sources []source, filename string) (string, error) {
	selected := make([]string, len(columns), len(columns)+1)
	for i, column := range columns {
		t, err := duckType(column.Trino)
		if err != nil {
			return "", fmt.Errorf("column %q: %w", column.Name, err)
		}
		name := quoteName(column.Name)
		value := "cast(" + name + " as " + t + ")"
		if t == "TIMESTAMP" {
			// 40 times as fast as a cast from an instant, which asks ICU.
			value = "make_timestamp(epoch_us(" + name + "))"
		}
		selected[i] = value + " as " + name
	}
	selected = append(selected, partition(filename))
	parts := make([]string, len(sources))
	for i, source := range sources {
		quoted := make([]string, len(source.files))
		for j, file := range source.files {
			quoted[j] = quoteText(file)
		}
		parts[i] = fmt.Sprintf("select %s from read_parquet([%s], union_by_name = %t, hive_partitioning = false, filename = %s)",
			strings.Join(selected, ", "), strings.Join(quoted, ", "), source.mixed, quoteText(filename))
	}
	return strings.Join(parts, " union all "), nil
}

// quarantineQuery reads the quarantine of a lake as the table quarantine.
func quarantineQuery(folder string) string {
	var names, nulls, types []string
	for _, column := range lake.QuarantineColumns() {
		t := scalarTypes[column.Trino]
		names = append(names, quoteName(column.Name))
		nulls = append(nulls, "cast(null as "+t+") as "+quoteName(column.Name))
		types = append(types, quoteText(column.Name)+": "+quoteText(t))
	}
	if !holds(folder, lake.QuarantinePrefix, quarantineSuffix) {
		return "select " + strings.Join(nulls, ", ") + ", cast(null as VARCHAR) as " + findings.PartitionColumn + " where false"
	}
	return "select " + strings.Join(names, ", ") + ", " + partition("filename") +
		" from read_json(" + quoteText(lakeGlob(folder, lake.QuarantinePrefix, quarantineSuffix)) +
		", format = 'newline_delimited', compression = 'gzip', hive_partitioning = false, filename = true" +
		", maximum_object_size = 16777216, columns = {" + strings.Join(types, ", ") + "})"
}
