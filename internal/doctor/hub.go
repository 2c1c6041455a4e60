package doctor

import (
	"fmt"
	"slices"
	"strings"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/internal/standards"
	"security-hub-analytics/settings"
)

// adoptHub relies on the hub that is on; one whose control findings the configuration
// decides has to be taken over instead.
func (e *exam) adoptHub() string {
	if e.s.Detect.ControlFindings != "" {
		return "pulumi config set detectSecurityHub " + settings.Import
	}
	return "pulumi config set detectSecurityHub " + settings.Existing
}

// securityHub looks at the hub, the standards and the subscription of each Region.
func (e *exam) securityHub() {
	for _, region := range append([]string{e.region}, e.s.Detect.Regions...) {
		e.hubIn(region)
	}
	admin, err := e.client.Administrator(e.ctx)
	e.member = err == nil && admin != "" && admin != e.who.Account
	switch {
	case awsread.HubOff(err): // said already
	case err != nil:
		e.blind("security-hub", e.region, "the administrator of Security Hub", err, "aws securityhub get-administrator-account --region "+e.region)
	case e.member && e.s.Detect.Aggregator == settings.Create:
		e.add(Problem, "security-hub", "account "+admin+" administers this one's Security Hub, and detectAggregator is create",
			"A member account cannot have a finding aggregator: pulumi up fails.", "pulumi config set detectAggregator none")
	case e.member:
		e.add(Note, "security-hub", "account "+admin+" administers this one's Security Hub",
			"A lake here holds the findings of this account alone; one in "+admin+" would hold those of all members. "+
				"Under central configuration only the administrator can switch standards on.")
	default:
		e.add(OK, "security-hub", "no other account administers this one's Security Hub", "")
	}
}

func (e *exam) hubIn(region string) {
	client, mode := e.client.In(region), e.s.Detect.SecurityHub
	add := func(level Level, topic, found, why string, do ...string) {
		e.report.add(Line{Level: level, Topic: topic, Region: region, Found: found, Why: why, Do: do})
	}
	hub, err := client.DescribeHub(e.ctx)
	if awsread.HubOff(err) {
		switch mode {
		case settings.Create:
			add(OK, "security-hub", "Security Hub is off, and the stack switches it on", "")
		default:
			add(Problem, "security-hub", "Security Hub is off, and detectSecurityHub is "+mode,
				"Without it there are no findings, and nothing reaches the lake.",
				"pulumi config set detectSecurityHub create", "aws securityhub enable-security-hub --no-enable-default-standards --region "+region)
		}
		return
	}
	if err != nil {
		e.blind("security-hub", region, "Security Hub", err, "aws securityhub describe-hub --region "+region)
		return
	}
	state := "Security Hub is on since " + hub.SubscribedAt + ", control findings are " + findingsWord(hub.ControlFindingGenerator)
	want := e.s.Detect.ControlFindings
	switch {
	case mode == settings.Create && e.deployed:
		add(Note, "security-hub", state, "If this stack switched it on, all is well. If not, pulumi up fails with ResourceConflictException.", e.adoptHub())
	case mode == settings.Create:
		add(Problem, "security-hub", state+", and detectSecurityHub is create",
			"AWS refuses to switch on what is on: pulumi up fails with ResourceConflictException.",
			e.adoptHub(), "pulumi config set detectOnDestroy keep")
	case mode == settings.Import && want != "" && want != findingsWord(hub.ControlFindingGenerator) && !e.deployed:
		add(Problem, "security-hub", state+", and detectControlFindings is "+want,
			"An import refuses what differs. Take it over as it is, and change it with the next pulumi up.",
			"pulumi config set detectControlFindings "+findingsWord(hub.ControlFindingGenerator))
	default:
		add(OK, "security-hub", state, "")
	}
	e.standardsIn(client, region)
	e.subscriptionIn(client, region)
}

// findingsWord is the configuration's word for the API's.
func findingsWord(generator string) string {
	switch generator {
	case "SECURITY_CONTROL":
		return "consolidated"
	case "STANDARD_CONTROL":
		return "per-standard"
	}
	return "not told"
}

func (e *exam) standardsIn(client *awsread.Client, region string) {
	add := func(level Level, found, why string, do ...string) {
		e.report.add(Line{Level: level, Topic: "standards", Region: region, Found: found, Why: why, Do: do})
	}
	enabled, err := client.EnabledStandards(e.ctx)
	if err != nil {
		e.blind("standards", region, "which standards are on", err, "aws securityhub get-enabled-standards --region "+region)
		return
	}
	var names, broken []string
	for _, standard := range enabled {
		name := standards.Name(standard.StandardsArn)
		names = append(names, name)
		if status := standard.StandardsStatus; status == "FAILED" || status == "INCOMPLETE" {
			broken = append(broken, fmt.Sprintf("%s is %s (%s)", name, status, standard.StandardsStatusReason.StatusReasonCode))
		}
	}
	slices.Sort(names)
	for _, name := range broken {
		add(Warning, "the standard "+name, "Some of its controls give no findings. NO_AVAILABLE_CONFIGURATION_RECORDER means AWS Config; see below.",
			"aws securityhub get-enabled-standards --region "+region)
	}
	switch wanted := e.s.Detect.Standards; {
	case len(names) == 0 && len(wanted) == 0:
		add(Warning, "no standard is on", "Security Hub checks nothing by itself then; only other products have findings.",
			"pulumi config set --path 'detectStandards[0]' fsbp/1.0.0")
	case len(names) == 0:
		add(OK, "no standard is on, and the stack switches on "+strings.Join(wanted, ", "), "")
	default:
		add(OK, "standards on: "+strings.Join(names, ", "), "")
	}
}

func (e *exam) subscriptionIn(client *awsread.Client, region string) {
	add := func(level Level, found, why string, do ...string) {
		e.report.add(Line{Level: level, Topic: "subscription", Region: region, Found: found, Why: why, Do: do})
	}
	mode := e.s.Detect.ProductSubscription
	if mode == settings.None {
		return
	}
	products, err := client.Products(e.ctx)
	if err != nil {
		e.blind("subscription", region, "the subscription to Prowler", err, "aws securityhub list-enabled-products-for-import --region "+region)
		return
	}
	there := slices.ContainsFunc(products, func(arn string) bool { return strings.HasSuffix(arn, ":product-subscription/prowler/prowler") })
	switch {
	case there && mode == settings.Create && e.deployed:
		add(Note, "Security Hub takes findings of Prowler", "If this stack subscribed, all is well. If not, pulumi up fails with ResourceConflictException.",
			"pulumi config set detectProductSubscription existing")
	case there && mode == settings.Create:
		add(Problem, "Security Hub takes findings of Prowler already, and detectProductSubscription is create",
			"AWS refuses to subscribe twice: pulumi up fails with ResourceConflictException.", "pulumi config set detectProductSubscription existing")
	case !there && mode != settings.Create:
		add(Problem, "Security Hub does not take findings of Prowler, and detectProductSubscription is "+mode,
			"Prowler skips a Region that is not subscribed, with a warning in its log alone.", "pulumi config set detectProductSubscription create")
	case there:
		add(OK, "Security Hub takes findings of Prowler", "")
	default:
		add(OK, "Security Hub does not take findings of Prowler yet, and the stack subscribes", "")
	}
}
