package settings

import (
	"slices"
	"strconv"
	"strings"

	"security-hub-analytics/internal/standards"
)

// derive fills in what depends on other keys.
func (s *Settings) derive() {
	d := &s.Detect
	if d.SecurityHub == Create && len(d.Standards) == 0 {
		d.Standards = standards.Default()
	}
	if slices.Equal(d.Standards, []string{anyStandard}) {
		d.Standards = nil
	}
	if d.AggregatorLinking == "listed" && len(d.AggregatorRegions) == 0 {
		d.AggregatorRegions = d.Regions
	}
}

func (s *Settings) checkDetect(from Source) []error {
	var problems []error
	refuse := func(key, value, want string) { problems = append(problems, Problem{key, value, want}) }
	d := &s.Detect
	if slices.Contains(d.Standards, anyStandard) {
		refuse("detectStandards", anyStandard, "it alone: with other standards it contradicts them")
	}
	if d.OnDestroy == Disable && d.SecurityHub != Create {
		refuse("detectOnDestroy", Disable, "keep, as detectSecurityHub is "+d.SecurityHub+". If it was create until now, "+
			"Security Hub would be switched off by this very change: first set detectSecurityHub back to create and detectOnDestroy to keep, "+
			"and run pulumi up; then set detectSecurityHub to "+d.SecurityHub)
	}
	// What is there before the hub that the stack creates was the stack's own.
	for _, part := range []struct{ key, mode string }{{"detectProductSubscription", d.ProductSubscription}, {"detectAggregator", d.Aggregator}} {
		if d.OnDestroy == Disable && part.mode == Existing {
			refuse(part.key, Existing, "create, as detectOnDestroy is disable and whatever the stack created here until now would be removed by this very change: "+
				"first set "+part.key+" back to create and detectOnDestroy to keep, and run pulumi up; then set "+part.key+" to existing")
		}
	}
	if d.ControlFindings != "" && d.SecurityHub == Existing {
		refuse("detectControlFindings", d.ControlFindings, "nothing, as detectSecurityHub is existing and the hub is left alone; import takes it over")
	}
	if len(d.Regions) > 0 && d.Aggregator == None {
		refuse("detectRegions", quoteList(d.Regions), "none, as detectAggregator is none and findings of other Regions would never come here: set it to existing, create or import")
	}
	if from.Region != "" && slices.Contains(d.Regions, from.Region) {
		refuse("detectRegions", quoteList(d.Regions), "Regions other than "+from.Region+", which is the stack's own (aws:region)")
	}
	if from.Region != "" && slices.Contains(d.AggregatorRegions, from.Region) {
		refuse("detectAggregatorRegions", quoteList(d.AggregatorRegions), "Regions other than "+from.Region+", which they are linked to (aws:region)")
	}
	if d.Aggregator == Import && d.AggregatorARN == "" {
		refuse("detectAggregatorArn", "", "the aggregator to take over, as detectAggregator is import: aws securityhub list-finding-aggregators shows it")
	}
	if manages(d.Aggregator) && d.AggregatorLinking == "listed" && len(d.AggregatorRegions) == 0 {
		refuse("detectAggregatorRegions", "[]", "at least one Region, as detectAggregatorLinking is listed")
	}
	return append(problems, s.checkProwler()...)
}

// manages says whether the mode makes something a resource of the stack.
func manages(mode string) bool { return mode == Create || mode == Import }

// fargateMemory is the least and the most GiB for each size of processor, those of
// the largest in steps of one
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size).
var fargateMemory = map[string][2]int{"512": {1, 4}, "1024": {2, 8}, "2048": {4, 16}, "4096": {8, 30}}

func (s *Settings) checkProwler() []error {
	var problems []error
	d := &s.Detect
	const gib = 1024
	if bounds := fargateMemory[d.ProwlerCPU]; d.ProwlerMemoryMB%gib != 0 || d.ProwlerMemoryMB < bounds[0]*gib || d.ProwlerMemoryMB > bounds[1]*gib {
		problems = append(problems, Problem{"detectProwlerMemoryMB", strconv.Itoa(d.ProwlerMemoryMB),
			"a multiple of 1024 from " + strconv.Itoa(bounds[0]*gib) + " to " + strconv.Itoa(bounds[1]*gib) + ", as detectProwlerCpu is " + d.ProwlerCPU})
	}
	if d.Prowler && d.ProductSubscription == None {
		problems = append(problems, Problem{"detectProwler", "true",
			"false, as detectProductSubscription is none and Security Hub would refuse its findings: set it to existing, create or import"})
	}
	if args := d.ProwlerArguments; len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		problems = append(problems, Problem{"detectProwlerArguments", quoteList(args), "an argument that begins with - first, or it would be taken for a Region to scan"})
	}
	return problems
}
