package findings_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// A finding as large as Security Hub takes it, and larger, keeps all its parts.
func TestLargeFinding(t *testing.T) {
	type object = map[string]any
	resources, fields, types := []object{}, object{}, []string{}
	for i := range 100 {
		resources = append(resources, object{"Id": fmt.Sprint("r", i), "Type": "Other", "Tags": object{"n": fmt.Sprint(i), `"`: "\n"}})
		fields[strings.Repeat("aws/guardduty/service/", 4)+fmt.Sprint(i)] = strings.Repeat("v", 2048)
		types = append(types, fmt.Sprint("t", i))
	}
	finding, err := json.Marshal(object{
		"Id": "large", "AwsAccountId": "1", "Resources": resources, "ProductFields": fields, "Types": types, "Description": strings.Repeat("dé\n", 300_000),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(finding) < 1<<20 {
		t.Fatalf("only %d bytes", len(finding))
	}
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Events, &batch)
	r.Reset(strings.NewReader(imported(asff("before"), string(finding), asff("after"))))
	if err := r.Next(); err != nil {
		t.Fatal(err)
	}
	if len(batch.Rows()) != 3 {
		t.Fatalf("%d rows", len(batch.Rows()))
	}
	row := batch.Rows()[1]
	if string(row.FindingID) != "large" || string(row.Finding) != string(finding) || string(row.Description) != strings.Repeat("dé\n", 300_000) {
		t.Error("id, finding or description is another")
	}
	if len(row.Resources) != 100 || row.ResourceCount.V != 100 || string(row.ResourceID) != "r0" {
		t.Fatalf("%d resources, count %v, first %q", len(row.Resources), row.ResourceCount, row.ResourceID)
	}
	for i, resource := range row.Resources {
		tags := map[string]string{}
		for _, p := range resource.Tags {
			tags[string(p.Key)] = string(p.Value)
		}
		if string(resource.ID) != fmt.Sprint("r", i) || len(tags) != 2 || tags["n"] != fmt.Sprint(i) || tags[`"`] != "\n" {
			t.Errorf("resource %d: %q, tags %q", i, resource.ID, tags)
		}
		if string(row.Types[i]) != types[i] {
			t.Errorf("type %d: %q", i, row.Types[i])
		}
	}
	if len(row.ProductFields) != len(fields) {
		t.Errorf("%d product fields", len(row.ProductFields))
	}
	for _, p := range row.ProductFields {
		if fields[string(p.Key)] != string(p.Value) {
			t.Errorf("product field %q: %q", p.Key, p.Value)
		}
	}
	if c := r.Counts(); c.Coerced != 0 {
		t.Errorf("%d values coerced", c.Coerced)
	}
}
