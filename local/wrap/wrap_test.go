package wrap

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestEvent(t *testing.T) {
	tests := []struct {
		name, finding, want string
	}{
		{
			name: "ASFF",
			finding: `{"Id": "f-1", "ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/inspector",` +
				`"AwsAccountId":"111122223333","Title":"a <b> & \u0041","UpdatedAt":"2024-05-06T07:08:09.123456789Z"}`,
			want: `{"version":"0","id":"wrapped-fba94788746b30a59c3f38bf5efd971c","detail-type":"Security Hub Findings - Imported",` +
				`"source":"aws.securityhub","account":"111122223333","time":"2024-05-06T07:08:09Z","region":"eu-west-1",` +
				`"resources":["arn:aws:securityhub:eu-west-1::product/aws/inspector/f-1"],"wrapped-by":"shub",` +
				`"detail":{"findings":[{"Id":"f-1","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/inspector",` +
				`"AwsAccountId":"111122223333","Title":"a <b> & \u0041","UpdatedAt":"2024-05-06T07:08:09.123456789Z"}]}}`,
		},
		{
			name:    "OCSF with seconds",
			finding: `{"class_uid":2004,"cloud":{"account":{"uid":"111122223333"},"region":"us-west-2"},"finding_info":{"uid":"u-1","created_time":1795386553}}`,
			want: `{"version":"0","id":"wrapped-144dc5cb549189e68eb62a55ca612627","detail-type":"Findings Imported V2",` +
				`"source":"aws.securityhub","account":"111122223333","time":"2026-11-22T22:29:13Z","region":"us-west-2",` +
				`"resources":["u-1"],"wrapped-by":"shub",` +
				`"detail":{"findings":[{"class_uid":2004,"cloud":{"account":{"uid":"111122223333"},"region":"us-west-2"},"finding_info":{"uid":"u-1","created_time":1795386553}}]}}`,
		},
		{
			name:    "nothing known",
			finding: `{}`,
			want: `{"version":"0","id":"wrapped-44136fa355b3678a1146ad16f7e8649e","detail-type":"Security Hub Findings - Imported",` +
				`"source":"aws.securityhub","account":"000000000000","time":"1970-01-01T00:00:00Z","region":"us-east-1",` +
				`"resources":[],"wrapped-by":"shub","detail":{"findings":[{}]}}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Event([]byte(test.finding))
			if err != nil {
				t.Fatal(err)
			}
			if !json.Valid(got) {
				t.Errorf("no JSON: %s", got)
			}
			if string(got) != test.want {
				t.Errorf("Event = %s\nwant    %s", got, test.want)
			}
		})
	}
}

func TestEventOfNoFinding(t *testing.T) {
	for _, finding := range []string{"", "[]", `"x"`, "{"} {
		if event, err := Event([]byte(finding)); err == nil {
			t.Errorf("Event(%q) = %s, want an error", finding, event)
		}
	}
}

// Elements that are no findings stay beside the one that they came with.
func TestList(t *testing.T) {
	for _, test := range []struct {
		elements          []string
		account, findings string
	}{
		{nil, noAccount, `[]`},
		{[]string{`7`}, noAccount, `[7]`},
		{[]string{`null`}, noAccount, `[null]`},
		{[]string{`{"AwsAccountId":"111122223333"}`, ` { } `, "[ 1,\n2 ]"}, "111122223333", `[{"AwsAccountId":"111122223333"},{},[1,2]]`},
	} {
		var elements [][]byte
		for _, element := range test.elements {
			elements = append(elements, []byte(element))
		}
		got, err := List(elements...)
		if err != nil || !json.Valid(got) {
			t.Fatalf("%q: %s, %v", test.elements, got, err)
		}
		if text := string(got); !strings.HasSuffix(text, `"detail":{"findings":`+test.findings+"}}") || !strings.Contains(text, `"account":"`+test.account+`"`) {
			t.Errorf("%q: %s", test.elements, text)
		}
	}
	if event, err := List([]byte(`{}`), []byte(`{`)); err == nil {
		t.Errorf("List = %s, want an error", event)
	}
}

func TestOrigin(t *testing.T) {
	tests := []struct {
		name, finding, account, region, time string
	}{
		{"account of the product", `{"ProductArn":"arn:aws-cn:securityhub:cn-north-1:999988887777:product/x/y"}`, "999988887777", "cn-north-1", noTime},
		{"no account number", `{"AwsAccountId":"<account>","ProductArn":"arn:aws:securityhub:eu-west-1:123:product/x/y"}`, noAccount, "eu-west-1", noTime},
		{"region of the finding", `{"Region":"eu-north-1","ProductArn":"arn:aws:securityhub:us-east-1::product/x/y"}`, noAccount, "eu-north-1", noTime},
		{"region of the resource", `{"Resources":[{"Region":"ap-south-1"}]}`, noAccount, "ap-south-1", noTime},
		{"resources as object", `{"Resources":{"Region":"ap-south-1"}}`, noAccount, noRegion, noTime},
		{"zone offset", `{"UpdatedAt":"2022-01-01T01:00:00+02:00"}`, noAccount, noRegion, "2021-12-31T23:00:00Z"},
		{"blank, no zone", `{"UpdatedAt":"2022-01-01 01:00:00.000000000"}`, noAccount, noRegion, "2022-01-01T01:00:00Z"},
		{"impossible time", `{"UpdatedAt":"2022-02-31T01:00:00Z","CreatedAt":"2022-01-31T01:00:00Z"}`, noAccount, noRegion, "2022-01-31T01:00:00Z"},
		{"milliseconds", `{"class_uid":2002,"finding_info":{"modified_time":1759524561464}}`, noAccount, noRegion, "2025-10-03T20:49:21Z"},
		{"time of the event", `{"class_uid":2002,"time_dt":"2026-11-22T22:29:13.789418"}`, noAccount, noRegion, "2026-11-22T22:29:13Z"},
		{"numbers for strings", `{"AwsAccountId":111122223333,"Region":1,"UpdatedAt":2}`, noAccount, noRegion, noTime},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Event([]byte(test.finding))
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{`"account":"` + test.account + `"`, `"region":"` + test.region + `"`, `"time":"` + test.time + `"`} {
				if !strings.Contains(string(got), want) {
					t.Errorf("%s not in %s", want, got)
				}
			}
		})
	}
}
