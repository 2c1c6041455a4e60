package findings_test

import (
	"strconv"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// What a column's name and paths may be; an error names the column and what is
// wrong with it, before any work.
func TestPromotions(t *testing.T) {
	for spec, problem := range map[string]string{ // "" means none
		"owner=Resources[0].Tags.Owner": "",
		"a=A":                           "",
		"a_1=A1.B_2.C-3":                "",
		"a=A|b":                         "",
		"a=A|":                          "",
		"a=|b.c[0]":                     "",
		`a=ProductFields["aws/x:0 y"]`:  "",
		`a=["a|b"]|["c=d"]`:             "",
		`a=["a\"|]"].b|c`:               "",
		`a=["\u00e9\ud83d\ude00"]`:      "",
		`a=[""]`:                        "",
		`a=A["b"][0]["c"].d`:            "",
		"a=A[999999999]":                "",
		strings.Repeat("a", 128) + "=A": "",
		strings.Repeat("a", 129) + "=A": "the name",
		"":                              "want name=asffPath",
		"owner":                         "want name=asffPath",
		"=A":                            "the name",
		" a=A":                          "the name",
		"a =A":                          "the name",
		"A=A":                           "the name",
		"1a=A":                          "the name",
		"_a=A":                          "the name",
		"a-b=A":                         "the name",
		"ä=A":                           "the name",
		"a.b=A":                         "the name",
		"a=":                            "the path is missing",
		"a=|":                           "the path is missing",
		"a=.A":                          "ASFF path",
		"a=A.":                          "ASFF path",
		"a=A..B":                        "ASFF path",
		"a=A B":                         "ASFF path",
		"a= A":                          "ASFF path",
		"a=A.[0]":                       "ASFF path",
		"a=A[]":                         "ASFF path",
		"a=A[-1]":                       "ASFF path",
		"a=A[01]":                       "ASFF path",
		"a=A[1000000000]":               "ASFF path",
		"a=A[*]":                        "ASFF path",
		"a=A[0]B":                       "ASFF path",
		"a=A[0":                         "ASFF path",
		"a=A['b']":                      "ASFF path",
		`a=A["b]`:                       "ASFF path",
		`a=A["b" ]`:                     "ASFF path",
		`a=A["b"]c`:                     "ASFF path",
		`a=A."b"`:                       "ASFF path",
		`a=A["\x"]`:                     "ASFF path",
		`a=A["\ud800"]`:                 "ASFF path",
		"a=A[\"\xff\"]":                 "ASFF path",
		"a=A[\"\n\"]":                   "ASFF path",
		"a=$.A":                         "ASFF path",
		"a=A/B":                         "ASFF path",
		"a=A=B":                         "ASFF path",
		"a=A|b..c":                      "OCSF path",
		"a=A|b|c":                       "OCSF path",
		"a=|.":                          "OCSF path",
		"title=A":                       "already a column",
		"finding=A":                     "already a column",
		"ingest_date=A":                 "already a column",
		"raw_object=A":                  "already a column",
	} {
		_, err := findings.NewSchema("fine=A", spec)
		switch {
		case (err != nil) != (problem != ""):
			t.Errorf("%q: %v", spec, err)
		case err != nil && !strings.Contains(err.Error(), problem):
			t.Errorf("%q: the error does not say %q: %v", spec, problem, err)
		case err != nil && !strings.HasPrefix(err.Error(), "column "+strconv.Quote(spec)) && !strings.HasPrefix(err.Error(), `column "a": the `):
			t.Errorf("%q: the error does not name the column: %v", spec, err)
		}
	}
	if _, err := findings.NewSchema("a=A", "a=B"); err == nil || !strings.Contains(err.Error(), `"a=B"`) {
		t.Errorf("one name twice: %v", err)
	}
}

// What stands in a promoted column.
func TestPromotedValues(t *testing.T) {
	const asffFinding = `{"Id":"i","AwsAccountId":"1","Resources":[{"Tags":{"Owner":"ann","a|b":"c","q\"]":"q","é":"e","":"empty"}},{"Id":"r1"}],` +
		`"N":-1.50e1,"T":true,"Z":null,"S":"","E":"\u00e9\n","J": { "a" : [ 1 , "x" ] },"L":[ 1,2 ],"X":[[["deep"]]],` +
		`"D":1,"D":2,"D":{"a":3},"\u0044":{"a":4},"P":{"Owner":"x"},"P":{}}`
	const ocsfFinding = `{"class_uid":2004,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}},"resources":[{"tags":[{"name":"Owner","value":"bob"}]}],"Resources":[{"Tags":{"Owner":"not asked for"}}]}`
	for _, test := range []struct{ spec, asff, ocsf string }{
		{"a=Resources[0].Tags.Owner", `"ann"`, "null"},
		{"a=Resources[0].Tags.Owner|resources[0].tags[0].value", `"ann"`, `"bob"`},
		{"a=|resources[0].tags[0].value", "null", `"bob"`},
		{"a=resources[0].tags[0].value|Resources[0].Tags.Owner", "null", `"not asked for"`},
		{`a=Resources[0].Tags["a|b"]`, `"c"`, "null"},
		{`a=Resources[0].Tags["q\"]"]`, `"q"`, "null"},
		{`a=Resources[0].Tags["\u00e9"]`, `"e"`, "null"},
		{`a=Resources[0].Tags[""]`, `"empty"`, "null"},
		{`a=Resources[0].Tags["Owner"]`, `"ann"`, "null"},
		{`a=["Resources"][0]["Tags"].Owner`, `"ann"`, "null"},
		{"a=Resources[0].Tags.owner", "null", "null"}, // case counts
		{"a=Resources[1].Id", `"r1"`, "null"},
		{"a=Resources[2].Id", "null", "null"},
		{"a=Resources[999999999]", "null", "null"},
		{"a=Resources.Id", "null", "null"},
		{"a=Resources[0][0]", "null", "null"},
		{"a=Id[0]", "null", "null"},
		{"a=Id.x", "null", "null"},
		{"a=N", `"-1.50e1"`, "null"}, // as written
		{"a=T", `"true"`, "null"},
		{"a=Z", "null", "null"},
		{"a=Z.x", "null", "null"},
		{"a=S", `""`, "null"},
		{"a=E", `"é\n"`, "null"},
		{"a=J", `"{ \"a\" : [ 1 , \"x\" ] }"`, "null"},
		{"a=J.a[1]", `"x"`, "null"},
		{"a=L", `"[ 1,2 ]"`, "null"},
		{"a=L[1]", `"2"`, "null"},
		{"a=X[0][0][0]", `"deep"`, "null"},
		{"a=D.a", `"4"`, "null"},      // the last of a name wins, however it is written
		{"a=P.Owner", "null", "null"}, // and what the first held is not there
		{"a=AwsAccountId|cloud.account.uid", `"1"`, `"1"`},
	} {
		for finding, want := range map[string]string{asffFinding: test.asff, ocsfFinding: test.ocsf} {
			row, _ := rowOf(t, finding, "first=Id", test.spec, "last=Id|finding_info.uid")
			if len(row.Promoted) != 3 || show(row.Promoted[1]) != want || show(row.Promoted[2]) != `"i"` {
				t.Errorf("%s of %s: %s, want %s second", test.spec, row.SourceSchema, show(row.Promoted), want)
			}
		}
	}
}
