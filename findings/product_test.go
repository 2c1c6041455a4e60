package findings_test

import "testing"

// What Security Hub adds on import is filled in where a finding lacks it, and
// never written over; a product that was renamed keeps one name.
func TestProduct(t *testing.T) {
	const arn = `"ProductArn":"arn:aws:securityhub:eu-west-1::product/`
	const old = `,"ProductFields":{"aws/securityhub/ProductName":"Old","aws/securityhub/CompanyName":"Maker"}`
	for name, test := range map[string]struct{ members, product, company, region string }{
		"as Security Hub sends it":    {arn + `acme/scan","ProductName":"Scan","CompanyName":"Acme","Region":"us-east-1"`, "Scan", "Acme", "us-east-1"},
		"all stands, old fields too":  {arn + `acme/scan","ProductName":"Scan","CompanyName":"Acme","Region":"us-east-1"` + old, "Scan", "Acme", "us-east-1"},
		"before 2020":                 {arn + `aws/inspector"` + old, "Old", "Maker", "eu-west-1"},
		"on its way to Security Hub":  {arn + `prowler/prowler"`, "Prowler", "", "eu-west-1"},
		"nobody knows the product":    {arn + `acme/scan"`, "", "", "eu-west-1"},
		"an empty name is a name":     {arn + `aws/inspector","ProductName":""`, "", "", "eu-west-1"},
		"the former name":             {arn + `aws/securityhub","ProductName":"Security Hub"`, "Security Hub CSPM", "", "eu-west-1"},
		"the former name, old place":  {arn + `aws/securityhub","ProductFields":{"aws/securityhub/ProductName":"Security Hub"}`, "Security Hub CSPM", "", "eu-west-1"},
		"the present name":            {arn + `aws/securityhub","ProductName":"Security Hub CSPM"`, "Security Hub CSPM", "", "eu-west-1"},
		"another name under that ARN": {arn + `aws/securityhub","ProductName":"Config"`, "Config", "", "eu-west-1"},
		"the former name, elsewhere":  {arn + `acme/hub","ProductName":"Security Hub"`, "Security Hub", "", "eu-west-1"},
		"no Region in the ARN":        {`"ProductArn":"arn:aws:securityhub:::product/acme/scan"`, "", "", ""},
		"no ARN of Security Hub":      {`"ProductArn":"arn:aws:iam:eu-west-1:1:x"`, "", "", ""},
		"no ARN":                      {`"ProductArn":"prowler"`, "", "", ""},
		"a short ARN":                 {`"ProductArn":"arn:aws:securityhub:eu-west-1"`, "", "", ""},
		"no product":                  {`"Types":[]`, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			row, bent := rowOf(t, `{"Id":"i","AwsAccountId":"1",`+test.members+`}`)
			if got := string(row.ProductName); got != test.product {
				t.Errorf("product_name is %q, want %q", got, test.product)
			}
			if got := string(row.CompanyName); got != test.company {
				t.Errorf("company_name is %q, want %q", got, test.company)
			}
			if got := string(row.Region); got != test.region {
				t.Errorf("region is %q, want %q", got, test.region)
			}
			if bent != 0 {
				t.Errorf("%d values count as coerced, want none: nothing was wrong", bent)
			}
		})
	}
}
