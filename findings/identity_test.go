package findings_test

import (
	"testing"

	"security-hub-analytics/findings"
)

// What makes an object a finding, and a finding a row.
func TestIdentity(t *testing.T) {
	for name, test := range map[string]struct {
		element string
		want    string // row, no_identity, or none for what is no finding at all
	}{
		"all three":                       {`{"Id":"i","ProductArn":"p","AwsAccountId":"1"}`, "row"},
		"no product":                      {`{"Id":"i","AwsAccountId":"1"}`, "row"},
		"no account":                      {`{"Id":"i","ProductArn":"p"}`, "row"},
		"neither":                         {`{"Id":"i"}`, "no_identity"},
		"no id":                           {`{"ProductArn":"p","AwsAccountId":"1"}`, "no_identity"},
		"null id":                         {`{"Id":null,"AwsAccountId":"1"}`, "no_identity"},
		"empty id":                        {`{"Id":"","AwsAccountId":"1"}`, "no_identity"},
		"empty account and product":       {`{"Id":"i","AwsAccountId":"","ProductArn":""}`, "no_identity"},
		"empty account, product":          {`{"Id":"i","AwsAccountId":"","ProductArn":"p"}`, "row"},
		"id an object":                    {`{"Id":{"a":1},"AwsAccountId":"1"}`, "no_identity"},
		"id a list":                       {`{"Id":["i"],"AwsAccountId":"1"}`, "no_identity"},
		"id a number":                     {`{"Id":7,"AwsAccountId":"1"}`, "row"},
		"id a blank":                      {`{"Id":" ","AwsAccountId":"1"}`, "row"},
		"account a number":                {`{"Id":"i","AwsAccountId":123456789012}`, "row"},
		"escaped name":                    {`{"\u0049d":"i","AwsAccountId":"1"}`, "row"},
		"id in other letters":             {`{"id":"i","AwsAccountId":"1"}`, "no_identity"},
		"account in other letters":        {`{"Id":"i","awsaccountid":"1","productarn":"p"}`, "no_identity"},
		"all in other letters":            {`{"id":"i","awsaccountid":"1"}`, "none"},
		"last id wins, and is empty":      {`{"Id":"i","AwsAccountId":"1","Id":""}`, "no_identity"},
		"last id wins":                    {`{"Id":"","AwsAccountId":"1","Id":"i"}`, "row"},
		"members of ASFF that prove none": {`{"Title":"t","Severity":{"Label":"LOW"},"Resources":[]}`, "none"},
		"a generator alone":               {`{"GeneratorId":"g"}`, "no_identity"},
		"a schema version alone":          {`{"SchemaVersion":"2018-10-08"}`, "no_identity"},
		"one level too deep":              {`{"Finding":{"Id":"i","AwsAccountId":"1"}}`, "none"},
		"OCSF with all":                   {ocsf("i"), "row"},
		"OCSF 2002, account alone":        {`{"class_uid":2002,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "row"},
		"OCSF 2003, product alone":        {`{"class_uid":2003,"finding_info":{"uid":"i"},"metadata":{"product":{"uid":"p"}}}`, "row"},
		"OCSF 2006":                       {`{"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}},"class_uid":2006}`, "row"},
		"OCSF, class as text":             {`{"class_uid":"2004","finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "row"},
		"OCSF, class as double":           {`{"class_uid":2004.0,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "row"},
		"OCSF without uid":                {`{"class_uid":2004,"finding_info":{},"cloud":{"account":{"uid":"1"}}}`, "no_identity"},
		"OCSF without finding_info":       {`{"class_uid":2004,"cloud":{"account":{"uid":"1"}}}`, "no_identity"},
		"OCSF, neither":                   {`{"class_uid":2004,"finding_info":{"uid":"i"}}`, "no_identity"},
		"OCSF, cloud is null":             {`{"class_uid":2004,"finding_info":{"uid":"i"},"cloud":null}`, "no_identity"},
		"OCSF, the other members":         {`{"class_uid":2004,"finding_info":{"UID":"i"},"cloud":{"account":{"uid":"1"}}}`, "no_identity"},
		"OCSF 2001":                       {`{"class_uid":2001,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "none"},
		"OCSF 2005":                       {`{"class_uid":2005,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "none"},
		"OCSF API activity":               {`{"class_uid":6003,"cloud":{"account":{"uid":"1"}}}`, "none"},
		"OCSF without class":              {`{"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "none"},
		"OCSF that begins with a capital": {`{"X":1,"class_uid":2004,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`, "row"},
		"ASFF that begins small":          {`{"x":1,"Id":"i","AwsAccountId":"1"}`, "row"},
		"ASFF with a class of OCSF":       {`{"Id":"i","AwsAccountId":"1","class_uid":1001}`, "row"},
		"nothing":                         {`{}`, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, imported(test.element, asff("neighbour")), findings.Events)
			isRow := len(got.rows) == 2
			if isRow != (test.want == "row") {
				t.Errorf("rows: %q", got.rows)
			}
			if !isRow {
				equal(t, "quarantined", got.records(), []record{noIdentity(test.element)})
			}
			alone := read(t, imported(test.element), findings.Events)
			switch test.want {
			case "no_identity":
				equal(t, "alone", alone.records(), []record{noIdentity(test.element)})
			case "none":
				equal(t, "alone", alone.records(), []record{noEvent(imported(test.element))})
			}
		})
	}
}

// A finding that looks at first like one of the other schema keeps nothing of
// that reading.
func TestWrongGuess(t *testing.T) {
	row, bent := rowOf(t, `{"x":1,"confidence_score":"5","metadata":{"version":"9","processed_time":5},"finding_info":{"title":"t"},"resources":[{"uid":"r"}],"Id":"i","AwsAccountId":"1"}`)
	if string(row.SourceSchema) != "ASFF" || row.Confidence.Set || row.SchemaVersion != nil || row.ProcessedAt.Set || row.Title != nil || row.Resources == nil || row.ResourceID != nil || bent != 1 {
		t.Errorf("%d coerced: %+v", bent, row)
	}
	row, bent = rowOf(t, `{"Confidence":"5","SchemaVersion":"9","ProcessedAt":5,"Title":"t","Types":"x","class_uid":2004,"finding_info":{"uid":"i"},"cloud":{"account":{"uid":"1"}}}`)
	if string(row.SourceSchema) != "OCSF" || row.Confidence.Set || row.SchemaVersion != nil || row.ProcessedAt.Set || row.Title != nil || row.Types != nil || bent != 0 {
		t.Errorf("%d coerced: %+v", bent, row)
	}
}
