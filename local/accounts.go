package local

import (
	"os"
	"path/filepath"
	"strings"
)

// accountsPrefix is where the accounts table stands in the lake.
const accountsPrefix = "reference/accounts/"

// accountsColumns are the columns of the accounts table, all varchar.
var accountsColumns = []string{"id", "name", "owner", "unit", "environment"}

// accountsQuery reads the files of the table accounts as Athena's OpenCSVSerde
// does: the first line of each is its header, columns count by their place, all
// are text, and "" is what a field without a value is.
func accountsQuery(folder string) string {
	dir := filepath.Join(folder, filepath.FromSlash(accountsPrefix))
	entries, _ := os.ReadDir(dir)
	var files, names, nulls, types []string
	for _, entry := range entries {
		name := entry.Name()
		if !entry.IsDir() && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "_") {
			files = append(files, quoteText(literal(filepath.Join(dir, name))))
		}
	}
	for _, column := range accountsColumns {
		names = append(names, quoteName(column))
		nulls = append(nulls, "cast(null as VARCHAR) as "+quoteName(column))
		types = append(types, quoteText(column)+": 'VARCHAR'")
	}
	if len(files) == 0 {
		return "select " + strings.Join(nulls, ", ") + " where false"
	}
	return "select " + strings.Join(names, ", ") + " from read_csv([" + strings.Join(files, ", ") +
		`], header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', null_padding = true` +
		", columns = {" + strings.Join(types, ", ") + "})"
}
