package lake

import "security-hub-analytics/findings"

// AccountsPrefix is where the accounts table stands in the lake: CSV files with a
// header line, put there by the user or by the program.
const AccountsPrefix = "reference/accounts/"

// AccountsColumns are the columns of the accounts table in the order of the
// files, which is what counts: the header's names are not read.
func AccountsColumns() []findings.Column {
	text := func(name, description string) findings.Column {
		return findings.Column{Name: name, Hive: "string", Trino: "varchar", QuickSight: "STRING", Description: description}
	}
	return []findings.Column{
		text("id", "Id of the account, twelve digits."),
		text("name", "Name of the account."),
		text("owner", "Who answers for the account."),
		text("unit", "The part of the organization that it belongs to."),
		text("environment", "What it is for, such as production or test."),
	}
}
