package settings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/settings"
)

func TestCheckAccounts(t *testing.T) {
	const header = "id,name,owner,unit,environment\n"
	for _, test := range []struct{ name, text, want string }{
		{"header alone", header, ""},
		{"one account", header + "111122223333,payments,Ann,retail,prod\n", ""},
		{"no newline at the end, empty fields", header + "000000000001,a,,,", ""},
		{"a comma in quotes", header + "111122223333,\"payments, old\",Ann,retail,prod\n", ""},
		{"with a BOM and CRLF", "\ufeff" + strings.ReplaceAll(header+"111122223333,a,b,c,d\n", "\n", "\r\n"), ""},
		{"empty", "", "the file is empty"},
		{"no header", "111122223333,a,b,c,d\n", "want the header line"},
		{"other columns", "name,id,owner,unit,environment\n", "want the header line"},
		{"a column less", "id,name,owner,unit\n", "want the header line"},
		{"another case", "ID,Name,Owner,Unit,Environment\n", "want the header line"},
		{"zeros lost", header + "1234,a,b,c,d\n", "line 2: the account id is \"1234\""},
		{"a field too many", header + "111122223333,a,b,c,d,e\n", "line 2 has 6 fields"},
		{"twice", header + "111122223333,a,b,c,d\n111122223333,e,f,g,h\n", "line 3: account 111122223333 is in line 2 already"},
		{"over two lines", header + "111122223333,\"a\nb\",b,c,d\n", "several lines"},
		{"an open quote", header + "111122223333,\"a,b,c,d\n", "line 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := settings.CheckAccounts(strings.NewReader(test.text))
			if test.want == "" && err != nil {
				t.Errorf("error %v", err)
			}
			if test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestManyBadAccounts(t *testing.T) {
	err := settings.CheckAccounts(strings.NewReader("id,name,owner,unit,environment\n" + strings.Repeat("x,a,b,c,d\n", 1000)))
	if err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("error %v, want ten problems", err)
	}
}

// TestAccountsOfAStack: the file is looked at when the configuration is read.
func TestAccountsOfAStack(t *testing.T) {
	keys := map[string]string{"catalogAccountsFile": "accounts.csv"}
	if _, err := settings.Load(source(keys, map[string]string{"accounts.csv": "id,name,owner,unit,environment\n"})); err != nil {
		t.Error(err)
	}
	_, err := settings.Load(source(keys, map[string]string{"accounts.csv": "x\n"}))
	if err == nil || !strings.Contains(err.Error(), `config key catalogAccountsFile: reading "accounts.csv": the first line`) {
		t.Errorf("error %v", err)
	}
}
