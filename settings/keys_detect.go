package settings

import (
	"slices"
	"strings"

	"security-hub-analytics/internal/standards"
)

// How something of Security Hub comes under a stack.
const (
	// None has nothing to do with it.
	None = "none"
	// Existing relies on it and leaves it alone.
	Existing = "existing"
	// Create makes it; it is an error of AWS if it is there already.
	Create = "create"
	// Import takes over what is there. It is never removed.
	Import = "import"
)

// Disable removes, on destroy, what the stack created of Security Hub.
const Disable = "disable"

const anyStandard = "none" // the word for no standard at all

var standard = rule{func(v string) bool {
	return v == anyStandard || slices.Contains(standards.Names(), v)
}, "one of " + strings.Join(standards.Names(), ", ") + " (" + anyStandard + " alone for none)"}

// https://docs.aws.amazon.com/general/latest/gr/rande.html
var region = matching(`[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}`, "a Region, such as eu-west-1")

var aggregatorARN = matching(`arn:aws[a-z-]*:securityhub:[a-z0-9-]+:[0-9]{12}:finding-aggregator/[0-9a-f-]{36}`,
	"the ARN of a finding aggregator, as aws securityhub list-finding-aggregators shows it")

func detectKeys() []Key {
	modes := []string{None, Existing, Create, Import}
	keys := []Key{
		choice("detectSecurityHub", Existing, func(s *Settings) *string { return &s.Detect.SecurityHub }, modes[1:],
			"existing leaves Security Hub as it is, up and down; create switches it on; import takes over one that is on, to set detectControlFindings by the stack."),
		texts("detectStandards", len(standards.Names()), func(s *Settings) *[]string { return &s.Detect.Standards }, standard,
			"Standards to switch on, in each Region. With detectSecurityHub create and no list it is "+strings.Join(standards.Default(), " and ")+"; otherwise those that are on stay as they are."),
		text("detectControlFindings", "", func(s *Settings) *string { return &s.Detect.ControlFindings },
			matching("consolidated|per-standard", "consolidated or per-standard"),
			"Whether a control that several standards share gives one finding or one for each. Without it AWS decides: consolidated for a hub that is new. In an organization only the administrator account may change it."),
		choice("detectProductSubscription", None, func(s *Settings) *string { return &s.Detect.ProductSubscription }, modes,
			"The subscription through which Prowler's findings reach Security Hub, in each Region."),
		choice("detectAggregator", None, func(s *Settings) *string { return &s.Detect.Aggregator }, modes,
			"The finding aggregator, which brings the findings of other Regions to this one. There is one in all Regions of an account together; member accounts have none."),
		text("detectAggregatorArn", "", func(s *Settings) *string { return &s.Detect.AggregatorARN }, aggregatorARN,
			"The aggregator to take over, for detectAggregator import."),
		choice("detectAggregatorLinking", "all", func(s *Settings) *string { return &s.Detect.AggregatorLinking }, []string{"all", "listed", None},
			"Which Regions the aggregator links: all that there are and will be, those listed, or none."),
		texts("detectAggregatorRegions", 50, func(s *Settings) *[]string { return &s.Detect.AggregatorRegions }, region,
			"The Regions to link where detectAggregatorLinking is listed. Without it those of detectRegions."),
		texts("detectRegions", 50, func(s *Settings) *[]string { return &s.Detect.Regions }, region,
			"More Regions that get what detectSecurityHub, detectStandards and detectProductSubscription say. Their findings come by way of the aggregator, so detectAggregator must not be none. The rest of the stack exists once, in the Region of aws:region."),
		choice("detectOnDestroy", Keep, func(s *Settings) *string { return &s.Detect.OnDestroy }, []string{Disable, Keep},
			"What pulumi destroy does with what the stack created of Security Hub; what existed or was imported stays in any case. disable goes with detectSecurityHub create alone. To leave create without switching Security Hub off takes two steps: keep and pulumi up, then existing and pulumi up."),
	}
	return append(keys, prowlerKeys()...)
}
