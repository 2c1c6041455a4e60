package findings_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// exception is a column that one scan fills differently in its two schemas.
type exception struct {
	column string
	// holds says how the two differ wherever they do.
	holds  func(asff, ocsf any) bool
	reason string
}

func onlyASFF(asff, ocsf any) bool  { return asff != nil && ocsf == nil }
func onlyOCSF(asff, ocsf any) bool  { return asff == nil && ocsf != nil }
func otherwise(asff, ocsf any) bool { return asff != nil && ocsf != nil }

func prefixed(asff, ocsf any) bool { return asff == fmt.Sprintf("prowler-%v", ocsf) }

func cut(asff, ocsf any) bool {
	short, _ := asff.(string)
	long, _ := ocsf.(string)
	return strings.HasPrefix(long, strings.TrimSuffix(short, "...")) && len(short) < len(long)
}

func empty(asff, ocsf any) bool { return asff == nil && ocsf == "" }

// exceptions: all of them are Prowler's doing, in what it writes where.
var exceptions = []exception{
	{"finding", otherwise, "the original"},
	{"finding_digest", otherwise, "of the original"},
	{"source_schema", otherwise, "says which it is"},
	{"schema_version", otherwise, "each schema has its own versions"},
	{"class_uid", onlyOCSF, "ASFF has no classes"},
	{"finding_id", otherwise, "made in two ways: prowler-<check>-...-<hash>, prowler-aws-<check>-...-<resource>"},
	{"product_arn", otherwise, "an ARN in ASFF, the word prowler in OCSF"},
	{"company_name", onlyOCSF, "ASFF as Prowler sends it has none; Security Hub adds it"},
	{"product_fields", onlyASFF, "OCSF has no such map"},
	{"generator_id", prefixed, "prowler- is put before the check's name in ASFF"},
	{"generator_name", onlyOCSF, "ASFF has GeneratorDetails for code detectors alone"},
	{"aws_account_name", empty, "an empty string in OCSF"},
	{"first_observed_at", onlyASFF, "the time of the scan, which OCSF gives as created_time alone"},
	{"description", otherwise, "ASFF says what was seen, OCSF's finding_info.desc what the check is about (what was seen is in message)"},
	{"remediation_text", cut, "ASFF allows 512 characters"},
	{"workflow_status", onlyOCSF, "ASFF as Prowler sends it has none; Security Hub adds NEW"},
	{"compliance_standards", onlyASFF, "OCSF has them in unmapped.compliance, in a shape of Prowler's"},
	{"compliance_standards.standards_id", onlyASFF, "the same"},
	{"compliance_related_requirements", onlyASFF, "the same"},
	{"resources.name", onlyOCSF, "ASFF resources have no name"},
	{"resources.details", onlyOCSF, "ASFF is written without them"},
	{"resources.tags", onlyASFF, "OCSF has them as labels, key and value in one string"},
}

// One Prowler scan, written in both schemas, gives the same columns.
func TestPairs(t *testing.T) {
	asff, ocsf := scan(t, "asff"), scan(t, "ocsf")
	differing := map[string]int{}
	for key, a := range asff {
		o := ocsf[key]
		if o == nil {
			t.Errorf("ASFF finding %v has no OCSF counterpart %s", a["finding_id"], key)
			continue
		}
		delete(ocsf, key)
		for column, value := range a {
			if differs(o[column], value) == "" {
				continue
			}
			differing[column]++
			known := false
			for _, e := range exceptions {
				known = known || e.column == column && e.holds(value, o[column])
			}
			if !known {
				t.Errorf("finding %v: %s: ASFF gives %s, OCSF %s", a["finding_id"], column, jsonOf(value), jsonOf(o[column]))
			}
		}
	}
	for _, e := range exceptions {
		if differing[e.column] == 0 {
			t.Errorf("%s differs nowhere any more: no exception is needed (%s)", e.column, e.reason)
		}
	}
	// What is left is what Prowler writes in OCSF alone.
	for key, o := range ocsf {
		if finding, _ := o["finding"].(string); !strings.Contains(finding, `"status_code":"MANUAL"`) {
			t.Errorf("OCSF finding %v has no ASFF counterpart %s", o["finding_id"], key)
		}
	}
	if len(asff) != 425 || len(ocsf) != 2 {
		t.Errorf("%d ASFF findings and %d OCSF findings without counterpart, want 425 and 2", len(asff), len(ocsf))
	}
}

// scan reads the scan in one schema, by check, Region and resource. The members
// of nested rows stand beside the columns, as column.member.
func scan(t *testing.T, schema string) map[string]map[string]any {
	t.Helper()
	name := "prowler-pairs." + schema + ".ndjson.gz"
	content, err := os.ReadFile("testdata/corpus/" + name)
	if err == nil {
		content, err = gunzip(content)
	}
	if err != nil {
		t.Fatal(err)
	}
	all, err := elements(content, name)
	if err != nil {
		t.Fatal(err)
	}
	rows := decode(t, expect(t, all, nil))
	byKey := map[string]map[string]any{}
	for i := range rows {
		row := plain(reflect.ValueOf(&rows[i]).Elem(), allColumns)
		delete(row, "event_id") // made by the test
		spread(row, row, allColumns, "")
		check := strings.TrimPrefix(fmt.Sprint(row["generator_id"]), "prowler-")
		for nth := 1; ; nth++ { // a check may say more than one thing about a resource
			key := fmt.Sprintf("%s, %v, %v, %d", check, row["resource_region"], row["resource_id"], nth)
			if byKey[key] == nil {
				byKey[key] = row
				break
			}
		}
	}
	return byKey
}

// spread replaces nested rows by lists of their members.
func spread(to, row map[string]any, columns []findings.Nested, prefix string) {
	for _, c := range columns {
		list, isList := row[c.Name].([]any)
		if c.Fields == nil || !isList {
			continue
		}
		for _, field := range c.Fields {
			members := make([]any, len(list))
			empty := true
			for i, element := range list {
				if inner, ok := element.(map[string]any); ok {
					members[i] = inner[field.Name]
				}
				empty = empty && members[i] == nil
			}
			if to[prefix+c.Name+"."+field.Name] = any(members); empty {
				to[prefix+c.Name+"."+field.Name] = nil
			}
		}
		to[prefix+c.Name] = int64(len(list))
	}
}
