package findings_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"security-hub-analytics/findings"
)

// modelLookup walks an accepted path one step after the other, each with a
// JSON reader that others wrote.
func modelLookup(t *testing.T, value json.RawMessage, path string) (text string, null bool) {
	for path != "" && value != nil {
		switch {
		case strings.HasPrefix(path, `["`):
			quoted, err := jsontext.NewDecoder(strings.NewReader(path[1:])).ReadValue()
			if err != nil {
				t.Fatalf("an accepted path goes on with %q", path)
			}
			key, err := jsontext.AppendUnquote(nil, quoted)
			if err != nil {
				t.Fatal(err)
			}
			all, _ := membersOf(value)
			value, path = all.get(string(key)), path[1+len(quoted)+1:]
		case path[0] == '[':
			index, rest, _ := strings.Cut(path[1:], "]")
			n, err := strconv.Atoi(index)
			if err != nil {
				t.Fatal(err)
			}
			var list []json.RawMessage
			if value[0] != '[' || json.Unmarshal(value, &list) != nil || n >= len(list) {
				return "", true
			}
			value, path = list[n], rest
		default:
			name := strings.TrimPrefix(path, ".")
			if end := strings.IndexAny(name, ".["); end >= 0 {
				name = name[:end]
			}
			all, _ := membersOf(value)
			value, path = all.get(name), strings.TrimPrefix(path, ".")[len(name):]
		}
	}
	switch {
	case value == nil || string(value) == "null":
		return "", true
	case value[0] == '"':
		return textOf(value), false
	}
	return string(value), false
}

// Whatever is given as a column: an error that names it, or a column with the
// value that stands at the path.
func FuzzPath(f *testing.F) {
	finding := strings.TrimSpace(testdata(f, "keys-with-slash-and-colon.json"))
	ocsfFinding := strings.TrimSpace(testdata(f, "ocsf-detection.json"))
	for _, spec := range []string{
		"owner=Resources[0].Tags.Owner", "a=Severity.Label|severity", `a=ProductFields["aws/securityhub/FindingId"]`, `a=ProductFields["Resources:0/Id"]|resources[0].uid`,
		"a=Resources", "a=Types[0]|finding_info.types[0]", `a=["Id"]`, `a=["\u0049d"]`, "a=|time", "a=A[0][1].b-c", `a=["a|b"]`, `a=["\ud83d\ude00"]|x`, "a=Severity", "=", "a=",
	} {
		f.Add(spec, []byte(finding))
		f.Add(spec, []byte(ocsfFinding))
		f.Add(spec, []byte(`{"Id":"i","AwsAccountId":"1","A":[[0,{"b-c":"\u00e9"}],null],"a|b":1,"a|b":{"x":[]},"😀":" ","":""}`))
	}
	f.Fuzz(func(t *testing.T, spec string, data []byte) {
		schema, err := findings.NewSchema(spec)
		if err != nil {
			name, _, _ := strings.Cut(spec, "=")
			if !strings.Contains(err.Error(), strconv.Quote(name)) && !strings.Contains(err.Error(), strconv.Quote(spec)) {
				t.Fatalf("the error does not name %q: %v", spec, err)
			}
			return
		}
		columns := schema.Columns()
		last := columns[len(columns)-1]
		if want := last.Name + "=" + last.ASFF; spec != want && spec != want+"|"+last.OCSF {
			t.Fatalf("%q became %+v", spec, last)
		}
		var batch findings.Batch
		r := findings.NewReader(schema, findings.Bare, &batch)
		r.Quarantine = func(findings.Quarantined) error { return nil }
		r.Reset(bytes.NewReader(data))
		for r.Next() == nil {
			continue
		}
		for _, row := range batch.Rows() {
			path := map[string]string{"ASFF": last.ASFF, "OCSF": last.OCSF}[string(row.SourceSchema)]
			want, null := "", true
			if path != "" {
				want, null = modelLookup(t, json.RawMessage(row.Finding), path)
			}
			if got := row.Promoted[0]; (got == nil) != null || string(got) != want {
				t.Fatalf("%q in %q: %q, want %q (null %v)", path, row.Finding, got, want, null)
			}
		}
	})
}
