package settings

import (
	"regexp"
	"slices"
	"strings"
)

// A tag that moves would change what is checked, and so archive and reopen findings,
// without anybody having changed anything.
var movingTags = []string{"latest", "stable"}

var imagePattern = regexp.MustCompile(`^[a-z0-9.-]+(?::[0-9]+)?/[a-z0-9._/-]+(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})|@sha256:[0-9a-f]{64})$`)

var image = rule{func(v string) bool {
	found := imagePattern.FindStringSubmatch(v)
	return found != nil && !slices.ContainsFunc(movingTags, func(tag string) bool { return found[1] == tag })
}, "registry/name:version (latest and stable are not versions) or registry/name@sha256:digest"}

// scannerArguments are those of Prowler that the stack sets, or that would part what
// is scanned from what is archived or sent: Prowler archives, in each Region that it
// scanned, all its findings that the run did not send
// (prowler/providers/aws/lib/security_hub, docs: "Skip sending updates of findings").
var scannerArguments = []string{
	"-S", "--security-hub", "--skip-sh-update", "--send-sh-only-fails", "--status", "-f", "--region", "--filter-region",
	"-z", "--ignore-exit-code-3", "-M", "--output-formats", "--output-modes", "-R", "--role", "-p", "--profile",
	"--only-logs", "--log-level", "-b", "--no-banner", "-l", "--list-checks", "--fixer", "-h", "--help", "-v", "--version",
}

var scannerArgument = rule{func(v string) bool {
	name, _, _ := strings.Cut(v, "=")
	return v != "" && !strings.ContainsAny(v, "\r\n\x00") && !slices.Contains(scannerArguments, name)
}, "one argument of Prowler's, such as --excluded-service and, after it, a service; not one that the stack sets itself or that changes what is sent or archived"}

// Either a rate, whose first run is at once, or a cron expression
// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
var schedule = rule{func(v string) bool { return rate.ok(v) || cron.ok(v) },
	"rate(1 day), rate(12 hours) and so on, or " + cron.allowed}

var rate = matching(`rate\((?:1 (?:hour|day)|(?:[2-9]|[1-9][0-9]{1,2}) (?:hours|days))\)`, "")

func prowlerKeys() []Key {
	return []Key{
		boolean("detectProwler", false, func(s *Settings) *bool { return &s.Detect.Prowler },
			"Runs Prowler as a task on Fargate, which sends its findings to Security Hub. Needs detectProductSubscription. One Prowler for an account and Region: two archive each other's findings."),
		text("detectProwlerSchedule", "rate(1 day)", func(s *Settings) *string { return &s.Detect.ProwlerSchedule }, schedule,
			"When it runs, in UTC. A rate runs at once and then at that rate."),
		text("detectProwlerImage", "public.ecr.aws/prowler-cloud/prowler:5.46.0", func(s *Settings) *string { return &s.Detect.ProwlerImage }, image,
			"The image that it runs, for arm64: a copy in a registry of your own where the public one cannot be reached."),
		choice("detectProwlerFindings", "failed", func(s *Settings) *string { return &s.Detect.ProwlerFindings }, []string{"failed", "all"},
			"Which findings it sends. Security Hub charges for each, and those of checks that passed are the most; failed ones that are mended become archived."),
		texts("detectProwlerArguments", 50, func(s *Settings) *[]string { return &s.Detect.ProwlerArguments }, scannerArgument,
			"More arguments, to scan less. What a run no longer scans it archives."),
		texts("detectProwlerSubnets", 16, func(s *Settings) *[]string { return &s.Detect.ProwlerSubnets },
			matching(`subnet-[0-9a-f]{8,17}`, "the id of a subnet"),
			"Subnets of one VPC, with a way to the internet, that it runs in. Without it those of the default VPC, with a public address."),
		boolean("detectProwlerPublicIp", false, func(s *Settings) *bool { return &s.Detect.ProwlerPublicIP },
			"Whether it gets a public address in detectProwlerSubnets: true in public subnets, false behind a NAT gateway."),
		choice("detectProwlerCpu", "1024", func(s *Settings) *string { return &s.Detect.ProwlerCPU }, []string{"512", "1024", "2048", "4096"},
			"Processor of the task; 1024 is one vCPU."),
		number("detectProwlerMemoryMB", 4096, 1024, 30720, func(s *Settings) *int { return &s.Detect.ProwlerMemoryMB },
			"Memory of the task, in MiB, in whole GiB, as Fargate offers it with detectProwlerCpu. A large account needs more."),
	}
}
