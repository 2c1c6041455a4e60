package settings

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// AccountColumns are the columns of the table accounts, in the order of its file.
var AccountColumns = []string{"id", "name", "owner", "unit", "environment"}

func checkAccountsFile(from Source, path string) error {
	file, err := from.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := CheckAccounts(file); err != nil {
		return fmt.Errorf("reading %q: %w", path, err)
	}
	return nil
}

// maxAccountProblems keeps the report of a file that is no list of accounts short.
const maxAccountProblems = 10

// CheckAccounts reads a CSV file of accounts and reports all that is wrong with
// it: Athena takes its columns by their place and skips the first line, so a file
// without the header would lose an account, and one with other columns mix them
// up; an account that comes twice would double its findings where the views join.
func CheckAccounts(r io.Reader) error {
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("the file is empty: want the header line %s", strings.Join(AccountColumns, ","))
	}
	if err != nil {
		return err
	}
	if header[0] = strings.TrimPrefix(header[0], "\ufeff"); !slices.Equal(header, AccountColumns) {
		return fmt.Errorf("the first line is %q: want the header line %s", strings.Join(header, ","), strings.Join(AccountColumns, ","))
	}
	var problems []error
	lines := map[string]int{} // of each account
	for len(problems) < maxAccountProblems {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil { // what follows is guesswork
			problems = append(problems, err)
			break
		}
		line, _ := reader.FieldPos(0)
		if err := checkAccount(record, line, lines); err != nil {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

var accountID = matching(`[0-9]{12}`, "12 digits (a spreadsheet may have dropped zeros at its start: format the column as text)")

func checkAccount(record []string, line int, lines map[string]int) error {
	id := record[0]
	switch first := lines[id]; {
	case len(record) != len(AccountColumns):
		return fmt.Errorf("line %d has %d fields: want %d", line, len(record), len(AccountColumns))
	case !accountID.ok(id):
		return fmt.Errorf("line %d: the account id is %q: want %s", line, id, accountID.allowed)
	case first > 0:
		return fmt.Errorf("line %d: account %s is in line %d already: want each once", line, id, first)
	}
	for _, field := range record {
		if strings.ContainsAny(field, "\r\n") {
			return fmt.Errorf("line %d: a field goes over several lines, which Athena does not read", line)
		}
	}
	lines[id] = line
	return nil
}
