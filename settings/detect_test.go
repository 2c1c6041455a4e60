package settings_test

import (
	"reflect"
	"strings"
	"testing"

	"security-hub-analytics/settings"
)

func TestBadDetect(t *testing.T) {
	for _, test := range []struct{ name, key, value, want string }{
		{"a hub that is not", "detectSecurityHub", "none", "existing, create or import"},
		{"a standard without version", "detectStandards", `["cis"]`, "cis/1.2.0, cis/1.4.0, cis/3.0.0, cis/5.0.0, fsbp/1.0.0"},
		{"a standard's ARN", "detectStandards", `["arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1"]`, "pci-dss/4.0.1"},
		{"the API's word", "detectControlFindings", "SECURITY_CONTROL", "consolidated or per-standard"},
		{"an unknown mode", "detectAggregator", "adopt", "none, existing, create or import"},
		{"an aggregator's id", "detectAggregatorArn", "123", "the ARN of a finding aggregator"},
		{"the API's linking mode", "detectAggregatorLinking", "ALL_REGIONS", "all, listed or none"},
		{"a zone for a Region", "detectAggregatorRegions", `["us-east-1a"]`, "a Region"},
		{"a schedule in words", "detectProwlerSchedule", "daily", "rate(1 day)"},
		{"a rate of minutes", "detectProwlerSchedule", "rate(5 minutes)", "rate(1 day)"},
		{"one days", "detectProwlerSchedule", "rate(1 days)", "rate(1 day)"},
		{"an image that moves", "detectProwlerImage", "public.ecr.aws/prowler-cloud/prowler:latest", "latest and stable are not versions"},
		{"an image without a version", "detectProwlerImage", "public.ecr.aws/prowler-cloud/prowler", "registry/name:version"},
		{"an argument that parts archive from scan", "detectProwlerArguments", `["--skip-sh-update"]`, "one argument of Prowler's"},
		{"the same, with its value", "detectProwlerArguments", `["--region=eu-west-1"]`, "one argument of Prowler's"},
		{"an empty argument", "detectProwlerArguments", `[""]`, "one argument of Prowler's"},
		{"a VPC for a subnet", "detectProwlerSubnets", `["vpc-12345678"]`, "the id of a subnet"},
		{"a processor that Fargate does not have", "detectProwlerCpu", "1000", "512, 1024, 2048 or 4096"},
		{"half a GiB more", "detectProwlerMemoryMB", "4608", "a multiple of 1024"},
		{"too much memory for the processor", "detectProwlerMemoryMB", "9216", "from 2048 to 8192"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := settings.Load(source(map[string]string{test.key: test.value}, nil))
			if err == nil || !strings.Contains(err.Error(), "config key "+test.key+": ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one problem: %v", err)
			}
		})
	}
}

