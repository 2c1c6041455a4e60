package findings_test

import "regexp"

var arnOfProduct = regexp.MustCompile(`^arn:[^:]*:securityhub:([^:]*):`)

// namesOfProducts are those of the corpus: what ProductName is where it stands
// beside such an ARN, and of Prowler what its OCSF says.
var namesOfProducts = map[string]string{
	"aws/config": "Config", "aws/guardduty": "GuardDuty", "aws/health": "Health", "aws/inspector": "Inspector",
	"aws/securityhub": "Security Hub CSPM", "prowler/prowler": "Prowler", "aws/macie": "Macie",
	"aws/access-analyzer": "IAM Access Analyzer", "aws/firewall-manager": "Firewall Manager",
	"aws/ssm-patch-manager": "Systems Manager Patch Manager",
}

var endOfProduct = regexp.MustCompile(`(?s):product/(.*)$`)

// product gives the columns what docs/schema.md says of findings that lack what
// Security Hub adds, and of the product that was renamed.
func (o *oracle) product(row map[string]any) {
	arn, _ := row["product_arn"].(string)
	fields, _ := row["product_fields"].(map[string]any)
	end := ""
	if m := endOfProduct.FindStringSubmatch(arn); m != nil {
		end = m[1]
	}
	if m := arnOfProduct.FindStringSubmatch(arn); m != nil && m[1] != "" && row["region"] == nil {
		row["region"] = m[1]
	}
	for column, key := range map[string]string{
		"company_name": "aws/securityhub/CompanyName", "product_name": "aws/securityhub/ProductName",
	} {
		if row[column] == nil {
			row[column] = fields[key]
		}
	}
	if name, known := namesOfProducts[end]; known && row["product_name"] == nil {
		row["product_name"] = name
	}
	if end == "aws/securityhub" && row["product_name"] == "Security Hub" {
		row["product_name"] = "Security Hub CSPM"
	}
}
