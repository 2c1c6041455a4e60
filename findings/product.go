package findings

import "bytes"

var (
	productV2, product = []byte(":productv2/"), []byte(":product/")

	// The place of both names before 2020, when ASFF got ProductName, CompanyName
	// and Region at its top (AWS Security Hub User Guide, document history).
	oldProductName = []byte("aws/securityhub/ProductName")
	oldCompanyName = []byte("aws/securityhub/CompanyName")

	securityHub, formerName, presentName = []byte("aws/securityhub"), []byte("Security Hub"), Text("Security Hub CSPM")
)

// productNames are the names that Security Hub gives to products, by the end of
// their ARN: those that the corpus has and those of AWS's own integrations
// (AWS Security Hub User Guide, "AWS service integrations").
var productNames = map[string]Text{
	"aws/access-analyzer":   Text("IAM Access Analyzer"),
	"aws/config":            Text("Config"),
	"aws/firewall-manager":  Text("Firewall Manager"),
	"aws/guardduty":         Text("GuardDuty"),
	"aws/health":            Text("Health"),
	"aws/inspector":         Text("Inspector"),
	"aws/macie":             Text("Macie"),
	"aws/securityhub":       presentName,
	"aws/ssm-patch-manager": Text("Systems Manager Patch Manager"),
	"prowler/prowler":       Text("Prowler"),
}

// nameProduct fills in what Security Hub adds to a finding that it takes in and
// what a finding on its way there, or an old one, lacks: Region, ProductName and
// CompanyName (API reference, AwsSecurityFinding: it fills in all three itself).
// And it gives a product that AWS renamed one name, as a trend over years would
// else show one product end and another begin.
func (r *Row) nameProduct() {
	r.ProductArn = sameProduct(r.ProductArn)
	if r.Region == nil {
		r.Region = productRegion(r.ProductArn)
	}
	if r.CompanyName == nil {
		r.CompanyName = pairOf(r.ProductFields, oldCompanyName)
	}
	_, end, _ := bytes.Cut(r.ProductArn, product)
	if r.ProductName == nil {
		r.ProductName = pairOf(r.ProductFields, oldProductName)
	}
	if r.ProductName == nil {
		r.ProductName = productNames[string(end)]
	}
	if bytes.Equal(end, securityHub) && bytes.Equal(r.ProductName, formerName) {
		r.ProductName = presentName
	}
}

// sameProduct names a product as ASFF does, without a copy where it is the same.
func sameProduct(arn Text) Text {
	if bytes.Contains(arn, productV2) {
		return bytes.Replace(arn, productV2, product, 1)
	}
	return arn
}

// productRegion is the Region in arn:partition:securityhub:region:..., nil if it
// has none: a product's ARN is that of the Region into which it reports.
func productRegion(arn Text) Text {
	parts := bytes.SplitN(arn, []byte(":"), 5)
	if len(parts) < 5 || string(parts[0]) != "arn" || string(parts[2]) != "securityhub" || len(parts[3]) == 0 {
		return nil
	}
	return parts[3]
}

func pairOf(pairs []Pair, key []byte) Text {
	for i := range pairs {
		if bytes.Equal(pairs[i].Key, key) {
			return pairs[i].Value
		}
	}
	return nil
}
