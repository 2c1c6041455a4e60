package findings_test

import (
	"testing"

	"security-hub-analytics/findings"
)

// Texts, lists and maps: what is bent, what is null, and what is counted.

func TestCoerceText(t *testing.T) {
	column{`"Title":%s`, `"finding_info":{"uid":"i","title":%s}`, func(r *findings.Row) any { return r.Title }}.check(t, []coercion{
		{`"a"`, `"a"`, 0}, {`""`, `""`, 0}, {`" a "`, `" a "`, 0}, {`"\u0000"`, `"\x00"`, 0}, {`"\"\\\/\b\f\n\r\t"`, `"\"\\/\b\f\n\r\t"`, 0},
		{`"\u00e9\ud83d\ude00"`, `"é😀"`, 0}, {`"é😀"`, `"é😀"`, 0}, {`"\ufffe"`, `"\ufffe"`, 0},
		{"5", `"5"`, 1}, {"-1.50e+3", `"-1.50e+3"`, 1}, {"123456789012345678901234567890", `"123456789012345678901234567890"`, 1},
		{"true", `"true"`, 1}, {"false", `"false"`, 1}, {"null", "null", 0}, {"{}", "null", 1}, {"[]", "null", 1}, {`["a"]`, "null", 1},
	})
}

func TestCoerceEnum(t *testing.T) {
	column{`"Compliance":{"Status":%s}`, "", func(r *findings.Row) any { return r.ComplianceStatus }}.check(t, []coercion{
		{`"PASSED"`, `"PASSED"`, 0}, {`"passed"`, `"PASSED"`, 1}, {`"Not_Available"`, `"NOT_AVAILABLE"`, 1}, {`"INFOED"`, `"INFOED"`, 0},
		{`"PASS\u0045D"`, `"PASSED"`, 0}, {`""`, `""`, 0}, {"5", `"5"`, 1}, {"null", "null", 0}, {"{}", "null", 1},
	})
}

func TestCoerceAccount(t *testing.T) {
	column{`"x":0,"AwsAccountId":%s,"ProductArn":"p"`, `"finding_info":{"uid":"i"},"metadata":{"product":{"uid":"p"}},"cloud":{"account":{"uid":%s}}`,
		func(r *findings.Row) any { return r.AwsAccountID }}.check(t, []coercion{
		// One is coerced because the name stands in the finding twice.
		{`"123456789012"`, `"123456789012"`, 1}, {"123456789012", `"123456789012"`, 2}, {"12345678901", `"012345678901"`, 2}, {"7", `"000000000007"`, 2},
		{"1.5", `"1.5"`, 2}, {"-5", `"-5"`, 2}, {`"7"`, `"7"`, 1}, {"null", "null", 1}, {`""`, "null", 2}, {"{}", "null", 2}, {"1234567890123", `"1234567890123"`, 2},
	})
}

func TestCoerceList(t *testing.T) {
	column{`"Types":%s`, `"finding_info":{"uid":"i","types":%s}`, func(r *findings.Row) any { return r.Types }}.check(t, []coercion{
		{`["a","b"]`, `["a" "b"]`, 0}, {`[]`, "[]", 0}, {`[ ]`, "[]", 0}, {"null", "null", 0}, {`["a",null]`, `["a" null]`, 0}, {`[""]`, `[""]`, 0},
		{`["a",1,true]`, `["a" "1" "true"]`, 2}, {`[{"a":1},["b"]]`, `["{\"a\":1}" "[\"b\"]"]`, 2},
		{`"a"`, `["a"]`, 1}, {`""`, `[""]`, 1}, {"5", `["5"]`, 1}, {"false", `["false"]`, 1}, {"{}", "null", 1}, {`{"a":"b"}`, "null", 1},
		{`["1","2","3","4","5","6","7","8","9","10"]`, `["1" "2" "3" "4" "5" "6" "7" "8" "9" "10"]`, 0},
	})
}

func TestCoerceMap(t *testing.T) {
	tags := func(r *findings.Row) any { return r.Resources[0].Tags }
	column{`"Resources":[{"Tags":%s}]`, "", tags}.check(t, []coercion{
		{`{"a":"b","c":"d"}`, `{"a"="b" "c"="d"}`, 0}, {`{}`, "{}", 0}, {"null", "null", 0}, {`{"a":null}`, `{"a"=null}`, 0}, {`{"":""}`, `{""=""}`, 0},
		{`{"a":1,"b":true}`, `{"a"="1" "b"="true"}`, 2}, {`{"a":{"b":[1]},"c":[]}`, `{"a"="{\"b\":[1]}" "c"="[]"}`, 2},
		{`{"a":"b","a":"c"}`, `{"a"="c"}`, 1}, {`{"a":"b","\u0061":"c"}`, `{"a"="c"}`, 1}, {`{"a":"b","A":"c"}`, `{"a"="b" "A"="c"}`, 0},
		{`[{"Key":"a","Value":"b"}]`, `{"a"="b"}`, 1}, {`[]`, "{}", 1}, {`"a"`, "null", 1}, {"5", "null", 1},
	})
	column{"", `"finding_info":{"uid":"i"},"resources":[{"tags":%s}]`, tags}.check(t, []coercion{
		{`[{"name":"a","value":"b"},{"value":"d","name":"c"}]`, `{"a"="b" "c"="d"}`, 0}, {`[]`, "{}", 0}, {"null", "null", 0},
		{`[{"name":"a"}]`, `{"a"=null}`, 0}, {`[{"name":"a","value":null}]`, `{"a"=null}`, 0}, {`[{"name":"a","value":"b","x":1}]`, `{"a"="b"}`, 0},
		{`[{"value":"b"}]`, "{}", 1}, {`[{"name":null,"value":"b"}]`, "{}", 1}, {`[{}]`, "{}", 1}, {`["a",1,null]`, "{}", 3},
		{`[{"name":"a","value":"b"},{"name":"a","value":"c"}]`, `{"a"="c"}`, 1}, {`[{"name":1,"value":{}}]`, `{"1"="{}"}`, 2},
		{`{"a":"b"}`, `{"a"="b"}`, 1}, {`"a"`, "null", 1},
	})
}

func TestCoerceRecords(t *testing.T) {
	ids := func(r *findings.Row) any {
		if r.Resources == nil {
			return nil
		}
		all := []findings.Text{}
		for _, resource := range r.Resources {
			all = append(all, resource.ID)
		}
		return all
	}
	count := func(r *findings.Row) any { return r.ResourceCount }
	for _, test := range []struct {
		value, ids, count string
		bent              int64
	}{
		{`[{"Id":"a"},{"Id":"b"}]`, `["a" "b"]`, "2", 0}, {`[]`, "[]", "0", 0}, {"null", "null", "null", 0}, {`[{}]`, "[null]", "1", 0},
		{`{"Id":"a"}`, `["a"]`, "1", 1}, {`{}`, "[null]", "1", 1}, {`"a"`, "null", "null", 1}, {"5", "null", "null", 1},
		{`[{"Id":"a"},null,5,"x",[],{"Id":"b"}]`, `["a" null null null null "b"]`, "6", 3}, // places stay
		{`[{"id":"a"},{"id":"c","Id":"b"},{"Id":"d","id":"e"}]`, `["a" "b" "d"]`, "3", 2},
	} {
		column{`"Resources":%s`, "", ids}.check(t, []coercion{{test.value, test.ids, test.bent}})
		column{`"Resources":%s`, "", count}.check(t, []coercion{{test.value, test.count, test.bent}})
	}
}
