package local

import (
	"os"
	"path/filepath"
	"strings"

	"security-hub-analytics/findings"
)

// partition reads ingest_date off a file's name. DuckDB's own way takes any
// key=value in the path for a column, also in the folders above the lake; this
// one leaves files unread just as well.
func partition(filename string) string {
	return "system.main.regexp_extract(" + quoteName(filename) +
		`, '[/\\]` + findings.PartitionColumn + `=([^/\\]*)[/\\][^/\\]*$', 1) as ` + findings.PartitionColumn
}

// lakeGlob is the pattern of a lake's files under prefix.
func lakeGlob(folder, prefix, suffix string) string {
	return literal(folder) + "/" + prefix + findings.PartitionColumn + "=*/*" + suffix
}

// literal is the pattern that a path alone matches: what would stand for other
// names stands in brackets.
func literal(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(filepath.ToSlash(path))
}

// lakeFiles are the files that lakeGlob finds.
func lakeFiles(folder, prefix, suffix string) []string {
	var found []string
	days, _ := os.ReadDir(filepath.Join(folder, prefix))
	for _, day := range days {
		if !strings.HasPrefix(day.Name(), findings.PartitionColumn+"=") {
			continue
		}
		files, _ := os.ReadDir(filepath.Join(folder, prefix, day.Name()))
		for _, file := range files {
			if strings.HasSuffix(file.Name(), suffix) && !strings.HasPrefix(file.Name(), ".") {
				found = append(found, filepath.Join(folder, prefix, day.Name(), file.Name()))
			}
		}
	}
	return found
}

// holds says whether lakeGlob finds a file: DuckDB takes none for an error.
func holds(folder, prefix, suffix string) bool { return len(lakeFiles(folder, prefix, suffix)) > 0 }
