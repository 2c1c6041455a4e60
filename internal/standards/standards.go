// Package standards knows the security standards of Security Hub by short names
// such as cis/5.0.0. A name carries the version: a standard whose version moved by
// itself would change a score without anybody having changed anything.
package standards

import (
	"slices"
	"strings"
)

// paths maps short names to what ends the standard's ARN
// (https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html).
var paths = map[string]string{
	"cis/1.2.0":         "ruleset/cis-aws-foundations-benchmark/v/1.2.0",
	"cis/1.4.0":         "standards/cis-aws-foundations-benchmark/v/1.4.0",
	"cis/3.0.0":         "standards/cis-aws-foundations-benchmark/v/3.0.0",
	"cis/5.0.0":         "standards/cis-aws-foundations-benchmark/v/5.0.0",
	"fsbp/1.0.0":        "standards/aws-foundational-security-best-practices/v/1.0.0",
	"nist-800-53/5.0.0": "standards/nist-800-53/v/5.0.0",
	// The revision is 2, and so is the version.
	"nist-800-171/2.0.0": "standards/nist-800-171/v/2.0.0",
	"pci-dss/3.2.1":      "standards/pci-dss/v/3.2.1",
	"pci-dss/4.0.1":      "standards/pci-dss/v/4.0.1",
	"tagging/1.0.0":      "standards/aws-resource-tagging-standard/v/1.0.0",
}

// Default is what a hub is given that this project switches on.
func Default() []string { return []string{"cis/5.0.0", "fsbp/1.0.0"} }

// Names lists all short names, sorted.
func Names() []string {
	names := make([]string, 0, len(paths))
	for name := range paths {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ARN is the ARN of a standard in a partition and Region; "" if there is no such
// standard. The ARN of CIS 1.2.0, alone, is without Region.
func ARN(partition, region, name string) string {
	path := paths[name]
	if path == "" {
		return ""
	}
	if strings.HasPrefix(path, "ruleset/") {
		region = ""
	}
	return "arn:" + partition + ":securityhub:" + region + "::" + path
}

// Name is the short name of the standard with the ARN; the ARN itself if it is
// none of ours, as the service-managed standard of Control Tower.
func Name(arn string) string {
	for name, path := range paths {
		if strings.HasSuffix(arn, ":"+path) {
			return name
		}
	}
	return arn
}
