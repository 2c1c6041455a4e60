package standards_test

import (
	"testing"

	"security-hub-analytics/internal/standards"
)

func TestARN(t *testing.T) {
	for name, want := range map[string]string{
		"fsbp/1.0.0":         "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
		"cis/1.2.0":          "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
		"cis/5.0.0":          "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
		"nist-800-171/2.0.0": "arn:aws:securityhub:eu-west-1::standards/nist-800-171/v/2.0.0",
		"cis/9.9.9":          "",
		"":                   "",
	} {
		if got := standards.ARN("aws", "eu-west-1", name); got != want {
			t.Errorf("ARN(%q) = %q, want %q", name, got, want)
		}
	}
	if got := standards.ARN("aws-us-gov", "us-gov-west-1", "pci-dss/4.0.1"); got != "arn:aws-us-gov:securityhub:us-gov-west-1::standards/pci-dss/v/4.0.1" {
		t.Errorf("in another partition %q", got)
	}
}

// TestNames goes there and back again, so that no two names share a standard.
func TestNames(t *testing.T) {
	names := standards.Names()
	if len(names) != 10 {
		t.Errorf("%d names: %v", len(names), names)
	}
	for _, name := range names {
		if got := standards.Name(standards.ARN("aws", "us-east-1", name)); got != name {
			t.Errorf("%s comes back as %s", name, got)
		}
	}
	for _, name := range standards.Default() {
		if standards.ARN("aws", "us-east-1", name) == "" {
			t.Errorf("the default %s is no standard", name)
		}
	}
	const foreign = "arn:aws:securityhub:us-east-1::standards/service-managed-aws-control-tower/v/1.0.0"
	if got := standards.Name(foreign); got != foreign {
		t.Errorf("a standard of others is %q", got)
	}
}
