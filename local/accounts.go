package local

import (
	"os"
	"path/filepath"
	"strings"

	"security-hub-analytics/lake"
)

// noField is a text that no field has: an empty one shall not be null.
const noField = "\ue000"

// accountsQuery reads the files of the table accounts as Athena's OpenCSVSerde
// does: the first line of each is its header, columns count by their place, all
// are text, a field without a value is empty, one that is missing null. A blank
// line is no row here, and one without an id there, which matches no finding.
func accountsQuery(folder string) string {
	dir := filepath.Join(folder, filepath.FromSlash(lake.AccountsPrefix))
	entries, _ := os.ReadDir(dir)
	var files, names, nulls, types []string
	for _, entry := range entries {
		name := entry.Name()
		if !entry.IsDir() && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "_") {
			files = append(files, quoteText(literal(filepath.Join(dir, name))))
		}
	}
	for _, column := range lake.AccountsColumns() {
		names = append(names, quoteName(column.Name))
		nulls = append(nulls, "cast(null as VARCHAR) as "+quoteName(column.Name))
		types = append(types, quoteText(column.Name)+": 'VARCHAR'")
	}
	if len(files) == 0 {
		return "select " + strings.Join(nulls, ", ") + " where false"
	}
	return "select " + strings.Join(names, ", ") + " from read_csv([" + strings.Join(files, ", ") +
		`], header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', null_padding = true` +
		", nullstr = " + quoteText(noField) +
		", columns = {" + strings.Join(types, ", ") + "})"
}
