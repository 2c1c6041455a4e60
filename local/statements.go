package local

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// statements splits SQL at the semicolons between statements; pieces of blanks
// and comments alone are left out. A piece that DuckDB takes for more than one
// statement, whatever this takes it for, is refused later.
func statements(text string) []string {
	var all []string
	start := 0
	for _, span := range tokens.FindAllStringIndex(text, -1) {
		if text[span[0]:span[1]] == ";" {
			all = append(all, text[start:span[0]])
			start = span[1]
		}
	}
	var kept []string
	for _, piece := range append(all, text[start:]) {
		if bare(piece) != "" {
			kept = append(kept, strings.TrimSpace(piece))
		}
	}
	return kept
}

// tokens are the strings, quoted names and comments, which may hold semicolons,
// and the semicolons.
var tokens = regexp.MustCompile(`(?s)'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|;`)

var comments = regexp.MustCompile(`(?s)^(\s+|--[^\n]*|/\*.*?\*/)+`)

// bare is a statement without blanks and comments in front, and without blanks behind.
func bare(statement string) string {
	return strings.TrimSpace(comments.ReplaceAllString(statement, ""))
}

var (
	explainHead = regexp.MustCompile(`(?i)^explain\b(\s*\([^)]*\))?(\s+analyze\b(\s*\([^)]*\))?)?`)
	createHead  = regexp.MustCompile(`(?i)^create\s+(or\s+replace\s+)?view\s`)
	dropHead    = regexp.MustCompile(`(?i)^drop\s+view\s`)
)

// check refuses what is not for a reader of a lake. It reports whether the
// statement has an answer.
func check(stmt *duckdb.Stmt, statement string) (answers bool, err error) {
	kind, err := stmt.StatementType()
	if err != nil {
		return false, err
	}
	switch {
	case kind == duckdb.STATEMENT_TYPE_SELECT:
		return true, nil
	case kind == duckdb.STATEMENT_TYPE_EXPLAIN:
		// explain analyze runs what it explains, writing statements included.
		inner := explainHead.ReplaceAllString(bare(statement), "")
		if !selects.MatchString(bare(inner)) {
			return false, fmt.Errorf("explaining a statement that is no query is not possible here")
		}
		return true, nil
	case kind == duckdb.STATEMENT_TYPE_CREATE && createHead.MatchString(bare(statement)),
		kind == duckdb.STATEMENT_TYPE_DROP && dropHead.MatchString(bare(statement)):
		return false, nil
	}
	return false, notHere(statement)
}

// writes are the statements that are refused before DuckDB looks for what they
// name, which would only say that it may not.
var writes = regexp.MustCompile(`(?i)^(alter|attach|call|checkpoint|copy|delete|detach|execute|export|force|import|` +
	`insert|install|load|merge|pragma|prepare|reset|set|truncate|update|use|vacuum)\b`)

func notHere(statement string) error {
	verb := strings.ToUpper(strings.Fields(bare(statement))[0])
	return fmt.Errorf("a lake is only read: %s does not run here; "+
		"queries, SHOW, DESCRIBE, EXPLAIN, CREATE VIEW and DROP VIEW do", verb)
}

var selects = regexp.MustCompile(`(?i)^(\(\s*)*(select|with|values|table|from)\b`)
