package model

import "strings"

// nameProduct gives a version the name of its product and the Region as the findings
// table has them: filled in where the finding has none, and one name for Security
// Hub's controls, which AWS renamed. Of the products without a name the generator
// makes one alone.
func (v *Version) nameProduct() {
	parts := strings.Split(v.Product.V, ":")
	if !v.Region.Set && len(parts) > 4 && parts[2] == "securityhub" && parts[3] != "" {
		v.Region = some(parts[3])
	}
	if !v.ProductName.Set && strings.HasSuffix(v.Product.V, ":product/aws/config") {
		v.ProductName = some("Config")
	}
	if strings.HasSuffix(v.Product.V, ":product/aws/securityhub") && v.ProductName == some("Security Hub") {
		v.ProductName = some("Security Hub CSPM")
	}
}
