package local

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"security-hub-analytics/lake"
	"security-hub-analytics/sql"
)

// set makes DuckDB mean what Athena means, where a setting decides it.
func (db *DB) set(ctx context.Context) error {
	memory, err := db.memoryLimit(ctx)
	if err != nil {
		return err
	}
	return db.exec(ctx,
		"set timezone = 'UTC'",
		"set integer_division = true",
		"set default_null_order = 'nulls_last'",
		"set autoinstall_known_extensions = false",
		"set autoload_known_extensions = false",
		"set memory_limit = "+quoteText(memory),
		"set temp_directory = "+quoteText(filepath.ToSlash(filepath.Join(db.temp, "spill"))),
		"attach ':memory:' as "+catalog,
		"create schema "+catalog+"."+sql.Database,
		"set search_path = '"+catalog+".main'",
	)
}

// lock leaves DuckDB the lake and its own folder, whatever it is asked.
func (db *DB) lock(ctx context.Context, folder string) error {
	folders := []string{quoteText(filepath.ToSlash(db.temp) + "/")}
	for _, prefix := range []string{"/" + lake.FindingsPrefix, "/" + lake.QuarantinePrefix, "/" + lake.AccountsPrefix} {
		// The patterns are held to the list as well as the files.
		folders = append(folders, quoteText(filepath.ToSlash(folder)+prefix), quoteText(literal(folder)+prefix))
	}
	return db.exec(ctx,
		"set allowed_directories = ["+strings.Join(folders, ", ")+"]",
		"set enable_external_access = false",
		"set lock_configuration = true",
	)
}

// maxMemory is what a query may take before it goes on on disk: a laptop has
// other things to do.
const maxMemory = 4.0 // GiB

// memoryLimit is the smaller of maxMemory and what DuckDB would take by itself,
// most of what the machine or container has.
func (db *DB) memoryLimit(ctx context.Context) (string, error) {
	limit := fmt.Sprintf("%.1f GiB", maxMemory)
	values, err := db.values(ctx, "select current_setting('memory_limit')")
	if err != nil {
		return "", err
	}
	for _, value := range values {
		var size float64
		var unit string
		text, _ := value[0].(string)
		if n, _ := fmt.Sscanf(text, "%g %s", &size, &unit); n == 2 && (unit == "MiB" || unit == "GiB" && size < maxMemory) {
			limit = text
		}
	}
	return limit, nil
}
