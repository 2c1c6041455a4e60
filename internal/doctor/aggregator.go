package doctor

import (
	"strings"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/settings"
)

// aggregator looks at how findings of other Regions come here.
func (e *exam) aggregator() {
	const topic = "aggregator"
	d := e.s.Detect
	found, err := e.client.FindAggregator(e.ctx)
	if awsread.HubOff(err) {
		found, err = nil, nil // no hub, no aggregator
	}
	if err != nil {
		e.blind(topic, e.region, "the finding aggregator", err, "aws securityhub list-finding-aggregators --region "+e.region)
		return
	}
	if found == nil {
		switch {
		case e.member && d.Aggregator == settings.None:
			// Only an administrator, or an account without one, can have it.
			e.add(OK, topic, "there is no finding aggregator, and a member account cannot have one", "")
			return
		case e.member && d.Aggregator == settings.Create: // said already
			return
		case e.member:
			e.add(Problem, topic, "there is no finding aggregator, and detectAggregator is "+d.Aggregator,
				"A member account cannot have one: findings of other Regions come together with its administrator, or nowhere.",
				"pulumi config set detectAggregator none")
			return
		}
		switch d.Aggregator {
		case settings.None:
			e.add(Note, topic, "there is no finding aggregator", "Only findings of "+e.region+" come to the lake. With one, those of other Regions come too.",
				"pulumi config set detectAggregator create")
		case settings.Create:
			e.add(OK, topic, "there is no finding aggregator, and the stack makes one", "")
		default:
			e.add(Problem, topic, "there is no finding aggregator, and detectAggregator is "+d.Aggregator,
				"Findings of other Regions would never come here.", "pulumi config set detectAggregator create")
		}
		return
	}
	links := "findings of " + linked(found) + " come together in " + found.FindingAggregationRegion
	adopt := "pulumi config set detectAggregator existing"
	switch {
	case found.FindingAggregationRegion != e.region:
		e.add(Problem, topic, links+", and this stack is in "+e.region,
			"Only that Region has the findings of all. An account has one aggregator: it cannot be made here as well.",
			"pulumi config set aws:region "+found.FindingAggregationRegion)
	case d.Aggregator == settings.Create && e.deployed:
		e.add(Note, topic, links, "If this stack made the aggregator, all is well. If not, pulumi up fails: there can be only one.", adopt)
	case d.Aggregator == settings.Create:
		e.add(Problem, topic, links+" already, and detectAggregator is create", "There can be only one: pulumi up fails.", adopt)
	case d.Aggregator == settings.Import && d.AggregatorARN != found.FindingAggregatorArn:
		e.add(Problem, topic, links+", by "+found.FindingAggregatorArn, "detectAggregatorArn names another one, which cannot be imported.",
			"pulumi config set detectAggregatorArn "+found.FindingAggregatorArn)
	default:
		e.add(OK, topic, links, "")
	}
}

func linked(a *awsread.Aggregator) string {
	switch a.RegionLinkingMode {
	case "ALL_REGIONS":
		return "all Regions"
	case "ALL_REGIONS_EXCEPT_SPECIFIED":
		return "all Regions but " + strings.Join(a.Regions, ", ")
	case "SPECIFIED_REGIONS":
		return strings.Join(a.Regions, ", ")
	}
	return "no other Region"
}

// recorder looks whether AWS Config records, in each Region whose hub the stack is
// about.
func (e *exam) recorder() {
	for _, region := range append([]string{e.region}, e.s.Detect.Regions...) {
		e.recorderIn(region)
	}
}

func (e *exam) recorderIn(region string) {
	const topic = "config-recorder"
	add := func(level Level, found, why string, do ...string) {
		e.report.add(Line{Level: level, Topic: topic, Region: region, Found: found, Why: why, Do: do})
	}
	const why = "Most controls of Security Hub judge what AWS Config has recorded: without it they give no findings."
	recorders, err := e.client.In(region).Recorders(e.ctx)
	if err != nil {
		e.blind(topic, region, "whether AWS Config records", err, "aws configservice describe-configuration-recorder-status --region "+region)
		return
	}
	partition, _ := e.client.Partition()
	if len(recorders) == 0 {
		add(Warning, "AWS Config has no recorder", why,
			"aws iam create-service-linked-role --aws-service-name config.amazonaws.com",
			"aws configservice put-configuration-recorder --region "+region+" --configuration-recorder name=default,roleARN=arn:"+partition+":iam::"+e.who.Account+
				":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig --recording-group allSupported=true,includeGlobalResourceTypes=true",
			"aws configservice put-delivery-channel --region "+region+" --delivery-channel name=default,s3BucketName=<a bucket that Config may write to>",
			"aws configservice start-configuration-recorder --region "+region+" --configuration-recorder-name default")
		return
	}
	for _, recorder := range recorders {
		switch {
		case !recorder.Recording:
			add(Warning, "the recorder "+recorder.Name+" of AWS Config has stopped", why,
				"aws configservice start-configuration-recorder --region "+region+" --configuration-recorder-name "+recorder.Name)
		case strings.EqualFold(recorder.LastStatus, "failure"):
			add(Warning, "the recorder "+recorder.Name+" of AWS Config fails: "+recorder.LastErrorMessage, why,
				"aws configservice describe-delivery-channel-status --region "+region)
		default:
			add(OK, "AWS Config records ("+recorder.Name+")", "")
		}
	}
}
