package sql

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed questions/*.sql
var questionFiles embed.FS

// Question is a query that is saved beside the views: one that security teams ask.
type Question struct {
	// Name is the name of its file without .sql.
	Name string
	// Title is what it is saved under.
	Title string
	// Description is the question, in one sentence or two.
	Description string
	// SQL is the query, to run with the database chosen.
	SQL string
}

// Questions lists the saved queries in the order of their names. A file begins with
// two comments: a line that is the title, and one or more that are the question.
func Questions() ([]Question, error) {
	entries, err := questionFiles.ReadDir("questions")
	if err != nil {
		return nil, fmt.Errorf("listing sql/questions: %w", err)
	}
	var list []Question
	for _, entry := range entries {
		file := path.Join("questions", entry.Name())
		text, err := questionFiles.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading sql/%s: %w", file, err)
		}
		// On Windows a checkout may have changed the ends of lines.
		query := strings.ReplaceAll(string(text), "\r\n", "\n")
		var head []string
		for _, line := range strings.Split(query, "\n") {
			comment, ok := strings.CutPrefix(line, "-- ")
			if !ok {
				break
			}
			head = append(head, comment)
		}
		if len(head) < 2 {
			return nil, fmt.Errorf("reading sql/%s: it begins with %d comments, want a title and a question", file, len(head))
		}
		list = append(list, Question{
			Name: strings.TrimSuffix(entry.Name(), ".sql"), Title: head[0], Description: strings.Join(head[1:], " "), SQL: query,
		})
	}
	return list, nil
}
