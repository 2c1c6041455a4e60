package local

import "testing"

// TestAccounts joins the accounts table: quoted fields, an account listed twice,
// one that is missing.
func TestAccounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i, account := range []string{"111122223333", "444455556666"} {
		store(t, dir, "2026-01-10T00:00:00Z", "raw/"+account, said("2026-01-01T00:00:00Z", asff{"AwsAccountId": account, "Id": i}).json(t, account))
	}
	writeFile(t, dir, "reference/accounts/accounts.csv",
		"id,name,owner,unit,environment\n111122223333,\"Payments, \"\"live\"\"\",ann,finance,prod\n111122223333,Zebra,bob,,\n")
	wantAnswer(t, openLake(t, dir), "select aws_account_id, account_name, account_owner, account_unit, account_environment, is_listed from findings_enriched order by 1",
		`111122223333|Payments, "live"|ann|finance|prod|true`,
		"444455556666|null|null|null|null|false")
}
