package local

import (
	"fmt"
	"testing"
)

// TestAccounts joins the accounts table: quoted fields, an account listed twice,
// one that is missing, one with nothing but its id, whose name is then
// Security Hub's, and one whose name is known nowhere: OCSF says so by no text.
func TestAccounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i, account := range []string{"111122223333", "444455556666", "777788889999"} {
		store(t, dir, "2026-01-10T00:00:00Z", "raw/"+account, said("2026-01-01T00:00:00Z", asff{"AwsAccountId": account, "AwsAccountName": "hub-" + account[:4], "Id": i}).json(t, account))
	}
	for i, name := range []any{"", nil} {
		nameless := asff{"AwsAccountId": "999900001111", "AwsAccountName": name, "Id": i}
		store(t, dir, "2026-01-10T00:00:00Z", fmt.Sprint("raw/nameless", i), said("2026-01-01T00:00:00Z", nameless).json(t, fmt.Sprint(i)))
	}
	writeFile(t, dir, "reference/accounts/accounts.csv",
		"id,name,owner,unit,environment\n111122223333,\"Payments, \"\"live\"\"\",ann,finance,prod\n111122223333,Zebra,bob,,\n777788889999,,,CORP\\it\n")
	wantAnswer(t, openLake(t, dir), "select id, name, owner, unit, environment from accounts where id = '777788889999'",
		`777788889999|||CORP\it|null`)
	wantAnswer(t, openLake(t, dir), "select aws_account_id, account_name, account_owner, account_unit, account_environment, is_listed, count(*) from findings_enriched group by 1, 2, 3, 4, 5, 6 order by 1",
		`111122223333|Payments, "live"|ann|finance|prod|true|1`,
		"444455556666|hub-4444|null|null|null|false|1",
		`777788889999|hub-7777|null|CORP\it|null|true|1`,
		"999900001111|null|null|null|null|false|2")
}