// TestDetectTogether: what contradicts, and what goes together.
func TestDetectTogether(t *testing.T) {
	const arn = "arn:aws:securityhub:us-east-1:111122223333:finding-aggregator/123e4567-e89b-12d3-a456-426614174000"
	for _, test := range []struct {
		name string
		keys map[string]string
		want string // "" for none
	}{
		{"none with another", map[string]string{"detectStandards": `["none","fsbp/1.0.0"]`}, "detectStandards"},
		{"create and disable", map[string]string{"detectSecurityHub": "create", "detectOnDestroy": "disable"}, ""},
		{"leaving create at once", map[string]string{"detectSecurityHub": "existing", "detectOnDestroy": "disable"}, "detectOnDestroy"},
		{"import and disable", map[string]string{"detectSecurityHub": "import", "detectOnDestroy": "disable"}, "detectOnDestroy"},
		{"a setting of a hub left alone", map[string]string{"detectControlFindings": "consolidated"}, "detectControlFindings"},
		{"a setting of an imported hub", map[string]string{"detectControlFindings": "consolidated", "detectSecurityHub": "import"}, ""},
		{"Regions without aggregator", map[string]string{"detectRegions": `["eu-west-1"]`}, "detectRegions"},
		{"leaving a subscription at once", map[string]string{"detectSecurityHub": "create", "detectOnDestroy": "disable", "detectProductSubscription": "existing"}, "detectProductSubscription"},
		{"leaving an aggregator at once", map[string]string{"detectSecurityHub": "create", "detectOnDestroy": "disable", "detectAggregator": "existing"}, "detectAggregator"},
		{"leaving a subscription in two steps", map[string]string{"detectSecurityHub": "create", "detectOnDestroy": "keep", "detectProductSubscription": "existing"}, ""},
		{"Regions with aggregator", map[string]string{"detectRegions": `["eu-west-1","us-gov-west-1","ap-southeast-3"]`, "detectAggregator": "existing"}, ""},
		{"the home Region again", map[string]string{"detectRegions": `["us-east-1"]`, "detectAggregator": "create"}, "detectRegions"},
		{"linked to itself", map[string]string{"detectAggregatorRegions": `["us-east-1"]`, "detectAggregator": "create", "detectAggregatorLinking": "listed"}, "detectAggregatorRegions"},
		{"import of what", map[string]string{"detectAggregator": "import"}, "detectAggregatorArn"},
		{"import of that", map[string]string{"detectAggregator": "import", "detectAggregatorArn": arn}, ""},
		{"a list of nothing", map[string]string{"detectAggregator": "create", "detectAggregatorLinking": "listed"}, "detectAggregatorRegions"},
		{"a list that is another's", map[string]string{"detectAggregator": "existing", "detectAggregatorLinking": "listed"}, ""},
		{"Prowler without subscription", map[string]string{"detectProwler": "true"}, "detectProwler"},
		{"Prowler with subscription", map[string]string{"detectProwler": "true", "detectProductSubscription": "existing"}, ""},
		{"more memory with more processor", map[string]string{"detectProwlerMemoryMB": "16384", "detectProwlerCpu": "2048"}, ""},
		{"too little memory for the processor", map[string]string{"detectProwlerMemoryMB": "4096", "detectProwlerCpu": "4096"}, "detectProwlerMemoryMB"},
		{"a cron schedule", map[string]string{"detectProwlerSchedule": "cron(0 4 * * ? *)"}, ""},
		{"a schedule of some hours", map[string]string{"detectProwlerSchedule": "rate(12 hours)"}, ""},
		{"an image by digest", map[string]string{"detectProwlerImage": "111122223333.dkr.ecr.us-east-1.amazonaws.com/prowler@sha256:" + strings.Repeat("a", 64)}, ""},
		{"an argument that is a Region", map[string]string{"detectProwlerArguments": `["eu-west-1"]`}, "detectProwlerArguments"},
		{"arguments", map[string]string{"detectProwlerArguments": `["--excluded-service","s3"]`}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := source(test.keys, nil)
			from.Region = "us-east-1"
			_, err := settings.Load(from)
			if test.want == "" && err != nil {
				t.Errorf("error %v", err)
			}
			if test.want != "" && (err == nil || !strings.Contains(err.Error(), "config key "+test.want+": ")) {
				t.Errorf("error %v, want one about %s", err, test.want)
			}
		})
	}
}

func TestStandards(t *testing.T) {
	both := []string{"cis/5.0.0", "fsbp/1.0.0"}
	for _, test := range []struct {
		hub, list string
		want      []string
	}{
		{"existing", "", nil},
		{"import", "[]", nil},
		{"create", "", both},
		{"create", "[]", both},
		{"create", `["none"]`, nil},
		{"create", `["cis/1.2.0"]`, []string{"cis/1.2.0"}},
		{"existing", `["pci-dss/4.0.1","nist-800-171/2.0.0"]`, []string{"pci-dss/4.0.1", "nist-800-171/2.0.0"}},
	} {
		s, err := settings.Load(source(map[string]string{"detectSecurityHub": test.hub, "detectStandards": test.list}, nil))
		if err != nil || !reflect.DeepEqual(s.Detect.Standards, test.want) {
			t.Errorf("%s with %s: %v, error %v, want %v", test.hub, test.list, s.Detect.Standards, err, test.want)
		}
	}
}

func TestLinkedRegions(t *testing.T) {
	keys := map[string]string{"detectRegions": `["eu-west-1"]`, "detectAggregator": "create", "detectAggregatorLinking": "listed"}
	s, err := settings.Load(source(keys, nil))
	if err != nil || !reflect.DeepEqual(s.Detect.AggregatorRegions, []string{"eu-west-1"}) {
		t.Errorf("linked %v, error %v", s.Detect.AggregatorRegions, err)
	}
}

func TestDetectWarnings(t *testing.T) {
	for _, test := range []struct {
		keys map[string]string
		want int
	}{
		{map[string]string{"ingestProducts": `["aws/guardduty"]`}, 0},
		{map[string]string{"ingestProducts": `["aws/guardduty"]`, "detectProwler": "true", "detectProductSubscription": "create"}, 1},
		{map[string]string{"ingestProducts": `["aws/guardduty"]`, "detectStandards": `["fsbp/1.0.0"]`}, 1},
		{map[string]string{"ingestProducts": `["aws/securityhub"]`, "detectSecurityHub": "create"}, 0},
	} {
		s, err := settings.Load(source(test.keys, nil))
		if err != nil || len(s.Warnings()) != test.want {
			t.Errorf("%v: %q, error %v, want %d warnings", test.keys, s.Warnings(), err, test.want)
		}
	}
}
